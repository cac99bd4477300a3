//! A time in front of other text, as in `/timeline 14:05 rolled back`.

use super::{
    TimeFault, When,
    parse::{Misread, read},
};
use crate::domain::keyboard::{narrow, narrow_char};

/// Most words of a time: `Nov 20, 2026 13:20 JST`.
const WORDS: usize = 5;

/// Most characters of a time, whose longest word is the name of a zone. Where text has no spaces, as in Japanese, this is
/// the limit.
const CHARACTERS: usize = 80;

/// What people put between a time and the text.
const PUNCTUATION: [char; 4] = [':', ',', '、', '。'];

impl When {
    /// The longest time at the start of a text, and the text behind it as it was typed.
    ///
    /// Nothing when the text begins with no time. What is written like a time but is none, or could be two, is a
    /// fault, so that nothing is filed under another instant in silence. Words without a digit (`now`, `yesterday`)
    /// are text, and so is a number that is no time: `10 servers restarted`.
    pub fn prefix(text: &str) -> Result<Option<(Self, &str)>, TimeFault> {
        let text = text.trim();
        let start = match text.split_once(char::is_whitespace) {
            Some((word, rest)) if narrow(word).eq_ignore_ascii_case("at") => {
                text.len() - rest.trim_start().len()
            }
            _ => 0,
        };
        let text_of_time = &text[start..];
        for end in ends(text_of_time).into_iter().rev() {
            let (head, rest) = text_of_time.split_at(end);
            let head = head.trim_end_matches(|c| PUNCTUATION.contains(&narrow_char(c)));
            if !narrow(head).bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            match read(head, None) {
                Ok(when) => return Ok(Some((when, behind(rest)))),
                Err(Misread::Nonsense) => {}
                Err(misread) => return Err(misread.fault(head)),
            }
        }
        Ok(None)
    }
}

/// Where a time may end, in bytes and from the shortest: behind a word, and within one before Japanese text.
fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut words = 0;
    let mut last = ' ';
    for (at, c) in text.char_indices().take(CHARACTERS) {
        if c.is_whitespace() && !last.is_whitespace() {
            ends.push(at);
            words += 1;
            if words == WORDS {
                return ends;
            }
        } else if !c.is_whitespace() && text_begins(last, c) {
            ends.push(at);
        }
        last = c;
    }
    if text.chars().nth(CHARACTERS).is_none() {
        ends.push(text.len());
    }
    ends
}

/// Whether Japanese text may begin with `c` right behind a time that ends with `last`.
///
/// A bare hour is followed by nothing but a particle or punctuation: `14時間` and `14時過ぎ` are no times.
fn text_begins(last: char, c: char) -> bool {
    let of_time = narrow_char(last).is_ascii_alphanumeric() || "分前".contains(last);
    let is_text = !narrow_char(c).is_ascii() && !"時分秒年月日前午間半".contains(c);
    (of_time && is_text) || (last == '時' && (c == 'に' || PUNCTUATION.contains(&narrow_char(c))))
}

/// The text behind a time, without what only joins the two.
fn behind(rest: &str) -> &str {
    let glued = rest.strip_prefix('に').unwrap_or(rest);
    let text = glued
        .trim_start()
        .trim_start_matches(|c| PUNCTUATION.contains(&narrow_char(c)));
    let text = text.trim_start();
    let without_dash = text
        .strip_prefix(['-', '–', '—'])
        .filter(|rest| rest.starts_with(char::is_whitespace));
    without_dash.unwrap_or(text).trim_start()
}
