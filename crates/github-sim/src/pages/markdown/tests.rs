//! What visitors write, kind and hostile.

use super::*;

struct Acme;

impl Surroundings for Acme {
    fn task_form(&self) -> Option<&str> {
        None
    }

    fn mention(&self, name: &str) -> Option<String> {
        ["mona", "sato-k", "acme/sre"]
            .iter()
            .find(|known| known.eq_ignore_ascii_case(name))
            .map(|n| (*n).to_owned())
    }

    fn reference(&self, repository: Option<&str>, number: u64) -> Option<String> {
        let repository = repository.unwrap_or("acme/shop");
        (number == 12).then(|| format!("/{repository}/issues/12"))
    }
}

fn talk(text: &str) -> String {
    render(text, Place::Conversation(&Acme), "c1").to_string()
}

fn file(text: &str) -> String {
    render(
        text,
        Place::File {
            root: "/acme/shop/blob/main",
            folder: "docs/a",
        },
        "doc",
    )
    .to_string()
}

/// Every tag that opens also closes, in order.
fn assert_well_nested(html: &str) {
    let mut open: Vec<String> = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, _) = piece
            .split_once('>')
            .unwrap_or_else(|| panic!("unclosed tag in {html}"));
        let name = tag
            .trim_start_matches('/')
            .split([' ', '/'])
            .next()
            .unwrap_or_default()
            .to_owned();
        if ["br", "hr", "input", "path", "circle", "rect"].contains(&name.as_str()) {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop().as_deref(), Some(name.as_str()), "in {html}");
        } else {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} left open in {html}");
}

#[test]
fn scripts_and_handlers_become_text() {
    for hostile in [
        "<script>alert(1)</script>",
        "hello <script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<details ontoggle=alert(1) open><summary onclick=alert(1)>x</summary></details>",
        "<details/onload=alert(1)>",
        "<iframe src=//evil.example></iframe>",
        "<style>*{display:none}</style>",
        "<form action=/x><button>go</button></form>",
        "`<script>`\n\n    <script>\n\n```html\n<script>alert(1)</script>\n```",
        "| <script> | b |\n|---|---|\n| <script>alert(1)</script> | c |",
        "![<script>alert(1)</script>](x)",
        "```\"><script>alert(1)</script>\nx\n```",
        "[^<script>]\n\n[^<script>]: <script>alert(1)</script>",
        "# <script>x</script>",
        "<sub\u{b}onclick=alert(1)>",
        "<!--><script>alert(1)</script>-->",
        "<details><summary><!-- --!><script>alert(1)</script>",
        "@mona<script> #12<script> https://x.example/<script>\"onclick=\"",
    ] {
        for html in [talk(hostile), file(hostile)] {
            let lower = html.to_lowercase();
            for tag in [
                "<script",
                "<img",
                "<iframe",
                "<style",
                "<form",
                "<button",
                "<svg/",
                "<sub\u{b}",
            ] {
                assert!(!lower.contains(tag), "{hostile} gave {html}");
            }
            for piece in lower.split('<').skip(1) {
                let tag = piece.split('>').next().unwrap_or_default();
                for handler in [" onerror", " onclick", " ontoggle", " onload", " style="] {
                    assert!(!tag.contains(handler), "{hostile} gave {html}");
                }
            }
            assert_well_nested(&html);
        }
    }
}

#[test]
fn only_harmless_link_targets_survive() {
    for target in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "<java\tscript:alert(1)>",
        "<\u{1}javascript:alert(1)>",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
    ] {
        for text in [
            format!("[x]({target})"),
            format!("[x][r]\n\n[r]: {target}"),
            format!("![x]({target})"),
        ] {
            assert!(!talk(&text).contains("href"), "{text} gave {}", talk(&text));
            assert!(!file(&text).contains("href"), "{text} gave {}", file(&text));
        }
    }
    assert!(talk("<javascript:alert(1)>").contains("<p>javascript:alert(1)</p>"));
    assert!(
        talk("[x](https://a.example/?q=\"a\"&b)")
            .contains("href=\"https://a.example/?q=&quot;a&quot;&amp;b\"")
    );
    assert!(talk("<mona@acme.example>").contains("href=\"mailto:mona@acme.example\""));
}

#[test]
fn relative_links_of_a_file_stay_inside_its_repository() {
    assert!(file("[x](b.md#top)").contains("href=\"/acme/shop/blob/main/docs/a/b.md#top\""));
    assert!(file("[x](../../../../../user)").contains("href=\"/acme/shop/blob/main/user\""));
    assert!(file("[x](/root.md)").contains("href=\"/acme/shop/blob/main/root.md\""));
    assert!(!file(r"[x](/\evil.example)").contains("href"));
}

#[test]
fn comments_vanish_even_when_they_never_end() {
    assert_eq!(talk("<!-- bot:note {\"a\":1} -->\nseen").trim(), "<p>seen</p>");
    assert_eq!(talk("a <!-- gone --> b"), "<p>a  b</p>\n");
    assert!(render("<!-- all -->", Place::Conversation(&Acme), "c").is_empty());
    assert!(!talk("shown\n\n<!-- never ends\n\n**x**").contains("never"));
    assert_eq!(
        talk("<!--\n\nblank lines do not end it\n\n-->\n\nseen").trim(),
        "<p>seen</p>"
    );
}

#[test]
fn details_fold_markdown_and_are_closed_for_the_author() {
    let html = talk("<details open>\n<summary>More &amp; more</summary>\n\n- **one**\n\n</details>\n\nafter");
    assert!(
        html.contains("<details open>\n<summary>More &amp; more</summary>"),
        "{html}"
    );
    assert!(html.contains("<strong>one</strong>"));
    assert_well_nested(&html);
    for text in [
        "<details><summary>a\n\n<details><summary>b</summary>\n\nx",
        "</details></details>\n\nx",
        "- <details>\n\n  inside\n\noutside",
        "> <details>\n\noutside\n\n</details>",
        "<summary>no details</summary>",
        "<sub>a **b</sub> c** <kbd>d",
        "**a <sup>b** c</sup>",
        "<details></summary></details>",
        "| a |\n|---|\n| <sub>x |\n| <kbd>y |",
        "<details>\n<sub>\n<details>\n\nx",
        "[a <sub>b](https://x.example) </sub>",
    ] {
        assert_well_nested(&talk(text));
        assert_well_nested(&file(text));
    }
    let nested = "<details>\n\n".repeat(2000);
    assert_eq!(talk(&nested).matches("</details>").count(), 2000);
}

#[test]
fn mentions_and_references_are_linked_where_they_exist() {
    let html = talk("cc @Mona, @acme/sre and @nobody; see #12, #13, acme/api#12 (x@mona.example)");
    assert!(
        html.contains("<strong class=\"mention\">@mona</strong>,"),
        "{html}"
    );
    assert!(html.contains("<strong class=\"mention\">@acme/sre</strong>"));
    assert!(html.contains("@nobody;"));
    assert!(html.contains(
        "<a href=\"/acme/shop/issues/12\">#12</a>, #13, <a href=\"/acme/api/issues/12\">acme/api#12</a>"
    ));
    assert_eq!(html.matches("mention").count(), 2, "{html}");
    assert!(!talk("`@mona` [#12](x) \n\n```\n@mona #12\n```").contains("mention"));
    assert!(talk("@sato-kさん、#12を見て").contains("@sato-k</strong>さん、<a href"));
    assert_eq!(file("#12 @mona"), "<p>#12 @mona</p>\n");
}

#[test]
fn bare_addresses_are_linked_without_their_punctuation() {
    let html =
        talk("See https://status.example/a?b=1&c=2, (http://x.example/y_z_w). とhttps://jp.example/あ。次");
    assert!(
        html.contains(">https://status.example/a?b=1&amp;c=2</a>,"),
        "{html}"
    );
    assert!(html.contains("\"http://x.example/y_z_w\""), "{html}");
    assert!(html.contains(">https://jp.example/あ</a>。"), "{html}");
    assert!(!talk("https:// http://").contains("href"));
}

#[test]
fn line_breaks_count_in_conversations_only() {
    assert!(talk("a\nb").contains("<br />"));
    assert!(!file("a\nb").contains("<br"));
}

#[test]
fn tables_tasks_alerts_and_footnotes() {
    let html = talk("| a | | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |");
    assert!(
        html.contains("<th scope=\"col\" class=\"left\">a</th><td class=\"center\"></td>"),
        "{html}"
    );
    assert!(html.contains("<td class=\"right\">3</td>"));
    assert!(talk("- [x] done\n- [ ] open").contains("checked aria-label=\"Completed task\""));
    let html = talk("> [!WARNING]\n> **hot**");
    assert!(
        html.contains("markdown-alert-warning") && html.contains("Warning</p>"),
        "{html}"
    );
    let html = talk("a[^x]\n\n[^x]: note");
    assert!(
        html.contains("href=\"#user-content-c1-fn-1\"") && html.contains("id=\"user-content-c1-fn-1\""),
        "{html}"
    );
    assert!(talk("```mermaid\ngraph TD;\n```").contains("<code class=\"language-mermaid\">graph TD;"));
    assert_well_nested(&html);
}

#[test]
fn headings_of_files_can_be_linked_and_never_take_a_page_id() {
    let html = file("# What went *well*?\n\n# What went well\n\n[up](#what-went-well)");
    assert!(
        html.contains("<h1 id=\"user-content-doc-what-went-well\">"),
        "{html}"
    );
    assert!(html.contains("<h1 id=\"user-content-doc-what-went-well-1\">"));
    assert!(html.contains("href=\"#user-content-doc-what-went-well\""));
}

#[test]
fn front_matter_is_a_table() {
    let html = file(
        "---\ntitle: \"A <b>\"\ntags: [db, 'x']\nroles:\n  commander: mona\nlist:\n- a: 1\n  b: 2\n- c\nempty:\n---\n# Text",
    );
    assert!(
        html.contains("<th scope=\"row\">title</th><td>A &lt;b&gt;</td>"),
        "{html}"
    );
    assert!(html.contains("<td>db, x</td>"));
    assert!(html.contains("<th scope=\"row\">commander</th><td>mona</td>"));
    assert!(html.contains("<li>c</li>"));
    assert!(html.contains("<th scope=\"row\">empty</th><td></td>"));
    assert_well_nested(&html);
    assert!(
        talk("---\na: b\n---").contains("<hr"),
        "only files have front matter"
    );
    assert!(file("---\nnot closed: 1\n").contains("<hr"));
}

#[test]
fn front_matter_that_cannot_be_followed_is_code() {
    let deep = (0..40)
        .map(|n| " ".repeat(n) + "k:")
        .collect::<Vec<_>>()
        .join("\n");
    for matter in [
        "just words",
        "a: 1\n   stray",
        "? odd\n: pair",
        &deep,
        "- - - a: 1",
    ] {
        let html = file(&format!("---\n{matter}\n---\nx<y"));
        assert_well_nested(&html);
        assert!(html.contains("x&lt;y"), "{html}");
    }
    let brackets = format!("---\na: {}{}\n---\n", "[".repeat(50_000), "]".repeat(50_000));
    assert_well_nested(&file(&brackets));
}

#[test]
fn hostile_sizes_stay_linear() {
    for text in [
        "> ".repeat(5_000),
        "[".repeat(50_000),
        "<!--".repeat(20_000),
        "@a#1".repeat(20_000),
        "<sub>".repeat(9_000),
    ] {
        assert_well_nested(&talk(&text));
    }
}
