//! Values of the front matter that we keep up to date, and how it is known that nobody has changed one.
//!
//! The line `# closeout:values …` holds a fingerprint of each value as we wrote it last, together with its key. A value
//! that still has one of them is ours and may be written anew; one that somebody changed, added or deleted has none and
//! is theirs for good. Without the line everything is theirs.

use std::{collections::BTreeSet, fmt::Write as _, ops::Range};

use aws_lc_rs::digest;

use super::{
    edit::{self, Edit, Setting, replace_entry, set_key},
    front_matter::{Entry, FrontMatter, Value, ValueKind, line_at},
    postmortem::Postmortem,
};

/// How the line begins.
const RECORD: &str = "# closeout:values";

/// Keys that are people's from the beginning, and those that never change.
const NOT_KEPT: [&str; 4] = ["incident", "title", "announcement", "tags"];

/// Keys that are written only when there is something to say, and what counts without them.
const UNSAID: [(&str, &str); 1] = [("drill", "false")];

/// Durations, which follow from these instants: they are not computed from other ones than those that stand there.
const CLOCKS: (&str, [&str; 3]) = ("clocks", ["started", "acknowledged", "resolved"]);

/// Edits that bring every value that is ours to what it is in `wanted`, a front matter as it would be generated now.
pub fn synchronised(read: &Postmortem<'_>, wanted: &str) -> Vec<Edit> {
    let generated = Postmortem::parse(wanted);
    let (Some(present), Some(target)) = (&read.front_matter, &generated.front_matter) else {
        return Vec::new();
    };
    let Some((line, mut ours)) = record(read.text, present) else {
        return Vec::new();
    };
    let is_ours = |path: &str| ours.contains(&fingerprint(path, present.get(path)));
    let may_follow = |path: &str| {
        let is_clock = path.split('.').next() == Some(CLOCKS.0);
        is_ours(path) && (!is_clock || CLOCKS.1.iter().all(|instant| is_ours(instant)))
    };
    let mut edits = Vec::new();
    let mut changed = Vec::new();
    for path in paths(target).into_iter().filter(|path| may_follow(path)) {
        if let Some(edit) = change(read, present, target, &path, wanted) {
            changed.push(path);
            edits.push(edit);
        }
    }
    let Ok(text) = edit::apply(read.text, edits.clone()) else {
        return Vec::new();
    };
    let again = Postmortem::parse(&text);
    let Some(new) = again.front_matter.as_ref().filter(|new| new.entries.is_ok()) else {
        return Vec::new();
    };
    if changed.is_empty() {
        return Vec::new();
    }
    for path in changed {
        ours.remove(&fingerprint(&path, present.get(&path)));
        ours.insert(fingerprint(&path, new.get(&path)));
    }
    let end = &read.text[line.clone()];
    let end = &end[end.trim_end().len()..];
    edits.push(Edit {
        range: line,
        text: format!("{}{end}", written(&ours)),
    });
    edits
}

/// A document that has just been generated, with a fingerprint of every value that is as `wanted` has it.
pub fn recorded(document: &str, wanted: &str) -> String {
    let (read, generated) = (Postmortem::parse(document), Postmortem::parse(wanted));
    let (Some(present), Some(target)) = (&read.front_matter, &generated.front_matter) else {
        return document.to_owned();
    };
    if present.entries.is_err() || record(document, present).is_some() {
        return document.to_owned();
    }
    let is_wanted =
        |path: &String| fingerprint(path, present.get(path)) == fingerprint(path, target.get(path));
    let kept = paths(target).into_iter().filter(is_wanted);
    let ours: BTreeSet<String> = kept.map(|path| fingerprint(&path, present.get(&path))).collect();
    let line = Edit {
        range: present.yaml.end..present.yaml.end,
        text: format!("{}\n", written(&ours)),
    };
    edit::apply(document, vec![line]).expect("one edit within the text overlaps with none")
}

/// What brings one value to what it should be.
fn change(
    read: &Postmortem<'_>,
    present: &FrontMatter,
    target: &FrontMatter,
    path: &str,
    wanted: &str,
) -> Option<Edit> {
    let old = present.get(path);
    let unsaid = UNSAID.iter().find(|(key, _)| *key == path);
    let setting = match (target.get(path), unsaid) {
        (None, None) => return None,
        (None, Some(_)) if old.is_none() => return None,
        (None, Some((_, said))) => Setting::Word(said),
        (Some(value), _) => match &value.kind {
            // A key that never stood there, though it would be null, is missed by nobody.
            ValueKind::Null => Setting::Null,
            ValueKind::Scalar(text) if wanted[value.range.clone()].starts_with(['"', '\'']) => {
                Setting::Text(text)
            }
            ValueKind::Scalar(text) => Setting::Word(text),
            ValueKind::List(_) | ValueKind::Mapping(_) => {
                return replace_entry(read, path, &wanted[lines_of(wanted, target, path)?]).ok()?;
            }
        },
    };
    set_key(read, path, setting).ok().flatten()
}

/// The lines of a key and its value.
fn lines_of(text: &str, front_matter: &FrontMatter, path: &str) -> Option<Range<usize>> {
    let entries = front_matter.entries.as_deref().ok()?;
    let entry = entries.iter().find(|entry| entry.key == path)?;
    Some(edit::entry_lines(text, entry))
}

/// Every key that is kept: those with one value by their whole path, lists by their key.
fn paths(front_matter: &FrontMatter) -> Vec<String> {
    let mut found = Vec::new();
    for entry in front_matter.entries.iter().flatten() {
        gather("", entry, &mut found);
    }
    for (key, _) in UNSAID {
        if !found.iter().any(|path| path == key) {
            found.push(key.to_owned());
        }
    }
    found.retain(|path| !NOT_KEPT.contains(&path.as_str()));
    found
}

fn gather(above: &str, entry: &Entry, found: &mut Vec<String>) {
    let path = if above.is_empty() {
        entry.key.clone()
    } else {
        format!("{above}.{}", entry.key)
    };
    match &entry.value.kind {
        ValueKind::Mapping(entries) => {
            for entry in entries {
                gather(&path, entry, found);
            }
        }
        ValueKind::Null | ValueKind::Scalar(_) | ValueKind::List(_) => found.push(path),
    }
}

/// The line of fingerprints, and what it holds. Two such lines tell nothing.
fn record(text: &str, front_matter: &FrontMatter) -> Option<(Range<usize>, BTreeSet<String>)> {
    let mut found = None;
    let mut at = front_matter.yaml.start;
    while at < front_matter.yaml.end {
        let line = line_at(text, at);
        at = line.end;
        let Some(rest) = text[line.clone()].strip_prefix(RECORD) else {
            continue;
        };
        if found.is_some() {
            return None;
        }
        found = Some((line, rest.split_whitespace().map(str::to_owned).collect()));
    }
    found
}

fn written(ours: &BTreeSet<String>) -> String {
    let mut line = RECORD.to_owned();
    for fingerprint in ours {
        line.push(' ');
        line.push_str(fingerprint);
    }
    line
}

/// Eight hexadecimal digits of a key and its value; how the value is quoted does not count.
fn fingerprint(path: &str, value: Option<&Value>) -> String {
    let mut said = format!("{path}\n");
    match value {
        None => said.push('-'),
        Some(value) => say(value, &mut said),
    }
    let hash = digest::digest(&digest::SHA256, said.as_bytes());
    hash.as_ref()[..4].iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").expect("writing to a string succeeds");
        digits
    })
}

fn say(value: &Value, out: &mut String) {
    match &value.kind {
        ValueKind::Null => out.push('0'),
        ValueKind::Scalar(text) => {
            write!(out, "{text:?}").expect("writing to a string succeeds");
        }
        ValueKind::List(items) => {
            out.push('[');
            for item in items {
                say(item, out);
                out.push(',');
            }
            out.push(']');
        }
        ValueKind::Mapping(entries) => {
            out.push('{');
            for entry in entries {
                write!(out, "{:?}:", entry.key).expect("writing to a string succeeds");
                say(&entry.value, out);
                out.push(',');
            }
            out.push('}');
        }
    }
}
