//! In which language and time zone we speak.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// Language of everything Closeout writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::En, Self::Ja];
}

/// Language and time zone of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Voice {
    /// The language.
    pub language: Language,
    /// The zone in which instants are shown, with UTC beside it.
    pub zone: Tz,
}
