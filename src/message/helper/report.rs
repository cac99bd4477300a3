//! Figures of a report: lengths of time, and how they spread.

use crate::{
    message::{Language, words::Span},
    report::Spread,
};

use super::Write;

/// Stands where there is no value.
const NOTHING: &str = "–";
/// From this length on, hours are fine enough.
const LONG: i64 = 2 * 86_400;

/// Registers `seconds`, `spread` and `difference`.
pub(super) fn register(add: &mut impl FnMut(&'static str, Write)) {
    // A length of time.
    add("seconds", |call| Ok(length(call.value(0)?, call.language)));
    // The cells of a table's row: how many values there are, their median, 90th percentile and mean.
    add("spread", |call| {
        let spread: Spread = call.value(0)?;
        let length = |seconds| length(seconds, call.language);
        let mark = if spread.p90_is_greatest { "\\*" } else { "" };
        Ok(format!(
            "{} | {} | {}{mark} | {}",
            spread.n,
            length(spread.median_seconds),
            length(spread.p90_seconds),
            length(spread.mean_seconds)
        ))
    });
    // One number less another.
    add("difference", |call| {
        let (number, less): (i64, i64) = (call.value(0)?, call.value(1)?);
        Ok((number - less).to_string())
    });
}

/// A length of time in words, rounded to minutes, or to hours where it is long.
pub(in crate::message) fn length(seconds: Option<i64>, language: Language) -> String {
    let Some(seconds) = seconds else {
        return NOTHING.to_owned();
    };
    let rounded = |unit: i64| (seconds + unit / 2).div_euclid(unit);
    let minutes = if seconds >= LONG {
        rounded(3600) * 60
    } else {
        rounded(60)
    };
    language.words().duration(Span::of_minutes(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_rounded_to_what_matters() {
        for (seconds, english, japanese) in [
            (None, "–", "–"),
            (Some(0), "0 min", "0分"),
            (Some(89), "1 min", "1分"),
            (Some(90), "2 min", "2分"),
            (Some(8100), "2 h 15 min", "2時間15分"),
            (Some(172_799), "2 d", "2日"),
            (Some(3 * 86_400 + 5400), "3 d 2 h", "3日2時間"),
            (Some(-5), "0 min", "0分"),
        ] {
            assert_eq!(length(seconds, Language::En), english);
            assert_eq!(length(seconds, Language::Ja), japanese);
        }
    }
}
