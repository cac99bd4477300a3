//! What follows `/meeting`: when it is to be, how long, and where; that it was held; that none is.

use super::{
    Command,
    arguments::{bad_time, behind, reason, time, unknown_subcommand},
    parse::PUNCTUATION,
    spec::Verb,
};
use crate::domain::{
    keyboard::narrow,
    meeting::{LONGEST, SHORTEST},
    refusal::Refusal,
    when::{TimeFault, When, span},
};

/// Words for a meeting that was held.
const HELD: [&str; 4] = ["held", "開催済み", "開催", "実施済み"];

/// Words for a meeting that is not going to be held.
const SKIP: [&str; 2] = ["skip", "省略"];

/// Most words of a length: `for 1 hour 30 minutes`.
const WORDS_OF_LENGTH: usize = 5;

/// Reads what follows `/meeting`.
pub(super) fn read(name: &str, rest: &str) -> Result<Command, Refusal> {
    let follows = |words: &[&str]| words.iter().find_map(|word| behind(rest, word));
    if let Some(typed) = follows(&HELD) {
        let when = time(&format!("{name} held"), typed)?;
        return Ok(Command::MeetingHeld { when });
    }
    if let Some(typed) = follows(&SKIP) {
        let reason = reason(&format!("{name} skip"), typed)?;
        return Ok(Command::SkipMeeting { reason });
    }
    plan(name, rest)
}

/// A time, a length and an address, of which any two may be left out.
fn plan(name: &str, rest: &str) -> Result<Command, Refusal> {
    let bad = || unknown_subcommand(Verb::Meeting, rest);
    let mut url = None;
    let mut words = Vec::new();
    for word in rest.split_whitespace() {
        match address(word) {
            Some(_) if url.is_some() => return Err(bad()),
            Some(found) => url = Some(found),
            None => words.push(word),
        }
    }
    let (when, minutes) = match words[..] {
        [] if url.is_none() => return Err(bad()),
        [] => (None, None),
        _ => time_and_length(&words).map_err(|fault| match fault {
            TimeFault::Unreadable { .. } => bad(),
            fault => bad_time(name, fault),
        })?,
    };
    if let Some(minutes) = minutes.filter(|minutes| !(SHORTEST..=LONGEST).contains(minutes)) {
        return Err(Refusal::MeetingLength { minutes });
    }
    Ok(Command::PlanMeeting { when, minutes, url })
}

/// Words that are a time, a length, or one behind the other. What can be read as a time is one.
fn time_and_length(words: &[&str]) -> Result<(Option<When>, Option<u32>), TimeFault> {
    let whole = When::parse(&time_of(words));
    let fault = match whole {
        Ok(when) => return Ok((Some(when), None)),
        Err(fault) => fault,
    };
    if let Some(minutes) = length(words) {
        return Ok((None, Some(minutes)));
    }
    let mut misread = None;
    for count in (1..=WORDS_OF_LENGTH.min(words.len() - 1)).rev() {
        let (before, last) = words.split_at(words.len() - count);
        let (first, after) = words.split_at(count);
        for (minutes, time) in [(length(last), before), (length(first), after)] {
            let Some(minutes) = minutes else { continue };
            match When::parse(&time_of(time)) {
                Ok(when) => return Ok((Some(when), Some(minutes))),
                Err(fault) => misread = Some(fault),
            }
        }
    }
    Err(misread.unwrap_or(fault))
}

/// The words of a time, without what people put before and behind it.
fn time_of(words: &[&str]) -> String {
    let text = words.join(" ");
    let bare = ["at", "on"].iter().find_map(|word| behind(&text, word));
    let bare = bare.unwrap_or(&text).trim_end_matches(PUNCTUATION);
    let particle = ["から", "に"]
        .iter()
        .find_map(|particle| bare.strip_suffix(particle));
    particle.unwrap_or(bare).to_owned()
}

/// Minutes of words such as `45m` or `for 1 hour`.
fn length(words: &[&str]) -> Option<u32> {
    let text = narrow(&words.join(" ")).to_ascii_lowercase();
    let text = text.strip_prefix("for ").unwrap_or(&text);
    span::minutes(text.trim_end_matches(PUNCTUATION))
}

/// An address of the web, with its scheme: `<https://…>` as some programs paste it, too.
fn address(word: &str) -> Option<String> {
    let bare = word.strip_prefix('<').and_then(|word| word.strip_suffix('>'));
    let bare = bare.unwrap_or(word);
    let (scheme, rest) = bare.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_plain = !bare.chars().any(|c| c.is_control() || "<>\"`\\^{|}".contains(c));
    (is_web && !host.is_empty() && is_plain).then(|| bare.to_owned())
}
