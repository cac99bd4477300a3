//! Quoted text as a value in YAML front matter.

use super::{BREAK, MOST, at_most, one_line};

/// A double-quoted scalar that reads back as the text, in YAML as in JSON.
pub(in crate::message) fn scalar(text: &str) -> String {
    let text = at_most(&one_line(text), MOST);
    // A search for generated regions must not find one in the front matter.
    serde_json::Value::String(text.replace(BREAK, ""))
        .to_string()
        .replace("<!--", "\\u003c!--")
}
