//! Which command somebody probably meant who mistyped one.

use super::spec::Verb;
use crate::domain::spelling::edits;

/// Names that one more letter, or one less, makes another word of (`/scan`, `/teach`): they are ours only when they
/// are typed exactly.
const EXACT: [&str; 3] = ["can", "ic", "tech"];

/// The name or alias that `typed` is a likely slip of, if there is one.
///
/// Other bots have commands too, so only what differs by a slip of the fingers counts: one edit in a word of up to
/// six letters (`/deputy` is no `/deploy`), two in a longer one. A wrong first letter or, in words of three, a letter
/// replaced makes another word (`/back`, `/ask`, `/describe`) and is not taken for a slip of ours.
pub(super) fn nearest(typed: &str) -> Option<&'static str> {
    Verb::ALL
        .iter()
        .flat_map(|verb| verb.spec().words())
        .filter(|name| !EXACT.contains(name))
        .filter_map(|name| slip(typed, name).map(|edits| (edits, name)))
        .min_by_key(|&(edits, _)| edits)
        .map(|(_, name)| name)
}

/// How many edits turn `name` into `typed`, when they are few enough for a slip.
fn slip(typed: &str, name: &str) -> Option<usize> {
    let tolerated = match name.len() {
        0..=2 => return None,
        3..=6 => 1,
        _ => 2,
    };
    if typed.len().abs_diff(name.len()) > tolerated {
        return None;
    }
    let edits = edits(typed, name);
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
    let another_word = !transposed && (!same_start || (name.len() <= 3 && replaced));
    (!another_word).then_some(edits)
}

#[cfg(test)]
mod tests {
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
            ("falsalarm", "falsealarm"),
            ("false-alam", "false-alarm"),
            ("timelin", "timeline"),
            ("duplicat", "duplicate"),
            ("snoze", "snooze"),
            ("depty", "deputy"),
            ("scribes", "scribe"),
            ("coms", "comms"),
            ("dectected", "detected"),
        ] {
            assert_eq!(nearest(typed), Some(meant), "{typed}");
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "one table, one row a case")]
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
            "cancel",
            "can-i",
            "cans",
            "scan",
            "cat",
            "cn",
            "ci-skip",
            "icd",
            "teach",
            "techs",
            "commit",
            "subscribe",
            "prescribe",
            "deputize",
            "deployed",
            "duplicated-by",
            "replicate",
            "time",
            "timer",
            "zoom",
            "alarm",
            "a",
            "",
        ] {
            assert_eq!(nearest(typed), None, "{typed}");
        }
    }
}
