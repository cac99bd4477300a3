//! A link that leads nowhere.

use std::collections::BTreeSet;

use crate::document::{
    Link, LinkKind, Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "broken-link",
    level: Level::Error,
    gap: false,
    source: source::PAGERDUTY_WRITING,
    examples: &[
        Example::good(
            En,
            Section::Summary,
            "See [the alert](https://grafana.acme.test/1), [the runbook](../runbooks/tls.md) and [below](#root-cause).",
        ),
        Example::bad(En, Section::Summary, "See [the alert]().", &["[the alert]()"]),
        Example::bad(
            En,
            Section::Summary,
            "See [one](https://example.com/1), [two](http://localhost:3000), [three](htps://acme.test) and [four](#nowhere).",
            &[
                "[one](https://example.com/1)",
                "[two](http://localhost:3000)",
                "[three](htps://acme.test)",
                "[four](#nowhere)",
            ],
        ),
        Example::bad(
            En,
            Section::Summary,
            "See [the chat](link) or [that](www.acme.test).",
            &["[the chat](link)", "[that](www.acme.test)"],
        ),
        Example::good(
            Ja,
            Section::Summary,
            "[アラート](https://grafana.acme.test/1)と[根本原因](#根本原因)を参照。",
        ),
        Example::bad(
            Ja,
            Section::Summary,
            "[アラート](https://example.com)を参照。",
            &["[アラート](https://example.com)"],
        ),
        Example::bad(Ja, Section::Summary, "[下記](#原因)を参照。", &["[下記](#原因)"]),
    ],
    check,
};

fn check(document: &Postmortem<'_>, setting: &Setting) -> Vec<Finding> {
    let anchors: BTreeSet<String> = anchors(document);
    let own = document
        .links
        .iter()
        .filter(|link| !document.is_generated(link.range.start));
    let here = setting.repository.as_ref().map(|page| format!("{page}/"));
    let elsewhere = own.filter(|link| {
        let begins_here = |here: &String| link.destination.trim().starts_with(here.as_str());
        !here.as_ref().is_some_and(begins_here)
    });
    let found = elsewhere.filter_map(|link| {
        let fault = fault(link, &anchors)?;
        Some(
            Finding::at(link.range.clone())
                .with("fault", fault)
                .with("found", link.destination.trim()),
        )
    });
    found.collect()
}

/// What is wrong with where a link leads, by the name that templates know.
fn fault(link: &Link<'_>, anchors: &BTreeSet<String>) -> Option<&'static str> {
    let to = link.destination.trim();
    let lower = to.to_ascii_lowercase();
    if to.is_empty() || to == "#" {
        return Some("empty");
    }
    if matches!(
        lower.as_str(),
        "link" | "url" | "todo" | "tbd" | "here" | "..." | "…" | "xxx" | "リンク"
    ) {
        return Some("placeholder");
    }
    if let Some(anchor) = to.strip_prefix('#') {
        let is_known = anchors.contains(&anchor.to_lowercase()) || anchors.contains(&decoded(anchor));
        return (!is_known).then_some("anchor");
    }
    if matches!(link.kind, LinkKind::Bracketed) && to.contains('@') {
        return None;
    }
    let Some((scheme, rest)) = lower.split_once(':') else {
        return lower
            .starts_with("www.")
            .then_some("scheme")
            .filter(|_| link.kind != LinkKind::Bare);
    };
    match scheme {
        "http" | "https" => host(rest),
        "mailto" | "tel" | "slack" | "ftp" | "ssh" | "git" => None,
        _ if rest.starts_with("//") => Some("scheme"),
        // A colon within a relative path.
        _ => None,
    }
}

/// What is wrong with an address behind its scheme.
fn host(rest: &str) -> Option<&'static str> {
    let Some(rest) = rest.strip_prefix("//") else {
        return Some("scheme");
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let is_example = ["example.com", "example.org", "example.net"]
        .iter()
        .any(|example| host == *example || host.ends_with(&format!(".{example}")));
    match host {
        "" => Some("host"),
        "localhost" | "127.0.0.1" | "0.0.0.0" => Some("local"),
        _ if is_example => Some("example"),
        _ if host.contains(|c: char| c.is_whitespace() || "<>{}".contains(c)) => Some("host"),
        _ => None,
    }
}

/// The anchors that GitHub makes of headings.
fn anchors(document: &Postmortem<'_>) -> BTreeSet<String> {
    let sections = document.sections.iter().map(|found| &found.heading);
    let headings = document.title.iter().chain(sections);
    let mut anchors = BTreeSet::new();
    for heading in headings {
        let anchor: String = heading
            .words
            .to_lowercase()
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == '-' || *c == '_' || *c == ' ')
            .map(|c| if c == ' ' { '-' } else { c })
            .collect();
        let again = (1..).map(|number| format!("{anchor}-{number}"));
        let mut names = std::iter::once(anchor.clone()).chain(again);
        let free = names.find(|name| !anchors.contains(name));
        anchors.extend(free);
    }
    anchors
}

/// An anchor as it is when its bytes are not written as `%E6`.
fn decoded(anchor: &str) -> String {
    percent_encoding::percent_decode_str(anchor)
        .decode_utf8_lossy()
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repositorys_own_pages_are_there_whatever_their_host_is_called() {
        let document = Postmortem::parse("# A\n\n[#4](http://localhost:3000/acme/shop/issues/4)\n");
        let found = |repository: Option<&str>| {
            let setting = Setting {
                repository: repository.map(str::to_owned),
                ..Setting::default()
            };
            check(&document, &setting).len()
        };
        assert_eq!(found(None), 1);
        assert_eq!(found(Some("http://localhost:3000/acme/shopping")), 1);
        assert_eq!(found(Some("http://localhost:3000/acme/shop")), 0);
    }
}
