//! National holidays.

use super::*;
use crate::{
    calendar::national::{self, YEARS},
    message::Language,
};

fn holidays(code: &str) -> BTreeMap<NaiveDate, HolidayName> {
    national::region(code).expect("a region").holidays()
}

/// The names of the holidays of a year, by day.
fn year(code: &str, year: i32, language: Language) -> Vec<(String, String)> {
    let of_year = holidays(code)
        .into_iter()
        .filter(|(day, _)| day.format("%Y").to_string() == year.to_string());
    of_year
        .map(|(day, name)| {
            (
                day.format("%m-%d").to_string(),
                name.in_language(language).unwrap_or_default().to_owned(),
            )
        })
        .collect()
}

#[test]
fn japan_has_substitute_and_citizens_holidays() {
    let expected = [
        ("01-01", "元日"),
        ("01-12", "成人の日"),
        ("02-11", "建国記念の日"),
        ("02-23", "天皇誕生日"),
        ("03-20", "春分の日"),
        ("04-29", "昭和の日"),
        ("05-03", "憲法記念日"),
        ("05-04", "みどりの日"),
        ("05-05", "こどもの日"),
        ("05-06", "振替休日"),
        ("07-20", "海の日"),
        ("08-11", "山の日"),
        ("09-21", "敬老の日"),
        ("09-22", "国民の休日"),
        ("09-23", "秋分の日"),
        ("10-12", "スポーツの日"),
        ("11-03", "文化の日"),
        ("11-23", "勤労感謝の日"),
    ]
    .map(|(day, name)| (day.to_owned(), name.to_owned()));
    assert_eq!(year("jp", 2026, Language::Ja), expected);
}

#[test]
fn holidays_that_are_easily_wrong() {
    for (code, day, english, japanese) in [
        // The Olympic Games moved three holidays, twice.
        ("jp", "2020-07-24", "Sports Day", "スポーツの日"),
        ("jp", "2021-08-09", "Substitute Holiday", "振替休日"),
        ("jp", "2027-03-22", "Substitute Holiday", "振替休日"),
        ("jp", "2028-11-23", "Labor Thanksgiving Day", "勤労感謝の日"),
        ("jp", "2029-09-24", "Substitute Holiday", "振替休日"),
        ("jp", "2029-04-30", "Substitute Holiday", "振替休日"),
        ("jp", "2030-05-06", "Substitute Holiday", "振替休日"),
        ("jp", "2030-11-04", "Substitute Holiday", "振替休日"),
        ("jp", "2032-09-21", "National Holiday", "国民の休日"),
        (
            "us",
            "2026-07-03",
            "Independence Day (observed)",
            "Independence Day (observed)",
        ),
        ("us", "2026-11-26", "Thanksgiving Day", "Thanksgiving Day"),
        (
            "us",
            "2027-06-18",
            "Juneteenth National Independence Day (observed)",
            "Juneteenth National Independence Day (observed)",
        ),
        (
            "us",
            "2027-12-31",
            "New Year's Day (observed)",
            "New Year's Day (observed)",
        ),
        ("gb-eng", "2026-04-06", "Easter Monday", "Easter Monday"),
        (
            "gb-eng",
            "2026-12-28",
            "Boxing Day (observed)",
            "Boxing Day (observed)",
        ),
        ("de-by", "2026-06-04", "Corpus Christi", "Corpus Christi"),
        ("gr", "2026-04-13", "Easter Monday", "Easter Monday"),
    ] {
        let found = holidays(code);
        let name = found.get(&date(day));
        let names =
            [Language::En, Language::Ja].map(|language| name.and_then(|name| name.in_language(language)));
        assert_eq!(names, [Some(english), Some(japanese)], "{code} {day}");
    }
    for (code, day) in [
        ("jp", "2027-09-22"),
        ("jp", "2021-07-19"),
        ("us", "2020-06-19"),
        // Easter Monday is none in Scotland.
        ("gb-sct", "2026-04-06"),
        ("de", "2026-06-04"),
        ("gr", "2026-04-06"),
    ] {
        assert!(!holidays(code).contains_key(&date(day)), "{code} {day}");
    }
}

#[test]
fn every_line_of_the_data_is_read() {
    let mut codes = BTreeSet::new();
    for region in national::regions() {
        let days = region.holidays();
        let years: BTreeSet<i32> = days.keys().map(chrono::Datelike::year).collect();
        assert_eq!(years, YEARS.collect(), "{}", region.code);
        assert!(codes.insert(region.code), "{} stands there twice", region.code);
        assert!(!region.name.is_empty() && region.code == region.code.to_lowercase());
        if let Some((country, _)) = region.code.split_once('-') {
            assert!(codes.contains(country), "{} comes after its country", region.code);
        }
        for name in days.values() {
            let native = name.in_language(Language::Ja) != name.in_language(Language::En);
            assert_eq!(native, region.code == "jp", "{name:?}");
        }
    }
    assert!(codes.len() > 100 && codes.is_superset(&["jp", "us", "gb", "de", "fr", "in", "cn", "br"].into()));
}

#[test]
fn codes_are_found_whatever_their_case() {
    for (typed, code) in [("jp", "jp"), (" JP ", "jp"), ("GB-eng", "gb-eng")] {
        assert_eq!(
            national::region(typed).map(|region| region.code),
            Some(code),
            "{typed}"
        );
    }
    for typed in ["", "j", "japan", "us-ca", "jp-13", "="] {
        assert_eq!(national::region(typed), None, "{typed}");
    }
}

#[test]
fn what_was_meant_is_found() {
    for (typed, meant) in [
        ("japan", Some("jp")),
        ("Japan", Some("jp")),
        ("jpn", Some("jp")),
        ("jpp", Some("jp")),
        ("日本", Some("jp")),
        ("usa", Some("us")),
        ("uk", Some("gb")),
        ("us-ca", Some("us")),
        ("england", Some("gb-eng")),
        ("Germny", Some("de")),
        ("", None),
        ("x", None),
        ("tomorrow", None),
        ("2026-13-01", None),
    ] {
        assert_eq!(national::meant(typed), meant, "{typed}");
    }
}

proptest! {
    #[test]
    fn nothing_typed_makes_it_panic(typed in "\\PC{0,12}") {
        national::meant(&typed);
        national::region(&typed);
    }
}
