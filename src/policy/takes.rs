//! What keys take, told to people and to their editors. `read.rs` tells the same to the reader.
//!
//! The reader decides what is allowed; what stands here must never allow more, which a test holds it to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;
use serde_json::{Map, Value, json};

use crate::{
    calendar::{DayOfWeek, HolidayName, national},
    document::lint::{Level, RULES, Rule},
    domain::{
        checklist::{Item, Practice},
        nudge::Nudge,
        person::Contact,
    },
};

use super::{Invited, TemplateName, Within, target::Target};

/// Puts a value that was read where it belongs.
pub(super) type Set<T> = fn(&mut Target<'_>, T);

/// A word, and what it does.
pub(super) type Word = (&'static str, fn(&mut Target<'_>));

/// What may be written for a key, and where it goes.
#[derive(Clone, Copy)]
pub(super) enum Takes {
    /// One of these words.
    Words(&'static [Word]),
    /// A zone of the IANA database.
    TimeZone(Set<Tz>),
    /// A list of days of the week, at least one.
    DaysOfWeek(Set<BTreeSet<DayOfWeek>>),
    /// Opening and closing time.
    Hours(Set<(NaiveTime, NaiveTime)>),
    /// A list of countries, dates, ranges, and dates and ranges with a name.
    Holidays(Set<BTreeMap<NaiveDate, HolidayName>>),
    /// Text of a limited length, in characters.
    Text {
        /// The most characters.
        at_most: u32,
        /// Where it goes.
        set: Set<String>,
    },
    /// A number of days of a kind.
    Days(Set<Within>),
    /// Minutes or hours, or `never`.
    Span(Set<Option<TimeDelta>>),
    /// A time of day.
    TimeOfDay(Set<NaiveTime>),
    /// How long a meeting takes.
    Length(Set<TimeDelta>),
    /// A list of people to invite.
    Invited(Set<Vec<Invited>>),
    /// The items of a checklist.
    Checklist(Set<Vec<Item>>),
    /// Rules by their ids, each with its level, or `off`.
    Levels(Set<BTreeMap<&'static str, Option<Level>>>),
    /// A person or a team, or `nobody`.
    Contact(Set<Option<Contact>>),
    /// A list of reminders by their names.
    Nudges(Set<BTreeSet<Nudge>>),
    /// A relative path.
    Path(Set<String>),
    /// A built-in template, or the path of one.
    Template(Set<TemplateName>),
    /// A whole number in a range.
    Number {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
        /// Where it goes.
        set: Set<u32>,
    },
}

/// The most characters of a holiday's name.
pub(super) const HOLIDAY_NAME: u32 = 100;

/// The most items of a checklist: more are not read while the alarm rings.
pub(super) const CHECKLIST_ITEMS: u32 = 20;

/// The most characters of a checklist's item.
pub(super) const CHECKLIST_ITEM: u32 = 200;

/// What may be written for a rule.
pub(super) const LEVELS: [(&str, Option<Level>); 3] = [
    ("error", Some(Level::Error)),
    ("warning", Some(Level::Warning)),
    ("off", None),
];

/// A date, or a range of dates.
const DATES: &str = r"^\d{4}-\d{2}-\d{2}(\.\.\d{4}-\d{2}-\d{2})?$";

/// A time of day.
const TIME: &str = r"([01]?\d|2[0-3]):[0-5]\d";

/// Five minutes to eight hours, in minutes, in hours, or in both.
const LENGTH: &str = concat!(
    r"^(([5-9]|[1-9]\d|[1-3]\d\d|4[0-7]\d|480) ?(m|min|minutes?)",
    r"|[1-8] ?(h|hours?)",
    r"|[1-7]h ?([1-9]|[1-5]\d)m)$",
);

/// One minute to seven days, in minutes, hours or days, or in hours and minutes.
const SPAN: &str = concat!(
    "^(never",
    r"|([1-9]\d{0,3}|100[0-7]\d|10080) ?(m|min|minutes?)",
    r"|([1-9]\d?|1[0-5]\d|16[0-8]) ?(h|hours?)",
    r"|[1-7] ?(d|days?)",
    r"|([1-9]\d?|1[0-5]\d|16[0-7])h ?([1-9]|[1-5]\d)m)$",
);

impl Takes {
    /// For people, as Markdown.
    pub(super) fn in_words(self) -> String {
        match self {
            Self::Words(words) => alternatives(words.iter().map(|(word, _)| *word)),
            Self::TimeZone(_) => "a zone such as `Asia/Tokyo`".to_owned(),
            Self::DaysOfWeek(_) => "a list of `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`".to_owned(),
            Self::Hours(_) => "hours such as `10:00-18:00`".to_owned(),
            Self::Holidays(_) => {
                "a list of countries and regions `jp` (see [below](#holidays)), dates `2026-11-23`, ranges \
                 `2026-12-29..2027-01-03`, or `{ date: …, name: … }`"
                    .to_owned()
            }
            Self::Text { at_most, .. } => format!("text of at most {at_most} characters"),
            Self::Days(_) => "`3 business days` or `5 calendar days`, at most 90".to_owned(),
            Self::Span(_) => {
                "`30 minutes`, `2 hours`, `1h30m` or `1 day`, from 1 minute to 7 days; or `never`".to_owned()
            }
            Self::TimeOfDay(_) => "a time of day such as `15:00`".to_owned(),
            Self::Length(_) => "`45 minutes`, `1 hour`, `1h30m`, from 5 minutes to 8 hours".to_owned(),
            Self::Invited(_) => format!(
                "a list of {}",
                alternatives(Invited::ALL.iter().map(|who| who.word()))
            ),
            Self::Checklist(_) => {
                let practices = Practice::ALL.map(|practice| Item::Practice(practice).key());
                format!(
                    "a list of at most {CHECKLIST_ITEMS} different texts of at most {CHECKLIST_ITEM} characters, or none: \
                     `[]`. These are said in the configured language: {}",
                    alternatives(practices.iter().map(String::as_str))
                )
            }
            Self::Levels(_) => format!(
                "a mapping such as `{{ broken-link: warning }}`, with {}",
                alternatives(LEVELS.iter().map(|(word, _)| *word))
            ),
            Self::Contact(_) => {
                "a person `@octocat`, a team `@octo-org/sre`, quoted because of the `@`; or `nobody`"
                    .to_owned()
            }
            Self::Nudges(_) => format!(
                "a list of {}",
                alternatives(Nudge::ALL.iter().map(|nudge| nudge.name()))
            ),
            Self::Path(_) => "a relative path".to_owned(),
            Self::Template(_) => {
                "`full`, `minimal`, or the path of a template in this repository that ends in `.hbs` (see [templates](templates.md))".to_owned()
            }
            Self::Number { min, max, .. } => format!("a number from {min} to {max}"),
        }
    }

    /// For editors, as JSON Schema.
    #[expect(clippy::too_many_lines, reason = "one table, one row a kind")]
    pub(super) fn schema(self) -> Value {
        match self {
            Self::Words(words) => json!({ "enum": words.iter().map(|(word, _)| *word).collect::<Vec<_>>() }),
            Self::TimeZone(_) => {
                json!({ "type": "string", "examples": ["UTC", "Asia/Tokyo", "Europe/Berlin"] })
            }
            Self::DaysOfWeek(_) => json!({
                "type": "array",
                "minItems": 1,
                "items": { "enum": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] },
            }),
            Self::Hours(_) => json!({
                "type": "string",
                "pattern": format!("^{TIME}-{TIME}$"),
                "examples": ["10:00-18:00"],
            }),
            Self::Holidays(_) => holidays(),
            Self::Text { at_most, .. } => text(at_most),
            Self::Days(_) => json!({
                "type": "string",
                "pattern": "^([1-9]|[1-8][0-9]|90) (business|calendar) days?$",
                "examples": ["3 business days", "5 calendar days"],
            }),
            Self::Span(_) => json!({
                "type": "string",
                "pattern": SPAN,
                "examples": ["30 minutes", "2 hours", "1h30m", "never"],
            }),
            Self::TimeOfDay(_) => json!({
                "type": "string",
                "pattern": format!("^{TIME}$"),
                "examples": ["15:00"],
            }),
            Self::Length(_) => json!({
                "type": "string",
                "pattern": LENGTH,
                "examples": ["45 minutes", "1 hour"],
            }),
            Self::Invited(_) => json!({
                "type": "array",
                "uniqueItems": true,
                "items": { "enum": Invited::ALL.map(Invited::word) },
            }),
            Self::Checklist(_) => {
                let mut item = text(CHECKLIST_ITEM);
                item["examples"] = Practice::ALL
                    .map(|practice| Item::Practice(practice).key())
                    .to_vec()
                    .into();
                json!({ "type": "array", "maxItems": CHECKLIST_ITEMS, "uniqueItems": true, "items": item })
            }
            Self::Levels(_) => levels(),
            Self::Contact(_) => json!({
                "type": "string",
                "pattern": "^@?[A-Za-z0-9][A-Za-z0-9_-]{0,99}(/[A-Za-z0-9][A-Za-z0-9_-]{0,99})?$",
                "examples": ["@octo-org/sre", "@octocat", "nobody"],
            }),
            Self::Nudges(_) => json!({
                "type": "array",
                "items": { "enum": Nudge::ALL.map(Nudge::name) },
            }),
            Self::Path(_) => json!({
                "type": "string",
                "minLength": 1,
                "maxLength": 200,
                "pattern": r"^[^/\\]+(/[^/\\]+)*/?$",
                "not": { "pattern": r"(^|/)(\.\.?|\.[gG][iI][tT])(/|$)" },
            }),
            Self::Template(_) => json!({
                "type": "string",
                "maxLength": 200,
                "pattern": r"^(full|minimal|[^/\\]+(/[^/\\]+)*\.hbs)$",
                "not": { "pattern": r"(^|/)(\.\.?|\.[gG][iI][tT])(/|$)" },
                "examples": ["full", "minimal", ".github/closeout/postmortem.md.hbs"],
            }),
            Self::Number { min, max, .. } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        }
    }
}

fn alternatives<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn text(at_most: u32) -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": at_most, "pattern": r"\S" })
}

fn levels() -> Value {
    let words = LEVELS.map(|(word, _)| word);
    let rule = |rule: &&Rule| (rule.id.to_owned(), json!({ "enum": words }));
    let rules: Map<String, Value> = RULES.iter().map(rule).collect();
    json!({ "type": "object", "properties": rules, "additionalProperties": false })
}

fn holidays() -> Value {
    let codes: Vec<&str> = national::regions().map(|region| region.code).collect();
    json!({
        "type": "array",
        "items": {
            "anyOf": [
                { "enum": codes },
                { "type": "string", "pattern": DATES },
                {
                    "type": "object",
                    "properties": {
                        "date": { "type": "string", "pattern": DATES },
                        "name": text(HOLIDAY_NAME),
                    },
                    "required": ["date"],
                    "additionalProperties": false,
                },
            ],
        },
    })
}
