//! Zones as people type them: IANA names, abbreviations and offsets.
//!
//! An abbreviation is taken by the letter: `EST` is five hours behind UTC in summer too, because a person who
//! reads the clock off a log line means just that. It is refused only when people in several parts of the world
//! really write it for different offsets.

use chrono_tz::{TZ_VARIANTS, Tz};

use super::{TimeFault, TypedZone};

/// Abbreviations that mean one offset, in minutes east of UTC.
///
/// Daylight and standard times of North America count as unique although smaller countries once used the same
/// letters (`PST` of the Philippines, `CDT` of Cuba): those write `PHT` or a full name today.
const UNIQUE: [(&str, i32); 39] = [
    ("acdt", 630),
    ("acst", 570),
    ("aedt", 660),
    ("aest", 600),
    ("akdt", -480),
    ("akst", -540),
    ("art", -180),
    ("awst", 480),
    ("brt", -180),
    ("cat", 120),
    ("cdt", -300),
    ("cest", 120),
    ("cet", 60),
    ("eat", 180),
    ("edt", -240),
    ("eest", 180),
    ("eet", 120),
    ("est", -300),
    ("gmt", 0),
    ("hkt", 480),
    ("hst", -600),
    ("ict", 420),
    ("kst", 540),
    ("mdt", -360),
    ("msk", 180),
    ("mst", -420),
    ("npt", 345),
    ("nzdt", 780),
    ("nzst", 720),
    ("pdt", -420),
    ("pht", 480),
    ("pkt", 300),
    ("pst", -480),
    ("sast", 120),
    ("sgt", 480),
    ("wat", 60),
    ("west", 60),
    ("wet", 0),
    ("wib", 420),
];

/// Abbreviations that are in daily use for several offsets, with the zones they may mean.
const AMBIGUOUS: [(&str, &[&str]); 6] = [
    ("amt", &["America/Manaus", "Asia/Yerevan"]),
    ("ast", &["America/Halifax", "Asia/Riyadh"]),
    ("bst", &["Europe/London", "Asia/Dhaka"]),
    ("cst", &["America/Chicago", "Asia/Shanghai", "America/Havana"]),
    ("ist", &["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]),
    ("sst", &["Pacific/Pago_Pago", "Asia/Singapore"]),
];

/// The zone of the IANA database with this name, compared without regard to case.
pub fn zone_named(name: &str) -> Option<Tz> {
    TZ_VARIANTS
        .into_iter()
        .find(|zone| zone.name().eq_ignore_ascii_case(name))
}

/// What a word means as a zone: `None` when it is none, a fault when it may be several.
pub(super) fn typed_zone(word: &str) -> Result<Option<TypedZone>, TimeFault> {
    let lower = word.to_ascii_lowercase();
    match lower.as_str() {
        "utc" | "z" => return Ok(Some(TypedZone::Named(Tz::UTC))),
        "jst" => return Ok(Some(TypedZone::Named(Tz::Asia__Tokyo))),
        _ => {}
    }
    if let Some((_, candidates)) = AMBIGUOUS.iter().find(|(name, _)| *name == lower) {
        return Err(TimeFault::AmbiguousZone {
            typed: word.to_ascii_uppercase(),
            candidates: candidates.iter().map(|&zone| zone.to_owned()).collect(),
        });
    }
    if let Some(&(_, minutes)) = UNIQUE.iter().find(|(name, _)| *name == lower) {
        return Ok(Some(TypedZone::Offset { minutes }));
    }
    let offset = lower.strip_prefix("utc").or_else(|| lower.strip_prefix("gmt"));
    if let Some(minutes) = offset_minutes(offset.unwrap_or(&lower)) {
        return Ok(Some(TypedZone::Offset { minutes }));
    }
    Ok(zone_named(word).map(TypedZone::Named))
}

/// Minutes east of UTC of `+09:00`, `+0900`, `+09` or `+9`; at most 14 hours, which is the widest in use.
fn offset_minutes(text: &str) -> Option<i32> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') {
        return None;
    }
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some((hours, minutes)), _) if hours.len() <= 2 && minutes.len() == 2 => (hours, minutes),
        (None, 1 | 2) => (digits, "0"),
        (None, 4) => digits.split_at(2),
        _ => return None,
    };
    let (hours, minutes) = (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?);
    (minutes < 60 && hours * 60 + minutes <= 14 * 60).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ambiguous_abbreviations_offer_zones_that_can_be_typed() {
        for (abbreviation, candidates) in AMBIGUOUS {
            let fault = typed_zone(abbreviation).expect_err("it is ambiguous");
            assert!(matches!(fault, TimeFault::AmbiguousZone { .. }), "{abbreviation}");
            assert!(candidates.len() > 1, "{abbreviation}");
            for candidate in candidates {
                assert!(
                    matches!(typed_zone(candidate), Ok(Some(TypedZone::Named(_)))),
                    "{candidate}"
                );
            }
        }
    }

    #[test]
    fn no_abbreviation_is_listed_twice() {
        let names: Vec<&str> = UNIQUE
            .iter()
            .map(|(name, _)| *name)
            .chain(AMBIGUOUS.iter().map(|(name, _)| *name))
            .collect();
        let distinct: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(names.len(), distinct.len());
    }

    #[test]
    fn offsets_are_read_in_their_usual_forms() {
        for (text, minutes) in [
            ("+09:00", 540),
            ("+0900", 540),
            ("+09", 540),
            ("+9", 540),
            ("-5", -300),
            ("-03:30", -210),
            ("UTC+9", 540),
            ("gmt-5", -300),
            ("+00:00", 0),
        ] {
            assert_eq!(
                typed_zone(text),
                Ok(Some(TypedZone::Offset { minutes })),
                "{text}"
            );
        }
        for text in [
            "", "+", "9", "+9:0", "+1:2:3", "+:30", "+15:00", "+09:60", "+123", "++9", "+é",
        ] {
            assert_eq!(typed_zone(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn names_are_compared_without_regard_to_case() {
        assert_eq!(zone_named("asia/tokyo"), Some(Tz::Asia__Tokyo));
        assert_eq!(zone_named("Europe/Berlin"), Some(Tz::Europe__Berlin));
        assert_eq!(zone_named("Asia/Edo"), None);
    }
}
