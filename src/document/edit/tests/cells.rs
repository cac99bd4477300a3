//! Boxes, cells and rows.

use super::{
    super::{Refused, append_row, mark_row, set_cell, tick},
    edited,
};
use crate::document::Postmortem;

/// The table with a cell of its first row set.
fn set(text: &str, column: usize, value: &str) -> Result<String, Refused> {
    let read = Postmortem::parse(text);
    let row = &read.tables[0].rows[0];
    set_cell(&read, row, column, value).map(|edit| edited(text, edit))
}

#[test]
fn a_box_is_ticked_and_nothing_else_moves() {
    let text = "- [ ] a\r\n  1. [X] b\r\n\t- [x] c";
    let read = Postmortem::parse(text);
    let to = |ticked: bool| {
        let boxes = read.items.iter().filter_map(|item| item.checkbox.as_ref());
        edited(text, boxes.filter_map(|found| tick(found, ticked)))
    };
    assert_eq!(to(true), "- [x] a\r\n  1. [X] b\r\n\t- [x] c");
    assert_eq!(to(false), "- [ ] a\r\n  1. [ ] b\r\n\t- [ ] c");
}

#[test]
fn a_cell_is_set_in_the_style_of_its_row() {
    let rule = |columns: usize| format!("{}|\n{}|\n", "| h ".repeat(columns), "|---".repeat(columns));
    for (row, column, value, expected) in [
        ("| a | b |", 1, "c", "| a | c |"),
        ("| a |  |", 1, "#12", "| a | #12 |"),
        ("| a | |", 1, "#12", "| a | #12 |"),
        ("| a ||", 1, "c", "| a | c |"),
        ("|a|b|", 0, "c", "|c|b|"),
        ("|a|b|", 0, "c\\", "|c\\ |b|"),
        ("| a        | b |", 0, "longer", "| longer   | b |"),
        ("| a | b |", 0, "longer", "| longer | b |"),
        ("| 障害     | b |", 0, "停止中", "| 停止中   | b |"),
        ("|     12 | b |", 0, "345", "|    345 | b |"),
        ("| a | b |", 0, "x | y", "| x \\| y | b |"),
        ("| a | b |", 0, "x\\|y", "| x\\\\|y | b |"),
        ("| a | b |", 0, " x\r\n\n y ", "| x<br>y | b |"),
        ("| a | b |", 0, "", "|   | b |"),
        ("a | b", 0, "c", "c | b"),
        ("a | b", 0, "- c", "| - c | b"),
        ("a | b", 1, "c", "a | c"),
        ("solo", 0, "", "|  |"),
        ("solo", 1, "b", "solo | b |"),
        ("| a", 1, "c", "| a | c |"),
        ("| a |  ", 1, "c", "| a | c |  "),
        (
            "| a <!-- closeout:row k --> | b |",
            0,
            "c",
            "| c <!-- closeout:row k --> | b |",
        ),
        ("| a <!-- n --> b | b |", 0, "", "| <!-- n -->     | b |"),
    ] {
        for end in ["", "\n", "\n\nafter\n"] {
            let text = format!("before\n\n{}{row}{end}", rule(2));
            let wanted = text.replace(row, expected);
            assert_eq!(set(&text, column, value), Ok(wanted.clone()), "{row}");
            let crlf = text.replace('\n', "\r\n");
            assert_eq!(
                set(&crlf, column, value),
                Ok(wanted.replace('\n', "\r\n")),
                "{row}"
            );
        }
    }
    assert_eq!(
        set(&format!("{}| a |", rule(4)), 3, "d"),
        Ok(format!("{}| a |  |  | d |", rule(4)))
    );
    assert_eq!(
        set(&format!("{}| a", rule(4)), 2, "c"),
        Ok(format!("{}| a |  | c |", rule(4)))
    );
}

#[test]
fn what_is_there_already_is_no_edit() {
    let text = "| a | b | c |\n|---|---|---|\n| x \\| y <!-- n --> | | z<br>z |\n";
    let read = Postmortem::parse(text);
    let row = &read.tables[0].rows[0];
    for (column, value) in [(0, "x | y"), (0, " x | y\n"), (1, ""), (1, " \n"), (2, "z\nz")] {
        assert_eq!(set_cell(&read, row, column, value), Ok(None), "{value:?}");
    }
}

#[test]
fn what_cannot_be_set_is_refused() {
    let text = "| a | b |\n|---|---|\n| x | y |\n";
    assert_eq!(set(text, 2, "x"), Err(Refused::NoColumn));
    assert_eq!(set(text, 0, "<!-- x -->"), Err(Refused::HoldsComment));
    let read = Postmortem::parse(text);
    let append = |values: &[&str], key| append_row(&read, &read.tables[0], values, key);
    assert_eq!(append(&["a", "b", "c"], None), Err(Refused::NoColumn));
    assert_eq!(append(&["a <!--"], None), Err(Refused::HoldsComment));
    let bad = Err(Refused::BadName { name: "a-->".into() });
    assert_eq!(append(&["a"], Some("a-->")), bad);
    let bad = Err(Refused::BadName { name: String::new() });
    assert_eq!(mark_row(&read, &read.tables[0].rows[0], ""), bad);
}

#[test]
fn a_row_is_put_behind_the_last_one() {
    for (table, values, expected) in [
        ("| a | b |\n|:--|:--|", &["x", "y"][..], "\n| x | y |"),
        ("| a | b |\n|:--|:--|\n| 1 | 2 |", &["x"], "\n| x |   |"),
        (
            "| a    | b  |\n|------|----|\n| 1    | 2  |",
            &["障害", "longer"],
            "\n| 障害 | longer |",
        ),
        ("a | b\n--|--\n1 | 2", &["- x", "|"], "\n| - x | \\| |"),
        ("> | a |\n> |---|\n> | 1 |", &["x"], "\n> | x |"),
        ("- | a |\n  |---|", &["x"], "\n  | x |"),
    ] {
        for end in ["", "\n", "\n\nafter"] {
            let text = format!("{table}{end}");
            let read = Postmortem::parse(&text);
            let edit = append_row(&read, &read.tables[0], values, None).unwrap();
            assert_eq!(edited(&text, [edit]), format!("{table}{expected}{end}"));
            let crlf = text.replace('\n', "\r\n");
            let read = Postmortem::parse(&crlf);
            // Without any line end in front, there is nothing to learn from; every table has one.
            let edit = append_row(&read, &read.tables[0], values, None).unwrap();
            assert_eq!(
                edited(&crlf, [edit]),
                format!("{table}{expected}{end}").replace('\n', "\r\n")
            );
        }
    }
}

#[test]
fn a_row_is_found_again_by_its_key() {
    let text = "## Action items\n\n| Action | Owner |\n|---|---|\n| one | a |\n|  | b |\n";
    let read = Postmortem::parse(text);
    let table = &read.tables[0];
    let edits = vec![
        mark_row(&read, &table.rows[0], "k-1").unwrap().unwrap(),
        mark_row(&read, &table.rows[1], "k-2").unwrap().unwrap(),
        append_row(&read, table, &["three"], Some("k-3")).unwrap(),
        append_row(&read, table, &["four"], None).unwrap(),
    ];
    let marked = edited(text, edits);
    let read = Postmortem::parse(&marked);
    let items: Vec<_> = read
        .action_items()
        .into_iter()
        .map(|item| (item.key, item.action.value.ok()))
        .collect();
    assert_eq!(
        items,
        [
            (Some("k-1"), Some("one".into())),
            (Some("k-2"), None),
            (Some("k-3"), Some("three".into())),
            (None, Some("four".into())),
        ]
    );
    let row = &read.tables[0].rows[0];
    assert_eq!(mark_row(&read, row, "k-1"), Ok(None));
    let other = edited(&marked, mark_row(&read, row, "k-9").unwrap());
    assert_eq!(other, marked.replace("row k-1", "row k-9"));
}
