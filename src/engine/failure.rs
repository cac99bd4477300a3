//! What a failure means for the key that was being worked. Pure.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    github,
    store::{Finished, StoreError},
};

/// The first back-off; each further one is twice as long.
const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(5);
/// No back-off is longer.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(15);

/// Why a key could not be brought to where it should be.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    /// GitHub did not do what was asked.
    #[error(transparent)]
    GitHub(#[from] github::Error),
    /// The database failed, or the lease was lost.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Effects were executed again and again, and GitHub never showed what they should have brought about.
    #[error("does not converge; the last round executed: {}", effects.join(", "))]
    DoesNotConverge {
        /// What the last round executed, as `--dry-run` prints it.
        effects: Vec<String>,
    },
    /// The work ended in a panic, which is a fault of ours.
    #[error("internal fault: {message}")]
    Panic {
        /// What the panic said.
        message: String,
    },
}

/// What is to become of a key that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How the lease ends; absent when it is somebody else's by now, or the database can't be asked to end it.
    pub finished: Option<Finished>,
    /// Until when the key's whole installation is left alone.
    pub park_installation: Option<DateTime<Utc>>,
}

/// Judges a failure after `attempts` earlier ones in a row.
pub fn judge(failure: &Failure, attempts: u32, now: DateTime<Utc>) -> Verdict {
    let retry = || Finished::Retry {
        at: now + back_off(attempts),
        error: failure.to_string(),
    };
    let (finished, park_installation) = match failure {
        Failure::GitHub(github::Error::RateLimited { until }) => {
            // An instant in the past would have us ask again at once, and be refused again.
            let until = (*until).max(now + FIRST_PAUSE);
            (Some(Finished::Again { at: until }), Some(until))
        }
        Failure::GitHub(github::Error::Denied { .. }) => {
            let reason = failure.to_string();
            (Some(Finished::Park { reason }), None)
        }
        Failure::GitHub(github::Error::Gone { .. }) => (Some(Finished::Gone), None),
        Failure::Store(StoreError::LeaseLost(_) | StoreError::Closed) => (None, None),
        Failure::GitHub(
            github::Error::Transient { .. }
            | github::Error::Conflict { .. }
            | github::Error::Declined { .. }
            | github::Error::Invalid { .. },
        )
        | Failure::Store(_)
        | Failure::DoesNotConverge { .. }
        | Failure::Panic { .. } => (Some(retry()), None),
    };
    Verdict {
        finished,
        park_installation,
    }
}

/// How long to wait after `attempts` earlier failures and one more: 5 s, 10 s, 20 s, … 15 min.
fn back_off(attempts: u32) -> TimeDelta {
    let factor = 1_i32.checked_shl(attempts.min(30)).unwrap_or(i32::MAX);
    FIRST_PAUSE
        .checked_mul(factor)
        .map_or(LONGEST_PAUSE, |pause| pause.min(LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::key::IncidentKey;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn transient() -> Failure {
        Failure::GitHub(github::Error::Transient {
            message: "502".into(),
        })
    }

    fn retry_after(attempts: u32) -> i64 {
        match judge(&transient(), attempts, at(0)).finished {
            Some(Finished::Retry { at: again, .. }) => (again - at(0)).num_seconds(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn back_off_doubles_up_to_a_cap() {
        assert_eq!([0, 1, 2, 3, 7].map(retry_after), [5, 10, 20, 40, 640]);
        assert_eq!([8, 30, 31, 32, u32::MAX].map(retry_after), [900; 5]);
    }

    #[test]
    fn a_rate_limit_parks_the_installation_until_the_instant_github_named() {
        let limited = |until| Failure::GitHub(github::Error::RateLimited { until });
        let verdict = judge(&limited(at(300)), 3, at(0));
        assert_eq!(verdict.park_installation, Some(at(300)));
        assert_eq!(verdict.finished, Some(Finished::Again { at: at(300) }));
        let past = judge(&limited(at(-10)), 3, at(0));
        assert_eq!(past.park_installation, Some(at(5)), "never at once");
    }

    #[test]
    fn a_refusal_is_parked_with_what_the_operator_must_change() {
        let denied = Failure::GitHub(github::Error::Denied {
            permission: Some("contents=write".into()),
            message: "Resource not accessible by integration".into(),
        });
        let Some(Finished::Park { reason }) = judge(&denied, 0, at(0)).finished else {
            panic!("not parked");
        };
        assert!(reason.contains("contents=write"), "{reason}");
    }

    #[test]
    fn what_is_gone_is_forgotten_and_a_lost_lease_is_left_alone() {
        let gone = Failure::GitHub(github::Error::Gone {
            message: "issue 7".into(),
        });
        assert_eq!(judge(&gone, 9, at(0)).finished, Some(Finished::Gone));
        let key = IncidentKey {
            repository: 1,
            issue: 7,
        };
        let lost = Failure::Store(StoreError::LeaseLost(key));
        assert_eq!(judge(&lost, 0, at(0)).finished, None);
    }

    #[test]
    fn what_never_converges_names_the_effects() {
        let failure = Failure::DoesNotConverge {
            effects: vec!["add label \"SEV1\" to #7".into()],
        };
        let Some(Finished::Retry { error, .. }) = judge(&failure, 0, at(0)).finished else {
            panic!("not retried");
        };
        assert!(error.contains("add label \"SEV1\" to #7"), "{error}");
    }
}
