//! Review meetings for calendars and for people: a feed, one file a meeting, and a page.
//!
//! The token in an address is a capability: whoever knows it sees the meetings of its repository. Everything comes from
//! what was last seen of the incidents; nobody here asks GitHub. An address that opens nothing is answered like one that
//! does not exist, whatever is wrong with it.

use std::{fmt::Write as _, sync::Arc};

use aws_lc_rs::digest;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use chrono::{DateTime, Utc};

use super::Shared;
use crate::{
    calendar::{
        address::Address,
        ics::{self, Invitation},
    },
    engine::calendar::Opened,
    message::{
        self, Voice,
        context::{CalendarDay, CalendarMeeting, CalendarPage, CalendarState},
    },
    store::{MeetingView, Projection},
};

/// How long a calendar program may go without asking again, in seconds.
const CACHE: &str = "private, max-age=300";

/// No script, no form, nothing from elsewhere; only the style that stands in the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page of a token, or with `.ics` behind it the feed.
pub(super) async fn all(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let (token, is_feed) = match name.strip_suffix(".ics") {
        Some(token) => (token, true),
        None => (name.as_str(), false),
    };
    let Some(known) = Known::find(&shared, token).await else {
        return nothing();
    };
    if is_feed {
        let invitations: Vec<Invitation> = known.meetings().map(|(_, view)| view.invitation()).collect();
        let title = message::calendar::title(&known.repository, known.voice);
        let text = ics::feed(&title, &invitations);
        return answer(&headers, &ics_type("PUBLISH"), text, None);
    }
    let page = message::page::calendar(&known.page(shared.clock.now()), known.voice);
    answer(&headers, "text/html; charset=utf-8", page, None)
}

/// One meeting.
pub(super) async fn one(
    State(shared): State<Arc<Shared>>,
    Path((token, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let number = name
        .strip_suffix(".ics")
        .filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    let (Some(known), Some(number)) = (Known::find(&shared, &token).await, number) else {
        return nothing();
    };
    let found = known
        .meetings()
        .find(|(incident, _)| incident.locator.key.issue.to_string() == number);
    let Some((_, view)) = found else {
        return nothing();
    };
    let invitation = view.invitation();
    let (method, text) = (ics::method(&invitation), ics::invitation(&invitation));
    answer(
        &headers,
        &ics_type(method),
        text,
        Some(&format!("review-{number}.ics")),
    )
}

/// What a token opens.
struct Known {
    incidents: Vec<Projection>,
    address: Address,
    repository: String,
    voice: Voice,
}

impl Known {
    /// What is known of the token's repository; nothing for a token that opens nothing, and before there was an incident.
    async fn find(shared: &Shared, token: &str) -> Option<Self> {
        let calendars = shared.engine.calendars()?;
        let Opened {
            installation,
            repository,
        } = calendars.open(token)?;
        let incidents = match shared.store.projections_in(repository).await {
            Ok(incidents) => incidents,
            Err(error) => {
                tracing::error!(%error, "the meetings of a repository cannot be read");
                return None;
            }
        };
        let latest = incidents
            .iter()
            .filter(|incident| incident.locator.installation == installation)
            .max_by_key(|incident| incident.seen_at)?;
        let locator = &latest.locator;
        Some(Self {
            address: calendars.address(installation, repository),
            repository: format!("{}/{}", locator.owner, locator.name),
            voice: latest.voice,
            incidents,
        })
    }

    /// Incidents with a meeting, and the meeting.
    fn meetings(&self) -> impl Iterator<Item = (&Projection, &MeetingView)> {
        let incidents = self.incidents.iter();
        incidents.filter_map(|incident| Some((incident, incident.meeting.as_ref()?)))
    }

    fn page(&self, now: DateTime<Utc>) -> CalendarPage {
        let mut meetings: Vec<CalendarMeeting> = self
            .meetings()
            .map(|(incident, view)| CalendarMeeting {
                entry: view.entry.clone(),
                place: view.entry.record.url.clone(),
                state: state(view, now),
                file: self.address.invitation(incident.locator.key.issue),
            })
            .collect();
        meetings.sort_by_key(|meeting| (meeting.entry.record.starts, meeting.entry.number));
        let (upcoming, mut past): (Vec<_>, Vec<_>) = meetings.into_iter().partition(|meeting| {
            matches!(
                meeting.state,
                CalendarState::Planned | CalendarState::Proposed | CalendarState::Now
            )
        });
        past.reverse();
        CalendarPage {
            repository: self.repository.clone(),
            feed: self.address.feed(),
            upcoming: self.by_day(upcoming),
            past: self.by_day(past),
        }
    }

    /// Neighbours that are on one day where people are.
    fn by_day(&self, meetings: Vec<CalendarMeeting>) -> Vec<CalendarDay> {
        let date = |at: DateTime<Utc>| at.with_timezone(&self.voice.zone).date_naive();
        let mut days: Vec<CalendarDay> = Vec::new();
        for meeting in meetings {
            let starts = meeting.entry.record.starts;
            match days.last_mut().filter(|day| date(day.day) == date(starts)) {
                Some(day) => day.meetings.push(meeting),
                None => days.push(CalendarDay {
                    day: starts,
                    meetings: vec![meeting],
                }),
            }
        }
        days
    }
}

/// What became of a meeting.
fn state(view: &MeetingView, now: DateTime<Utc>) -> CalendarState {
    let record = &view.entry.record;
    if view.held.is_some() {
        CalendarState::Held
    } else if record.cancelled {
        CalendarState::Off
    } else if record.ends <= now {
        CalendarState::Open
    } else if record.starts <= now {
        CalendarState::Now
    } else if record.proposed {
        CalendarState::Proposed
    } else {
        CalendarState::Planned
    }
}

fn ics_type(method: &str) -> String {
    format!("text/calendar; charset=utf-8; method={method}")
}

/// There is nothing here, for whatever reason.
fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response()
}

/// A text that programs may keep for a while, and need not be sent again while it is the same.
fn answer(asked: &HeaderMap, content_type: &str, text: String, file: Option<&str>) -> Response {
    let tag = tag(&text);
    let known = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let unchanged = known.is_some_and(|known| {
        known
            .split(',')
            .any(|each| each.trim().trim_start_matches("W/") == tag || each.trim() == "*")
    });
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        text.into_response()
    };
    let mut put = |name: HeaderName, value: &str| {
        let value = HeaderValue::from_str(value).expect("it is made of plain characters");
        response.headers_mut().insert(name, value);
    };
    if !unchanged {
        put(header::CONTENT_TYPE, content_type);
        if let Some(file) = file {
            put(
                header::CONTENT_DISPOSITION,
                &format!("inline; filename=\"{file}\""),
            );
        }
    }
    put(header::ETAG, &tag);
    put(header::CACHE_CONTROL, CACHE);
    put(header::CONTENT_SECURITY_POLICY, POLICY);
    // Links on the page lead elsewhere, and the address is a secret.
    put(header::REFERRER_POLICY, "no-referrer");
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(HeaderName::from_static("x-robots-tag"), "noindex");
    response
}

/// The same for the same text.
fn tag(text: &str) -> String {
    let hash = digest::digest(&digest::SHA256, text.as_bytes());
    let digits = hash.as_ref()[..8].iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").expect("writing to a string succeeds");
        digits
    });
    format!("\"{digits}\"")
}
