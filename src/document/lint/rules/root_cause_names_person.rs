//! A root cause in which somebody is named.

use std::ops::Range;

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting,
        english::Words,
        japanese::people::titled_names,
        named,
        prose::{Said, Sentence, said_in},
        source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "root-cause-names-person",
    level: Level::Error,
    gap: false,
    source: source::PAGERDUTY_BLAMELESS,
    examples: &[
        Example::good(
            En,
            Section::RootCause,
            "The on-call engineer saw a healthy dashboard.",
        ),
        Example::good(
            En,
            Section::RootCause,
            "> @kenji: the job is still paused.\n\nThe job stayed paused.",
        ),
        Example::bad(En, Section::RootCause, "Kenji paused the job in May.", &["Kenji"]),
        Example::bad(En, Section::RootCause, "The job was paused by @sam.", &["@sam"]),
        Example::good(
            Ja,
            Section::RootCause,
            "お客さんからの問い合わせが届く経路がなかった。",
        ),
        Example::bad(Ja, Section::RootCause, "5月にkenjiがジョブを止めた。", &["kenji"]),
        Example::bad(
            Ja,
            Section::RootCause,
            "田中さんがジョブを止めた。",
            &["田中さん"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, setting: &Setting) -> Vec<Finding> {
    let people = named::people(document, setting);
    let said = said_in(document, Section::RootCause);
    let sentences = said.iter().flat_map(Said::sentences);
    sentences
        .flat_map(|sentence| {
            let names = names(sentence.text, &people);
            names.into_iter().map(move |range| finding(sentence, range))
        })
        .collect()
}

fn finding(sentence: Sentence<'_>, range: Range<usize>) -> Finding {
    let name = sentence.words(&range).to_owned();
    Finding::at(sentence.source(range))
        .with("name", name)
        .with("sentence", sentence.original())
}

fn names(text: &str, people: &[String]) -> Vec<Range<usize>> {
    let words = Words::of(text, people);
    let tokens = words.tokens.iter().filter_map(|token| {
        let name = token.text.strip_suffix("'s").unwrap_or(&token.text);
        // A mention with a slash is a team, or a package.
        let is_name = words.is_named(name) && !name.contains('/');
        is_name.then(|| token.range.start..token.range.start + name.len())
    });
    let mut names: Vec<Range<usize>> = tokens.collect();
    names.extend(titled_names(text));
    names.sort_by_key(|range| range.start);
    names
}
