//! Action items: their issues, and their list in the status comment.

use chrono::NaiveDate;

use crate::{
    domain::{
        action::{
            ActionKind, Closer, Finisher, Item, ItemField, ItemNote, ItemState, Priority, RowState,
            TrackingIssue,
        },
        person::Login,
        report::IssueRef,
    },
    message::{
        Message,
        context::{ActionIssueContext, ItemRow, ItemsContext, StatusContext},
    },
};

use super::{HOME, HOSTILE, Sample, at, status::in_review};

/// First posts of issues.
pub(super) fn issues() -> Vec<Sample> {
    let full = ActionIssueContext {
        title: "Alert when the connection pool runs dry".into(),
        number: 7,
        home: None,
        drill: false,
        kind: Some(ActionKind::Detect),
        asked: Some(format!("{HOME}/issues/7#issuecomment-101")),
        postmortem: Some(format!("{HOME}/pull/12")),
    };
    let bare = ActionIssueContext {
        kind: None,
        asked: None,
        postmortem: None,
        ..full.clone()
    };
    let elsewhere = ActionIssueContext {
        home: Some("acme/shop".into()),
        drill: true,
        ..full.clone()
    };
    let hostile = ActionIssueContext {
        title: HOSTILE.into(),
        ..bare.clone()
    };
    let sample = |name, context| Sample::new(name, Message::ActionIssue(context));
    vec![
        sample("full", full),
        sample("bare", bare),
        sample("in another repository, of a drill", elsewhere),
        sample("hostile", hostile),
    ]
}

/// Status comments with action items.
pub(super) fn lists() -> Vec<(&'static str, StatusContext)> {
    let with = |items: ItemsContext| StatusContext {
        items: Some(items),
        ..in_review()
    };
    let hostile = || Item {
        title: HOSTILE.into(),
        owner: Some(Login::new(HOSTILE)),
        notes: notes(HOSTILE),
        ..item(ItemState::Open)
    };
    vec![
        ("action items, every state", with(every_state())),
        (
            "action items as tasks",
            with(ItemsContext {
                tasks: true,
                ..every_state()
            }),
        ),
        ("action items, hostile", with(of(vec![hostile()]))),
    ]
}

fn of(items: Vec<Item>) -> ItemsContext {
    ItemsContext {
        done: 0,
        total: items.len(),
        overdue: 0,
        declined: 0,
        rows: items
            .into_iter()
            .map(|item| ItemRow { item, overdue: false })
            .collect(),
        more: 0,
        tasks: false,
    }
}

fn every_state() -> ItemsContext {
    let done = |by| ItemState::Done { at: at(4_000), by };
    let by_change = |change| done(Finisher::Change { change });
    let items = vec![
        item(ItemState::Open),
        Item {
            issue: None,
            owner: None,
            ..item(ItemState::Open)
        },
        Item {
            row: RowState::Deleted,
            ..item(ItemState::Open)
        },
        Item {
            title: String::new(),
            issue: tracking(Some("acme/payments"), 12),
            ..item(by_change(Closer::PullRequest {
                repository: "acme/shop".into(),
                number: 12,
                url: format!("{HOME}/pull/12"),
            }))
        },
        item(by_change(Closer::Commit {
            id: "0a1b2c3".into(),
            url: format!("{HOME}/commit/0a1b2c3"),
        })),
        item(done(Finisher::Person {
            login: Some(Login::new("kenji_acme")),
        })),
        item(ItemState::Declined {
            at: at(4_000),
            by: None,
        }),
        Item {
            issue: None,
            notes: notes("P1"),
            ..item(ItemState::Lost)
        },
    ];
    let mut list = of(items);
    list.rows[1].overdue = true;
    ItemsContext {
        done: 3,
        total: 6,
        overdue: 1,
        declined: 1,
        more: 2,
        ..list
    }
}

fn item(state: ItemState) -> Item {
    Item {
        key: "a101-0".into(),
        title: "Alert when the connection pool runs dry".into(),
        kind: Some(ActionKind::Detect),
        priority: Some(Priority(1)),
        owner: Some(Login::new("hana")),
        due: NaiveDate::from_ymd_opt(2026, 12, 20),
        issue: tracking(None, 12),
        state,
        row: RowState::Written,
        notes: Vec::new(),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "samples have the form of the field")]
fn tracking(repository: Option<&str>, number: u64) -> Option<TrackingIssue> {
    Some(TrackingIssue {
        name: IssueRef {
            repository: repository.map(str::to_owned),
            number,
        },
        url: format!("{HOME}/issues/{number}"),
        created_at: at(90),
    })
}

fn notes(text: &str) -> Vec<ItemNote> {
    let fields = [
        ItemField::Title,
        ItemField::Owner,
        ItemField::Priority,
        ItemField::Due,
    ];
    let differs = fields.map(|field| ItemNote::Differs {
        field,
        row: text.into(),
        issue: String::new(),
    });
    let name = |repository: Option<&str>| IssueRef {
        repository: repository.map(str::to_owned),
        number: 12,
    };
    let repository = || text.to_owned();
    differs
        .into_iter()
        .chain([
            ItemNote::Differs {
                field: ItemField::Due,
                row: String::new(),
                issue: text.into(),
            },
            ItemNote::OtherParent,
            ItemNote::NoSuchIssue { name: name(None) },
            ItemNote::NoSuchIssue {
                name: name(Some(text)),
            },
            ItemNote::OutOfReach {
                repository: repository(),
            },
            ItemNote::OtherOwner {
                repository: repository(),
            },
        ])
        .collect()
}
