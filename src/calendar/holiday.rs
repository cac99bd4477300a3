//! What a day off is called.

use crate::message::Language;

/// The name of a holiday.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum HolidayName {
    /// Nobody named it.
    #[default]
    Unnamed,
    /// As the team calls it.
    Own(String),
    /// As the law calls it.
    National {
        /// In English.
        en: &'static str,
        /// In Japanese, for holidays of Japan.
        ja: Option<&'static str>,
    },
}

impl HolidayName {
    /// The name in a language, or in English where it has none in that; nothing for a day that nobody named.
    pub fn in_language(&self, language: Language) -> Option<&str> {
        match (self, language) {
            (Self::Unnamed, _) => None,
            (Self::Own(name), _) => Some(name),
            (Self::National { ja: Some(ja), .. }, Language::Ja) => Some(ja),
            (Self::National { en, .. }, _) => Some(en),
        }
    }
}
