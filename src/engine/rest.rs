//! What a sweep leaves alone, and how much it takes on. Pure: instants come as arguments.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    domain::{key::Locator, label, phase::Phase, postmortem::PostmortemStatus},
    github::Listed,
    policy::labels::status_label,
    store::Projection,
};

/// How long an incident at rest is left alone by sweeps that remember it.
const REST: TimeDelta = TimeDelta::hours(24);

/// How long nothing must have happened on an incident that is over until sweeps that remember nothing leave it alone: long
/// enough for them to make good whatever an outage kept them from.
const QUIET: TimeDelta = TimeDelta::days(7);

/// Points of GitHub's hourly limit that a look at one incident costs: what its snapshot weighs.
pub(super) const POINTS_A_LOOK: u64 = 3;

/// An incident is at rest when it is over and only somebody's touch could change that. It is looked at again after
/// a day all the same: the delivery of that touch may be what was missed.
pub(super) fn is_at_rest(known: &Projection, now: DateTime<Utc>) -> bool {
    known.wake_at.is_none()
        && matches!(known.phase, Phase::Resolved | Phase::Withdrawn)
        && known.postmortem.is_none_or(PostmortemStatus::is_final)
        && now - known.seen_at < REST
}

/// The same by what GitHub's list shows: a closed issue that waits for no postmortem and no action item, and on which
/// nothing happened lately. A touch shows there, so that it needs no second look.
fn is_over(listed: &Listed, now: DateTime<Utc>) -> bool {
    !listed.is_open
        && !listed.may_have_open_items
        && status(listed).is_none_or(PostmortemStatus::is_final)
        && now - listed.updated_at >= QUIET
}

/// The postmortem's status by the label that mirrors it.
fn status(listed: &Listed) -> Option<PostmortemStatus> {
    let has = |wanted: &str| listed.labels.iter().any(|name| label::same(name, wanted));
    let mut statuses = PostmortemStatus::ALL.into_iter();
    statuses.find(|status| has(status_label(*status)))
}

/// What one sweep looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Share {
    /// The incidents.
    pub(super) incidents: Vec<Locator>,
    /// Of how many that are not over.
    pub(super) of: usize,
}

/// Chooses what a sweep looks at that remembers nothing of the last one.
///
/// It takes what is not over, but at most three quarters of the points that are left: the rest is for whatever happens before
/// the hour is over. Incidents that still run go first. Who else has their turn is drawn anew every time, so that none waits
/// for long, however often and however late sweeps come.
pub(super) fn share(listed: Vec<Listed>, points_left: Option<u64>, now: DateTime<Utc>) -> Share {
    let mut going_on: Vec<Listed> = listed
        .into_iter()
        .filter(|listed| !is_over(listed, now))
        .collect();
    let affordable = points_left.map_or(usize::MAX, |points| {
        usize::try_from(points * 3 / 4 / POINTS_A_LOOK).unwrap_or(usize::MAX)
    });
    let of = going_on.len();
    if of > affordable {
        let is_running = |listed: &Listed| listed.is_open && status(listed).is_none();
        going_on.sort_by_cached_key(|listed| (!is_running(listed), lot(listed, now)));
        going_on.truncate(affordable);
    }
    Share {
        incidents: going_on.into_iter().map(|listed| listed.locator).collect(),
        of,
    }
}

/// A number that is another for every incident and every instant.
fn lot(listed: &Listed, now: DateTime<Utc>) -> u64 {
    let mut hasher = DefaultHasher::new();
    (listed.locator.key.issue, now.timestamp()).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        domain::{event::Mark, key::IncidentKey},
        engine::errand::whole_repository,
    };

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + hours * 3600, 0).unwrap()
    }

    fn closed() -> Projection {
        Projection {
            locator: whole_repository(77, 1, "acme".into(), "ops".into()),
            title: "API is down".into(),
            url: "https://github.com/acme/ops/issues/7".into(),
            drill: false,
            phase: Phase::Resolved,
            severity: None,
            declared_at: at(0),
            commander: None,
            participants: Vec::new(),
            postmortem: Some(PostmortemStatus::Closed),
            pull_request: None,
            document: None,
            labels: Vec::new(),
            meeting: None,
            deadline: None,
            voice: crate::policy::Policy::default().voice(),
            templates: Vec::new(),
            mark: Mark::default(),
            items: Vec::new(),
            index: None,
            wake_at: None,
            seen_at: at(0),
        }
    }

    #[test]
    fn what_is_over_is_left_alone_for_a_day() {
        assert!(is_at_rest(&closed(), at(23)));
        assert!(!is_at_rest(&closed(), at(24)));
        let withdrawn = Projection {
            phase: Phase::Withdrawn,
            postmortem: None,
            ..closed()
        };
        assert!(is_at_rest(&withdrawn, at(1)));
    }

    #[test]
    fn what_is_not_over_is_looked_at() {
        let running = Projection {
            phase: Phase::Mitigated,
            postmortem: None,
            ..closed()
        };
        let drafted = Projection {
            postmortem: Some(PostmortemStatus::Draft),
            ..closed()
        };
        let waiting = Projection {
            wake_at: Some(at(5)),
            ..closed()
        };
        for known in [running, drafted, waiting] {
            assert!(!is_at_rest(&known, at(1)), "{known:?}");
        }
    }

    fn listed(issue: u64, is_open: bool, label: &str, updated_at: DateTime<Utc>) -> Listed {
        let mut locator = whole_repository(1, 1, "acme".into(), "ops".into());
        locator.key = IncidentKey { repository: 1, issue };
        Listed {
            locator,
            is_open,
            updated_at,
            labels: vec!["incident".into(), label.into()],
            may_have_open_items: false,
        }
    }

    #[test]
    fn what_a_list_shows_to_be_over_is_left_alone_after_a_week() {
        let day = 24;
        let over = listed(1, false, "Postmortem: Closed", at(0));
        let withdrawn = listed(2, false, "SEV3", at(0));
        for over in [over.clone(), withdrawn] {
            assert!(is_over(&over, at(7 * day)), "{over:?}");
            assert!(
                !is_over(&over, at(7 * day - 1)),
                "what a run missed can be made good: {over:?}"
            );
        }
        let open_items = Listed {
            may_have_open_items: true,
            ..over.clone()
        };
        let in_review = listed(1, false, "postmortem: in review", at(0));
        let open = Listed {
            is_open: true,
            ..over
        };
        for going_on in [open_items, in_review, open] {
            assert!(!is_over(&going_on, at(1000 * day)), "{going_on:?}");
        }
    }

    #[test]
    fn all_are_looked_at_while_the_limit_allows_it() {
        let all: Vec<Listed> = (1..=200)
            .map(|n| listed(n, true, "postmortem: draft", at(0)))
            .collect();
        for left in [None, Some(1000), Some(800)] {
            let share = share(all.clone(), left, at(0));
            assert_eq!((share.incidents.len(), share.of), (200, 200), "{left:?}");
        }
    }

    #[test]
    fn near_the_limit_those_that_still_run_come_first_and_the_others_take_turns() {
        let mut all: Vec<Listed> = (1..=200)
            .map(|n| listed(n, true, "postmortem: draft", at(0)))
            .collect();
        all[150].labels = vec!["incident".into(), "SEV1".into()];
        let running = all[150].locator.clone();
        let mut seen = BTreeSet::new();
        for hour in 0..24 {
            let share = share(all.clone(), Some(400), at(hour));
            assert_eq!((share.incidents.len(), share.of), (100, 200));
            assert_eq!(share.incidents[0], running);
            seen.extend(share.incidents.into_iter().map(|incident| incident.key.issue));
        }
        assert_eq!(seen.len(), 200, "nobody waits for long");
        assert_eq!(share(all, Some(4), at(0)).incidents, [running]);
    }
}
