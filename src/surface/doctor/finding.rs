//! What the checks found.

use super::table::Check;

/// How it stands with something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// As it should be.
    Good,
    /// Worth knowing, and nothing to mend.
    Note,
    /// It works, but less well than it could.
    Warning,
    /// It does not work.
    Fault,
}

impl Verdict {
    /// The word for it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Fault => "fault",
        }
    }
}

/// One finding of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) check: &'static Check,
    pub(super) verdict: Verdict,
    pub(super) said: String,
}

impl Finding {
    /// What to do about it.
    pub(super) fn mend(&self) -> Option<&'static str> {
        (self.verdict >= Verdict::Warning).then_some(self.check.mend)
    }
}

/// Everything that was found, in order.
#[derive(Debug, Default)]
pub(super) struct Findings(pub(super) Vec<Finding>);

impl Findings {
    pub(super) fn good(&mut self, check: &'static Check, said: impl Into<String>) {
        self.add(check, Verdict::Good, said.into());
    }

    pub(super) fn note(&mut self, check: &'static Check, said: impl Into<String>) {
        self.add(check, Verdict::Note, said.into());
    }

    pub(super) fn warning(&mut self, check: &'static Check, said: impl Into<String>) {
        self.add(check, Verdict::Warning, said.into());
    }

    pub(super) fn fault(&mut self, check: &'static Check, said: impl Into<String>) {
        self.add(check, Verdict::Fault, said.into());
    }

    /// Good, unless the check has found something already.
    pub(super) fn otherwise_good(&mut self, check: &'static Check, said: impl Into<String>) {
        if !self.0.iter().any(|finding| finding.check == check) {
            self.good(check, said);
        }
    }

    pub(super) fn count(&self, verdict: Verdict) -> usize {
        self.0.iter().filter(|finding| finding.verdict == verdict).count()
    }

    fn add(&mut self, check: &'static Check, verdict: Verdict, said: String) {
        self.0.push(Finding { check, verdict, said });
    }
}
