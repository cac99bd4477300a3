//! The policy of a repository that says nothing.

use std::collections::BTreeMap;

use chrono::{NaiveTime, Weekday};
use chrono_tz::Tz;

use crate::{
    calendar::{Calendar, DayOfWeek},
    domain::severity::Severity,
    message::Language,
};

use super::{DayUnit, LabelNames, Policy, SeverityPolicy, Within};

impl Default for Policy {
    fn default() -> Self {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour of the day");
        let week = [
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
        ];
        Self {
            language: Language::En,
            zone: Tz::UTC,
            calendar: Calendar {
                zone: Tz::UTC,
                working_days: week.map(DayOfWeek).into(),
                opens: hour(10),
                closes: hour(18),
                holidays: BTreeMap::new(),
            },
            labels: LabelNames {
                incident: "incident".to_owned(),
                drill: "drill".to_owned(),
                severities: Severity::ALL
                    .map(|severity| (severity, severity.name().to_owned()))
                    .into(),
            },
            // While nobody knows better, an incident counts as major, so that none is forgotten by mistake.
            default_severity: Severity::Sev2,
            severities: Severity::ALL
                .map(|severity| (severity, of_severity(severity)))
                .into(),
            approvals: 1,
            folder: "postmortems".to_owned(),
        }
    }
}

/// A severe incident is reviewed while people still remember: within three business days, others within five.
fn of_severity(severity: Severity) -> SeverityPolicy {
    let days = if severity == Severity::Sev1 { 3 } else { 5 };
    SeverityPolicy {
        description: None,
        postmortem_required: severity.is_major(),
        meeting_within: Within {
            days,
            unit: DayUnit::Business,
        },
    }
}
