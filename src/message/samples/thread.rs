//! Learnings.

use crate::{
    domain::{phase::Instants, severity::Severity},
    message::{
        Message,
        context::{LearningsContext, SeverityTime},
    },
};

use super::{HOME, HOSTILE, Sample, all_instants};

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
    };
    let empty = LearningsContext {
        drill: true,
        instants: Instants::default(),
        severity_times: Vec::new(),
        summary: String::new(),
        lessons: String::new(),
        ..full.clone()
    };
    let japanese = LearningsContext {
        summary: "証明書の期限切れにより、決済の約20％が70分間失敗した。".into(),
        lessons: "- 期限切れは休日にも来る。\n- 通知先は個人名で。".into(),
        ..full.clone()
    };
    let hostile = LearningsContext {
        summary: HOSTILE.into(),
        lessons: format!(
            "1. {HOSTILE}\n\n| a | b |\n|--|--|\n| EVIL | EVIL |\n\n<script>EVIL</script>\n\nEVIL\n===\n"
        ),
        document_url: "javascript:EVIL".into(),
        ..full.clone()
    };
    vec![
        Sample::new("full", Message::Learnings(full)),
        Sample::new("empty document", Message::Learnings(empty)),
        Sample::new("japanese", Message::Learnings(japanese)),
        Sample::new("hostile", Message::Learnings(hostile)),
    ]
}
