//! Documents and pull requests.

use crate::{
    domain::{
        incident::{Fact, TimelineRow},
        person::Login,
        phase::Milestone,
        role::Role,
        severity::Severity,
    },
    message::{
        Message,
        context::{DocumentContext, PullRequestContext},
    },
};

use super::{HOME, HOSTILE, Sample, all_instants, at, deadline, no_instants, roles};

pub(super) fn documents() -> Vec<Sample> {
    let japanese = DocumentContext {
        title: "決済が失敗する（全ユーザーの約20％）".into(),
        ..full()
    };
    let minimal = DocumentContext {
        drill: true,
        instants: no_instants(),
        roles: roles(None, None),
        participants: Vec::new(),
        timeline: Vec::new(),
        ..full()
    };
    let hostile = DocumentContext {
        title: HOSTILE.into(),
        roles: roles(Some(HOSTILE), Some("app[bot]")),
        participants: vec![Login::new(HOSTILE), Login::new("app[bot]")],
        timeline: timeline(HOSTILE, "javascript:EVIL(1)"),
        ..full()
    };
    vec![
        Sample::new("full", Message::Document(full())),
        Sample::new("japanese", Message::Document(japanese)),
        Sample::new("minimal", Message::Document(minimal)),
        Sample::new("hostile", Message::Document(hostile)),
    ]
}

fn full() -> DocumentContext {
    DocumentContext {
        repository: "acme/shop".into(),
        number: 7,
        url: format!("{HOME}/issues/7"),
        title: "Checkout fails: \"payment declined\" for every fifth customer".into(),
        drill: false,
        severity: Severity::Sev2,
        declared_at: at(4),
        instants: all_instants(),
        roles: roles(Some("haruka"), Some("kenji_acme")),
        participants: vec![Login::new("haruka"), Login::new("kenji_acme")],
        deadline: deadline(),
        severity_times: Vec::new(),
        impact: None,
        detected_by: None,
        timeline: timeline(
            "The certificate of the payment gateway ran out.",
            &format!("{HOME}/issues/7#c1"),
        ),
    }
}

fn timeline(text: &str, url: &str) -> Vec<TimelineRow> {
    let reached = |milestone| Fact::Reached { milestone };
    let facts = vec![
        reached(Milestone::Started),
        Fact::Declared,
        Fact::Severity {
            severity: Severity::Sev2,
        },
        reached(Milestone::Acknowledged),
        Fact::Appointed {
            role: Role::Commander,
            login: Login::new(if text == HOSTILE { HOSTILE } else { "haruka" }),
            from: None,
            reason: None,
        },
        Fact::Said { text: text.into() },
        Fact::Referenced { title: text.into() },
        reached(Milestone::Mitigated),
        reached(Milestone::Resolved),
        Fact::Closed,
        Fact::Reopened,
        Fact::Withdrawn {
            why: crate::domain::report::Withdrawal::Unlabeled,
        },
    ];
    let row = |(minutes, fact): (i64, Fact)| TimelineRow {
        at: at(minutes * 60),
        by: (minutes > 0).then(|| Login::new("haruka")),
        fact,
        url: url.into(),
    };
    (0..).zip(facts).map(row).collect()
}

pub(super) fn pull_requests() -> Vec<Sample> {
    let full = PullRequestContext {
        number: 7,
        title: "Checkout fails: \"payment declined\" for every fifth customer".into(),
        drill: false,
        severity: Severity::Sev2,
        owner: Some(Login::new("kenji_acme")),
        deadline: deadline(),
        path: "postmortems/2026/7-checkout-fails.md".into(),
        approvals: 1,
    };
    let unowned = PullRequestContext {
        title: "決済が失敗する".into(),
        drill: true,
        owner: None,
        approvals: 0,
        ..full.clone()
    };
    let hostile = PullRequestContext {
        title: format!("Fixes #1 {HOSTILE}"),
        owner: Some(Login::new(HOSTILE)),
        path: HOSTILE.into(),
        approvals: 3,
        ..full.clone()
    };
    vec![
        Sample::new("full", Message::PullRequest(full)),
        Sample::new("drill without owner", Message::PullRequest(unowned)),
        Sample::new("hostile", Message::PullRequest(hostile)),
    ]
}
