//! The ways in which a step speaks to the runner: lines on standard output that are commands, and the file of outputs.
//!
//! Titles of issues and error texts are other people's. A line that begins with `::` is a command to the runner wherever
//! it stands, so that nothing is printed here that was not escaped as GitHub's own toolkit does.
//! Source: "Workflow commands for GitHub Actions".

use std::fmt::Write as _;

use chrono::{DateTime, Utc};

use super::report::Report;
use crate::domain::postmortem::PostmortemStatus;

/// What the log shows, with an annotation for everything that could not be done.
pub(super) fn log(report: &Report) -> String {
    let mut text = format!("{}\n", line(&report.cause));
    for seen in &report.seen {
        let verb = if report.dry_run { "would" } else { "did" };
        if seen.effects.is_empty() {
            let _ = writeln!(text, "{}: nothing to do", line(&seen.name));
        } else {
            let _ = writeln!(text, "{}: {verb}", line(&seen.name));
        }
        for effect in &seen.effects {
            let _ = writeln!(text, "  - {}", line(effect));
        }
    }
    for (place, reason) in &report.troubles {
        let message = format!("{place}: {reason}");
        let _ = writeln!(text, "::error title=Closeout::{}", data(&message));
    }
    for warning in &report.warnings {
        let _ = writeln!(text, "::warning title=Closeout::{}", data(warning));
    }
    let _ = writeln!(text, "{}", line(&report.cost()));
    text
}

/// The action's outputs, in the form in which the runner reads them.
#[expect(clippy::format_collect, reason = "a few short lines")]
pub(super) fn outputs(report: &Report) -> String {
    let first = report.seen.first();
    let view = first.and_then(|seen| seen.view.as_ref());
    let number = view.map(|view| view.locator.key.issue.to_string());
    let status = view.and_then(|view| view.postmortem).map(PostmortemStatus::name);
    let instant = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    [
        ("incident", number),
        ("phase", view.map(|view| view.phase.to_string())),
        ("status", status.map(str::to_owned)),
        ("postmortem", view.and_then(|view| view.pull_request.clone())),
        ("deadline", view.and_then(|view| view.deadline).map(instant)),
        ("next-wake", report.next_wake().map(instant)),
        ("effects", Some(report.effects().to_string())),
        ("requests", Some(report.requests.to_string())),
    ]
    .into_iter()
    .map(|(name, value)| format!("{name}={}\n", line(&value.unwrap_or_default())))
    .collect()
}

/// One line that is no command: without line breaks, and with a space in front of what would be read as one.
fn line(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.trim_start().starts_with("::") || text.contains("##[") {
        format!("· {}", text.replace("##[", "## ["))
    } else {
        text
    }
}

/// The data of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_peoples_text_is_never_a_command() {
        for hostile in [
            "::set-output name=x::y",
            "  ::error::x",
            "a\n::stop-commands::t",
            "##[error]x",
        ] {
            let shown = line(hostile);
            assert!(!shown.trim_start().starts_with("::"), "{shown}");
            assert!(!shown.contains('\n') && !shown.contains("##["), "{shown}");
        }
        assert_eq!(line("acme/ops#7: nothing"), "acme/ops#7: nothing");
    }

    #[test]
    fn a_commands_data_stay_on_its_line() {
        assert_eq!(data("50 %\r\nlost\n::x"), "50 %25%0D%0Alost%0A::x");
    }
}
