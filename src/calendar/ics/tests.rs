//! What calendars read is what was put in, and nothing else.

use proptest::prelude::*;

use super::*;
use crate::calendar::links;

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("a test instant")
}

fn person(name: &str, mail: &str) -> Person {
    Person {
        name: name.to_owned(),
        mail: mail.to_owned(),
    }
}

fn sample() -> Invitation {
    Invitation {
        uid: "incident-42@acme.example".to_owned(),
        sequence: 2,
        starts: instant("2026-11-25T06:00:00Z"),
        ends: instant("2026-11-25T06:45:00Z"),
        summary: "Postmortem #42: 決済が止まった; part 1, 2".to_owned(),
        description: "Wed 2026-11-25 15:00 JST\n1. Timeline\n2. Key points\\facts".to_owned(),
        url: Some("https://meet.example/a b?x=1&y=会議".to_owned()),
        organizer: person("Closeout", "closeout@acme.example"),
        attendees: vec![person("Alice \"Al\" O'Neil; Ops", "alice+ops@acme.example")],
        cancelled: false,
        created: instant("2026-11-20T14:10:00Z"),
        stamp: instant("2026-11-21T00:00:00Z"),
    }
}

/// The lines as a reader has them: unfolded, name and parameters apart from the value.
fn read(file: &str) -> Vec<(String, String)> {
    let whole = file.strip_suffix("\r\n").expect("the last line ends");
    for line in whole.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(['\r', '\n']), "{line:?}");
    }
    let split = |line: &str| {
        let mut quoted = false;
        let end = line.find(|character| {
            quoted ^= character == '"';
            character == ':' && !quoted
        });
        let (head, value) = line.split_at(end.expect("a property has a value"));
        (head.to_owned(), value[1..].to_owned())
    };
    whole.replace("\r\n ", "").split("\r\n").map(split).collect()
}

/// The text that was escaped.
fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        text.push(match character {
            '\\' => match characters.next().expect("something is escaped") {
                'n' => '\n',
                other => other,
            },
            other => other,
        });
    }
    text
}

/// What of a text can stand in a calendar: line breaks of one kind, and no other control characters.
fn plain(text: &str) -> String {
    let breaks = ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let text = text.replace("\r\n", "\n").replace(breaks, "\n");
    text.replace(
        |c: char| (c.is_control() && c != '\n' && c != '\t') || c == '\u{feff}',
        "",
    )
}

fn expected_file(lines: &[&str]) -> String {
    lines.join("\r\n") + "\r\n"
}

#[test]
fn an_invitation_is_a_request() {
    let expected = expected_file(&[
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Closeout//Closeout//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "UID:incident-42@acme.example",
        "SEQUENCE:2",
        "DTSTAMP:20261121T000000Z",
        "CREATED:20261120T141000Z",
        "LAST-MODIFIED:20261121T000000Z",
        "DTSTART:20261125T060000Z",
        "DTEND:20261125T064500Z",
        "SUMMARY:Postmortem #42: 決済が止まった\\; part 1\\, 2",
        "DESCRIPTION:Wed 2026-11-25 15:00 JST\\n1. Timeline\\n2. Key points\\\\facts",
        "URL:https://meet.example/a%20b?x=1&y=%E4%BC%9A%E8%AD%B0",
        "LOCATION:https://meet.example/a%20b?x=1&y=%E4%BC%9A%E8%AD%B0",
        "ORGANIZER;CN=\"Closeout\":mailto:closeout@acme.example",
        "ATTENDEE;CN=\"Alice 'Al' O'Neil; Ops\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-AC",
        " TION;RSVP=TRUE:mailto:alice+ops@acme.example",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    ]);
    assert_eq!(invitation(&sample()), expected);
}

#[test]
fn the_method_follows_from_the_invitation() {
    let nobody = Invitation {
        attendees: Vec::new(),
        ..sample()
    };
    let cancelled = Invitation {
        cancelled: true,
        ..sample()
    };
    let all = [sample(), nobody.clone(), cancelled.clone()];
    for (file, method, events, statuses, attendees) in [
        (invitation(&sample()), "REQUEST", 1, vec!["CONFIRMED"], 1),
        (invitation(&nobody), "PUBLISH", 1, vec!["CONFIRMED"], 0),
        (invitation(&cancelled), "CANCEL", 1, vec!["CANCELLED"], 1),
        (
            feed("障害, postmortems", &all),
            "PUBLISH",
            3,
            vec!["CONFIRMED", "CONFIRMED", "CANCELLED"],
            0,
        ),
        (feed("empty", &[]), "PUBLISH", 0, vec![], 0),
    ] {
        let lines = read(&file);
        let values = |name: &str| -> Vec<&str> {
            let named = lines
                .iter()
                .filter(|(head, _)| head.split(';').next() == Some(name));
            named.map(|(_, value)| value.as_str()).collect()
        };
        assert_eq!(values("METHOD"), [method]);
        assert_eq!(values("STATUS"), statuses);
        assert_eq!(
            (values("DTSTART").len(), values("ATTENDEE").len()),
            (events, attendees),
            "{file}"
        );
    }
    assert!(feed("障害, postmortems", &[]).contains("\r\nX-WR-CALNAME:障害  postmortems\r\n"));
}

#[test]
fn only_addresses_of_the_web_are_places() {
    for url in ["javascript:alert(1)", "file:///etc/passwd", "meet.example/42", ""] {
        let file = invitation(&Invitation {
            url: Some(url.to_owned()),
            ..sample()
        });
        assert!(!file.contains("URL:") && !file.contains("LOCATION:"), "{url}");
    }
}

#[test]
fn mail_addresses_hold_no_headers() {
    let invited = Invitation {
        attendees: vec![person(
            "",
            "a@b.example?cc=x@y.example&body=hi\r\nATTENDEE:mailto:z@y.example",
        )],
        ..sample()
    };
    let lines = read(&invitation(&invited));
    let attendees: Vec<_> = lines
        .iter()
        .filter(|(head, _)| head.starts_with("ATTENDEE"))
        .collect();
    let address = "mailto:a@b.example%3Fcc%3Dx@y.example%26body%3Dhi%0D%0AATTENDEE%3Amailto%3Az@y.example";
    assert_eq!(attendees.len(), 1);
    assert_eq!(attendees[0].1, address);
}

#[test]
fn links_open_a_filled_in_event() {
    let invitation = Invitation {
        description: "a&b=c#d".to_owned(),
        ..sample()
    };
    assert_eq!(
        links::google(&invitation),
        "https://calendar.google.com/calendar/render?action=TEMPLATE\
         &text=Postmortem%20%2342%3A%20%E6%B1%BA%E6%B8%88%E3%81%8C%E6%AD%A2%E3%81%BE%E3%81%A3%E3%81%9F%3B%20part%201%2C%202\
         &dates=20261125T060000Z%2F20261125T064500Z&details=a%26b%3Dc%23d\
         &location=https%3A%2F%2Fmeet%2Eexample%2Fa%20b%3Fx%3D1%26y%3D%E4%BC%9A%E8%AD%B0"
    );
    let nowhere = Invitation {
        summary: "会議".to_owned(),
        url: None,
        ..invitation
    };
    assert_eq!(
        links::outlook(&nowhere),
        "https://outlook.office.com/calendar/0/deeplink/compose?path=%2Fcalendar%2Faction%2Fcompose&rru=addevent\
         &subject=%E4%BC%9A%E8%AD%B0&startdt=2026%2D11%2D25T06%3A00%3A00Z&enddt=2026%2D11%2D25T06%3A45%3A00Z\
         &body=a%26b%3Dc%23d"
    );
}

/// Text of everything that could go wrong: long, wide, escaped, and full of line breaks.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "\r\n",
            "\n",
            "\r",
            "\r\nBEGIN:VEVENT\r\n",
            "\r\n ",
            "\\",
            "\\n",
            ";",
            ",",
            ":",
            "\"",
            "\t",
            " ",
            "\u{0}",
            "\u{85}",
            "\u{2028}",
            "\u{feff}",
            "障害対応",
            "👩🏽\u{200d}🚒",
            "é",
            "word ",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_was_put_in_is_read_back(
        (uid, summary, description, name, mail) in (hostile(), hostile(), hostile(), hostile(), hostile()),
        url in prop::option::of(hostile().prop_map(|rest| format!("https://{rest}"))),
    ) {
        let invited = Invitation {
            uid, summary, description, url,
            organizer: person(&name, &mail),
            attendees: vec![person(&name, &mail), person(&mail, &name)],
            ..sample()
        };
        let shape = |file: &str| -> Vec<String> {
            let heads = read(file).into_iter().map(|(head, _)| head.split(';').next().unwrap_or_default().to_owned());
            heads.filter(|name| !matches!(name.as_str(), "URL" | "LOCATION")).collect()
        };
        let usual = Invitation { attendees: vec![person("a", "b"), person("c", "d")], ..sample() };
        for (file, usual) in [
            (invitation(&invited), invitation(&usual)),
            (feed(&invited.summary, &[invited.clone(), invited.clone()]), feed("x", &[usual.clone(), usual])),
        ] {
            prop_assert_eq!(shape(&file), shape(&usual), "nothing begins a property of its own");
            let lines = read(&file);
            for (name, text) in [("UID", &invited.uid), ("SUMMARY", &invited.summary), ("DESCRIPTION", &invited.description)] {
                let (_, value) = lines.iter().find(|(head, _)| head == name).expect("it is there");
                prop_assert_eq!(unescaped(value), plain(text));
            }
        }
    }

    #[test]
    fn links_have_one_value_for_each_name(text in hostile()) {
        let invited = Invitation { summary: text.clone(), description: text, url: None, ..sample() };
        for link in [links::google(&invited), links::outlook(&invited)] {
            let (_, query) = link.split_once('?').expect("a query");
            prop_assert!(link.is_ascii() && !query.contains(['?', '#', ' ', '"', '<', '(', '[', '\\']));
            for pair in query.split('&') {
                prop_assert_eq!(pair.matches('=').count(), 1);
            }
        }
    }
}
