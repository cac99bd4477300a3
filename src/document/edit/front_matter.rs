//! One key of the front matter.

use super::{
    Edit, Refused, apply, line_end,
    scalar::{self, Style},
};
use crate::document::{
    front_matter::{Entry, FrontMatter, Value, ValueKind, entries, entry, line_at},
    postmortem::Postmortem,
};

/// The keys of the templates, in their order: where a missing one belongs.
const ORDER: &[&str] = &[
    "incident",
    "title",
    "severity",
    "drill",
    "roles",
    "started",
    "detected",
    "declared",
    "acknowledged",
    "mitigated",
    "resolved",
    "detected_by",
    "clocks",
    "severity_times",
    "meeting",
    "meeting.deadline",
    "meeting.scheduled",
    "meeting.held",
    "announcement",
    "tags",
];

/// What a key is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting<'v> {
    /// `null`: it is not known.
    Null,
    /// A word of a vocabulary, a number or an instant, which needs no quotes.
    Word(&'v str),
    /// Somebody's text, in quotes where it needs them.
    Text(&'v str),
}

impl Setting<'_> {
    fn value(self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Word(text) | Self::Text(text) => Some(text.to_owned()),
        }
    }

    fn written(self, style: Style) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Word(word) => scalar::word(word, style),
            Self::Text(text) => scalar::text(text, style),
        }
    }
}

/// Sets a key, or a key within another such as `meeting.held`. Comments, order, indentation and quotes stay.
///
/// A missing key is added where the templates have it, else behind its neighbours. A missing key is null already.
///
/// # Errors
///
/// Refuses front matter that is missing or broken, keys that hold more than one value, blocks of several lines, a new
/// key in a mapping in brackets, and whatever would not read back with everything else unchanged.
pub fn set_key(
    postmortem: &Postmortem<'_>,
    path: &str,
    setting: Setting<'_>,
) -> Result<Option<Edit>, Refused> {
    let front_matter = postmortem.front_matter.as_ref().ok_or(Refused::NoFrontMatter)?;
    let current = front_matter
        .entries
        .as_ref()
        .map_err(|_| Refused::BrokenFrontMatter)?;
    let is_key = |key: &str| {
        let is_word = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
        key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(is_word)
    };
    if !path.split('.').all(is_key) {
        return Err(Refused::BadName {
            name: path.to_owned(),
        });
    }
    let text = postmortem.text;
    let edit = match front_matter.get(path) {
        Some(value) => match &value.kind {
            ValueKind::List(_) | ValueKind::Mapping(_) => return Err(Refused::NotOneValue),
            ValueKind::Null if setting == Setting::Null => return Ok(None),
            ValueKind::Scalar(old) if setting.value().as_ref() == Some(old) => return Ok(None),
            ValueKind::Null | ValueKind::Scalar(_) => replaced(text, value, setting)?,
        },
        None if setting == Setting::Null => return Ok(None),
        None => Addition {
            text,
            front_matter,
            path,
        }
        .edit(current, setting)?,
    };
    let mut wanted = Vec::new();
    flatten("", current, &mut wanted);
    put(&mut wanted, path, setting.value());
    if reads_back(text, front_matter, &edit, &mut wanted) {
        Ok(Some(edit))
    } else {
        Err(Refused::Unsafe)
    }
}

/// A value in the place of another one.
fn replaced(text: &str, value: &Value, setting: Setting<'_>) -> Result<Edit, Refused> {
    let line = text[..value.range.start].rsplit('\n').next().unwrap_or_default();
    let before = text[..value.range.start].trim_end();
    // The range of a block begins below its indicator.
    let indicator = before.trim_end_matches(|c: char| c.is_ascii_digit() || "+-".contains(c));
    if line.trim().is_empty() && indicator.ends_with(['|', '>']) {
        return Err(Refused::BlockScalar);
    }
    let written = setting.written(Style::of(&text[value.range.clone()]));
    if value.range.is_empty() {
        // Nothing is written: the place is that of the colon.
        let colon = text[value.range.start..].starts_with(':');
        let at = value.range.start + usize::from(colon);
        return Ok(Edit {
            range: at..at,
            text: format!(" {written}"),
        });
    }
    Ok(Edit {
        range: value.range.clone(),
        text: written,
    })
}

/// A key that is not there yet.
struct Addition<'p> {
    text: &'p str,
    front_matter: &'p FrontMatter,
    path: &'p str,
}

impl Addition<'_> {
    fn edit(&self, root: &[Entry], setting: Setting<'_>) -> Result<Edit, Refused> {
        let keys: Vec<&str> = self.path.split('.').collect();
        let mut siblings = root;
        for (depth, key) in keys.iter().enumerate() {
            let Some(parent) = entry(siblings, key) else {
                let above = keys[..depth].join(".");
                return self.beside(siblings, &above, &keys[depth..], setting);
            };
            siblings = match &parent.value.kind {
                ValueKind::Mapping(entries) => entries,
                ValueKind::Null => return Ok(self.below(parent, &keys[depth + 1..], setting)),
                ValueKind::Scalar(_) | ValueKind::List(_) => return Err(Refused::NotOneValue),
            };
        }
        Err(Refused::NotOneValue)
    }

    /// A line among its neighbours: behind the last of those that come before it, else in front of the first.
    fn beside(
        &self,
        siblings: &[Entry],
        above: &str,
        keys: &[&str],
        setting: Setting<'_>,
    ) -> Result<Edit, Refused> {
        let Some(first) = siblings.first() else {
            let at = self.front_matter.yaml.end;
            return Ok(self.lines(at, "", keys, setting));
        };
        let line = line_start(self.text, first.key_range.start);
        let indent = &self.text[line..first.key_range.start];
        if !indent.trim().is_empty() {
            return Err(Refused::Bracketed);
        }
        let rank = |key: &str| {
            let path = if above.is_empty() {
                key.to_owned()
            } else {
                format!("{above}.{key}")
            };
            ORDER.iter().position(|known| *known == path)
        };
        let own = rank(keys[0]);
        let comes_before =
            |entry: &&Entry| own.is_none() || rank(&entry.key).is_some_and(|rank| Some(rank) < own);
        let at = match siblings.iter().rfind(comes_before) {
            Some(last) => line_at(self.text, end(self.text, last)).end,
            None => line,
        };
        Ok(self.lines(at.min(self.front_matter.yaml.end), indent, keys, setting))
    }

    /// Lines below a key that holds nothing yet.
    fn below(&self, parent: &Entry, keys: &[&str], setting: Setting<'_>) -> Edit {
        let line = line_start(self.text, parent.key_range.start);
        let indent = format!("{}  ", &self.text[line..parent.key_range.start]);
        let value = &parent.value.range;
        let rest = line_at(self.text, value.start);
        let added = self.lines(rest.end, &indent, keys, setting);
        if value.is_empty() {
            return added;
        }
        // What stands for nothing goes; a comment behind it stays.
        let kept = &self.text[value.end..rest.end];
        let kept = if kept.trim().is_empty() {
            kept.trim_start_matches([' ', '\t'])
        } else {
            kept
        };
        let blanks =
            self.text[..value.start].len() - self.text[..value.start].trim_end_matches([' ', '\t']).len();
        Edit {
            range: value.start - blanks..rest.end,
            text: format!("{kept}{}", added.text),
        }
    }

    fn lines(&self, at: usize, indent: &str, keys: &[&str], setting: Setting<'_>) -> Edit {
        let end = line_end(self.text, at);
        let mut text = String::new();
        for (depth, key) in keys.iter().enumerate() {
            text.push_str(indent);
            text.push_str(&"  ".repeat(depth));
            text.push_str(key);
            text.push(':');
            if depth + 1 == keys.len() {
                text.push(' ');
                text.push_str(&setting.written(Style::Plain));
            }
            text.push_str(end);
        }
        Edit { range: at..at, text }
    }
}

/// Where an entry ends: with the last thing that is written in it.
pub(super) fn end(text: &str, entry: &Entry) -> usize {
    let range = &entry.value.range;
    (range.start + text[range.clone()].trim_end().len()).max(entry.key_range.end)
}

pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Every value by its path; lists and empty mappings are shown as text that no scalar is confused with.
fn flatten(above: &str, entries: &[Entry], out: &mut Vec<(String, Option<String>)>) {
    for entry in entries {
        let path = if above.is_empty() {
            entry.key.clone()
        } else {
            format!("{above}\n{}", entry.key)
        };
        flatten_value(&path, &entry.value, out);
    }
}

fn flatten_value(path: &str, value: &Value, out: &mut Vec<(String, Option<String>)>) {
    match &value.kind {
        ValueKind::Null => out.push((path.to_owned(), None)),
        ValueKind::Scalar(text) => out.push((path.to_owned(), Some(text.clone()))),
        ValueKind::List(items) => {
            out.push((format!("{path}\n\n{}", items.len()), None));
            for (index, item) in items.iter().enumerate() {
                flatten_value(&format!("{path}\n\n\n{index}"), item, out);
            }
        }
        ValueKind::Mapping(entries) => flatten(path, entries, out),
    }
}

/// Puts a value in its place; keys above it hold nothing else any more.
fn put(values: &mut Vec<(String, Option<String>)>, path: &str, value: Option<String>) {
    let path = path.replace('.', "\n");
    let is_above = |known: &str| {
        path.strip_prefix(known)
            .is_some_and(|rest| rest.starts_with('\n'))
    };
    values.retain(|(known, _)| *known != path && !is_above(known));
    values.push((path, value));
}

/// Whether the front matter, once edited, holds just what is wanted.
fn reads_back(
    text: &str,
    front_matter: &FrontMatter,
    edit: &Edit,
    wanted: &mut [(String, Option<String>)],
) -> bool {
    let start = front_matter.range.start;
    let shifted = Edit {
        range: edit.range.start - start..edit.range.end - start,
        text: edit.text.clone(),
    };
    let Ok(edited) = apply(&text[front_matter.range.clone()], vec![shifted]) else {
        return false;
    };
    let Some(read) = crate::document::front_matter::read(&edited) else {
        return false;
    };
    let Ok(found) = entries(&edited, &read.yaml) else {
        return false;
    };
    let mut values = Vec::new();
    flatten("", &found, &mut values);
    values.sort();
    wanted.sort();
    read.range.len() == edited.len() && values == wanted
}
