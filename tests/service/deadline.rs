//! `closeout deadline`, as somebody types it.

use std::process::Command;

use serde_json::{Value, json};

/// What the program prints on both of its outputs, and its exit code.
fn deadline(arguments: &[&str]) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_closeout"));
    let output = command
        .env_clear()
        .arg("deadline")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

const FRIDAY: [&str; 8] = [
    "--from",
    "2026-11-20T23:10+09:00",
    "--within",
    "3 business days",
    "--zone",
    "Asia/Tokyo",
    "--holidays",
    "jp",
];

#[test]
fn every_day_is_told() {
    let (out, err, code) = deadline(&FRIDAY);
    assert_eq!(
        out,
        "Thursday 2026-11-26 18:00 JST\n\
         Thursday 2026-11-26 09:00 UTC\n\
         \n\
         \x20 Fri 2026-11-20  starts at 23:10, after the working day; the day itself does not count\n\
         \x20 Sat 2026-11-21  skipped: no working day\n\
         \x20 Sun 2026-11-22  skipped: no working day\n\
         \x20 Mon 2026-11-23  skipped: holiday, Labor Thanksgiving Day\n\
         \x20 Tue 2026-11-24  1\n\
         \x20 Wed 2026-11-25  2\n\
         \x20 Thu 2026-11-26  3, until 18:00\n"
    );
    assert_eq!((err.as_str(), code), ("", Some(0)));
}

#[test]
fn holidays_add_up_and_hours_count() {
    let (out, ..) = deadline(&[
        "--from",
        "2026-11-20 09:00",
        "--within",
        "1 business day",
        "--holidays",
        "us",
        "--holidays",
        "2026-11-23..2026-11-25",
        "--hours",
        "9:30-17:15",
    ]);
    assert_eq!(
        out,
        "Friday 2026-11-27 17:15 UTC\n\
         \n\
         \x20 Fri 2026-11-20  starts at 09:00, before the working day; the day itself does not count\n\
         \x20 Sat 2026-11-21  skipped: no working day\n\
         \x20 Sun 2026-11-22  skipped: no working day\n\
         \x20 Mon 2026-11-23  skipped: holiday\n\
         \x20 Tue 2026-11-24  skipped: holiday\n\
         \x20 Wed 2026-11-25  skipped: holiday\n\
         \x20 Thu 2026-11-26  skipped: holiday, Thanksgiving Day\n\
         \x20 Fri 2026-11-27  1, until 17:15\n"
    );
}

#[test]
fn the_same_is_printed_as_json() {
    let mut arguments = FRIDAY.to_vec();
    arguments.push("--json");
    let (out, _, code) = deadline(&arguments);
    let printed: Value = serde_json::from_str(&out).unwrap();
    let expected = json!({
        "deadline": { "utc": "2026-11-26T09:00:00Z", "local": "2026-11-26T18:00:00+09:00" },
        "from": { "utc": "2026-11-20T14:10:00Z", "local": "2026-11-20T23:10:00+09:00" },
        "within": { "days": 3, "unit": "business" },
        "zone": "Asia/Tokyo",
        "days": [
            { "date": "2026-11-20", "verdict": "starts", "reason": "after_hours" },
            { "date": "2026-11-21", "verdict": "skipped", "reason": "day_of_week" },
            { "date": "2026-11-22", "verdict": "skipped", "reason": "day_of_week" },
            {
                "date": "2026-11-23",
                "verdict": "skipped",
                "reason": "holiday",
                "name": "Labor Thanksgiving Day",
                "name_ja": "勤労感謝の日",
            },
            { "date": "2026-11-24", "verdict": "counts", "count": 1 },
            { "date": "2026-11-25", "verdict": "counts", "count": 2 },
            { "date": "2026-11-26", "verdict": "counts", "count": 3 },
        ],
        "note": null,
    });
    assert_eq!((printed, code), (expected, Some(0)));
}

#[test]
fn it_counts_from_now_unless_told_otherwise() {
    let (out, err, code) = deadline(&["--within", "2 calendar days", "--json"]);
    assert_eq!((err.as_str(), code), ("", Some(0)));
    let printed: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(printed["days"].as_array().unwrap().len(), 3);
}

#[test]
fn years_without_known_holidays_are_noted() {
    let (out, ..) = deadline(&[
        "--from",
        "2036-05-01T00:00Z",
        "--within",
        "1 day",
        "--holidays",
        "jp",
    ]);
    let note = "\n\nPublic holidays are known from 2020 to 2035 only; others were not skipped.\n";
    assert!(out.ends_with(note), "{out}");
}

#[test]
fn what_cannot_be_used_is_explained() {
    for (arguments, expected) in [
        (
            &["--within", "soon"][..],
            "invalid value 'soon' for '--within <DAYS>': not a number of days from 1 to 90. Write for example \
             \"3 business days\" or \"5 calendar days\"",
        ),
        (
            &["--within", "3 days", "--zone", "Tokyo"],
            "'--zone <ZONE>': not a zone of the IANA database. Did you mean Asia/Tokyo?",
        ),
        (
            &["--within", "3 days", "--holidays", "japan"],
            "a range of at most 100 days. Did you mean jp? Write for example jp, gb-eng, 2026-12-29",
        ),
        (
            &["--within", "3 days", "--hours", "18:00-9:00"],
            "'--hours <HOURS>': not hours of one day, of which the first is earlier than the second",
        ),
        (
            &["--within", "3 days", "--from", "whenever"],
            "not a time: whenever. Write for example 2026-11-20T23:10+09:00",
        ),
        (
            &["--within", "3 days", "--from", "14:05 IST"],
            "ambiguous zone: IST. Write one of: Asia/Kolkata, Europe/Dublin, Asia/Jerusalem; or an offset",
        ),
        (
            &[
                "--within",
                "3 days",
                "--from",
                "2026-03-29 02:30",
                "--zone",
                "Europe/Berlin",
            ],
            "--from cannot be used: 2026-03-29 02:30:00 does not exist in Europe/Berlin",
        ),
        (&[], "--within <DAYS>"),
    ] {
        let (out, err, code) = deadline(arguments);
        assert!(err.contains(expected), "{arguments:?}: {err}");
        assert_eq!((out.as_str(), code), ("", Some(2)), "{arguments:?}");
    }
}
