//! Where the values go that are read.

use crate::domain::severity::Severity;

use super::{Policy, SeverityPolicy, preset::Deadlines};

/// The policy while it is made, and the severity whose keys are being read.
pub(super) struct Target<'a> {
    /// The policy so far.
    pub(super) policy: &'a mut Policy,
    /// What was said about deadlines so far.
    pub(super) deadlines: &'a mut Deadlines,
    /// The severity in the key's path, when it has one.
    pub(super) severity: Option<Severity>,
}

impl Target<'_> {
    /// The severity in the key's path.
    pub(super) fn severity(&self) -> Severity {
        self.severity.expect("the key's path names a severity")
    }

    /// What the severity in the key's path asks for.
    pub(super) fn of_severity(&mut self) -> &mut SeverityPolicy {
        let severity = self.severity();
        self.policy
            .severities
            .get_mut(&severity)
            .expect("every severity has its entry")
    }
}
