//! A comment's text to commands: which word was typed, and what it takes.
//!
//! Whether the author may command, and whether the command makes sense for the incident at hand, is not decided
//! here. Start with [`parse`].

use super::{Command, CommandLine, Nominee, lines::slash_lines, nearest::nearest, spec::Verb};
use crate::domain::{
    keyboard::narrow,
    person::Login,
    phase::Milestone,
    refusal::Refusal,
    role::Role,
    when::{TimeFault, When},
};

/// Punctuation that people put right behind a command (`/ack.`) without meaning anything by it.
const PUNCTUATION: [char; 8] = ['.', ',', '!', ':', ';', '。', '、', '…'];

/// The commands in a comment or an issue's first post, in order.
///
/// Lines that are not meant for us are left out: other bots' commands, paths, slashes in prose.
pub fn parse(body: &str) -> Vec<CommandLine> {
    slash_lines(body)
        .into_iter()
        .filter_map(|text| {
            let command = read(&text)?;
            Some(CommandLine { text, command })
        })
        .collect()
}

/// What a line that begins with a slash means, if it is meant for us.
fn read(line: &str) -> Option<Result<Command, Refusal>> {
    let (word, rest) = split_word(line)?;
    if let Some(verb) = Verb::named(&word) {
        return Some(arguments(verb, rest));
    }
    if let Some(number) = glued_severity(&word) {
        let argument = format!("{number} {rest}");
        return Some(arguments(Verb::Severity, argument.trim()));
    }
    let nearest = nearest(&word)?;
    Some(Err(Refusal::UnknownCommand {
        typed: word,
        nearest: nearest.to_owned(),
    }))
}

/// The command word in lower case, and what follows it, as it was typed.
///
/// The word ends at white space, or where Japanese text or a mention follows without any. Anything else behind it
/// makes it a path or another kind of word.
fn split_word(line: &str) -> Option<(String, &str)> {
    let narrowed = narrow(line);
    let word: String = narrowed
        .strip_prefix('/')?
        .chars()
        .take_while(|&c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        .collect();
    // Narrowing keeps the number of characters, so positions carry over: the slash, then the word.
    let rest = line
        .char_indices()
        .nth(1 + word.len())
        .map_or("", |(at, _)| &line[at..]);
    let tail = narrow(rest);
    let after = tail.trim_start_matches(PUNCTUATION);
    let punctuation = tail.chars().count() - after.chars().count();
    let ends = match after.chars().next() {
        None => true,
        Some(c) if c.is_whitespace() => true,
        Some(c) => punctuation == 0 && (c == '@' || !c.is_ascii()),
    };
    if word.is_empty() || !ends {
        return None;
    }
    let rest = rest
        .char_indices()
        .nth(punctuation)
        .map_or("", |(at, _)| &rest[at..]);
    Some((word.to_ascii_lowercase(), rest.trim()))
}

/// The number of `/sev2` or `/sev-2`, typed without a space.
fn glued_severity(word: &str) -> Option<&str> {
    let number = word.strip_prefix("sev")?.trim_start_matches(['-', '_']);
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(number)
}

/// Reads what follows a command.
fn arguments(verb: Verb, rest: &str) -> Result<Command, Refusal> {
    let name = verb.spec().name;
    match verb {
        Verb::Severity => severity(rest),
        Verb::Started => reach(Milestone::Started, name, rest),
        Verb::Acknowledged => reach(Milestone::Acknowledged, name, rest),
        Verb::Mitigated => reach(Milestone::Mitigated, name, rest),
        Verb::Resolved => reach(Milestone::Resolved, name, rest),
        Verb::Commander => appoint(Role::Commander, rest),
        Verb::Owner => appoint(Role::Owner, rest),
        Verb::Deputy => appoint(Role::Deputy, rest),
        Verb::TechLead => appoint(Role::TechLead, rest),
        Verb::CommsLead => appoint(Role::CommsLead, rest),
        Verb::Scribe => appoint(Role::Scribe, rest),
        Verb::Detected | Verb::Can | Verb::Timeline | Verb::FalseAlarm | Verb::Duplicate | Verb::Snooze => {
            Err(unexpected(name, rest))
        }
        Verb::Postmortem => postmortem(name, rest),
        Verb::Meeting => meeting(name, rest),
        Verb::Confirm if rest.is_empty() => Ok(Command::Confirm),
        Verb::Confirm => Err(unexpected(name, rest)),
        Verb::Help => Ok(Command::Help { topic: topic(rest) }),
    }
}

fn unexpected(command: &str, typed: &str) -> Refusal {
    Refusal::UnexpectedArgument {
        command: command.to_owned(),
        typed: typed.to_owned(),
    }
}

/// The first word of an argument, and the rest as it was typed.
fn first_word(text: &str) -> (&str, &str) {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (word, rest.trim())
}

fn severity(typed: &str) -> Result<Command, Refusal> {
    let narrowed = narrow(typed);
    if let Ok(severity) = narrowed.parse() {
        return Ok(Command::Severity(severity));
    }
    let lower = narrowed.trim().to_ascii_lowercase();
    let number = lower.strip_prefix("sev").unwrap_or(&lower);
    if number.trim_start_matches([' ', '-', '_']) == "5" {
        return Err(Refusal::CosmeticSeverity);
    }
    let (word, rest) = first_word(typed);
    if narrow(word).parse::<crate::domain::severity::Severity>().is_ok() && !rest.is_empty() {
        return Err(unexpected(Verb::Severity.spec().name, rest));
    }
    Err(Refusal::UnknownSeverity {
        typed: typed.to_owned(),
    })
}

fn reach(milestone: Milestone, name: &str, rest: &str) -> Result<Command, Refusal> {
    let when = time(name, rest)?;
    Ok(Command::Reach { milestone, when })
}

/// An optional time, with or without `at` before it.
fn time(command: &str, typed: &str) -> Result<Option<When>, Refusal> {
    if typed.is_empty() {
        return Ok(None);
    }
    let (word, rest) = first_word(typed);
    let has_at = narrow(word).eq_ignore_ascii_case("at") && !rest.is_empty();
    let text = if has_at { rest } else { typed };
    When::parse(text)
        .map(Some)
        .map_err(|fault: TimeFault| Refusal::BadTime {
            command: command.to_owned(),
            fault,
        })
}

fn appoint(role: Role, rest: &str) -> Result<Command, Refusal> {
    let who = nominee(rest).ok_or_else(|| Refusal::BadNominee {
        role,
        typed: rest.to_owned(),
    })?;
    Ok(Command::Appoint {
        role,
        who,
        reason: None,
    })
}

/// `me`, `@login` or `login`. A team, two people or a sentence is nobody.
fn nominee(typed: &str) -> Option<Nominee> {
    let narrowed = narrow(typed);
    let login = narrowed.strip_prefix('@').unwrap_or(&narrowed);
    if login.eq_ignore_ascii_case("me") {
        return Some(Nominee::Author);
    }
    // The underscore is in the logins of accounts that an enterprise manages.
    let well_formed = (1..=39).contains(&login.len())
        && login.starts_with(|c: char| c.is_ascii_alphanumeric())
        && login
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    well_formed.then(|| Nominee::Person(Login::new(login)))
}

fn postmortem(name: &str, rest: &str) -> Result<Command, Refusal> {
    let (word, reason) = first_word(rest);
    match narrow(word).to_ascii_lowercase().as_str() {
        "" => Ok(Command::RequestPostmortem),
        "skip" if reason.is_empty() => Err(Refusal::ReasonMissing {
            command: format!("{name} skip"),
        }),
        "skip" => Ok(Command::SkipPostmortem {
            reason: reason.to_owned(),
        }),
        _ => Err(unknown_subcommand(Verb::Postmortem, word)),
    }
}

fn meeting(name: &str, rest: &str) -> Result<Command, Refusal> {
    let (word, after) = first_word(rest);
    if narrow(word).eq_ignore_ascii_case("held") {
        let when = time(&format!("{name} held"), after)?;
        return Ok(Command::MeetingHeld { when });
    }
    Err(unknown_subcommand(Verb::Meeting, word))
}

/// Teaches every form of the command by its first example.
fn unknown_subcommand(verb: Verb, typed: &str) -> Refusal {
    let spec = verb.spec();
    let lines = spec.forms.iter().filter_map(|form| form.examples.first());
    Refusal::UnknownSubcommand {
        command: spec.name.to_owned(),
        typed: typed.to_owned(),
        allowed: lines.map(|line| (*line).to_owned()).collect(),
    }
}

/// The command that help is wanted about. A word that names none is answered with the help about all.
fn topic(typed: &str) -> Option<String> {
    let word = narrow(first_word(typed).0).to_ascii_lowercase();
    let word = word.trim_start_matches('/');
    let verb = Verb::named(word).or_else(|| Verb::named(nearest(word)?))?;
    Some(verb.spec().name.to_owned())
}
