//! Changes to a document that leave everything else as it is, byte by byte.
//!
//! An [`Edit`] says which bytes become which text. Each function here makes one, or says why it would not be safe, or
//! finds that what is wanted is there already, which is no edit. [`apply`] then makes several at once.

mod cell;
mod entry;
mod front_matter;
mod region;
mod row;
mod scalar;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use cell::set_cell;
pub(super) use entry::entry_lines;
pub use entry::replace_entry;
pub use front_matter::{Setting, set_key};
pub use region::replace_region;
pub use row::{append_row, mark_row};

use super::{block::Checkbox, region::RegionFlaw};

/// Bytes of a document, and the text that takes their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes; empty where text is put in.
    pub range: Range<usize>,
    /// The text.
    pub text: String,
}

/// Why an edit is not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The table has no such column.
    #[error("the table has no such column")]
    NoColumn,
    /// The text holds a comment, which nobody would see.
    #[error("the text holds an HTML comment")]
    HoldsComment,
    /// A key or a name holds characters that it must not.
    #[error("`{name}` is no name")]
    BadName {
        /// The name.
        name: String,
    },
    /// The region cannot be found.
    #[error(transparent)]
    Region(#[from] RegionFlaw),
    /// Somebody edited inside the region.
    #[error("somebody edited inside the region")]
    Edited,
    /// The region carries no fingerprint, so it was never ours.
    #[error("the region carries no fingerprint")]
    NeverOurs,
    /// The document has no front matter.
    #[error("the document has no front matter")]
    NoFrontMatter,
    /// The front matter cannot be read.
    #[error("the front matter cannot be read")]
    BrokenFrontMatter,
    /// The key holds a list or a mapping, or something else stands where it wants to go.
    #[error("the key does not hold one value")]
    NotOneValue,
    /// The value is a block of several lines.
    #[error("the value is a block of several lines")]
    BlockScalar,
    /// The key would have to go into a mapping in brackets.
    #[error("the mapping is in brackets")]
    Bracketed,
    /// The document would not read back as wanted.
    #[error("the document would not read back as wanted")]
    Unsafe,
}

/// Two edits touch the same bytes, or one reaches beyond the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("edits overlap, or do not fit the text")]
pub struct Overlap;

/// The text with all edits made. Texts put in at the same place come in the order given.
///
/// # Errors
///
/// Fails when edits overlap, or were made for another text and do not fit this one.
pub fn apply(text: &str, mut edits: Vec<Edit>) -> Result<String, Overlap> {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in &edits {
        out.push_str(text.get(at..edit.range.start).ok_or(Overlap)?);
        text.get(edit.range.clone()).ok_or(Overlap)?;
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(&text[at..]);
    Ok(out)
}

/// Ticks a box, or takes its tick off.
pub fn tick(checkbox: &Checkbox, ticked: bool) -> Option<Edit> {
    (checkbox.ticked != ticked).then(|| Edit {
        range: checkbox.mark.start + 1..checkbox.mark.end - 1,
        text: if ticked { "x" } else { " " }.to_owned(),
    })
}

/// How lines end around a byte.
fn line_end(text: &str, at: usize) -> &'static str {
    let end = text[..at]
        .rfind('\n')
        .or_else(|| text[at..].find('\n').map(|end| at + end));
    match end {
        Some(end) if text[..end].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}
