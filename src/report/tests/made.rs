//! Records made by hand.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::{
    domain::{action::Priority, phase::Instants, severity::Severity},
    report::{Action, ActionState, By, Meeting, Period, Postmortem, Record, Report, Setting, Source},
};

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A resolved incident: declared when it began, taken and resolved so many minutes after that.
pub(crate) fn record(number: u64, severity: Severity, declared: &str, taken: i64, resolved: i64) -> Record {
    let declared = at(declared);
    let after = |minutes| Some(declared + TimeDelta::minutes(minutes));
    Record {
        incident: Some(number),
        title: format!("Incident {number}"),
        url: None,
        document: None,
        document_url: None,
        severity: Some(severity),
        drill: false,
        withdrawn: false,
        declared,
        instants: Instants {
            started: Some(declared),
            acknowledged: after(taken),
            resolved: after(taken + resolved),
            ..Instants::default()
        },
        severity_times: Vec::new(),
        detected_by: None,
        tags: Vec::new(),
        postmortem: Postmortem::default(),
        meeting: Meeting::default(),
        actions: Vec::new(),
        summary: String::new(),
    }
}

pub(crate) fn action(
    priority: Option<u8>,
    due: Option<&str>,
    opened: Option<&str>,
    state: ActionState,
) -> Action {
    Action {
        priority: priority.map(Priority),
        due: due.map(day),
        opened: opened.map(at),
        state,
    }
}

/// Monday, 30 November 2026, noon; everything counts, month by month.
pub(crate) fn setting() -> Setting {
    Setting {
        now: at("2026-11-30T12:00:00Z"),
        zone: Tz::UTC,
        period: Period::default(),
        by: By::Month,
    }
}

pub(crate) fn report(records: &[Record], setting: &Setting) -> Report {
    let source = Source::Documents {
        folder: "postmortems".into(),
        left_out: 0,
    };
    Report::of(records, source, setting)
}
