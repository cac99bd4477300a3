//! The form to copy, what is read of it, and what is suggested.

mod forms;
mod hostile;
mod reading;
mod suggesting;

use std::collections::BTreeMap;

use super::{field::Field, template::Form};

/// An issue's first post as GitHub makes it of a submitted form. What is not answered was left empty.
fn submitted(form: &Form, answers: &BTreeMap<Field, String>) -> String {
    let sections: Vec<String> = form
        .questions
        .iter()
        .map(|question| {
            let answer = question.field.and_then(|field| answers.get(&field));
            let answer = match answer.map(String::as_str) {
                None | Some("") => "_No response_".to_owned(),
                Some(answer) if question.fenced => format!("```text\n{answer}\n```"),
                Some(answer) => answer.to_owned(),
            };
            format!("### {}\n\n{answer}", question.label)
        })
        .collect();
    sections.join("\n\n")
}
