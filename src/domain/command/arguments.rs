//! What follows a command on its line, to what the command means.

use super::{Command, Snooze, nearest::nearest, nominee::appoint, parse::PUNCTUATION, spec::Verb};
use crate::domain::{
    keyboard::narrow,
    nudge::Nudge,
    phase::Milestone,
    refusal::Refusal,
    report::{Detector, IssueRef},
    role::Role,
    severity::Severity,
    when::{TimeFault, When, span},
};

/// Words for what notices an incident. Those beyond ASCII may follow a time without a space.
const DETECTORS: [(Detector, &[&str]); 3] = [
    (
        Detector::Monitor,
        &[
            "monitor",
            "monitors",
            "monitoring",
            "alert",
            "alerts",
            "alarm",
            "alarms",
            "監視システム",
            "監視",
            "モニタリング",
            "モニター",
            "アラート",
            "自動検知",
        ],
    ),
    (
        Detector::Customer,
        &[
            "customer",
            "customers",
            "client",
            "clients",
            "user",
            "users",
            "お客さま",
            "お客様",
            "顧客",
            "ユーザー",
            "ユーザ",
            "利用者",
        ],
    ),
    (
        Detector::Staff,
        &[
            "staff",
            "employee",
            "employees",
            "colleague",
            "colleagues",
            "社内",
            "社員",
            "従業員",
            "スタッフ",
        ],
    ),
];

/// Reads what follows a command on its line.
pub(super) fn read(verb: Verb, rest: &str) -> Result<Command, Refusal> {
    let name = verb.spec().name;
    match verb {
        Verb::Severity => severity(rest),
        Verb::Started => reach(Milestone::Started, name, rest),
        Verb::Acknowledged => reach(Milestone::Acknowledged, name, rest),
        Verb::Mitigated => reach(Milestone::Mitigated, name, rest),
        Verb::Resolved => reach(Milestone::Resolved, name, rest),
        Verb::Detected => detected(name, rest),
        Verb::Commander => appoint(Role::Commander, rest),
        Verb::Owner => appoint(Role::Owner, rest),
        Verb::Deputy => appoint(Role::Deputy, rest),
        Verb::TechLead => appoint(Role::TechLead, rest),
        Verb::CommsLead => appoint(Role::CommsLead, rest),
        Verb::Scribe => appoint(Role::Scribe, rest),
        Verb::Can => super::can::read(rest, &[]),
        Verb::Timeline => note(name, rest),
        Verb::FalseAlarm => reason(name, rest).map(|reason| Command::FalseAlarm { reason }),
        Verb::Duplicate => duplicate(name, rest),
        Verb::Snooze => snooze(name, rest),
        Verb::Postmortem => postmortem(name, rest),
        Verb::Announced => super::announced::read(name, rest),
        Verb::Action => super::action::read(name, rest),
        Verb::Meeting => super::meeting::read(name, rest),
        Verb::Confirm if rest.is_empty() => Ok(Command::Confirm),
        Verb::Confirm => Err(unexpected(name, rest)),
        Verb::Help => Ok(Command::Help { topic: topic(rest) }),
    }
}

pub(super) fn unexpected(command: &str, typed: &str) -> Refusal {
    Refusal::UnexpectedArgument {
        command: command.to_owned(),
        typed: typed.to_owned(),
    }
}

/// The first word of an argument, and the rest as it was typed.
pub(super) fn first_word(text: &str) -> (&str, &str) {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (word, rest.trim())
}

/// What follows `word`, when the text begins with it.
pub(super) fn behind<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (first, rest) = first_word(text);
    narrow(first).eq_ignore_ascii_case(word).then_some(rest)
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
    if narrow(word).parse::<Severity>().is_ok() && !rest.is_empty() {
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
pub(super) fn time(command: &str, typed: &str) -> Result<Option<When>, Refusal> {
    if typed.is_empty() {
        return Ok(None);
    }
    let text = behind(typed, "at")
        .filter(|rest| !rest.is_empty())
        .unwrap_or(typed);
    // People end their lines as sentences: `/mitigated 5m ago.`
    When::parse(text)
        .or_else(|fault| When::parse(text.trim_end_matches(PUNCTUATION)).map_err(|_| fault))
        .map(Some)
        .map_err(|fault| bad_time(command, fault))
}

pub(super) fn bad_time(command: &str, fault: TimeFault) -> Refusal {
    Refusal::BadTime {
        command: command.to_owned(),
        fault,
    }
}

/// `13:24 by monitor`, either part alone, or nothing.
fn detected(name: &str, rest: &str) -> Result<Command, Refusal> {
    let narrowed = narrow(rest);
    let by = word_starts(rest).find(|&at| behind(&rest[at..], "by").is_some());
    if let Some(at) = by {
        let (before, after) = (rest[..at].trim(), behind(&rest[at..], "by").unwrap_or_default());
        let after = ["a", "an", "the", "our"]
            .iter()
            .find_map(|article| behind(after, article))
            .unwrap_or(after);
        let (word, later) = first_word(after);
        let (by, typed_time) = match (detector(after), detector(word)) {
            (Some(by), _) => (by, before),
            (None, Some(by)) if before.is_empty() && When::parse(later).is_ok() => (by, later),
            _ => {
                return Err(Refusal::UnknownDetector {
                    typed: after.to_owned(),
                });
            }
        };
        let when = time(name, typed_time)?;
        return Ok(Command::Detected { when, by: Some(by) });
    }
    let Some((by, characters)) = last_detector(&narrowed) else {
        let when = time(name, rest)?;
        return Ok(Command::Detected { when, by: None });
    };
    // Narrowing keeps the number of characters, so positions carry over.
    let end = rest
        .char_indices()
        .nth(narrowed.chars().count() - characters)
        .map_or(rest.len(), |(at, _)| at);
    let when = time(name, rest[..end].trim())?;
    Ok(Command::Detected { when, by: Some(by) })
}

/// Where the words of a text begin, in bytes.
fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut last = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let starts = last.is_whitespace() && !c.is_whitespace();
        last = c;
        starts.then_some(at)
    })
}

/// What a text names that can notice an incident.
pub fn detector(text: &str) -> Option<Detector> {
    last_detector(&narrow(text))
        .filter(|(_, characters)| *characters == text.chars().count())
        .map(|(detector, _)| detector)
}

/// What a narrowed text ends with that can notice an incident, and how many characters name it.
fn last_detector(narrowed: &str) -> Option<(Detector, usize)> {
    let lower = narrowed.to_ascii_lowercase();
    let bare = ["によって", "により", "から"]
        .iter()
        .find_map(|particle| lower.strip_suffix(particle))
        .unwrap_or(&lower);
    let particle = lower.chars().count() - bare.chars().count();
    DETECTORS
        .iter()
        .flat_map(|(detector, words)| words.iter().map(move |word| (*detector, narrow(word))))
        .filter(|(_, word)| {
            bare.strip_suffix(word.as_str()).is_some_and(|before| {
                !word.is_ascii() || before.is_empty() || before.ends_with(char::is_whitespace)
            })
        })
        .map(|(detector, word)| (detector, word.chars().count() + particle))
        .max_by_key(|(_, characters)| *characters)
}

/// `14:05 rolled back`; the time may be left out.
fn note(name: &str, rest: &str) -> Result<Command, Refusal> {
    let (when, text) = match When::prefix(rest).map_err(|fault| bad_time(name, fault))? {
        Some((when, text)) => (Some(when), text),
        None => (None, rest),
    };
    if text.is_empty() {
        return Err(Refusal::TextMissing {
            command: name.to_owned(),
        });
    }
    Ok(Command::Note {
        when,
        text: text.to_owned(),
    })
}

pub(super) fn reason(command: &str, typed: &str) -> Result<String, Refusal> {
    if typed.is_empty() {
        return Err(Refusal::ReasonMissing {
            command: command.to_owned(),
        });
    }
    Ok(typed.to_owned())
}

fn duplicate(name: &str, rest: &str) -> Result<Command, Refusal> {
    let typed = behind(rest, "of").unwrap_or(rest);
    let (word, more) = first_word(typed);
    let bad = || Refusal::BadIssue {
        typed: typed.to_owned(),
    };
    let of = issue(word).ok_or_else(bad)?;
    if !more.is_empty() {
        return Err(unexpected(name, more));
    }
    Ok(Command::Duplicate { of })
}

/// `#12`, `12`, `owner/name#12`, or the address of an issue.
fn issue(typed: &str) -> Option<IssueRef> {
    let narrowed = narrow(typed);
    let text = narrowed.trim_matches(['<', '>', '.', ',', '。', '、']);
    let address = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let (repository, number) = match address {
        Some(address) => {
            let (_host, path) = address.split(['?', '#']).next()?.split_once('/')?;
            let (repository, number) = path.split_once("/issues/")?;
            (Some(repository), number)
        }
        None => match text.split_once('#') {
            Some(("", number)) => (None, number),
            Some((repository, number)) => (Some(repository), number),
            None => (None, text),
        },
    };
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let is_issue = is_number && repository.is_none_or(is_repository);
    let number = number.parse().ok().filter(|&number| is_issue && number > 0)?;
    Some(IssueRef {
        repository: repository.map(str::to_owned),
        number,
    })
}

/// Whether the text is a repository's `owner/name`.
pub(super) fn is_repository(text: &str) -> bool {
    let is_part = |part: &str, more: &[char]| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || more.contains(&c))
    };
    text.split_once('/')
        .is_some_and(|(owner, name)| is_part(owner, &['-', '_']) && is_part(name, &['-', '_', '.']))
}

/// `2h`, `until monday 10:00` or `off`, behind the name of a reminder or without.
fn snooze(name: &str, rest: &str) -> Result<Command, Refusal> {
    let (word, behind) = first_word(rest);
    if let Some(nudge) = Nudge::named(word) {
        return how_long(name, behind).map(|snooze| Command::Snooze {
            nudge: Some(nudge),
            snooze,
        });
    }
    let named = |refusal| match (refusal, Nudge::meant(word)) {
        (Refusal::BadSnooze { .. }, Some(meant)) => Refusal::UnknownNudge {
            typed: word.to_owned(),
            meant,
        },
        (refusal, _) => refusal,
    };
    let snooze = how_long(name, rest).map_err(named)?;
    Ok(Command::Snooze { nudge: None, snooze })
}

/// For how long.
fn how_long(name: &str, rest: &str) -> Result<Snooze, Refusal> {
    let bad = || Refusal::BadSnooze {
        typed: rest.to_owned(),
    };
    let narrowed = narrow(rest).to_ascii_lowercase();
    if matches!(narrowed.as_str(), "off" | "解除") {
        return Ok(Snooze::Off);
    }
    let until = behind(rest, "until").or_else(|| behind(rest, "till"));
    let until = until.or_else(|| Some(rest).filter(|rest| rest.ends_with("まで")));
    if let Some(typed) = until {
        return When::parse_ahead(typed)
            .map(Snooze::Until)
            .map_err(|fault| match fault {
                TimeFault::Unreadable { .. } => bad(),
                fault => bad_time(&format!("{name} until"), fault),
            });
    }
    let span = narrowed.strip_prefix("for ").unwrap_or(&narrowed);
    span::minutes(span)
        .filter(|&minutes| minutes > 0)
        .map(Snooze::Minutes)
        .ok_or_else(bad)
}

fn postmortem(name: &str, rest: &str) -> Result<Command, Refusal> {
    if rest.is_empty() {
        return Ok(Command::RequestPostmortem);
    }
    let Some(typed) = behind(rest, "skip") else {
        return Err(unknown_subcommand(Verb::Postmortem, first_word(rest).0));
    };
    let reason = reason(&format!("{name} skip"), typed)?;
    Ok(Command::SkipPostmortem { reason })
}

/// Teaches every form of the command by its first example.
pub(super) fn unknown_subcommand(verb: Verb, typed: &str) -> Refusal {
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
