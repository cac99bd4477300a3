//! The findings for people and for scripts, and the page that lists the checks.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{
    finding::{Finding, Findings, Verdict},
    table::{CHECKS, Group},
};
use crate::surface::ink::{Ink, Tone, wrap};

/// Columns before what is said.
const INDENT: usize = 12;
/// Columns that a line takes at most.
const COLUMNS: usize = 100;

/// The findings as a terminal shows them.
pub(super) fn text(findings: &Findings, ink: Ink) -> String {
    let mut out = String::new();
    for group in Group::ALL {
        let of_group = findings.0.iter().filter(|finding| finding.check.group == group);
        let of_group: Vec<&Finding> = of_group.collect();
        if of_group.is_empty() {
            continue;
        }
        out.push_str(&ink.paint(Tone::Heading, group.name()));
        out.push('\n');
        for (n, finding) in of_group.iter().enumerate() {
            out.push_str(&told(finding, ink));
            // What a check advises is said once, below everything that it found.
            let mut later = of_group[n + 1..].iter();
            let more = later.any(|later| later.check == finding.check && later.mend().is_some());
            if let Some(mend) = finding.mend().filter(|_| !more) {
                out.push_str(&advised(mend, ink));
            }
        }
        out.push('\n');
    }
    out.push_str(&summary(findings));
    out.push('\n');
    out
}

fn told(finding: &Finding, ink: Ink) -> String {
    let (mark, tone) = match finding.verdict {
        Verdict::Good => ("✓", Tone::Good),
        Verdict::Note => ("·", Tone::Aside),
        Verdict::Warning => ("!", Tone::Poor),
        Verdict::Fault => ("✗", Tone::Bad),
    };
    let head = format!("{mark} {:<8}", finding.verdict.name());
    let said = format!("{}: {}", finding.check.id, harmless(&finding.said));
    let mut out = format!("  {}", ink.paint(tone, &head));
    for (n, line) in wrap(&said, COLUMNS - INDENT, 2).iter().enumerate() {
        let indent = if n == 0 { String::new() } else { " ".repeat(INDENT) };
        // Writing to a string does not fail.
        let _ = writeln!(out, "{indent}{line}");
    }
    out
}

fn advised(mend: &str, ink: Ink) -> String {
    let lines = wrap(&format!("→ {mend}"), COLUMNS - INDENT, 2);
    let indent = " ".repeat(INDENT);
    let lines = lines
        .iter()
        .map(|line| indent.clone() + &ink.paint(Tone::Aside, line) + "\n");
    lines.collect()
}

fn summary(findings: &Findings) -> String {
    let plural = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let (faults, warnings) = (findings.count(Verdict::Fault), findings.count(Verdict::Warning));
    format!("{}, {}", plural(faults, "fault"), plural(warnings, "warning"))
}

/// Names and texts are other people's: nothing in them may command a terminal.
fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// The findings as one document.
pub(super) fn document(findings: &Findings) -> Value {
    let checks = findings.0.iter().map(|finding| {
        let mut entry = json!({
            "id": finding.check.id,
            "verdict": finding.verdict.name(),
            "said": finding.said,
        });
        if let Some(mend) = finding.mend() {
            entry["mend"] = json!(mend);
        }
        entry
    });
    json!({
        "good": findings.count(Verdict::Fault) == 0,
        "faults": findings.count(Verdict::Fault),
        "warnings": findings.count(Verdict::Warning),
        "checks": checks.collect::<Vec<_>>(),
    })
}

const HEAD: &str = "\
# What the doctor checks

`closeout doctor` looks at an installation and says what to do about each fault. It reads and writes nothing. With
`--repo OWNER/NAME` it looks at a repository, too; with a token (`CLOSEOUT_TOKEN`) it takes the view of a workflow run. This
page is generated: `cargo run --example doctor > docs/doctor.md`.

A finding is *good*, a *note* (worth knowing), a *warning* (it works, but less well than it could) or a *fault* (it does not
work). Only faults make the exit code 1. `--json` gives the same findings to a script, by the ids below.
";

/// `docs/doctor.md`.
pub fn page() -> String {
    let mut page = HEAD.to_owned();
    for group in Group::ALL {
        let _ = writeln!(
            page,
            "\n## {}\n\n| id | what is checked | how to mend it |\n|---|---|---|",
            group.name()
        );
        for check in CHECKS.iter().filter(|check| check.group == group) {
            let _ = writeln!(page, "| `{}` | {} | {} |", check.id, check.about, check.mend);
        }
    }
    page
}
