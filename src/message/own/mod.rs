//! The repository's own template of the document: read with suspicion, filled in within bounds.
//!
//! `scan` refuses by form what could do harm, `names` holds what a template can say. What passes is filled in with two
//! examples before it counts as good, so that a template never fails at night.

mod names;
mod reference;
mod scan;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use handlebars::Handlebars;
use serde_json::Value;

use super::{
    Voice,
    context::{DocumentContext, Template, TemplateFault, TemplateFaultKind as Kind},
    example,
};
use crate::document::{
    Postmortem, Section,
    edit::{self, Edit},
};

pub use reference::reference;

/// The most bytes of a document that such a template may make.
const LONGEST: usize = 256 * 1024;

/// Everything that is wrong with a template; nothing when it can be used.
pub fn faults(text: &str, voice: Voice) -> Vec<TemplateFault> {
    let seen = scan::faults(text);
    if !seen.is_empty() {
        return seen;
    }
    let examples = [example::full(), example::bare()];
    let tried = examples.into_iter().find_map(|context| {
        let template = Template::Own(text.to_owned());
        super::filled(&DocumentContext { template, ..context }, voice).err()
    });
    tried.into_iter().collect()
}

/// The sections of the documents that a template makes.
pub fn sections(template: Template, announcement_required: bool, voice: Voice) -> Vec<Section> {
    if template == Template::Full {
        return Section::ALL.to_vec();
    }
    let context = DocumentContext {
        template,
        announcement_required,
        ..example::full()
    };
    let document = super::filled(&context, voice);
    document.map_or_else(
        |_| Section::ALL.to_vec(),
        |text| {
            let read = Postmortem::parse(&text);
            read.sections.iter().filter_map(|found| found.section).collect()
        },
    )
}

/// Fills in a template. What it leaves out and a postmortem cannot do without is put at its top.
pub(super) fn filled(
    registry: &Handlebars<'_>,
    text: &str,
    data: &Value,
    front_matter: &str,
) -> Result<String, TemplateFault> {
    if let Some(fault) = scan::faults(text).into_iter().next() {
        return Err(fault);
    }
    let compiled = handlebars::Template::compile(text).map_err(|error| {
        let (line, column) = error.pos().unwrap_or((1, 1));
        unusable(line, column, &error.reason().to_string())
    })?;
    drop(compiled);
    let mut out = Bounded(Vec::new());
    registry
        .render_template_to_write(text, data, &mut out)
        .map_err(|error| {
            unusable(
                error.line_no.unwrap_or(1),
                error.column_no.unwrap_or(1),
                &error.reason().to_string(),
            )
        })?;
    let written = String::from_utf8_lossy(&out.0).into_owned();
    complete(&super::render::tidy(&written), front_matter, data)
}

fn unusable(line: usize, column: usize, detail: &str) -> TemplateFault {
    let number = |number: usize| u32::try_from(number.max(1)).unwrap_or(u32::MAX);
    TemplateFault {
        line: number(line),
        column: number(column),
        kind: Kind::Unusable {
            detail: detail.chars().take(200).collect(),
        },
    }
}

/// The document with front matter that names its incident.
fn complete(written: &str, front_matter: &str, data: &Value) -> Result<String, TemplateFault> {
    let read = Postmortem::parse(written);
    let Some(present) = &read.front_matter else {
        return Ok(format!("{front_matter}\n{written}"));
    };
    if present.entries.is_err() {
        return Err(TemplateFault {
            line: 1,
            column: 1,
            kind: Kind::FrontMatter,
        });
    }
    if present.get("incident").is_some() {
        return Ok(written.to_owned());
    }
    let number = data.get("number").and_then(Value::as_u64).unwrap_or_default();
    let line = Edit {
        range: present.yaml.start..present.yaml.start,
        text: format!("incident: {number}\n"),
    };
    Ok(edit::apply(written, vec![line]).expect("one edit within the text overlaps with none"))
}

/// A place to write to, up to a point.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST {
            let what = format!("the document is longer than {} kilobytes", LONGEST / 1024);
            return Err(io::Error::other(what));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
