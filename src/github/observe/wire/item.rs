//! Issues of action items.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{LabelName, Named, Nodes, Page, Who};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct ItemIssue {
    pub(in crate::github::observe) id: String,
    pub(in crate::github::observe) number: u64,
    pub(in crate::github::observe) url: String,
    pub(in crate::github::observe) title: String,
    pub(in crate::github::observe) body: String,
    pub(in crate::github::observe) created_at: DateTime<Utc>,
    pub(in crate::github::observe) state: String,
    pub(in crate::github::observe) state_reason: Option<String>,
    pub(in crate::github::observe) viewer_did_author: bool,
    pub(in crate::github::observe) repository: ItemRepository,
    #[serde(default)]
    pub(in crate::github::observe) parent: Option<Parent>,
    pub(in crate::github::observe) labels: Option<Nodes<LabelName>>,
    pub(in crate::github::observe) assignees: Option<Nodes<Named>>,
    pub(in crate::github::observe) closing: Option<Nodes<Closing>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct ItemRepository {
    pub(in crate::github::observe) database_id: u64,
    pub(in crate::github::observe) name_with_owner: String,
}

#[derive(Debug, Deserialize)]
pub(in crate::github::observe) struct Parent {
    pub(in crate::github::observe) id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct Closing {
    pub(in crate::github::observe) created_at: DateTime<Utc>,
    pub(in crate::github::observe) actor: Option<Who>,
    pub(in crate::github::observe) closer: Option<Closer>,
}

/// What closed an issue by itself.
#[derive(Debug, Deserialize)]
#[serde(tag = "__typename")]
pub(in crate::github::observe) enum Closer {
    #[serde(rename_all = "camelCase")]
    PullRequest {
        number: u64,
        url: String,
        repository: super::thread::NamedRepository,
    },
    #[serde(rename_all = "camelCase")]
    Commit { abbreviated_oid: String, url: String },
    #[serde(other)]
    Other,
}

/// How many sub-issues there are, whether they can be seen or not.
#[derive(Debug, Deserialize)]
pub(in crate::github::observe) struct Summary {
    pub(in crate::github::observe) total: usize,
}

/// Answer to the request for more sub-issues.
#[derive(Debug, Deserialize)]
pub(in crate::github::observe) struct MoreItems {
    pub(in crate::github::observe) node: Option<SubIssues>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct SubIssues {
    pub(in crate::github::observe) sub_issues: Page<ItemIssue>,
}

/// Answer to the request for issues by their names.
#[derive(Debug, Deserialize)]
pub(in crate::github::observe) struct Lookups {
    #[serde(default)]
    pub(in crate::github::observe) incident: Option<AllSubIssues>,
    /// As `lookup0`, `lookup1`, …; null where the repository cannot be seen.
    #[serde(flatten)]
    pub(in crate::github::observe) lookups: BTreeMap<String, Option<ItemsOf>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct AllSubIssues {
    pub(in crate::github::observe) sub_issues: Nodes<ItemIssue>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::github::observe) struct ItemsOf {
    pub(in crate::github::observe) name_with_owner: String,
    /// As `item7`; null where there is none.
    #[serde(flatten)]
    pub(in crate::github::observe) items: BTreeMap<String, Option<MaybeItem>>,
}

/// What carries a number.
#[derive(Debug, Deserialize)]
#[serde(tag = "__typename")]
pub(in crate::github::observe) enum MaybeItem {
    Issue(Box<ItemIssue>),
    #[serde(other)]
    Other,
}
