//! What people are said to have done wrong: failed, forgot, neglected, caused.

use super::{
    Subject, Words,
    blame::{Hit, denied_or, past_adverbs},
    vocabulary::{is_determiner, is_duty, is_duty_done, is_human_deed, is_lapse, is_person, is_trouble},
};
use crate::document::lint::blame::Form;

/// `failed to`, of people; of what may be a program only with a deed that no program does.
pub(super) fn failed(words: &Words<'_>, at: usize) -> Option<Hit> {
    if words.word(at + 1) != "to" {
        return None;
    }
    let verb = words.word(past_adverbs(words, at + 2));
    let blames = match words.subject(at) {
        Subject::Person | Subject::We => true,
        Subject::Maybe => is_human_deed(verb),
        Subject::Thing | Subject::None => false,
    };
    blames.then_some((at, at + 1, Form::Failed))
}

/// `forgot`: only people do. Customers and their passwords are not meant.
pub(super) fn forgot(words: &Words<'_>, at: usize) -> Option<Hit> {
    if matches!(
        words.word(at + 1),
        "password" | "passwords" | "passcode" | "nothing"
    ) {
        return None;
    }
    let is_meant = !matches!(words.subject(at), Subject::Thing);
    is_meant.then(|| denied_or(words, at, (at, at, Form::Failed)))?
}

/// `neglected`, `ignored`, `overlooked` and the like: of a person, or by one.
pub(super) fn neglected(words: &Words<'_>, at: usize) -> Option<Hit> {
    let word = words.word(at);
    let is_passive = at > 0 && matches!(words.word(at - 1), "was" | "were" | "been" | "being");
    let blames = if is_passive {
        words.word(at + 1) == "by" && words.names_person(at + 2)
    } else {
        let subject = words.subject(at);
        subject.is_human()
            || (word.starts_with("neglect") && words.word(at + 1) == "to" && subject != Subject::Thing)
    };
    blames.then(|| denied_or(words, at, (at, at, Form::Failed)))?
}

/// `did not follow`, `never read`: of people, and only what is one's duty.
pub(super) fn did_not(words: &Words<'_>, at: usize) -> Option<Hit> {
    let word = words.word(at);
    let next = past_adverbs(words, at + 1);
    let is_denied =
        word.ends_with("n't") || (at + 1..next).any(|at| matches!(words.word(at), "not" | "never"));
    let is_undone = match word {
        "never" => is_duty_done(words.word(next)),
        _ => is_denied && is_duty(words.word(next)),
    };
    let blames = is_undone && words.subject(at) == Subject::Person;
    blames.then_some((at, next, Form::Failed))
}

/// `caused by an engineer`, `a developer caused the outage`.
pub(super) fn broke(words: &Words<'_>, at: usize) -> Option<Hit> {
    if words.word(at) == "caused" && words.word(at + 1) == "by" {
        return words
            .names_person(at + 2)
            .then(|| denied_or(words, at, (at, at + 1, Form::Fault)))?;
    }
    let object = at + 1 + usize::from(is_determiner(words.word(at + 1)));
    let is_trouble =
        is_trouble(words.word(object)) || (words.word(at) == "broke" && words.word(object) == "production");
    let blames = is_trouble && words.subject(at) == Subject::Person && !is_anybody(words, at);
    blames.then(|| denied_or(words, at, (at, object, Form::Fault)))?
}

/// `the engineer's mistake`, `made a mistake`, `a mistake made by`, `a rookie mistake`.
pub(super) fn lapse(words: &Words<'_>, at: usize) -> Option<Hit> {
    let hit = |first| denied_or(words, at, (first, at, Form::Fault));
    let near = at.saturating_sub(3)..at;
    if !is_lapse(words.word(at)) {
        return None;
    }
    if let Some(owner) = near.clone().find(|owner| owns(words, *owner)) {
        return hit(owner);
    }
    let before = if at > 0 { words.word(at - 1) } else { "" };
    let is_mistake = matches!(words.word(at), "mistake" | "mistakes" | "error" | "errors");
    if is_mistake && matches!(before, "rookie" | "stupid" | "silly" | "dumb" | "amateur") {
        return hit(at - 1);
    }
    let is_passed = |at: &usize| matches!(words.word(*at), "was" | "were" | "made" | "committed");
    let by = at + 1 + (at + 1..at + 3).take_while(is_passed).count();
    if words.word(by) == "by" && words.names_person(by + 1) {
        return hit(at);
    }
    let made = near.into_iter().find(|made| words.word(*made) == "made")?;
    let is_made = is_mistake && words.subject(made) == Subject::Person && !is_anybody(words, made);
    is_made.then(|| hit(made))?
}

/// Whether a word is a person's possessive: `engineer's`, `his`, `@sam's`.
fn owns(words: &Words<'_>, at: usize) -> bool {
    let word = words.word(at);
    if matches!(word, "his" | "her") {
        return true;
    }
    let stem = word.strip_suffix("'s").or_else(|| word.strip_suffix('\''));
    let is_split = word == "s" && at > 1 && words.word(at - 1) == "'" && words.is_named(words.word(at - 2));
    let is_known = |stem: &str| is_person(stem) || words.is_named(stem);
    let generic = matches!(stem, Some("anyone" | "everyone" | "people"));
    is_split || (stem.is_some_and(is_known) && !generic)
}

/// Whether the subject could be anybody, which blames nobody.
fn is_anybody(words: &Words<'_>, at: usize) -> bool {
    (words.clause_start(at)..at).any(|at| {
        matches!(
            words.word(at),
            "anyone" | "anybody" | "everyone" | "everybody" | "people" | "you" | "who"
        )
    })
}
