//! Issues of action items, as GitHub shows them.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Priority, day};
use crate::domain::{event::CloseReason, person::Login, report::IssueRef};

/// What stands before the date in a label that tells until when an item is to be done.
const DUE: &str = "due: ";

/// What has to be looked up to know about the action items of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemNames {
    /// Issues that rows, records or mentions name.
    pub issues: BTreeSet<IssueRef>,
    /// `owner/name` of other repositories in which issues are to be opened.
    pub repositories: BTreeSet<String>,
}

/// The issues that are, or may be, action items of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ItemIssues {
    /// Each issue once: the incident's sub-issues in GitHub's order, then those that were looked up.
    pub found: Vec<ItemIssue>,
    /// What became of the names that were looked up.
    pub looked_up: Vec<LookedUp>,
    /// `owner/name` of other repositories that were asked for and can be reached.
    pub repositories: Vec<String>,
    /// Some of the incident's sub-issues are in other repositories, which were not looked into yet.
    pub hidden: bool,
    /// This GitHub has no sub-issues.
    pub flat: bool,
}

/// A name that was looked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedUp {
    /// The name as it was asked for.
    pub name: IssueRef,
    /// GraphQL node id of the issue it leads to, which may have moved; absent when there is none to be seen.
    pub id: Option<String>,
}

/// An issue that is, or may be, an action item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemIssue {
    /// GraphQL node id.
    pub id: String,
    /// Numeric id of its repository.
    pub repository_id: u64,
    /// `owner/name` of its repository.
    pub repository: String,
    /// Number within that repository.
    pub number: u64,
    /// Address of its page.
    pub url: String,
    /// Its title; other people's text.
    pub title: String,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// Why and by whom it was closed; absent while it is open.
    pub closed: Option<Closed>,
    /// Names of its labels.
    pub labels: Vec<String>,
    /// Who is assigned.
    pub assignees: Vec<Login>,
    /// What we wrote into its first post when we made it; absent on issues that others made.
    pub mark: Option<ItemMark>,
    /// It is a sub-issue of the incident.
    pub child: bool,
    /// It is a sub-issue of something else.
    pub has_other_parent: bool,
}

/// How an issue was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// When.
    pub at: DateTime<Utc>,
    /// The reason that was chosen.
    pub reason: CloseReason,
    /// Whoever closed it; absent when the account was deleted.
    pub by: Option<Login>,
    /// What closed it, when it was no person's click.
    pub closer: Option<Closer>,
}

/// What can close an issue by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "closer", rename_all = "snake_case")]
pub enum Closer {
    /// A pull request that was merged.
    PullRequest {
        /// `owner/name` of its repository.
        repository: String,
        /// Its number.
        number: u64,
        /// Its address.
        url: String,
    },
    /// A commit on the default branch.
    Commit {
        /// Abbreviated id.
        id: String,
        /// Its address.
        url: String,
    },
}

/// What we hide in an issue that we make: whose item it is, and which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemMark {
    /// GraphQL node id of the incident's issue.
    pub incident: String,
    /// The item's key.
    pub key: String,
}

impl ItemMark {
    /// Finds the mark in the first post of an issue of ours.
    pub fn find(body: &str) -> Option<Self> {
        let (_, rest) = body.rsplit_once("<!-- closeout:action ")?;
        let (json, _) = rest.split_once(" -->")?;
        serde_json::from_str(json).ok()
    }

    /// The mark as it is written.
    pub fn written(&self) -> String {
        // Ids and keys are letters, digits and signs that close no comment.
        let json = serde_json::to_string(self).expect("a mark is plain data");
        format!("<!-- closeout:action {json} -->")
    }
}

impl ItemIssue {
    /// The priority that its labels tell: the most urgent one.
    pub fn priority(&self) -> Option<Priority> {
        self.labels
            .iter()
            .filter_map(|label| Priority::named(label))
            .min()
    }

    /// The day that its labels tell: the first one.
    pub fn due(&self) -> Option<NaiveDate> {
        self.labels.iter().filter_map(|label| due_of(label)).min()
    }

    /// Whether it is this one. Names without a repository are in `here`, `owner/name`.
    pub fn is(&self, name: &IssueRef, here: &str) -> bool {
        let repository = name.repository.as_deref().unwrap_or(here);
        self.number == name.number && self.repository.eq_ignore_ascii_case(repository)
    }

    /// How somebody in `here` names it.
    pub fn name_in(&self, here: &str) -> IssueRef {
        let is_here = self.repository.eq_ignore_ascii_case(here);
        IssueRef {
            repository: (!is_here).then(|| self.repository.clone()),
            number: self.number,
        }
    }
}

impl ItemIssues {
    /// The issue that a name leads to. Names without a repository are in `here`.
    pub fn named(&self, name: &IssueRef, here: &str) -> Option<&ItemIssue> {
        let by_name = self.found.iter().find(|issue| issue.is(name, here));
        by_name.or_else(|| {
            let id = self.lookup(name)?.id.as_ref()?;
            self.found.iter().find(|issue| issue.id == *id)
        })
    }

    /// What became of a name.
    pub fn lookup(&self, name: &IssueRef) -> Option<&LookedUp> {
        self.looked_up.iter().find(|looked_up| looked_up.name == *name)
    }
}

/// The day that a label tells, if it is one of those.
fn due_of(label: &str) -> Option<NaiveDate> {
    day(label.strip_prefix(DUE)?.trim()).ok()
}

/// The label that tells a day.
pub fn due_label(due: NaiveDate) -> String {
    format!("{DUE}{due}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_reads_back_and_a_broken_one_is_none() {
        let mark = ItemMark {
            incident: "I_kwDO_7".into(),
            key: "a101-0".into(),
        };
        let body = format!("Part of #7\n\n{}\n", mark.written());
        assert_eq!(ItemMark::find(&body), Some(mark));
        for body in [
            "",
            "<!-- closeout:action {} -->",
            "<!-- closeout:action {\"key\":1}",
        ] {
            assert_eq!(ItemMark::find(body), None, "{body}");
        }
    }

    #[test]
    fn labels_tell_days() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        assert_eq!(due_of(&due_label(day)), Some(day));
        assert_eq!(due_of("due: soon"), None);
        assert_eq!(due_of("2026-12-01"), None);
    }
}
