//! How far long work is, on standard error: one line that leaves no trace on a terminal, and elsewhere a line every now
//! and then.

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::atomic::{AtomicBool, Ordering},
};

use chrono::{DateTime, TimeDelta, Utc};

/// Whether the line stands on the terminal. There is one standard error, whoever writes to it.
static SHOWN: AtomicBool = AtomicBool::new(false);

/// Takes the line away before something else is written to standard error, such as a line of the log.
pub(super) fn make_room() -> io::Result<()> {
    if !SHOWN.swap(false, Ordering::Relaxed) {
        return Ok(());
    }
    let mut out = io::stderr().lock();
    write!(out, "\r\x1b[2K")?;
    out.flush()
}

/// The line. Nothing is ever written when standard error is no terminal.
pub(super) struct Progress {
    visible: bool,
}

impl Progress {
    /// Shown only where somebody can see it.
    pub(super) fn new(plain: bool) -> Self {
        Self {
            visible: !plain && io::stderr().is_terminal() && io::stdout().is_terminal(),
        }
    }

    /// Never shown.
    #[cfg(test)]
    pub(super) fn hidden() -> Self {
        Self { visible: false }
    }

    /// Says how far it is, in place of what was said before.
    pub(super) fn show(&mut self, words: &str) -> io::Result<()> {
        if !self.visible {
            return Ok(());
        }
        SHOWN.store(true, Ordering::Relaxed);
        let mut out = io::stderr().lock();
        write!(out, "\r\x1b[2K\x1b[2m{words}\x1b[0m")?;
        out.flush()
    }

    /// Makes room for something else.
    #[expect(clippy::unused_self, reason = "whoever shows a line takes it away")]
    pub(super) fn clear(&mut self) -> io::Result<()> {
        make_room()
    }
}

/// How long nothing is said where each line stays.
const SILENCE: TimeDelta = TimeDelta::seconds(30);

/// Counts what is done of several things. One thing alone is no long work.
pub(super) struct Tally {
    line: Progress,
    total: usize,
    begun: usize,
    said: Option<DateTime<Utc>>,
}

impl Tally {
    /// Nothing is known yet but what it is about.
    pub(super) fn new(words: &str) -> Self {
        let visible = io::stderr().is_terminal();
        let mut line = Progress { visible };
        // Whoever closed standard error does not want to know.
        let _ = line.show(words);
        Self {
            line,
            total: 0,
            begun: 0,
            said: None,
        }
    }

    /// So many things there are.
    pub(super) fn expect(&mut self, total: usize) {
        self.clear();
        self.total = total;
    }

    /// The next one begins.
    pub(super) fn next(&mut self, name: &str, now: DateTime<Utc>) {
        self.begun += 1;
        if self.total < 2 {
            return;
        }
        let words = format!("{} of {}: {name}", self.begun, self.total);
        if self.line.visible {
            let _ = self.line.show(&words);
        } else if self.is_time(now) {
            let _ = writeln!(io::stderr(), "closeout: {words}");
        }
    }

    /// Makes room for something else.
    pub(super) fn clear(&mut self) {
        let _ = self.line.clear();
    }

    /// Whether enough time has passed since something was said, or since it began.
    fn is_time(&mut self, now: DateTime<Utc>) -> bool {
        let is_time = now - *self.said.get_or_insert(now) >= SILENCE;
        if is_time {
            self.said = Some(now);
        }
        is_time
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_lines_stay_they_are_rare() {
        let mut tally = Tally {
            line: Progress::hidden(),
            total: 9,
            begun: 0,
            said: None,
        };
        let at = |seconds: i64| DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds);
        let said = [0, 10, 29, 30, 31, 59, 60, 200].map(|second| tally.is_time(at(second)));
        assert_eq!(said, [false, false, false, true, false, false, true, true]);
    }
}
