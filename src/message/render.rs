//! Messages into words.

use std::sync::LazyLock;

use handlebars::Handlebars;
use serde::Serialize;
use serde_json::Value;

use crate::{
    document::{self, lint::Level},
    domain::{
        marker::{Marker, Slot},
        request::Request,
    },
    policy::Fault,
};

use super::{
    Annotation, AnnotationLevel, Button, Language, Message, Rendered, Voice,
    context::{
        ConfigCheck, DocumentContext, FindingRow, IndexText, PostmortemCheck, StatusContext, Template,
        TemplateCheck, TemplateFault,
    },
    cut::cut,
    helper::{self, included::has_region},
    lint, own,
    quote::{at_most, link},
    template::TEMPLATES,
};

/// The template that counts without any other.
const FULL: &str = "postmortem/full.md.hbs";
/// The most characters that GitHub takes.
const WHOLE: usize = 65_536;
/// The most characters we write of a body or summary, so that the marker fits behind it. Quoted text and lists have
/// limits of their own: this one cuts a message only when all of them are reached at once.
const BODY: usize = 60_000;
/// The most rows of a timeline that a status comment shows.
const ROWS: usize = 50;
/// The most characters of a check's or an annotation's title.
const CHECK_TITLE: usize = 255;
/// The most characters of a pull request's title.
const PULL_REQUEST_TITLE: usize = 256;
/// The most faults of the configuration that are remarked on.
const ANNOTATIONS: usize = 50;
/// The most buttons of a check.
const BUTTONS: usize = 3;

static ENGLISH: LazyLock<Handlebars<'static>> = LazyLock::new(|| registry(Language::En));
static JAPANESE: LazyLock<Handlebars<'static>> = LazyLock::new(|| registry(Language::Ja));

/// Writes a message out in the language and zone of `voice`.
///
/// # Panics
///
/// When a template asks for something that its message does not have. Templates are compiled in, and a test
/// renders each of them with every shape of its message.
pub fn render(message: &Message, voice: Voice) -> Rendered {
    render_with(of_language(voice.language), message, voice)
}

pub(super) fn of_language(language: Language) -> &'static Handlebars<'static> {
    match language {
        Language::En => &ENGLISH,
        Language::Ja => &JAPANESE,
    }
}

/// The text of a document's generated region, without its comments; none when there is nothing to say in it.
pub fn region(name: &str, context: &DocumentContext, voice: Voice) -> Option<String> {
    let message = Message::Document(context.clone());
    let page = Page::new(of_language(voice.language), &message, voice);
    has_region(name, &page.data).then(|| tidy(&page.text(&format!("region/{name}.md.hbs"))))
}

/// The values at the top of a document, between their two lines of dashes.
pub fn front_matter(context: &DocumentContext, voice: Voice) -> String {
    let message = Message::Document(context.clone());
    Page::new(of_language(voice.language), &message, voice).front_matter()
}

/// A part of the list of all postmortems in words.
///
/// # Panics
///
/// As [`render`].
pub fn index_text(part: IndexText, voice: Voice) -> String {
    match render(&Message::Index(part), voice) {
        Rendered::Part { text } => text,
        _ => unreachable!("a part of a file is rendered as one"),
    }
}

/// The document that a template makes.
///
/// # Errors
/// The first thing that is wrong with a template of a repository's own.
pub fn filled(context: &DocumentContext, voice: Voice) -> Result<String, TemplateFault> {
    let message = Message::Document(context.clone());
    Page::new(of_language(voice.language), &message, voice).filled(&context.template)
}

/// Writes a message out by the templates of a registry.
#[expect(clippy::too_many_lines, reason = "one table, one row a message")]
pub(super) fn render_with(registry: &Handlebars<'_>, message: &Message, voice: Voice) -> Rendered {
    let page = Page::new(registry, message, voice);
    match message {
        Message::Status(status) => Rendered::Comment {
            body: status_comment(registry, status, voice),
        },
        Message::Answer(_) => page.comment("comment/answer.md.hbs"),
        Message::Nudge(_) => page.comment("comment/nudge.md.hbs"),
        Message::Meeting(_) => page.comment("comment/meeting.md.hbs"),
        Message::Agenda(_) => page.comment("comment/agenda.md.hbs"),
        Message::Learnings(learnings) => Rendered::Comment {
            body: cut(
                &tidy(&page.text("comment/learnings.md.hbs")),
                BODY,
                &the_rest(Whole::Document, &learnings.document_url, voice.language),
            ),
        },
        Message::Document(context) => Rendered::Document {
            headline: page.line("pull_request/commit.hbs", PULL_REQUEST_TITLE),
            // A template that went bad since it was checked must not keep a postmortem from being opened.
            text: page
                .filled(&context.template)
                .unwrap_or_else(|_| page.built_in(FULL)),
        },
        Message::Files(_) => Rendered::Commit {
            headline: page.line("pull_request/update.hbs", PULL_REQUEST_TITLE),
        },
        Message::ActionIssue(_) => Rendered::Issue {
            title: page.line("item/title.hbs", PULL_REQUEST_TITLE),
            body: page.body("item/body.md.hbs"),
        },
        Message::PullRequest(_) => Rendered::PullRequest {
            title: page.line("pull_request/title.hbs", PULL_REQUEST_TITLE),
            body: page.body("pull_request/body.md.hbs"),
        },
        Message::Index(part) => Rendered::Part {
            text: page
                .text(match part {
                    IndexText::Page => "index/page.md.hbs",
                    IndexText::Head => "index/head.md.hbs",
                    IndexText::Row(_) => "index/row.md.hbs",
                })
                .trim()
                .to_owned(),
        },
        Message::IndexPullRequest(_) => Rendered::PullRequest {
            title: page.line("pull_request/index_title.hbs", PULL_REQUEST_TITLE),
            body: page.body("pull_request/index_body.md.hbs"),
        },
        Message::PostmortemCheck(check) => Rendered::Check {
            title: page.line("check/postmortem_title.hbs", CHECK_TITLE),
            summary: page.body("check/postmortem.md.hbs"),
            annotations: findings(check, voice.language),
            buttons: buttons(check, voice.language),
        },
        Message::Explanation(explanation) => Rendered::Comment {
            body: cut(
                &tidy(&page.text("comment/explanation.md.hbs")),
                BODY,
                &the_rest(Whole::Document, &explanation.document.url, voice.language),
            ),
        },
        Message::TemplateCheck(check) => Rendered::Check {
            title: page.line("check/template_title.hbs", CHECK_TITLE),
            summary: page.body("check/template.md.hbs"),
            annotations: template_annotations(check, voice.language),
            buttons: Vec::new(),
        },
        Message::ConfigCheck(check) => Rendered::Check {
            title: page.line("check/config_title.hbs", CHECK_TITLE),
            summary: page.body("check/config.md.hbs"),
            annotations: annotations(check, voice.language),
            buttons: Vec::new(),
        },
    }
}

/// The status comment with as many rows of its timeline as fit. The rest of the timeline is the thread itself.
fn status_comment(registry: &Handlebars<'_>, status: &StatusContext, voice: Voice) -> String {
    let message = Message::Status(Box::new(status.clone()));
    let room = BODY.min(WHOLE.saturating_sub(marker_length(&message)));
    let mut rows = status.timeline.len().min(ROWS);
    loop {
        let shown = Message::Status(Box::new(status.with_latest_rows(rows)));
        let text = tidy(&Page::new(registry, &shown, voice).text("comment/status.md.hbs"));
        if rows == 0 || text.chars().count() <= room {
            return cut(&text, room, &the_rest(Whole::Thread, &status.url, voice.language));
        }
        rows /= 2;
    }
}

/// How many characters the status comment's marker takes, with the blank line before it.
fn marker_length(message: &Message) -> usize {
    let marker = Marker {
        slot: Slot::Status,
        fingerprint: "0".repeat(16),
        kept: message.kept().to_vec(),
        items: message.item_records().to_vec(),
        meeting: None,
    };
    marker.to_string().chars().count() + 2
}

/// Where the rest of a message is.
#[derive(Clone, Copy)]
enum Whole {
    Thread,
    Document,
}

/// The last line of a message that had to be cut.
fn the_rest(whole: Whole, url: &str, language: Language) -> String {
    let words = language.status_words();
    let name = match whole {
        Whole::Thread => words.thread(),
        Whole::Document => words.document(),
    };
    words.rest(&link(name, url))
}

/// One message on its way through its templates.
struct Page<'a> {
    registry: &'a Handlebars<'a>,
    data: Value,
}

impl<'a> Page<'a> {
    fn new(registry: &'a Handlebars<'a>, message: &Message, voice: Voice) -> Self {
        /// What templates see: the message's own fields and the zone.
        #[derive(Serialize)]
        struct Root<'a> {
            zone: &'a str,
            #[serde(flatten)]
            message: &'a Message,
        }
        let root = Root {
            zone: voice.zone.name(),
            message,
        };
        Self {
            registry,
            data: serde_json::to_value(root).expect("messages are plain data"),
        }
    }

    fn text(&self, template: &str) -> String {
        let rendered = self.registry.render(template, &self.data);
        rendered.expect("every template renders every shape of its message, which a test proves")
    }

    fn body(&self, template: &str) -> String {
        cut(&tidy(&self.text(template)), BODY, "…")
    }

    fn front_matter(&self) -> String {
        format!("{}\n", tidy(&self.text("part/front_matter.md.hbs")))
    }

    /// The document by a template.
    fn filled(&self, template: &Template) -> Result<String, TemplateFault> {
        match template {
            Template::Full => Ok(self.built_in(FULL)),
            Template::Minimal => Ok(self.built_in("postmortem/minimal.md.hbs")),
            Template::Own(text) => own::filled(self.registry, text, &self.data, &self.front_matter())
                .map(|text| self.document(&text)),
        }
    }

    fn built_in(&self, template: &str) -> String {
        self.document(&tidy(&self.text(template)))
    }

    /// A document with the fingerprints by which it is known later what nobody has changed.
    fn document(&self, text: &str) -> String {
        let sealed = document::sealed(text);
        format!("{}\n", document::recorded(&sealed, &self.front_matter()))
    }

    fn line(&self, template: &str, most: usize) -> String {
        at_most(self.text(template).trim(), most)
    }

    fn comment(&self, template: &str) -> Rendered {
        Rendered::Comment {
            body: self.body(template),
        }
    }
}

/// Takes out what the templates' own layout leaves behind: empty lines in a row, spaces at the ends of lines.
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 1;
    for line in text.lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn annotations(check: &ConfigCheck, language: Language) -> Vec<Annotation> {
    let words = language.words();
    let annotation = |fault: &Fault| Annotation {
        path: check.path.clone(),
        line: fault.line,
        end_line: fault.line,
        columns: Some((fault.column, fault.column)),
        level: AnnotationLevel::Failure,
        title: at_most(&words.fault(&fault.kind), CHECK_TITLE),
        message: words.remedy(&fault.kind),
    };
    check.faults.iter().take(ANNOTATIONS).map(annotation).collect()
}

/// What the rules found, as remarks on the lines.
fn findings(check: &PostmortemCheck, language: Language) -> Vec<Annotation> {
    let Some(document) = &check.document else {
        return Vec::new();
    };
    let annotation = |row: &FindingRow| {
        let details = row.details.iter().map(|(name, value)| (*name, value.as_str()));
        let told = lint::told(row.rule, &details.collect(), language);
        // Columns are for remarks on one line only.
        let columns = (row.line == row.end_line).then_some((row.column, row.end_column));
        Annotation {
            path: document.path.clone(),
            line: row.line,
            end_line: row.end_line,
            columns,
            level: match row.level {
                Level::Error => AnnotationLevel::Failure,
                Level::Warning => AnnotationLevel::Warning,
            },
            title: at_most(told.title, CHECK_TITLE),
            message: format!("{}\n\n{} ({})", told.message, told.reason, row.rule),
        }
    };
    check.findings.iter().map(annotation).collect()
}

fn buttons(check: &PostmortemCheck, language: Language) -> Vec<Button> {
    let words = language.words();
    let button = |request: &Request| {
        let (label, description) = words.button(*request)?;
        Some(Button {
            request: *request,
            label,
            description,
        })
    };
    check.buttons.iter().filter_map(button).take(BUTTONS).collect()
}

/// What is wrong with a template and what to write instead, about the first of a check's faults.
pub fn advice(check: &TemplateCheck, voice: Voice) -> (String, String) {
    let first = template_annotations(check, voice.language).into_iter().next();
    first.map_or_else(Default::default, |first| (first.title, first.message))
}

fn template_annotations(check: &TemplateCheck, language: Language) -> Vec<Annotation> {
    let words = language.words();
    let annotation = |fault: &TemplateFault| Annotation {
        path: check.path.clone(),
        line: fault.line,
        end_line: fault.line,
        columns: Some((fault.column, fault.column)),
        level: AnnotationLevel::Failure,
        title: at_most(&words.template_fault(&fault.kind), CHECK_TITLE),
        message: words.template_remedy(&fault.kind),
    };
    check.faults.iter().take(ANNOTATIONS).map(annotation).collect()
}

/// Every template of a language, with the helpers that they call.
pub(super) fn registry(language: Language) -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.set_prevent_indent(true);
    helper::register(&mut registry, language);
    for template in &TEMPLATES {
        registry
            .register_template_string(template.path, template.text(language))
            .expect("templates are compiled in, and a test parses each");
    }
    registry
}
