//! Whatever is quoted does nothing, wherever it stands.

use proptest::prelude::*;

use super::*;
use crate::message::tests::{
    scan::{Effects, scan, scan_plain},
    yaml_scalars,
};

/// Pieces of text that mean something to GitHub, and some that mean something together.
const PIECES: &[&str] = &[
    "@haruka",
    "@",
    "acme/team",
    "#1",
    "#",
    "12",
    "GH-3",
    "gh-",
    "g",
    "https://",
    "http://example.com/a?b=c#1",
    "www.",
    "www.example.com",
    "ftp://x",
    "a@b.example",
    "`",
    "``",
    "```",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<!-- closeout:status {\"fp\":\"1\"} -->",
    "&lt;",
    "&#64;",
    "&",
    "|",
    "\\",
    "\\|",
    "$",
    "$$",
    "# ",
    "## ",
    "- ",
    "1. ",
    "1) ",
    "+ ",
    "---",
    "===",
    "/close",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "\u{202E}",
    "\u{200B}",
    "\u{2028}",
    "\u{0}",
    " ",
    " ",
    "x",
    "word",
    "障害",
    "：",
    "!",
    "[^1]",
    ":",
    "\"",
];

fn pieces() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES), 0..14).prop_map(|pieces| pieces.concat())
}

fn nothing() -> Effects {
    Effects::default()
}

proptest! {
    #[test]
    fn inline_text_does_nothing(text in pieces()) {
        let quoted = inline(&text);
        prop_assert_eq!(scan(&quoted), nothing(), "alone: {}", quoted);
        prop_assert_eq!(scan(&format!("Before {quoted} after")), nothing(), "within: {}", quoted);
        let table = format!("| a | b |\n|--|--|\n| {quoted} | end |\n");
        prop_assert_eq!(scan(&table), nothing(), "in a table: {}", quoted);
        prop_assert_eq!(quoted.replace("\\|", "").matches('|').count(), 0, "a cell ends: {}", quoted);
        prop_assert!(!quoted.starts_with('/') && !quoted.contains('\n') && !quoted.contains("<!--"));
    }

    #[test]
    fn inline_text_opens_no_block(text in pieces()) {
        let quoted = inline(&text);
        let mut events = pulldown_cmark::Parser::new(&quoted);
        let first = events.next();
        let is_paragraph = matches!(
            first,
            None | Some(pulldown_cmark::Event::Start(pulldown_cmark::Tag::Paragraph))
        );
        prop_assert!(is_paragraph, "{:?} becomes {:?}", quoted, first);
    }

    #[test]
    fn code_is_one_span_with_the_text_in_it(text in pieces()) {
        let quoted = code(&text);
        prop_assert_eq!(scan(&format!("Before {quoted} after")), nothing());
        let events: Vec<_> = pulldown_cmark::Parser::new(&quoted).collect();
        prop_assert_eq!(events.len(), 3, "{}: {:?}", quoted, events);
        let is_code = matches!(events[1], pulldown_cmark::Event::Code(_));
        prop_assert!(is_code, "{}: {:?}", quoted, events);
    }

    #[test]
    fn paragraphs_do_nothing(text in pieces()) {
        let quoted = block(&text);
        let effects = scan(&quoted);
        prop_assert_eq!(effects, nothing(), "{:?} becomes {:?}", text, quoted);
        prop_assert!(!quoted.contains("<!--"));
    }

    #[test]
    fn quoted_comments_do_nothing(text in pieces(), times in 1..60_usize) {
        let rest = Rest { text: "more", url: "https://x.example/1" };
        let quoted = quoted(&text.repeat(times), rest);
        let mut effects = scan(&format!("Before\n\n{quoted}\n\nafter"));
        effects.links.remove("https://x.example/1");
        prop_assert_eq!(effects, nothing(), "{:?} becomes {:?}", text, quoted);
        prop_assert!(quoted.lines().all(|line| line.starts_with('>')), "{}", quoted);
        prop_assert!(!quoted.contains("<!--"));
    }

    #[test]
    fn excerpts_do_nothing(text in pieces(), times in 1..60_usize) {
        let rest = Rest { text: "more", url: "https://x.example/1|2" };
        let table = format!("| a | b |\n|--|--|\n| {} | end |\n", excerpt(&text.repeat(times), rest));
        let mut effects = scan(&table);
        effects.links.remove("https://x.example/1%7C2");
        prop_assert_eq!(effects, nothing(), "{}", table);
        prop_assert_eq!(table.replace("\\|", "").matches('|').count(), 9, "{}", table);
    }

    #[test]
    fn labels_of_diagrams_stay_within_their_line(text in pieces()) {
        let label = label(&inline(&text));
        prop_assert!(!label.contains(|c: char| c.is_control() || ":;#%`\"'<>{}\\".contains(c)), "{}", label);
        prop_assert!(label.chars().count() <= 42);
    }

    #[test]
    fn titles_do_nothing(text in pieces()) {
        let quoted = plain(&text);
        prop_assert_eq!(scan_plain(&quoted), nothing());
        prop_assert!(!quoted.contains(char::is_control));
    }

    #[test]
    fn scalars_read_back_from_json_and_yaml(text in pieces()) {
        let quoted = scalar(&text);
        let back: String = serde_json::from_str(&quoted).expect("a scalar is JSON");
        prop_assert_eq!(&back, &one_line(&text));
        prop_assert_eq!(yaml_scalars(&quoted), [back]);
        prop_assert!(!quoted.contains("<!--"));
    }
}

#[test]
fn ordinary_text_stays_as_it_was() {
    for text in [
        "Checkout fails for 20% of customers",
        "error_rate > 5 is fine as code, not as text"
            .trim_end_matches("> 5 is fine as code, not as text")
            .trim(),
        "決済が失敗する（全ユーザーの約20％）",
        "Let's see: deploy 3fa9c1e, then wait...",
        "Family 👨‍👩‍👧 and R&D & more",
    ] {
        let shown = inline(text).replace("&amp;", "&");
        assert_eq!(shown, text);
    }
}

#[test]
fn long_text_ends_in_an_ellipsis() {
    let quoted = inline(&"長い".repeat(1000));
    assert_eq!(quoted.chars().count(), MOST);
    assert!(quoted.ends_with('…'));
}

#[test]
fn addresses_can_be_copied_but_not_clicked() {
    assert_eq!(
        inline("see https://grafana.example/d/1."),
        "see `https://grafana.example/d/1`."
    );
    assert_eq!(
        inline("（https://grafana.example/を見て）"),
        "（`https://grafana.example/`を見て）"
    );
}

#[test]
fn quotes_keep_the_lines_of_a_comment() {
    let rest = Rest {
        text: "more",
        url: "https://x.example/1",
    };
    for (text, expected) in [
        ("one line", "> one line"),
        ("a\nb  \nc\n\nd", "> a\n> b\n> c\n>\n> d"),
        ("Now:\n- `x`\n- y\n  z", "> Now:\n>\n> - `x`\n> - y\n>     z"),
        ("a\n# b\n1. c", "> a\n>\n> b\n>\n> 1. c"),
        ("a\n2) b\n:-- c\n/close", "> a\n> 2\\) b\n> \\:-- c\n> \\/close"),
        ("", ""),
    ] {
        assert_eq!(quoted(text, rest), expected, "{text:?}");
    }
    let long = quoted(&"A sentence. ".repeat(200), rest);
    assert!(
        long.ends_with("A sentence.\n>\n> … [more](https://x.example/1)"),
        "{long}"
    );
    assert_eq!(
        excerpt(&"文。".repeat(200), rest),
        format!("{} … [more](https://x.example/1)", "文。".repeat(100))
    );
}

#[test]
fn links_lead_only_to_the_web() {
    assert_eq!(
        link("a", "https://x.example/b(c) d|e"),
        "[a](https://x.example/b%28c%29%20d%7Ce)"
    );
    assert_eq!(link("a", "javascript:alert(1)"), "a");
    assert_eq!(link("a", ""), "a");
}
