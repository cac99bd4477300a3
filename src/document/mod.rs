//! The postmortem document as it stands in the repository: where its sections are, and what they say.
//!
//! Pure reading: nothing here changes a document, and nothing here makes one; `message` does, from a template.
//! Positions are byte offsets into the text, so that an edit can touch one place and leave the rest alone.
//!
//! Two kinds of HTML comments live in a document. What stands between `<!-- closeout:begin NAME -->` and
//! `<!-- closeout:end NAME -->`, each on a line of its own, is generated: `facts` and `timeline`. Every other
//! comment is a note to the author, and a section that holds nothing else is empty.
//!
//! Start with [`sections`] or [`extract`].

mod extract;
mod section;
mod slug;

pub use extract::{Extract, extract};
pub use section::{Found, Section, sections};
pub use slug::slug;
