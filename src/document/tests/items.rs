//! Action items as people write them.

use chrono::NaiveDate;

use super::super::{ActionKind, FieldFault, Postmortem, Priority, Tracked};
use crate::domain::{person::Login, report::IssueRef};

fn unreadable(found: &str) -> FieldFault {
    FieldFault::Unreadable { found: found.into() }
}

fn several(found: &str) -> FieldFault {
    FieldFault::Several { found: found.into() }
}

fn document(columns: &str, rows: &str) -> String {
    let rule = "|---".repeat(columns.matches('|').count() - 1);
    format!(
        "## Action items\n\n<!-- note -->\n\n{columns}\n{rule}|\n{rows}\n\n## Lessons\n\n| Action |\n|---|\n| no |\n"
    )
}

#[test]
fn rows_are_read_in_any_order_of_columns_and_in_both_languages() {
    let english = document(
        "| Due date | Action | Notes | **Owner** | Kind | Issue (GitHub) | Priority |",
        "| 2026-12-01 | Alert on `a\\|b` <!-- closeout:row k-1 --> | n | @kenji\\_acme | Detect | [#12](https://git.example/acme/shop/issues/12) | p1 |",
    );
    let japanese = document(
        "| 期限 | 内容 | 備考 | 担当者 | 種類 | イシュー | 優先度 |",
        "| ２０２６年１２月１日（火） | Alert on `a\\|b` <!-- closeout:row k-1 --> | n | ＠kenji_acme | 検知（detect） | https://git.example/acme/shop/issues/12 | Ｐ１ |",
    );
    for text in [
        english,
        japanese.replace("## Action items", "## アクションアイテム"),
    ] {
        let read = Postmortem::parse(&text);
        let items = read.action_items();
        let [item] = &items[..] else {
            panic!("{items:?}");
        };
        assert_eq!(item.key, Some("k-1"));
        assert_eq!(item.action.value.as_deref(), Ok("Alert on `a|b`"));
        assert_eq!(item.kind.value, Ok(ActionKind::Detect));
        assert_eq!(item.priority.value, Ok(Priority(1)));
        assert_eq!(item.owner.value, Ok(Login::new("kenji_acme")));
        assert_eq!(item.due.value, Ok(NaiveDate::from_ymd_opt(2026, 12, 1).unwrap()));
        let issue = IssueRef {
            repository: Some("acme/shop".into()),
            number: 12,
        };
        let url = Some("https://git.example/acme/shop/issues/12".to_owned());
        assert_eq!(item.issue.value, Ok(Tracked { issue, url }));
        let columns = [
            &item.due.column,
            &item.action.column,
            &item.owner.column,
            &item.kind.column,
        ];
        assert_eq!(columns, [&Some(0), &Some(1), &Some(3), &Some(4)]);
        assert_eq!((item.issue.column, item.priority.column), (Some(5), Some(6)));
        assert!(text[item.owner.range.clone()].contains("kenji"));
    }
}

#[test]
fn a_value_that_is_wrong_says_so() {
    let text = document(
        "| Action | Kind | Priority | Owner | Due |",
        "| x | prevent, detect | high | @a and @b | 2026-02-30 |\n|  | stop | P1 P2 | @acme/sre | Dec 1 |\n| | | | | |\n| - | TBD | — | 未定 |\n| y | Process | P0 | @a, @b | 2026-2-3 (Tue) |",
    );
    let read = Postmortem::parse(&text);
    let items = read.action_items();
    assert_eq!(items.len(), 4);
    assert_eq!(items[0].kind.value, Err(several("prevent, detect")));
    assert_eq!(items[0].priority.value, Err(unreadable("high")));
    assert_eq!(items[0].owner.value, Err(several("@a and @b")));
    assert_eq!(
        items[0].due.value,
        Err(FieldFault::Impossible {
            found: "2026-02-30".into()
        })
    );
    assert_eq!(items[0].issue.value, Err(FieldFault::NoColumn));
    assert_eq!(items[1].action.value, Err(FieldFault::Missing));
    assert_eq!(items[1].kind.value, Err(unreadable("stop")));
    assert_eq!(items[1].priority.value, Err(several("P1 P2")));
    assert_eq!(items[1].owner.value, Err(unreadable("@acme/sre")));
    assert_eq!(items[1].due.value, Err(unreadable("Dec 1")));
    assert_eq!(items[2].action.value, Err(FieldFault::Missing));
    assert_eq!(items[2].kind.value, Err(FieldFault::Missing));
    assert_eq!(items[2].priority.value, Err(FieldFault::Missing));
    assert_eq!(items[2].owner.value, Err(FieldFault::Missing));
    assert_eq!(items[2].due.value, Err(FieldFault::Missing));
    assert_eq!(items[3].owner.value, Err(several("@a, @b")));
    assert_eq!(
        items[3].due.value,
        Ok(NaiveDate::from_ymd_opt(2026, 2, 3).unwrap())
    );
}

#[test]
fn an_issue_is_named_in_many_ways() {
    let named = |repository: Option<&str>, url: Option<&str>| {
        let issue = IssueRef {
            repository: repository.map(str::to_owned),
            number: 12,
        };
        Ok(Tracked {
            issue,
            url: url.map(str::to_owned),
        })
    };
    let url = "https://git.example/acme/shop/issues/12";
    for (cell, expected) in [
        ("#12", named(None, None)),
        ("＃１２", named(None, None)),
        ("GH-12", named(None, None)),
        ("acme/shop#12", named(Some("acme/shop"), None)),
        (url, named(Some("acme/shop"), Some(url))),
        (&format!("[#12]({url})"), named(Some("acme/shop"), Some(url))),
        (
            &format!("[Acme/Shop#12]({url})"),
            named(Some("acme/shop"), Some(url)),
        ),
        (
            &format!("[the ticket]({url})"),
            named(Some("acme/shop"), Some(url)),
        ),
        (
            &format!("[#13]({url})"),
            Err(FieldFault::Contradictory { found: "#13".into() }),
        ),
        (
            &format!("[a/b#12]({url})"),
            Err(FieldFault::Contradictory {
                found: "a/b#12".into(),
            }),
        ),
        (&format!("[a]({url}) [b]({url})"), Err(several("a b"))),
        ("[#12](https://git.example/acme/shop)", Err(unreadable("#12"))),
        ("#12, #13", Err(several("#12, #13"))),
        ("#0", Err(unreadable("#0"))),
        ("12", Err(unreadable("12"))),
        ("a/b/c#12", Err(unreadable("a/b/c#12"))),
        ("#99999999999999999999", Err(unreadable("#99999999999999999999"))),
        ("", Err(FieldFault::Missing)),
    ] {
        let text = document("| Action | Issue |", &format!("| x | {cell} |"));
        let read = Postmortem::parse(&text);
        assert_eq!(read.action_items()[0].issue.value, expected, "{cell}");
    }
}

#[test]
fn documents_without_a_table_have_no_items() {
    for text in [
        "",
        "## Action items\n\n- x\n",
        "## Action items\n\n| a |\n|---|\n| b |\n",
        "| Action |\n|---|\n| x |\n",
    ] {
        assert_eq!(Postmortem::parse(text).action_items(), [], "{text:?}");
    }
}
