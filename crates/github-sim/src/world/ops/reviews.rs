//! Reviews of pull requests.

use serde_json::json;

use super::emit::Event;
use super::{check_body, is_workflow};
use crate::render::Render;
use crate::world::{Actor, EventKind, IssueKey, OpError, Review, ReviewState, World, need};

impl World {
    /// Submits a review and gives its id. Nobody approves their own pull request.
    pub fn submit_review(
        &mut self,
        actor: &Actor,
        key: IssueKey,
        state: ReviewState,
        body: &str,
    ) -> Result<i64, OpError> {
        let issue = self.writable_issue(actor, key, &need::REVIEW)?;
        let commit = issue.pull.as_ref().ok_or(OpError::NotFound)?.head_oid.clone();
        let own = issue.author == actor.account;
        let repo = self.repo(key.repo).ok_or(OpError::NotFound)?;
        match state {
            ReviewState::Approved if is_workflow(actor) && !repo.actions_may_create_pulls => {
                let text = "GitHub Actions is not permitted to create or approve pull requests.";
                return Err(OpError::Forbidden(text.into()));
            }
            ReviewState::Approved if own => {
                return Err(OpError::Refused("Can not approve your own pull request".into()));
            }
            ReviewState::ChangesRequested if own => {
                return Err(OpError::Refused(
                    "Can not request changes on your own pull request".into(),
                ));
            }
            ReviewState::ChangesRequested | ReviewState::Commented if body.trim().is_empty() => {
                return Err(OpError::Refused("Body can't be blank".into()));
            }
            _ => check_body("PullRequestReview", body)?,
        }
        let (id, submitted_at) = (self.fresh_id(), self.now());
        let review = Review {
            id,
            author: actor.account,
            via_app: actor.via_app,
            body: body.to_owned(),
            state,
            commit,
            submitted_at,
        };
        let pull = self.pull_mut(key)?;
        pull.reviews.push(review);
        pull.requested_reviewers.retain(|one| *one != actor.account);
        self.happened(actor, key, EventKind::Reviewed { review: id });
        self.emit_review(actor, key, id, "submitted");
        self.mentioned(actor, key, body);
        Ok(id)
    }

    /// Makes an approval or request for changes no longer count.
    pub fn dismiss_review(
        &mut self,
        actor: &Actor,
        key: IssueKey,
        id: i64,
        message: &str,
    ) -> Result<(), OpError> {
        self.writable_issue(actor, key, &need::WRITE_PULLS)?;
        let reviews = &mut self.pull_mut(key)?.reviews;
        let review = reviews
            .iter_mut()
            .find(|review| review.id == id)
            .ok_or(OpError::NotFound)?;
        if !matches!(
            review.state,
            ReviewState::Approved | ReviewState::ChangesRequested
        ) {
            return Err(OpError::Refused(
                "Can not dismiss a commented pull request review".into(),
            ));
        }
        review.state = ReviewState::Dismissed;
        let message = Some(message.to_owned()).filter(|message| !message.is_empty());
        self.happened(actor, key, EventKind::ReviewDismissed { review: id, message });
        self.emit_review(actor, key, id, "dismissed");
        Ok(())
    }

    /// After a push: approvals are of what was there before, where the repository says so.
    pub(super) fn dismiss_stale(&mut self, actor: &Actor, key: IssueKey) -> Result<(), OpError> {
        if !self
            .repo(key.repo)
            .is_some_and(|repo| repo.dismisses_stale_reviews)
        {
            return Ok(());
        }
        let mut stale = Vec::new();
        for review in &mut self.pull_mut(key)?.reviews {
            if review.state == ReviewState::Approved {
                review.state = ReviewState::Dismissed;
                stale.push(review.id);
            }
        }
        for review in stale {
            self.happened(
                actor,
                key,
                EventKind::ReviewDismissed {
                    review,
                    message: None,
                },
            );
            self.emit_review(actor, key, review, "dismissed");
        }
        Ok(())
    }

    fn emit_review(&mut self, actor: &Actor, key: IssueKey, id: i64, action: &str) {
        let Some(repo) = self.repo(key.repo) else { return };
        let Some(issue) = repo.issues.get(&key.number) else {
            return;
        };
        let Some(review) = issue
            .pull
            .iter()
            .flat_map(|pull| &pull.reviews)
            .find(|review| review.id == id)
        else {
            return;
        };
        let render = Render::new(self);
        let mut rendered = render.review(repo, issue, review);
        rendered["state"] = json!(review.state.as_str().to_lowercase());
        let payload = json!({"review": rendered, "pull_request": render.pull_simple(repo, issue)});
        let (name, sender) = ("pull_request_review", actor.account);
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
