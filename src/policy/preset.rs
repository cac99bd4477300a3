//! Sets of deadlines to choose from.

use std::collections::BTreeMap;

use crate::domain::severity::Severity;

use super::{DayUnit, Policy, Within};

/// Deadlines of the review meeting that count for every severity that has none of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Preset {
    /// A severe incident is reviewed while people still remember: within three business days, others within five.
    #[default]
    Default,
    /// As the public guide of `PagerDuty` on postmortems has it: three calendar days after a SEV1, five business days after
    /// a SEV2.
    PagerDuty,
}

impl Preset {
    /// How long after resolution the review meeting must be held.
    pub(super) fn meeting_within(self, severity: Severity) -> Within {
        let (days, unit) = match (self, severity) {
            (Self::Default, Severity::Sev1) => (3, DayUnit::Business),
            (Self::PagerDuty, Severity::Sev1) => (3, DayUnit::Calendar),
            _ => (5, DayUnit::Business),
        };
        Within { days, unit }
    }
}

/// What the files said about deadlines so far. A deadline that was written counts more than a preset, whichever of the
/// files either stands in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Deadlines {
    /// The preset.
    pub(super) preset: Preset,
    /// Deadlines that were written.
    pub(super) written: BTreeMap<Severity, Within>,
}

impl Deadlines {
    /// Puts the deadlines that follow into a policy.
    pub(super) fn settle(&self, policy: &mut Policy) {
        for (severity, of_severity) in &mut policy.severities {
            let written = self.written.get(severity).copied();
            of_severity.meeting_within = written.unwrap_or_else(|| self.preset.meeting_within(*severity));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::load_layers;

    #[test]
    fn what_is_written_counts_more_than_a_preset() {
        const PAGERDUTY: &str = "preset: pagerduty";
        const WRITTEN: &str = "severities: {SEV1: {meeting_within: 1 business day}}";
        let both = &format!("{PAGERDUTY}\n{WRITTEN}");
        for (owner, repository, sev1, sev2) in [
            ("", "", (3, DayUnit::Business), 5),
            ("", PAGERDUTY, (3, DayUnit::Calendar), 5),
            (PAGERDUTY, "", (3, DayUnit::Calendar), 5),
            (PAGERDUTY, "preset: default", (3, DayUnit::Business), 5),
            ("", both, (1, DayUnit::Business), 5),
            (PAGERDUTY, WRITTEN, (1, DayUnit::Business), 5),
            (WRITTEN, PAGERDUTY, (1, DayUnit::Business), 5),
            (
                both,
                "preset: default\nseverities: {SEV1: {meeting_within:}}",
                (1, DayUnit::Business),
                5,
            ),
            (
                "severities: {SEV2: {meeting_within: 7 business days}}",
                PAGERDUTY,
                (3, DayUnit::Calendar),
                7,
            ),
            // A file with faults says nothing.
            (WRITTEN, "preset: pagerduty\nx: 1", (1, DayUnit::Business), 5),
        ] {
            let policy = load_layers(Some(owner.into()), Some(repository.into())).policy;
            let within = |severity| policy.severity(severity).meeting_within;
            let (days, unit) = sev1;
            let expected =
                [(days, unit), (sev2, DayUnit::Business)].map(|(days, unit)| Within { days, unit });
            assert_eq!(
                [Severity::Sev1, Severity::Sev2].map(within),
                expected,
                "{owner} / {repository}"
            );
        }
    }
}
