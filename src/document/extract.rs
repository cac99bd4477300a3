//! What a finished document says in short, for those who will not read it whole.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::section::{Section, options, sections};

/// The most characters of one section that are retold.
const MOST: usize = 2_000;

/// The parts of a document that are retold on the incident.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extract {
    /// The section `Summary`, as Markdown without notes to the author; empty when nobody wrote one.
    pub summary: String,
    /// The section `Lessons`, likewise.
    pub lessons: String,
}

/// Reads the summary and the lessons of a document.
pub fn extract(text: &str) -> Extract {
    Extract {
        summary: words_of(text, Section::Summary),
        lessons: words_of(text, Section::Lessons),
    }
}

/// What the author wrote in a section, as long as whole paragraphs fit.
fn words_of(text: &str, section: Section) -> String {
    let found = sections(text)
        .into_iter()
        .find(|found| found.section == Some(section));
    let Some(found) = found else {
        return String::new();
    };
    let mut out = String::new();
    let mut length = 0;
    for block in blocks(text, &found.body) {
        let words = block.trim_end().replace("\r\n", "\n");
        length += words.chars().count();
        if length > MOST {
            let rest = if out.is_empty() {
                shortened(&words)
            } else {
                "…".to_owned()
            };
            push(&mut out, &rest);
            break;
        }
        push(&mut out, &words);
    }
    out
}

fn push(out: &mut String, block: &str) {
    if !out.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(block);
}

/// A paragraph that is too long by itself.
fn shortened(paragraph: &str) -> String {
    let kept: String = paragraph.chars().take(MOST - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Paragraphs, lists and other blocks within a range of the text, comments taken out.
fn blocks(text: &str, within: &Range<usize>) -> Vec<String> {
    let mut blocks: Vec<(Range<usize>, Vec<Range<usize>>)> = Vec::new();
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let is_here = within.start <= range.start && range.end <= within.end;
        match event {
            Event::Start(tag) => {
                if depth == 0 && is_here {
                    let html = matches!(tag, Tag::HtmlBlock).then(|| range.clone());
                    blocks.push((range, html.into_iter().collect()));
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            Event::Html(_) | Event::InlineHtml(_) if is_here => {
                if let Some((_, html)) = blocks.last_mut() {
                    html.push(range);
                }
            }
            _ => {}
        }
    }
    let texts = blocks
        .into_iter()
        .map(|(block, html)| without_comments(text, block, &html));
    texts.filter(|block| !block.trim().is_empty()).collect()
}

/// The text of a block without the comments in its HTML. What looks like a comment in code stays.
fn without_comments(text: &str, block: Range<usize>, html: &[Range<usize>]) -> String {
    let mut out = String::new();
    let mut at = block.start;
    for piece in html {
        if piece.start < at {
            continue;
        }
        out.push_str(&text[at..piece.start]);
        out.push_str(&uncommented(&text[piece.clone()]));
        at = piece.end;
    }
    out.push_str(&text[at..block.end]);
    out
}

/// HTML without its comments; one that nobody closed reaches to the end.
fn uncommented(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(body: &str) -> String {
        extract(&format!("# T\n\n## Summary\n\n{body}\n\n## Impact\n\nmany\n")).summary
    }

    #[test]
    fn sections_are_found_in_both_languages() {
        let text = "---\ntitle: x\n---\n\n# T\n\n## 要約\n\n証明書が切れた。\n\n## 影響\n\n多数\n\n## 学び\n\n- 休日にも切れる\n";
        let expected = Extract {
            summary: "証明書が切れた。".into(),
            lessons: "- 休日にも切れる".into(),
        };
        assert_eq!(extract(text), expected);
        assert_eq!(
            extract(&text.replace("要約", "SUMMARY:").replace("学び", "13. Lessons")),
            expected
        );
    }

    #[test]
    fn notes_to_the_author_are_not_text() {
        assert_eq!(summary("<!-- two\nsentences -->"), "");
        assert_eq!(summary("<!-- a --> b <!-- c -->").trim(), "b");
        assert_eq!(
            summary("It <!-- not --> broke.\n\n<!-- more -->\n\nTwice."),
            "It  broke.\n\nTwice."
        );
        assert_eq!(summary("`<!-- code -->` stays"), "`<!-- code -->` stays");
        assert_eq!(summary("<!-- never closed\n\n## Lessons"), "");
    }

    #[test]
    fn subsections_belong_to_their_section() {
        assert_eq!(summary("a\n\n### More\n\nb"), "a\n\n### More\n\nb");
        assert_eq!(summary("> ## Lessons\n> quoted"), "> ## Lessons\n> quoted");
    }

    #[test]
    fn long_sections_end_at_a_paragraph() {
        let paragraph = "文。".repeat(500);
        let long = summary(&[paragraph.as_str(); 5].join("\n\n"));
        assert_eq!(long, format!("{paragraph}\n\n{paragraph}\n\n…"));
        let endless = summary(&"文。".repeat(5000));
        assert_eq!(endless.chars().count(), MOST);
        assert!(endless.ends_with('…'));
    }

    #[test]
    fn documents_without_sections_say_nothing() {
        for text in ["", "no heading", "## Impact\n\nmany", "## Summary"] {
            assert_eq!(extract(text), Extract::default(), "{text:?}");
        }
    }

    #[test]
    fn windows_line_ends_are_read() {
        assert_eq!(extract("## Summary\r\n\r\na\r\nb\r\n").summary, "a\nb");
    }
}
