//! Documents and pull requests.

use crate::{
    domain::{
        incident::{Fact, TimelineRow},
        person::Login,
        phase::Milestone,
        report::Detector,
        role::Role,
        severity::Severity,
    },
    message::{
        Message,
        context::{Changed, DocumentContext, FilesContext, PullRequestContext, SeverityTime, Template},
    },
};

use super::{HOME, HOSTILE, Sample, all_instants, at, deadline, every_role, no_instants};

pub(super) fn documents() -> Vec<Sample> {
    let recovered = timeline("復旧を確認。", &format!("{HOME}/issues/7#c1"));
    let japanese = DocumentContext {
        title: "決済が失敗する（全ユーザーの約20％）".into(),
        impact: Some("- 全ユーザーの約20％\n- 決済のみ。閲覧はできる。".into()),
        detected_by: Some(Detector::Customer),
        announcement_required: true,
        // More than a diagram can show.
        timeline: [recovered.clone(), recovered].concat(),
        ..full()
    };
    let minimal = DocumentContext {
        drill: true,
        instants: no_instants(),
        roles: every_role(&[]),
        severity_times: Vec::new(),
        impact: None,
        detected_by: None,
        participants: Vec::new(),
        announcement_required: false,
        timeline: Vec::new(),
        ..full()
    };
    let short = |announcement_required| {
        Message::Document(DocumentContext {
            template: Template::Minimal,
            announcement_required,
            ..full()
        })
    };
    let hostile = DocumentContext {
        title: HOSTILE.into(),
        roles: every_role(&[(Role::Commander, HOSTILE), (Role::Owner, "app[bot]")]),
        impact: Some(format!(
            "{HOSTILE}\n\n## 要約\n\nEVIL <!-- closeout:end impact -->"
        )),
        participants: vec![Login::new(HOSTILE), Login::new("app[bot]")],
        timeline: timeline(HOSTILE, "javascript:EVIL(1)"),
        ..full()
    };
    vec![
        Sample::new("full", Message::Document(full())),
        Sample::new("japanese", Message::Document(japanese)),
        Sample::new("minimal", Message::Document(minimal)),
        Sample::new("hostile", Message::Document(hostile)),
        Sample::new("short, with an announcement", short(true)),
        Sample::new("short", short(false)),
    ]
}

fn full() -> DocumentContext {
    DocumentContext {
        template: Template::Full,
        repository: "acme/shop".into(),
        number: 7,
        url: format!("{HOME}/issues/7"),
        title: "Checkout fails: \"payment declined\" for every fifth customer".into(),
        drill: false,
        severity: Severity::Sev2,
        declared_at: at(4),
        instants: all_instants(),
        roles: every_role(&[(Role::Commander, "haruka"), (Role::Owner, "kenji_acme")]),
        participants: vec![Login::new("haruka"), Login::new("kenji_acme")],
        deadline: deadline(),
        severity_times: vec![
            SeverityTime {
                severity: Severity::Sev3,
                minutes: 20,
            },
            SeverityTime {
                severity: Severity::Sev2,
                minutes: 61,
            },
        ],
        meeting_scheduled: None,
        meeting_held: None,
        announcement_required: true,
        impact: Some("Every fifth customer sees “payment declined”.\nVouchers work.".into()),
        detected_by: Some(Detector::Monitor),
        timeline: timeline(
            "The certificate of the payment gateway ran out.",
            &format!("{HOME}/issues/7#c1"),
        ),
    }
}

pub(super) fn files() -> Vec<Sample> {
    let files = |changes: &[Changed]| {
        Message::Files(FilesContext {
            number: 7,
            changes: changes.to_vec(),
        })
    };
    vec![
        Sample::new("everything", files(&Changed::ALL)),
        Sample::new("two", files(&[Changed::Facts, Changed::Timeline])),
        Sample::new("one", files(&[Changed::Index])),
    ]
}

pub(super) fn timeline(text: &str, url: &str) -> Vec<TimelineRow> {
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
    let minutes = [0, 4, 5, 9, 10, 15, 20, 70, 85, 86, 90, 95];
    let row = |(minutes, fact): (i64, Fact)| TimelineRow {
        at: at(minutes),
        by: (minutes > 0).then(|| Login::new("haruka")),
        fact,
        url: url.into(),
    };
    minutes.into_iter().zip(facts).map(row).collect()
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
        announcement_required: false,
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
        announcement_required: true,
        ..full.clone()
    };
    vec![
        Sample::new("full", Message::PullRequest(full)),
        Sample::new("drill without owner", Message::PullRequest(unowned)),
        Sample::new("hostile", Message::PullRequest(hostile)),
    ]
}
