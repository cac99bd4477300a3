//! What could not be counted, in words: a line each, as compilers write it, so that editors find the place.

use std::fmt;

use crate::{
    document::FrontMatterFaultKind,
    report::{Problem, ProblemKind, key_of},
};

/// Something that is missing in the report.
#[derive(Debug)]
pub(super) struct Trouble {
    /// Where: a file with its line and column, or an incident.
    place: String,
    what: String,
}

impl Trouble {
    /// A file that cannot be read.
    pub(super) fn file(path: String, why: String) -> Self {
        Self {
            place: path,
            what: why,
        }
    }

    /// A second document about the same incident.
    pub(super) fn twice(path: String, other: &str) -> Self {
        Self {
            place: path,
            what: format!(
                "about the same incident as {other}; keep one of them in this folder, or correct `incident`"
            ),
        }
    }

    /// A document that says something impossible.
    #[expect(clippy::needless_pass_by_value, reason = "it is told once")]
    pub(super) fn problem(path: String, problem: Problem) -> Self {
        Self {
            place: format!("{path}:{}:{}", problem.line, problem.column),
            what: words(&problem.kind),
        }
    }

    /// An incident that cannot be observed.
    pub(super) fn incident(name: String, why: String) -> Self {
        Self {
            place: name,
            what: why,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Files and what stands in them are other people's: no control character of theirs reaches a terminal.
        let visible = |text: &str| text.replace(char::is_control, " ");
        write!(
            f,
            "{}: not counted: {}",
            visible(&self.place),
            visible(&self.what)
        )
    }
}

fn words(kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::FrontMatter(fault) => front_matter(&fault.kind),
        ProblemKind::Missing { key } => {
            format!("`{key}` is missing; write it as `{key}: 2026-11-20T16:30:00Z`")
        }
        ProblemKind::NoInstant { key, found } => format!(
            "`{key}` is {}, which is no time with a zone; write it as 2026-11-20T16:30:00Z or 2026-11-21T01:30+09:00",
            shown(found)
        ),
        ProblemKind::Elsewhen { key, found } => format!(
            "`{key}` is {}, which lies in the future or before 2008; correct it",
            shown(found)
        ),
        ProblemKind::NoNumber { found } => {
            format!(
                "`incident` is {}, which is no number of an issue; write it as `incident: 42`",
                shown(found)
            )
        }
        ProblemKind::NoSeverity { found } => {
            format!("`severity` is {}; write SEV1, SEV2, SEV3 or SEV4", shown(found))
        }
        ProblemKind::Order { earlier, later } => format!(
            "`{}` lies before `{}`, which comes first; correct one of them",
            key_of(*later),
            key_of(*earlier)
        ),
    }
}

fn front_matter(kind: &FrontMatterFaultKind) -> String {
    match kind {
        FrontMatterFaultKind::Unclosed => {
            "the values at the top begin with `---` and never end; put a line `---` behind the last".into()
        }
        FrontMatterFaultKind::Syntax { detail } => format!("this is no YAML: {detail}"),
        FrontMatterFaultKind::Unsupported { found } => {
            format!(
                "{} is not understood here; write plain keys and values",
                shown(found)
            )
        }
        FrontMatterFaultKind::TooLarge { at_most } => {
            format!("the values at the top take more than {at_most} bytes; text belongs below them")
        }
        FrontMatterFaultKind::NotAMapping | FrontMatterFaultKind::NotAKey => {
            "this is no key with a value; write one a line, such as `severity: SEV2`".into()
        }
        FrontMatterFaultKind::KeyTwice { key } => {
            format!("`{key}` stands here twice; keep the one that is right")
        }
    }
}

/// The beginning of what is written.
fn shown(found: &str) -> String {
    let first: String = found.chars().take(60).collect();
    let rest = if first.len() < found.len() { "…" } else { "" };
    format!("`{first}{rest}`")
}
