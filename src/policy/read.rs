//! How each kind of value is read.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{
    calendar::{DayOfWeek, HolidayName, national},
    document::lint::{self, Level, RULES},
    domain::{checklist::Item, nudge::Nudge, person::Contact},
};

use crate::yaml::{Node, Value};

use super::{
    Expected, FaultKind, Invited,
    reader::Reader,
    takes::{CHECKLIST_ITEM, CHECKLIST_ITEMS, HOLIDAY_NAME, LEVELS, Set, Takes},
    target::Target,
    value,
};

impl Takes {
    /// Reads a value and puts it where it belongs, or notes what is wrong with it.
    #[expect(clippy::too_many_lines, reason = "one table, one row a kind")]
    pub(super) fn read(self, reader: &mut Reader, node: &Node, path: &str, target: &mut Target<'_>) {
        match self {
            Self::Words(words) => {
                if let Some(set) = reader.word(node, path, words) {
                    set(target);
                }
            }
            Self::TimeZone(set) => {
                let zone = reader.scalar(node, path, Expected::TimeZone, |text| text.trim().parse().ok());
                put(target, set, zone);
            }
            Self::DaysOfWeek(set) => set(target, days_of_week(reader, node, path)),
            Self::Hours(set) => {
                let hours = reader.scalar(node, path, Expected::Hours, value::hours);
                put(target, set, hours);
            }
            Self::Holidays(set) => set(target, holidays(reader, node, path)),
            Self::Text { at_most, set } => put(target, set, reader.text(node, path, at_most)),
            Self::Days(set) => {
                let days = reader.scalar(node, path, Expected::Days, value::days);
                put(target, set, days);
            }
            Self::Span(set) => {
                let is_never = |text: &str| text.trim().eq_ignore_ascii_case("never");
                let span = reader.scalar(node, path, Expected::Span, |text| {
                    value::span(text).map(Some).or(is_never(text).then_some(None))
                });
                put(target, set, span);
            }
            Self::TimeOfDay(set) => {
                let time = reader.scalar(node, path, Expected::TimeOfDay, value::time_of_day);
                put(target, set, time);
            }
            Self::Length(set) => {
                let length = reader.scalar(node, path, Expected::Length, value::length);
                put(target, set, length);
            }
            Self::Invited(set) => set(target, invited(reader, node, path)),
            Self::Checklist(set) => set(target, checklist(reader, node, path)),
            Self::Levels(set) => set(target, levels(reader, node, path)),
            Self::Contact(set) => {
                let contact = reader.scalar(node, path, Expected::Contact, |text| {
                    let nobody = text.trim().eq_ignore_ascii_case("nobody");
                    if nobody {
                        Some(None)
                    } else {
                        Contact::read(text).map(Some)
                    }
                });
                put(target, set, contact);
            }
            Self::Nudges(set) => {
                let words = Nudge::ALL.map(|nudge| nudge.name().to_owned());
                let expected = Expected::OneOf { words: words.into() };
                let items = reader.items(node, path).iter();
                let read = items.filter_map(|item| reader.scalar(item, path, expected.clone(), Nudge::named));
                set(target, read.collect());
            }
            Self::Path(set) => {
                let folder = reader.scalar(node, path, Expected::Path, value::folder);
                put(target, set, folder);
            }
            Self::Template(set) => {
                let template = reader.scalar(node, path, Expected::Template, value::template);
                put(target, set, template);
            }
            Self::Number { min, max, set } => {
                let in_range = |number: &u32| (min..=max).contains(number);
                let number = reader.scalar(node, path, Expected::Number { min, max }, |text| {
                    text.trim().parse().ok().filter(in_range)
                });
                put(target, set, number);
            }
        }
    }
}

fn put<T>(target: &mut Target<'_>, set: Set<T>, value: Option<T>) {
    if let Some(value) = value {
        set(target, value);
    }
}

fn days_of_week(reader: &mut Reader, node: &Node, path: &str) -> BTreeSet<DayOfWeek> {
    let words = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(str::to_owned);
    let expected = Expected::OneOf { words: words.into() };
    if matches!(&node.value, Value::List(items) if items.is_empty()) {
        // Somebody must work, or no deadline would ever come.
        reader.bad(node, path, expected.clone());
    }
    let items = reader.items(node, path).iter();
    items
        .filter_map(|item| reader.scalar(item, path, expected.clone(), value::weekday))
        .map(DayOfWeek)
        .collect()
}

fn holidays(reader: &mut Reader, node: &Node, path: &str) -> BTreeMap<NaiveDate, HolidayName> {
    let mut holidays = BTreeMap::new();
    for item in reader.items(node, path) {
        let days = holiday(reader, item, path).unwrap_or_default();
        value::add_holidays(&mut holidays, days);
    }
    holidays
}

/// The days of one item, with their name.
fn holiday(reader: &mut Reader, item: &Node, path: &str) -> Option<BTreeMap<NaiveDate, HolidayName>> {
    let Value::Mapping(entries) = &item.value else {
        let meant = item.text().and_then(national::meant).map(str::to_owned);
        return reader.scalar(item, path, Expected::Holiday { meant }, value::holidays);
    };
    let mut name = HolidayName::Unnamed;
    let mut date = None;
    for (key, node) in entries {
        match key.text() {
            Some("name") => {
                let read = reader.text(node, path, HOLIDAY_NAME);
                name = read.map(HolidayName::Own).unwrap_or_default();
            }
            Some("date") => date = Some(node),
            _ => {
                let allowed = ["date", "name"].map(str::to_owned).into();
                let unknown = FaultKind::UnknownKey {
                    key: key.found(),
                    allowed,
                };
                reader.fault(key, path, unknown);
            }
        }
    }
    reader.scalar(date.unwrap_or(item), path, Expected::DateOrRange, |text| {
        value::dates(text, &name)
    })
}

fn levels(reader: &mut Reader, node: &Node, path: &str) -> BTreeMap<&'static str, Option<Level>> {
    let Value::Mapping(entries) = &node.value else {
        reader.bad(node, path, Expected::Mapping);
        return BTreeMap::new();
    };
    let mut levels = BTreeMap::new();
    for (key, value) in entries {
        let Some(rule) = key.text().and_then(lint::rule) else {
            let allowed = RULES.iter().map(|rule| rule.id.to_owned()).collect();
            let key_found = key.found();
            let unknown = FaultKind::UnknownKey {
                key: key_found,
                allowed,
            };
            reader.fault(key, path, unknown);
            continue;
        };
        if levels.contains_key(rule.id) {
            let key_twice = FaultKind::DuplicateKey {
                key: rule.id.to_owned(),
            };
            reader.fault(key, path, key_twice);
        } else if !value.is_null()
            && let Some(level) = reader.word(value, path, &LEVELS)
        {
            levels.insert(rule.id, level);
        }
    }
    levels
}

fn checklist(reader: &mut Reader, node: &Node, path: &str) -> Vec<Item> {
    let at_most = usize::try_from(CHECKLIST_ITEMS).unwrap_or(usize::MAX);
    let mut items: Vec<Item> = Vec::new();
    for (count, item) in reader.items(node, path).iter().enumerate() {
        if count == at_most {
            let expected = Expected::Items {
                at_most: CHECKLIST_ITEMS,
            };
            reader.bad(item, path, expected);
        }
        let Some(text) = reader.text(item, path, CHECKLIST_ITEM) else {
            continue;
        };
        let read = value::checklist_item(text);
        if items.contains(&read) {
            // A tick is kept by its item: two equal ones would always be ticked together.
            reader.bad(item, path, Expected::NewItem);
        }
        items.push(read);
    }
    items
}

fn invited(reader: &mut Reader, node: &Node, path: &str) -> Vec<Invited> {
    let words = Invited::ALL.map(|who| who.word().to_owned());
    let expected = Expected::OneOf { words: words.into() };
    let mut invited = Vec::new();
    for item in reader.items(node, path) {
        let named = |text: &str| {
            let word = text.trim().to_ascii_lowercase();
            Invited::ALL.into_iter().find(|who| who.word() == word)
        };
        let Some(who) = reader.scalar(item, path, expected.clone(), named) else {
            continue;
        };
        if invited.contains(&who) {
            reader.bad(item, path, Expected::NewItem);
        }
        invited.push(who);
    }
    invited
}
