//! Walks the tree of values and collects every fault on the way, instead of stopping at the first.

use crate::domain::severity::Severity;

use crate::yaml::{self, Node, Value};

use super::{Expected, Fault, FaultKind, path};

/// Collects faults.
#[derive(Debug, Default)]
pub(super) struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    /// The faults, in the order of their lines.
    pub(super) fn finish(mut self) -> Vec<Fault> {
        self.faults.sort_by_key(|fault| (fault.line, fault.column));
        self.faults
    }

    /// Notes a fault at a node.
    pub(super) fn fault(&mut self, node: &Node, path: &str, kind: FaultKind) {
        self.faults.push(Fault {
            line: node.line,
            column: node.column,
            path: path.to_owned(),
            kind,
        });
    }

    /// Notes that a value is not what its key takes.
    pub(super) fn bad(&mut self, node: &Node, path: &str, expected: Expected) {
        self.fault(
            node,
            path,
            FaultKind::BadValue {
                found: node.found(),
                expected,
            },
        );
    }

    /// The entries of a mapping, with the dotted path of each: only those that mean something, each once, and with a
    /// value.
    pub(super) fn entries<'a>(&mut self, node: &'a Node, path: &str) -> Vec<(String, &'a Node)> {
        let Value::Mapping(entries) = &node.value else {
            self.bad(node, path, Expected::Mapping);
            return Vec::new();
        };
        let allowed = names_below(path);
        let mut known: Vec<(String, &Node)> = Vec::new();
        for (key_node, value) in entries {
            let key = key_node.text().unwrap_or_default();
            let here = if path.is_empty() {
                key.to_owned()
            } else {
                format!("{path}.{key}")
            };
            if !allowed.contains(&key) {
                let allowed = allowed.iter().map(|key| (*key).to_owned()).collect();
                let key = key_node.found();
                self.fault(key_node, &here, FaultKind::UnknownKey { key, allowed });
            } else if known.iter().any(|(earlier, _)| *earlier == here) {
                self.fault(key_node, &here, FaultKind::DuplicateKey { key: key.to_owned() });
            } else {
                known.push((here, value));
            }
        }
        known.retain(|(_, value)| !value.is_null());
        known
    }

    /// The items of a list.
    pub(super) fn items<'a>(&mut self, node: &'a Node, path: &str) -> &'a [Node] {
        if let Value::List(items) = &node.value {
            return items;
        }
        self.bad(node, path, Expected::List);
        &[]
    }

    /// A scalar that can be read as something.
    pub(super) fn scalar<T>(
        &mut self,
        node: &Node,
        path: &str,
        expected: Expected,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = node.text().and_then(read);
        if value.is_none() {
            self.bad(node, path, expected);
        }
        value
    }

    /// Text of a limited length that is not blank.
    pub(super) fn text(&mut self, node: &Node, path: &str, at_most: u32) -> Option<String> {
        self.scalar(node, path, Expected::Text { at_most }, |text| {
            let text = text.trim();
            let fits = text.chars().count() <= usize::try_from(at_most).unwrap_or(usize::MAX);
            (fits && !text.is_empty()).then(|| text.to_owned())
        })
    }

    /// One of some words.
    pub(super) fn word<T: Copy>(&mut self, node: &Node, path: &str, words: &[(&str, T)]) -> Option<T> {
        let expected = Expected::OneOf {
            words: words.iter().map(|(word, _)| (*word).to_owned()).collect(),
        };
        self.scalar(node, path, expected, |text| {
            words
                .iter()
                .find(|(word, _)| word.eq_ignore_ascii_case(text.trim()))
                .map(|(_, value)| *value)
        })
    }
}

/// The names that may be written below a path. Severities are written as they are named: `sev1` beside `SEV1` would be
/// the same key twice.
fn names_below(path: &str) -> Vec<&'static str> {
    let expand = |name| match name {
        "*" => Severity::ALL.map(Severity::name).to_vec(),
        name => vec![name],
    };
    path::below(path).into_iter().flat_map(expand).collect()
}

impl From<yaml::Fault> for Fault {
    /// A text that cannot be read is at fault as a whole, so the path is empty.
    fn from(fault: yaml::Fault) -> Self {
        Self {
            line: fault.line,
            column: fault.column,
            path: String::new(),
            kind: match fault.kind {
                yaml::FaultKind::Syntax { detail } => FaultKind::Syntax { detail },
                yaml::FaultKind::Unsupported { found } => FaultKind::Unsupported { found },
                yaml::FaultKind::TooLarge { at_most } => FaultKind::TooLarge { at_most },
            },
        }
    }
}
