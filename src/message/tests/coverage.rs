//! Nothing that can be said is left without a template, and no template without a sample.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{
    domain::{incident::AnswerLine, refusal::Refusal, role::Role, when::TimeFault},
    message::{
        Language, Message, calendar, context::NudgeLine, page, render::registry, render::render_with, report,
        samples, template::TEMPLATES,
    },
};

use super::{shown, voice};

/// The names of an enum's variants, as the fault lists them that it finds with a name that is none.
fn variants<T: DeserializeOwned>(unknown: Value) -> BTreeSet<String> {
    let fault = serde_json::from_value::<T>(unknown)
        .err()
        .expect("no variant has this name")
        .to_string();
    let (_, expected) = fault.split_once("expected").expect("it lists the names");
    expected
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The names of the templates in a folder.
fn templates(folder: &str) -> BTreeSet<String> {
    let paths = TEMPLATES.iter().map(|template| template.path);
    paths
        .filter_map(|path| {
            path.strip_prefix(folder)?
                .strip_prefix('/')?
                .strip_suffix(".md.hbs")
        })
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_variant_has_the_template_of_its_name() {
    let nothing = "?";
    for (folder, variants) in [
        ("answer", variants::<AnswerLine>(json!({ "kind": nothing }))),
        ("duty", variants::<Role>(json!(nothing))),
        ("nudge", variants::<NudgeLine>(json!({ "nudge": nothing }))),
        ("refusal", variants::<Refusal>(json!({ "refusal": nothing }))),
        ("time_fault", variants::<TimeFault>(json!(nothing))),
    ] {
        let templates = templates(folder);
        let lonely: Vec<_> = templates.symmetric_difference(&variants).collect();
        assert!(
            lonely.is_empty(),
            "a variant or its template is missing in {folder}/: {lonely:?}"
        );
    }
}

/// Around the path that a template writes when it is used; no text of ours or of anybody else holds them.
const EDGES: [char; 2] = ['\u{F0000}', '\u{F0001}'];

/// The paths that templates have written.
fn marked(text: &str) -> impl Iterator<Item = String> {
    let marks = text.split(EDGES[0]).skip(1);
    marks.filter_map(|rest| Some(rest.split_once(EDGES[1])?.0.to_owned()))
}

#[test]
fn every_template_is_used_by_a_sample() {
    for language in Language::ALL {
        let mut registry = registry(language);
        for template in &TEMPLATES {
            let marked = format!(
                "{}{}{}{}",
                EDGES[0],
                template.path,
                EDGES[1],
                template.text(language)
            );
            registry
                .register_template_string(template.path, marked)
                .expect("a template with text in front is one");
        }
        let mut used = BTreeSet::new();
        for sample in samples::all().into_iter().flat_map(|(_, samples)| samples) {
            let text = shown(&render_with(&registry, &sample.message, voice(language)));
            used.extend(marked(&text));
            if let Message::Meeting(meeting) = &sample.message {
                let invitation = calendar::invitation_with(&registry, &meeting.entry, voice(language));
                used.extend(marked(&invitation.summary).chain(marked(&invitation.description)));
            }
        }
        for (_, sample) in samples::pages() {
            used.extend(marked(&page::calendar_with(&registry, &sample, voice(language))));
        }
        for (_, sample) in samples::reports() {
            used.extend(marked(&report::markdown_with(&registry, &sample)));
            used.extend(marked(&report::page_with(&registry, &sample, language)));
            used.extend(marked(&report::feed_with(&registry, &sample, language)));
        }
        // Those of the rules are no part of a message: `lint` renders each of them with everything that its rule finds.
        let paths = TEMPLATES
            .iter()
            .map(|template| template.path)
            .filter(|path| !path.starts_with("lint/"));
        let unused: Vec<_> = paths.filter(|path| !used.contains(*path)).collect();
        assert!(unused.is_empty(), "{language:?}: no sample uses {unused:?}");
    }
}
