//! Who a verb is about.

use super::{
    Words,
    vocabulary::{
        ends_clause, is_amount, is_between, is_determiner, is_maybe_person, is_person, is_preposition,
    },
};

/// What stands in front of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document::lint) enum Subject {
    /// Somebody in particular, or a role or team.
    Person,
    /// The authors themselves.
    We,
    /// A person or a program, by the word alone.
    Maybe,
    /// Something else.
    Thing,
    /// It is not said.
    None,
}

impl Subject {
    /// Whether the sentence is about people beyond doubt.
    pub(super) fn is_human(self) -> bool {
        matches!(self, Self::Person | Self::We)
    }
}

impl Words<'_> {
    /// The subject of the verb at a place.
    pub(super) fn subject(&self, verb: usize) -> Subject {
        let mut end = verb;
        while end > 0 && is_between(self.word(end - 1)) {
            end -= 1;
        }
        if end > 0 && self.word(end - 1) == "that" {
            // A check that should have …
            end -= 1;
        }
        let start = self.clause_start(end);
        self.kind(start, end)
    }

    /// What the words from `start` up to `end` name, together.
    fn kind(&self, start: usize, end: usize) -> Subject {
        if start >= end {
            return Subject::None;
        }
        if (start..end).any(|at| self.word(at) == "whoever") {
            return Subject::Person;
        }
        let start = self.noun(start, end);
        // `the engineer performing the maintenance`: what follows says more about the person.
        let goes_on = |at: usize| self.word(at).ends_with("ing") && self.is_person(at - 1);
        let prepositions = (start + 1..end).filter(|at| is_preposition(self.word(*at)) || goes_on(*at));
        let head = match prepositions.into_iter().next() {
            Some(at) if self.word(at) == "of" && is_amount(self.word(at - 1)) => {
                return self.kind(at + 1, end);
            }
            Some(at) => at - 1,
            None => end - 1,
        };
        self.head(start, head)
    }

    /// Where the noun begins when words such as `in the end` stand in front of it.
    fn noun(&self, start: usize, end: usize) -> usize {
        if !is_preposition(self.word(start)) {
            return start;
        }
        let mut begins = (start..end).rev();
        let begin = begins.find(|at| {
            let word = self.word(*at);
            is_determiner(word)
                || matches!(
                    word,
                    "he" | "she" | "we" | "they" | "i" | "you" | "someone" | "somebody"
                )
        });
        begin.unwrap_or(end - 1)
    }

    fn head(&self, start: usize, head: usize) -> Subject {
        let word = self.word(head);
        let before = if head > start { self.word(head - 1) } else { "" };
        match word {
            "we" => Subject::We,
            "management" if matches!(before, "" | "senior" | "upper") => Subject::Person,
            _ if is_person(word) || self.is_named(word) => Subject::Person,
            _ if is_maybe_person(word) && matches!(before, "team" | "staff") => Subject::Person,
            _ if is_maybe_person(word) => Subject::Maybe,
            _ => Subject::Thing,
        }
    }

    /// Behind a `by`, an `of` or an `on`: whether a person is named there, and not something of theirs.
    pub(super) fn names_person(&self, start: usize) -> bool {
        let goes_on = |at: &usize| {
            let word = self.word(*at);
            !word.is_empty()
                && (*at == start || !(ends_clause(word) || word == "who"))
                && !is_preposition(word)
        };
        let end = (start..self.tokens.len())
            .take_while(goes_on)
            .last()
            .map_or(start, |at| at + 1);
        // The noun ends before the first word that cannot belong to it.
        let noun = (start..end)
            .find(|at| *at > start && (is_between(self.word(*at)) || self.word(*at).ends_with("ing")));
        if noun.is_some_and(|at| self.word(at) != "then") {
            // `engineers not having access`, `the team being new`: what they lacked is meant.
            return false;
        }
        if self.word(start) == "whoever" {
            return true;
        }
        let people = (start..end).rev().find(|at| self.is_person(*at));
        let generic = |at: usize| {
            matches!(
                self.word(at),
                "anyone" | "anybody" | "everyone" | "everybody" | "people" | "who"
            )
        };
        people.is_some_and(|at| !generic(at) && (at + 1 == end || !self.is_noun(at + 1)))
    }

    /// Whether a word goes on with the noun before it: `engineer laptop`.
    fn is_noun(&self, index: usize) -> bool {
        !matches!(
            self.word(index),
            "yesterday" | "today" | "who" | "twice" | "again" | "alone" | "himself" | "herself"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_subject_is_found() {
        let people = ["kenji".to_owned()];
        for (text, verb, expected) in [
            (
                "the on-call engineer repeatedly failed to",
                "failed",
                Subject::Person,
            ),
            (
                "the on-call engineer's laptop failed to",
                "failed",
                Subject::Thing,
            ),
            ("the engineers in charge ought to", "ought", Subject::Person),
            ("one of our engineers failed", "failed", Subject::Person),
            ("in the end the engineer forgot", "forgot", Subject::Person),
            (
                "the dashboard of the payments team failed",
                "failed",
                Subject::Thing,
            ),
            ("a check that should have", "should", Subject::Thing),
            ("the contractor, who failed", "failed", Subject::Person),
            ("the kubernetes operator failed", "failed", Subject::Maybe),
            ("because kenji forgot", "forgot", Subject::Person),
            ("the pods waited because they failed", "failed", Subject::Maybe),
            ("memory management failed", "failed", Subject::Thing),
            ("should have tested", "should", Subject::None),
            ("we failed", "failed", Subject::We),
            (
                "the engineer performing the drain should",
                "should",
                Subject::Person,
            ),
            ("the developer who wrote it never", "never", Subject::Person),
        ] {
            let words = Words::of(text, &people);
            let verb = (0..words.tokens.len()).find(|at| words.word(*at) == verb);
            assert_eq!(verb.map(|verb| words.subject(verb)), Some(expected), "{text}");
        }
    }

    #[test]
    fn people_behind_by_are_told_from_their_things() {
        for (text, expected) in [
            ("by an engineer.", true),
            ("by the on-call engineer for 40 minutes", true),
            ("by the reviewer", true),
            ("by our team's migration", false),
            ("by engineers not having access", false),
            ("by users retrying", false),
            ("by the team lead.", true),
            ("by people reloading", false),
        ] {
            assert_eq!(Words::of(text, &[]).names_person(1), expected, "{text}");
        }
    }
}
