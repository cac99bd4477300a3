//! The generated parts of a document, and how it is known that nobody has edited inside.
//!
//! A region stands between `<!-- closeout:begin NAME FINGERPRINT -->` and `<!-- closeout:end NAME -->`, each on a line
//! of its own. The fingerprint is that of the text the region was generated with; as long as the text still has it, the
//! region may be generated anew. A region without one was never touched by us, and is left alone. One that holds nothing
//! waits to be generated, whoever emptied it.

use std::{collections::HashMap, fmt::Write as _, ops::Range};

use aws_lc_rs::digest;

use super::{
    comment::{is_name, ours},
    edit::{self, Edit},
    postmortem::Postmortem,
};

/// A generated part of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Its name, such as `timeline`.
    pub name: String,
    /// The comment in front of it.
    pub begin: Range<usize>,
    /// The lines between the two comments.
    pub body: Range<usize>,
    /// The comment behind it.
    pub end: Range<usize>,
    /// Whether anybody has edited inside.
    pub state: RegionState,
    /// Why it cannot be told which text is meant, if so.
    pub flaw: Option<RegionFlaw>,
}

/// Whether anybody has edited inside a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegionState {
    /// It is as it was generated, or holds nothing.
    Untouched,
    /// It is not.
    Edited,
    /// It carries no fingerprint.
    Unknown,
}

/// Why it cannot be told what a region is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum RegionFlaw {
    /// There is none of this name.
    #[error("there is no such region")]
    Missing,
    /// Only one of its two comments is there.
    #[error("one of the region's two comments is missing")]
    Torn,
    /// Several have this name.
    #[error("there are several regions of this name")]
    Duplicate,
    /// It holds a comment of another region, or is within one.
    #[error("the region and another one are within each other")]
    Nested,
}

/// A comment that begins or ends a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) range: Range<usize>,
    name: String,
    fingerprint: Option<String>,
    begins: bool,
}

impl Edge {
    /// Reads a comment that stands on a line of its own.
    pub(super) fn read(text: &str, range: &Range<usize>) -> Option<Self> {
        let words = ours(&text[range.clone()])?;
        let (begins, name, fingerprint) = match words[..] {
            ["begin", name] => (true, name, None),
            ["begin", name, fingerprint] => (true, name, Some(fingerprint.to_owned())),
            ["end", name] => (false, name, None),
            _ => return None,
        };
        is_name(name).then(|| Self {
            range: range.clone(),
            name: name.to_owned(),
            fingerprint,
            begins,
        })
    }
}

/// The regions between edges, and the names of edges without a partner.
pub(super) fn regions(text: &str, edges: &[Edge]) -> (Vec<Region>, Vec<String>) {
    let (pairs, lonely) = pairs(edges);
    let mut named: HashMap<&str, usize> = HashMap::new();
    for edge in edges.iter().filter(|edge| edge.begins) {
        *named.entry(&edge.name).or_default() += 1;
    }
    let mut outer_end = 0;
    let regions = pairs.into_iter().map(|(first, last)| {
        let (begin, end) = (&edges[first], &edges[last]);
        let is_nested = last - first > 1 || first < outer_end;
        outer_end = outer_end.max(last);
        let flaw = if named[begin.name.as_str()] > 1 {
            Some(RegionFlaw::Duplicate)
        } else {
            is_nested.then_some(RegionFlaw::Nested)
        };
        let body = body(text, begin.range.end, end.range.start);
        Region {
            name: begin.name.clone(),
            begin: begin.range.clone(),
            end: end.range.clone(),
            // Regions within each other are not compared: there is no end to how deep that could go.
            state: match flaw {
                None => state(begin.fingerprint.as_deref(), &text[body.clone()]),
                Some(_) => RegionState::Unknown,
            },
            body,
            flaw,
        }
    });
    let regions = regions.collect();
    (
        regions,
        lonely
            .into_iter()
            .map(|index| edges[index].name.clone())
            .collect(),
    )
}

/// Which edges belong together, in the order of the first ones; and those that are alone.
fn pairs(edges: &[Edge]) -> (Vec<(usize, usize)>, Vec<usize>) {
    let (mut pairs, mut lonely) = (Vec::new(), Vec::new());
    let mut open: Vec<usize> = Vec::new();
    let mut waiting: HashMap<&str, usize> = HashMap::new();
    for (index, edge) in edges.iter().enumerate() {
        let count = waiting.entry(&edge.name).or_default();
        if edge.begins {
            *count += 1;
            open.push(index);
            continue;
        }
        if *count == 0 {
            lonely.push(index);
            continue;
        }
        while let Some(first) = open.pop() {
            *waiting.entry(&edges[first].name).or_default() -= 1;
            if edges[first].name == edge.name {
                pairs.push((first, index));
                break;
            }
            lonely.push(first);
        }
    }
    lonely.extend(open);
    pairs.sort_unstable();
    (pairs, lonely)
}

/// The lines between two comments.
fn body(text: &str, begin: usize, end: usize) -> Range<usize> {
    let start = text[begin..end].find('\n').map_or(end, |line| begin + line + 1);
    let behind = text[start..end]
        .rfind('\n')
        .map_or(start, |line| start + line + 1);
    start..behind
}

fn state(written: Option<&str>, body: &str) -> RegionState {
    let is_ours = |written: &&str| {
        written.len() == 16 && written.bytes().all(|byte| b"0123456789abcdef".contains(&byte))
    };
    match written.filter(is_ours) {
        // Where nothing stands, nothing of anybody's is lost.
        _ if lines(body).is_empty() => RegionState::Untouched,
        None => RegionState::Unknown,
        Some(written) if written == fingerprint(body) => RegionState::Untouched,
        Some(_) => RegionState::Edited,
    }
}

/// Sixteen hexadecimal digits of the text between the comments of a region.
///
/// Line ends, blanks at the ends of lines and empty lines at both ends do not count: editors and git change them
/// without being asked.
pub fn fingerprint(body: &str) -> String {
    let mut hash = digest::Context::new(&digest::SHA256);
    for line in lines(body) {
        hash.update(line.as_bytes());
        hash.update(b"\n");
    }
    let hash = hash.finish();
    hash.as_ref()[..8].iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").expect("writing to a string succeeds");
        digits
    })
}

/// The lines of a region's text that count, without blanks behind them.
pub(super) fn lines(body: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = body.split('\n').map(str::trim_end).collect();
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    let first = lines
        .iter()
        .position(|line| !line.is_empty())
        .unwrap_or(lines.len());
    lines.split_off(first)
}

/// A generated region: its two comments, and between them the text with an empty line on either side.
pub fn region(name: &str, body: &str) -> String {
    let lines = lines(body).join("\n");
    let gap = if lines.is_empty() { "" } else { "\n\n" };
    format!(
        "{}\n\n{lines}{gap}<!-- closeout:end {name} -->",
        begin(name, body)
    )
}

/// A region that has no fingerprint yet: [`sealed`] gives it one once the whole document is written.
pub fn unsealed(name: &str, body: &str) -> String {
    let body = body.trim();
    format!("<!-- closeout:begin {name} -->\n\n{body}\n\n<!-- closeout:end {name} -->")
}

/// A document that has just been generated, with the fingerprint of every region written into it.
///
/// Regions that carry a fingerprint already keep it, and those of which it cannot be told what they are stay.
pub fn sealed(document: &str) -> String {
    let read = Postmortem::parse(document);
    let fresh = read
        .regions
        .iter()
        .filter(|region| region.flaw.is_none() && region.state == RegionState::Unknown);
    let edits = fresh.map(|region| Edit {
        range: region.begin.clone(),
        text: begin(&region.name, &document[region.body.clone()]),
    });
    edit::apply(document, edits.collect()).expect("regions do not overlap")
}

/// The comment in front of a region with this text.
pub(super) fn begin(name: &str, body: &str) -> String {
    format!("<!-- closeout:begin {name} {} -->", fingerprint(body))
}
