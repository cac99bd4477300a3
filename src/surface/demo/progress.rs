//! One line on standard error that says how far it is, and leaves no trace.

use std::io::{self, IsTerminal as _, Write as _};

/// The line. Nothing is ever written when standard error is no terminal.
pub(super) struct Progress {
    visible: bool,
    shown: bool,
}

impl Progress {
    /// Shown only where somebody can see it.
    pub(super) fn new(plain: bool) -> Self {
        Self {
            visible: !plain && io::stderr().is_terminal() && io::stdout().is_terminal(),
            shown: false,
        }
    }

    /// Never shown.
    #[cfg(test)]
    pub(super) fn hidden() -> Self {
        Self {
            visible: false,
            shown: false,
        }
    }

    /// Says how far it is, in place of what was said before.
    pub(super) fn show(&mut self, words: &str) -> io::Result<()> {
        if !self.visible {
            return Ok(());
        }
        self.shown = true;
        let mut out = io::stderr().lock();
        write!(out, "\r\x1b[2K\x1b[2m{words}\x1b[0m")?;
        out.flush()
    }

    /// Makes room for something else.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.shown) {
            return Ok(());
        }
        let mut out = io::stderr().lock();
        write!(out, "\r\x1b[2K")?;
        out.flush()
    }
}
