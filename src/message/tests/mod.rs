//! Every template with every sample, in every language: it renders, it reads as reviewed, and nothing leaks.

mod coverage;
mod fitting;
mod form;
mod leaks;
mod lint;
mod pages;
mod reading;
mod reports;
pub(super) mod scan;

use std::fmt::Write as _;

use chrono_tz::Tz;

use crate::document;

use super::{Language, Message, Rendered, Voice, render, samples, template::TEMPLATES};

fn voice(language: Language) -> Voice {
    Voice {
        language,
        zone: Tz::Asia__Tokyo,
    }
}

fn shown(rendered: &Rendered) -> String {
    match rendered {
        Rendered::Comment { body: text } | Rendered::Part { text } => text.clone(),
        Rendered::Document { headline, text } => format!("Commit: {headline}\n\n{text}"),
        Rendered::Commit { headline } => format!("Commit: {headline}"),
        Rendered::PullRequest { title, body } | Rendered::Issue { title, body } => {
            format!("Title: {title}\n\n{body}")
        }
        Rendered::Check {
            title,
            summary,
            annotations,
            buttons,
        } => {
            let mut text = format!("Title: {title}\n\n{summary}");
            for a in annotations.iter().take(20) {
                let column = a.columns.map_or(0, |(first, _)| first);
                write!(
                    text,
                    "\n\n{}:{}:{column} {:?}: {}\n{}",
                    a.path, a.line, a.level, a.title, a.message
                )
                .expect("writing to a string succeeds");
            }
            for button in buttons {
                write!(text, "\n\n[{}] {}", button.label, button.description)
                    .expect("writing to a string succeeds");
            }
            text
        }
    }
}

#[test]
fn every_message_reads_as_reviewed() {
    for language in Language::ALL {
        for (kind, samples) in samples::all() {
            let mut text = String::new();
            for sample in samples {
                let rendered = render(&sample.message, voice(language));
                write!(text, "━━━━ {} ━━━━\n{}\n\n", sample.name, shown(&rendered))
                    .expect("writing to a string succeeds");
            }
            let name = format!("{kind}.{language:?}").to_lowercase();
            let settings = {
                let mut settings = insta::Settings::clone_current();
                settings.set_snapshot_path("../snapshots");
                settings.set_prepend_module_to_snapshot(false);
                settings.set_omit_expression(true);
                settings
            };
            settings.bind(|| insta::assert_snapshot!(name, text));
        }
    }
}

/// What the short template has.
const SHORT: [document::Section; 6] = [
    document::Section::Summary,
    document::Section::Impact,
    document::Section::Timeline,
    document::Section::RootCause,
    document::Section::ActionItems,
    document::Section::Lessons,
];

#[test]
fn documents_have_every_section_and_say_nothing_yet() {
    for language in Language::ALL {
        for sample in samples::all().into_iter().flat_map(|(_, samples)| samples) {
            let Rendered::Document { text, .. } = render(&sample.message, voice(language)) else {
                continue;
            };
            let read = document::Postmortem::parse(&text);
            let found: Vec<_> = read.sections.iter().filter_map(|found| found.section).collect();
            match sample.name {
                "short" => assert_eq!(found, SHORT, "{language:?}"),
                "short, with an announcement" => {
                    let mut with = SHORT.to_vec();
                    with.insert(5, document::Section::CustomerAnnouncement);
                    assert_eq!(found, with, "{language:?}");
                }
                name => assert_eq!(found, document::Section::ALL, "{name} in {language:?}"),
            }
            assert_eq!(
                document::extract(&text),
                document::Extract::default(),
                "{}",
                sample.name
            );
        }
    }
}

/// Every scalar of a YAML text, keys and values in turn.
pub(super) fn yaml_scalars(yaml: &str) -> Vec<String> {
    let mut scalars = Vec::new();
    let mut parser = granit_parser::Parser::new_from_str(yaml);
    while let Some(event) = parser.next_event() {
        if let (granit_parser::Event::Scalar(text, ..), _) = event.expect("our own YAML can be read") {
            scalars.push(text.to_string());
        }
    }
    scalars
}

#[test]
fn front_matter_reads_back() {
    for sample in samples::all().into_iter().flat_map(|(_, samples)| samples) {
        let (Message::Document(context), Rendered::Document { text, .. }) =
            (&sample.message, render(&sample.message, voice(Language::En)))
        else {
            continue;
        };
        let yaml = text
            .split("---\n")
            .nth(1)
            .expect("a document begins with front matter");
        let scalars = yaml_scalars(yaml);
        let value = |key: &str| {
            let at = scalars
                .iter()
                .position(|scalar| scalar == key)
                .expect("the key is there");
            scalars[at + 1].as_str()
        };
        let title = value("title");
        assert!(title.starts_with("EVIL -->") || title == context.title, "{title}");
        assert_eq!(value("incident"), "7");
        assert_eq!(value("deadline"), "2026-11-27T09:00:00Z");
        assert_eq!(value("held"), "null");
    }
}

/// A text without the tags of HTML, as web pages are made of. The marks of our regions and notes to authors stay.
fn without_elements(text: &str) -> String {
    let mut parts = text.split('<');
    let mut words = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_tag = part.starts_with(|c: char| c.is_ascii_lowercase() || c == '/');
        match part.split_once('>').filter(|_| is_tag) {
            Some((_, rest)) => words.push_str(rest),
            None => words.extend(["<", part]),
        }
    }
    words
}

/// A template's own words: without tags and code.
fn prose(template: &str) -> String {
    let mut prose = String::new();
    let mut rest = template;
    while let Some((before, tag)) = rest.split_once("{{") {
        prose.push_str(before);
        rest = tag.split_once("}}").map_or("", |(_, after)| after);
    }
    prose.push_str(rest);
    let outside = |text: &str, fence: &str| text.split(fence).step_by(2).collect::<Vec<_>>().join(" ");
    outside(&outside(&without_elements(&prose), "```"), "`")
}

#[test]
fn no_template_speaks_the_other_language() {
    let is_japanese = |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}');
    for template in &TEMPLATES {
        let english = prose(template.text(Language::En));
        assert!(!english.contains(is_japanese), "{} is not English", template.path);
        // Front matter is for programs.
        let japanese = prose(template.text(Language::Ja));
        for line in japanese.rsplit("\n---\n").next().unwrap_or_default().lines() {
            let words = line
                .split(|c: char| !c.is_ascii_alphabetic())
                .filter(|word| word.len() > 1);
            let is_marker = line.starts_with("<!-- closeout:");
            assert!(
                words.count() <= 2 || is_marker || line.contains(is_japanese),
                "{}: {line}",
                template.path
            );
        }
    }
}

#[test]
fn templates_leave_quoting_on() {
    for template in &TEMPLATES {
        for language in Language::ALL {
            let source = template.text(language);
            assert!(
                !source.contains("{{{") && !source.contains("{{&"),
                "{}",
                template.path
            );
        }
    }
}
