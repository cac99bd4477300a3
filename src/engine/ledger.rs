//! Which planned effects are executed now, which one waits, and which may have happened already.
//!
//! Pure. The plan holds what the observation doesn't show. That is not the same as what isn't there: GitHub shows
//! some writes only seconds later, and of a write that was cut off nobody knows whether it arrived. The ledger
//! knows both; [`decide`] is where plan and ledger meet.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    github::Attempt,
    plan::effect::{Effect, ItemChange},
    store::LedgerEntry,
};

/// How long an executed effect that GitHub doesn't show is put down to GitHub's lag. Afterwards somebody undid it,
/// and it is executed again.
pub const LAG: TimeDelta = TimeDelta::seconds(60);

/// How long an effect that GitHub declined is not asked for again. Afterwards there may be room, or a right.
pub const DECLINED: TimeDelta = TimeDelta::days(1);

/// Bounds of the pause before looking again for an effect that GitHub doesn't show yet.
const SHORTEST_PAUSE: TimeDelta = TimeDelta::seconds(2);
const LONGEST_PAUSE: TimeDelta = TimeDelta::seconds(20);

/// What to do with a plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decision {
    /// Effects to execute now, in the plan's order.
    pub execute: Vec<(Effect, Attempt)>,
    /// Effects that were just executed and that GitHub doesn't show yet.
    pub deferred: Vec<Effect>,
    /// When to look for the deferred ones again.
    pub wake_at: Option<DateTime<Utc>>,
}

/// Decides what to do with the effects of a plan, given what is remembered of earlier ones.
pub fn decide(effects: Vec<Effect>, ledger: &[LedgerEntry], now: DateTime<Utc>) -> Decision {
    let mut decision = Decision::default();
    let find = |key: &str| ledger.iter().find(|entry| entry.effect == key);
    for effect in effects {
        let key = effect.key();
        if find(&declined(&key)).is_some_and(|note| now - note.intended_at < DECLINED) {
            continue;
        }
        let Some(entry) = find(&key) else {
            decision.execute.push((effect, Attempt::First));
            continue;
        };
        match entry.executed_at {
            Some(executed) if now - executed < LAG => {
                let look = look_again(executed, now);
                decision.wake_at = Some(decision.wake_at.map_or(look, |wake| wake.min(look)));
                decision.deferred.push(effect);
            }
            // Begun and not seen to end, or executed and undone since: either way a marker may still be there.
            _ => {
                let since = entry.intended_at;
                decision.execute.push((effect, Attempt::Retry { since }));
            }
        }
    }
    decision
}

/// The key under which the ledger remembers that GitHub declined an effect.
pub fn declined(effect: &str) -> String {
    format!("declined:{effect}")
}

/// Waits as long again as it has waited already: a short lag is noticed soon, a long one costs few requests.
fn look_again(executed: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    let pause = (now - executed).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
    let end = executed + LAG;
    if end > now {
        end.min(now + pause)
    } else {
        now + pause
    }
}

/// What an effect changes. Of effects with the same target, the last one executed makes the others history: a
/// label that was added, removed and is to be added once more is not "just added".
pub fn target(effect: &Effect) -> String {
    match effect {
        Effect::AddLabel { number, label } | Effect::RemoveLabel { number, label } => {
            format!("label:{number}:{label}")
        }
        Effect::AddReaction { subject, reaction } | Effect::RemoveReaction { subject, reaction } => {
            format!("reaction:{subject}:{reaction:?}")
        }
        Effect::ChangeItem { issue, change } => {
            let what = match change {
                ItemChange::Rename(_) => "title".to_owned(),
                ItemChange::AddLabel(label) | ItemChange::RemoveLabel(label) => format!("label:{label}"),
                ItemChange::Assign(login) | ItemChange::Unassign(login) => format!("assignee:{login}"),
                ItemChange::PutBelow { .. } => "parent".to_owned(),
            };
            format!("item:{issue:?}:{what}")
        }
        Effect::EditComment { id, .. } => format!("comment:{id}"),
        Effect::SetMinimized { node_id, .. } => format!("minimized:{node_id}"),
        Effect::PublishCheck { head, name, .. } => format!("check:{head}:{name}"),
        Effect::UpdateFiles { branch, .. } => format!("files:{branch}"),
        Effect::CreateLabel(_)
        | Effect::PostComment { .. }
        | Effect::CreateBranch { .. }
        | Effect::CommitDocument { .. }
        | Effect::Propose { .. }
        | Effect::OpenPullRequest { .. }
        | Effect::Assign { .. }
        | Effect::OpenItem { .. }
        | Effect::CloseIssue { .. }
        | Effect::ClosePullRequest { .. } => effect.key(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn add(label: &str) -> Effect {
        Effect::AddLabel {
            number: 7,
            label: label.into(),
        }
    }

    fn remove(label: &str) -> Effect {
        Effect::RemoveLabel {
            number: 7,
            label: label.into(),
        }
    }

    fn entry(effect: &Effect, intended: i64, executed: Option<i64>) -> LedgerEntry {
        LedgerEntry {
            effect: effect.key(),
            intended_at: at(intended),
            executed_at: executed.map(at),
        }
    }

    #[test]
    fn an_empty_plan_decides_nothing() {
        let ledger = [entry(&add("SEV1"), 0, None)];
        assert_eq!(decide(Vec::new(), &ledger, at(1)), Decision::default());
    }

    #[test]
    fn an_unknown_effect_is_a_first_attempt() {
        let decision = decide(vec![add("SEV1"), remove("SEV2")], &[], at(0));
        let expected = vec![(add("SEV1"), Attempt::First), (remove("SEV2"), Attempt::First)];
        assert_eq!(decision.execute, expected);
        assert_eq!(decision.deferred, []);
        assert_eq!(decision.wake_at, None);
    }

    #[test]
    fn an_effect_that_was_cut_off_is_looked_for_first_however_long_ago() {
        for seconds in [1, 30, 100_000] {
            let decision = decide(vec![add("SEV1")], &[entry(&add("SEV1"), 0, None)], at(seconds));
            assert_eq!(decision.execute, [(add("SEV1"), Attempt::Retry { since: at(0) })]);
        }
    }

    #[test]
    fn an_effect_that_github_does_not_show_yet_waits_and_the_others_do_not() {
        let ledger = [entry(&add("SEV1"), 0, Some(1))];
        let decision = decide(vec![add("SEV1"), add("drill")], &ledger, at(2));
        assert_eq!(decision.execute, [(add("drill"), Attempt::First)]);
        assert_eq!(decision.deferred, [add("SEV1")]);
        assert_eq!(decision.wake_at, Some(at(4)));
    }

    #[test]
    fn the_longer_the_lag_the_longer_the_pause_and_the_first_to_be_looked_for_counts() {
        let wake = |executed: &[i64], now: i64| {
            let effects: Vec<_> = (0..executed.len()).map(|i| add(&i.to_string())).collect();
            let ledger: Vec<_> = effects
                .iter()
                .zip(executed)
                .map(|(effect, second)| entry(effect, 0, Some(*second)))
                .collect();
            decide(effects, &ledger, at(now)).wake_at
        };
        assert_eq!(wake(&[0], 0), Some(at(2)));
        assert_eq!(wake(&[0], 8), Some(at(16)));
        assert_eq!(wake(&[0], 45), Some(at(60)), "the lag is over then");
        assert_eq!(wake(&[0, 30], 33), Some(at(36)));
        assert_eq!(wake(&[100], 0), Some(at(2)), "the clock was set back");
    }

    #[test]
    fn what_somebody_undid_is_done_again_after_the_lag() {
        let ledger = [entry(&add("SEV1"), 0, Some(0))];
        assert_eq!(decide(vec![add("SEV1")], &ledger, at(59)).execute, []);
        let later = decide(vec![add("SEV1")], &ledger, at(60));
        assert_eq!(later.execute, [(add("SEV1"), Attempt::Retry { since: at(0) })]);
        assert_eq!(later.wake_at, None);
    }

    #[test]
    fn what_was_declined_is_left_alone_for_a_day_and_holds_up_nothing() {
        let note = LedgerEntry {
            effect: declined(&add("SEV1").key()),
            intended_at: at(0),
            executed_at: None,
        };
        let ledger = [note];
        let decided = |seconds: i64| decide(vec![add("SEV1"), add("drill")], &ledger, at(seconds));
        let only_the_other = Decision {
            execute: vec![(add("drill"), Attempt::First)],
            ..Decision::default()
        };
        assert_eq!(decided(1), only_the_other);
        assert_eq!(decided(86_399), only_the_other);
        assert_eq!(decided(86_400).execute.len(), 2);
    }

    #[test]
    fn opposites_share_a_target_and_strangers_do_not() {
        assert_eq!(target(&add("SEV1")), target(&remove("SEV1")));
        assert_ne!(target(&add("SEV1")), target(&add("SEV2")));
        let close = Effect::CloseIssue {
            number: 7,
            reason: crate::domain::event::CloseReason::Completed,
        };
        assert_eq!(target(&close), close.key());
    }
}
