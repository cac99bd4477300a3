//! From bytes to lines and columns.

/// Bytes between two points at which characters have been counted.
const STRIDE: usize = 256;

/// A place in a text as editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1. Lines end as git's do: with a line feed.
    pub line: u32,
    /// Column, from 1, in characters. A byte order mark is not counted.
    pub column: u32,
}

/// Where lines begin, and how many characters lie before each stretch of the text: built once, asked often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lines {
    starts: Vec<usize>,
    counted: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let mut starts = vec![0];
        let mut counted = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut characters = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                counted.push(characters);
            }
            characters += usize::from(begins_character(byte));
            if byte == b'\n' {
                starts.push(at + 1);
            }
        }
        if text.len().is_multiple_of(STRIDE) {
            counted.push(characters);
        }
        Self { starts, counted }
    }

    /// The place of a byte; one behind the end is the end.
    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let mut column = self.characters(text, offset) - self.characters(text, self.starts[line]);
        if line == 0 && offset > 0 && text.starts_with('\u{feff}') {
            column -= 1;
        }
        Position {
            line: number(line + 1),
            column: number(column + 1),
        }
    }

    /// Characters that begin before a byte.
    fn characters(&self, text: &str, offset: usize) -> usize {
        let near = offset / STRIDE;
        let since = &text.as_bytes()[near * STRIDE..offset];
        self.counted[near] + since.iter().filter(|byte| begins_character(**byte)).count()
    }
}

fn begins_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_character_is_found_where_counting_finds_it(text in "(?s)(\u{feff})?([a-cあ🔥\r\n]|é){0,900}") {
            let lines = Lines::of(&text);
            let (mut line, mut column) = (1, 1);
            for (offset, c) in text.char_indices() {
                prop_assert_eq!(lines.position(&text, offset), Position { line, column });
                match c {
                    '\n' => (line, column) = (line + 1, 1),
                    '\u{feff}' if offset == 0 => {}
                    _ => column += 1,
                }
            }
            prop_assert_eq!(lines.position(&text, text.len() + 9), Position { line, column });
        }
    }
}
