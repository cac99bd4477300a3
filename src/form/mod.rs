//! The issue form for incidents: what a reporter answered, and which severity the answers suggest.
//!
//! GitHub turns a submitted form into Markdown and forgets the form, so the answers are found again by the form's
//! labels: those of the built-in forms (`templates/<language>/issue_form.yml`), and those of the repository's own. What
//! cannot be understood counts as not answered. Start with [`read`]; `docs/issue-form.md` is the users' side.

mod choice;
mod field;
mod section;
mod suggest;
mod template;
#[cfg(test)]
mod tests;

use crate::domain::{
    report::{Detector, FormReport},
    severity::Severity,
};

use self::{
    field::Field,
    section::{Labels, Section, sections},
    suggest::{Affected, Answers, Data, Workaround, Works, suggest},
    template::{BUILT_IN_TITLES, Form},
};

/// What GitHub writes where nothing was answered.
const NO_RESPONSE: &str = "_No response_";

/// What a repository's own form is good for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Ids of questions that are not asked.
    pub missing: Vec<&'static str>,
    /// Labels that it sets.
    pub labels: Vec<String>,
}

/// Looks at a repository's own form. `None` when it cannot be read, or asks nothing that we know.
pub fn examine(template: &str) -> Option<Standing> {
    let form = Form::parse(template)?;
    let missing = Field::ALL
        .into_iter()
        .filter(|field| form.asking(*field).is_none());
    Some(Standing {
        missing: missing.map(Field::id).collect(),
        labels: template::labels(template),
    })
}

/// The title without what a built-in form puts before it; what follows says by itself that it is about an incident.
pub fn subject(title: &str) -> &str {
    let rests = BUILT_IN_TITLES
        .iter()
        .filter_map(|before| title.strip_prefix(before));
    let subject = rests.map(str::trim).find(|rest| !rest.is_empty());
    subject.unwrap_or(title)
}

/// Reads a form's answers from the first post. `template` is the text of the repository's own form, whose labels may
/// be other than the built-in ones. `None` when the post was not made with a form.
pub fn read(body: &str, template: Option<&str>) -> Option<FormReport> {
    // Most issues are not made with a form; they cost no more than this.
    if !body.contains("### ") {
        return None;
    }
    let body = body.replace("\r\n", "\n").replace('\r', "\n");
    let own = template.and_then(Form::parse);
    let sections = sections(&body, &Labels::of(own.as_ref()));
    (!sections.is_empty()).then(|| report(&sections))
}

fn report(sections: &[Section]) -> FormReport {
    FormReport {
        severity: place(sections, Field::Severity)
            .and_then(|place| place.checked_sub(1))
            .and_then(|place| Severity::ALL.get(place).copied()),
        suggestion: suggest(Answers {
            data: place(sections, Field::Data).and_then(|place| Data::ALL.get(place).copied()),
            works: place(sections, Field::Works).and_then(|place| Works::ALL.get(place).copied()),
            affected: place(sections, Field::Affected).and_then(|place| Affected::ALL.get(place).copied()),
            workaround: place(sections, Field::Workaround)
                .and_then(|place| Workaround::ALL.get(place).copied()),
        }),
        impact: answer(sections, Field::Impact).map(|(_, text)| text.to_owned()),
        started: line(sections, Field::Started).map(|(_, line)| line.to_owned()),
        detected_by: place(sections, Field::DetectedBy).and_then(|place| Detector::ALL.get(place).copied()),
    }
}

/// The place of the chosen option, counted from 0 in the built-in forms.
fn place(sections: &[Section], field: Field) -> Option<usize> {
    let (section, line) = line(sections, field)?;
    choice::place(field, section.question, line)
}

/// The answer to a question that takes one line. What stands below it was added by hand.
fn line<'a>(sections: &[Section<'a>], field: Field) -> Option<(Section<'a>, &'a str)> {
    let (section, text) = answer(sections, field)?;
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some((section, line))
}

/// The first answer to a question, with its Markdown and without empty lines around it.
fn answer<'a>(sections: &[Section<'a>], field: Field) -> Option<(Section<'a>, &'a str)> {
    sections
        .iter()
        .filter(|section| section.question.field == Some(field))
        .find_map(|section| Some((*section, said(section)?)))
}

fn said<'a>(section: &Section<'a>) -> Option<&'a str> {
    let text = without_empty_lines(section.text);
    let text = if section.question.fenced {
        without_empty_lines(unfenced(text))
    } else {
        text
    };
    let is_answer = !text.is_empty() && text.trim() != NO_RESPONSE;
    is_answer.then_some(text)
}

/// The text without empty lines around it. The indentation of the first line is Markdown and stays.
fn without_empty_lines(text: &str) -> &str {
    let text = text.trim_end();
    let indent = text.len() - text.trim_start().len();
    let start = text[..indent].rfind('\n').map_or(0, |at| at + 1);
    &text[start..]
}

/// What stands in the fenced block that GitHub puts around an answer to be shown as code.
fn unfenced(text: &str) -> &str {
    let inside = || {
        let (first, rest) = text.split_once('\n')?;
        let inside = rest.strip_suffix("```")?;
        let whole = inside.is_empty() || inside.ends_with('\n');
        (first.starts_with("```") && whole).then_some(inside)
    };
    inside().unwrap_or(text)
}
