//! The YAML at the start of a document, with the place of every key and value.

use std::{collections::HashSet, ops::Range};

use crate::yaml::{self, Node};

/// The front matter of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// From the first `---` to the end of the line of the second.
    pub range: Range<usize>,
    /// The YAML between those lines.
    pub yaml: Range<usize>,
    /// The keys in their order, or why they cannot be read.
    pub entries: Result<Vec<Entry>, FrontMatterFault>,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Bytes of the key.
    pub key_range: Range<usize>,
    /// The value.
    pub value: Value,
}

/// A value of the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Bytes of the value, quotes and brackets included; empty where nothing is written.
    pub range: Range<usize>,
    /// The value itself.
    pub kind: ValueKind,
}

/// A value as it was written: `no` is no boolean, and `1.10` no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueKind {
    /// Nothing, `~` or `null`.
    Null,
    /// Text, without its quotes.
    Scalar(String),
    /// A list.
    List(Vec<Value>),
    /// Keys and values.
    Mapping(Vec<Entry>),
}

/// Why the front matter cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatterFault {
    /// Byte of the document.
    pub at: usize,
    /// What is wrong.
    pub kind: FrontMatterFaultKind,
}

/// What can be wrong with front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrontMatterFaultKind {
    /// The second `---` is missing, so that readers see the whole of it as text.
    Unclosed,
    /// It is no YAML; the parser's own words.
    Syntax {
        /// What it says.
        detail: String,
    },
    /// An anchor, an alias, a tag or a further document.
    Unsupported {
        /// As it was written.
        found: String,
    },
    /// It is too large to be read.
    TooLarge {
        /// Most bytes that are read.
        at_most: u32,
    },
    /// It is a list or a text, and no keys with values.
    NotAMapping,
    /// A key is a list or a mapping itself.
    NotAKey,
    /// The same key stands there twice.
    KeyTwice {
        /// The key.
        key: String,
    },
}

impl FrontMatter {
    /// The value of a key, or of a key within another: `meeting.held`. Absent in broken front matter, too.
    pub fn get(&self, path: &str) -> Option<&Value> {
        let mut entries = self.entries.as_deref().ok()?;
        let (parents, last) = path
            .rsplit_once('.')
            .map_or((None, path), |(parents, last)| (Some(parents), last));
        for parent in parents.into_iter().flat_map(|parents| parents.split('.')) {
            entries = entry(entries, parent)?.value.entries()?;
        }
        entry(entries, last).map(|entry| &entry.value)
    }
}

/// The entry of a key.
pub(super) fn entry<'e>(entries: &'e [Entry], key: &str) -> Option<&'e Entry> {
    entries.iter().find(|entry| entry.key == key)
}

impl Value {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            ValueKind::Scalar(text) => Some(text),
            ValueKind::Null | ValueKind::List(_) | ValueKind::Mapping(_) => None,
        }
    }

    /// Nothing was written: the value counts as absent.
    pub fn is_null(&self) -> bool {
        self.kind == ValueKind::Null
    }

    /// The items of a list.
    pub fn items(&self) -> Option<&[Value]> {
        match &self.kind {
            ValueKind::List(items) => Some(items),
            ValueKind::Null | ValueKind::Scalar(_) | ValueKind::Mapping(_) => None,
        }
    }

    /// The keys of a mapping.
    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.kind {
            ValueKind::Mapping(entries) => Some(entries),
            ValueKind::Null | ValueKind::Scalar(_) | ValueKind::List(_) => None,
        }
    }
}

/// Bytes of the byte order mark, which is no part of the first line.
pub(super) fn mark(text: &str) -> usize {
    text.len() - text.trim_start_matches('\u{feff}').len()
}

/// Reads the front matter of a document, if it has any.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    let start = mark(text);
    let first = line_at(text, start);
    if text[first.clone()].trim_end() != "---" {
        return None;
    }
    let mut at = first.end;
    while at < text.len() {
        let line = line_at(text, at);
        if matches!(text[line.clone()].trim_end(), "---" | "...") {
            let yaml = first.end..line.start;
            return Some(FrontMatter {
                range: start..line.end,
                entries: entries(text, &yaml),
                yaml,
            });
        }
        at = line.end;
    }
    let second = text[line_at(text, first.end)].trim_end();
    let is_key = second.split_once(':').is_some_and(|(key, value)| {
        let is_word = |c: char| c.is_alphanumeric() || "_-".contains(c);
        key.chars().all(is_word) && !key.is_empty() && (value.is_empty() || value.starts_with(' '))
    });
    // A lone `---` is a line across the page; somebody who goes on with a key meant front matter.
    is_key.then_some(FrontMatter {
        range: start..start,
        yaml: start..start,
        entries: Err(FrontMatterFault {
            at: start,
            kind: FrontMatterFaultKind::Unclosed,
        }),
    })
}

/// The line that begins at a byte, with its end.
pub(super) fn line_at(text: &str, start: usize) -> Range<usize> {
    start..text[start..].find('\n').map_or(text.len(), |end| start + end + 1)
}

/// Reads keys and values; all ranges become those of the document.
pub(super) fn entries(text: &str, yaml: &Range<usize>) -> Result<Vec<Entry>, FrontMatterFault> {
    match yaml::parse(&text[yaml.clone()]) {
        Ok(None) => Ok(Vec::new()),
        Ok(Some(root)) if root.is_null() => Ok(Vec::new()),
        Ok(Some(root)) => {
            let at = yaml.start + root.range.start;
            match value(root, yaml.start)?.kind {
                ValueKind::Mapping(entries) => Ok(entries),
                _ => Err(FrontMatterFault {
                    at,
                    kind: FrontMatterFaultKind::NotAMapping,
                }),
            }
        }
        Err(fault) => Err(FrontMatterFault {
            at: yaml.start + fault.offset,
            kind: match fault.kind {
                yaml::FaultKind::Syntax { detail } => FrontMatterFaultKind::Syntax { detail },
                yaml::FaultKind::Unsupported { found } => FrontMatterFaultKind::Unsupported { found },
                yaml::FaultKind::TooLarge { at_most } => FrontMatterFaultKind::TooLarge { at_most },
            },
        }),
    }
}

fn value(node: Node, base: usize) -> Result<Value, FrontMatterFault> {
    let range = base + node.range.start..base + node.range.end;
    let kind = match node.value {
        yaml::Value::Null => ValueKind::Null,
        yaml::Value::Scalar(text) => ValueKind::Scalar(text),
        yaml::Value::List(items) => {
            let items = items.into_iter().map(|item| value(item, base));
            ValueKind::List(items.collect::<Result<_, _>>()?)
        }
        yaml::Value::Mapping(pairs) => ValueKind::Mapping(mapping(pairs, base)?),
    };
    Ok(Value { range, kind })
}

fn mapping(pairs: Vec<(Node, Node)>, base: usize) -> Result<Vec<Entry>, FrontMatterFault> {
    let mut seen = HashSet::new();
    let entries = pairs.into_iter().map(|(key, node)| {
        let key_range = base + key.range.start..base + key.range.end;
        let fault = |kind| FrontMatterFault {
            at: key_range.start,
            kind,
        };
        let yaml::Value::Scalar(key) = key.value else {
            return Err(fault(FrontMatterFaultKind::NotAKey));
        };
        if !seen.insert(key.clone()) {
            return Err(fault(FrontMatterFaultKind::KeyTwice { key }));
        }
        let value = value(node, base)?;
        Ok(Entry {
            key,
            key_range,
            value,
        })
    });
    entries.collect()
}
