//! Content lines: folded, escaped, and closed to everything that would begin another.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Person;

/// The most octets of a line, without its end (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// What stands in no URI (RFC 3986, 2).
const NO_URI: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What stands in no address of a `mailto:` (RFC 6068, 2); `?` and `&` would begin a header.
const NO_ADDRESS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'@')
    .remove(b'.')
    .remove(b'-')
    .remove(b'_')
    .remove(b'~')
    .remove(b'+')
    .remove(b'\'')
    .remove(b'!')
    .remove(b'*');

/// Lines as they are put.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Puts a property whose value is written already; control characters in it are left out.
    pub(super) fn put(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// Puts a person with parameters.
    pub(super) fn person(&mut self, name: &str, parameters: &[(&str, &str)], person: &Person) {
        let mut line = format!("{name};CN={}", quoted(&person.name));
        for (parameter, value) in parameters {
            line.extend([";", parameter, "=", value]);
        }
        line.extend([":", &mail(&person.mail)]);
        self.fold(&line);
    }

    /// The text of all lines.
    pub(super) fn finish(self) -> String {
        self.0
    }

    /// Appends a line, in pieces of at most [`LONGEST`] octets, none of which splits a character.
    fn fold(&mut self, line: &str) {
        let mut octets = 0;
        for character in line.chars().filter(|character| !is_control(*character)) {
            if octets + character.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(character);
            octets += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// Text as a value: separators escaped, line breaks of every kind written as `\n`.
pub(super) fn text(value: &str) -> String {
    let mut written = String::with_capacity(value.len());
    for character in value.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => written.extend(['\\', character]),
            // Readers that split lines by Unicode's rules would split the property here.
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => written.push_str("\\n"),
            _ => written.push(character),
        }
    }
    written
}

/// Text with spaces for whatever would have to be escaped: readers disagree on whether properties outside the standard
/// are.
pub(super) fn plain(value: &str) -> String {
    let separates = |character: char| matches!(character, '\\' | ';' | ',' | '\u{2028}' | '\u{2029}');
    value.replace(|character| separates(character) || is_control(character), " ")
}

/// A mail address as a URI.
pub(super) fn mail(address: &str) -> String {
    format!("mailto:{}", utf8_percent_encode(address.trim(), NO_ADDRESS))
}

/// An address of the web as a URI; nothing for anything else, since calendars open what they are given.
pub(super) fn web(url: &str) -> Option<String> {
    let url = url.trim();
    let scheme = url.split_once("://")?.0.to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https").then(|| utf8_percent_encode(url, NO_URI).to_string())
}

/// A name as a quoted parameter. A quotation mark cannot stand in one (RFC 5545, 3.2), nor can a line break.
fn quoted(name: &str) -> String {
    let plain = |character| match character {
        '"' => '\'',
        '\u{2028}' | '\u{2029}' => ' ',
        character if is_control(character) => ' ',
        character => character,
    };
    format!("\"{}\"", name.chars().map(plain).collect::<String>())
}

/// Control characters stand nowhere, except the tab. So does the byte order mark, which readers take for the beginning
/// of another file.
fn is_control(character: char) -> bool {
    (character.is_control() && character != '\t') || character == '\u{feff}'
}
