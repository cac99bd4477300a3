//! Reports: they read as reviewed, and other people's text is text in every form of them.

use std::fmt::Write as _;

use crate::message::{Language, report, samples};

use super::voice;

#[test]
fn every_report_reads_as_reviewed() {
    for language in Language::ALL {
        let mut text = String::new();
        for (name, sample) in samples::reports() {
            let markdown = report::markdown(&sample, voice(language));
            write!(text, "━━━━ {name} ━━━━\n{markdown}\n").expect("writing to a string succeeds");
        }
        let name = format!("report.{language:?}").to_lowercase();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, text));
    }
}

/// The tags of HTML in a text, without what they are given.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).map(|rest| {
        let end = rest.find(|c: char| c.is_whitespace() || ">/".contains(c) && !rest.starts_with(c));
        rest.get(..end.unwrap_or(rest.len())).unwrap_or(rest)
    })
}

#[test]
fn a_page_is_made_of_what_templates_and_charts_are_made_of() {
    const KNOWN: [&str; 37] = [
        "!doctype",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "section",
        "h1",
        "h2",
        "p",
        "ul",
        "li",
        "strong",
        "code",
        "a",
        "em",
        "figure",
        "svg",
        "rect",
        "line",
        "text",
        "i",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "hr",
        "ol",
        "h3",
        "span",
        "figcaption",
    ];
    for language in Language::ALL {
        for (name, sample) in samples::reports() {
            let html = report::page(&sample, voice(language));
            for tag in tags(&html) {
                let tag = tag.trim_start_matches('/');
                assert!(KNOWN.contains(&tag), "{name}: <{tag}>");
            }
            for pair in [
                "section", "table", "tr", "td", "th", "svg", "figure", "a", "li", "ul", "div",
            ] {
                let (open, close) = (format!("<{pair}>"), format!("<{pair} "));
                let opened = html.matches(&open).count() + html.matches(&close).count();
                assert_eq!(
                    opened,
                    html.matches(&format!("</{pair}>")).count(),
                    "{name}: {pair}"
                );
            }
        }
    }
}

#[test]
fn a_page_asks_nobody_for_anything() {
    for (name, sample) in samples::reports() {
        let html = report::page(&sample, voice(Language::En));
        for forbidden in [
            "<script",
            "<img",
            "<link",
            "src=",
            "@import",
            "url(",
            "javascript:",
            "onerror",
            "<b>",
        ] {
            assert!(!html.contains(forbidden), "{name}: {forbidden}");
        }
        let links = html.split("href=\"").skip(1);
        for link in links {
            assert!(link.starts_with("https://github.com/acme/"), "{name}: {link:.60}");
        }
    }
}

#[test]
fn a_chart_stands_above_a_table_with_the_same_numbers() {
    for language in Language::ALL {
        let samples = samples::reports();
        let (_, everything) = samples
            .iter()
            .find(|(name, _)| *name == "everything")
            .expect("it is there");
        let html = report::page(everything, voice(language));
        let charts: Vec<&str> = html.split("<figure>").skip(1).collect();
        assert_eq!(charts.len(), 10, "{language:?}");
        for chart in charts {
            let (svg, rest) = chart.split_once("</figure>").expect("it ends");
            let (table, _) = rest.split_once("</table>").expect("a table follows");
            assert!(
                table.trim_start().starts_with("<div class=\"scroll\""),
                "{table:.200}"
            );
            let titles = svg.split("<rect").skip(1);
            for rect in titles {
                let title = rect
                    .split_once("<title>")
                    .and_then(|(_, rest)| rest.split_once("</title>"));
                let (title, _) = title.expect("every mark says what it is");
                let (label, value) = title.rsplit_once(": ").expect("what, and how much");
                let cell = |words: &str| table.contains(&format!(">{words}<"));
                let mut rows = label.match_indices(", ").map(|(at, _)| &label[..at]);
                // What tries everything at once has marks in its cell, which a title cannot have.
                let is_hostile = label.starts_with("evil");
                assert!(is_hostile || cell(label) || rows.any(cell), "{label} in {table}");
                assert!(table.contains(&format!(">{value}")), "{value} in {table}");
            }
        }
    }
}

#[test]
fn the_same_report_is_the_same_bytes() {
    for (name, sample) in samples::reports() {
        let once = report::page(&sample, voice(Language::Ja));
        assert_eq!(once, report::page(&sample, voice(Language::Ja)), "{name}");
    }
}

/// What is between two marks, wherever they stand.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    let parts = text.split(open).skip(1);
    parts.filter_map(|part| Some(part.split_once(close)?.0)).collect()
}

#[test]
fn a_feed_has_what_readers_of_feeds_need() {
    for language in Language::ALL {
        for (name, sample) in samples::reports() {
            let feed = report::feed(&sample, voice(language));
            well_formed(&feed);
            let (head, entries) = feed.split_once("<entry>").unwrap_or((&feed, ""));
            for needed in ["<title>", "<id>urn:uuid:", "<updated>", "<author><name>"] {
                assert_eq!(head.matches(needed).count(), 1, "{name}: {needed}");
            }
            for entry in entries.split("<entry>").filter(|entry| !entry.is_empty()) {
                for needed in ["<title>", "<id>urn:uuid:", "<updated>", "<content type=\"html\">"] {
                    assert_eq!(entry.matches(needed).count(), 1, "{name}: {needed} in {entry}");
                }
            }
            let instants = between(&feed, "<updated>", "</updated>");
            assert!(
                instants
                    .iter()
                    .all(|at| at.ends_with('Z') && at.parse::<chrono::DateTime<chrono::Utc>>().is_ok())
            );
            let ids = between(&feed, "<id>", "</id>");
            let different: std::collections::BTreeSet<_> = ids.iter().collect();
            assert_eq!(different.len(), ids.len(), "{name}");
        }
    }
}

#[test]
fn drafts_and_practice_are_no_entries() {
    let samples = samples::reports();
    let entries = |name: &str| {
        let (_, sample) = samples
            .iter()
            .find(|(found, _)| *found == name)
            .expect("it is there");
        report::feed(sample, voice(Language::En))
            .matches("<entry>")
            .count()
    };
    assert_eq!(entries("everything"), 2);
    assert_eq!(entries("nothing but practice"), 0);
}

/// Elements open and close in order, and no character stands there that XML does not know.
fn well_formed(xml: &str) {
    assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"));
    let mut open = Vec::new();
    for part in xml.split('<').skip(2) {
        let (tag, text) = part.split_once('>').expect("a tag ends");
        let name = tag.split_whitespace().next().expect("a tag has a name");
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{part}");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        for rest in text.split('&').skip(1) {
            let (entity, _) = rest.split_once(';').expect("an entity ends");
            assert!(["lt", "gt", "amp", "quot"].contains(&entity), "&{entity};");
        }
    }
    assert!(open.is_empty(), "{open:?}");
    assert!(!xml.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
}
