//! Where in a first post the answers stand.
//!
//! GitHub writes `### label`, an empty line and the answer. People write headings too, within their answers, and paste
//! logs with headings in them. So a section begins only at a line that is exactly a known label, that no fenced block
//! holds, and that has not begun a section before; everything else belongs to the answer above it.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

use super::{
    field::Field,
    template::{BUILT_IN_FORMS, Form, Question},
};

/// What a heading begins with.
const MARK: &str = "### ";

/// A question and what stands below its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Section<'a> {
    pub(super) question: &'a Question,
    pub(super) text: &'a str,
}

/// The questions by their labels.
#[derive(Debug)]
pub(super) struct Labels<'a>(BTreeMap<&'a str, &'a Question>);

impl<'a> Labels<'a> {
    /// The labels of the repository's own form and of the built-in ones.
    ///
    /// Where a label means two things, the own form decides; a question of which it does not say what it asks is no
    /// decision, but still ends the answer above.
    pub(super) fn of(own: Option<&'a Form>) -> Self {
        let own = || own.into_iter().flat_map(|form| &form.questions);
        let built_in = BUILT_IN_FORMS.iter().flat_map(|form| &form.questions);
        let by_rank = own()
            .filter(|question| question.field.is_some())
            .chain(built_in)
            .chain(own());
        let mut labels = BTreeMap::new();
        for question in by_rank {
            labels.entry(question.label.as_str()).or_insert(question);
        }
        Self(labels)
    }
}

/// A line that is a known label.
#[derive(Debug, Clone, Copy)]
struct Heading<'a> {
    start: usize,
    end: usize,
    question: &'a Question,
}

/// The sections of a body whose lines end with `\n`, in their order.
pub(super) fn sections<'a>(body: &'a str, labels: &Labels<'a>) -> Vec<Section<'a>> {
    let mut headings = headings(body, labels);
    if headings.is_empty() {
        return Vec::new();
    }
    let blocks = fenced_blocks(body, &headings);
    let mut begun = BTreeSet::new();
    headings.retain(|heading| {
        // Blocks stand in their order and never overlap.
        let next = blocks.partition_point(|block| block.start <= heading.start);
        let hidden = blocks[..next]
            .last()
            .is_some_and(|block| block.contains(&heading.start));
        !hidden && begun.insert(&heading.question.label)
    });
    let ends = headings.iter().skip(1).map(|heading| heading.start);
    headings
        .iter()
        .zip(ends.chain([body.len()]))
        .map(|(heading, end)| Section {
            question: heading.question,
            text: &body[heading.end..end],
        })
        .collect()
}

fn headings<'a>(body: &str, labels: &Labels<'a>) -> Vec<Heading<'a>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let label = line.strip_prefix(MARK).map(str::trim_end);
        if let Some(question) = label.and_then(|label| labels.0.get(label)) {
            found.push(Heading {
                start,
                end: start + line.len(),
                question,
            });
        }
        start += line.len();
    }
    found
}

/// The ranges of fenced blocks.
///
/// A fence that nobody closed would hide every answer below it. It ends where the next section begins instead: logs
/// are pasted in a hurry. That is done as often as an honest form can need it, so that no text makes it take long.
fn fenced_blocks(body: &str, headings: &[Heading]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for _ in Field::ALL {
        for (event, range) in Parser::new(&body[from..]).into_offset_iter() {
            if let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) = event {
                found.push(from + range.start..from + range.end);
            }
        }
        let Some(last) = found.last_mut().filter(|last| !is_closed(&body[(*last).clone()])) else {
            break;
        };
        let Some(heading) = headings.iter().find(|heading| last.contains(&heading.start)) else {
            break;
        };
        last.end = heading.start;
        from = heading.start;
    }
    found
}

/// Whether a fenced block ends with a fence.
fn is_closed(block: &str) -> bool {
    let mut lines = block.trim_end().lines();
    let first = lines.next().unwrap_or_default().trim_start();
    let fence = first.chars().next().unwrap_or('`');
    let length = first.chars().take_while(|&c| c == fence).count();
    let last = lines.next_back().unwrap_or_default().trim();
    last.chars().all(|c| c == fence) && last.chars().count() >= length
}
