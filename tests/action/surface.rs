//! The surface under test: a run of the workflow for every event, and its schedule.
//!
//! What the scenarios read must be what they read on the App's surface, whose snapshots count here as well.

use std::{cell::Cell, fs, path::Path, thread};

pub(crate) use crate::stage::Stage;

/// Texts that differ, and why; how they read here is in snapshots of their own. `docs/action.md` tells people the same.
const DIFFERENT: [(&str, &str); 10] = [
    (
        "checking__findings",
        "the check has no button that explains, and says nothing of one",
    ),
    ("checking__findings.ja", "as in English"),
    ("pulling__elsewhere.en", "no button, either"),
    ("pulling__elsewhere.ja", "as in English"),
    (
        "meeting__skipped",
        "no server has a file that takes the meeting out of a calendar",
    ),
    ("meeting__withdrawn", "as above"),
    (
        "reminding__slow.en",
        "a workflow's token can mention no team, so that the ladder ends with the commander",
    ),
    ("reminding__slow.ja", "as in English"),
    ("reminding__absent", "as above"),
    ("reminding__limited", "as above"),
];

/// Holds a text against the App's snapshot of the same name.
macro_rules! assert_snapshot {
    ($name:expr, $text:expr $(,)?) => {
        $crate::surface::compare(module_path!(), &$name, &$text)
    };
    ($text:expr $(,)?) => {
        $crate::surface::compare(module_path!(), $crate::surface::next_name(), &$text)
    };
}
pub(crate) use assert_snapshot;

thread_local! {
    /// Snapshots without a name of their own that this test has compared.
    static UNNAMED: Cell<u32> = const { Cell::new(0) };
}

/// The name of a snapshot that has none: the test's, with a number from the second on.
pub(crate) fn next_name() -> String {
    let number = UNNAMED.get() + 1;
    UNNAMED.set(number);
    let thread = thread::current();
    let name = thread.name().expect("tests have names");
    let name = name.rsplit("::").next().unwrap_or(name);
    if number == 1 {
        name.to_owned()
    } else {
        format!("{name}-{number}")
    }
}

/// Compares a text with the App's snapshot.
#[track_caller]
pub(crate) fn compare(module: &str, name: impl AsRef<str>, text: impl AsRef<str>) {
    let module = module.rsplit("::").next().unwrap_or(module);
    let name = format!("{module}__{}", name.as_ref());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenario/snapshots");
    let path = folder.join(format!("scenario__{name}.snap"));
    let kept = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (_, kept) = kept
        .strip_prefix("---\n")
        .and_then(|kept| kept.split_once("\n---\n"))
        .expect("a snapshot has a head");
    let (kept, text) = (comparable(kept), comparable(text.as_ref()));
    if DIFFERENT.iter().any(|(known, _)| *known == name) {
        assert_ne!(kept, text, "{name} is said to differ");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, text);
        });
        return;
    }
    let different = kept.lines().zip(text.lines()).find(|(kept, text)| kept != text);
    assert!(
        kept == text,
        "{name} differs from the App's; the first difference: {different:#?}\n\n{text}"
    );
}

/// A text without what differs everywhere: the numbers of comments, because other things happen in between, and the way to
/// the calendar file, which no server serves, so that the comment itself holds it.
fn comparable(text: &str) -> String {
    let text = without_file(text.trim());
    let lines: Vec<String> = text
        .lines()
        .map(without_calendar)
        .map(|line| without_numbers(&line))
        .collect();
    lines.join("\n")
}

fn without_file(text: &str) -> String {
    let mut parts = text.split("\n<details>\n");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_file = part.contains("BEGIN:VCALENDAR");
        match part.split_once("\n</details>\n") {
            Some((_, after)) if is_file => plain.push_str(after),
            _ if is_file => {}
            _ => plain.extend(["\n<details>\n", part]),
        }
    }
    plain
}

fn without_calendar(line: &str) -> String {
    for (words, between) in [("Into your calendar: ", " · "), ("カレンダーに追加: ", " · ")] {
        if let Some((before, links)) = line.split_once(words) {
            let kept: Vec<&str> = links
                .split(between)
                .filter(|link| !link.contains("/calendar/"))
                .collect();
            return format!("{before}{words}{}", kept.join(between));
        }
    }
    line.to_owned()
}

fn without_numbers(text: &str) -> String {
    let mut parts = text.split("issuecomment-");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str("issuecomment-N");
        plain.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    plain
}
