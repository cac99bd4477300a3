//! Issues: opened, edited, closed, reopened, locked, deleted. Pull requests too, as far as they are issues.

use serde_json::json;

use super::{check_body, check_title};
use crate::world::{Actor, EventKind, Issue, IssueKey, OpError, RepoId, StateReason, World, need};

/// What is asked for when an issue is opened.
#[derive(Clone, Debug, Default)]
pub struct NewIssue {
    /// Title; must not be blank.
    pub title: String,
    /// Body.
    pub body: Option<String>,
    /// Names of labels. Unknown ones are made. Dropped silently if the actor may not label.
    pub labels: Vec<String>,
    /// Names of labels that the issue form brings along, whoever fills it in. Unknown ones are dropped silently.
    pub form_labels: Vec<String>,
    /// Logins. Dropped silently if the actor may not assign.
    pub assignees: Vec<String>,
    /// Number of a milestone.
    pub milestone: Option<u64>,
    /// The issue it becomes a sub-issue of.
    pub parent: Option<IssueKey>,
}

/// What is to be changed; `None` leaves as it is.
#[derive(Clone, Debug, Default)]
pub struct IssueEdit {
    /// Title.
    pub title: Option<String>,
    /// Body, possibly taken away.
    #[expect(
        clippy::option_option,
        reason = "left as it is, taken away and replaced are three wishes"
    )]
    pub body: Option<Option<String>>,
    /// Milestone, possibly taken away.
    #[expect(
        clippy::option_option,
        reason = "left as it is, taken away and replaced are three wishes"
    )]
    pub milestone: Option<Option<u64>>,
}

impl World {
    /// Opens an issue. Emits `opened` and one `labeled` or `assigned` for each label and assignee.
    pub fn create_issue(&mut self, actor: &Actor, repo: RepoId, new: &NewIssue) -> Result<IssueKey, OpError> {
        let found = self.writable(actor, repo, &need::OPEN_ISSUE)?;
        if !found.has_issues {
            return Err(OpError::IssuesDisabled);
        }
        check_title("Issue", &new.title)?;
        check_body("Issue", new.body.as_deref().unwrap_or_default())?;
        if let Some(parent) = new.parent {
            self.check_parent(actor, parent)?;
            let owner = |id| self.repo(id).map(|repo| repo.owner);
            if owner(parent.repo) != owner(repo) {
                return Err(OpError::Unprocessable(
                    "Sub issue must have the same owner as its parent".into(),
                ));
            }
        }
        let trusted = self.allows(actor, found, &need::TRIAGE);
        let (labels, assignees, milestone) = if trusted {
            Self::check_label_names(&new.labels)?;
            let assignees = self.assignees_for(repo, &new.assignees)?;
            if new
                .milestone
                .is_some_and(|number| found.milestone(number).is_none())
            {
                return Err(OpError::field("Issue", "invalid", "milestone"));
            }
            (new.labels.as_slice(), assignees, new.milestone)
        } else {
            (&[][..], Vec::new(), None)
        };
        let key = self.insert_issue(actor, repo, &new.title, new.body.clone(), milestone)?;
        let mut labels = self.ensure_labels(actor, repo, labels)?;
        for id in self.known_labels(repo, &new.form_labels) {
            if !labels.contains(&id) {
                labels.push(id);
            }
        }
        self.issue_mut(key)?.labels.clone_from(&labels);
        self.issue_mut(key)?.assignees.clone_from(&assignees);
        self.emit_about(actor.account, key, "opened", json!({}));
        for label in labels {
            self.label_event(actor, key, label, true);
        }
        for assignee in assignees {
            self.assignee_event(actor, key, assignee, true);
        }
        self.mentioned(actor, key, new.body.as_deref().unwrap_or_default());
        if let Some(parent) = new.parent {
            let id = self.issue_mut(key)?.id;
            self.add_sub_issue(actor, parent, id, false)?;
        }
        Ok(key)
    }

    /// Puts a bare issue into the repository under the next number.
    pub(super) fn insert_issue(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        title: &str,
        body: Option<String>,
        milestone: Option<u64>,
    ) -> Result<IssueKey, OpError> {
        let (id, now) = (self.fresh_id(), self.now());
        let repo_found = self.repo_mut(repo)?;
        let number = repo_found.next_number;
        repo_found.next_number += 1;
        let issue = Issue {
            id,
            number,
            title: title.to_owned(),
            body,
            author: actor.account,
            via_app: actor.via_app,
            created_at: now,
            updated_at: now,
            last_edited: None,
            closed: None,
            state_reason: None,
            labels: Vec::new(),
            assignees: Vec::new(),
            milestone,
            locked: false,
            lock_reason: None,
            reactions: Vec::new(),
            comments: Vec::new(),
            timeline: Vec::new(),
            parent: None,
            sub_issues: Vec::new(),
            pull: None,
        };
        repo_found.issues.insert(number, issue);
        Ok(IssueKey { repo, number })
    }

    /// Changes title, body or milestone. The author may, and whoever may write.
    pub fn edit_issue(&mut self, actor: &Actor, key: IssueKey, edit: &IssueEdit) -> Result<(), OpError> {
        let author = self.readable_issue(actor, key, &need::READ_ISSUES)?.author;
        self.may_change(actor, key, author, &need::COMMENT, &need::MAINTAIN_ISSUES)?;
        let resource = "Issue";
        if let Some(title) = &edit.title {
            check_title(resource, title)?;
        }
        check_body(
            resource,
            edit.body.clone().flatten().as_deref().unwrap_or_default(),
        )?;
        let repo = self.repo(key.repo).ok_or(OpError::NotFound)?;
        if let Some(Some(number)) = edit.milestone
            && repo.milestone(number).is_none()
        {
            return Err(OpError::field(resource, "invalid", "milestone"));
        }
        self.edit_text(actor, key, edit)?;
        if let Some(milestone) = edit.milestone {
            self.set_milestone(actor, key, milestone)?;
        }
        Ok(())
    }

    fn edit_text(&mut self, actor: &Actor, key: IssueKey, edit: &IssueEdit) -> Result<(), OpError> {
        let now = self.now();
        let issue = self.issue_mut(key)?;
        let (old_title, old_body) = (issue.title.clone(), issue.body.clone());
        let title = edit.title.clone().filter(|title| *title != old_title);
        let body = edit.body.clone().filter(|body| *body != old_body);
        if title.is_none() && body.is_none() {
            return Ok(());
        }
        let mut changes = json!({});
        issue.updated_at = now;
        if let Some(body) = &body {
            issue.body.clone_from(body);
            issue.last_edited = Some((now, actor.account));
            changes["body"] = json!({"from": old_body.unwrap_or_default()});
        }
        if let Some(title) = title {
            issue.title.clone_from(&title);
            changes["title"] = json!({"from": old_title});
            self.happened(
                actor,
                key,
                EventKind::Renamed {
                    from: old_title,
                    to: title,
                },
            );
        }
        self.emit_about(actor.account, key, "edited", json!({"changes": changes}));
        self.mentioned(actor, key, body.flatten().as_deref().unwrap_or_default());
        Ok(())
    }

    /// Closes an issue, or a pull request without merging. Closing again changes nothing, not even the reason.
    pub fn close_issue(
        &mut self,
        actor: &Actor,
        key: IssueKey,
        reason: Option<StateReason>,
    ) -> Result<(), OpError> {
        let issue = self.readable_issue(actor, key, &need::READ_ISSUES)?;
        let (author, was_open, is_pull) = (issue.author, issue.is_open(), issue.pull.is_some());
        self.may_change(actor, key, author, &need::COMMENT, &need::TRIAGE)?;
        if was_open {
            let reason = if is_pull {
                None
            } else {
                Some(reason.unwrap_or(StateReason::Completed))
            };
            self.close_unchecked(actor, key, reason, None)?;
        }
        Ok(())
    }

    pub(super) fn close_unchecked(
        &mut self,
        actor: &Actor,
        key: IssueKey,
        reason: Option<StateReason>,
        by_pull: Option<IssueKey>,
    ) -> Result<(), OpError> {
        let now = self.now();
        let issue = self.issue_mut(key)?;
        issue.closed = Some((now, actor.account));
        issue.state_reason = reason;
        self.happened(actor, key, EventKind::Closed { reason, by_pull });
        self.emit_about(actor.account, key, "closed", json!({}));
        Ok(())
    }

    /// Opens a closed issue or unmerged pull request again.
    pub fn reopen_issue(&mut self, actor: &Actor, key: IssueKey) -> Result<(), OpError> {
        let issue = self.readable_issue(actor, key, &need::READ_ISSUES)?;
        let (author, is_open, is_pull) = (issue.author, issue.is_open(), issue.pull.is_some());
        self.may_change(actor, key, author, &need::COMMENT, &need::TRIAGE)?;
        if is_open {
            return Ok(());
        }
        if is_pull {
            self.check_reopenable(key)?;
            self.catch_up(actor, key)?;
        }
        let issue = self.issue_mut(key)?;
        issue.closed = None;
        issue.state_reason = (!is_pull).then_some(StateReason::Reopened);
        self.happened(actor, key, EventKind::Reopened);
        self.emit_about(actor.account, key, "reopened", json!({}));
        Ok(())
    }

    /// Locks the conversation for everybody without write access.
    pub fn lock_issue(
        &mut self,
        actor: &Actor,
        key: IssueKey,
        reason: Option<String>,
    ) -> Result<(), OpError> {
        const REASONS: [&str; 4] = ["off-topic", "too heated", "resolved", "spam"];
        self.writable_issue(actor, key, &need::MAINTAIN_ISSUES)?;
        if reason.as_deref().is_some_and(|reason| !REASONS.contains(&reason)) {
            return Err(OpError::field("Issue", "invalid", "lock_reason"));
        }
        let issue = self.issue_mut(key)?;
        issue.locked = true;
        issue.lock_reason.clone_from(&reason);
        self.happened(actor, key, EventKind::Locked { reason });
        self.emit_about(actor.account, key, "locked", json!({}));
        Ok(())
    }

    /// Unlocks the conversation.
    pub fn unlock_issue(&mut self, actor: &Actor, key: IssueKey) -> Result<(), OpError> {
        let was_locked = self.writable_issue(actor, key, &need::MAINTAIN_ISSUES)?.locked;
        if was_locked {
            let issue = self.issue_mut(key)?;
            issue.locked = false;
            issue.lock_reason = None;
            self.happened(actor, key, EventKind::Unlocked);
            self.emit_about(actor.account, key, "unlocked", json!({}));
        }
        Ok(())
    }

    /// Deletes an issue for good. Asking for it later answers 410.
    pub fn delete_issue(&mut self, actor: &Actor, key: IssueKey) -> Result<(), OpError> {
        let issue = self.writable_issue(actor, key, &need::DELETE_ISSUE)?;
        if issue.pull.is_some() {
            return Err(OpError::Unprocessable("Pull requests cannot be deleted.".into()));
        }
        let (parent, children) = (issue.parent, issue.sub_issues.clone());
        self.emit_about(actor.account, key, "deleted", json!({}));
        self.repo_mut(key.repo)?.issues.remove(&key.number);
        self.deleted_issues.push(key);
        if let Some(parent) = parent {
            self.issue_mut(parent)?.sub_issues.retain(|child| *child != key);
        }
        for child in children {
            self.issue_mut(child)?.parent = None;
        }
        Ok(())
    }
}
