//! The incidents of a report as comma-separated values, RFC 4180: one row each, whose columns never change their meaning.
//!
//! A spreadsheet takes a cell for a formula when it begins with `=`, `+`, `-` or `@`, or with a tab or a line end. Such a cell
//! gets an apostrophe in front, by which spreadsheets know text.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::{
    domain::{postmortem::PostmortemStatus, severity::Severity},
    report::{DetectedBy, Measured, MeetingOutcome, PostmortemOutcome, Report},
};

/// The columns.
pub(super) const COLUMNS: [&str; 40] = [
    "incident",
    "title",
    "url",
    "document",
    "document_url",
    "severity",
    "drill",
    "withdrawn",
    "started",
    "detected",
    "declared",
    "acknowledged",
    "mitigated",
    "resolved",
    "mtta_seconds",
    "mttr_seconds",
    "mtrs_seconds",
    "sev1_seconds",
    "sev2_seconds",
    "sev3_seconds",
    "sev4_seconds",
    "detected_by",
    "postmortem_due",
    "postmortem_status",
    "postmortem_outcome",
    "postmortem_skipped_because",
    "postmortem_reviewed",
    "postmortem_closed",
    "resolved_to_closed_seconds",
    "meeting_deadline",
    "meeting_held",
    "meeting_outcome",
    "meeting_skipped_because",
    "actions",
    "actions_open",
    "actions_overdue",
    "actions_done",
    "actions_declined",
    "actions_unknown",
    "tags",
];

/// Columns that hold text which people wrote.
#[cfg(test)]
pub(super) const WRITTEN: [&str; 7] = [
    "title",
    "url",
    "document",
    "document_url",
    "postmortem_skipped_because",
    "meeting_skipped_because",
    "tags",
];

/// The table with its head. Lines end as the standard wants it.
pub(super) fn table(report: &Report) -> String {
    let head = COLUMNS.map(str::to_owned);
    let rows = report.incidents.iter().map(row);
    let lines = std::iter::once(head).chain(rows);
    lines
        .map(|cells| cells.map(|cell| quoted(&cell)).join(",") + "\r\n")
        .collect()
}

#[expect(clippy::too_many_lines, reason = "one list, one line a column")]
fn row(one: &Measured) -> [String; COLUMNS.len()] {
    let spent = |severity: Severity| {
        let times = one
            .time_in_severity
            .iter()
            .filter(|time| time.severity == severity);
        let seconds = times.map(|time| time.seconds).reduce(i64::saturating_add);
        number(seconds)
    };
    [
        one.incident.map(|number| number.to_string()).unwrap_or_default(),
        text(&one.title),
        maybe(one.url.as_ref()),
        maybe(one.document.as_ref()),
        maybe(one.document_url.as_ref()),
        one.severity
            .map(|severity| severity.name().to_owned())
            .unwrap_or_default(),
        one.drill.to_string(),
        one.withdrawn.to_string(),
        instant(one.started),
        instant(one.detected),
        instant(Some(one.declared)),
        instant(one.acknowledged),
        instant(one.mitigated),
        instant(one.resolved),
        number(one.mtta_seconds),
        number(one.mttr_seconds),
        number(one.mtrs_seconds),
        spent(Severity::Sev1),
        spent(Severity::Sev2),
        spent(Severity::Sev3),
        spent(Severity::Sev4),
        one.detected_by
            .map(DetectedBy::name)
            .unwrap_or_default()
            .to_owned(),
        one.postmortem_due.to_string(),
        one.postmortem_status.map(status).unwrap_or_default().to_owned(),
        one.postmortem_outcome
            .map(PostmortemOutcome::name)
            .unwrap_or_default()
            .to_owned(),
        maybe(one.postmortem_skipped_because.as_ref()),
        instant(one.postmortem_reviewed),
        instant(one.postmortem_closed),
        number(one.resolved_to_closed_seconds),
        instant(one.meeting_deadline),
        instant(one.meeting_held),
        one.meeting_outcome
            .map(MeetingOutcome::name)
            .unwrap_or_default()
            .to_owned(),
        maybe(one.meeting_skipped_because.as_ref()),
        one.actions.to_string(),
        one.actions_open.to_string(),
        one.actions_overdue.to_string(),
        one.actions_done.to_string(),
        one.actions_declined.to_string(),
        one.actions_unknown.to_string(),
        text(&one.tags.join("; ")),
    ]
}

fn instant(at: Option<DateTime<Utc>>) -> String {
    at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true))
        .unwrap_or_default()
}

/// A number of ours; a negative one is no formula.
fn number(value: Option<i64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn status(status: PostmortemStatus) -> &'static str {
    match status {
        PostmortemStatus::Draft => "draft",
        PostmortemStatus::InReview => "in_review",
        PostmortemStatus::Reviewed => "reviewed",
        PostmortemStatus::Closed => "closed",
        PostmortemStatus::Skipped => "skipped",
    }
}

fn maybe(value: Option<&String>) -> String {
    value.map(|value| text(value)).unwrap_or_default()
}

/// Text that somebody wrote, which is no formula.
fn text(written: &str) -> String {
    let written = written.replace('\0', "");
    let begins = written.trim_start_matches(' ');
    if begins.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{written}")
    } else {
        written
    }
}

/// A cell as the standard wants it.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text_and_cells_stay_cells() {
        for (written, expected) in [
            ("=HYPERLINK(\"https://x\")", "\"'=HYPERLINK(\"\"https://x\"\")\""),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r\n=1", "\"'\r\n=1\""),
            ("a, b", "\"a, b\""),
            ("plain = text", "plain = text"),
            ("", ""),
        ] {
            assert_eq!(quoted(&text(written)), expected, "{written:?}");
        }
    }

    #[test]
    fn columns_have_names_of_their_own() {
        let names: std::collections::BTreeSet<_> = COLUMNS.iter().collect();
        assert_eq!(names.len(), COLUMNS.len());
        assert!(WRITTEN.iter().all(|name| COLUMNS.contains(name)));
    }
}
