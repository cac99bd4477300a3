//! `closeout render`: the document that a template makes, without GitHub.
//!
//! It asks nobody: the incident is an example, about which everything is known.

use std::{fs, io::Write, path::PathBuf, process::ExitCode};

use chrono_tz::Tz;
use clap::{Args, ValueEnum};

use crate::{
    domain::severity::Severity,
    message::{
        self, Language, Voice,
        context::{DocumentContext, Template, TemplateCheck, TemplateFault},
        example, own,
    },
};

use super::deadline::zone;

/// Which template, and for what.
#[derive(Debug, Args)]
pub(super) struct RenderArgs {
    /// The template: `full`, `minimal`, or the path of a file.
    #[arg(long, value_name = "NAME|FILE", default_value = "full")]
    template: String,
    /// Severity of the example.
    #[arg(long, value_name = "N", default_value = "1", value_parser = severity)]
    severity: Severity,
    /// Language of everything that Closeout adds.
    #[arg(long, value_enum, default_value = "en")]
    language: Tongue,
    /// Zone in which times are shown.
    #[arg(long, value_name = "ZONE", default_value = "UTC", value_parser = zone)]
    zone: Tz,
}

/// A language, as it is typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Tongue {
    /// English
    En,
    /// Japanese
    Ja,
}

/// There is no such template, or it cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{path} cannot be read: {why}\nWrite full, minimal, or the path of a template.")]
pub(super) struct Unreadable {
    path: String,
    why: std::io::Error,
}

/// Prints the document to `out`, or what is wrong with the template to `err`.
pub(super) fn run(args: &RenderArgs, out: &mut impl Write, err: &mut impl Write) -> anyhow::Result<ExitCode> {
    let voice = Voice {
        language: match args.language {
            Tongue::En => Language::En,
            Tongue::Ja => Language::Ja,
        },
        zone: args.zone,
    };
    let template = match args.template.as_str() {
        "full" => Template::Full,
        "minimal" => Template::Minimal,
        path => Template::Own(fs::read_to_string(PathBuf::from(path)).map_err(|why| Unreadable {
            path: path.to_owned(),
            why,
        })?),
    };
    let mut faults = match &template {
        Template::Own(text) => own::faults(text, voice),
        Template::Full | Template::Minimal => Vec::new(),
    };
    let context = DocumentContext {
        template,
        severity: args.severity,
        announcement_required: args.severity == Severity::Sev1,
        ..example::full()
    };
    if faults.is_empty() {
        match message::filled(&context, voice) {
            Ok(document) => {
                write!(out, "{document}")?;
                return Ok(ExitCode::SUCCESS);
            }
            Err(fault) => faults.push(fault),
        }
    }
    for fault in &faults {
        writeln!(err, "{}", told(&args.template, fault, voice))?;
    }
    Ok(ExitCode::FAILURE)
}

/// One line as compilers write it, so that editors find the place.
pub(super) fn told(path: &str, fault: &TemplateFault, voice: Voice) -> String {
    let check = TemplateCheck {
        path: path.to_owned(),
        found: true,
        faults: vec![fault.clone()],
    };
    let (title, advice) = message::advice(&check, voice);
    format!("{path}:{}:{}: {title}. {advice}", fault.line, fault.column)
}

fn severity(text: &str) -> Result<Severity, String> {
    let name = if text.len() == 1 {
        format!("SEV{text}")
    } else {
        text.to_owned()
    };
    let known = Severity::ALL
        .into_iter()
        .find(|severity| severity.name().eq_ignore_ascii_case(&name));
    known.ok_or_else(|| format!("`{text}` is no severity; write a number from 1 to 4"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(template: &str) -> (bool, String, String) {
        let args = RenderArgs {
            template: template.to_owned(),
            severity: Severity::Sev2,
            language: Tongue::En,
            zone: Tz::UTC,
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run(&args, &mut out, &mut err).expect("it is readable");
        let text = |bytes| String::from_utf8(bytes).expect("it is text");
        (code == ExitCode::SUCCESS, text(out), text(err))
    }

    #[test]
    fn a_good_template_is_shown_and_a_bad_one_is_explained() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("own.hbs");
        let write = |text: &str| fs::write(&path, text).expect("it is written");
        write("# {{title}}\n\n{{region \"facts\"}}\n");
        let (good, out, err) = rendered(&path.display().to_string());
        assert!(good && err.is_empty(), "{err}");
        assert!(out.starts_with("---\nincident: 42\n"), "{out}");
        assert!(out.contains("# Checkout answers 503\n"), "{out}");
        write("# {{title}}\n\n{{severty}}\n{{#each roles}}\n");
        let (good, out, err) = rendered(&path.display().to_string());
        assert!(!good && out.is_empty(), "{out}");
        let lines: Vec<&str> = err.lines().collect();
        assert!(lines[0].ends_with(
            "own.hbs:3:3: There is no “severty” here. Did you mean “severity”? docs/templates.md lists every name."
        ), "{err}");
        assert!(lines[1].contains("own.hbs:4:1: This is never closed"), "{err}");
        for built_in in ["full", "minimal"] {
            assert!(rendered(built_in).0);
        }
    }
}
