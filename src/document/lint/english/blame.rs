//! English words that blame.

use super::{
    Subject, Words,
    deeds::{broke, did_not, failed, forgot, lapse, neglected},
    vocabulary::{
        is_adverb, is_determiner, is_duty_done, is_human_done, is_participle, is_reproach, is_trouble,
    },
};
use crate::document::lint::blame::{Blame, Form};

/// Words from the first to the last, and how they blame.
pub(super) type Hit = (usize, usize, Form);

/// The first words of a sentence that blame.
pub(in crate::document::lint) fn find(words: &Words<'_>) -> Option<Blame> {
    let (first, last, form) = (0..words.tokens.len()).find_map(|at| at_word(words, at))?;
    Some(Blame {
        range: words.range(first, last),
        form,
    })
}

/// Whether words that blame begin at a place.
fn at_word(words: &Words<'_>, at: usize) -> Option<Hit> {
    match words.word(at) {
        "should" | "shouldn't" | "ought" | "should've" | "must've" => should_have(words, at),
        "failed" | "fails" | "fail" => failed(words, at),
        "forgot" => forgot(words, at),
        "neglected" | "neglecting" | "ignored" | "overlooked" | "violated" | "disobeyed" | "disregarded"
        | "flouted" | "botched" => neglected(words, at),
        "did" | "didn't" | "does" | "doesn't" | "never" => did_not(words, at),
        "bother" | "bothered" | "bothering" => reluctance(words, at),
        "without" => carelessly(words, at),
        "had" => had(words, at),
        "caused" | "broke" => broke(words, at),
        "lack" => lack(words, at),
        "poor" if matches!(words.word(at + 1), "judgement" | "judgment") => {
            denied_or(words, at, (at, at + 1, Form::Trait))
        }
        "fault" | "blame" | "blamed" => fault(words, at),
        "responsible" | "accountable" => responsible(words, at),
        "mistake" | "mistakes" | "error" | "errors" | "oversight" | "blunder" | "failure" => lapse(words, at),
        "careful" | "attentive" | "vigilant" | "diligent" => admonition(words, at),
        "attention" => attention(words, at),
        "lazy" => (words.subject(at).is_human() && !words.is_denied(at)).then_some((at, at, Form::Trait)),
        "inexperienced" => words.is_person(at + 1).then_some((at, at + 1, Form::Trait)),
        "reprimanded" | "reprimand" | "disciplinary" => denied_or(words, at, (at, at, Form::Admonition)),
        "cut" | "dropped" | "asleep" | "screwed" | "messed" | "blew" => idiom(words, at),
        word if is_reproach(word) => denied_or(words, at, (at, at, Form::Trait)),
        _ => None,
    }
}

/// What was found, unless the clause takes it back.
pub(super) fn denied_or(words: &Words<'_>, at: usize, hit: Hit) -> Option<Hit> {
    (!words.is_denied(at)).then_some(hit)
}

/// The first place from `at` on that holds no adverb and no negation.
pub(super) fn past_adverbs(words: &Words<'_>, at: usize) -> usize {
    let is_passed = |word: &str| is_adverb(word) || matches!(word, "not" | "never" | "to" | "only");
    (at..words.tokens.len())
        .find(|at| !is_passed(words.word(*at)))
        .unwrap_or(words.tokens.len())
}

/// `should have checked`, with whoever should.
fn should_have(words: &Words<'_>, at: usize) -> Option<Hit> {
    let have = past_adverbs(words, at + 1);
    let is_short = words.word(at).ends_with("'ve");
    if !is_short && !matches!(words.word(have), "have" | "of") {
        return None;
    }
    let have = if is_short { at } else { have };
    let verb = past_adverbs(words, have + 1);
    let hit = Some((at, have, Form::Counterfactual));
    let word = words.word(verb);
    if word == "been" {
        return should_have_been(words, at, verb).and(hit);
    }
    if !is_participle(word) {
        return None;
    }
    match words.subject(at) {
        Subject::Person | Subject::We if !is_nobody(words, at) => hit,
        Subject::Maybe if is_human_done(word) => hit,
        Subject::None if at == 0 => hit,
        _ => None,
    }
}

/// `should have been more careful` and `should have been caught by the reviewer`, but not `should have been paged`.
fn should_have_been(words: &Words<'_>, at: usize, been: usize) -> Option<()> {
    let next = past_adverbs(words, been + 1);
    let word = words.word(next);
    let subject = words.subject(at);
    let is_trait = is_reproach(word)
        || matches!(
            word,
            "more" | "so" | "careful" | "aware" | "better" | "quicker" | "faster"
        )
        || (word.ends_with("ing") && word.len() > 4);
    if is_trait {
        return (subject.is_human() || subject == Subject::Maybe).then_some(());
    }
    let end = (next + 7).min(words.tokens.len());
    let by = (next + 1..end).find(|at| words.word(*at) == "by")?;
    words.names_person(by + 1).then_some(())
}

fn is_nobody(words: &Words<'_>, at: usize) -> bool {
    (words.clause_start(at)..at).any(|at| matches!(words.word(at), "nobody" | "no" | "none"))
}

/// `never bothered to`: with a negation, somebody always could have.
fn reluctance(words: &Words<'_>, at: usize) -> Option<Hit> {
    let near = at.saturating_sub(3)..at;
    let first = near.into_iter().find(|at| {
        let word = words.word(*at);
        matches!(word, "not" | "never" | "nobody" | "none" | "without" | "no") || word.ends_with("n't")
    });
    first.map(|first| (first, at, Form::Failed))
}

/// `pushed it without testing`, with whoever pushed.
fn carelessly(words: &Words<'_>, at: usize) -> Option<Hit> {
    let is_duty = matches!(
        words.word(at + 1),
        "thinking" | "testing" | "checking" | "reading" | "verifying" | "asking" | "looking" | "reviewing"
    );
    let start = words.clause_start(at);
    let acts = |who: usize| {
        let is_acting = words.is_person(who)
            && !matches!(
                words.word(who),
                "people" | "anyone" | "anybody" | "who" | "everyone"
            );
        let is_object = (who.saturating_sub(3)..who)
            .any(|at| matches!(words.word(at), "by" | "for" | "to" | "from" | "lets" | "let"));
        is_acting && !is_object
    };
    (is_duty && (start..at).any(acts) && !words.is_denied(at)).then_some((at, at + 1, Form::Failed))
}

/// `if the engineer had checked`, `had the engineer checked`.
fn had(words: &Words<'_>, at: usize) -> Option<Hit> {
    let start = words.clause_start(at);
    if at == start {
        let verb = (at + 1..(at + 6).min(words.tokens.len())).find(|verb| is_duty_done(words.word(*verb)))?;
        return (words.is_person(verb - 1) && verb > at + 1).then_some((at, verb, Form::Counterfactual));
    }
    let verb = past_adverbs(words, at + 1);
    let is_condition = start > 0 && words.word(start - 1) == "if";
    let is_met = is_condition && is_duty_done(words.word(verb)) && words.subject(at) == Subject::Person;
    is_met.then_some((at, verb, Form::Counterfactual))
}

/// `a lack of care`.
fn lack(words: &Words<'_>, at: usize) -> Option<Hit> {
    let is_virtue = matches!(
        words.word(at + 2),
        "care" | "attention" | "diligence" | "discipline" | "effort" | "professionalism" | "vigilance"
    ) || words.reads(at + 2, &["common", "sense"]);
    let found = words.word(at + 1) == "of" && is_virtue;
    found.then(|| denied_or(words, at, (at, at + 2, Form::Trait)))?
}

/// `the fault of`, `at fault`, `to blame`, `the blame lies with`, `was blamed on`.
fn fault(words: &Words<'_>, at: usize) -> Option<Hit> {
    let hit = |first| denied_or(words, at, (first, at, Form::Fault));
    let before = if at > 0 { words.word(at - 1) } else { "" };
    match words.word(at) {
        "fault" if before == "at" => words.subject(at - 1).is_human().then(|| hit(at - 1))?,
        "fault" if words.word(at + 1) == "of" => words.names_person(at + 2).then(|| hit(at))?,
        "fault" => lapse(words, at),
        "blame" if before == "to" => words.subject(at - 1).is_human().then(|| hit(at - 1))?,
        "blame" if matches!(words.word(at + 1), "lies" | "falls" | "rests" | "belongs") => {
            words.names_person(at + 3).then(|| hit(at))?
        }
        "blamed" => {
            let on = (at + 1..words.tokens.len()).find(|on| words.word(*on) == "on")?;
            words.names_person(on + 1).then(|| hit(at))?
        }
        _ => None,
    }
}

/// `is responsible for this outage`, `will be held accountable`.
fn responsible(words: &Words<'_>, at: usize) -> Option<Hit> {
    let before = if at > 0 { words.word(at - 1) } else { "" };
    if matches!(before, "held" | "hold") {
        return denied_or(words, at, (at - 1, at, Form::Admonition));
    }
    let trouble = at + 2 + usize::from(is_determiner(words.word(at + 2)));
    let is_for_trouble =
        words.word(at) == "responsible" && words.word(at + 1) == "for" && is_trouble(words.word(trouble));
    let found = is_for_trouble && words.subject(at).is_human();
    found.then(|| denied_or(words, at, (at, trouble, Form::Fault)))?
}

/// `be more careful`.
fn admonition(words: &Words<'_>, at: usize) -> Option<Hit> {
    let is_more = at > 1 && matches!(words.word(at - 1), "more" | "very" | "extra");
    let is_told = is_more && matches!(words.word(at - 2), "be" | "being" | "been" | "become");
    is_told.then(|| denied_or(words, at - 1, (at - 2, at, Form::Admonition)))?
}

/// `was not paying attention`, `paid no attention`.
fn attention(words: &Words<'_>, at: usize) -> Option<Hit> {
    let first = (at.saturating_sub(3)..at).find(|at| matches!(words.word(*at), "paying" | "paid" | "pay"))?;
    let is_missing = words.is_denied(first) || words.word(first + 1) == "no";
    let admonishes = words.word(first) == "pay" && matches!(words.word(first + 1), "more" | "closer");
    if is_missing {
        return words
            .subject(first)
            .is_human()
            .then_some((first, at, Form::Failed));
    }
    admonishes.then_some((first, at, Form::Admonition))
}

/// Sayings about people.
fn idiom(words: &Words<'_>, at: usize) -> Option<Hit> {
    let always: [&[&str]; 3] = [
        &["cut", "corners"],
        &["dropped", "the", "ball"],
        &["asleep", "at", "the"],
    ];
    if let Some(saying) = always.into_iter().find(|saying| words.reads(at, saying)) {
        return denied_or(words, at, (at, at + saying.len() - 1, Form::Trait));
    }
    let of_people: [&[&str]; 3] = [&["screwed", "up"], &["messed", "up"], &["blew", "it"]];
    let saying = of_people.into_iter().find(|saying| words.reads(at, saying))?;
    words
        .subject(at)
        .is_human()
        .then_some((at, at + saying.len() - 1, Form::Failed))
}
