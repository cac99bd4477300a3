//! `/action P1 @octocat due 2026-12-01 Alert on pool exhaustion`: what may stand before the title, in any order.
//!
//! The kind takes a colon (`prevent: …`), because titles begin with just these words: "Detect pool exhaustion" is a title.

use chrono::NaiveDate;

use super::{
    Command,
    arguments::{first_word, is_repository},
    parse::{PUNCTUATION, from_character},
};
use crate::domain::{
    action::{ActionKind, ActionRequest, Priority, day},
    keyboard::narrow,
    person::Login,
    refusal::Refusal,
};

/// Words before a day.
const DUE: [&str; 4] = ["due", "期限", "期日", "締切"];

/// What a polite person puts behind a name.
const HONORIFICS: [&str; 4] = ["", "さん", "様", "さま"];

/// Most characters of a login.
const LONGEST_LOGIN: usize = 39;

/// Reads what follows `/action`.
pub(super) fn read(name: &str, typed: &str) -> Result<Command, Refusal> {
    let mut request = ActionRequest {
        priority: None,
        owner: None,
        due: None,
        repository: None,
        kind: None,
        title: String::new(),
    };
    let mut rest = typed.trim();
    while let Some(more) = option(&mut request, rest)? {
        rest = more;
    }
    if rest.is_empty() {
        return Err(Refusal::TextMissing {
            command: name.to_owned(),
        });
    }
    rest.clone_into(&mut request.title);
    Ok(Command::Action(Box::new(request)))
}

/// Takes one option from the front of the text, and gives what follows it. An option that was given already begins the
/// title.
fn option<'a>(request: &mut ActionRequest, text: &'a str) -> Result<Option<&'a str>, Refusal> {
    let (word, more) = first_word(text);
    let narrowed = narrow(word);
    let bare = narrowed.trim_end_matches(PUNCTUATION);
    if request.priority.is_none()
        && let Some(priority) = Priority::named(bare)
    {
        request.priority = Some(priority);
        return Ok(Some(more));
    }
    if request.owner.is_none()
        && let Some(owner) = owner(&narrowed)
    {
        request.owner = Some(owner);
        return Ok(Some(more));
    }
    if request.due.is_none()
        && let Some(typed) = behind_due(word, more)
    {
        let (due, more) = due(typed)?;
        request.due = Some(due);
        return Ok(Some(more));
    }
    if request.repository.is_none() && narrowed.eq_ignore_ascii_case("in") {
        let (repository, behind) = first_word(more);
        let repository = narrow(repository);
        if is_repository(&repository) {
            request.repository = Some(repository);
            return Ok(Some(behind));
        }
    }
    if request.kind.is_none() {
        // Japanese needs no space behind the colon.
        let colon = text.char_indices().find(|(_, c)| matches!(c, ':' | '：'));
        if let Some((at, colon)) = colon
            && let Some(kind) = ActionKind::named(text[..at].trim())
        {
            request.kind = Some(kind);
            return Ok(Some(text[at + colon.len_utf8()..].trim()));
        }
    }
    Ok(None)
}

/// `@octocat`, with or without politeness behind it.
fn owner(narrowed: &str) -> Option<Login> {
    let named = narrowed.strip_prefix('@')?;
    let is_inner = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let login: String = named.chars().take_while(|&c| is_inner(c)).collect();
    let behind = from_character(named, login.len()).trim_end_matches(PUNCTUATION);
    let is_login = login.len() <= LONGEST_LOGIN && login.starts_with(|c: char| c.is_ascii_alphanumeric());
    (is_login && HONORIFICS.contains(&behind)).then(|| Login::new(login))
}

/// What follows a word that announces a day. Japanese needs no space between the two.
fn behind_due<'a>(word: &'a str, more: &'a str) -> Option<DueText<'a>> {
    let lower = narrow(word).to_ascii_lowercase();
    let announced = DUE.iter().find(|due| lower.starts_with(**due))?;
    let joined = from_character(word, announced.chars().count());
    let glued = joined.trim_start_matches([':', '：']);
    match (joined.is_empty() || glued.is_empty(), announced.is_ascii()) {
        (true, _) => Some(DueText::Word(more)),
        // "Dues" and "due-date" are words of a title.
        (false, true) if glued.len() == joined.len() => None,
        (false, _) => Some(DueText::Glued(glued, more)),
    }
}

/// A day with the text behind it.
enum DueText<'a> {
    /// It is the next word.
    Word(&'a str),
    /// It stands right behind the word that announces it.
    Glued(&'a str, &'a str),
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the parts are taken over from the caller"
)]
fn due(text: DueText<'_>) -> Result<(NaiveDate, &str), Refusal> {
    let (typed, more) = match text {
        DueText::Word(text) => first_word(text),
        DueText::Glued(typed, more) => (typed, more),
    };
    let narrowed = narrow(typed);
    let day = day(narrowed.trim_end_matches(PUNCTUATION)).map_err(|_| Refusal::BadDay {
        typed: typed.to_owned(),
    })?;
    Ok((day, more))
}
