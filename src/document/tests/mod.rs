//! What is read from documents.

mod items;
mod moments;
mod prose;
mod reading;
mod regions;

use super::Postmortem;

/// The pieces of a text at these ranges.
fn slices(text: &str, ranges: impl IntoIterator<Item = std::ops::Range<usize>>) -> Vec<&str> {
    ranges.into_iter().map(|range| &text[range]).collect()
}

/// The only table of a document.
fn table<'p>(postmortem: &'p Postmortem<'_>) -> &'p super::Table {
    let [table] = &postmortem.tables[..] else {
        panic!("{} tables", postmortem.tables.len());
    };
    table
}
