//! Learnings.

use crate::{
    domain::{
        announcement::{Announced, Announcement},
        person::Login,
        phase::Instants,
        report::IssueRef,
        severity::Severity,
    },
    message::{
        Message,
        context::{ChangeRow, Compliance, LearningsContext, MeetingKept, SeverityTime, Unreviewed},
    },
};

use super::{HOME, HOSTILE, Sample, all_instants, at, deadline};

#[expect(
    clippy::too_many_lines,
    reason = "it is one list of cases, best read as a whole"
)]
pub(super) fn learnings() -> Vec<Sample> {
    let full = LearningsContext {
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
        drill: false,
        severity: Severity::Sev2,
        instants: all_instants(),
        summary:
            "Checkout failed for **every fifth customer** for 70 minutes.\n\nA *certificate* had run out; \
                  see [the dashboard](https://grafana.example/d/1) and `certctl renew --all`."
                .into(),
        lessons:
            "- Certificates run out on weekends too.\n- Alerts must name a person:\n  1. the first\n  2. the \
                  second\n\nAsk @haruka."
                .into(),
        document_url: format!("{HOME}/blob/main/postmortems/2026/7-checkout.md"),
        number: 12,
        changes: vec![
            ChangeRow {
                title: "Renew certificates `certctl` does not know".into(),
                issue: Some(IssueRef {
                    repository: None,
                    number: 12,
                }),
                url: Some(format!("{HOME}/issues/12")),
                owner: Some(Login::new("kenji_acme")),
                done: true,
            },
            ChangeRow {
                title: "Watch the days that are left".into(),
                issue: None,
                url: None,
                owner: None,
                done: false,
            },
        ],
        compliance: Compliance {
            resolved: at(85),
            closed: at(3 * 24 * 60),
            business_days: 2,
            deadline: deadline(),
            meeting: MeetingKept::InTime {
                held: at(2 * 24 * 60),
            },
            unreviewed: None,
            announced: Some(Announced {
                how: Announcement::Published {
                    url: Some(format!("{HOME}/announcements/41")),
                },
                by: Some(Login::new("haruka")),
                at: at(24 * 60),
            }),
        },
    };
    let empty = LearningsContext {
        drill: true,
        instants: Instants::default(),
        severity_times: Vec::new(),
        summary: String::new(),
        lessons: String::new(),
        changes: Vec::new(),
        compliance: Compliance {
            meeting: MeetingKept::NeverHeld,
            unreviewed: Some(Unreviewed {
                given: 0,
                required: 1,
                changes_requested: true,
            }),
            announced: None,
            ..full.compliance.clone()
        },
        ..full.clone()
    };
    let japanese = LearningsContext {
        summary: "証明書の期限切れにより、決済の約20％が70分間失敗した。".into(),
        lessons: "- 期限切れは休日にも来る。\n- 通知先は個人名で。".into(),
        compliance: Compliance {
            meeting: MeetingKept::Late {
                held: at(9 * 24 * 60),
                business_days: 2,
            },
            unreviewed: Some(Unreviewed {
                given: 1,
                required: 2,
                changes_requested: false,
            }),
            announced: Some(Announced {
                how: Announcement::None {
                    reason: Some("社内だけの影響だった".into()),
                },
                by: None,
                at: at(24 * 60),
            }),
            ..full.compliance.clone()
        },
        ..full.clone()
    };
    let hostile = LearningsContext {
        summary: HOSTILE.into(),
        lessons: format!(
            "1. {HOSTILE}\n\n| a | b |\n|--|--|\n| EVIL | EVIL |\n\n<script>EVIL</script>\n\nEVIL\n===\n"
        ),
        document_url: "javascript:EVIL".into(),
        changes: vec![ChangeRow {
            title: HOSTILE.into(),
            issue: Some(IssueRef {
                repository: Some(HOSTILE.into()),
                number: 1,
            }),
            url: Some("javascript:EVIL".into()),
            owner: Some(Login::new(HOSTILE)),
            done: false,
        }],
        compliance: Compliance {
            meeting: MeetingKept::Skipped {
                by: Login::new(HOSTILE),
                reason: HOSTILE.into(),
            },
            announced: Some(Announced {
                how: Announcement::None {
                    reason: Some(HOSTILE.into()),
                },
                by: Some(Login::new(HOSTILE)),
                at: at(24 * 60),
            }),
            ..full.compliance.clone()
        },
        ..full.clone()
    };
    let late_on_the_day = LearningsContext {
        compliance: Compliance {
            meeting: MeetingKept::Late {
                held: deadline() + chrono::TimeDelta::minutes(150),
                business_days: 0,
            },
            announced: Some(Announced {
                how: Announcement::Published { url: None },
                by: None,
                at: at(24 * 60),
            }),
            ..full.compliance.clone()
        },
        ..full.clone()
    };
    vec![
        Sample::new("late on the day", Message::Learnings(Box::new(late_on_the_day))),
        Sample::new("full", Message::Learnings(Box::new(full))),
        Sample::new("empty document", Message::Learnings(Box::new(empty))),
        Sample::new("japanese", Message::Learnings(Box::new(japanese))),
        Sample::new("hostile", Message::Learnings(Box::new(hostile))),
    ]
}
