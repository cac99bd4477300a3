//! Web pages: they read as reviewed, and other people's text is text in them.

use std::fmt::Write as _;

use crate::message::{Language, page, samples};

use super::voice;

#[test]
fn every_page_reads_as_reviewed() {
    for language in Language::ALL {
        let mut text = String::new();
        for (name, sample) in samples::pages() {
            let html = page::calendar(&sample, voice(language));
            let (_, body) = html.split_once("</head>").expect("a page has a head");
            write!(text, "━━━━ {name} ━━━━\n{body}\n").expect("writing to a string succeeds");
        }
        let name = format!("page.{language:?}").to_lowercase();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, text));
    }
}

#[test]
fn what_people_wrote_is_text() {
    for language in Language::ALL {
        for (name, sample) in samples::pages() {
            let html = page::calendar(&sample, voice(language));
            for forbidden in ["<b>", "<!--", "<script", "<https:"] {
                assert!(!html.contains(forbidden), "{name}: {forbidden}");
            }
            assert_eq!(
                html.matches("<a ").count(),
                html.matches("</a>").count(),
                "{name}"
            );
        }
    }
}
