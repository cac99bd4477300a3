//! The list of all postmortems.

use chrono::NaiveDate;

use crate::{
    domain::{postmortem::PostmortemStatus, severity::Severity},
    message::{
        Message,
        context::{IndexPullRequestContext, IndexRow, IndexText},
    },
};

use super::{HOME, HOSTILE, Sample};

pub(super) fn samples() -> Vec<Sample> {
    let full = IndexRow {
        day: NaiveDate::from_ymd_opt(2026, 11, 20).expect("a date"),
        severity: Severity::Sev2,
        title: "Checkout fails: \"payment declined\"".into(),
        url: format!("{HOME}/blob/main/postmortems/2026/7-checkout.md"),
        status: PostmortemStatus::Closed,
        repaired_in: Some(81),
        tags: vec!["payments".into(), "certificates".into()],
        done: 1,
        items: 3,
    };
    let bare = IndexRow {
        title: "決済が失敗する".into(),
        repaired_in: None,
        tags: Vec::new(),
        items: 0,
        ..full.clone()
    };
    let hostile = IndexRow {
        title: HOSTILE.into(),
        url: "javascript:EVIL".into(),
        tags: vec![HOSTILE.into()],
        ..full.clone()
    };
    let pull_request = |path: &str| Message::IndexPullRequest(IndexPullRequestContext { path: path.into() });
    vec![
        Sample::new("page", Message::Index(IndexText::Page)),
        Sample::new("head", Message::Index(IndexText::Head)),
        Sample::new("row", Message::Index(IndexText::Row(full))),
        Sample::new("bare row", Message::Index(IndexText::Row(bare))),
        Sample::new("hostile row", Message::Index(IndexText::Row(hostile))),
        Sample::new("pull request", pull_request("postmortems/README.md")),
        Sample::new("hostile pull request", pull_request(HOSTILE)),
    ]
}
