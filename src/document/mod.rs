//! The postmortem document as it stands in the repository: where its sections are, and what they say.
//!
//! Pure reading: nothing here changes a document, and nothing here makes one; `message` does, from a template.
//! Positions are byte offsets into the text, so that an edit can touch one place and leave the rest alone.
//!
//! Two kinds of HTML comments live in a document. What stands between `<!-- closeout:begin NAME -->` and
//! `<!-- closeout:end NAME -->`, each on a line of its own, is generated: `facts`, `impact` and `timeline`. Every other
//! comment is a note to the author, and a section that holds nothing else is empty.
//!
//! Start with [`sections`] or [`extract()`].

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is left as it is in a part of a path.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

mod extract;
mod section;
mod slug;

pub use extract::{Extract, extract};
pub use section::{Found, Section, sections};
pub use slug::slug;

/// Address of a file's page on GitHub, with every part of the path encoded.
pub fn url(repository: &str, branch: &str, path: &str) -> String {
    let encode = |text: &str| {
        let parts = text
            .split('/')
            .map(|part| utf8_percent_encode(part, UNRESERVED).to_string());
        parts.collect::<Vec<_>>().join("/")
    };
    format!("{repository}/blob/{}/{}", encode(branch), encode(path))
}
