//! What is said about the findings of rules: every rule in every language, with everything that it finds.

use std::{collections::BTreeSet, fmt::Write as _};

use crate::{
    document::{
        Postmortem,
        lint::{RULES, Setting, tests::text_of},
    },
    message::{Language, lint, template::TEMPLATES},
};

use super::scan::{Effects, scan_plain};

#[test]
fn every_rule_has_its_template_and_every_template_its_rule() {
    let paths: BTreeSet<String> = TEMPLATES
        .iter()
        .filter(|template| template.path.starts_with("lint/"))
        .map(|template| template.path.to_owned())
        .collect();
    let rules: BTreeSet<String> = RULES
        .iter()
        .map(|rule| format!("lint/{}.md.hbs", rule.id))
        .collect();
    let lonely: Vec<_> = paths.symmetric_difference(&rules).collect();
    assert!(lonely.is_empty(), "a rule or its template is missing: {lonely:?}");
}

#[test]
fn a_template_has_a_title_a_message_and_a_reason() {
    for language in Language::ALL {
        for rule in RULES {
            let (title, reason) = (lint::title(rule.id, language), lint::reason(rule.id, language));
            assert!((4..=80).contains(&title.chars().count()), "{}: {title}", rule.id);
            assert!(!title.ends_with(['.', '。']), "{}: {title}", rule.id);
            assert!(reason.ends_with(['.', '。']), "{}: {reason}", rule.id);
            for fixed in [title, reason] {
                assert_eq!(fixed.lines().count(), 1, "{}: {fixed}", rule.id);
                assert!(!fixed.contains("{{"), "{}: {fixed}", rule.id);
                assert_eq!(scan_plain(fixed), Effects::default(), "{}: {fixed}", rule.id);
            }
        }
    }
}

#[test]
fn every_finding_reads_as_reviewed() {
    for language in Language::ALL {
        let mut text = String::new();
        for rule in RULES {
            let mut said = BTreeSet::new();
            let mut last = None;
            for example in rule.examples.iter().filter(|example| !example.finds.is_empty()) {
                let document = text_of(example);
                for finding in (rule.check)(&Postmortem::parse(&document), &Setting::default()) {
                    let details = finding.details.iter();
                    let details = details.map(|(name, value)| (*name, value.as_str())).collect();
                    let told = lint::told(rule.id, &details, language);
                    assert!(!told.message.is_empty(), "{}: {details:?}", rule.id);
                    assert!(!told.message.contains('\n'), "{}: {}", rule.id, told.message);
                    said.insert(told.message.clone());
                    last = Some(told);
                }
            }
            let told = last.unwrap_or_else(|| panic!("{} finds nothing", rule.id));
            writeln!(text, "━━━━ {} ━━━━\n{}\n", rule.id, told.title).expect("writing to a string succeeds");
            for message in said {
                writeln!(text, "- {message}").expect("writing to a string succeeds");
            }
            writeln!(text, "\n{}\n", told.reason).expect("writing to a string succeeds");
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let name = format!("lint.{language:?}").to_lowercase();
        settings.bind(|| insta::assert_snapshot!(name, text));
    }
}
