//! Which command somebody probably meant who mistyped one.

use super::spec::Verb;

/// The name or alias that `typed` is a likely slip of, if there is one.
///
/// Other bots have commands too, so only what differs by a slip of the fingers counts: one edit in a word of up to
/// five letters, two in a longer one. In short words a wrong first letter or, in words of three, a letter replaced
/// makes another word (`/back`, `/ask`) and is not taken for a slip of ours.
pub(super) fn nearest(typed: &str) -> Option<&'static str> {
    Verb::ALL
        .iter()
        .flat_map(|verb| verb.spec().words())
        .filter_map(|name| slip(typed, name).map(|edits| (edits, name)))
        .min_by_key(|&(edits, _)| edits)
        .map(|(_, name)| name)
}

/// How many edits turn `name` into `typed`, when they are few enough for a slip.
fn slip(typed: &str, name: &str) -> Option<usize> {
    let tolerated = match name.len() {
        0..=2 => return None,
        3..=5 => 1,
        _ => 2,
    };
    if typed.len().abs_diff(name.len()) > tolerated {
        return None;
    }
    let edits = distance(typed.as_bytes(), name.as_bytes());
    if edits == 0 || edits > tolerated {
        return None;
    }
    let sorted = |word: &str| {
        let mut letters = word.as_bytes().to_vec();
        letters.sort_unstable();
        letters
    };
    let transposed = sorted(typed) == sorted(name);
    let same_start = typed.as_bytes().first() == name.as_bytes().first();
    let replaced = typed.len() == name.len() && !transposed;
    let another_word = !transposed && ((name.len() <= 5 && !same_start) || (name.len() <= 3 && replaced));
    (!another_word).then_some(edits)
}

/// Damerau–Levenshtein distance in its restricted form: letters inserted, left out, replaced, or two neighbours
/// exchanged, each counting one.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &to) in b.iter().enumerate() {
            let mut cost = (last[j + 1] + 1)
                .min(row[j] + 1)
                .min(last[j] + usize::from(from != to));
            if i > 0 && j > 0 && from == b[j - 1] && a[i - 1] == to {
                cost = cost.min(before_last[j - 1] + 1);
            }
            row.push(cost);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn slips_of_the_fingers_find_the_command() {
        for (typed, meant) in [
            ("akc", "ack"),
            ("cak", "ack"),
            ("ac", "ack"),
            ("ackk", "ack"),
            ("acks", "ack"),
            ("sve", "sev"),
            ("sevv", "sev"),
            ("hlep", "help"),
            ("owmer", "owner"),
            ("resolve", "resolved"),
            ("resovled", "resolved"),
            ("reslved", "resolved"),
            ("mitigate", "mitigated"),
            ("miitgatd", "mitigated"),
            ("comander", "commander"),
            ("comandr", "commander"),
            ("postmortum", "postmortem"),
            ("post-mortem", "postmortem"),
            ("meetng", "meeting"),
            ("comfirm", "confirm"),
            ("startd", "started"),
        ] {
            assert_eq!(nearest(typed), Some(meant), "{typed}");
        }
    }

    #[test]
    fn commands_of_other_bots_are_not_ours() {
        for typed in [
            "approve",
            "hold",
            "assign",
            "unassign",
            "close",
            "reopen",
            "retest",
            "test",
            "lgtm",
            "label",
            "cc",
            "uncc",
            "merge",
            "rebase",
            "review",
            "ask",
            "back",
            "hack",
            "dev",
            "set",
            "rev",
            "see",
            "describe",
            "improve",
            "backport",
            "cherry-pick",
            "milestone",
            "kind",
            "priority",
            "triage",
            "lifecycle",
            "remind",
            "deploy",
            "rollback",
            "status",
            "comment",
            "command-line",
            "shrug",
            "i",
            "ok",
            "gcbrun",
            "ci",
            "run",
            "restart",
            "migrate",
            "a",
            "",
        ] {
            assert_eq!(nearest(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn distance_is_a_metric(a in "[a-d]{0,6}", b in "[a-d]{0,6}") {
            let there = distance(a.as_bytes(), b.as_bytes());
            prop_assert_eq!(there, distance(b.as_bytes(), a.as_bytes()));
            prop_assert_eq!(there == 0, a == b);
            prop_assert!(there <= a.len().max(b.len()));
            prop_assert!(there >= a.len().abs_diff(b.len()));
        }

        #[test]
        fn exchanging_neighbours_counts_one(word in "[a-z]{2,10}", at in 0_usize..9) {
            let at = at % (word.len() - 1);
            let mut letters = word.clone().into_bytes();
            letters.swap(at, at + 1);
            prop_assert!(distance(&letters, word.as_bytes()) <= 1);
        }
    }
}
