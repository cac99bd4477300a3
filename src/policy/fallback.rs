//! What counts when a key is not there, as it would be written and as it is told to people.
//!
//! `defaults.rs` decides; a test reads these values and compares.

use crate::domain::severity::Severity;

/// What counts when a key is not there.
#[derive(Clone, Copy)]
pub(super) enum Fallback {
    /// This value.
    Is(&'static str),
    /// One value for each severity, SEV1 first.
    Each([&'static str; 4]),
    /// The name of the severity.
    SeverityName,
    /// Something that cannot be written, such as a text in the configured language.
    BuiltIn(&'static str),
}

impl Fallback {
    /// The value as it would be written; nothing when it cannot be.
    pub(super) fn written(self, severity: Option<Severity>) -> Option<&'static str> {
        match (self, severity) {
            (Self::Is(value), _) => Some(value),
            (Self::Each(values), Some(severity)) => Severity::ALL
                .into_iter()
                .zip(values)
                .find_map(|(each, value)| (each == severity).then_some(value)),
            (Self::SeverityName, Some(severity)) => Some(severity.name()),
            (Self::Each(_) | Self::SeverityName, None) | (Self::BuiltIn(_), _) => None,
        }
    }

    /// For people, as Markdown.
    pub(super) fn in_words(self) -> String {
        match self {
            Self::Is(value) => format!("`{value}`"),
            Self::Each(values) => each(values),
            Self::SeverityName => "its name".to_owned(),
            Self::BuiltIn(words) => words.to_owned(),
        }
    }
}

/// `30 minutes` for SEV1, `1 hour` for SEV2, otherwise `never`.
fn each(values: [&'static str; 4]) -> String {
    let pairs: Vec<(Severity, &str)> = Severity::ALL.into_iter().zip(values).collect();
    let runs: Vec<_> = pairs.chunk_by(|(_, one), (_, next)| one == next).collect();
    let told = runs.iter().enumerate().map(|(at, run)| {
        let value = run[0].1;
        if at + 1 == runs.len() {
            return format!("otherwise `{value}`");
        }
        let names: Vec<&str> = run.iter().map(|(severity, _)| severity.name()).collect();
        format!("`{value}` for {}", names.join(" and "))
    });
    told.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_neighbours_are_told_together() {
        for (values, expected) in [
            (["a", "a", "b", "b"], "`a` for SEV1 and SEV2, otherwise `b`"),
            (["a", "b", "b", "b"], "`a` for SEV1, otherwise `b`"),
            (["a", "b", "c", "c"], "`a` for SEV1, `b` for SEV2, otherwise `c`"),
        ] {
            assert_eq!(Fallback::Each(values).in_words(), expected);
        }
    }
}
