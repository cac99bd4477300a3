//! Edits, one by one. What holds of all of them together is in `properties`.

mod cells;
mod keys;
mod properties;
mod regions;

use super::{Edit, apply};

/// The text with one edit made, or as it is when there is none.
fn edited(text: &str, edit: impl IntoIterator<Item = Edit>) -> String {
    apply(text, edit.into_iter().collect()).unwrap()
}

#[test]
fn several_edits_are_made_at_once() {
    let edit = |range, text: &str| Edit {
        range,
        text: text.to_owned(),
    };
    let edits = vec![
        edit(3..4, "D"),
        edit(0..1, ""),
        edit(4..4, "+"),
        edit(4..4, "-"),
        edit(1..1, "!"),
    ];
    assert_eq!(apply("abcdé", edits), Ok("!bcD+-é".into()));
    for wrong in [
        vec![edit(0..2, ""), edit(1..3, "")],
        vec![edit(9..9, "x")],
        vec![edit(5..6, "x")],
        vec![edit(0..3, ""), edit(2..2, "")],
    ] {
        assert!(apply("abcdé", wrong.clone()).is_err(), "{wrong:?}");
    }
}
