//! What the rules of good postmortems find, in words.
//!
//! `templates/<language>/lint/<id>.md.hbs` says it in three parts, with a blank line between them: the title, what is wrong
//! and what to write instead, and why it matters. Only the middle one knows the details of a finding. All of it is plain
//! text: it is shown as annotations, in terminals and in files of results, where no Markdown is read.

mod reference;

use std::{collections::BTreeMap, sync::LazyLock};

use handlebars::Handlebars;

use super::{Language, quote, template::TEMPLATES};
use crate::{
    document::lint::{Found, RULES},
    policy::Fault,
};

pub use reference::reference;

/// A finding in words, plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// One line.
    pub title: &'static str,
    /// What is wrong, and what to write instead.
    pub message: String,
    /// Why it matters.
    pub reason: &'static str,
}

/// The parts of a rule's template.
struct Parts {
    title: &'static str,
    message: &'static str,
    reason: &'static str,
}

static ENGLISH: LazyLock<Handlebars<'static>> = LazyLock::new(|| registry(Language::En));
static JAPANESE: LazyLock<Handlebars<'static>> = LazyLock::new(|| registry(Language::Ja));

/// Says what was found.
pub fn found(found: &Found, language: Language) -> Told {
    let details = found.finding.details.iter();
    let details = details.map(|(name, value)| (*name, value.as_str())).collect();
    told(found.rule.id, &details, language)
}

/// Says what the rule of an id found, by the details of the finding.
///
/// # Panics
///
/// When a template asks for a detail that its rule does not give. Templates are compiled in, and a test renders each of
/// them with every example of its rule.
pub fn told(rule: &str, details: &BTreeMap<&str, &str>, language: Language) -> Told {
    let registry = match language {
        Language::En => &ENGLISH,
        Language::Ja => &JAPANESE,
    };
    let parts = parts(rule, language);
    let message = registry.render(rule, details);
    let message = message.expect("every template renders what its rule finds, which a test proves");
    Told {
        title: parts.title,
        message: message.trim().to_owned(),
        reason: parts.reason,
    }
}

/// The title of a rule: what it finds, in one line.
pub fn title(rule: &str, language: Language) -> &'static str {
    parts(rule, language).title
}

/// Why a rule matters.
pub fn reason(rule: &str, language: Language) -> &'static str {
    parts(rule, language).reason
}

/// What is wrong in the configuration, and what to write instead: plain text.
pub fn fault(fault: &Fault, language: Language) -> (String, String) {
    let words = language.words();
    (words.fault(&fault.kind), words.remedy(&fault.kind))
}

fn parts(rule: &str, language: Language) -> Parts {
    let named = |path: &str| {
        path.strip_prefix("lint/")
            .and_then(|name| name.strip_suffix(".md.hbs"))
            == Some(rule)
    };
    let template = TEMPLATES.iter().find(|template| named(template.path));
    let text = template.map_or("", |template| template.text(language)).trim_end();
    let (title, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let (message, reason) = rest.rsplit_once("\n\n").unwrap_or((rest, ""));
    Parts {
        title,
        message,
        reason,
    }
}

fn registry(language: Language) -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.register_escape_fn(quote::bare);
    for rule in RULES {
        let template = registry.register_template_string(rule.id, parts(rule.id, language).message);
        template.expect("templates are compiled in, and a test parses each");
    }
    registry
}
