//! A postmortem, read once and completely.

use std::{borrow::Cow, ops::Range};

use super::{
    address::addresses,
    block::{Block, BlockKind, Comment, CommentKind, Item, Link, LinkKind, Passage, Place, within},
    comment::{is_name, ours},
    front_matter::{self, FrontMatter},
    inline::{Plain, Run, RunKind},
    position::{Lines, Position},
    region::{Region, RegionFlaw, regions},
    section::{Found, Heading, Section, arranged},
    table::{Cell, Row, Table},
    walk::walk,
};

/// A postmortem as it stands, with the place of everything in it. Nothing in a text makes reading it fail.
///
/// Every list is in the order of the document, and every range is one of bytes of [`Postmortem::text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postmortem<'a> {
    /// The whole text.
    pub text: &'a str,
    /// The YAML at its start, when there is any.
    pub front_matter: Option<FrontMatter>,
    /// The heading above everything.
    pub title: Option<Heading>,
    /// Every section, outer ones before those within them.
    pub sections: Vec<Found>,
    /// The blocks of the document itself.
    pub blocks: Vec<Block>,
    /// Tables, wherever they stand.
    pub tables: Vec<Table>,
    /// Items of lists.
    pub items: Vec<Item>,
    /// Links, images and addresses.
    pub links: Vec<Link<'a>>,
    /// Everything that is said: paragraphs, headings, items and cells.
    pub passages: Vec<Passage>,
    /// HTML comments.
    pub comments: Vec<Comment>,
    /// Generated parts. [`Postmortem::region`] finds the one of a name.
    pub regions: Vec<Region>,
    /// Bodies of the regions that are whole, which do not overlap.
    generated: Vec<Range<usize>>,
    torn: Vec<String>,
    runs: Vec<Run<'a>>,
    lines: Lines,
}

impl<'a> Postmortem<'a> {
    /// Reads a document.
    pub fn parse(text: &'a str) -> Self {
        let front_matter = front_matter::read(text);
        let start = front_matter
            .as_ref()
            .map_or(front_matter::mark(text), |front_matter| front_matter.range.end);
        let mut body = walk(text, start);
        let bare = bare_addresses(&mut body.runs, &body.links);
        if !bare.is_empty() {
            body.links.extend(bare);
            body.links.sort_by_key(|link| link.range.start);
        }
        let (title, sections) = arranged(body.headings, text.len());
        let (regions, torn) = regions(text, &body.edges);
        let whole = regions.iter().filter(|region| region.flaw.is_none());
        Self {
            text,
            generated: whole.map(|region| region.body.clone()).collect(),
            front_matter,
            title,
            sections,
            blocks: body.blocks,
            tables: body.tables,
            items: body.items,
            links: body.links,
            passages: body.passages,
            comments: body.comments,
            regions,
            torn,
            runs: body.runs,
            lines: Lines::of(text),
        }
    }

    /// Line and column of a byte.
    pub fn position(&self, offset: usize) -> Position {
        self.lines.position(self.text, offset)
    }

    /// A section: one with Closeout's own heading before one with a heading that others use, the outermost of those, and of
    /// those the first.
    pub fn section(&self, section: Section) -> Option<Part<'_, 'a>> {
        let named = self
            .sections
            .iter()
            .filter(|found| found.section == Some(section));
        let found = named.min_by_key(|found| (!found.is_named_as_usual(), found.heading.level))?;
        Some(self.part(found.body.clone()))
    }

    /// Everything in a range.
    pub fn part(&self, range: Range<usize>) -> Part<'_, 'a> {
        Part {
            postmortem: self,
            range,
        }
    }

    /// What a reader sees of a range.
    pub fn plain(&self, range: &Range<usize>) -> Plain {
        Plain::of(within(&self.runs, range, |run| run.range.start))
    }

    /// The generated region of a name.
    ///
    /// # Errors
    ///
    /// Fails when there is none, or when it cannot be told which text is meant.
    pub fn region(&self, name: &str) -> Result<&Region, RegionFlaw> {
        let is_torn = self.torn.iter().any(|torn| torn == name);
        match self.regions.iter().find(|region| region.name == name) {
            None if is_torn => Err(RegionFlaw::Torn),
            None => Err(RegionFlaw::Missing),
            Some(region) => match region.flaw {
                Some(flaw) => Err(flaw),
                None if is_torn => Err(RegionFlaw::Torn),
                None => Ok(region),
            },
        }
    }

    /// Whether a byte lies between the comments of a generated region.
    pub fn is_generated(&self, offset: usize) -> bool {
        let behind = self.generated.partition_point(|body| body.start <= offset);
        self.generated[..behind]
            .last()
            .is_some_and(|body| body.contains(&offset))
    }

    /// The Markdown of a cell: without comments, and with `|` for `\|`.
    pub fn cell_text(&self, cell: &Cell) -> String {
        self.without_comments(&cell.range).trim().replace("\\|", "|")
    }

    /// The hidden key of a row.
    pub fn row_key(&self, row: &Row) -> Option<&'a str> {
        self.row_mark(row).map(|(key, _)| key)
    }

    /// The hidden key of a row, and the comment that holds it. A broken one counts as absent.
    pub(super) fn row_mark(&self, row: &Row) -> Option<(&'a str, Range<usize>)> {
        let mut comments = within(&self.comments, &row.range, |comment| comment.range.start).iter();
        comments.find_map(|comment| match ours(&self.text[comment.range.clone()])?[..] {
            ["row", key] if is_name(key) => Some((key, comment.range.clone())),
            _ => None,
        })
    }

    /// A range of the text without the comments that begin in it.
    pub fn without_comments(&self, range: &Range<usize>) -> String {
        let mut out = String::with_capacity(range.len());
        let mut at = range.start;
        for comment in within(&self.comments, range, |comment| comment.range.start) {
            out.push_str(&self.text[at..comment.range.start.max(at)]);
            at = comment.range.end.min(range.end).max(at);
        }
        out.push_str(&self.text[at..range.end]);
        out
    }
}

/// A part of a postmortem: what begins within a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'p, 'a> {
    /// The whole.
    pub postmortem: &'p Postmortem<'a>,
    /// The part.
    pub range: Range<usize>,
}

impl<'p, 'a> Part<'p, 'a> {
    /// Its blocks.
    pub fn blocks(&self) -> &'p [Block] {
        within(&self.postmortem.blocks, &self.range, |block| block.range.start)
    }

    /// Its tables.
    pub fn tables(&self) -> &'p [Table] {
        within(&self.postmortem.tables, &self.range, |table| table.range.start)
    }

    /// Items of its lists.
    pub fn items(&self) -> &'p [Item] {
        within(&self.postmortem.items, &self.range, |item| item.range.start)
    }

    /// Its links.
    pub fn links(&self) -> &'p [Link<'a>] {
        within(&self.postmortem.links, &self.range, |link| link.range.start)
    }

    /// What it says.
    pub fn passages(&self) -> &'p [Passage] {
        within(&self.postmortem.passages, &self.range, |passage| {
            passage.range.start
        })
    }

    /// Its notes to the author.
    pub fn notes(&self) -> impl Iterator<Item = &'p Comment> + use<'p> {
        let comments = within(&self.postmortem.comments, &self.range, |comment| {
            comment.range.start
        });
        comments
            .iter()
            .filter(|comment| comment.kind == CommentKind::Note)
    }

    /// Whether nothing was written in it: it holds only comments, headings, and tables without a row that says anything.
    pub fn is_blank(&self) -> bool {
        !self.says(|_| true)
    }

    /// Whether people wrote nothing in it; generated regions do not count.
    pub fn is_untouched(&self) -> bool {
        !self.says(|at| !self.postmortem.is_generated(at))
    }

    fn says(&self, counts: impl Fn(usize) -> bool) -> bool {
        let passage = self.passages().iter().any(|passage| {
            !matches!(passage.place, Place::Heading | Place::Header) && counts(passage.range.start)
        });
        let block = self.blocks().iter().any(|block| {
            let is_raw = matches!(block.kind, BlockKind::Code | BlockKind::Html);
            is_raw
                && counts(block.range.start)
                && !self.postmortem.without_comments(&block.range).trim().is_empty()
        });
        passage || block
    }
}

/// Finds addresses that nobody marked, and parts them from the words around them.
fn bare_addresses<'a>(runs: &mut Vec<Run<'a>>, links: &[Link<'a>]) -> Vec<Link<'a>> {
    let mut bare: Vec<Link<'a>> = Vec::new();
    let mut parted: Vec<Run<'a>> = Vec::with_capacity(runs.len());
    let mut reach = 0;
    let mut marked = links.iter().peekable();
    for run in runs.drain(..) {
        while let Some(link) = marked.next_if(|link| link.range.start <= run.range.start) {
            reach = reach.max(link.range.end);
        }
        let is_plain = run.kind == RunKind::Words && run.range.start >= reach;
        let text = match run.text {
            Cow::Borrowed(text) if is_plain && text.len() == run.range.len() => text,
            _ => {
                parted.push(run);
                continue;
            }
        };
        let piece = |range: Range<usize>, kind| Run {
            range: run.range.start + range.start..run.range.start + range.end,
            text: text[range].into(),
            kind,
        };
        let mut at = 0;
        for range in addresses(text) {
            if at < range.start {
                parted.push(piece(at..range.start, run.kind));
            }
            at = range.end;
            let address = piece(range, RunKind::Address);
            bare.push(Link {
                range: address.range.clone(),
                text: address.range.clone(),
                destination: address.text.clone(),
                kind: LinkKind::Bare,
            });
            parted.push(address);
        }
        if at < text.len() {
            parted.push(piece(at..text.len(), run.kind));
        }
    }
    *runs = parted;
    bare
}
