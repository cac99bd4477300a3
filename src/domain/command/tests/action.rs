//! `/action` as people type it.

use chrono::NaiveDate;

use super::one;
use crate::domain::{
    action::{ActionKind, ActionRequest, Priority},
    command::Command,
    person::Login,
    refusal::Refusal,
};

fn titled(title: &str) -> ActionRequest {
    ActionRequest {
        priority: None,
        owner: None,
        due: None,
        repository: None,
        kind: None,
        title: title.into(),
    }
}

fn whole(title: &str) -> ActionRequest {
    ActionRequest {
        priority: Some(Priority(1)),
        owner: Some(Login::new("octocat")),
        due: NaiveDate::from_ymd_opt(2026, 12, 1),
        repository: Some("acme/payments".into()),
        kind: Some(ActionKind::Detect),
        title: title.into(),
    }
}

#[test]
fn options_stand_before_the_title_in_any_order_and_width() {
    let rows = [
        "/action P1 @octocat due 2026-12-01 in acme/payments detect: Alert on pool exhaustion",
        "/action detect: in acme/payments due:2026-12-01 @octocat p1 Alert on pool exhaustion",
        "/action @octocat, P1: due 2026/12/1, DETECT: in acme/payments Alert on pool exhaustion",
        "/action-item ｐ１　＠octocatさん　期限２０２６年１２月１日　in acme/payments 検知：Alert on pool exhaustion",
    ];
    for row in rows {
        let expected = Command::Action(Box::new(whole("Alert on pool exhaustion")));
        assert_eq!(one(row), Ok(expected), "{row}");
    }
}

#[test]
fn titles_may_begin_with_words_that_look_like_options() {
    for title in [
        "Detect pool exhaustion",
        "in staging, drop the cache",
        "Due-date reminders for on-call",
        "dues are paid twice",
        "プールの枯渇を検知する",
        "@acme/sre reviews the runbook",
        "fix: the probe",
    ] {
        let row = format!("/action {title}");
        let expected = Command::Action(Box::new(titled(title)));
        assert_eq!(one(&row), Ok(expected), "{row}");
    }
    let mut again = titled("P1 alerts page nobody");
    again.priority = Some(Priority(2));
    assert_eq!(
        one("/action P2 P1 alerts page nobody"),
        Ok(Command::Action(Box::new(again)))
    );
}

#[test]
fn a_day_that_is_none_and_a_missing_title_are_refused() {
    for (row, typed) in [
        ("/action due friday Alert", "friday"),
        ("/action due 2026-02-30 Alert", "2026-02-30"),
        ("/action 期限：来週 監視を追加", "来週"),
        ("/action due", ""),
    ] {
        let expected = Err(Refusal::BadDay { typed: typed.into() });
        assert_eq!(one(row), expected, "{row}");
    }
    for row in ["/action", "/action P1 @octocat", "/action prevent:"] {
        let expected = Err(Refusal::TextMissing {
            command: "action".into(),
        });
        assert_eq!(one(row), expected, "{row}");
    }
}
