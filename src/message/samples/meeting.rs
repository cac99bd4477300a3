//! The review meeting and its agenda.

use chrono::TimeDelta;

use crate::domain::{
    incident::Skipped,
    meeting::{CalledOff, MeetingRecord},
    person::Login,
    phase::Instants,
    report::Detector,
    role::Role,
    severity::Severity,
};
use crate::message::{
    Message,
    context::{
        ActionCount, AgendaContext, CalendarDay, CalendarMeeting, CalendarPage, CalendarRow, CalendarState,
        InviteeRow, MeetingContext, MeetingEntry, Unusual,
    },
};

use super::{ADDRESSEE, HOME, HOSTILE, Sample, all_instants, at, deadline};

/// Where the samples' calendars are served.
const CALENDAR: &str = "https://github.test/acme/shop/calendar/token";

fn record() -> MeetingRecord {
    let starts = deadline() - TimeDelta::hours(3);
    MeetingRecord {
        starts,
        ends: starts + TimeDelta::minutes(45),
        url: None,
        sequence: 0,
        proposed: true,
        deadline: deadline(),
        cancelled: false,
        created: at(86),
        changed: at(86),
        moved_from: None,
        told: Vec::new(),
        invited: Vec::new(),
    }
}

pub(in crate::message) fn entry(title: &str, record: MeetingRecord) -> MeetingEntry {
    MeetingEntry {
        uid: "closeout-1000-7@github.test".into(),
        repository: "acme/shop".into(),
        number: 7,
        title: title.into(),
        drill: false,
        severity: Severity::Sev1,
        incident_url: format!("{HOME}/issues/7"),
        pull_url: format!("{HOME}/pull/12"),
        record,
    }
}

fn proposed() -> MeetingContext {
    let invitee = |login: &str, roles: &[Role], mention| InviteeRow {
        login: Login::new(login),
        roles: roles.into(),
        mention,
    };
    MeetingContext {
        entry: entry("Checkout fails", record()),
        drill: false,
        off: None,
        moved_from: None,
        chosen_by: None,
        late: false,
        unusual: None,
        invitees: vec![
            invitee(ADDRESSEE, &[Role::Owner, Role::Commander], true),
            invitee("kenji_acme", &[Role::CommsLead], false),
            invitee("mai", &[], false),
        ],
        url: None,
        minutes: 45,
        calendar: Some(CalendarRow {
            file: format!("{CALENDAR}/7.ics"),
            page: CALENDAR.into(),
            feed: format!("{CALENDAR}.ics"),
        }),
    }
}

/// Somebody chose a time and a place.
fn chosen(moved: bool, unusual: Unusual) -> MeetingContext {
    let starts = deadline() + TimeDelta::days(2);
    let url = Some(format!("{HOME}/wiki/meet"));
    let record = MeetingRecord {
        starts,
        ends: starts + TimeDelta::minutes(30),
        url: url.clone(),
        sequence: 2,
        proposed: false,
        ..record()
    };
    MeetingContext {
        moved_from: moved.then_some(deadline() - TimeDelta::hours(3)),
        entry: entry("Checkout fails", record),
        chosen_by: Some(Login::new("kenji_acme")),
        late: true,
        unusual: Some(unusual),
        url,
        minutes: 30,
        ..proposed()
    }
}

fn off(why: CalledOff) -> MeetingContext {
    let record = MeetingRecord {
        cancelled: true,
        sequence: 1,
        ..record()
    };
    MeetingContext {
        entry: entry("Checkout fails", record),
        off: Some(why),
        invitees: Vec::new(),
        ..proposed()
    }
}

pub(super) fn meetings() -> Vec<Sample> {
    let skipped = |reason: &str| Skipped {
        by: Login::new("kenji_acme"),
        reason: reason.into(),
        at: at(90),
    };
    let hours = Unusual::Hours {
        opens: "10:00".into(),
        closes: "18:00".into(),
    };
    let holiday = |name: &str| Unusual::Holiday {
        name: Some(name.into()),
    };
    let unreachable = MeetingContext {
        calendar: None,
        ..proposed()
    };
    let rescheduled = MeetingContext {
        moved_from: Some(deadline() + TimeDelta::days(3)),
        drill: true,
        invitees: Vec::new(),
        ..proposed()
    };
    let hostile = MeetingContext {
        entry: MeetingEntry {
            drill: true,
            ..entry(HOSTILE, record())
        },
        calendar: None,
        ..chosen(true, holiday(HOSTILE))
    };
    let lost = MeetingContext {
        calendar: None,
        ..off(CalledOff::Skipped(skipped(HOSTILE)))
    };
    let sample = |name, meeting| Sample::new(name, Message::Meeting(Box::new(meeting)));
    vec![
        sample("proposed", proposed()),
        sample("proposed, and no server to ask", unreachable),
        sample("proposed anew", rescheduled),
        sample("chosen", chosen(false, hours)),
        sample("moved", chosen(true, Unusual::DayOff)),
        sample("on a holiday", chosen(true, holiday("Labour Thanksgiving Day"))),
        sample("hostile", hostile),
        sample("withdrawn", off(CalledOff::Withdrawn)),
        sample(
            "postmortem skipped",
            off(CalledOff::PostmortemSkipped(skipped("Nothing was lost."))),
        ),
        sample(
            "skipped",
            off(CalledOff::Skipped(skipped("We all sat together."))),
        ),
        sample("skipped, hostile", lost),
        sample("merged", off(CalledOff::Closed)),
    ]
}

pub(super) fn agendas() -> Vec<Sample> {
    let full = AgendaContext {
        drill: false,
        number: 7,
        url: Some(format!("{HOME}/wiki/meet")),
        document_url: format!("{HOME}/blob/abc/postmortems/2026/7-checkout.md"),
        instants: all_instants(),
        rows: 12,
        summary: "A certificate had run out.".into(),
        detected_by: Some(Detector::Customer),
        impact: Some("One checkout in three failed.".into()),
        incident_url: format!("{HOME}/issues/7"),
        actions: ActionCount {
            all: 3,
            without_owner: 1,
            without_due: 2,
        },
    };
    let empty = AgendaContext {
        drill: true,
        url: None,
        instants: Instants::default(),
        rows: 1,
        summary: String::new(),
        detected_by: None,
        impact: None,
        actions: ActionCount::default(),
        ..full.clone()
    };
    let half = AgendaContext {
        instants: Instants::default(),
        summary: HOSTILE.into(),
        impact: Some(HOSTILE.into()),
        actions: ActionCount {
            all: 1,
            ..ActionCount::default()
        },
        ..full.clone()
    };
    let sample = |name, agenda| Sample::new(name, Message::Agenda(Box::new(agenda)));
    vec![
        sample("everything known", full),
        sample("nothing known", empty),
        sample("hostile", half),
    ]
}

pub(super) fn pages() -> Vec<(&'static str, CalendarPage)> {
    let meeting = |title: &str, days, state| {
        let starts = deadline() + TimeDelta::days(days);
        let record = MeetingRecord {
            starts,
            ends: starts + TimeDelta::minutes(45),
            ..record()
        };
        CalendarMeeting {
            entry: entry(title, record),
            place: (days % 2 == 0).then(|| "https://meet.example/a?b=c&d".to_owned()),
            state,
            file: format!("{CALENDAR}/7.ics"),
        }
    };
    let day = |meetings: Vec<CalendarMeeting>| CalendarDay {
        day: meetings[0].entry.record.starts,
        meetings,
    };
    let empty = CalendarPage {
        repository: "acme/shop".into(),
        feed: format!("{CALENDAR}.ics"),
        upcoming: Vec::new(),
        past: Vec::new(),
    };
    let mut drill = meeting("A drill", 3, CalendarState::Planned);
    drill.entry.drill = true;
    let full = CalendarPage {
        upcoming: vec![
            day(vec![
                meeting("Checkout fails", 0, CalendarState::Now),
                meeting("決済できない", 0, CalendarState::Proposed),
            ]),
            day(vec![drill]),
        ],
        past: vec![
            day(vec![meeting(HOSTILE, -1, CalendarState::Off)]),
            day(vec![meeting("Mail is late", -2, CalendarState::Open)]),
            day(vec![meeting("Search is empty", -3, CalendarState::Held)]),
        ],
        ..empty.clone()
    };
    vec![("nothing", empty), ("everything", full)]
}
