//! Comments on issues and pull requests.

use serde_json::{Value, json};

use super::check_body;
use super::emit::Event;
use crate::render::Render;
use crate::world::{Actor, Comment, EventKind, IssueKey, OpError, World, need};

/// The reasons a comment can be hidden for.
const CLASSIFIERS: [&str; 7] = [
    "SPAM",
    "ABUSE",
    "OFF_TOPIC",
    "OUTDATED",
    "DUPLICATE",
    "RESOLVED",
    "LOW_QUALITY",
];

impl World {
    /// Comments on an issue or pull request and gives the comment's id.
    pub fn comment(&mut self, actor: &Actor, key: IssueKey, body: &str) -> Result<i64, OpError> {
        let issue = self.writable_issue(actor, key, &need::COMMENT)?;
        let repo = self.repo(key.repo).ok_or(OpError::NotFound)?;
        if issue.locked && !self.allows(actor, repo, &need::MAINTAIN_ISSUES) {
            return Err(OpError::Forbidden(
                "Unable to create comment because issue is locked.".into(),
            ));
        }
        if body.trim().is_empty() {
            return Err(OpError::field("IssueComment", "missing_field", "body"));
        }
        check_body("IssueComment", body)?;
        let (id, now) = (self.fresh_id(), self.now());
        let comment = Comment {
            id,
            author: actor.account,
            via_app: actor.via_app,
            body: body.to_owned(),
            created_at: now,
            updated_at: now,
            last_edited: None,
            minimized: None,
            reactions: Vec::new(),
        };
        self.issue_mut(key)?.comments.push(comment);
        self.happened(actor, key, EventKind::Commented { comment: id });
        self.emit_comment(actor, key, id, "created", json!({}));
        self.mentioned(actor, key, body);
        Ok(id)
    }

    /// Changes the text of a comment. Its author may, and whoever may write.
    pub fn edit_comment(&mut self, actor: &Actor, id: i64, body: &str) -> Result<(), OpError> {
        let key = self.changeable_comment(actor, id)?;
        if body.trim().is_empty() {
            return Err(OpError::field("IssueComment", "missing_field", "body"));
        }
        check_body("IssueComment", body)?;
        let now = self.now();
        let comment = self.comment_mut(key, id)?;
        if comment.body == body {
            return Ok(());
        }
        let old = std::mem::replace(&mut comment.body, body.to_owned());
        comment.updated_at = now;
        comment.last_edited = Some((now, actor.account));
        self.issue_mut(key)?.updated_at = now;
        self.emit_comment(
            actor,
            key,
            id,
            "edited",
            json!({"changes": {"body": {"from": old}}}),
        );
        self.mentioned(actor, key, body);
        Ok(())
    }

    /// Deletes a comment; its place in the timeline goes with it.
    pub fn delete_comment(&mut self, actor: &Actor, id: i64) -> Result<(), OpError> {
        let key = self.changeable_comment(actor, id)?;
        self.emit_comment(actor, key, id, "deleted", json!({}));
        let issue = self.issue_mut(key)?;
        issue.comments.retain(|comment| comment.id != id);
        issue
            .timeline
            .retain(|event| event.kind != EventKind::Commented { comment: id });
        self.happened(actor, key, EventKind::CommentDeleted);
        Ok(())
    }

    /// Hides a comment for one of GitHub's reasons, such as `OUTDATED`.
    pub fn minimize_comment(&mut self, actor: &Actor, id: i64, classifier: &str) -> Result<(), OpError> {
        let key = self.changeable_comment(actor, id)?;
        if !CLASSIFIERS.contains(&classifier) {
            return Err(OpError::Unprocessable(format!(
                "{classifier} is not a reason to hide a comment"
            )));
        }
        self.comment_mut(key, id)?.minimized = Some(classifier.to_owned());
        Ok(())
    }

    /// Shows a hidden comment again.
    pub fn unminimize_comment(&mut self, actor: &Actor, id: i64) -> Result<(), OpError> {
        let key = self.changeable_comment(actor, id)?;
        self.comment_mut(key, id)?.minimized = None;
        Ok(())
    }

    fn changeable_comment(&self, actor: &Actor, id: i64) -> Result<IssueKey, OpError> {
        let (key, comment) = self.comment_by_id(id).ok_or(OpError::NotFound)?;
        self.may_change(actor, key, comment.author, &need::COMMENT, &need::MAINTAIN_ISSUES)?;
        Ok(key)
    }

    pub(super) fn comment_mut(&mut self, key: IssueKey, id: i64) -> Result<&mut Comment, OpError> {
        let comments = &mut self.issue_mut(key)?.comments;
        comments
            .iter_mut()
            .find(|comment| comment.id == id)
            .ok_or(OpError::NotFound)
    }

    fn emit_comment(&mut self, actor: &Actor, key: IssueKey, id: i64, action: &str, mut payload: Value) {
        let Some(repo) = self.repo(key.repo) else { return };
        let Some(issue) = repo.issues.get(&key.number) else {
            return;
        };
        let Some(comment) = issue.comment(id) else { return };
        let render = Render::new(self);
        payload["issue"] = render.issue_payload(repo, issue);
        payload["comment"] = render.comment(repo, issue, comment);
        let (name, sender) = ("issue_comment", actor.account);
        self.emit(&Event {
            name,
            action: Some(action),
            repo: key.repo,
            sender,
            only: None,
            payload,
        });
    }
}
