//! Forms as GitHub is given them: which label and which options stand for which question.

use std::sync::LazyLock;

use crate::yaml::{self, Node, Value};

use super::field::Field;

/// The built-in forms, which are there to be copied. English first.
pub(super) const BUILT_IN: [&str; 2] = [
    include_str!("../../templates/en/issue_form.yml"),
    include_str!("../../templates/ja/issue_form.yml"),
];

/// The built-in forms, read.
pub(super) static BUILT_IN_FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let form = |text| Form::parse(text).expect("a test reads every built-in form");
    BUILT_IN.into_iter().map(form).collect()
});

/// What the built-in forms put before the title.
pub(super) static BUILT_IN_TITLES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lines = BUILT_IN.iter().flat_map(|text| text.lines());
    let titles = lines.filter_map(|line| line.strip_prefix("title: "));
    titles.map(|title| title.trim_matches(['"', ' '])).collect()
});

/// A form: its questions in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) questions: Vec<Question>,
}

/// An element of a form that is submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    /// What is asked; none for a question that is the repository's own.
    pub(super) field: Option<Field>,
    /// The heading under which the answer stands.
    pub(super) label: String,
    /// Options of a dropdown, in their order.
    pub(super) options: Vec<String>,
    /// GitHub puts the answer into a fenced block.
    pub(super) fenced: bool,
}

impl Form {
    /// Reads a form. `None` when it cannot be read, or asks nothing that we know.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let root = yaml::parse(text).ok()??;
        let Value::List(elements) = &entry(&root, "body")?.value else {
            return None;
        };
        let questions: Vec<Question> = elements.iter().filter_map(question).collect();
        let known = questions.iter().any(|question| question.field.is_some());
        known.then_some(Self { questions })
    }

    /// The question about something, if the form asks it.
    pub(super) fn asking(&self, field: Field) -> Option<&Question> {
        self.questions
            .iter()
            .find(|question| question.field == Some(field))
    }
}

/// The labels that a form sets: a list, or names with commas between them.
pub(super) fn labels(text: &str) -> Vec<String> {
    let root = yaml::parse(text).ok().flatten();
    let Some(labels) = root.as_ref().and_then(|root| entry(root, "labels")) else {
        return Vec::new();
    };
    match &labels.value {
        Value::List(items) => items.iter().filter_map(Node::text).map(str::to_owned).collect(),
        _ => labels.text().map_or_else(Vec::new, |names| {
            names.split(',').map(|name| name.trim().to_owned()).collect()
        }),
    }
}

fn question(element: &Node) -> Option<Question> {
    // Text between the questions is not submitted.
    if text(element, "type") == Some("markdown") {
        return None;
    }
    let attributes = entry(element, "attributes")?;
    let label = text(attributes, "label")?.trim();
    let options = match entry(attributes, "options").map(|options| &options.value) {
        Some(Value::List(options)) => options.iter().map(Node::text).map(own_text).collect(),
        _ => Vec::new(),
    };
    (!label.is_empty()).then(|| Question {
        field: text(element, "id").and_then(Field::with_id),
        label: label.to_owned(),
        options,
        fenced: text(attributes, "render").is_some(),
    })
}

/// An option that is no text keeps its place, because places tell what options mean.
fn own_text(option: Option<&str>) -> String {
    option.unwrap_or_default().to_owned()
}

fn entry<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    let Value::Mapping(entries) = &node.value else {
        return None;
    };
    let (_, value) = entries.iter().find(|(name, _)| name.text() == Some(key))?;
    Some(value)
}

fn text<'a>(node: &'a Node, key: &str) -> Option<&'a str> {
    entry(node, key)?.text()
}
