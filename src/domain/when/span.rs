//! Lengths of time as people type them: `10m`, `1h30m`, `3 days`, `1時間半`.

/// Units by their words, in minutes. Those beyond ASCII are written as [`narrow`](crate::domain::keyboard::narrow)
/// leaves them.
const UNITS: [(&[&str], u32); 4] = [
    (&["w", "week", "weeks", "週間"], 7 * 24 * 60),
    (&["d", "day", "days", "日", "日間"], 24 * 60),
    (&["h", "hr", "hrs", "hour", "hours", "時間"], 60),
    (&["m", "min", "mins", "minute", "minutes", "分", "分間"], 1),
];

/// Minutes of a length of time, given narrowed and in lower case. Units come from the largest to the smallest,
/// each once.
pub(crate) fn minutes(text: &str) -> Option<u32> {
    let whole = text.trim().replace("時間半", "時間30分");
    let mut rest = whole.as_str();
    let mut minutes: u32 = 0;
    let mut largest = u32::MAX;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, after) = rest.split_at(digits);
        let after = after.trim_start();
        let end = after
            .find(|c: char| c.is_ascii_digit() || c.is_whitespace())
            .unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        let &(_, factor) = UNITS.iter().find(|(words, _)| words.contains(&unit))?;
        if factor >= largest {
            return None;
        }
        largest = factor;
        minutes = minutes.checked_add(number.parse::<u32>().ok()?.checked_mul(factor)?)?;
        rest = after.trim_start();
    }
    Some(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_in_their_usual_forms() {
        for (text, expected) in [
            ("10m", 10),
            ("90 min", 90),
            ("2h", 120),
            ("1h30m", 90),
            ("1 hour 30 minutes", 90),
            ("3 days", 4_320),
            ("1w 2d", 12_960),
            ("30分", 30),
            ("2時間", 120),
            ("1時間半", 90),
            ("3日間", 4_320),
            ("0m", 0),
        ] {
            assert_eq!(minutes(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_length_of_time() {
        for text in [
            "",
            "m",
            "10",
            "10s",
            "1.5h",
            "-10m",
            "30m 1h",
            "10m 5m",
            "h30",
            "10mm",
            "4294967295h",
            "4294967296m",
            "71582788h 16m",
            "ten m",
        ] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }
}
