//! `/commander @bob my shift ends`: who takes a role, and why.

use super::{
    Command, Nominee,
    parse::{PUNCTUATION, from_character},
};
use crate::domain::{
    keyboard::{narrow, narrow_char},
    person::Login,
    refusal::Refusal,
    role::Role,
};

/// Most characters of a login.
const LONGEST_LOGIN: usize = 39;

/// What a polite person puts behind a name.
const HONORIFICS: [&str; 3] = ["さん", "様", "さま"];

/// What stands between two people.
const JOINTS: [&str; 6] = ["and ", "or ", "& ", "+ ", "/ ", "と"];

/// Reads what follows a role's command.
pub(super) fn appoint(role: Role, typed: &str) -> Result<Command, Refusal> {
    let (who, reason) = nominee(typed).ok_or_else(|| Refusal::BadNominee {
        role,
        typed: typed.to_owned(),
    })?;
    let reason = (!reason.is_empty()).then(|| reason.to_owned());
    Ok(Command::Appoint { role, who, reason })
}

/// Who is named, and what is said about it. A team, two people or a sentence is nobody.
fn nominee(typed: &str) -> Option<(Nominee, &str)> {
    let narrowed = narrow(typed);
    let at = usize::from(narrowed.starts_with('@'));
    let name: String = narrowed
        .chars()
        .skip(at)
        .take_while(|&c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        .collect();
    // Narrowing keeps the number of characters, so positions carry over.
    let reason = reason(from_character(typed, at + name.len()))?;
    let who = match name.to_ascii_lowercase().as_str() {
        "me" => Nominee::Author,
        // "None of us is free" appoints and dismisses nobody.
        "none" if at == 0 => (!begins_with_word(reason, "of")).then_some(Nominee::Nobody)?,
        // Without the sign, the first word of a sentence looks like a login.
        _ if at == 0 && !reason.is_empty() => return None,
        _ => Nominee::Person(login(&name)?),
    };
    Some((who, reason))
}

fn login(name: &str) -> Option<Login> {
    // The underscore is in the logins of accounts that an enterprise manages.
    let is_login = name.len() <= LONGEST_LOGIN && name.starts_with(|c: char| c.is_ascii_alphanumeric());
    is_login.then(|| Login::new(name))
}

/// The reason behind a name, without the punctuation between the two. Nothing when what follows makes the name
/// another word, or names a second person.
fn reason(behind: &str) -> Option<&str> {
    let mut following = behind.chars().map(narrow_char);
    let ends = match (following.next(), following.next()) {
        (Some('.'), Some(next)) => !next.is_ascii_alphanumeric(),
        (Some('(') | None, _) => true,
        (Some(first), _) => first.is_whitespace() || PUNCTUATION.contains(&first) || !first.is_ascii(),
    };
    if !ends {
        return None;
    }
    let reason =
        behind.trim_start_matches(|c: char| c.is_whitespace() || PUNCTUATION.contains(&narrow_char(c)));
    let reason = if HONORIFICS.contains(&reason) { "" } else { reason };
    let unjoined = JOINTS
        .iter()
        .find_map(|joint| reason.strip_prefix(joint))
        .unwrap_or(reason);
    let mut first = unjoined.trim_start().chars().map(narrow_char);
    let names_another = first.next() == Some('@') && first.next().is_some_and(|c| c.is_ascii_alphanumeric());
    (!names_another).then_some(reason)
}

fn begins_with_word(text: &str, word: &str) -> bool {
    text.split_whitespace()
        .next()
        .is_some_and(|first| first.eq_ignore_ascii_case(word))
}
