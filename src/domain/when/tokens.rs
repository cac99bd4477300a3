//! The text of a time to its words: where Japanese and ISO 8601 write no space, one is put, and what belongs
//! together is put together.

/// Japanese words for days, which may touch what follows them.
const DAYS: [&str; 4] = ["昨日", "今日", "本日", "明日"];

/// Words for the halves of the day that stand before the time.
const HALVES: [&str; 2] = ["午前", "午後"];

/// The months as they are shortened.
pub(super) const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The rest of the months' names, in the same order.
const MONTH_ENDS: [&str; 12] = [
    "uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember",
];

/// The words of a time, given narrowed and in lower case.
///
/// Afterwards a half of the day is part of its time (`2:05pm`, `午後2時`), and a named month part of a date that is
/// written as in Japanese (`11月20日`, `2026年11月20日`).
pub(super) fn tokens(text: &str) -> Vec<String> {
    let spaced = spaced(text);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut tokens: Vec<String> = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        let next = words.get(at + 1).copied();
        if HALVES.contains(&word) {
            tokens.push(format!("{word}{}", next.unwrap_or_default()));
            at += 2;
        } else if let Some((date, taken)) = named_date(&words[at..]) {
            tokens.push(date);
            at += taken;
        } else if let (Some(last), "am" | "pm") = (
            tokens
                .last_mut()
                .filter(|last| last.ends_with(|c: char| c.is_ascii_digit())),
            word,
        ) {
            last.push_str(word);
            at += 1;
        } else {
            tokens.push(word.to_owned());
            at += 1;
        }
    }
    tokens
}

/// The text with spaces around the words that need none in Japanese, and for the `T` of ISO 8601.
fn spaced(text: &str) -> String {
    let mut spaced = text
        .replace("a.m.", "am")
        .replace("p.m.", "pm")
        .replace("時半", "時30分")
        .replace("曜日", "曜");
    for word in DAYS {
        spaced = spaced.replace(word, &format!(" {word} "));
    }
    for word in HALVES {
        spaced = spaced.replace(word, &format!(" {word}"));
    }
    for weekday in ["月", "火", "水", "木", "金", "土", "日"] {
        spaced = spaced.replace(&format!("{weekday}曜"), &format!(" {weekday}曜 "));
    }
    for digit in '0'..='9' {
        spaced = spaced.replace(&format!("{digit}日"), &format!("{digit}日 "));
    }
    let bytes = spaced.as_bytes();
    let begins_with_date = bytes.get(4).zip(bytes.get(7)) == Some((&b'-', &b'-'));
    if begins_with_date && bytes.get(10) == Some(&b't') {
        spaced.replace_range(10..11, " ");
    }
    spaced
}

/// `nov 20`, `20 november`, each with or without a year behind it, as a date in digits, and how many words it takes.
fn named_date(words: &[&str]) -> Option<(String, usize)> {
    let (first, second) = (*words.first()?, *words.get(1)?);
    let (month, day) = match (month(first), month(second)) {
        (Some(month), _) => (month, ordinal(second)?),
        (None, Some(month)) => (month, ordinal(first)?),
        (None, None) => return None,
    };
    let year = words
        .get(2)
        .map(|word| word.trim_end_matches(','))
        .filter(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    Some(match year {
        Some(year) => (format!("{year}年{month}月{day}日"), 3),
        None => (format!("{month}月{day}日"), 2),
    })
}

/// The number of a month by its name, in full or shortened.
fn month(word: &str) -> Option<usize> {
    let word = word.trim_end_matches(['.', ',']);
    let index = MONTHS.iter().zip(MONTH_ENDS).position(|(month, end)| {
        word.strip_prefix(month)
            .is_some_and(|rest| rest.is_empty() || rest == end || (*month == "sep" && rest == "t"))
    });
    index.map(|index| index + 1)
}

/// The digits of `20`, `20th` or `20,`.
fn ordinal(word: &str) -> Option<&str> {
    let word = word.trim_end_matches(',');
    let number = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_no_space_is() {
        for (text, expected) in [
            ("14:05", &["14:05"] as &[&str]),
            ("昨日23:10", &["昨日", "23:10"]),
            ("明日午後2時半", &["明日", "午後2時30分"]),
            ("月曜日10:00", &["月曜", "10:00"]),
            ("2026年11月20日13時20分", &["2026年11月20日", "13時20分"]),
            ("2026-11-20t13:20z", &["2026-11-20", "13:20z"]),
            ("2:05 p.m. jst", &["2:05pm", "jst"]),
            ("午後 2:05", &["午後2:05"]),
            ("nov. 20th, 2026 13:20", &["2026年11月20日", "13:20"]),
            ("13:20 20 september", &["13:20", "9月20日"]),
            ("may 5 may", &["5月5日", "may"]),
            ("pm", &["pm"]),
            ("午後", &["午後"]),
            ("14:05:30 jst", &["14:05:30", "jst"]),
            ("1:05:30 jst", &["1:05:30", "jst"]),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }
}
