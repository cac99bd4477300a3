//! Text within a Mermaid diagram.

use pulldown_cmark::{Event, Parser};

use super::{at_most, one_line};

/// The most characters of a label, beyond which a bar says nothing any more.
const MOST: usize = 40;

/// A label for a diagram, from a line of Markdown that is safe already.
///
/// Only letters, digits and harmless punctuation remain: nothing that ends a label, begins a comment, a directive
/// or an entity, or closes the fence around the diagram. The mark before it keeps a word such as `section` or
/// `click` at its beginning from being read as Mermaid's.
pub(in crate::message) fn label(markdown: &str) -> String {
    let harmless: String = words(markdown)
        .replace(": ", " – ")
        .chars()
        .map(|c| match c {
            ':' => '.',
            c if is_harmless(c) => c,
            _ => ' ',
        })
        .collect();
    format!("· {}", at_most(&one_line(&harmless), MOST))
}

/// How many characters a reader sees of a line of Markdown.
pub(in crate::message) fn width(markdown: &str) -> usize {
    words(markdown).chars().count()
}

/// What a reader sees of a line of Markdown.
fn words(markdown: &str) -> String {
    let parts = Parser::new(markdown).filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.into_string()),
        Event::SoftBreak | Event::HardBreak => Some(" ".to_owned()),
        _ => None,
    });
    one_line(&parts.collect::<String>())
}

fn is_harmless(c: char) -> bool {
    c.is_alphanumeric() || !c.is_ascii() || " .,()+-=/_!?@*".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::quote::inline;

    #[test]
    fn labels_are_plain_words() {
        for (text, expected) in [
            ("決済が失敗する（約20％）", "· 決済が失敗する（約20％）"),
            ("Referred to it: API down", "· Referred to it – API down"),
            ("14:05 a;b#c", "· 14.05 a b c"),
            ("```\n%%{init: {}}%% \"'`", "· init –"),
            ("section x :crit, 2026", "· section x .crit, 2026"),
            ("\u{202E}gnp\u{2066}", "· gnp"),
            ("@alice see https://x.example", "· @alice see https.//x.example"),
            ("<!-- closeout:item x -->", "· !-- closeout.item x --"),
            ("", "· "),
        ] {
            assert_eq!(label(&inline(text)), expected, "{text:?}");
        }
        assert_eq!(label(&"長".repeat(90)).chars().count(), 42);
    }
}
