//! The labels we create where a repository lacks them.
//!
//! Their descriptions are English whatever the language: they are made once, for everybody who reads the list of
//! labels, and renaming them later would look like somebody's decision.

use chrono::NaiveDate;

use crate::domain::{
    action::{Priority, due_label},
    label::LabelSpec,
    postmortem::PostmortemStatus,
    severity::Severity,
};

use super::Policy;

/// Every label of ours, with its colour and description.
pub fn ours(policy: &Policy) -> Vec<LabelSpec> {
    let names = &policy.labels;
    let severities = names.severities.iter().map(|(severity, name)| {
        let (color, description) = severity_look(*severity);
        spec(name, color, description)
    });
    let statuses = PostmortemStatus::ALL.into_iter().map(|status| {
        let (color, description) = status_look(status);
        spec(status_label(status), color, description)
    });
    [
        spec(&names.incident, "d73a4a", "Declares an incident"),
        spec(
            &names.drill,
            "c5def5",
            "Practice: everything runs, nothing counts",
        ),
    ]
    .into_iter()
    .chain(severities)
    .chain(statuses)
    .collect()
}

/// The label of a priority, made when an action item first has it.
pub fn priority(priority: Priority) -> LabelSpec {
    let (color, description) = match priority.0 {
        0 => ("b60205", "Action item: at once"),
        1 => ("d93f0b", "Action item: soon"),
        2 => ("fbca04", "Action item: in its turn"),
        _ => ("fef2c0", "Action item: when there is time"),
    };
    spec(&priority.to_string(), color, description)
}

/// The label of the day until which an action item is to be done, made when one first has it.
pub fn due(due: NaiveDate) -> LabelSpec {
    spec(&due_label(due), "ededed", "Action item: to be done by this day")
}

/// The label that mirrors a postmortem's status.
pub fn status_label(status: PostmortemStatus) -> &'static str {
    match status {
        PostmortemStatus::Draft => "postmortem: draft",
        PostmortemStatus::InReview => "postmortem: in review",
        PostmortemStatus::Reviewed => "postmortem: reviewed",
        PostmortemStatus::Closed => "postmortem: closed",
        PostmortemStatus::Skipped => "postmortem: skipped",
    }
}

fn severity_look(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Sev1 => ("b60205", "Critical incident"),
        Severity::Sev2 => ("d93f0b", "Major incident"),
        Severity::Sev3 => ("fbca04", "Minor incident"),
        Severity::Sev4 => ("fef2c0", "Slight incident"),
    }
}

fn status_look(status: PostmortemStatus) -> (&'static str, &'static str) {
    match status {
        PostmortemStatus::Draft => ("ededed", "The postmortem is being written"),
        PostmortemStatus::InReview => ("bfd4f2", "The postmortem waits for approvals and its meeting"),
        PostmortemStatus::Reviewed => ("bfdadc", "Approved and discussed; the postmortem can be merged"),
        PostmortemStatus::Closed => ("0e8a16", "The postmortem is merged"),
        PostmortemStatus::Skipped => (
            "d4c5f9",
            "No postmortem is written; the reason is on the incident",
        ),
    }
}

fn spec(name: &str, color: &str, description: &str) -> LabelSpec {
    LabelSpec {
        name: name.to_owned(),
        color: color.to_owned(),
        description: description.to_owned(),
    }
}
