//! Keys of the front matter.

use super::{
    super::{Refused, Setting, set_key},
    edited,
};
use crate::document::Postmortem;

fn set(yaml: &str, path: &str, setting: Setting<'_>) -> Result<String, Refused> {
    let text = format!("---\n{yaml}\n---\n\n# T\n");
    let read = Postmortem::parse(&text);
    let edit = set_key(&read, path, setting)?;
    let unchanged = edit.is_none();
    let edited = edited(&text, edit);
    assert_eq!(edited == text, unchanged, "an edit changes something");
    let yaml = edited
        .strip_prefix("---\n")
        .and_then(|rest| rest.strip_suffix("\n---\n\n# T\n"));
    Ok(yaml.expect("everything around it stays").to_owned())
}

#[test]
fn a_value_is_set_in_its_place_and_style() {
    for (yaml, path, setting, expected) in [
        ("a: 1", "a", Setting::Word("2"), "a: 2"),
        ("a: 1 # c\nb: 2", "a", Setting::Word("SEV1"), "a: SEV1 # c\nb: 2"),
        (
            "a: null",
            "a",
            Setting::Word("2026-11-20T13:20:00Z"),
            "a: 2026-11-20T13:20:00Z",
        ),
        ("a:", "a", Setting::Word("x"), "a: x"),
        ("a:   # c", "a", Setting::Word("x"), "a: x   # c"),
        ("a: ~", "a", Setting::Text("障害: 停止"), "a: \"障害: 停止\""),
        ("a: ~", "a", Setting::Text("plain words"), "a: plain words"),
        (
            "a: \"old\"  # c",
            "a",
            Setting::Text("a \"b\" \\"),
            "a: \"a \\\"b\\\" \\\\\"  # c",
        ),
        ("a: 'old'", "a", Setting::Text("it's"), "a: 'it''s'"),
        (
            "a: 'old'",
            "a",
            Setting::Text("two\nlines\u{85}"),
            "a: \"two\\nlines\\u0085\"",
        ),
        ("a: x", "a", Setting::Text("yes"), "a: \"yes\""),
        ("a: x", "a", Setting::Word("true"), "a: true"),
        ("a: x", "a", Setting::Text("12"), "a: \"12\""),
        ("a: x", "a", Setting::Text(""), "a: \"\""),
        ("a: x", "a", Setting::Word("- x"), "a: \"- x\""),
        (
            "a: x",
            "a",
            Setting::Text("<!-- closeout:end facts -->"),
            "a: \"\\u003c!-- closeout:end facts -->\"",
        ),
        ("a: x", "a", Setting::Null, "a: null"),
        (
            "m:\n    d: 1\n    held: null # q\nt: []",
            "m.held",
            Setting::Word("x"),
            "m:\n    d: 1\n    held: x # q\nt: []",
        ),
        (
            "m: {d: 1, held: }",
            "m.held",
            Setting::Text("a, b"),
            "m: {d: 1, held: \"a, b\" }",
        ),
        (
            "a: long\n  text\nb: 1",
            "a",
            Setting::Text("short"),
            "a: short\nb: 1",
        ),
        ("a:\n  b", "a", Setting::Text("c"), "a:\n  c"),
    ] {
        assert_eq!(set(yaml, path, setting), Ok(expected.to_owned()), "{yaml}");
    }
}

/// YAML, a key that it lacks, and the YAML with the key set to `x`.
const MISSING: &[(&str, &str, &str)] = &[
    (
        "incident: 7\ntags: []",
        "severity",
        "incident: 7\nseverity: x\ntags: []",
    ),
    ("tags: [] # c", "incident", "incident: x\ntags: [] # c"),
    (
        "incident: 7\n# about me\nmine: 1",
        "severity",
        "incident: 7\nseverity: x\n# about me\nmine: 1",
    ),
    (
        "incident: 7\ntags:\n- a\n- b",
        "other",
        "incident: 7\ntags:\n- a\n- b\nother: x",
    ),
    (
        "roles:\n  owner: a\n\n# c\ntags: []",
        "started",
        "roles:\n  owner: a\nstarted: x\n\n# c\ntags: []",
    ),
    (
        "meeting:\n  deadline: 1\nannouncement: none",
        "meeting.held",
        "meeting:\n  deadline: 1\n  held: x\nannouncement: none",
    ),
    (
        "meeting:\n  held: 1",
        "meeting.deadline",
        "meeting:\n  deadline: x\n  held: 1",
    ),
    (
        "incident: 7\ntags: []",
        "meeting.held",
        "incident: 7\nmeeting:\n  held: x\ntags: []",
    ),
    (
        "meeting:\ntags: []",
        "meeting.held",
        "meeting:\n  held: x\ntags: []",
    ),
    (
        "meeting: null\ntags: []",
        "meeting.held",
        "meeting:\n  held: x\ntags: []",
    ),
    (
        "meeting: ~ # c\ntags: []",
        "meeting.held",
        "meeting: # c\n  held: x\ntags: []",
    ),
    (
        "summary: |\n  two\n  lines\ntags: []",
        "other",
        "summary: |\n  two\n  lines\ntags: []\nother: x",
    ),
    (
        "title: |\n  two\n\n  lines\n\ntags: []",
        "severity",
        "title: |\n  two\n\n  lines\nseverity: x\n\ntags: []",
    ),
    ("# only a comment", "incident", "# only a comment\nincident: x"),
];

#[test]
fn a_missing_key_finds_its_place() {
    for (yaml, path, expected) in MISSING {
        assert_eq!(
            set(yaml, path, Setting::Word("x")),
            Ok((*expected).to_owned()),
            "{yaml}"
        );
        assert_eq!(
            set(yaml, path, Setting::Null),
            Ok((*yaml).to_owned()),
            "what is missing is null already"
        );
    }
}

#[test]
fn what_is_there_already_is_no_edit() {
    for (yaml, path, setting) in [
        ("a: 'x'", "a", Setting::Text("x")),
        ("a: \"x\\ty\"", "a", Setting::Text("x\ty")),
        ("a: |\n  x", "a", Setting::Text("x\n")),
        ("a: 7", "a", Setting::Text("7")),
        ("a:", "a", Setting::Null),
        ("a: {b: ~}", "a.b", Setting::Null),
    ] {
        assert_eq!(set(yaml, path, setting), Ok(yaml.to_owned()), "{yaml}");
    }
}

#[test]
fn what_is_not_safe_is_refused() {
    let x = Setting::Word("x");
    for (yaml, path, expected) in [
        ("a: [1]", "a", Refused::NotOneValue),
        ("a:\n  b: 1", "a", Refused::NotOneValue),
        ("a: 1", "a.b", Refused::NotOneValue),
        ("a: [1]", "a.b", Refused::NotOneValue),
        ("a: {b: 1}", "a.c", Refused::Bracketed),
        ("{a: 1}", "c", Refused::Bracketed),
        ("a: |\n  x\nb: 1", "a", Refused::BlockScalar),
        ("a: >-\n  y\nb: 1", "a", Refused::BlockScalar),
        ("a: |+\n  x\n", "other", Refused::Unsafe),
        ("a: [", "a", Refused::BrokenFrontMatter),
        ("a: 1\na: 2", "a", Refused::BrokenFrontMatter),
        ("a: 1", "b c", Refused::BadName { name: "b c".into() }),
        ("a: 1", "", Refused::BadName { name: String::new() }),
        ("a: 1", "a.", Refused::BadName { name: "a.".into() }),
    ] {
        assert_eq!(set(yaml, path, x), Err(expected), "{yaml}");
    }
    let read = Postmortem::parse("# T\n");
    assert_eq!(set_key(&read, "a", x), Err(Refused::NoFrontMatter));
}

#[test]
fn line_ends_and_marks_stay() {
    let text = "\u{feff}---\r\nincident: 7\r\nmeeting:\r\n  held: null\r\n---\r\n\r\n# T";
    let read = Postmortem::parse(text);
    let edits = [("meeting.held", "x"), ("severity", "SEV1")]
        .into_iter()
        .filter_map(|(path, value)| set_key(&read, path, Setting::Word(value)).unwrap());
    assert_eq!(
        edited(text, edits),
        "\u{feff}---\r\nincident: 7\r\nseverity: SEV1\r\nmeeting:\r\n  held: x\r\n---\r\n\r\n# T"
    );
}
