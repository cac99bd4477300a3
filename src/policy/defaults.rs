//! The policy of a repository that says nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveTime, TimeDelta, Weekday};
use chrono_tz::Tz;

use crate::{
    calendar::{Calendar, DayOfWeek},
    domain::{
        action::Priority,
        checklist::{Item, Practice},
        event::Mark,
        role::Role,
        severity::Severity,
    },
    message::Language,
};

use super::{
    ActionsPolicy, DayUnit, IndexPolicy, Invited, LabelNames, LintPolicy, MeetingPolicy, NudgePolicy, Policy,
    SeverityPolicy, TemplateName, TimelinePolicy, Within, preset::Preset,
};

impl Default for Policy {
    #[expect(clippy::too_many_lines, reason = "one table, one row a key")]
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
            index: IndexPolicy::Merge,
            template: TemplateName::Full,
            meeting: MeetingPolicy {
                time: hour(15),
                length: TimeDelta::minutes(45),
            },
            timeline: TimelinePolicy {
                all_comments: false,
                mark: Mark::default(),
            },
            lint: LintPolicy {
                levels: BTreeMap::new(),
                most_action_items: 10,
                least_priority: 1,
            },
            escalation: None,
            nudges: NudgePolicy {
                off: BTreeSet::new(),
                at_most: 12,
                at_most_in_all: 60,
                commander_after: Some(TimeDelta::minutes(5)),
                quiet_after: Some(TimeDelta::hours(2)),
                owner_after: Some(TimeDelta::minutes(30)),
                review_before: Some(TimeDelta::hours(24)),
                outcome_after: Some(TimeDelta::minutes(30)),
                announcement_after: Within {
                    days: 1,
                    unit: DayUnit::Business,
                },
                item_before: Within {
                    days: 2,
                    unit: DayUnit::Calendar,
                },
                merge_after: Within {
                    days: 1,
                    unit: DayUnit::Business,
                },
            },
            actions: ActionsPolicy {
                due_within: [(0, 15), (1, 30), (2, 60), (3, 90)]
                    .map(|(priority, days)| {
                        let unit = DayUnit::Calendar;
                        (Priority(priority), Within { days, unit })
                    })
                    .into(),
            },
        }
    }
}

fn of_severity(severity: Severity) -> SeverityPolicy {
    SeverityPolicy {
        description: None,
        postmortem_required: severity.is_major(),
        meeting_within: Preset::default().meeting_within(severity),
        update_every: match severity {
            Severity::Sev1 => Some(TimeDelta::minutes(30)),
            Severity::Sev2 => Some(TimeDelta::hours(1)),
            Severity::Sev3 | Severity::Sev4 => None,
        },
        announcement_required: severity == Severity::Sev1,
        invited: invited(severity),
        template: None,
        checklist: checklist(severity).iter().copied().map(Item::Practice).collect(),
    }
}

/// Whoever talks to customers is needed where there is something to tell them.
fn invited(severity: Severity) -> Vec<Invited> {
    let comms = Invited::Role(Role::CommsLead);
    let all = Invited::ALL.into_iter();
    all.filter(|who| severity == Severity::Sev1 || *who != comms)
        .collect()
}

/// The worse an incident is, the more is forgotten in it.
fn checklist(severity: Severity) -> &'static [Practice] {
    match severity {
        Severity::Sev1 | Severity::Sev2 => &Practice::ALL,
        Severity::Sev3 => &[Practice::StopTheBleeding, Practice::PreserveEvidence],
        Severity::Sev4 => &[],
    }
}
