//! Timeline events.

use serde_json::{Value, json};

use super::{Render, instant, merge};
use crate::world::{EventKind, Issue, IssueKey, Repository, StateReason, TimelineEvent};

impl Render<'_> {
    /// An event in the timeline of an issue. `None` when what it speaks of is gone.
    pub fn timeline_event(&self, repo: &Repository, issue: &Issue, event: &TimelineEvent) -> Option<Value> {
        match &event.kind {
            EventKind::Commented { comment } => {
                let comment = issue.comment(*comment)?;
                let mut out = self.comment(repo, issue, comment);
                merge(
                    &mut out,
                    json!({"event": "commented", "actor": self.account(event.actor)}),
                );
                Some(out)
            }
            EventKind::CrossReferenced { source } => Some(json!({
                "actor": self.account(event.actor), "created_at": instant(event.at), "updated_at": instant(event.at),
                "source": {"type": "issue", "issue": self.issue_with_repository(*source)},
                "event": "cross-referenced",
            })),
            EventKind::Committed { oid } => {
                let mut out = self.git_commit(repo, repo.git.commits.get(oid)?);
                merge(&mut out, json!({"event": "committed"}));
                Some(out)
            }
            EventKind::Reviewed { review } => {
                let review = issue
                    .pull
                    .as_ref()?
                    .reviews
                    .iter()
                    .find(|one| one.id == *review)?;
                let mut out = self.review(repo, issue, review);
                merge(
                    &mut out,
                    json!({"event": "reviewed", "state": review.state.as_str().to_lowercase()}),
                );
                Some(out)
            }
            EventKind::HeadRefForcePushed { .. } | EventKind::HeadRefDeleted { .. } => {
                Some(self.issue_event(repo, issue, event))
            }
            _ => Some(self.issue_event(repo, issue, event)),
        }
    }

    /// Whether the plain list of events has it: comments, reviews, commits and mentions are only in the timeline.
    pub fn is_issue_event(kind: &EventKind) -> bool {
        !matches!(
            kind,
            EventKind::Commented { .. }
                | EventKind::CrossReferenced { .. }
                | EventKind::Committed { .. }
                | EventKind::Reviewed { .. }
        )
    }

    /// An event in the plain list of events of an issue.
    pub fn issue_event(&self, repo: &Repository, issue: &Issue, event: &TimelineEvent) -> Value {
        let (commit, word) = (self.event_commit(event), event_word(&event.kind));
        // The commit may be another repository's.
        let place = match event.kind {
            EventKind::Referenced { repo: place, .. } => self.world.repo(place).unwrap_or(repo),
            _ => repo,
        };
        let commit_url = commit
            .as_ref()
            .map(|oid| format!("{}/commits/{oid}", self.repo_url(place)));
        let mut out = json!({
            "id": event.id,
            "node_id": event.node_id(),
            "url": format!("{}/issues/events/{}", self.repo_url(repo), event.id),
            "actor": self.account(event.actor),
            "event": word,
            "commit_id": commit,
            "commit_url": commit_url,
            "created_at": instant(event.at),
            "performed_via_github_app": self.via_app(event.via_app),
        });
        merge(&mut out, self.event_details(issue, event));
        out
    }

    fn event_commit(&self, event: &TimelineEvent) -> Option<String> {
        match &event.kind {
            EventKind::Merged { commit } | EventKind::Referenced { commit, .. } => Some(commit.clone()),
            EventKind::Closed {
                by_pull: Some(key), ..
            } => {
                let pull = self.world.issue(*key)?.pull.as_ref()?;
                pull.merge.as_ref().map(|merge| merge.commit.clone())
            }
            EventKind::HeadRefForcePushed { after, .. } => Some(after.clone()),
            _ => None,
        }
    }

    fn event_details(&self, issue: &Issue, event: &TimelineEvent) -> Value {
        match &event.kind {
            EventKind::Labeled { name, color, .. } | EventKind::Unlabeled { name, color, .. } => {
                json!({"label": {"name": name, "color": color}})
            }
            EventKind::Assigned { assignee } | EventKind::Unassigned { assignee } => {
                json!({"assignee": self.account(*assignee), "assigner": self.account(event.actor)})
            }
            EventKind::Milestoned { title } | EventKind::Demilestoned { title } => {
                json!({"milestone": {"title": title}})
            }
            EventKind::Closed { reason, .. } => json!({"state_reason": reason.map(StateReason::as_str)}),
            EventKind::Reopened if issue.pull.is_none() => json!({"state_reason": "reopened"}),
            EventKind::Renamed { from, to } => json!({"rename": {"from": from, "to": to}}),
            EventKind::Locked { reason } => json!({"lock_reason": reason}),
            EventKind::Unlocked => json!({"lock_reason": null}),
            EventKind::SubIssueAdded { child } | EventKind::SubIssueRemoved { child } => {
                json!({"sub_issue": self.issue_reference(*child)})
            }
            EventKind::ParentIssueAdded { parent } | EventKind::ParentIssueRemoved { parent } => {
                json!({"parent_issue": self.issue_reference(*parent)})
            }
            EventKind::ReviewRequested { reviewer } | EventKind::ReviewRequestRemoved { reviewer } => json!({
                "review_requester": self.account(event.actor), "requested_reviewer": self.account(*reviewer),
            }),
            EventKind::ReviewDismissed { review, message } => json!({
                "dismissed_review": {"state": "dismissed", "review_id": review, "dismissal_message": message},
            }),
            _ => json!({}),
        }
    }

    fn issue_reference(&self, key: IssueKey) -> Value {
        let Some((repo, issue)) = self
            .world
            .repo(key.repo)
            .and_then(|repo| Some((repo, repo.issues.get(&key.number)?)))
        else {
            return Value::Null;
        };
        json!({
            "number": issue.number, "title": issue.title, "state": issue.state(),
            "state_reason": issue.state_reason.map(StateReason::as_str),
            "repository": self.minimal_repository(repo), "issue_type": null,
        })
    }

    /// An issue together with its repository, as sources of mentions are given.
    fn issue_with_repository(&self, key: IssueKey) -> Value {
        let mut out = self.issue_at(key);
        if let Some(repo) = self.world.repo(key.repo) {
            merge(&mut out, json!({"repository": self.repository(repo, None)}));
        }
        out
    }
}

/// The word for an event on the wire.
fn event_word(kind: &EventKind) -> &'static str {
    match kind {
        EventKind::Labeled { .. } => "labeled",
        EventKind::Unlabeled { .. } => "unlabeled",
        EventKind::Assigned { .. } => "assigned",
        EventKind::Unassigned { .. } => "unassigned",
        EventKind::Milestoned { .. } => "milestoned",
        EventKind::Demilestoned { .. } => "demilestoned",
        EventKind::Closed { .. } => "closed",
        EventKind::Reopened => "reopened",
        EventKind::Renamed { .. } => "renamed",
        EventKind::Locked { .. } => "locked",
        EventKind::Unlocked => "unlocked",
        EventKind::CrossReferenced { .. } => "cross-referenced",
        EventKind::Commented { .. } => "commented",
        EventKind::CommentDeleted => "comment_deleted",
        EventKind::SubIssueAdded { .. } => "sub_issue_added",
        EventKind::SubIssueRemoved { .. } => "sub_issue_removed",
        EventKind::ParentIssueAdded { .. } => "parent_issue_added",
        EventKind::ParentIssueRemoved { .. } => "parent_issue_removed",
        EventKind::Committed { .. } => "committed",
        EventKind::HeadRefForcePushed { .. } => "head_ref_force_pushed",
        EventKind::HeadRefDeleted { .. } => "head_ref_deleted",
        EventKind::HeadRefRestored => "head_ref_restored",
        EventKind::BaseRefChanged { .. } => "base_ref_changed",
        EventKind::ReadyForReview => "ready_for_review",
        EventKind::ConvertToDraft => "convert_to_draft",
        EventKind::ReviewRequested { .. } => "review_requested",
        EventKind::ReviewRequestRemoved { .. } => "review_request_removed",
        EventKind::Reviewed { .. } => "reviewed",
        EventKind::ReviewDismissed { .. } => "review_dismissed",
        EventKind::Merged { .. } => "merged",
        EventKind::Referenced { .. } => "referenced",
        EventKind::Transferred { .. } => "transferred",
        EventKind::Deployed { .. } => "deployed",
    }
}
