//! YAML as a tree of text with positions: the configuration and issue forms are read from it.
//!
//! Values stay the text that was written, so that `no` is no boolean and `1.10` no number unless a key says so.
//! Anchors, aliases and tags are refused, which leaves nothing that could grow while it is read.

use std::ops::Range;

use granit_parser::{Event, Marker, Parser, ScalarStyle, Span};

/// Most bytes that are read.
const LARGEST: usize = 64 * 1024;

/// Deepest nesting that is followed; our files need six.
const DEEPEST: usize = 16;

/// Why a text cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Line, from 1.
    pub(crate) line: u32,
    /// Column, from 1, in characters.
    pub(crate) column: u32,
    /// Byte of the text.
    pub(crate) offset: usize,
    pub(crate) kind: FaultKind,
}

/// What can be wrong with the text itself, whatever it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// It is no YAML; the parser's own words.
    Syntax { detail: String },
    /// An anchor, an alias, a tag or a further document, as it was written.
    Unsupported { found: String },
    /// It has more bytes than are read.
    TooLarge { at_most: u32 },
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) line: u32,
    pub(crate) column: u32,
    /// Bytes of the text: a scalar with its quotes, a collection up to its last value or closing bracket. Where nothing
    /// was written it is empty. The indicator in front of a block scalar is not part of it.
    pub(crate) range: Range<usize>,
    pub(crate) value: Value,
}

/// A value as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing, `~` or `null`, without quotes.
    Null,
    Scalar(String),
    List(Vec<Node>),
    Mapping(Vec<(Node, Node)>),
}

impl Node {
    /// The text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            Value::Null | Value::List(_) | Value::Mapping(_) => None,
        }
    }

    /// Nothing was written: the value counts as absent.
    pub(crate) fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// A short rendering for error messages.
    pub(crate) fn found(&self) -> String {
        match &self.value {
            Value::Null => "null".to_owned(),
            Value::Scalar(text) => text.clone(),
            Value::List(items) if items.is_empty() => "[]".to_owned(),
            Value::List(_) => "[…]".to_owned(),
            Value::Mapping(_) => "{…}".to_owned(),
        }
    }
}

/// Reads a file of one document. `None` means that it is empty.
pub(crate) fn parse(text: &str) -> Result<Option<Node>, Fault> {
    if text.len() > LARGEST {
        let at_most = u32::try_from(LARGEST).unwrap_or(u32::MAX);
        return Err(Fault {
            line: 1,
            column: 1,
            offset: 0,
            kind: FaultKind::TooLarge { at_most },
        });
    }
    let whole = text.len();
    let text = text.trim_start_matches('\u{feff}');
    let options = granit_parser::options! {
        emit_anchor_events: true,
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST,
    };
    let mut reader = Reader {
        parser: Parser::new_from_str_with_options(text, options),
        text,
        skipped: whole - text.len(),
    };
    let mut root = None;
    loop {
        let (event, span) = reader.next()?;
        match event {
            Event::StreamEnd => return Ok(root),
            // Only one document is read, and another one must not be passed over in silence.
            Event::DocumentStart(..) if root.is_some() => return Err(reader.unsupported(&span)),
            Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
            event => root = Some(reader.node(&event, &span)?),
        }
    }
}

struct Reader<'a> {
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    text: &'a str,
    /// Bytes in front of the text that the parser does not see.
    skipped: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), Fault> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(self.fault(error.marker(), FaultKind::Syntax { detail: error.info() })),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    /// The fault of something that we do not read, shown as it was written.
    fn unsupported(&self, span: &Span) -> Fault {
        let source = span.slice(self.text).unwrap_or_default().trim();
        let found = source
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .take(40)
            .collect();
        self.fault(&span.start, FaultKind::Unsupported { found })
    }

    fn fault(&self, at: &Marker, kind: FaultKind) -> Fault {
        Fault {
            line: position(at.line().max(1)),
            column: position(at.col() + 1),
            offset: self.skipped + at.byte_offset().unwrap_or(0).min(self.text.len()),
            kind,
        }
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or_default();
        self.skipped + range.start..self.skipped + range.end
    }

    fn node(&mut self, event: &Event<'a>, span: &Span) -> Result<Node, Fault> {
        if let Event::Scalar(_, _, anchor, tag)
        | Event::SequenceStart(_, anchor, tag)
        | Event::MappingStart(_, anchor, tag) = event
        {
            if *anchor != 0 {
                // The event that follows stands for the anchor itself.
                let (_, anchor) = self.next()?;
                return Err(self.unsupported(&anchor));
            }
            if tag.is_some() {
                return Err(self.unsupported(&span.tag_span().unwrap_or(*span)));
            }
        }
        let mut range = self.range(span);
        let value = match event {
            Event::Scalar(text, ScalarStyle::Plain, ..) if matches!(&**text, "" | "~" | "null") => {
                Value::Null
            }
            Event::Scalar(text, ..) => Value::Scalar(text.to_string()),
            Event::SequenceStart(..) => self.list(&mut range)?,
            Event::MappingStart(..) => self.mapping(&mut range)?,
            _ => return Err(self.unsupported(span)),
        };
        Ok(Node {
            line: position(span.start.line()),
            column: position(span.start.col() + 1),
            range,
            value,
        })
    }

    /// The rest of a list; `range` is stretched to its end.
    fn list(&mut self, range: &mut Range<usize>) -> Result<Value, Fault> {
        let mut items: Vec<Node> = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, end) => {
                    range.end = self.end(&end, items.last(), range.start);
                    return Ok(Value::List(items));
                }
                (event, span) => items.push(self.node(&event, &span)?),
            }
        }
    }

    /// The rest of a mapping; `range` is stretched to its end.
    fn mapping(&mut self, range: &mut Range<usize>) -> Result<Value, Fault> {
        let mut entries: Vec<(Node, Node)> = Vec::new();
        loop {
            let key = match self.next()? {
                (Event::MappingEnd, end) => {
                    range.end = self.end(&end, entries.last().map(|(_, value)| value), range.start);
                    return Ok(Value::Mapping(entries));
                }
                (event, span) => self.node(&event, &span)?,
            };
            let (event, span) = self.next()?;
            entries.push((key, self.node(&event, &span)?));
        }
    }

    /// Where a collection ends: at its closing bracket, or with its last value. Only a bracket has a width.
    fn end(&self, closing: &Span, last: Option<&Node>, start: usize) -> usize {
        let closing = self.range(closing);
        if closing.is_empty() {
            last.map_or(start, |last| last.range.end)
        } else {
            closing.end
        }
    }
}

fn position(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
