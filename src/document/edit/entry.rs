//! A key of the front matter with everything below it, in whole lines.

use std::ops::Range;

use super::{
    Edit, Refused, apply,
    front_matter::{end, line_start},
    line_end,
};
use crate::document::{
    front_matter::{Entry, entry, line_at},
    postmortem::Postmortem,
};

/// The lines on which a key and its value stand.
pub(in super::super) fn entry_lines(text: &str, entry: &Entry) -> Range<usize> {
    line_start(text, entry.key_range.start)..line_at(text, end(text, entry)).end
}

/// Puts other lines in the place of a key and its value: what holds more than one value has no other way.
///
/// # Errors
///
/// Refuses front matter that is missing or broken, keys that share their lines with something else, and whatever would not
/// read back with every other key unchanged.
pub fn replace_entry(postmortem: &Postmortem<'_>, key: &str, lines: &str) -> Result<Option<Edit>, Refused> {
    let text = postmortem.text;
    let front_matter = postmortem.front_matter.as_ref().ok_or(Refused::NoFrontMatter)?;
    let entries = front_matter
        .entries
        .as_ref()
        .map_err(|_| Refused::BrokenFrontMatter)?;
    let found = entry(entries, key).ok_or(Refused::NotOneValue)?;
    let range = entry_lines(text, found);
    let old = &text[range.clone()];
    // A comment would go with the lines.
    let is_alone = text[range.start..found.key_range.start].is_empty() && range.end <= front_matter.yaml.end;
    if !is_alone || old.contains('#') {
        return Err(Refused::Unsafe);
    }
    let new = lines
        .replace("\r\n", "\n")
        .replace('\n', line_end(text, range.start));
    if new == old {
        return Ok(None);
    }
    let edit = Edit { range, text: new };
    let edited = apply(text, vec![edit.clone()]).map_err(|_| Refused::Unsafe)?;
    let again = Postmortem::parse(&edited);
    let after = again.front_matter.as_ref().ok_or(Refused::Unsafe)?;
    let others = |entries: &[Entry], text: &str| -> Vec<(String, String)> {
        let others = entries.iter().filter(|entry| entry.key != key);
        others
            .map(|entry| (entry.key.clone(), text[entry.value.range.clone()].to_owned()))
            .collect()
    };
    let new_entries = after.entries.as_ref().map_err(|_| Refused::Unsafe)?;
    let is_safe = others(entries, text) == others(new_entries, &edited)
        && entry(new_entries, key).is_some()
        && edited[after.range.end..] == text[front_matter.range.end..];
    if is_safe {
        Ok(Some(edit))
    } else {
        Err(Refused::Unsafe)
    }
}
