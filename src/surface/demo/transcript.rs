//! The story as it is read: who did what, and what Closeout answered.

use std::io::{self, Write};

use chrono::{DateTime, Datelike as _, NaiveDate};
use chrono_tz::Tz;

use super::{
    cast::CAST,
    change::Change,
    ink::{COLUMNS, Ink, Tone, wrap},
    plain::Line,
};

/// Columns before what people say.
const SPOKEN: usize = 9;

/// Columns before what Closeout does, and before what it says.
const DONE: usize = 11;
const SAID: usize = 14;

/// Lines of one comment that are shown.
const MOST_LINES: usize = 20;

/// Writes the transcript.
pub(super) struct Transcript<W> {
    out: W,
    ink: Ink,
    day: Option<NaiveDate>,
}

impl<W: Write> Transcript<W> {
    pub(super) fn new(out: W, ink: Ink) -> Self {
        Self { out, ink, day: None }
    }

    /// What the reader should know before.
    pub(super) fn prologue(&mut self, repository: &str, zone: Tz) -> io::Result<()> {
        let ink = self.ink;
        writeln!(
            self.out,
            "{}: an incident in {repository}, from its first label to a Closed postmortem.",
            ink.paint(Tone::Bot, "Closeout"),
        )?;
        let about = format!(
            "GitHub is simulated and so are the people; the server, its webhooks and everything it answers are real. \
             Times are those of {zone}.",
        );
        self.paragraph(&about, 0, None)?;
        writeln!(self.out)?;
        for person in CAST {
            let role = person.role.map_or("no role", |role| role.as_str());
            let login = format!("{:7}", person.login);
            writeln!(
                self.out,
                "  {} {}, {role}",
                ink.paint(Tone::Person, &login),
                person.part
            )?;
        }
        Ok(())
    }

    /// A scene begins.
    pub(super) fn scene(&mut self, title: &str) -> io::Result<()> {
        let rule = "─".repeat(COLUMNS - 4 - super::ink::width(title));
        let heading = format!("── {title} {rule}");
        writeln!(self.out, "\n{}", self.ink.paint(Tone::Heading, &heading))
    }

    /// Somebody does something, or time passes.
    pub(super) fn turn(&mut self, at: DateTime<Tz>, who: &str, direction: &str) -> io::Result<()> {
        if self.day.replace(at.date_naive()) != Some(at.date_naive()) {
            let day = format!("{}, {} {}", at.format("%A"), at.day(), at.format("%B %Y"));
            writeln!(self.out, "\n{}", self.ink.paint(Tone::Heading, &day))?;
        }
        let time = self.ink.paint(Tone::Aside, &at.format("%H:%M").to_string());
        let name = match who {
            "" => String::new(),
            who => self.ink.paint(Tone::Person, who),
        };
        let space = if who.is_empty() || direction.starts_with(',') {
            ""
        } else {
            " "
        };
        writeln!(self.out, "\n  {time}  {name}{space}{direction}")
    }

    /// What they said, as they typed it.
    pub(super) fn speech(&mut self, text: &str) -> io::Result<()> {
        for line in text.lines().filter(|line| !line.is_empty()) {
            for part in wrap(line, COLUMNS - SPOKEN - 2, 0) {
                let bar = self.ink.paint(Tone::Aside, "│");
                writeln!(self.out, "{}{bar} {part}", " ".repeat(SPOKEN))?;
            }
        }
        Ok(())
    }

    /// What Closeout did about it.
    pub(super) fn answers(&mut self, changes: &[Change]) -> io::Result<()> {
        if changes.is_empty() {
            return Ok(());
        }
        writeln!(
            self.out,
            "{}{}",
            " ".repeat(SPOKEN),
            self.ink.paint(Tone::Bot, "▸ Closeout")
        )?;
        for change in changes {
            let (deed, lines) = told(change);
            for part in wrap(&deed, COLUMNS - DONE, 2) {
                writeln!(
                    self.out,
                    "{}{}",
                    " ".repeat(DONE),
                    self.ink.paint(Tone::Deed, &part)
                )?;
            }
            for line in lines.iter().take(MOST_LINES) {
                self.paragraph(&line.text, SAID, Some(line.hang))?;
            }
            if lines.len() > MOST_LINES {
                let more = format!("… and {} more lines", lines.len() - MOST_LINES);
                writeln!(
                    self.out,
                    "{}{}",
                    " ".repeat(SAID),
                    self.ink.paint(Tone::Aside, &more)
                )?;
            }
        }
        Ok(())
    }

    /// How it ended: nothing to complain about, or what is wrong.
    pub(super) fn ending(&mut self, faults: &[String]) -> io::Result<()> {
        self.scene("The end")?;
        writeln!(self.out)?;
        if faults.is_empty() {
            let words =
                "The postmortem is Closed, and looking at the incident again finds nothing left to do.";
            return writeln!(self.out, "  {} {words}", self.ink.paint(Tone::Good, "✓"));
        }
        for fault in faults {
            writeln!(self.out, "  {} {fault}", self.ink.paint(Tone::Bad, "✗"))?;
        }
        Ok(())
    }

    fn paragraph(&mut self, text: &str, indent: usize, hang: Option<usize>) -> io::Result<()> {
        for part in wrap(text, COLUMNS - indent, hang.unwrap_or_default()) {
            writeln!(self.out, "{}{part}", " ".repeat(indent))?;
        }
        Ok(())
    }
}

/// A change in words, and the lines it brought.
fn told(change: &Change) -> (String, &[Line]) {
    match change {
        Change::Commented { number, lines } => (format!("comments on #{number}:"), lines),
        Change::Edited {
            number,
            lines,
            gone: false,
        } => (
            format!("edits its status comment on #{number}, where it now reads:"),
            lines,
        ),
        Change::Edited { number, lines, .. } => {
            (format!("strikes from its status comment on #{number}:"), lines)
        }
        change => (deed(change), &[]),
    }
}

/// A change that brought no lines.
fn deed(change: &Change) -> String {
    match change {
        Change::Reacted { emoji, to, back } => {
            format!(
                "{}{emoji} {} {to}",
                if *back { "takes " } else { "" },
                if *back { "back from" } else { "on" }
            )
        }
        Change::MadeLabels(count) => format!("makes the {count} labels it needs"),
        Change::Labelled { numbers, on, off } => labelled(numbers, on, off),
        Change::Branched(branch) => format!("makes the branch {branch}"),
        Change::Committed { branch, path } => format!("commits {path} to {branch}"),
        Change::Opened { number, title } => format!("opens the draft pull request #{number}, \"{title}\""),
        Change::Assigned { number, login } => format!("assigns {login} to #{number}"),
        Change::Folded { number, folded } => {
            let (verb, away) = if *folded {
                ("folds", " away")
            } else {
                ("unfolds", "")
            };
            format!("{verb} its earlier comment on #{number}{away}")
        }
        Change::Checked {
            name,
            conclusion,
            title,
        } => {
            let mark = match conclusion.as_str() {
                "success" => "✓",
                "failure" => "✗",
                _ => "–",
            };
            format!("check {mark} {name}: {title}")
        }
        Change::Closed(number) => format!("closes #{number}"),
        Change::Commented { number, .. } | Change::Edited { number, .. } => format!("writes on #{number}"),
    }
}

fn labelled(numbers: &[u64], on: &[String], off: &[String]) -> String {
    let list = |items: Vec<String>| items.join(" and ");
    let threads = list(numbers.iter().map(|number| format!("#{number}")).collect());
    let quoted = |names: &[String]| list(names.iter().map(|name| format!("`{name}`")).collect());
    match (on, off) {
        (on, []) => format!("labels {threads} {}", quoted(on)),
        ([], off) => format!("takes {} off {threads}", quoted(off)),
        (on, off) => format!("labels {threads} {} instead of {}", quoted(on), quoted(off)),
    }
}
