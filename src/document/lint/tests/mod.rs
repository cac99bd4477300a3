//! Every rule on its own examples, within a document that is good otherwise.

use super::{Example, Language, RULES, Setting, lint};
use crate::document::{Postmortem, Section};

/// A postmortem in which no rule finds anything.
fn good(language: Language) -> &'static str {
    match language {
        Language::En => include_str!("good.en.md"),
        Language::Ja => include_str!("good.ja.md"),
    }
}

/// The good document with the body of one section replaced.
fn around(section: Section, example: &Example) -> String {
    let document = good(example.language);
    let read = Postmortem::parse(document);
    let body = &read
        .sections
        .iter()
        .find(|found| found.section == Some(section))
        .expect("the good document has every section")
        .body;
    format!(
        "{}\n{}\n\n{}",
        &document[..body.start],
        example.text,
        &document[body.end..]
    )
}

/// The document that an example stands for.
pub(crate) fn text_of(example: &Example) -> String {
    match example.section {
        Some(section) => around(section, example),
        None => example.text.to_owned(),
    }
}

#[test]
fn a_good_postmortem_passes() {
    for language in [Language::En, Language::Ja] {
        let text = good(language);
        let found = lint(&Postmortem::parse(text), &Setting::default());
        assert_eq!(found, [], "{language:?}");
    }
}

#[test]
fn every_rule_finds_its_bad_examples_and_no_good_one() {
    let mut wrong: Vec<String> = Vec::new();
    for rule in RULES {
        let languages = |wanted| rule.examples.iter().any(|example| example.language == wanted);
        assert!(
            languages(Language::En) && languages(Language::Ja),
            "{} in both languages",
            rule.id
        );
        let (bad, fine): (Vec<&Example>, Vec<&Example>) = rule
            .examples
            .iter()
            .partition(|example| !example.finds.is_empty());
        assert!(
            !bad.is_empty() && !fine.is_empty(),
            "{} has examples of both kinds",
            rule.id
        );
        for example in rule.examples {
            let text = text_of(example);
            let mut findings = (rule.check)(&Postmortem::parse(&text), &Setting::default());
            findings.sort_by_key(|finding| finding.range.start);
            let found: Vec<&str> = findings
                .iter()
                .map(|finding| text[finding.range.clone()].trim_end())
                .collect();
            if found != example.finds {
                wrong.push(format!("{} finds {found:?} in {:?}", rule.id, example.text));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn no_id_is_used_twice() {
    let mut ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), RULES.len());
}
