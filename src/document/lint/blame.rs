//! What a sentence blames somebody with, in either language.

use std::ops::Range;

use super::{english, japanese, prose::Sentence};

/// Words that blame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Blame {
    /// Bytes of the sentence.
    pub(super) range: Range<usize>,
    /// In which way they blame, which decides what is proposed instead.
    pub(super) form: Form,
}

/// A way to blame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// What should have been done: `should have checked`, `確認すべきだった`.
    Counterfactual,
    /// What somebody did not do: `failed to`, `forgot`, `怠った`.
    Failed,
    /// What somebody is like: `careless`, `不注意`.
    Trait,
    /// Whose fault it is: `to blame`, `〜のせい`.
    Fault,
    /// How people are told to be: `be more careful`, `気をつける`.
    Admonition,
}

impl Form {
    /// The name by which templates know it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Counterfactual => "counterfactual",
            Self::Failed => "failed",
            Self::Trait => "trait",
            Self::Fault => "fault",
            Self::Admonition => "admonition",
        }
    }
}

/// The first words of a sentence that blame. `people` are known names, in lower case.
pub(super) fn blame(sentence: Sentence<'_>, people: &[String]) -> Option<Blame> {
    let text = sentence.text;
    let english = text.bytes().any(|byte| byte.is_ascii_lowercase());
    let japanese = !text.is_ascii();
    let english = english.then(|| english::blame::find(&english::Words::of(text, people)));
    let found = english.flatten();
    found.or_else(|| japanese.then(|| japanese::blame::find(text, people))?)
}
