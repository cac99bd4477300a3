//! How bad an incident is.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Severity of an incident; `Sev1` is the worst and the least value, so that `min` is "the more severe".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Critical: customers cannot use the service.
    #[serde(rename = "SEV1")]
    Sev1,
    /// Major: an important part does not work, or many are affected.
    #[serde(rename = "SEV2")]
    Sev2,
    /// Minor: some are affected, and there is a way around.
    #[serde(rename = "SEV3")]
    Sev3,
    /// Slight: noticed by few, or only inside.
    #[serde(rename = "SEV4")]
    Sev4,
}

impl Severity {
    /// Every severity, worst first.
    pub const ALL: [Self; 4] = [Self::Sev1, Self::Sev2, Self::Sev3, Self::Sev4];

    /// The name, which is the label's default name too: `SEV1` to `SEV4`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sev1 => "SEV1",
            Self::Sev2 => "SEV2",
            Self::Sev3 => "SEV3",
            Self::Sev4 => "SEV4",
        }
    }

    /// SEV1 and SEV2 are major incidents.
    pub fn is_major(self) -> bool {
        self <= Self::Sev2
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text names no severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("severities are SEV1, SEV2, SEV3 and SEV4")]
pub struct UnknownSeverity;

impl FromStr for Severity {
    type Err = UnknownSeverity;

    /// Accepts `SEV1`, `sev-1`, `Sev 1` and `1`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text
            .trim()
            .trim_start_matches(|c: char| c.is_ascii_alphabetic() || " -_".contains(c));
        let prefix = &text.trim()[..text.trim().len() - digits.len()];
        let prefix: String = prefix.chars().filter(char::is_ascii_alphabetic).collect();
        if !prefix.is_empty() && !prefix.eq_ignore_ascii_case("sev") {
            return Err(UnknownSeverity);
        }
        match digits {
            "1" => Ok(Self::Sev1),
            "2" => Ok(Self::Sev2),
            "3" => Ok(Self::Sev3),
            "4" => Ok(Self::Sev4),
            _ => Err(UnknownSeverity),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_parse_back() {
        for severity in Severity::ALL {
            assert_eq!(severity.name().parse(), Ok(severity));
        }
    }

    #[test]
    fn people_write_severities_in_many_ways() {
        for text in ["2", "sev2", "SEV-2", "Sev 2", " sev_2 "] {
            assert_eq!(text.parse(), Ok(Severity::Sev2), "{text:?}");
        }
        for text in ["", "0", "5", "p2", "sev", "2x", "22", "-"] {
            assert_eq!(text.parse::<Severity>(), Err(UnknownSeverity), "{text:?}");
        }
    }
}
