//! Tasks of which nobody can say when they are done.

use std::ops::Range;

use super::Words;

/// The vague words with which a task begins, unless it goes on with something that can be checked.
pub(in crate::document::lint) fn vague(words: &Words<'_>) -> Option<Range<usize>> {
    let hedge = (1..words.tokens.len()).find(|at| is_hedge(words, *at));
    if let Some(at) = hedge {
        return Some(words.range(at, at + 1));
    }
    let first = (0..words.tokens.len()).find(|at| !is_filler(words.word(*at)))?;
    let last = first + length(words, first)?;
    let is_checkable = if grows(words.word(first)) {
        has_number(words) || decides(words)
    } else {
        decides(words)
    };
    (!is_checkable).then(|| words.range(first, last))
}

/// Words in front of the verb.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "we" | "should"
            | "must"
            | "need"
            | "needs"
            | "to"
            | "please"
            | "will"
            | "let's"
            | "also"
            | "the"
            | "team"
            | "continue"
    )
}

/// `where possible`, `as needed`: nobody can say afterwards whether it was.
fn is_hedge(words: &Words<'_>, at: usize) -> bool {
    let is_open = matches!(words.word(at), "where" | "when" | "if" | "as");
    is_open
        && matches!(
            words.word(at + 1),
            "possible" | "needed" | "necessary" | "appropriate"
        )
}

/// How many words follow the first one in a vague beginning; nothing when it is not vague.
fn length(words: &Words<'_>, at: usize) -> Option<usize> {
    let sayings: [&[&str]; 16] = [
        &["look", "into"],
        &["look", "at"],
        &["think", "about"],
        &["keep", "an", "eye"],
        &["keep", "in", "mind"],
        &["raise", "awareness"],
        &["pay", "attention"],
        &["pay", "more", "attention"],
        &["pay", "closer", "attention"],
        &["take", "care"],
        &["take", "more", "care"],
        &["work", "on"],
        &["figure", "out"],
        &["be", "more"],
        &["be", "careful"],
        &["be", "aware"],
    ];
    if let Some(saying) = sayings.into_iter().find(|saying| words.reads(at, saying)) {
        return Some(saying.len() - 1);
    }
    let word = words.word(at);
    (grows(word) || ponders(word)).then_some(0)
}

/// Verbs of more and better: a number says how much.
fn grows(word: &str) -> bool {
    matches!(
        word,
        "improve"
            | "improving"
            | "improvement"
            | "improvements"
            | "enhance"
            | "enhancing"
            | "optimise"
            | "optimize"
            | "strengthen"
            | "better"
            | "more"
    )
}

/// Verbs of thinking: a decision ends them.
fn ponders(word: &str) -> bool {
    matches!(
        word,
        "investigate"
            | "investigating"
            | "investigation"
            | "consider"
            | "considering"
            | "reconsider"
            | "rethink"
            | "explore"
            | "exploring"
            | "discuss"
            | "revisit"
            | "evaluate"
            | "assess"
            | "examine"
            | "research"
            | "understand"
            | "educate"
            | "remind"
            | "try"
            | "strive"
            | "encourage"
    )
}

fn has_number(words: &Words<'_>) -> bool {
    let mut tokens = words.tokens.iter();
    tokens.any(|token| token.text.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether something follows that is there when it is done: `and write it down`.
fn decides(words: &Words<'_>) -> bool {
    let is_result = |word: &str| {
        matches!(
            word,
            "add"
                | "agree"
                | "apply"
                | "choose"
                | "decide"
                | "delete"
                | "document"
                | "file"
                | "fix"
                | "implement"
                | "list"
                | "pick"
                | "present"
                | "propose"
                | "publish"
                | "record"
                | "remove"
                | "replace"
                | "report"
                | "select"
                | "share"
                | "summarise"
                | "summarize"
                | "write"
        )
    };
    (1..words.tokens.len())
        .any(|at| matches!(words.word(at - 1), "and" | "then" | "to") && is_result(words.word(at)))
}
