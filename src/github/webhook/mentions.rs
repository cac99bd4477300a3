//! Which issues of a repository a text mentions, as GitHub reads it: `#7`, `GH-7`, `acme/ops#7`, and the address.
//!
//! What is found is only a reason to look; whether it was in a quote, and whether GitHub counts it, is read off the thread.

use std::collections::BTreeSet;

/// Digits that an issue's number has at most.
const MOST_DIGITS: usize = 10;

/// The numbers that a text mentions in the repository `owner/name`.
pub(super) fn mentioned(text: &str, owner: &str, name: &str) -> BTreeSet<u64> {
    let home = format!("{owner}/{name}");
    let is_home = |before: &str| {
        before
            .len()
            .checked_sub(home.len())
            .and_then(|start| before.get(start..))
            .is_some_and(|end| end.eq_ignore_ascii_case(&home))
    };
    let stands_alone = |before: &str| {
        let last = before.chars().next_back();
        last.is_none_or(|last| !(last.is_ascii_alphanumeric() || "/_-.#&".contains(last)))
    };
    let is_meant = |sign: &str, before: &str| match sign {
        "/issues/" => is_home(before),
        "#" => stands_alone(before) || is_home(before),
        _ => stands_alone(before),
    };
    let mut found = BTreeSet::new();
    for sign in ["#", "GH-", "gh-", "/issues/"] {
        let places = text
            .match_indices(sign)
            .filter(|(at, _)| is_meant(sign, &text[..*at]));
        found.extend(places.filter_map(|(at, _)| number(&text[at + sign.len()..])));
    }
    found
}

/// The number at the beginning of a text, when nothing else is attached to it.
fn number(text: &str) -> Option<u64> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].chars().next();
    let is_word = rest.is_some_and(|next| next.is_ascii_alphanumeric() || next == '_');
    if is_word || digits > MOST_DIGITS {
        return None;
    }
    text[..digits].parse().ok().filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_found_as_github_finds_them() {
        let found = |text: &str| -> Vec<u64> { mentioned(text, "acme", "ops").into_iter().collect() };
        for (text, expected) in [
            ("Fix #7 (#12), see GH-3.", &[3, 7, 12][..]),
            ("障害#7を直す", &[7]),
            ("acme/ops#7 ACME/Ops#8 acme/web#9 xacme#10", &[7, 8]),
            ("https://github.com/acme/ops/issues/7#issuecomment-1", &[7]),
            ("https://github.com/acme/web/issues/7", &[]),
            ("#", &[]),
            ("#0 #7a #7_ a#7 ##7 &#7; #99999999999", &[]),
            ("#7", &[7]),
            ("", &[]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
