//! The story as it is read: who did what, and what Closeout answered.

use std::io::{self, Write};

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use super::{change::Change, plain::Line, script::Person, words::Words};
use crate::surface::ink::{COLUMNS, Ink, Tone, width, wrap};

/// Columns before what people say.
const SPOKEN: usize = 9;

/// Columns before what Closeout does, and before what it says.
const DONE: usize = 11;
const SAID: usize = 14;

/// Lines of one comment that are shown, and how many more than that are rather shown than counted.
const MOST_LINES: usize = 14;
const SPARE_LINES: usize = 2;

/// Writes the transcript.
pub(super) struct Transcript<W> {
    out: W,
    ink: Ink,
    words: &'static dyn Words,
    day: Option<NaiveDate>,
}

impl<W: Write> Transcript<W> {
    pub(super) fn new(out: W, ink: Ink, words: &'static dyn Words) -> Self {
        Self {
            out,
            ink,
            words,
            day: None,
        }
    }

    /// What the reader should know before.
    pub(super) fn prologue(&mut self, repository: &str, zone: Tz, cast: &[Person]) -> io::Result<()> {
        let (ink, words) = (self.ink, self.words);
        writeln!(
            self.out,
            "{}{}",
            ink.paint(Tone::Bot, "Closeout"),
            words.prologue(repository)
        )?;
        self.paragraph(&words.about(zone), 0, None)?;
        writeln!(self.out)?;
        for person in cast {
            let login = format!("{:7}", person.login);
            let login = ink.paint(Tone::Person, &login);
            writeln!(self.out, "  {login} {}", words.part(person.part, person.role))?;
        }
        Ok(())
    }

    /// A scene begins.
    pub(super) fn scene(&mut self, title: &str) -> io::Result<()> {
        let rule = "─".repeat(COLUMNS - 4 - width(title));
        let heading = format!("── {title} {rule}");
        writeln!(self.out, "\n{}", self.ink.paint(Tone::Heading, &heading))
    }

    /// Somebody does something, or time passes.
    pub(super) fn turn(&mut self, at: DateTime<Tz>, who: &str, direction: &str) -> io::Result<()> {
        if self.day.replace(at.date_naive()) != Some(at.date_naive()) {
            let day = self.words.day(at.date_naive());
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

    /// What Closeout did before somebody does the next thing.
    pub(super) fn meanwhile(&mut self, changes: &[Change]) -> io::Result<()> {
        if changes.is_empty() {
            return Ok(());
        }
        let words = self.ink.paint(Tone::Aside, self.words.meanwhile());
        writeln!(self.out, "\n{}{words}", " ".repeat(SPOKEN))?;
        self.answers(changes)
    }

    /// What Closeout did about it.
    pub(super) fn answers(&mut self, changes: &[Change]) -> io::Result<()> {
        if changes.is_empty() {
            return Ok(());
        }
        let short = changes.iter().filter(|change| written(change).is_none());
        let short: Vec<String> = short.map(|change| self.words.deed(change)).collect();
        let bot = self.ink.paint(Tone::Bot, "▸ Closeout");
        writeln!(self.out, "{}{bot}", " ".repeat(SPOKEN))?;
        if !short.is_empty() {
            self.deed(&self.words.list(&short))?;
        }
        for change in changes {
            if let Some(lines) = written(change) {
                self.deed(&self.words.deed(change))?;
                self.lines(lines)?;
            }
        }
        Ok(())
    }

    fn deed(&mut self, words: &str) -> io::Result<()> {
        for part in wrap(words, COLUMNS - DONE, 2) {
            let part = self.ink.paint(Tone::Deed, &part);
            writeln!(self.out, "{}{part}", " ".repeat(DONE))?;
        }
        Ok(())
    }

    /// What it wrote.
    fn lines(&mut self, lines: &[Line]) -> io::Result<()> {
        let most = if lines.len() > MOST_LINES + SPARE_LINES {
            MOST_LINES
        } else {
            lines.len()
        };
        for line in &lines[..most] {
            self.paragraph(&line.text, SAID, Some(line.hang))?;
        }
        if most < lines.len() {
            let more = self.ink.paint(Tone::Aside, &self.words.more(lines.len() - most));
            writeln!(self.out, "{}{more}", " ".repeat(SAID))?;
        }
        Ok(())
    }

    /// How it ended: nothing to complain about, or what is wrong.
    pub(super) fn ending(&mut self, faults: &[String]) -> io::Result<()> {
        let (title, words) = self.words.end();
        self.scene(title)?;
        writeln!(self.out)?;
        if faults.is_empty() {
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

/// The lines that a change brought.
fn written(change: &Change) -> Option<&[Line]> {
    match change {
        Change::Commented { lines, .. } | Change::Edited { lines, .. } => Some(lines),
        Change::Checked { notes, .. } if !notes.is_empty() => Some(notes),
        _ => None,
    }
}
