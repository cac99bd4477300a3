//! The postmortem document as it stands in the repository: where its sections are, and what they say.
//!
//! [`Postmortem::parse`] reads everything once, with the bytes it stands at; [`edit`] changes one place and leaves the
//! rest alone; nothing here makes a document, `message` does, from a template.
//!
//! Two kinds of HTML comments live in a document. What stands between `<!-- closeout:begin NAME FINGERPRINT -->` and
//! `<!-- closeout:end NAME -->`, each on a line of its own, is generated: `facts`, `impact` and `timeline`; a row of a
//! table can carry a key in `<!-- closeout:row KEY -->`. Every other comment is a note to the author, and a section that
//! holds nothing else is empty.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is left as it is in a part of a path.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

mod action;
mod address;
mod block;
mod comment;
pub mod edit;
mod extract;
mod field;
mod front_matter;
pub mod index;
mod inline;
pub mod lint;
mod position;
mod postmortem;
mod region;
mod section;
mod sentence;
mod slug;
mod table;
#[cfg(test)]
mod tests;
mod timeline;
mod values;
mod walk;

pub use crate::domain::action::{ActionKind, Priority};
pub use action::{ActionColumns, ActionItem, Tracked, inline_text};
pub use block::{Block, BlockKind, Checkbox, Comment, CommentKind, Item, Link, LinkKind, Passage, Place};
pub use extract::{Extract, extract};
pub use field::{Field, FieldFault};
pub use front_matter::{Entry, FrontMatter, FrontMatterFault, FrontMatterFaultKind, Value, ValueKind};
pub use inline::Plain;
pub use position::Position;
pub use postmortem::{Part, Postmortem};
pub use region::{Region, RegionFlaw, RegionState, fingerprint, region, sealed, unsealed};
pub use section::{Found, Heading, Section};
pub use slug::slug;
pub use table::{Alignment, Cell, Row, Table};
pub use timeline::Moment;
pub use values::{recorded, synchronised};

/// Address of a file's page on GitHub, with every part of the path encoded.
pub fn url(repository: &str, branch: &str, path: &str) -> String {
    format!("{repository}/blob/{}/{}", encoded(branch), encoded(path))
}

/// Address of a file below the address of its folder.
pub fn page(base: &str, path: &str) -> String {
    format!("{}/{}", base.trim_end_matches('/'), encoded(path))
}

/// A path with every part of it encoded.
fn encoded(path: &str) -> String {
    let parts = path
        .split('/')
        .map(|part| utf8_percent_encode(part, UNRESERVED).to_string());
    parts.collect::<Vec<_>>().join("/")
}

/// Address of the page on which a person opens a pull request.
pub fn compare_url(repository: &str, base: &str, head: &str) -> String {
    format!(
        "{repository}/compare/{}...{}?expand=1",
        encoded(base),
        encoded(head)
    )
}
