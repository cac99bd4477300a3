//! The parts of a document's body. Every range is one of bytes of the whole text.

use std::{borrow::Cow, ops::Range};

/// A block of the document itself, not one within another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its bytes, which may include line ends behind it.
    pub range: Range<usize>,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading,
    /// A list of any kind.
    List,
    /// A table.
    Table,
    /// Code in a fence or indented.
    Code,
    /// A quote or an alert.
    Quote,
    /// HTML; often a comment alone.
    Html,
    /// A footnote's text.
    Footnote,
}

/// A run of text without block structure within it: what a sentence cannot leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// From its first mark to its last.
    pub range: Range<usize>,
    /// Where it stands.
    pub place: Place,
    /// It is within a quote, so somebody else may have said it.
    pub quoted: bool,
}

/// Where a passage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A paragraph of its own.
    Paragraph,
    /// A heading.
    Heading,
    /// An item of a list.
    Item,
    /// A cell of a table's first row.
    Header,
    /// Any other cell of a table.
    Cell,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The item with everything in it.
    pub range: Range<usize>,
    /// 1 for a list of the document itself, more for lists within items.
    pub depth: usize,
    /// The list is numbered.
    pub numbered: bool,
    /// Its box, when it has one.
    pub checkbox: Option<Checkbox>,
    /// Its first passage, without the box; empty when it says nothing.
    pub text: Range<usize>,
}

/// The box of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkbox {
    /// The three bytes of `[ ]` or `[x]`.
    pub mark: Range<usize>,
    /// It is ticked.
    pub ticked: bool,
}

/// A link, an image, or an address that GitHub makes a link of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link<'a> {
    /// The link with its marks.
    pub range: Range<usize>,
    /// What is shown; for an image, what is read aloud.
    pub text: Range<usize>,
    /// Where it leads, as written, escapes resolved.
    pub destination: Cow<'a, str>,
    /// How it is written.
    pub kind: LinkKind,
}

/// How a link is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// `[text](address)`
    Inline,
    /// `[text][name]`, the address standing elsewhere.
    Reference,
    /// `<address>`
    Bracketed,
    /// The address alone.
    Bare,
    /// `![text](address)`
    Image,
}

/// An HTML comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// From `<!--` to `-->`, or to the end of its block when nobody closed it.
    pub range: Range<usize>,
    /// What it is for.
    pub kind: CommentKind,
}

/// What a comment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CommentKind {
    /// A note to the author, or anything else that a person wrote.
    Note,
    /// One of ours: the edge of a generated region, or a row's key.
    Ours,
}

/// The entries of an ordered list that begin within a range.
pub(super) fn within<'l, T>(list: &'l [T], range: &Range<usize>, start: impl Fn(&T) -> usize) -> &'l [T] {
    let first = list.partition_point(|entry| start(entry) < range.start);
    let behind = list.partition_point(|entry| start(entry) < range.end);
    &list[first..behind.max(first)]
}
