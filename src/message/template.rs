//! The table of templates: every file in `templates/<language>/`, compiled into the binary.
//!
//! The build script makes the table, and refuses a template that is missing in one language. Answers, refusals and
//! nudges are said by the template that bears their name, so that a new one is a variant and a file in each language.

use serde_json::Value;

use super::Language;

include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// One template.
pub(super) struct Source {
    /// Path below the folder of its language, by which other templates include it too.
    pub(super) path: &'static str,
    en: &'static str,
    ja: &'static str,
}

impl Source {
    /// Its text.
    pub(super) fn text(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Ja => self.ja,
        }
    }
}

/// The template that says a value: `folder` and the name of the variant, which stands in the field `tag`.
pub(super) fn named_after(folder: &str, tag: &str, value: &Value) -> Option<String> {
    let name = match value.get(tag)? {
        Value::String(name) => name,
        // An enum without a tag of its own is an object with one key.
        Value::Object(variant) => variant.keys().next()?,
        _ => return None,
    };
    Some(format!("{folder}/{name}.md.hbs"))
}
