//! Reads a template before Handlebars does, and lets only a small part of the language through.
//!
//! Who may write to a repository is not who runs this server. So whatever could recurse, repeat without end or leave the
//! template is refused by its form alone: partials, decorators, literals in brackets, nested loops. What is left can be
//! read word by word, which is also how every name is checked.

use crate::domain::spelling::nearest;

use super::names::{BLOCKS, COMPARISONS, ITEMS, TOOLS, VARIABLES};
use crate::message::context::{TemplateFault, TemplateFaultKind as Kind};

/// The most bytes of a template.
pub(super) const LARGEST: usize = 65_536;
/// The most expressions of a template, and within its loops.
const EXPRESSIONS: usize = 2_000;
const IN_LOOPS: usize = 200;
/// How deep blocks, and parentheses in an expression, may go.
const DEEPEST: usize = 16;
const PARENTHESES: usize = 4;
/// The most faults that are told at once.
const FAULTS: usize = 50;

/// Everything that is wrong with a template, as far as it can be seen without filling it in.
pub(super) fn faults(text: &str) -> Vec<TemplateFault> {
    if text.len() > LARGEST {
        let at_most = u32::try_from(LARGEST / 1024).unwrap_or(u32::MAX);
        return vec![at(text, 0, Kind::TooLarge { at_most })];
    }
    let mut scan = Scan {
        text,
        faults: Vec::new(),
        open: Vec::new(),
        count: 0,
        in_loops: 0,
    };
    let mut next = 0;
    while let Some(begin) = text[next..].find("{{").map(|found| next + found) {
        let Some(end) = text[begin + 2..].find("}}").map(|found| begin + 2 + found) else {
            scan.fault(begin, Kind::NotClosed);
            break;
        };
        scan.expression(begin, end);
        next = end + 2;
        if scan.faults.len() >= FAULTS {
            break;
        }
    }
    if let Some((begin, _)) = scan.open.last().copied() {
        scan.fault(begin, Kind::NotClosed);
    }
    scan.faults
}

/// A fault at a byte of the text.
pub(super) fn at(text: &str, offset: usize, kind: Kind) -> TemplateFault {
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    TemplateFault {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        column: u32::try_from(column).unwrap_or(u32::MAX),
        kind,
    }
}

struct Scan<'a> {
    text: &'a str,
    faults: Vec<TemplateFault>,
    /// Where each open block begins, and whether it repeats.
    open: Vec<(usize, bool)>,
    count: usize,
    in_loops: usize,
}

impl Scan<'_> {
    fn fault(&mut self, offset: usize, kind: Kind) {
        self.faults.push(at(self.text, offset, kind));
    }

    fn refuse(&mut self, begin: usize, end: usize) {
        let found = self.text[begin..self.text.len().min(end + 2)]
            .chars()
            .take(40)
            .collect();
        self.fault(begin, Kind::NotAllowed { found });
    }

    /// One expression more.
    fn count(&mut self, begin: usize, in_loop: bool) {
        self.count += 1;
        self.in_loops += usize::from(in_loop);
        if self.count == EXPRESSIONS + 1 || self.in_loops == IN_LOOPS + 1 {
            let most = if self.count > EXPRESSIONS {
                EXPRESSIONS
            } else {
                IN_LOOPS
            };
            let at_most = u32::try_from(most).unwrap_or(u32::MAX);
            self.fault(begin, Kind::TooMany { at_most });
        }
    }

    /// One expression: `begin` is at its first brace, `end` behind its last character.
    fn expression(&mut self, begin: usize, end: usize) {
        let inside = self.text[begin + 2..end].trim_matches('~');
        if inside.starts_with('!') {
            return;
        }
        let in_loop = self.open.iter().any(|(_, repeats)| *repeats);
        self.count(begin, in_loop);
        // A block is open even if it is refused, so that its end is no fault of its own.
        if let (Some(b'#'), true) = (inside.as_bytes().first(), self.open.len() < 2 * DEEPEST) {
            self.open.push((
                begin,
                inside[1..]
                    .trim_start_matches('~')
                    .trim_start()
                    .starts_with("each"),
            ));
        }
        let odd_quotes = inside.matches('"').count() % 2 == 1;
        if odd_quotes || inside.contains(['{', '}', '[', ']', '\'', '\\', '|', '=', '`']) {
            return self.refuse(begin, end);
        }
        if inside.starts_with('/') {
            if self.open.pop().is_none() {
                self.fault(begin, Kind::NotOpen);
            }
            return;
        }
        let (block, words) = match inside.as_bytes().first() {
            Some(b'#') => (true, inside[1..].trim_start_matches('~')),
            // `{{#unless}}` says the same.
            Some(b'^') if inside.len() > 1 => return self.refuse(begin, end),
            Some(b'^') => return,
            _ => (false, inside),
        };
        if words.starts_with(['>', '*', '&', '#', '/', '^', '!']) {
            return self.refuse(begin, end);
        }
        let words = words.trim();
        if !block && words == "else" {
            return;
        }
        if words.starts_with("else ") {
            // A chain goes one deeper with each link.
            return self.refuse(begin, end);
        }
        let first = words
            .split(|c: char| c.is_whitespace() || c == '(')
            .next()
            .unwrap_or_default();
        if block {
            if self.open.len() > DEEPEST || (first == "each" && in_loop) {
                return self.refuse(begin, end);
            }
            if !BLOCKS.contains(&first) {
                self.unknown(begin, first, &BLOCKS);
            }
        }
        self.words(begin, end, words, block, in_loop);
    }

    /// The words of an expression: helpers first in it and in parentheses, variables elsewhere.
    fn words(&mut self, begin: usize, end: usize, words: &str, block: bool, in_loop: bool) {
        let start = begin + self.text[begin..end].find(words).unwrap_or(0);
        let mut depth = 0;
        let mut is_first = true;
        let mut rest = words;
        let only = !words.contains(|c: char| c.is_whitespace() || c == '(');
        while let Some(c) = rest.chars().next() {
            let offset = start + (words.len() - rest.len());
            if c.is_whitespace() {
                rest = &rest[c.len_utf8()..];
            } else if c == '(' {
                depth += 1;
                is_first = true;
                if depth > PARENTHESES {
                    return self.refuse(begin, end);
                }
                rest = &rest[1..];
            } else if c == ')' {
                rest = &rest[1..];
            } else if c == '"' {
                let close = rest[1..].find('"').map_or(rest.len(), |close| close + 2);
                rest = &rest[close..];
                is_first = false;
            } else {
                let length = rest
                    .find(|c: char| c.is_whitespace() || "()\"".contains(c))
                    .unwrap_or(rest.len());
                let word = &rest[..length];
                match (is_first, depth) {
                    (true, 0) if block => {}
                    (true, 0) if only => self.alone(offset, word, in_loop),
                    (true, 0) => self.helper(offset, word, in_loop),
                    (true, _) if !COMPARISONS.contains(&word) => self.unknown(offset, word, &COMPARISONS),
                    (true, _) => {}
                    (false, _) => self.variable(offset, word),
                }
                is_first = false;
                rest = &rest[length..];
            }
        }
    }

    fn alone(&mut self, offset: usize, word: &str, in_loop: bool) {
        if word == "front_matter" {
            self.helper(offset, word, in_loop);
        } else {
            self.variable(offset, word);
        }
    }

    fn helper(&mut self, offset: usize, word: &str, in_loop: bool) {
        match TOOLS.iter().find(|tool| tool.name == word) {
            Some(tool) if tool.heavy && in_loop => {
                self.fault(
                    offset,
                    Kind::NotAllowed {
                        found: word.to_owned(),
                    },
                );
            }
            Some(_) => {}
            None => self.unknown(offset, word, &TOOLS.map(|tool| tool.name)),
        }
    }

    fn variable(&mut self, offset: usize, word: &str) {
        let is_literal = word.parse::<f64>().is_ok() || matches!(word, "true" | "false" | "null");
        let name = word
            .trim_start_matches("../")
            .trim_start_matches("this.")
            .trim_start_matches("@root.");
        let mut known = VARIABLES.iter().chain(&ITEMS);
        if !is_literal && !known.any(|variable| variable.name == name) {
            let names: Vec<&str> = VARIABLES
                .iter()
                .chain(&ITEMS)
                .map(|variable| variable.name)
                .collect();
            self.unknown(offset, word, &names);
        }
    }

    fn unknown(&mut self, offset: usize, word: &str, known: &[&str]) {
        let known: Vec<String> = known.iter().map(|&name| name.to_owned()).collect();
        // Whoever forgets what a name stands in means it all the same.
        let within = |name: &&String| name.rsplit('.').next() == Some(word) && name.contains('.');
        let meant = nearest(word, &known).or_else(|| known.iter().find(within).map(String::as_str));
        let kind = Kind::UnknownName {
            name: word.chars().take(60).collect(),
            meant: meant.map(str::to_owned),
        };
        self.fault(offset, kind);
    }
}
