//! What somebody said, short enough for a row of the timeline.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Most characters of a row.
const LIMIT: usize = 200;

/// The first paragraph of a comment that is not made of commands, as plain text; `None` when there is none.
///
/// Quotes, code blocks and HTML are left out: they repeat what others said, or are evidence to be looked up in
/// the thread.
pub(super) fn gist(body: &str) -> Option<String> {
    let mut text = String::new();
    let mut depth = 0_usize;
    for event in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Paragraph) if depth == 0 => text.clear(),
            Event::End(TagEnd::Paragraph) if depth == 0 => {
                if let Some(gist) = finish(&text) {
                    return Some(gist);
                }
            }
            Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Table(_) | Tag::CodeBlock(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Table | TagEnd::CodeBlock) => {
                depth -= 1;
            }
            Event::Text(part) | Event::Code(part) if depth == 0 => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak if depth == 0 => text.push('\n'),
            _ => {}
        }
    }
    None
}

fn finish(paragraph: &str) -> Option<String> {
    let words: Vec<&str> = paragraph
        .lines()
        .filter(|line| !line.trim_start().starts_with(['/', '／']))
        .flat_map(str::split_whitespace)
        .collect();
    let text = words.join(" ");
    if text.is_empty() {
        return None;
    }
    if text.chars().count() <= LIMIT {
        return Some(text);
    }
    let cut: String = text.chars().take(LIMIT - 1).collect();
    Some(format!("{}…", cut.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_paragraph_in_plain_text() {
        for (body, expected) in [
            (
                "Rolled **back** to `v41`.\n\nMore later.",
                Some("Rolled back to v41."),
            ),
            ("> old words\n\nNew words", Some("New words")),
            ("/ack\n/sev 2", None),
            ("/ack\nLooking at it", Some("Looking at it")),
            ("```\nstack trace\n```", None),
            ("- one\n- two\n\nafter", Some("after")),
            ("決済が\r\n失敗しています", Some("決済が 失敗しています")),
            ("<!-- hidden -->\n\nseen", Some("seen")),
            ("", None),
        ] {
            assert_eq!(gist(body).as_deref(), expected, "{body:?}");
        }
    }

    #[test]
    fn long_words_are_cut() {
        let gist = gist(&"あ".repeat(500)).expect("text");
        assert_eq!(gist.chars().count(), LIMIT);
        assert!(gist.ends_with('…'));
    }
}
