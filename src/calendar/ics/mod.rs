//! Invitations as calendars read them: iCalendar (RFC 5545) with the methods of iTIP (RFC 5546).
//!
//! All instants are in UTC, so that no zone has to be described. Whatever people wrote stays text: it can neither begin
//! a property of its own nor end one ([`mod@line`]).

mod line;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};

use line::{Lines, plain, text, web};

/// Somebody with a mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their mail address.
    pub mail: String,
}

/// A meeting as it stands in people's calendars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// What stays the same for as long as it is the same meeting, as in `incident-42@acme.example`.
    pub uid: String,
    /// Rises with every change that people must learn of.
    pub sequence: u32,
    /// When it begins.
    pub starts: DateTime<Utc>,
    /// When it ends.
    pub ends: DateTime<Utc>,
    /// Its title.
    pub summary: String,
    /// What it is about.
    pub description: String,
    /// Where it takes place or what it is about; an `http` or `https` address, others are left out.
    pub url: Option<String>,
    /// Who invites.
    pub organizer: Person,
    /// Who is invited.
    pub attendees: Vec<Person>,
    /// It does not take place.
    pub cancelled: bool,
    /// When the meeting was first entered.
    pub created: DateTime<Utc>,
    /// When it was last changed.
    pub stamp: DateTime<Utc>,
}

/// What is done with the events of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    /// People are asked to come.
    Request,
    /// People are told that it does not take place.
    Cancel,
    /// Events are shown to whoever reads them.
    Publish,
}

impl Method {
    fn name(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
            Self::Publish => "PUBLISH",
        }
    }
}

/// One meeting as a file to send: a request, or its cancellation. Without anybody to ask, it is published.
pub fn invitation(invitation: &Invitation) -> String {
    calendar(method_of(invitation), None, std::slice::from_ref(invitation))
}

/// What the file of one meeting asks calendars to do, as its media type must name it too (RFC 5545, 8.1).
pub fn method(invitation: &Invitation) -> &'static str {
    method_of(invitation).name()
}

fn method_of(invitation: &Invitation) -> Method {
    if invitation.cancelled {
        Method::Cancel
    } else if invitation.attendees.is_empty() {
        Method::Publish
    } else {
        Method::Request
    }
}

/// Several meetings as a calendar to subscribe to. It does not tell who is invited.
pub fn feed(name: &str, invitations: &[Invitation]) -> String {
    calendar(Method::Publish, Some(name), invitations)
}

fn calendar(method: Method, name: Option<&str>, invitations: &[Invitation]) -> String {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Closeout//Closeout//EN");
    lines.put("CALSCALE", "GREGORIAN");
    lines.put("METHOD", method.name());
    if let Some(name) = name {
        lines.put("X-WR-CALNAME", &plain(name));
    }
    for invitation in invitations {
        event(&mut lines, method, invitation);
    }
    lines.put("END", "VCALENDAR");
    lines.finish()
}

fn event(lines: &mut Lines, method: Method, invitation: &Invitation) {
    lines.put("BEGIN", "VEVENT");
    lines.put("UID", &text(&invitation.uid));
    lines.put("SEQUENCE", &invitation.sequence.to_string());
    lines.put("DTSTAMP", &utc(invitation.stamp));
    lines.put("CREATED", &utc(invitation.created));
    lines.put("LAST-MODIFIED", &utc(invitation.stamp));
    lines.put("DTSTART", &utc(invitation.starts));
    lines.put("DTEND", &utc(invitation.ends));
    lines.put("SUMMARY", &text(&invitation.summary));
    lines.put("DESCRIPTION", &text(&invitation.description));
    if let Some(url) = invitation.url.as_deref().and_then(web) {
        lines.put("URL", &url);
        // Some calendars show the place and not the address.
        lines.put("LOCATION", &text(&url));
    }
    lines.person("ORGANIZER", &[], &invitation.organizer);
    if method != Method::Publish {
        let ask: &[_] = if method == Method::Request {
            &[
                ("ROLE", "REQ-PARTICIPANT"),
                ("PARTSTAT", "NEEDS-ACTION"),
                ("RSVP", "TRUE"),
            ]
        } else {
            &[]
        };
        for attendee in &invitation.attendees {
            lines.person("ATTENDEE", ask, attendee);
        }
    }
    let status = if invitation.cancelled {
        "CANCELLED"
    } else {
        "CONFIRMED"
    };
    lines.put("STATUS", status);
    lines.put("END", "VEVENT");
}

/// An instant as iCalendar and the links of calendars write it.
pub(super) fn utc(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}
