//! What keys take, told to people and to their editors.
//!
//! The reader decides what is allowed; what stands here must never allow more, which a test holds it to.

use serde_json::{Value, json};

/// What may be written for a key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Takes {
    /// One of these words.
    Words(&'static [&'static str]),
    /// A zone of the IANA database.
    TimeZone,
    /// A list of days of the week.
    DaysOfWeek,
    /// Opening and closing time.
    Hours,
    /// A list of dates, ranges, and either with a name.
    Holidays,
    /// Text of a limited length, in characters.
    Text {
        /// The most characters.
        at_most: u32,
    },
    /// A number of days of a kind.
    Span,
    /// A relative path.
    Path,
    /// A whole number in a range.
    Number {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
}

/// A date, or a range of dates.
const DATES: &str = r"^\d{4}-\d{2}-\d{2}(\.\.\d{4}-\d{2}-\d{2})?$";

impl Takes {
    /// For people, as Markdown.
    pub(super) fn in_words(self) -> String {
        match self {
            Self::Words(words) => words
                .iter()
                .map(|word| format!("`{word}`"))
                .collect::<Vec<_>>()
                .join(", "),
            Self::TimeZone => "a zone such as `Asia/Tokyo`".to_owned(),
            Self::DaysOfWeek => "a list of `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`".to_owned(),
            Self::Hours => "hours such as `10:00-18:00`".to_owned(),
            Self::Holidays => {
                "a list of dates `2026-11-23`, ranges `2026-12-29..2027-01-03`, or `{ date: …, name: … }`"
                    .to_owned()
            }
            Self::Text { at_most } => format!("text of at most {at_most} characters"),
            Self::Span => "`3 business days` or `5 calendar days`, at most 90".to_owned(),
            Self::Path => "a relative path".to_owned(),
            Self::Number { min, max } => format!("a number from {min} to {max}"),
        }
    }

    /// For editors, as JSON Schema.
    pub(super) fn schema(self) -> Value {
        match self {
            Self::Words(words) => json!({ "enum": words }),
            Self::TimeZone => json!({ "type": "string", "examples": ["UTC", "Asia/Tokyo", "Europe/Berlin"] }),
            Self::DaysOfWeek => json!({
                "type": "array",
                "minItems": 1,
                "items": { "enum": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] },
            }),
            Self::Hours => json!({
                "type": "string",
                "pattern": r"^([01]?\d|2[0-3]):[0-5]\d-([01]?\d|2[0-3]):[0-5]\d$",
                "examples": ["10:00-18:00"],
            }),
            Self::Holidays => json!({
                "type": "array",
                "items": {
                    "anyOf": [
                        { "type": "string", "pattern": DATES },
                        {
                            "type": "object",
                            "properties": {
                                "date": { "type": "string", "pattern": DATES },
                                "name": Self::Text { at_most: 100 }.schema(),
                            },
                            "required": ["date"],
                            "additionalProperties": false,
                        },
                    ],
                },
            }),
            Self::Text { at_most } => {
                json!({ "type": "string", "minLength": 1, "maxLength": at_most, "pattern": r"\S" })
            }
            Self::Span => json!({
                "type": "string",
                "pattern": "^([1-9]|[1-8][0-9]|90) (business|calendar) days?$",
                "examples": ["3 business days", "5 calendar days"],
            }),
            Self::Path => json!({
                "type": "string",
                "minLength": 1,
                "maxLength": 200,
                "pattern": r"^[^/\\]+(/[^/\\]+)*/?$",
                "not": { "pattern": r"(^|/)(\.\.?|\.[gG][iI][tT])(/|$)" },
            }),
            Self::Number { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        }
    }
}
