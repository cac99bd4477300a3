//! Writes invitations for `scripts/check-ics`, ordinary and hostile ones, and those that the server serves, into a folder: `NAME.ics` and, beside it, what
//! calendars must read from it as `NAME.json`.
//!
//! `cargo run --example invitations -- FOLDER`

use std::{env, error::Error, fs, path::PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use closeout::{
    calendar::ics::{self, Invitation, Person, feed, invitation},
    domain::{meeting::MeetingRecord, severity::Severity},
    message::{self, Language, Voice, context::MeetingEntry},
};
use serde_json::{Value, json};

/// A text, and what calendars make of it.
type Text = (&'static str, &'static str);

const ORDINARY: Text = ("Postmortem of #42: payments", "Postmortem of #42: payments");

const HOSTILE: [Text; 8] = [
    ("a; b, c: d \\ e \"f\" = g", "a; b, c: d \\ e \"f\" = g"),
    (
        "\\n is no line break, \\, no comma",
        "\\n is no line break, \\, no comma",
    ),
    (
        "one\r\ntwo\nthree\rfour\u{2028}five\u{85}six",
        "one\ntwo\nthree\nfour\nfive\nsix",
    ),
    (
        "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:stolen",
        "x\nEND:VEVENT\nBEGIN:VEVENT\nUID:stolen",
    ),
    ("bell\u{7} null\u{0} escape\u{1b}[31m", "bell null escape[31m"),
    (
        "決済システムが止まり、お客さまがおよそ二時間のあいだ注文できませんでした。振り返りの会議にご参加ください。",
        "決済システムが止まり、お客さまがおよそ二時間のあいだ注文できませんでした。振り返りの会議にご参加ください。",
    ),
    (
        "👩🏽\u{200d}🚒👩🏽\u{200d}🚒👩🏽\u{200d}🚒👩🏽\u{200d}🚒👩🏽\u{200d}🚒👩🏽\u{200d}🚒👩🏽\u{200d}🚒",
        "👩🏽\u{200d}🚒👩🏽\u{200d}🚒👩🏽\u{200d}🚒👩🏽\u{200d}🚒👩🏽\u{200d}🚒👩🏽\u{200d}🚒👩🏽\u{200d}🚒",
    ),
    (
        "a-single-word-that-is-far-longer-than-a-line-may-be-and-therefore-must-be-folded-somewhere-within-itself",
        "a-single-word-that-is-far-longer-than-a-line-may-be-and-therefore-must-be-folded-somewhere-within-itself",
    ),
];

/// Names of people, and what calendars make of them.
const NAMES: [Text; 3] = [
    ("Alice Example", "Alice Example"),
    (
        "Bob \"x\"\r\nATTENDEE:mailto:eve@evil.example",
        "Bob 'x'  ATTENDEE:mailto:eve@evil.example",
    ),
    ("田中; 太郎, SRE: 部", "田中; 太郎, SRE: 部"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(arguments().nth(1).ok_or("name a folder")?);
    fs::create_dir_all(&folder)?;
    let write = |name: &str, file: String, expected: &Value| {
        fs::write(folder.join(format!("{name}.ics")), file)?;
        fs::write(folder.join(format!("{name}.json")), format!("{expected:#}\n"))
    };
    let asked = made(ORDINARY, 0);
    let cancelled = Invitation {
        cancelled: true,
        sequence: 3,
        ..asked.clone()
    };
    let published = Invitation {
        attendees: Vec::new(),
        url: None,
        ..asked.clone()
    };
    write(
        "request",
        invitation(&asked),
        &expected("REQUEST", &[(&asked, ORDINARY)]),
    )?;
    write(
        "cancel",
        invitation(&cancelled),
        &expected("CANCEL", &[(&cancelled, ORDINARY)]),
    )?;
    write(
        "publish",
        invitation(&published),
        &expected("PUBLISH", &[(&published, ORDINARY)]),
    )?;
    let mut all = Vec::new();
    for (number, text) in (1..).zip(HOSTILE) {
        let hostile = made(text, number);
        let name = format!("hostile-{number}");
        write(
            &name,
            invitation(&hostile),
            &expected("REQUEST", &[(&hostile, text)]),
        )?;
        all.push((hostile, text));
    }
    let invitations: Vec<Invitation> = all.iter().map(|(invitation, _)| invitation.clone()).collect();
    let events: Vec<_> = all.iter().map(|(invitation, text)| (invitation, *text)).collect();
    let mut expected = expected("PUBLISH", &events);
    expected["name"] = json!("障害    postmortems   all");
    write(
        "feed",
        feed("障害; \\ postmortems,\r\nall", &invitations),
        &expected,
    )?;
    for (name, file, expected) in served() {
        write(&name, file, &expected)?;
    }
    Ok(())
}

/// What the server serves of a meeting that is proposed, moved and called off, and of all meetings, in each language.
fn served() -> Vec<(String, String, Value)> {
    let mut files = Vec::new();
    for (language, name) in [(Language::En, "en"), (Language::Ja, "ja")] {
        let voice = Voice {
            language,
            zone: Tz::Asia__Tokyo,
        };
        let mut all = Vec::new();
        for (number, (title, _)) in (1..).zip(HOSTILE) {
            let steps = [
                ("proposed", record(0, false)),
                ("moved", record(1, false)),
                ("cancelled", record(2, true)),
            ];
            for (step, record) in steps {
                let invitation = message::calendar::invitation(&entry(title, number, record), voice);
                let method = ics::method(&invitation);
                let told = json!({ "method": method, "name": null, "events": [told(&invitation)] });
                files.push((
                    format!("served-{name}-{number}-{step}"),
                    ics::invitation(&invitation),
                    told,
                ));
                all.push(invitation);
            }
        }
        let title = message::calendar::title("acme/shop", voice);
        let events: Vec<Value> = all.iter().map(told).collect();
        let told = json!({ "method": "PUBLISH", "name": title, "events": events });
        files.push((format!("served-{name}-feed"), feed(&title, &all), told));
    }
    files
}

fn entry(title: &str, number: u64, record: MeetingRecord) -> MeetingEntry {
    MeetingEntry {
        uid: format!("closeout-1000-{number}@github.example"),
        repository: "acme/shop".to_owned(),
        number,
        title: title.to_owned(),
        drill: number.is_multiple_of(2),
        severity: Severity::Sev1,
        incident_url: format!("https://github.example/acme/shop/issues/{number}"),
        pull_url: "https://github.example/acme/shop/pull/12".to_owned(),
        record,
    }
}

/// A meeting after so many changes.
fn record(sequence: u32, cancelled: bool) -> MeetingRecord {
    let starts = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(498_750 + i64::from(sequence));
    MeetingRecord {
        starts,
        ends: starts + TimeDelta::minutes(45),
        url: (sequence > 0).then(|| "https://meet.example/42?a=b&c=d".to_owned()),
        sequence,
        proposed: sequence == 0,
        deadline: starts + TimeDelta::hours(3),
        cancelled,
        created: starts - TimeDelta::days(3),
        changed: starts - TimeDelta::days(2),
        moved_from: None,
        told: Vec::new(),
        invited: Vec::new(),
    }
}

/// What calendars must read of an invitation that the server serves.
fn told(invitation: &Invitation) -> Value {
    let time = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    json!({
        "uid": invitation.uid,
        "sequence": invitation.sequence,
        "starts": time(invitation.starts),
        "ends": time(invitation.ends),
        "stamp": time(invitation.stamp),
        "summary": read(&invitation.summary),
        "description": read(&invitation.description),
        "url": invitation.url,
        "organizer": { "name": "Closeout (acme/shop)", "address": "mailto:no-reply@closeout.invalid" },
        "attendees": [],
        "status": if invitation.cancelled { "CANCELLED" } else { "CONFIRMED" },
    })
}

/// A text as calendars read it: every line break is one of theirs, and nothing in it controls anything.
fn read(text: &str) -> String {
    let breaks = ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let text = text.replace("\r\n", "\n").replace(breaks, "\n");
    text.chars()
        .filter(|c| *c == '\n' || *c == '\t' || !c.is_control())
        .collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "an example is told where to write by its one argument"
)]
fn arguments() -> env::Args {
    env::args()
}

/// An invitation that says `text` wherever it can.
fn made((text, _): Text, number: u32) -> Invitation {
    let starts = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(498_750 + i64::from(number));
    let person = |(name, _): Text| Person {
        name: name.to_owned(),
        mail: "sre+42@acme.example".to_owned(),
    };
    Invitation {
        uid: format!("incident-{number}@acme.example"),
        sequence: number,
        starts,
        ends: starts + TimeDelta::minutes(45),
        summary: text.to_owned(),
        description: format!("{text}\n\n{text}"),
        url: Some("https://meet.example/42?a=b&c=d".to_owned()),
        organizer: person(NAMES[0]),
        attendees: NAMES.map(person).into(),
        cancelled: false,
        created: starts - TimeDelta::days(3),
        stamp: starts - TimeDelta::days(2),
    }
}

/// What calendars must read. Who is invited is told to those who are asked only.
fn expected(method: &str, events: &[(&Invitation, Text)]) -> Value {
    let time = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let person = |(_, name): Text| json!({ "name": name, "address": "mailto:sre+42@acme.example" });
    let event = |(invitation, (_, text)): &(&Invitation, Text)| {
        let asked = method != "PUBLISH";
        let names: Vec<Value> = NAMES.into_iter().filter(|_| asked).map(person).collect();
        json!({
            "uid": invitation.uid,
            "sequence": invitation.sequence,
            "starts": time(invitation.starts),
            "ends": time(invitation.ends),
            "stamp": time(invitation.stamp),
            "summary": text,
            "description": format!("{text}\n\n{text}"),
            "url": invitation.url,
            "organizer": person(NAMES[0]),
            "attendees": names,
            "status": if invitation.cancelled { "CANCELLED" } else { "CONFIRMED" },
        })
    };
    json!({ "method": method, "name": null, "events": events.iter().map(event).collect::<Vec<_>>() })
}
