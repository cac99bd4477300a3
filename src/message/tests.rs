//! Every template with every sample, in every language: it renders, it reads as reviewed, and nothing leaks.

mod leaks;
pub(super) mod scan;

use std::fmt::Write as _;

use chrono_tz::Tz;

use super::{Language, Rendered, Voice, render, samples};

fn voice(language: Language) -> Voice {
    Voice {
        language,
        zone: Tz::Asia__Tokyo,
    }
}

fn shown(rendered: &Rendered) -> String {
    match rendered {
        Rendered::Comment { body } => body.clone(),
        Rendered::Document { headline, text } => format!("Commit: {headline}\n\n{text}"),
        Rendered::PullRequest { title, body } => format!("Title: {title}\n\n{body}"),
        Rendered::Check {
            title,
            summary,
            annotations,
        } => {
            let mut text = format!("Title: {title}\n\n{summary}");
            for a in annotations.iter().take(20) {
                let column = a.column.unwrap_or_default();
                write!(
                    text,
                    "\n\n{}:{}:{column} {:?}: {}\n{}",
                    a.path, a.line, a.level, a.title, a.message
                )
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
                settings.set_snapshot_path("snapshots");
                settings.set_prepend_module_to_snapshot(false);
                settings.set_omit_expression(true);
                settings
            };
            settings.bind(|| insta::assert_snapshot!(name, text));
        }
    }
}
