//! YAML as a tree of text with positions.
//!
//! Values stay the text that was written, so that `no` is no boolean and `1.10` no number unless a key says so.
//! Anchors, aliases and tags are refused, which leaves nothing that could grow while it is read.

use granit_parser::{Event, Parser, Span};

use super::{Fault, FaultKind};

/// Most bytes that are read.
const LARGEST: usize = 64 * 1024;

/// Deepest nesting that is followed; our keys need three.
const DEEPEST: usize = 16;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) value: Value,
}

/// A value as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Scalar(String),
    List(Vec<Node>),
    Mapping(Vec<(Node, Node)>),
}

impl Node {
    /// The text of a scalar.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            Value::List(_) | Value::Mapping(_) => None,
        }
    }

    /// Nothing was written: the value counts as absent.
    pub(super) fn is_null(&self) -> bool {
        matches!(self.text(), Some("" | "~" | "null"))
    }

    /// A short rendering for error messages.
    pub(super) fn found(&self) -> String {
        match &self.value {
            Value::Scalar(text) => text.clone(),
            Value::List(_) => "[…]".to_owned(),
            Value::Mapping(_) => "{…}".to_owned(),
        }
    }
}

/// Reads a file of one document. `None` means that it is empty.
pub(super) fn parse(text: &str) -> Result<Option<Node>, Fault> {
    if text.len() > LARGEST {
        let at_most = u32::try_from(LARGEST).unwrap_or(u32::MAX);
        return Err(Fault {
            line: 1,
            column: 1,
            path: String::new(),
            kind: FaultKind::TooLarge { at_most },
        });
    }
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = Reader {
        parser: Parser::new_from_str(text),
        text,
    };
    loop {
        match reader.next()? {
            (Event::StreamEnd, _) => return Ok(None),
            (Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd, _) => {}
            (event, span) => return reader.node(&event, &span, 0).map(Some),
        }
    }
}

struct Reader<'a> {
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), Fault> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => {
                let marker = error.marker();
                Err(fault(
                    marker.line(),
                    marker.col(),
                    FaultKind::Syntax { detail: error.info() },
                ))
            }
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn node(&mut self, event: &Event<'a>, span: &Span, depth: usize) -> Result<Node, Fault> {
        let (line, column) = (span.start.line(), span.start.col());
        let unsupported = |found: String| fault(line, column, FaultKind::Unsupported { found });
        if depth > DEEPEST {
            return Err(unsupported("…".to_owned()));
        }
        let source = || {
            span.slice(self.text)
                .unwrap_or_default()
                .chars()
                .take(40)
                .collect::<String>()
        };
        let value = match event {
            Event::Scalar(text, _, 0, None) => Value::Scalar(text.to_string()),
            Event::SequenceStart(_, 0, None) => self.list(depth)?,
            Event::MappingStart(_, 0, None) => self.mapping(depth)?,
            _ => return Err(unsupported(source())),
        };
        Ok(Node {
            line: position(line),
            column: position(column + 1),
            value,
        })
    }

    fn list(&mut self, depth: usize) -> Result<Value, Fault> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(Value::List(items)),
                (event, span) => items.push(self.node(&event, &span, depth + 1)?),
            }
        }
    }

    fn mapping(&mut self, depth: usize) -> Result<Value, Fault> {
        let mut entries = Vec::new();
        loop {
            let key = match self.next()? {
                (Event::MappingEnd, _) => return Ok(Value::Mapping(entries)),
                (event, span) => self.node(&event, &span, depth + 1)?,
            };
            let (event, span) = self.next()?;
            entries.push((key, self.node(&event, &span, depth + 1)?));
        }
    }
}

fn fault(line: usize, column: usize, kind: FaultKind) -> Fault {
    Fault {
        line: position(line.max(1)),
        column: position(column + 1),
        path: String::new(),
        kind,
    }
}

fn position(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
