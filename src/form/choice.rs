//! Which option of a dropdown an answer names.
//!
//! GitHub writes the option's text. People change it afterwards, and repositories word their options as they like.

use crate::domain::{keyboard::narrow, severity::Severity};

use super::{
    field::Field,
    template::{BUILT_IN_FORMS, Question},
};

/// What ends the words by which an option is known: `Monitor` of `Monitor: an alert`.
const ENDS: [char; 7] = [':', '(', ',', '、', ';', '.', '。'];

/// The place of the option that the answer names, counted from 0 in the built-in forms. `None` when it names none.
pub(super) fn place(field: Field, question: &Question, answer: &str) -> Option<usize> {
    let said = plain(answer);
    if said.is_empty() {
        return None;
    }
    named(field, &said).or_else(|| in_own_words(field, question, &said))
}

/// The option of the repository's own form that has the same place as the one it stands for.
fn in_own_words(field: Field, question: &Question, said: &str) -> Option<usize> {
    // Places can be compared only when no option was added or taken away.
    let built_in = BUILT_IN_FORMS.iter().find_map(|form| form.asking(field))?;
    if built_in.options.len() != question.options.len() {
        return None;
    }
    question.options.iter().position(|option| plain(option) == said)
}

/// The option that is named in the words of a built-in form, or by a severity's name.
fn named(field: Field, said: &str) -> Option<usize> {
    let options = || {
        let asked = BUILT_IN_FORMS.iter().filter_map(|form| form.asking(field));
        asked.flat_map(|question| question.options.iter().enumerate())
    };
    let by = |test: &dyn Fn(&str) -> bool| {
        options()
            .find(|(_, option)| test(&plain(option)))
            .map(|(place, _)| place)
    };
    by(&|option| option == said)
        .or_else(|| (field == Field::Severity).then(|| severity(said)).flatten())
        .or_else(|| by(&|option| head(option) == head(said)))
}

/// The place of a severity that the answer begins with: `sev 2`, `SEV2 – checkout is down`, `2`.
fn severity(said: &str) -> Option<usize> {
    let end = said.find(|c: char| c.is_ascii_digit())? + 1;
    let (name, rest) = said.split_at(end);
    let stands_alone = rest.is_empty() || (name.len() > 1 && !rest.starts_with(char::is_alphanumeric));
    let severity = name.parse::<Severity>().ok().filter(|_| stands_alone)?;
    // The first option is the one of those who are not sure.
    Severity::ALL
        .iter()
        .position(|&known| known == severity)
        .map(|place| place + 1)
}

/// Text without what does not matter: capitals, width of characters, white space, emphasis.
fn plain(text: &str) -> String {
    let text = narrow(text).to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_matches(['*', '_', '`', ' ']).to_owned()
}

/// The words before the explanation.
fn head(text: &str) -> &str {
    text.split(ENDS).next().unwrap_or_default().trim()
}
