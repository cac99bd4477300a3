//! Links that open a new event in somebody's calendar, filled in.

use chrono::{DateTime, SecondsFormat, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::ics::{Invitation, utc};

/// A link for Google Calendar.
pub fn google(invitation: &Invitation) -> String {
    let span = format!("{}/{}", utc(invitation.starts), utc(invitation.ends));
    link(
        "https://calendar.google.com/calendar/render",
        &[
            ("action", "TEMPLATE"),
            ("text", &invitation.summary),
            ("dates", &span),
            ("details", &invitation.description),
            ("location", place(invitation)),
        ],
    )
}

/// A link for Outlook on the web, for accounts of work or school.
pub fn outlook(invitation: &Invitation) -> String {
    let iso = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    link(
        "https://outlook.office.com/calendar/0/deeplink/compose",
        &[
            ("path", "/calendar/action/compose"),
            ("rru", "addevent"),
            ("subject", &invitation.summary),
            ("startdt", &iso(invitation.starts)),
            ("enddt", &iso(invitation.ends)),
            ("body", &invitation.description),
            ("location", place(invitation)),
        ],
    )
}

fn place(invitation: &Invitation) -> &str {
    invitation.url.as_deref().unwrap_or_default()
}

/// An address with a query; parameters without a value are left out.
fn link(base: &str, parameters: &[(&str, &str)]) -> String {
    let written = parameters.iter().filter(|(_, value)| !value.is_empty());
    let written =
        written.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
    format!("{base}?{}", written.collect::<Vec<_>>().join("&"))
}
