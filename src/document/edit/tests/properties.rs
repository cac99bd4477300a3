//! What holds of every edit of every document.

use std::ops::Range;

use proptest::{prelude::*, sample::Index};

use super::super::{Edit, Setting, append_row, apply, replace_region, set_cell, set_key, tick};
use crate::document::{Postmortem, RegionState, Row, Section, region};

/// Pieces that mean something in Markdown or YAML, alone or together.
const PIECES: &[&str] = &[
    "---\n",
    "---",
    "...",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "    ",
    "\t",
    "# ",
    "## Summary\n",
    "## アクションアイテム\n",
    "- ",
    "- [ ] ",
    "- [x] x\n",
    "1. ",
    "> ",
    "|",
    "\\|",
    "\\",
    "| a | b |\n|---|:-:|\n",
    "| x | y |\n",
    "| 障害 |",
    "a | b\n--|--\n",
    "1 | 2\n",
    "`",
    "```\n",
    "<!--",
    "-->",
    "<!-- note -->",
    "<!-- closeout:begin a -->\n",
    "<!-- closeout:end a -->\n",
    "<!-- closeout:row k -->",
    "<div>",
    "<br>",
    "[",
    "](",
    "https://a.example/x ",
    ")",
    "*",
    "_",
    "&amp;",
    "a: b\n",
    "  c: 'd' # e\n",
    "tags: [x]\n",
    "f: |\n",
    "key:",
    "null",
    "\"",
    "'",
    "word ",
    "障害。",
    "e.g. ",
    "v1.2 ",
    "\u{feff}",
    "\u{0}",
    "\u{3000}",
    "\u{200b}",
    "🔥",
    "é",
    "\u{2028}",
    "{",
    "}",
    "&x ",
    "!t ",
    "[^1]",
    "[^1]: x\n",
    "\u{b}",
    "\u{c}",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A document such as people have, with something strange in any of its places.
fn documents() -> impl Strategy<Value = String> {
    let strange = || prop_oneof![2 => Just(String::new()), 1 => pieces()];
    let line = || strange().prop_map(|text| text.replace(['\n', '\r'], " "));
    let cell = || strange().prop_map(|text| text.replace(['\n', '\r', '|'], " "));
    (
        (line(), line(), strange(), any::<bool>()),
        (prop::collection::vec((cell(), cell()), 0..4), strange(), line(), strange()),
        (any::<bool>(), any::<bool>(), any::<bool>()),
    )
        .prop_map(|((title, held, summary, japanese), (rows, generated, task, end), (crlf, mark, last))| {
            let heading = |section: Section| section.headings()[usize::from(japanese)];
            let rows = rows.iter().map(|(action, owner)| format!("| {action} | P1 |{owner}|\n"));
            let rows = rows.collect::<Vec<_>>().concat();
            let text = format!(
                "---\nincident: 7 # c\ntitle: {title}\nmeeting:\n  held: {held}\ntags: []\n---\n\n# T\n\n{}\n\n## {}\n\n{summary}\n\n- [ ] {task}\n\n## {}\n\n| Action | Priority | Owner |\n|---|---|---|\n{rows}\n{end}{}",
                region("facts", &generated),
                heading(Section::Summary),
                heading(Section::ActionItems),
                if last { "\n" } else { "" },
            );
            let text = if crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text };
            if mark { format!("\u{feff}{text}") } else { text }
        })
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![pieces(), documents(), any::<String>()]
}

fn choose<T>(list: &[T], index: Index) -> Option<&T> {
    (!list.is_empty()).then(|| index.get(list))
}

/// Whether everything outside the edit is as it was; says what it became.
fn made(text: &str, edit: &Edit) -> Result<String, TestCaseError> {
    let after = apply(text, vec![edit.clone()]).expect("an edit fits the text it was made for");
    prop_assert!(after.starts_with(&text[..edit.range.start]));
    prop_assert!(after.ends_with(&text[edit.range.end..]));
    prop_assert_ne!(&after, text, "an edit changes something");
    Ok(after)
}

/// Every range lies within the text and between characters, and every list is in order.
fn check(read: &Postmortem<'_>) -> Result<(), TestCaseError> {
    let fits = |range: &Range<usize>| read.text.get(range.clone()).is_some();
    let sections = read
        .sections
        .iter()
        .flat_map(|found| [&found.heading.range, &found.body]);
    let rows = read
        .tables
        .iter()
        .flat_map(|table| table.rows.iter().chain([&table.header]));
    let cells = rows.flat_map(|row| {
        row.cells
            .iter()
            .map(|cell| &cell.range)
            .chain([&row.range])
            .chain(&row.surplus)
    });
    let items = read.items.iter().flat_map(|item| [&item.range, &item.text]);
    let boxes = read
        .items
        .iter()
        .filter_map(|item| item.checkbox.as_ref())
        .map(|found| &found.mark);
    let links = read.links.iter().flat_map(|link| [&link.range, &link.text]);
    let regions = read
        .regions
        .iter()
        .flat_map(|region| [&region.begin, &region.body, &region.end]);
    let mut ranges = sections
        .chain(cells)
        .chain(items)
        .chain(boxes)
        .chain(links)
        .chain(regions);
    prop_assert!(ranges.all(fits));
    prop_assert!(read.passages.iter().all(|passage| fits(&passage.range)));
    prop_assert!(read.comments.iter().all(|comment| fits(&comment.range)));
    prop_assert!(read.links.is_sorted_by_key(|link| link.range.start));
    prop_assert!(read.items.is_sorted_by_key(|item| item.range.start));
    prop_assert!(read.passages.is_sorted_by_key(|passage| passage.range.start));
    prop_assert!(read.comments.is_sorted_by_key(|comment| comment.range.start));
    let boxes = read.items.iter().filter_map(|item| item.checkbox.as_ref());
    prop_assert!(
        boxes
            .map(|found| &found.mark)
            .all(|mark| read.text[mark.clone()].starts_with('[') && mark.len() == 3)
    );
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read(text in texts()) {
        let read = Postmortem::parse(&text);
        check(&read)?;
        for passage in &read.passages {
            let plain = read.plain(&passage.range);
            for sentence in plain.sentences() {
                prop_assert!(!plain.text[sentence.clone()].trim().is_empty());
                prop_assert!(text.get(plain.source(sentence)).is_some());
            }
        }
        read.action_items();
        read.timeline();
        read.loose_rows();
        for found in &read.sections {
            let part = read.part(found.body.clone());
            prop_assert!(part.is_untouched() || !part.is_blank());
        }
    }

    #[test]
    fn a_cell_reads_back(text in texts(), value in pieces(), table in any::<Index>(), row in any::<Index>(), column in any::<Index>()) {
        let read = Postmortem::parse(&text);
        let Some(found) = choose(&read.tables, table) else { return Ok(()) };
        let Some(row) = choose(&found.rows, row) else { return Ok(()) };
        let column = column.index(row.cells.len());
        let Ok(edit) = set_cell(&read, row, column, &value) else { return Ok(()) };
        let Some(edit) = edit else { return Ok(()) };
        let after = made(&text, &edit)?;
        let again = Postmortem::parse(&after);
        prop_assert_eq!(again.tables.len(), read.tables.len());
        let at = |read: &Postmortem<'_>| read.tables.iter().position(|table| table.range.start == found.range.start);
        let same = &again.tables[at(&again).expect("the table begins where it began")];
        let index = found.rows.iter().position(|known| known == row).expect("the row is in the table");
        for (place, (old, new)) in row.cells.iter().zip(&same.rows[index].cells).enumerate() {
            if place != column {
                prop_assert_eq!(read.cell_text(old), again.cell_text(new));
            }
        }
        prop_assert_eq!(set_cell(&again, &same.rows[index], column, &value), Ok(None));
    }

    #[test]
    fn an_ordinary_value_is_never_refused(text in documents(), value in "[a-zA-Zあ-ん#@ .|`*\\\\-]{0,20}", row in any::<Index>(), column in 0_usize..3) {
        let read = Postmortem::parse(&text);
        for found in &read.tables {
            // A backtick and one in a comment that stays would be code together: that is refused.
            let is_plain = |row: &&Row| row.cells.iter().all(|cell| !cell.source(&text).contains("<!--"));
            if let Some(row) = choose(&found.rows, row).filter(is_plain).filter(|row| row.cells.len() > column) {
                prop_assert!(set_cell(&read, row, column, &value).is_ok());
            }
            prop_assert!(append_row(&read, found, &[&value], Some("k")).is_ok());
        }
    }

    #[test]
    fn a_row_reads_back(text in texts(), values in prop::collection::vec(pieces(), 0..4), table in any::<Index>()) {
        let read = Postmortem::parse(&text);
        let Some(found) = choose(&read.tables, table) else { return Ok(()) };
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let Ok(edit) = append_row(&read, found, &values, Some("k-1")) else { return Ok(()) };
        let after = made(&text, &edit)?;
        let again = Postmortem::parse(&after);
        let same = again.tables.iter().find(|table| table.range.start == found.range.start);
        let same = same.expect("the table begins where it began");
        prop_assert_eq!(same.rows.len(), found.rows.len() + 1);
        let row = &same.rows[found.rows.len()];
        prop_assert_eq!(again.row_key(row), Some("k-1"));
        for (column, value) in values.iter().enumerate() {
            prop_assert_eq!(set_cell(&again, row, column, value), Ok(None));
        }
    }

    #[test]
    fn ticking_twice_is_ticking_once(text in texts(), index in any::<Index>(), ticked in any::<bool>()) {
        let read = Postmortem::parse(&text);
        let boxes: Vec<usize> = (0..read.items.len()).filter(|item| read.items[*item].checkbox.is_some()).collect();
        let Some(item) = choose(&boxes, index) else { return Ok(()) };
        let checkbox = read.items[*item].checkbox.as_ref().expect("chosen for its box");
        let Some(edit) = tick(checkbox, ticked) else { return Ok(()) };
        let after = made(&text, &edit)?;
        let again = Postmortem::parse(&after);
        prop_assert_eq!(again.items.len(), read.items.len());
        let checkbox = again.items[*item].checkbox.as_ref().expect("the box stays");
        prop_assert_eq!(checkbox.ticked, ticked);
        prop_assert_eq!(tick(checkbox, ticked), None);
        let back = tick(checkbox, !ticked).expect("the tick can be undone");
        prop_assert_eq!(after.len(), apply(&after, vec![back]).expect("fits").len());
    }

    #[test]
    fn a_region_reads_back(text in texts(), body in pieces(), name in prop::sample::select(vec!["facts", "a"])) {
        let read = Postmortem::parse(&text);
        let Ok(edit) = replace_region(&read, name, &body) else { return Ok(()) };
        let before = read.region(name).expect("only a whole region is replaced");
        prop_assert_eq!(before.state, RegionState::Untouched);
        let Some(edit) = edit else { return Ok(()) };
        prop_assert!(edit.range.start >= before.begin.start && edit.range.end <= before.end.start);
        let after = made(&text, &edit)?;
        let again = Postmortem::parse(&after);
        prop_assert_eq!(again.region(name).map(|region| region.state), Ok(RegionState::Untouched));
        prop_assert_eq!(replace_region(&again, name, &body), Ok(None));
        prop_assert_eq!(again.regions.len(), read.regions.len());
    }

    #[test]
    fn a_key_reads_back(
        text in texts(),
        value in pieces(),
        path in prop::sample::select(vec!["title", "meeting.held", "meeting.deadline", "severity", "new", "new.er", "a", "key", "tags", "a.c"]),
        word in any::<bool>(),
    ) {
        let read = Postmortem::parse(&text);
        let setting = if word { Setting::Word(&value) } else { Setting::Text(&value) };
        let Ok(edit) = set_key(&read, path, setting) else { return Ok(()) };
        let front_matter = read.front_matter.as_ref().expect("it was not refused");
        let Some(edit) = edit else {
            prop_assert_eq!(front_matter.get(path).and_then(|value| value.text()), Some(value.as_str()));
            return Ok(());
        };
        prop_assert!(edit.range.start >= front_matter.yaml.start && edit.range.end <= front_matter.yaml.end);
        let after = made(&text, &edit)?;
        let again = Postmortem::parse(&after);
        let found = again.front_matter.as_ref().expect("it is still there");
        prop_assert_eq!(found.get(path).and_then(|value| value.text()), Some(value.as_str()));
        prop_assert_eq!(set_key(&again, path, setting), Ok(None));
        prop_assert_eq!(&after[found.range.end..], &text[front_matter.range.end..]);
    }
}
