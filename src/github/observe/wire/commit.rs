//! By whose hands the commits of a pull request came.

use serde::Deserialize;

use super::Named;

/// The first hundred commits, and how many there are.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct EveryCommit {
    pub(in crate::github::observe) total_count: usize,
    pub(in crate::github::observe) nodes: Option<Vec<Option<HandsOf>>>,
}

#[derive(Debug, Deserialize)]
pub(in crate::github::observe) struct HandsOf {
    pub(in crate::github::observe) commit: Hands,
}

/// By whose hands a commit came.
#[derive(Debug, Deserialize)]
pub(in crate::github::observe) struct Hands {
    pub(in crate::github::observe) author: Option<Hand>,
    pub(in crate::github::observe) committer: Option<Hand>,
}

/// Somebody as a commit names them; the account is missing when the address belongs to none, or to a program's.
#[derive(Debug, Deserialize)]
pub(in crate::github::observe) struct Hand {
    pub(in crate::github::observe) email: Option<String>,
    pub(in crate::github::observe) user: Option<Named>,
}
