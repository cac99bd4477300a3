//! Action items: what is to be done so that an incident does not happen again, who does it, and where it stands.
//!
//! Three things tell about one item: its row in the postmortem's document, its issue, and the `/action` that asked for
//! it. `plan::actions` joins them; here are the words for all three, and for what is remembered between two looks.

mod issue;
mod item;
mod request;

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::keyboard::narrow;

pub use issue::{Closed, Closer, ItemIssue, ItemIssues, ItemMark, ItemNames, LookedUp, due_label};
pub use item::{Finisher, Item, ItemField, ItemNote, ItemRecord, ItemState, RowState, TrackingIssue};
pub use request::{ActionRequest, RequestedItem};

/// What an action item is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// It will not happen again.
    Prevent,
    /// It will be noticed sooner.
    Detect,
    /// It will hurt less.
    Mitigate,
    /// People will work together better.
    Process,
}

impl ActionKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Prevent, Self::Detect, Self::Mitigate, Self::Process];

    /// Words that mean it, the one of the templates first.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Prevent => &["prevent", "prevention", "予防", "防止", "再発防止"],
            Self::Detect => &["detect", "detection", "検知", "検出"],
            Self::Mitigate => &["mitigate", "mitigation", "緩和", "軽減"],
            Self::Process => &["process", "プロセス", "手順"],
        }
    }

    /// The word by which templates and commands name it.
    pub fn name(self) -> &'static str {
        self.words()[0]
    }

    /// The kind that one word means.
    pub fn named(word: &str) -> Option<Self> {
        let word = narrow(word).to_lowercase();
        let mut kinds = Self::ALL.into_iter();
        kinds.find(|kind| kind.words().iter().any(|known| narrow(known) == word))
    }
}

/// How urgent an action item is: `P0` is the most urgent and the least value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Priority(pub u8);

impl Priority {
    /// The priority that one word means, in any case and width.
    pub fn named(word: &str) -> Option<Self> {
        let word = narrow(word).to_ascii_uppercase();
        let digits = word.strip_prefix('P')?;
        let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse().ok().map(Self))?
    }
}

impl fmt::Display for Priority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{}", self.0)
    }
}

impl From<Priority> for String {
    fn from(priority: Priority) -> Self {
        priority.to_string()
    }
}

impl TryFrom<String> for Priority {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        Self::named(&word).ok_or_else(|| format!("{word:?} is no priority"))
    }
}

/// What is wrong with a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayFault {
    /// It is not written as a day.
    Unreadable,
    /// There is no such day.
    Impossible,
}

/// A day with its year first: `2026-12-01`, `2026/12/1`, `2026年12月1日`.
///
/// # Errors
/// [`DayFault`] says whether it is no day, or one that does not exist.
pub fn day(text: &str) -> Result<NaiveDate, DayFault> {
    let text = narrow(text).replace(['年', '月', '/', '.'], "-");
    let text = text.strip_suffix('日').unwrap_or(&text);
    let parts: Vec<&str> = text.split('-').collect();
    let number = |text: &str, most: usize| -> Option<u32> {
        let is_number = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().ok())?
    };
    let numbers = match parts[..] {
        [year, month, day] if year.len() == 4 => {
            let year = number(year, 4).and_then(|year| i32::try_from(year).ok());
            year.zip(number(month, 2)).zip(number(day, 2))
        }
        _ => None,
    };
    let ((year, month), day) = numbers.ok_or(DayFault::Unreadable)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DayFault::Impossible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_priorities_are_read_in_both_languages() {
        for kind in ActionKind::ALL {
            assert_eq!(ActionKind::named(kind.name()), Some(kind));
        }
        assert_eq!(ActionKind::named("再発防止"), Some(ActionKind::Prevent));
        assert_eq!(ActionKind::named("プロセス"), Some(ActionKind::Process));
        assert_eq!(ActionKind::named("improve"), None);
        assert_eq!(Priority::named("ｐ１"), Some(Priority(1)));
        for word in ["P", "P123", "PX", "1", ""] {
            assert_eq!(Priority::named(word), None, "{word}");
        }
        let json = serde_json::to_string(&Priority(0)).unwrap();
        assert_eq!(json, "\"P0\"");
        assert_eq!(serde_json::from_str::<Priority>(&json).unwrap(), Priority(0));
    }

    #[test]
    fn days_have_their_year_first() {
        let first = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        for text in ["2026-12-01", "2026/12/1", "2026年12月1日", "２０２６−１２−０１"] {
            assert_eq!(day(text), Ok(first), "{text}");
        }
        assert_eq!(day("2026-02-30"), Err(DayFault::Impossible));
        for text in ["12/1/2026", "friday", "", "2026-12"] {
            assert_eq!(day(text), Err(DayFault::Unreadable), "{text}");
        }
    }
}
