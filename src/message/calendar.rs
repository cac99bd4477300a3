//! The review meeting as calendars show it: plain text, in the configured language, with the local time in it.

use std::sync::LazyLock;

use handlebars::{Handlebars, no_escape};

use crate::calendar::ics::{Invitation, Person};

use super::{Language, Voice, context::MeetingEntry, render::registry};

static ENGLISH: LazyLock<Handlebars<'static>> = LazyLock::new(|| plain(Language::En));
static JAPANESE: LazyLock<Handlebars<'static>> = LazyLock::new(|| plain(Language::Ja));

/// Nobody reads mail to this address, and it can never belong to anybody (RFC 2606).
const NOBODY: &str = "no-reply@closeout.invalid";

/// What calendars are told about a meeting.
///
/// Whoever is invited is known by login and not by mail address, so that nobody is listed.
pub fn invitation(entry: &MeetingEntry, voice: Voice) -> Invitation {
    let registry = match voice.language {
        Language::En => &ENGLISH,
        Language::Ja => &JAPANESE,
    };
    invitation_with(registry, entry, voice)
}

/// What calendars are told about a meeting by the templates of a registry.
pub(super) fn invitation_with(registry: &Handlebars<'_>, entry: &MeetingEntry, voice: Voice) -> Invitation {
    let record = &entry.record;
    Invitation {
        uid: entry.uid.clone(),
        sequence: record.sequence,
        starts: record.starts,
        ends: record.ends,
        summary: text(registry, "calendar/summary.txt.hbs", entry, voice),
        description: text(registry, "calendar/description.txt.hbs", entry, voice),
        url: record.url.clone().or_else(|| Some(entry.pull_url.clone())),
        organizer: Person {
            name: format!("Closeout ({})", entry.repository),
            mail: NOBODY.to_owned(),
        },
        attendees: Vec::new(),
        cancelled: record.cancelled,
        created: record.created,
        stamp: record.changed,
    }
}

/// What the calendar with all review meetings of a repository is called.
pub fn title(repository: &str, voice: Voice) -> String {
    voice.language.words().review_meetings(repository)
}

fn text(registry: &Handlebars<'_>, template: &str, entry: &MeetingEntry, voice: Voice) -> String {
    let mut data = serde_json::to_value(entry).expect("a meeting is plain data");
    data["zone"] = voice.zone.name().into();
    let written = registry.render(template, &data);
    let written = written.expect("every template renders every meeting, which a test proves");
    written.trim().to_owned()
}

/// The templates for where nothing but text is read.
fn plain(language: Language) -> Handlebars<'static> {
    let mut registry = registry(language);
    registry.register_escape_fn(no_escape);
    registry
}
