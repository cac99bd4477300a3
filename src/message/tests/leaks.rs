//! Other people's text stays text: it notifies nobody, refers to nothing, and formats nothing.

use crate::{
    domain::marker::Marker,
    message::{
        Language, Rendered, render,
        samples::{self, ADDRESSEE, HOME, NUMBERS, TEAM},
    },
};

use super::{
    scan::{Effects, scan, scan_plain},
    voice,
};

/// Every text of every sample that is Markdown, with its name.
fn texts() -> Vec<(String, Rendered)> {
    let mut texts = Vec::new();
    for language in Language::ALL {
        for (kind, samples) in samples::all() {
            for sample in samples {
                let name = format!("{kind}, {}, {language:?}", sample.name);
                texts.push((name, render(&sample.message, voice(language))));
            }
        }
    }
    texts
}

fn markdown(rendered: &Rendered) -> &str {
    match rendered {
        Rendered::Comment { body } | Rendered::PullRequest { body, .. } | Rendered::Issue { body, .. } => {
            body
        }
        Rendered::Document { text, .. } | Rendered::Part { text } => text,
        Rendered::Check { summary, .. } => summary,
        Rendered::Commit { headline } => headline,
    }
}

fn titles(rendered: &Rendered) -> Vec<&str> {
    match rendered {
        Rendered::Comment { .. } | Rendered::Part { .. } => Vec::new(),
        Rendered::Document { headline, .. } | Rendered::Commit { headline } => vec![headline],
        Rendered::PullRequest { title, .. } | Rendered::Issue { title, .. } => vec![title],
        Rendered::Check {
            title, annotations, ..
        } => {
            let titles = annotations.iter().map(|annotation| annotation.title.as_str());
            std::iter::once(title.as_str()).chain(titles).collect()
        }
    }
}

/// Whether a piece of HTML is what the status comment's template is made of.
pub(super) fn is_ours(html: &str) -> bool {
    let is_summary =
        html.starts_with("<summary>") && html.ends_with("</summary>") && html.matches('<').count() == 2;
    html == "<details>" || html == "</details>" || is_summary || without_anchors(html).is_empty()
}

/// The text without what marks the items of a checklist.
fn without_anchors(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!-- closeout:item ") {
        let (key, after) = after.split_once(" -->").expect("an anchor ends");
        let is_key = key
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(is_key, "{key:?} is no key");
        out.push_str(before);
        rest = after;
    }
    out + rest
}

fn reports_impact(name: &str) -> bool {
    !name.contains("minimal")
}

#[test]
fn messages_do_only_what_their_templates_mean_to() {
    for (name, rendered) in texts() {
        let is_document = matches!(rendered, Rendered::Document { .. });
        let Effects {
            mentions,
            references,
            links,
            markup,
            formatted,
        } = scan(markdown(&rendered));
        let strangers: Vec<_> = mentions
            .iter()
            .filter(|who| ![ADDRESSEE, TEAM].contains(&who.as_str()))
            .collect();
        assert!(strangers.is_empty(), "{name} notifies {strangers:?}");
        if !is_document {
            let known = NUMBERS.map(|number| number.to_string());
            let others: Vec<_> = references
                .iter()
                .filter(|number| !known.contains(number))
                .collect();
            assert!(others.is_empty(), "{name} refers to {others:?}");
        }
        let known = |link: &&String| {
            let homes = [
                HOME,
                "https://calendar.google.com/",
                "https://outlook.office.com/",
            ];
            homes.iter().any(|home| link.starts_with(home))
        };
        let away: Vec<_> = links.iter().filter(|link| !known(link)).collect();
        assert!(away.is_empty(), "{name} links to {away:?}");
        // A document's only HTML is its template's notes and region markers, a comment's its folds and anchors.
        let foreign: Vec<_> = markup
            .iter()
            .filter(|html| html.contains("EVIL") || !(is_document || is_ours(html)))
            .collect();
        assert!(foreign.is_empty(), "{name} holds {foreign:?}");
        // The title of a document is its heading.
        assert!(
            is_document || !formatted.contains("EVIL"),
            "{name} formats {formatted:?}"
        );
    }
}

#[test]
fn titles_do_nothing_and_fit() {
    for (name, rendered) in texts() {
        for title in titles(&rendered) {
            assert_eq!(scan_plain(title), Effects::default(), "{name}: {title}");
            let most = if matches!(rendered, Rendered::Check { .. }) {
                255
            } else {
                256
            };
            assert!((1..=most).contains(&title.chars().count()), "{name}: {title}");
            assert!(!title.contains(char::is_control), "{name}: {title:?}");
        }
    }
}

#[test]
fn nothing_is_closed_by_a_phrase() {
    for (name, rendered) in texts() {
        let words = format!("{} {}", titles(&rendered).join(" "), markdown(&rendered)).to_lowercase();
        let mut words = words.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let word = word.trim_end_matches(':');
            let closes = [
                "close", "closes", "closed", "fix", "fixes", "fixed", "resolve", "resolves", "resolved",
            ];
            let number = words.peek().and_then(|next| next.strip_prefix('#'));
            let refers = number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()));
            assert!(
                !(closes.contains(&word) && refers),
                "{name}: {word} {:?}",
                words.peek()
            );
        }
    }
}

#[test]
fn no_message_forges_a_marker_or_a_region() {
    for (name, rendered) in texts() {
        let text = markdown(&rendered);
        if let Rendered::Document { .. } = rendered {
            let regions = ["facts", "impact", "timeline"];
            for region in regions
                .into_iter()
                .filter(|region| *region != "impact" || reports_impact(&name))
            {
                for marker in [format!("begin {region} "), format!("end {region} -->")] {
                    let marker = format!("<!-- closeout:{marker}");
                    assert_eq!(text.matches(&marker).count(), 1, "{name}: {marker}");
                }
            }
        } else {
            assert!(!without_anchors(text).contains("<!--"), "{name} holds a comment");
        }
        assert_eq!(Marker::find(text), None, "{name}");
    }
}

#[test]
fn every_row_of_a_table_has_the_cells_of_its_head() {
    let mut torn = Vec::new();
    for (name, rendered) in texts() {
        let mut cells = None;
        for line in markdown(&rendered).lines() {
            let count = line
                .starts_with('|')
                .then(|| line.replace("\\|", "").matches('|').count());
            if let (Some(head), Some(count)) = (cells, count)
                && head != count
            {
                torn.push(format!("{name}: {line}"));
            }
            cells = count.and(cells.or(count));
        }
    }
    assert!(torn.is_empty(), "{torn:#?}");
}

#[test]
fn diagrams_hold_nothing_but_their_own_syntax() {
    let mut diagrams = 0;
    for (name, rendered) in texts() {
        let text = markdown(&rendered);
        for diagram in text.split("\n```mermaid\n").skip(1) {
            let (diagram, _) = diagram.split_once("\n```\n").expect("a diagram ends");
            diagrams += 1;
            for (number, line) in diagram.lines().enumerate() {
                let line = match number {
                    0 => Some("").filter(|_| line == "gantt"),
                    _ => line.strip_prefix("    "),
                };
                let line = line.unwrap_or_else(|| panic!("{name}: {diagram}"));
                let (label, times) = line.split_once(" :").unwrap_or(("", ""));
                assert!(
                    !label.contains(|c| ":;#%`\"'<>{}\\".contains(c)),
                    "{name}: {line}"
                );
                assert!(label.chars().count() <= 42, "{name}: {line}");
                assert!(
                    !times.contains(|c: char| !c.is_ascii_alphanumeric() && !" ,:-".contains(c)),
                    "{name}: {line}"
                );
            }
        }
    }
    assert!(diagrams >= 8, "only {diagrams} diagrams were looked at");
}

#[test]
fn no_line_outside_code_looks_like_a_command() {
    for (name, rendered) in texts() {
        let mut fenced = false;
        for line in markdown(&rendered).lines() {
            fenced ^= line.starts_with("```") && !line.trim_start_matches('`').contains('`');
            assert!(fenced || !line.trim_start().starts_with('/'), "{name}: {line}");
        }
        assert!(!fenced, "{name} leaves a block open");
    }
}

#[test]
fn bodies_leave_room_for_the_marker() {
    for (name, rendered) in texts() {
        if !matches!(rendered, Rendered::Document { .. }) {
            assert!(markdown(&rendered).chars().count() <= 60_000, "{name}");
        }
    }
}
