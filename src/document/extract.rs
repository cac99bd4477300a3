//! What a finished document says in short, for those who will not read it whole.

use super::{postmortem::Postmortem, section::Section};

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
    let postmortem = Postmortem::parse(text);
    Extract {
        summary: words_of(&postmortem, Section::Summary),
        lessons: words_of(&postmortem, Section::Lessons),
    }
}

/// What the author wrote in a section, as long as whole paragraphs fit.
fn words_of(postmortem: &Postmortem<'_>, section: Section) -> String {
    let Some(part) = postmortem.section(section) else {
        return String::new();
    };
    let mut out = String::new();
    let mut length = 0;
    for block in part.blocks() {
        let words = postmortem.without_comments(&block.range).replace("\r\n", "\n");
        let words = words.trim_end();
        if words.is_empty() {
            continue;
        }
        length += words.chars().count();
        if length > MOST {
            let rest = if out.is_empty() {
                shortened(words)
            } else {
                "…".to_owned()
            };
            push(&mut out, &rest);
            break;
        }
        push(&mut out, words);
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
