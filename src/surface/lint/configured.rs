//! What a repository has configured for its postmortems: found beside them, or named.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{Unusable, read, shown};
use crate::{
    domain::severity::Severity,
    message::{Language, context::Template, lint as words},
    policy::{self, Fault, Loaded, Policy, TemplateName},
};

/// The configuration by which a file is checked.
#[derive(Debug, Default)]
pub(super) struct Configured {
    pub(super) policy: Policy,
    /// The configuration's path; absent where the defaults count.
    path: Option<PathBuf>,
}

impl Configured {
    /// That of the repository in which a file lies; the defaults for what lies in none, such as standard input elsewhere.
    ///
    /// # Errors
    /// It cannot be read, or it has faults: half a configuration would check by rules that nobody chose.
    pub(super) fn around(file: &Path, language: Option<Language>) -> Result<Self, Unusable> {
        let beginning = if file.as_os_str() == "-" {
            Path::new(".")
        } else {
            file
        };
        // What cannot be found has no surroundings either; reading it says so.
        let Ok(absolute) = beginning.canonicalize() else {
            return Ok(Self::default());
        };
        let found = repository_around(&absolute).map(|root| root.join(policy::PATH));
        match found.filter(|path| path.is_file()) {
            Some(path) => Self::at(&path, language),
            None => Ok(Self::default()),
        }
    }

    /// That of a file that was named.
    ///
    /// # Errors
    /// It cannot be read, or it has faults.
    pub(super) fn at(path: &Path, language: Option<Language>) -> Result<Self, Unusable> {
        let Loaded { policy, faults } = policy::load(Some(&read(path)?));
        if !faults.is_empty() {
            let lines = faults
                .iter()
                .map(|fault| line(fault, language.unwrap_or_default()));
            return Err(Unusable::Config {
                path: shown(path),
                faults: lines.collect::<Vec<_>>().join("\n"),
            });
        }
        Ok(Self {
            policy,
            path: Some(path.to_owned()),
        })
    }

    /// Whether anybody configured anything.
    pub(super) fn exists(&self) -> bool {
        self.path.is_some()
    }

    /// The template of a severity, whose sections a postmortem must have.
    ///
    /// # Errors
    /// The repository's own cannot be read.
    pub(super) fn template(&self, severity: Option<Severity>) -> Result<Template, Unusable> {
        let name = severity.map_or(&self.policy.template, |severity| self.policy.template(severity));
        Ok(match name {
            TemplateName::Full => Template::Full,
            TemplateName::Minimal => Template::Minimal,
            TemplateName::Own(path) => Template::Own(read(&self.root().join(path))?),
        })
    }

    /// The folder that paths in the configuration begin at.
    fn root(&self) -> PathBuf {
        let path = self.path.as_deref().unwrap_or(Path::new(policy::PATH));
        let absolute = path.canonicalize().unwrap_or_else(|_: io::Error| path.to_owned());
        let root = repository_around(&absolute).or_else(|| absolute.parent()?.parent());
        root.unwrap_or(Path::new(".")).to_owned()
    }
}

/// The nearest folder around a path that is a clone of a repository. It is a file there in a work tree beside the clone.
fn repository_around(path: &Path) -> Option<&Path> {
    path.ancestors().find(|folder| folder.join(".git").exists())
}

fn line(fault: &Fault, language: Language) -> String {
    let (what, remedy) = words::fault(fault, language);
    format!("  {}:{}: {what}. {remedy}", fault.line, fault.column)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{document::Section, domain::severity::Severity, message::own};

    /// A clone with one postmortem and the given files.
    fn clone(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("postmortems/2026/1-a.md");
        fs::create_dir_all(folder.path().join(".git")).expect("it is made");
        for (path, text) in [("postmortems/2026/1-a.md", "# A\n")].iter().chain(files) {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
            fs::write(path, text).expect("it is written");
        }
        (folder, file)
    }

    #[test]
    fn it_is_found_around_the_file_and_brings_the_repositorys_template() {
        let (_folder, file) = clone(&[
            (
                policy::PATH,
                "language: ja\npostmortem: { template: docs/own.hbs }\n",
            ),
            ("docs/own.hbs", "# {{title}}\n\n## 概要\n\n## Root cause\n"),
        ]);
        let configured = Configured::around(&file, None).expect("it is good");
        assert!(configured.exists());
        assert_eq!(configured.policy.language, Language::Ja);
        let template = configured.template(Some(Severity::Sev1)).expect("it is there");
        let sections = own::sections(template, false, configured.policy.voice());
        assert_eq!(sections, [Section::Summary, Section::RootCause]);
    }

    #[test]
    fn without_one_the_defaults_count() {
        let (_folder, file) = clone(&[]);
        for file in [file.as_path(), Path::new("/there/is/none.md")] {
            let configured = Configured::around(file, None).expect("nothing is wrong");
            assert!(!configured.exists());
            assert_eq!(configured.template(None).expect("built in"), Template::Full);
        }
    }

    #[test]
    fn what_cannot_count_is_said_with_its_path() {
        let (folder, file) = clone(&[(policy::PATH, "lnaguage: ja\n")]);
        let faults = Configured::around(&file, None)
            .expect_err("it has a fault")
            .to_string();
        assert!(faults.contains("closeout.yml has faults"), "{faults}");
        assert!(faults.contains("1:1: "), "{faults}");
        fs::write(
            folder.path().join(policy::PATH),
            "postmortem: { template: docs/gone.hbs }\n",
        )
        .expect("it is written");
        let configured = Configured::around(&file, None).expect("it is good");
        let gone = configured
            .template(None)
            .expect_err("it is not there")
            .to_string();
        assert!(gone.contains("docs/gone.hbs cannot be read"), "{gone}");
    }
}
