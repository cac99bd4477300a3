//! What is generated is read back: by ourselves, when the document comes home from its pull request.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::{
    document::{
        Postmortem, RegionState,
        edit::{self, Setting},
    },
    message::{Language, Message, Rendered, Voice, context::DocumentContext, render, samples},
};

/// Zones whose names are an abbreviation, an ambiguous one, none at all, and UTC.
const ZONES: [Tz; 5] = [
    Tz::Asia__Tokyo,
    Tz::Asia__Kolkata,
    Tz::America__Sao_Paulo,
    Tz::Europe__London,
    Tz::UTC,
];

fn documents() -> Vec<(DocumentContext, String, String)> {
    let mut documents = Vec::new();
    for sample in samples::all().into_iter().flat_map(|(_, samples)| samples) {
        let Message::Document(context) = &sample.message else {
            continue;
        };
        for (language, zone) in Language::ALL
            .into_iter()
            .flat_map(|language| ZONES.map(|zone| (language, zone)))
        {
            if let Rendered::Document { text, .. } = render(&sample.message, Voice { language, zone }) {
                let name = format!("{} in {language:?} and {zone}", sample.name);
                documents.push((context.clone(), text, name));
            }
        }
    }
    documents
}

#[test]
fn generated_timelines_say_when_things_happened() {
    for (context, text, name) in documents() {
        let minute = |at: DateTime<Utc>| at.duration_trunc(TimeDelta::minutes(1)).expect("a minute");
        let expected: Vec<_> = context.timeline.iter().map(|row| Ok(minute(row.at))).collect();
        let read = Postmortem::parse(&text);
        let moments = read.timeline();
        let found: Vec<_> = moments.iter().map(|moment| moment.at.value.clone()).collect();
        assert_eq!(found, expected, "{name}");
        assert!(moments.iter().all(|moment| moment.generated), "{name}");
        assert!(read.loose_rows().is_empty(), "{name}");
    }
}

#[test]
fn generated_regions_can_be_generated_anew() {
    for (_, text, name) in documents() {
        let read = Postmortem::parse(&text);
        assert!(read.regions.len() >= 2, "{name}");
        for region in &read.regions {
            assert_eq!(
                (region.state, region.flaw),
                (RegionState::Untouched, None),
                "{name}"
            );
            let body = &text[region.body.clone()];
            assert_eq!(
                edit::replace_region(&read, &region.name, body),
                Ok(None),
                "{name}"
            );
            let more = format!("{body}\nmore\n");
            let edit = edit::replace_region(&read, &region.name, &more);
            assert!(edit.is_ok_and(|edit| edit.is_some()), "{name}: {}", region.name);
        }
    }
}

#[test]
fn generated_documents_take_what_is_decided_later() {
    for (_, text, name) in documents() {
        let read = Postmortem::parse(&text);
        assert_eq!(read.action_items(), [], "{name}");
        let [table] = read.action_tables()[..] else {
            panic!("{name}: no table of action items");
        };
        let held = Setting::Word("2026-11-25T06:00:00Z");
        let values = ["Alert earlier", "detect", "P1", "@haruka", "2026-12-01", ""];
        let edits = vec![
            edit::set_key(&read, "meeting.held", held)
                .expect("safe")
                .expect("new"),
            edit::append_row(&read, table, &values, Some("k-1")).expect("safe"),
        ];
        let after = edit::apply(&text, edits).expect("they do not overlap");
        let read = Postmortem::parse(&after);
        assert_eq!(edit::set_key(&read, "meeting.held", held), Ok(None), "{name}");
        let items = read.action_items();
        let [item] = &items[..] else {
            panic!("{name}: {items:?}");
        };
        assert_eq!(item.key, Some("k-1"), "{name}");
        let complete = item.action.value.is_ok()
            && item.kind.value.is_ok()
            && item.priority.value.is_ok()
            && item.owner.value.is_ok()
            && item.due.value.is_ok();
        assert!(complete, "{name}: {item:?}");
        let column = item.issue.column.expect("there is a column for the issue");
        let edit = edit::set_cell(&read, item.row, column, "#12").expect("safe");
        let after = edit::apply(&after, edit.into_iter().collect()).expect("one edit");
        let read = Postmortem::parse(&after);
        let issue = read.action_items()[0].issue.value.clone();
        assert_eq!(issue.map(|tracked| tracked.issue.number), Ok(12), "{name}");
    }
}
