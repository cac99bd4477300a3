//! Every part of a document, with the bytes it stands at.

use super::{
    super::{BlockKind, FrontMatterFaultKind, LinkKind, Place, Position, Postmortem, Section, ValueKind},
    slices, table,
};

const DOCUMENT: &str = "---\nincident: 7\ntitle: \"a: b\" # c\nmeeting:\n  held:   # when\ntags: [x, 'y']\n---\n\n# Postmortem: *x*\n\n## Summary\n\n<!-- note -->\n\n## 2. 影響 ##\n\nMany. See https://a.example/x.\n\n### More\n\n- [ ] one **two**\n- [x] 二\n\n## Own section\n\n> quoted\n";

#[test]
fn front_matter_is_read_with_its_places() {
    let read = Postmortem::parse(DOCUMENT);
    let front_matter = read.front_matter.as_ref().unwrap();
    assert!(DOCUMENT[front_matter.range.clone()].ends_with("'y']\n---\n"));
    let at = |path: &str| {
        let value = front_matter.get(path)?;
        Some((value.text(), &DOCUMENT[value.range.clone()]))
    };
    assert_eq!(at("incident"), Some((Some("7"), "7")));
    assert_eq!(at("title"), Some((Some("a: b"), "\"a: b\"")));
    assert_eq!(at("meeting.held"), Some((None, "")));
    assert!(front_matter.get("meeting.held").unwrap().is_null());
    assert_eq!(at("tags"), Some((None, "[x, 'y']")));
    assert!(matches!(&front_matter.get("tags").unwrap().kind, ValueKind::List(tags) if tags.len() == 2));
    for absent in ["", ".", "held", "meeting.held.x", "incident.x", "meeting."] {
        assert_eq!(at(absent), None, "{absent}");
    }
}

#[test]
fn broken_front_matter_is_a_value_and_the_rest_is_read() {
    for (yaml, at, expected) in [
        ("a: [", 7, None),
        (
            "a: 1\na: 2",
            9,
            Some(FrontMatterFaultKind::KeyTwice { key: "a".into() }),
        ),
        (
            "b:\n  a: 1\n  a: 2",
            16,
            Some(FrontMatterFaultKind::KeyTwice { key: "a".into() }),
        ),
        ("- a", 4, Some(FrontMatterFaultKind::NotAMapping)),
        ("[a]: b", 4, Some(FrontMatterFaultKind::NotAKey)),
        (
            "a: &x b",
            7,
            Some(FrontMatterFaultKind::Unsupported { found: "&x".into() }),
        ),
    ] {
        let text = format!("---\n{yaml}\n---\n# T\n\n## Summary\n\nBroken.\n");
        let read = Postmortem::parse(&text);
        let fault = read.front_matter.as_ref().unwrap().entries.clone().unwrap_err();
        if let Some(expected) = expected {
            assert_eq!((fault.at, fault.kind), (at, expected), "{yaml}");
        } else {
            assert!(
                matches!(fault.kind, FrontMatterFaultKind::Syntax { .. }),
                "{yaml}: {fault:?}"
            );
            assert!(fault.at >= at, "{yaml}: {fault:?}");
        }
        assert_eq!(read.title.as_ref().unwrap().words, "T");
        assert_eq!(read.sections[0].section, Some(Section::Summary));
    }
    let unclosed = Postmortem::parse("---\nincident: 7\n\n# T\n");
    let fault = unclosed
        .front_matter
        .as_ref()
        .unwrap()
        .entries
        .as_ref()
        .unwrap_err();
    assert_eq!(fault.kind, FrontMatterFaultKind::Unclosed);
    assert_eq!(unclosed.title.as_ref().unwrap().words, "T");
}

#[test]
fn a_line_across_the_page_is_no_front_matter() {
    for text in [
        "---\n\n# T\n",
        "---\n",
        "---",
        "----\na: b\n---\n",
        " ---\na: b\n---\n",
        "x\n\n---\na: b\n---\n",
        "",
    ] {
        assert_eq!(Postmortem::parse(text).front_matter, None, "{text:?}");
    }
    for text in ["---\n---\n", "---\r\n...\r\n", "\u{feff}---\na: b\n---"] {
        let read = Postmortem::parse(text);
        assert!(
            read.front_matter.is_some_and(|found| found.entries.is_ok()),
            "{text:?}"
        );
    }
}

#[test]
fn sections_are_found_with_heading_and_body() {
    let read = Postmortem::parse(DOCUMENT);
    assert_eq!(read.title.as_ref().unwrap().words, "Postmortem: x");
    assert_eq!(
        &DOCUMENT[read.title.as_ref().unwrap().range.clone()],
        "# Postmortem: *x*"
    );
    let found: Vec<_> = read
        .sections
        .iter()
        .map(|found| {
            (
                found.section,
                found.heading.level,
                &DOCUMENT[found.heading.range.clone()],
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (Some(Section::Summary), 2, "## Summary"),
            (Some(Section::Impact), 2, "## 2. 影響 ##"),
            (None, 3, "### More"),
            (None, 2, "## Own section"),
        ]
    );
    let impact = read.section(Section::Impact).unwrap();
    assert!(DOCUMENT[impact.range.clone()].starts_with("\n\nMany."));
    assert!(DOCUMENT[impact.range.clone()].ends_with("- [x] 二\n\n"));
    assert!(read.section(Section::Lessons).is_none());
}

#[test]
fn the_outermost_section_of_a_name_counts() {
    let read = Postmortem::parse("## A\n\n### Impact\n\ninner\n\n## Impact\n\nouter\n\n## Impact\n\nlater\n");
    let impact = read.section(Section::Impact).unwrap();
    assert_eq!(read.plain(&impact.range).text, "outer");
    let single = Postmortem::parse("# Summary\n\nx\n\n# Impact\n\ny\n");
    assert_eq!(single.title, None);
    assert_eq!(single.sections.len(), 2);
}

#[test]
fn every_part_of_a_section_is_found() {
    let read = Postmortem::parse(DOCUMENT);
    let impact = read.section(Section::Impact).unwrap();
    let kinds: Vec<_> = impact.blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Heading, BlockKind::List]);
    let items = impact.items();
    assert_eq!(
        slices(DOCUMENT, items.iter().map(|item| item.text.clone())),
        ["one **two**", "二"]
    );
    let boxes: Vec<_> = items.iter().filter_map(|item| item.checkbox.as_ref()).collect();
    assert_eq!(
        slices(DOCUMENT, boxes.iter().map(|found| found.mark.clone())),
        ["[ ]", "[x]"]
    );
    assert_eq!(
        boxes.iter().map(|found| found.ticked).collect::<Vec<_>>(),
        [false, true]
    );
    assert_eq!(impact.links()[0].destination, "https://a.example/x");
    let passages: Vec<_> = impact
        .passages()
        .iter()
        .map(|passage| (passage.place, &DOCUMENT[passage.range.clone()]))
        .collect();
    assert_eq!(
        passages,
        [
            (Place::Paragraph, "Many. See https://a.example/x."),
            (Place::Heading, "More"),
            (Place::Item, "one **two**"),
            (Place::Item, "二"),
        ]
    );
    let own = read.part(read.sections[3].body.clone());
    assert!(own.passages()[0].quoted);
}

#[test]
fn what_holds_only_notes_is_blank() {
    for (body, blank) in [
        ("", true),
        ("<!-- a\n\nb -->", true),
        ("<!-- a --> <!-- b -->", true),
        ("### Sub\n\n<!-- a -->", true),
        ("| a | b |\n|---|---|\n|  | <!-- c --> |", true),
        ("- \n- [ ]", true),
        ("---", true),
        ("<!-- never closed", true),
        ("| a |\n|---|\n| x |", false),
        ("- [ ] x", false),
        ("<!-- a --> b", false),
        ("`<!-- a -->`", false),
        ("```\ncode\n```", false),
        ("<details>x</details>", false),
        ("![](picture.png)", false),
        ("> x", false),
    ] {
        let text = format!("## Summary\n\n{body}\n");
        let read = Postmortem::parse(&text);
        assert_eq!(
            read.section(Section::Summary).unwrap().is_blank(),
            blank,
            "{body:?}"
        );
    }
}

#[test]
fn cells_are_found_without_their_blanks() {
    let text =
        "> | A  | 二 | C |\n> |:--|:-:|--:|\n> | a \\| b || `x\\|y` | surplus |\n> | only\n>\n> after\n";
    let read = Postmortem::parse(text);
    let table = table(&read);
    let cells = |row: &super::super::Row| {
        let cells = row.cells.iter().map(|cell| text[cell.range.clone()].to_owned());
        cells.collect::<Vec<_>>()
    };
    assert_eq!(cells(&table.header), ["A", "二", "C"]);
    assert_eq!(table.rows.len(), 2);
    assert_eq!(cells(&table.rows[0]), ["a \\| b", "", "`x\\|y`"]);
    assert_eq!(cells(&table.rows[1]), ["only", "", ""]);
    assert_eq!(read.cell_text(&table.rows[0].cells[0]), "a | b");
    assert_eq!(&text[table.rows[0].surplus.clone().unwrap()], "surplus |");
    assert_eq!(table.rows[1].surplus, None);
    assert_eq!(&text[table.rows[1].range.clone()], "| only");
    assert!(text[table.range.clone()].ends_with("| only"));
}

#[test]
fn links_are_found_however_they_are_written() {
    let text = "[a *b*](https://x.example/1 \"t\") <https://x.example/2> https://x.example/3, [r] ![p](q.png) `https://x.example/4`\n\n[r]: https://x.example/5\n";
    let read = Postmortem::parse(text);
    let found: Vec<_> = read
        .links
        .iter()
        .map(|link| (link.kind, &text[link.text.clone()], &*link.destination))
        .collect();
    assert_eq!(
        found,
        [
            (LinkKind::Inline, "a *b", "https://x.example/1"),
            (LinkKind::Bracketed, "https://x.example/2", "https://x.example/2"),
            (LinkKind::Bare, "https://x.example/3", "https://x.example/3"),
            (LinkKind::Reference, "r", "https://x.example/5"),
            (LinkKind::Image, "p", "q.png"),
        ]
    );
    assert_eq!(
        &text[read.links[0].range.clone()],
        "[a *b*](https://x.example/1 \"t\")"
    );
}

#[test]
fn places_are_told_by_line_and_column() {
    let read = Postmortem::parse("\u{feff}# 障害\r\n\r\nあ b\n");
    let at = |needle: &str| read.position(read.text.find(needle).unwrap());
    assert_eq!(at("害"), Position { line: 1, column: 4 });
    assert_eq!(at("b"), Position { line: 3, column: 3 });
    assert_eq!(read.title.as_ref().unwrap().words, "障害");
}

#[test]
fn sections_are_known_by_the_headings_of_other_templates_too() {
    for (heading, section) in [
        ("Root Causes", Some(Section::RootCause)),
        ("3. Lessons Learned", Some(Section::Lessons)),
        ("What Didn’t Go Well?", Some(Section::WentBadly)),
        ("■ 再発防止策", Some(Section::ActionItems)),
        ("タイムライン", Some(Section::Timeline)),
        ("Corrective actions taken by others", None),
    ] {
        let text = format!("# T\n\n## {heading}\n\nx\n");
        assert_eq!(Postmortem::parse(&text).sections[0].section, section, "{heading}");
    }
    let mut all: Vec<String> = Vec::new();
    for section in Section::ALL {
        let names = section
            .headings()
            .into_iter()
            .chain(section.other_headings().iter().copied());
        all.extend(names.map(str::to_lowercase));
    }
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count, "no heading means two sections");
}

#[test]
fn a_heading_of_closeouts_own_goes_before_one_that_others_use() {
    let read = Postmortem::parse("# T\n\n## Follow-ups\n\na\n\n### Action items\n\nb\n");
    let section = read.section(Section::ActionItems).unwrap();
    assert_eq!(read.text[section.range].trim(), "b");
}
