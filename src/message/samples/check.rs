//! Checks.

use crate::{
    domain::postmortem::PostmortemStatus,
    message::{
        Message,
        context::{Changed, ConfigCheck, PostmortemCheck, Remaining},
    },
    policy::{Expected, Fault, FaultKind, PATH},
};

use super::{HOSTILE, Sample, deadline};

pub(super) fn postmortem() -> Vec<Sample> {
    let check = |status, remaining: Vec<Remaining>| {
        let to_be_held = remaining.contains(&Remaining::HoldMeeting);
        Message::PostmortemCheck(PostmortemCheck {
            status,
            left_alone: if to_be_held {
                vec![Changed::Facts, Changed::Timeline]
            } else {
                Vec::new()
            },
            remaining,
            deadline: Some(deadline()).filter(|_| to_be_held),
        })
    };
    let approvals = |given, required| Remaining::Approvals { given, required };
    let all = vec![
        Remaining::NameOwner,
        Remaining::MarkReady,
        Remaining::ChangeBase {
            base: "release-41".into(),
        },
        Remaining::BringToDefault {
            base: "release-41".into(),
        },
        Remaining::ResolveConflicts,
        approvals(0, 1),
        approvals(1, 2),
        Remaining::ChangesRequested,
        Remaining::HoldMeeting,
        Remaining::PublishAnnouncement,
        Remaining::Merge,
    ];
    vec![
        Sample::new("draft", check(PostmortemStatus::Draft, all)),
        Sample::new(
            "reviewed",
            check(PostmortemStatus::Reviewed, vec![Remaining::Merge]),
        ),
        Sample::new(
            "merged, and customers not told",
            check(PostmortemStatus::Reviewed, vec![Remaining::PublishAnnouncement]),
        ),
        Sample::new("closed", check(PostmortemStatus::Closed, Vec::new())),
        Sample::new("skipped", check(PostmortemStatus::Skipped, Vec::new())),
    ]
}

pub(super) fn config() -> Vec<Sample> {
    let config = |faults| {
        Message::ConfigCheck(ConfigCheck {
            path: PATH.into(),
            faults,
        })
    };
    let one = faults("zoen").remove(1);
    vec![
        Sample::new("good", config(Vec::new())),
        Sample::new("every fault", config(faults("zoen"))),
        Sample::new("one fault", config(vec![one.clone()])),
        Sample::new("more faults than are shown", config(vec![one; 70])),
        Sample::new("hostile", config(faults(HOSTILE))),
    ]
}

fn faults(text: &str) -> Vec<Fault> {
    let words = || vec!["en".to_owned(), "zone".to_owned(), "severities".to_owned()];
    let expected = [
        Expected::Mapping,
        Expected::List,
        Expected::Text { at_most: 100 },
        Expected::OneOf { words: words() },
        Expected::Number { min: 0, max: 10 },
        Expected::TimeZone,
        Expected::Holiday {
            meant: Some("jp".into()),
        },
        Expected::Holiday { meant: None },
        Expected::TimeOfDay,
        Expected::Length,
        Expected::DateOrRange,
        Expected::Hours,
        Expected::Days,
        Expected::Span,
        Expected::Path,
        Expected::Items { at_most: 20 },
        Expected::NewItem,
        Expected::Contact,
    ];
    let bad = |expected| FaultKind::BadValue {
        found: text.into(),
        expected,
    };
    let kinds = [
        FaultKind::Syntax { detail: text.into() },
        FaultKind::UnknownKey {
            key: text.into(),
            allowed: words(),
        },
        FaultKind::DuplicateKey { key: text.into() },
        FaultKind::Unsupported { found: text.into() },
        FaultKind::TooLarge { at_most: 65_536 },
        FaultKind::LabelTaken {
            label: text.into(),
            by: "labels.incident".into(),
        },
    ];
    let fault = |(line, kind): (u32, FaultKind)| Fault {
        line,
        column: 3,
        path: if line == 1 {
            String::new()
        } else {
            format!("severities.{text}")
        },
        kind,
    };
    (1..)
        .zip(kinds.into_iter().chain(expected.map(bad)))
        .map(fault)
        .collect()
}
