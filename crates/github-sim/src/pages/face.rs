//! The small things that stand everywhere: a person's face, an instant, a label.

use askama::Template;
use askama::filters::HtmlSafe;
use chrono::{DateTime, Utc};

use crate::world::{Account, AccountKind};

/// An author as pages show them. Printed, it is the avatar.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "part/face.html")]
pub(super) struct Face {
    /// Login without the `[bot]` of a bot, which gets a badge instead.
    pub(super) login: String,
    /// Up to two characters for the avatar.
    pub(super) initials: String,
    /// Which of the stylesheet's avatar colours: 0 to 7.
    pub(super) tone: u64,
    /// Whether it is an App's bot.
    pub(super) bot: bool,
}

impl Face {
    pub(super) fn of(account: &Account) -> Self {
        let login = account.login.trim_end_matches("[bot]").to_owned();
        let tone = login
            .bytes()
            .fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()))
            % 8;
        Self {
            initials: initials(account.name.as_deref().unwrap_or(&login)),
            tone,
            bot: account.kind == AccountKind::Bot,
            login,
        }
    }
}

impl HtmlSafe for Face {}
impl HtmlSafe for When {}
impl HtmlSafe for Pill {}

fn initials(name: &str) -> String {
    let mut words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next());
    let first = words.next().unwrap_or('?');
    let second = if first.is_ascii() { words.next() } else { None };
    [Some(first), second]
        .into_iter()
        .flatten()
        .flat_map(char::to_uppercase)
        .collect()
}

/// An instant. Printed, it is a `<time>` element.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "part/when.html")]
pub(super) struct When {
    /// For machines.
    pub(super) iso: String,
    /// For people: `Nov 21, 13:20`, with the year when it is not the clock's.
    pub(super) short: String,
    /// In full and how long ago.
    pub(super) full: String,
}

impl When {
    pub(super) fn of(at: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        let this_year = at.format("%Y").to_string() == now.format("%Y").to_string();
        let short = if this_year {
            "%b %-d, %H:%M"
        } else {
            "%b %-d, %Y, %H:%M"
        };
        Self {
            iso: at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            short: at.format(short).to_string(),
            full: format!("{} ({})", at.format("%a, %b %-d, %Y, %H:%M UTC"), ago(at, now)),
        }
    }
}

fn ago(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = now.signed_duration_since(at).num_minutes();
    let (count, unit) = match minutes {
        ..1 => return "now".into(),
        1..60 => (minutes, "minute"),
        60..1440 => (minutes / 60, "hour"),
        _ => (minutes / 1440, "day"),
    };
    format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" })
}

/// A label as pages show it. Printed, it is the coloured pill.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "part/pill.html")]
pub(super) struct Pill {
    /// The label's name.
    pub(super) name: String,
    /// Six lower-case hexadecimal digits; the class of the label stylesheet ends in it.
    pub(super) color: String,
    /// What the label means.
    pub(super) description: String,
}

impl Pill {
    pub(super) fn new(name: &str, color: &str, description: Option<&str>) -> Self {
        Self {
            name: name.to_owned(),
            color: tidy_color(color),
            description: description.unwrap_or_default().to_owned(),
        }
    }
}

/// The colour if it is one, else the grey GitHub gives labels without a colour.
pub(super) fn tidy_color(color: &str) -> String {
    let good = color.len() == 6 && color.bytes().all(|byte| byte.is_ascii_hexdigit());
    if good {
        color.to_ascii_lowercase()
    } else {
        "ededed".into()
    }
}

/// White where it can be read on the colour, else black: at least 4.5 to 1 (WCAG 2.2, relative luminance).
pub(super) fn text_on(color: &str) -> &'static str {
    let channel = |at: usize| {
        let value = u8::from_str_radix(&color[at..at + 2], 16).unwrap_or(0);
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance = 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4);
    // White has 4.5 to 1 up to here: 1.05 / (L + 0.05) = 4.5. Beyond, black has more than that.
    if luminance > 0.1833 { "#000" } else { "#fff" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_of_people_bots_and_japanese_names() {
        for (name, shown) in [
            ("Mona Lisa", "ML"),
            ("sato-k", "SK"),
            ("佐藤 健", "佐"),
            ("", "?"),
            ("x", "X"),
        ] {
            assert_eq!(initials(name), shown);
        }
    }

    #[test]
    fn instants_are_short_in_their_own_year() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let when = When::of(at("2026-11-21T13:20:00Z"), at("2026-11-21T15:21:00Z"));
        assert_eq!(
            (when.short.as_str(), when.iso.as_str()),
            ("Nov 21, 13:20", "2026-11-21T13:20:00Z")
        );
        assert_eq!(when.full, "Sat, Nov 21, 2026, 13:20 UTC (2 hours ago)");
        assert_eq!(
            When::of(at("2025-01-02T00:00:00Z"), at("2026-01-01T00:00:00Z")).short,
            "Jan 2, 2025, 00:00"
        );
    }

    #[test]
    fn text_on_labels_is_readable() {
        for (color, text) in [
            ("d73a4a", "#fff"),
            ("0e8a16", "#fff"),
            ("fbca04", "#000"),
            ("000000", "#fff"),
            ("ffffff", "#000"),
        ] {
            assert_eq!(text_on(color), text, "{color}");
        }
        assert_eq!(tidy_color("red;}*{"), "ededed");
        assert_eq!(tidy_color("D73A4A"), "d73a4a");
    }
}
