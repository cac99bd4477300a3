//! The files of an installation, as a repository gets them.

use std::borrow::Cow;

use crate::{
    message::Language,
    policy::{self, Policy},
};

/// Path of the issue form.
pub(super) const FORM: &str = ".github/ISSUE_TEMPLATE/incident.yml";
/// Path of the workflow.
pub(super) const WORKFLOW: &str = ".github/workflows/closeout.yml";

/// The page that shows the workflow to those who copy it by hand. It is the one source of both.
const PAGE: &str = include_str!("../../../docs/action.md");
/// By what the page calls the action.
const CALL: &str = "OWNER/closeout@";

/// A file, and what is to stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Path from the repository's root.
    pub(super) path: &'static str,
    /// Its text.
    pub(super) text: String,
}

/// A copy of Closeout on GitHub.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    /// `owner/name`.
    pub(super) repository: &'a str,
    /// A tag, a branch or a commit.
    pub(super) reference: &'a str,
}

/// What an installation consists of. Without `source` nobody calls the action, because a server does the work.
pub(super) fn wanted(policy: &Policy, source: Option<Source<'_>>, action: bool) -> Vec<Wanted> {
    let mut files = vec![
        Wanted {
            path: policy::PATH,
            text: configuration(policy.language, source),
        },
        Wanted {
            path: FORM,
            text: form(policy.language, &policy.labels.incident),
        },
    ];
    if let Some(source) = source.filter(|_| action) {
        files.push(Wanted {
            path: WORKFLOW,
            text: workflow(source),
        });
    }
    files
}

/// The configuration: the keys that people change first. Its first line tells editors how to check it.
fn configuration(language: Language, source: Option<Source<'_>>) -> String {
    let text = match language {
        Language::En => include_str!("../../../templates/en/closeout.yml"),
        Language::Ja => include_str!("../../../templates/ja/closeout.yml"),
    };
    // Without a copy on GitHub the schema is expected beside the file, where `closeout schema --output` puts it.
    let schema = source.map_or(Cow::Borrowed("closeout.schema.json"), |source| {
        let Source {
            repository,
            reference,
        } = source;
        Cow::Owned(format!(
            "https://raw.githubusercontent.com/{repository}/{reference}/docs/closeout.schema.json"
        ))
    });
    format!("# yaml-language-server: $schema={schema}\n{text}")
}

/// The built-in issue form, which sets the label that declares incidents here.
fn form(language: Language, label: &str) -> String {
    let text = match language {
        Language::En => include_str!("../../../templates/en/issue_form.yml"),
        Language::Ja => include_str!("../../../templates/ja/issue_form.yml"),
    };
    if label == "incident" {
        return text.to_owned();
    }
    let quoted = format!("labels: ['{}']", label.replace('\'', "''"));
    text.replacen("labels: [incident]", &quoted, 1)
}

/// The workflow that the page shows, calling this copy.
fn workflow(source: Source<'_>) -> String {
    let Source {
        repository,
        reference,
    } = source;
    let lines = shown().lines().map(|line| match line.split_once(CALL) {
        Some((before, _)) => format!("{before}{repository}@{reference}\n"),
        None => format!("{line}\n"),
    });
    lines.collect()
}

/// The first block of YAML on the page.
fn shown() -> &'static str {
    let block = PAGE.split("```yaml\n").nth(1);
    block
        .and_then(|rest| rest.split("```").next())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::policy::Loaded;

    const SOURCE: Source<'_> = Source {
        repository: "acme/closeout",
        reference: "v0.1.0",
    };

    #[test]
    fn the_configuration_has_no_faults_and_names_its_schema() {
        for language in Language::ALL {
            for source in [None, Some(SOURCE)] {
                let text = configuration(language, source);
                let Loaded { policy, faults } = policy::load(Some(&text));
                assert!(faults.is_empty(), "{faults:?}");
                assert_eq!(policy.language, language);
                assert!(text.starts_with("# yaml-language-server: $schema="), "{text}");
            }
        }
    }

    /// The configuration with everything that is commented out. Of a key that stands twice, the last counts.
    fn complete(text: &str) -> String {
        let is_name = |name: &str| {
            let name = name.trim_start();
            !name.is_empty() && name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric())
        };
        let mut seen = BTreeSet::new();
        let mut lines = Vec::new();
        for line in text.lines().rev() {
            let line = line.strip_prefix("# ").unwrap_or(line);
            if let Some((name, _)) = line.split_once(':').filter(|(name, _)| is_name(name))
                && seen.insert(name)
            {
                lines.push(line);
            }
        }
        lines.reverse();
        lines.join("\n")
    }

    #[test]
    fn what_is_commented_out_has_no_faults_either() {
        for language in Language::ALL {
            let text = complete(&configuration(language, None));
            let Loaded { policy, faults } = policy::load(Some(&text));
            assert!(faults.is_empty(), "{faults:?} in\n{text}");
            assert!(
                text.contains("\n  SEV3:") && policy.escalation.is_some(),
                "{text}"
            );
        }
    }

    #[test]
    fn the_form_sets_the_label_that_counts_here() {
        for language in Language::ALL {
            assert!(form(language, "incident").contains("\nlabels: [incident]\n"));
            let own = form(language, "it's down");
            assert!(own.contains("\nlabels: ['it''s down']\n"), "{own}");
        }
    }

    #[test]
    fn the_workflow_is_that_of_the_page() {
        let workflow = workflow(SOURCE);
        assert!(workflow.starts_with("name: Closeout\n"), "{workflow}");
        assert!(
            workflow.ends_with("      - uses: acme/closeout@v0.1.0\n"),
            "{workflow}"
        );
        let page = format!("{CALL}v{}", env!("CARGO_PKG_VERSION"));
        assert_eq!(
            workflow.replace("acme/closeout@v0.1.0", &page),
            shown(),
            "the page calls this release"
        );
        assert!(!workflow.contains("OWNER"), "{workflow}");
    }
}
