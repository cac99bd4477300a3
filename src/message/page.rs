//! Web pages: HTML from the same contexts and helpers as everything else that is said.

use std::sync::LazyLock;

use handlebars::{Handlebars, html_escape};

use super::{Language, Voice, calendar::title, context::CalendarPage, render::registry};

/// What every page looks like.
const STYLE: &str = include_str!("../../templates/page.css");

static ENGLISH: LazyLock<Handlebars<'static>> = LazyLock::new(|| pages(Language::En));
static JAPANESE: LazyLock<Handlebars<'static>> = LazyLock::new(|| pages(Language::Ja));

/// The page with all review meetings of a repository.
pub fn calendar(page: &CalendarPage, voice: Voice) -> String {
    let registry = match voice.language {
        Language::En => &ENGLISH,
        Language::Ja => &JAPANESE,
    };
    calendar_with(registry, page, voice)
}

/// The page by the templates of a registry.
pub(super) fn calendar_with(registry: &Handlebars<'_>, page: &CalendarPage, voice: Voice) -> String {
    let mut data = serde_json::to_value(page).expect("a page is plain data");
    data["zone"] = voice.zone.name().into();
    let body = registry.render("page/calendar.html.hbs", &data);
    let body = body.expect("the template renders every page, which a test proves");
    let head = [
        "<meta charset=\"utf-8\">".to_owned(),
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">".to_owned(),
        "<meta name=\"robots\" content=\"noindex\">".to_owned(),
        format!("<title>{}</title>", html_escape(&title(&page.repository, voice))),
        format!(
            "<link rel=\"alternate\" type=\"text/calendar\" href=\"{}\">",
            html_escape(&page.feed)
        ),
        format!("<style>\n{STYLE}</style>"),
    ]
    .join("\n");
    let language = match voice.language {
        Language::En => "en",
        Language::Ja => "ja",
    };
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n{head}\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

/// The templates for where HTML is read.
fn pages(language: Language) -> Handlebars<'static> {
    let mut registry = registry(language);
    registry.register_escape_fn(html_escape);
    registry
}
