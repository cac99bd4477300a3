//! Checks.

use crate::{
    document::lint::Level,
    domain::{postmortem::PostmortemStatus, request::Request},
    message::{
        Message,
        context::{
            Changed, CheckedFile, ConfigCheck, ExplanationContext, FindingRow, PostmortemCheck, Remaining,
            TemplateCheck, TemplateFault, TemplateFaultKind,
        },
    },
    policy::{Expected, Fault, FaultKind, PATH},
};

use super::{HOME, HOSTILE, Sample, deadline};

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
            document: None,
            errors: 0,
            warnings: 0,
            findings: Vec::new(),
            cut: false,
            buttons: Vec::new(),
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
        Sample::new("good text", checked(Vec::new(), false)),
        Sample::new("findings", checked(findings("The team failed to look."), false)),
        Sample::new("one of each", checked(findings("x")[3..5].to_vec(), false)),
        Sample::new("more findings than are shown", checked(many(), true)),
        Sample::new("hostile findings", checked(findings(HOSTILE), false)),
    ]
}

/// What the check found, explained.
pub(super) fn explanations() -> Vec<Sample> {
    let explained = |findings| {
        Message::Explanation(ExplanationContext {
            document: document(),
            findings,
        })
    };
    vec![
        Sample::new("findings", explained(findings("The team failed to look."))),
        Sample::new("many", explained(many())),
        Sample::new("hostile", explained(findings(HOSTILE))),
    ]
}

fn document() -> CheckedFile {
    CheckedFile {
        path: "postmortems/2026/7-checkout.md".into(),
        url: format!("{HOME}/blob/0a1b2c/postmortems/2026/7-checkout.md"),
    }
}

fn checked(findings: Vec<FindingRow>, cut: bool) -> Message {
    let count = |level| findings.iter().filter(|row| row.level == level).count();
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    let mend = (errors > 0).then_some(Remaining::MendText { errors });
    Message::PostmortemCheck(PostmortemCheck {
        status: PostmortemStatus::InReview,
        remaining: mend.into_iter().chain([Remaining::Merge]).collect(),
        deadline: None,
        left_alone: Vec::new(),
        document: Some(document()),
        errors,
        warnings,
        findings,
        cut,
        buttons: vec![Request::CreateIssues, Request::RefreshFacts, Request::Explain],
    })
}

/// A rule, how bad it is, and the details.
type Found<'a> = (&'static str, Level, &'a [(&'static str, &'a str)]);

fn findings(text: &str) -> Vec<FindingRow> {
    let row = |(line, (rule, level, details)): (u32, Found<'_>)| FindingRow {
        rule,
        level,
        line,
        column: 3,
        end_line: line + u32::from(rule == "broken-link"),
        end_column: 9,
        details: details
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect(),
    };
    let found: [Found<'_>; 5] = [
        ("placeholder-text", Level::Error, &[("found", text)]),
        (
            "broken-link",
            Level::Error,
            &[("fault", "scheme"), ("found", text)],
        ),
        (
            "blame-language",
            Level::Warning,
            &[("form", "failed"), ("found", "failed to"), ("sentence", text)],
        ),
        (
            "action-without-owner",
            Level::Error,
            &[("fault", "missing"), ("action", text)],
        ),
        ("went-badly-unanswered", Level::Warning, &[]),
    ];
    (11..).zip(found).map(row).collect()
}

/// More than one request may carry, and than a row names.
fn many() -> Vec<FindingRow> {
    let row = findings("TBD").remove(0);
    (1..=60)
        .map(|line| FindingRow {
            line,
            end_line: line,
            ..row.clone()
        })
        .collect()
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

pub(super) fn template() -> Vec<Sample> {
    let check = |path: &str, found, faults| {
        Message::TemplateCheck(TemplateCheck {
            path: path.into(),
            found,
            faults,
        })
    };
    let faults = |text: &str| -> Vec<TemplateFault> {
        let kinds = [
            TemplateFaultKind::TooLarge { at_most: 64 },
            TemplateFaultKind::TooMany { at_most: 2_000 },
            TemplateFaultKind::NotClosed,
            TemplateFaultKind::NotOpen,
            TemplateFaultKind::NotAllowed { found: text.into() },
            TemplateFaultKind::UnknownName {
                name: text.into(),
                meant: Some("severity".into()),
            },
            TemplateFaultKind::UnknownName {
                name: text.into(),
                meant: None,
            },
            TemplateFaultKind::Unusable { detail: text.into() },
            TemplateFaultKind::FrontMatter,
        ];
        let fault = |(line, kind)| TemplateFault {
            line,
            column: 3,
            kind,
        };
        (1..).zip(kinds).map(fault).collect()
    };
    let path = ".github/closeout/postmortem.md.hbs";
    let one = faults("{{severty}}").remove(5);
    vec![
        Sample::new("good", check(path, true, Vec::new())),
        Sample::new("missing", check(path, false, Vec::new())),
        Sample::new("every fault", check(path, true, faults("{{> x}}"))),
        Sample::new("one fault", check(path, true, vec![one.clone()])),
        Sample::new("more faults than are shown", check(path, true, vec![one; 70])),
        Sample::new("hostile", check(HOSTILE, true, faults(HOSTILE))),
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
        Expected::Template,
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
