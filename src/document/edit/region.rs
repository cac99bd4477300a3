//! The text of a generated region.

use super::{Edit, Refused, line_end};
use crate::document::{
    block::BlockKind,
    postmortem::Postmortem,
    region::{RegionState, begin, lines, region},
};

/// Generates a region anew, fingerprint included.
///
/// # Errors
///
/// Refuses a region in which somebody edited, one that was never ours, one that cannot be told from another, and a text
/// that would end the region early or reach beyond it.
pub fn replace_region(postmortem: &Postmortem<'_>, name: &str, body: &str) -> Result<Option<Edit>, Refused> {
    let found = postmortem.region(name)?;
    match found.state {
        RegionState::Untouched => {}
        RegionState::Edited => return Err(Refused::Edited),
        RegionState::Unknown => return Err(Refused::NeverOurs),
    }
    let wanted = lines(body);
    if wanted == lines(&postmortem.text[found.body.clone()]) {
        return Ok(None);
    }
    if !stands_alone(name, body) {
        return Err(Refused::Unsafe);
    }
    let end = line_end(postmortem.text, found.body.start);
    let mut text = begin(name, body) + end + end;
    for line in &wanted {
        text.push_str(line);
        text.push_str(end);
    }
    if !wanted.is_empty() {
        text.push_str(end);
    }
    Ok(Some(Edit {
        range: found.begin.start..found.body.end,
        text,
    }))
}

/// Whether the text, between its comments, is one region and nothing more, and what follows is not drawn into it.
fn stands_alone(name: &str, body: &str) -> bool {
    let text = region(name, body) + "\n\nwhat follows\n";
    let read = Postmortem::parse(&text);
    let [.., last, behind] = &read.blocks[..] else {
        return false;
    };
    let is_whole = read.region(name).is_ok_and(|region| {
        let is_ours = region.state == RegionState::Untouched && region.begin.start == 0;
        is_ours && last.range.start == region.end.start
    });
    is_whole && read.regions.len() == 1 && behind.kind == BlockKind::Paragraph
}
