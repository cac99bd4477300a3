//! The forms that are there to be copied: GitHub takes them, and both ask the same.

use std::collections::BTreeSet;

use crate::{
    domain::{report::Detector, severity::Severity, when::When},
    form::{
        choice, examine,
        field::Field,
        suggest::{Affected, Data, Workaround, Works},
        template::{BUILT_IN, BUILT_IN_FORMS, Form},
    },
    yaml::{self, Node, Value},
};

const DOCUMENT: &str = include_str!("../../../docs/issue-form.md");

/// Words that GitHub's YAML takes for something else than text, and the one that it keeps for dropdowns.
const NO_TEXT: [&str; 9] = ["y", "yes", "n", "no", "true", "false", "on", "off", "none"];

fn entries(node: &Node) -> Vec<(&str, &Node)> {
    let Value::Mapping(entries) = &node.value else {
        panic!("a mapping is wanted, not {}", node.found());
    };
    let text = |key: &'_ Node| key.text().is_some();
    assert!(entries.iter().all(|(key, _)| text(key)));
    entries
        .iter()
        .map(|(key, value)| (key.text().unwrap_or_default(), value))
        .collect()
}

fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => panic!("a list is wanted, not {}", node.found()),
    }
}

#[track_caller]
fn text(node: &Node) -> &str {
    let text = node.text().expect("text");
    let looks_else = NO_TEXT.contains(&text.to_lowercase().as_str()) || text.parse::<f64>().is_ok();
    assert!(!text.trim().is_empty() && !looks_else, "{text:?}");
    text
}

/// What GitHub's rules for issue forms allow in an element of a type.
fn attributes_of(kind: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        "markdown" => (&["value"], &[]),
        "input" => (&["label"], &["description", "placeholder", "value"]),
        "textarea" => (&["label"], &["description", "placeholder", "value", "render"]),
        "dropdown" => (&["label", "options"], &["description", "multiple", "default"]),
        other => panic!("no element is of type {other}"),
    }
}

fn check_element(element: &Node) {
    let element = entries(element);
    let kind = element.iter().find(|(key, _)| *key == "type").expect("a type").1;
    let kind = text(kind);
    let keys: Vec<&str> = element.iter().map(|(key, _)| *key).collect();
    let wanted: &[&str] = if kind == "markdown" {
        &["type", "attributes"]
    } else {
        &["type", "id", "attributes"]
    };
    // Nothing is required, so nothing is validated either.
    assert_eq!(keys, wanted);
    let attributes = entries(element.last().expect("attributes").1);
    let (required, optional) = attributes_of(kind);
    for key in required {
        assert!(attributes.iter().any(|(name, _)| name == key), "{kind} has {key}");
    }
    for (key, value) in attributes {
        assert!(
            required.contains(&key) || optional.contains(&key),
            "{kind}: {key}"
        );
        match key {
            "options" => {
                let options: BTreeSet<&str> = items(value).iter().map(text).collect();
                assert_eq!(options.len(), items(value).len(), "options are unique");
            }
            "default" => assert_eq!(value.text(), Some("0")),
            _ => {
                text(value);
            }
        }
    }
}

#[test]
fn github_takes_the_forms() {
    for form in BUILT_IN {
        let root = yaml::parse(form).expect("YAML").expect("a form");
        let top = entries(&root);
        let keys: Vec<&str> = top.iter().map(|(key, _)| *key).collect();
        assert_eq!(keys, ["name", "description", "title", "labels", "body"]);
        for (key, value) in top {
            match key {
                "labels" => assert_eq!(items(value).iter().map(text).collect::<Vec<_>>(), ["incident"]),
                "body" => items(value).iter().for_each(check_element),
                _ => {
                    text(value);
                }
            }
        }
    }
}

#[test]
fn every_form_asks_every_question_once_in_the_same_order() {
    for form in BUILT_IN_FORMS.iter() {
        let asked: Vec<_> = form.questions.iter().map(|question| question.field).collect();
        assert_eq!(asked, Field::ALL.map(Some));
        let labels: BTreeSet<&str> = form
            .questions
            .iter()
            .map(|question| question.label.as_str())
            .collect();
        assert_eq!(labels.len(), Field::ALL.len());
    }
}

#[test]
fn every_option_means_something() {
    for field in Field::ALL {
        // Whoever is not sure, or does not know, has an option too; a detector can just be left out.
        let meanings = match field {
            Field::Severity => Severity::ALL.len() + 1,
            Field::Works => Works::ALL.len() + 1,
            Field::Affected => Affected::ALL.len() + 1,
            Field::Workaround => Workaround::ALL.len() + 1,
            Field::Data => Data::ALL.len() + 1,
            Field::DetectedBy => Detector::ALL.len(),
            Field::Impact | Field::Started | Field::Context => 0,
        };
        for form in BUILT_IN_FORMS.iter() {
            let question = form.asking(field).expect("asked");
            assert_eq!(question.options.len(), meanings, "{}", question.label);
            for (place, option) in question.options.iter().enumerate() {
                assert_eq!(choice::place(field, question, option), Some(place), "{option}");
                let words = option.split([':', '(', '（', ',', '、']).next().expect("words");
                assert_eq!(choice::place(field, question, words), Some(place), "{words}");
            }
        }
    }
}

#[test]
fn the_examples_of_times_can_be_read() {
    for form in BUILT_IN {
        let element = form.split("id: started").nth(1).expect("the question");
        let help = element.split("- type:").next().expect("its end");
        let examples: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
        assert_eq!(examples.len(), 4);
        for example in examples {
            assert!(When::parse(example).is_ok(), "{example}");
        }
    }
}

#[test]
fn our_own_form_is_the_english_one() {
    assert_eq!(
        include_str!("../../../.github/ISSUE_TEMPLATE/incident.yml"),
        BUILT_IN[0]
    );
}

#[test]
fn the_document_names_every_question() {
    let [english, japanese]: [&Form; 2] = BUILT_IN_FORMS
        .iter()
        .collect::<Vec<_>>()
        .try_into()
        .expect("two forms");
    for field in Field::ALL {
        let label = |form: &Form| form.asking(field).expect("asked").label.clone();
        let row = format!("| `{}` | {} | {} | ", field.id(), label(english), label(japanese));
        assert!(DOCUMENT.contains(&row), "docs/issue-form.md lacks: {row}");
    }
}

#[test]
fn the_document_shows_the_table() {
    let table = super::suggesting::table_in_words(&BUILT_IN_FORMS[0]);
    assert!(DOCUMENT.contains(&table), "docs/issue-form.md lacks:\n{table}");
}

#[test]
fn a_subject_is_the_title_without_what_the_form_puts_before_it() {
    for (title, expected) in [
        ("Incident: checkout fails", "checkout fails"),
        ("インシデント: 決済が失敗する", "決済が失敗する"),
        ("Checkout fails", "Checkout fails"),
        ("Incident: ", "Incident: "),
        ("Incidental costs", "Incidental costs"),
        ("", ""),
    ] {
        assert_eq!(crate::form::subject(title), expected, "{title}");
    }
}

#[test]
fn a_form_tells_what_it_is_good_for() {
    for text in BUILT_IN {
        let standing = examine(text).expect("it is recognised");
        assert_eq!(
            (standing.missing, standing.labels),
            (vec![], vec!["incident".to_owned()])
        );
    }
    let own = "labels: down, urgent\nbody:\n  - type: dropdown\n    id: severity\n    attributes: { label: How bad?, options: [a] }\n";
    let standing = examine(own).expect("it is recognised");
    assert_eq!(standing.labels, ["down", "urgent"]);
    assert!(standing.missing.contains(&"impact") && !standing.missing.contains(&"severity"));
    for nothing in [
        "",
        "body: []",
        "labels: [incident]",
        "body: [{type: input, id: x, attributes: {label: y}}]",
        ": [",
    ] {
        assert_eq!(examine(nothing), None, "{nothing}");
    }
}
