//! However much there is to say, a status comment is taken by GitHub and stays whole.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    domain::{
        checklist::{Item, Practice, anchor, ticked},
        incident::{Fact, TimelineRow, Withdrawn},
        marker::{Marker, Slot},
        person::Login,
        phase::Phase,
        report::{CanEntry, CanPart, CanReport, CanUpdate, Withdrawal},
        role::Role,
        severity::Severity,
    },
    message::{
        Language, Message, Rendered,
        context::{ChecklistRow, PostmortemRow, RoleRow, SeverityRow, StatusContext},
        render,
        samples::{self, HOME, HOSTILE},
    },
};

use super::{leaks::is_ours, scan::scan, voice};

/// Pieces that escaping makes longer, that open something, or that end something.
const PIECES: &[&str] = &[
    HOSTILE,
    "<",
    "&amp;",
    "|",
    "```\n",
    "````mermaid\n",
    "\n\n",
    "\n- [x] a <!-- closeout:item announce -->\n",
    "</details>\n\n",
    "<details>\n\n",
    "\n\n```\nfenced\n```\n\n",
    "@haruka ",
    "語",
    "1. x\n   - y\n",
];

fn statuses() -> Vec<StatusContext> {
    samples::all()
        .into_iter()
        .flat_map(|(_, samples)| samples)
        .filter_map(|sample| match sample.message {
            Message::Status(status) => Some(*status),
            _ => None,
        })
        .collect()
}

/// How much of everything there is.
#[derive(Debug, Clone, Copy)]
struct Amount {
    rows: usize,
    items: usize,
    kept: usize,
}

/// A status comment with this text wherever somebody else's text can stand.
fn filled(status: StatusContext, text: &str, amount: Amount, phase: Phase) -> StatusContext {
    let (said, at) = (|| text.to_owned(), status.declared_at);
    let login = || Login::new(text);
    let row = |fact| TimelineRow {
        at,
        by: Some(login()),
        fact,
        url: format!("{HOME}/{}", text.chars().take(100).collect::<String>()),
    };
    let name = text.chars().take(200).collect();
    StatusContext {
        phase,
        impact: Some(said()),
        roles: Role::ALL
            .map(|role| RoleRow {
                role,
                login: Some(login()),
            })
            .into(),
        can: report(text, at),
        checklist: checklist(text, amount.items),
        timeline: vec![row(Fact::Noted { text: said() }); amount.rows],
        kept: vec![row(Fact::Released { name }); amount.kept],
        withdrawn: (phase == Phase::Withdrawn).then(|| Withdrawn {
            why: Withdrawal::FalseAlarm { reason: Some(said()) },
            by: Some(login()),
            at,
        }),
        postmortem: PostmortemRow::Skipped {
            by: login(),
            reason: said(),
        },
        definitions: Severity::ALL
            .map(|severity| SeverityRow {
                severity,
                description: Some(said()),
            })
            .into(),
        ..status
    }
}

fn report(text: &str, at: DateTime<Utc>) -> CanReport {
    let update = CanUpdate {
        at,
        by: None,
        url: HOME.into(),
    };
    CanReport {
        parts: CanPart::ALL
            .map(|part| CanEntry {
                part,
                text: text.to_owned(),
                at,
            })
            .into(),
        updates: vec![update; 40],
    }
}

fn checklist(text: &str, items: usize) -> Vec<ChecklistRow> {
    let own = (0..items).map(|number| Item::Own(format!("{number} {text}")));
    let items = own.chain([Item::Practice(Practice::Announce)]);
    let row = |item: Item| ChecklistRow {
        key: item.key(),
        ticked: item == Item::Practice(Practice::Announce),
        item,
    };
    items.map(row).collect()
}

/// What must be true of a status comment whatever it is made of.
fn assert_whole(status: &StatusContext, language: Language) {
    let message = Message::Status(Box::new(status.clone()));
    let Rendered::Comment { body } = render(&message, voice(language)) else {
        panic!("a status is a comment");
    };
    let marker = Marker {
        slot: Slot::Status,
        fingerprint: message.fingerprint(voice(language)),
        kept: message.kept().to_vec(),
        items: message.item_records().to_vec(),
        meeting: None,
    };
    let whole = format!("{body}\n\n{marker}");
    assert!(
        whole.chars().count() <= 65_536,
        "{} characters",
        whole.chars().count()
    );
    assert_eq!(Marker::find(&whole), Some(marker));
    assert!(body.chars().count() >= 20, "{body}");
    assert_everything_is_closed(&body);
    let known: BTreeSet<&str> = status.checklist.iter().map(|row| row.key.as_str()).collect();
    let mut anchored = BTreeSet::new();
    for (_, after) in body.match_indices("<!--").map(|(at, _)| body.split_at(at)) {
        let key = known.iter().find(|key| after.starts_with(&anchor(key)));
        let key = key.unwrap_or_else(|| panic!("foreign: {}", after.lines().next().unwrap_or_default()));
        assert!(anchored.insert(*key), "{key} stands twice");
    }
    let expected = status
        .checklist
        .iter()
        .filter(|row| row.ticked && anchored.contains(row.key.as_str()));
    let expected: BTreeSet<&str> = expected.map(|row| row.key.as_str()).collect();
    assert_eq!(ticked(&body).collect::<BTreeSet<_>>(), expected);
}

/// Folds and fences, read line by line as GitHub does: each ends, and neither ends the other.
fn assert_everything_is_closed(body: &str) {
    let (mut folded, mut fenced) = (false, false);
    for line in body.lines() {
        let is_fence = line.starts_with("```") && !line.trim_start_matches('`').contains('`');
        match line {
            "<details>" if !fenced => assert!(!std::mem::replace(&mut folded, true), "a fold in a fold"),
            "</details>" if !fenced => assert!(std::mem::replace(&mut folded, false), "nothing to unfold"),
            _ if is_fence => fenced = !fenced,
            _ => {}
        }
    }
    let markup = scan(body).markup;
    assert!(markup.iter().all(|html| is_ours(html)), "{markup:?}");
    assert!(!folded && !fenced, "something is left open:\n{body}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn status_comments_fit_and_stay_whole(
        sample in any::<prop::sample::Index>(),
        pieces in vec(select(PIECES), 1..8),
        times in select(&[1_usize, 10, 100][..]),
        rows in select(&[0_usize, 5, 12, 90][..]),
        items in 0..60_usize,
        kept in select(&[0_usize, 200][..]),
        phase in select(&Phase::ALL[..]),
    ) {
        let status = sample.get(&statuses()).clone();
        let text: String = pieces.concat().repeat(times).chars().take(5_000).collect();
        let status = filled(status, &text, Amount { rows, items, kept }, phase);
        for language in Language::ALL {
            assert_whole(&status, language);
        }
    }
}

#[test]
fn samples_are_whole() {
    for status in statuses() {
        for language in Language::ALL {
            assert_whole(&status, language);
        }
    }
}

#[test]
fn what_is_left_out_can_be_found() {
    let status = statuses().remove(0);
    let amount = Amount {
        rows: 90,
        items: 60,
        kept: 0,
    };
    let long = filled(status, &"&lt; ".repeat(1_000), amount, Phase::Resolved);
    for language in Language::ALL {
        let Rendered::Comment { body } = render(&Message::Status(Box::new(long.clone())), voice(language))
        else {
            panic!("a status is a comment");
        };
        assert!(body.contains(&format!("]({HOME}/issues/7)")), "{body}");
    }
}
