//! What a check run may say and how much of it, in the words in which GitHub refuses more.

use serde_json::json;

use super::CheckRunChange;
use crate::world::{Annotation, FieldError, OpError};

/// `summary` and `text` may not be longer, in characters.
const TEXT_LIMIT: usize = 65_535;
/// One request brings no more annotations.
const ANNOTATIONS: usize = 50;
/// A check run has no more buttons.
const ACTIONS: usize = 3;
const STATUSES: [&str; 3] = ["queued", "in_progress", "completed"];
const CONCLUSIONS: [&str; 7] = [
    "success",
    "failure",
    "neutral",
    "cancelled",
    "skipped",
    "timed_out",
    "action_required",
];

/// Refuses what GitHub would.
pub(super) fn check_change(change: &CheckRunChange) -> Result<(), OpError> {
    let invalid = |field: &str| Err(OpError::field("CheckRun", "invalid", field));
    if change
        .status
        .as_deref()
        .is_some_and(|status| !STATUSES.contains(&status))
    {
        return invalid("status");
    }
    if change
        .conclusion
        .as_deref()
        .is_some_and(|word| !CONCLUSIONS.contains(&word))
    {
        return invalid("conclusion");
    }
    if change.status.as_deref() == Some("completed") && change.conclusion.is_none() {
        return Err(OpError::field("CheckRun", "missing_field", "conclusion"));
    }
    if let Some(output) = &change.output {
        for (field, text) in [("summary", &output.summary), ("text", &output.text)] {
            if text
                .as_ref()
                .is_some_and(|text| text.chars().count() > TEXT_LIMIT)
            {
                let message = format!("{field} exceeds a maximum bytesize of {TEXT_LIMIT}");
                return Err(OpError::custom("CheckRun", field, &message));
            }
        }
        check_annotations(&output.annotations)?;
    }
    let actions = change.actions.as_deref().unwrap_or_default();
    if actions.len() > ACTIONS {
        let text = format!(
            "Invalid request.\n\nNo more than {ACTIONS} items are allowed; {} were supplied.",
            actions.len()
        );
        return Err(OpError::Unprocessable(text));
    }
    for action in actions {
        for (field, text, limit) in [
            ("label", &action.label, 20),
            ("description", &action.description, 40),
            ("identifier", &action.identifier, 20),
        ] {
            if text.chars().count() > limit {
                let text = format!(
                    "Invalid request.\n\nOnly {limit} characters are allowed in \"{field}\"; {} were supplied.",
                    text.chars().count()
                );
                return Err(OpError::Unprocessable(text));
            }
        }
    }
    Ok(())
}

fn check_annotations(annotations: &[Annotation]) -> Result<(), OpError> {
    if annotations.len() > ANNOTATIONS {
        let count = annotations.len();
        let text = format!(
            "Invalid request.\n\nNo more than {ANNOTATIONS} items are allowed; {count} were supplied."
        );
        return Err(OpError::Unprocessable(text));
    }
    for annotation in annotations {
        if !["notice", "warning", "failure"].contains(&annotation.level.as_str()) {
            return Err(OpError::field("CheckAnnotation", "invalid", "annotation_level"));
        }
        if annotation.end_line < annotation.start_line {
            let entry = json!({"resource": "CheckAnnotation", "code": "custom", "field": "end_line",
                "message": "end_line must be after or equal to start_line"});
            return Err(OpError::Validation(vec![FieldError(entry)]));
        }
    }
    Ok(())
}
