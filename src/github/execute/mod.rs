//! Executing effects: the only code that writes to GitHub.
//!
//! Every effect is one call wherever GitHub has one, and can be attempted any number of times: what is there already
//! counts as done. Where GitHub itself would make a second one (comments and check runs), a retry looks for the first
//! before it creates anything. Nothing is decided here; words come from [`crate::message`].
//!
//! One file per family of effects; start with [`GitHub::execute`].

mod branch;
mod check;
mod comments;
mod issue;
mod item;
mod labels;
mod pull_request;
mod reactions;

use chrono::{DateTime, Utc};
use http::Method;
use serde_json::Value;

use super::{GitHub, answer::Answer, error::Error, path::path, session::Session, transport::Deed};
use crate::{domain::key::Locator, plan::effect::Effect};

/// Whether an effect may have happened already without our knowing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// It has never been attempted.
    First,
    /// An earlier attempt ended without an answer, or the process died on its way.
    Retry {
        /// When the first attempt was made.
        since: DateTime<Utc>,
    },
}

/// The repository in which effects take place.
struct Site<'a> {
    github: &'a GitHub,
    session: Session,
    at: &'a Locator,
}

impl GitHub {
    /// Carries out one effect. `at` must name the repository as the last observation did.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the world has moved on since the observation: observe again and plan anew.
    /// [`Error::Declined`] when asking again leads nowhere, and the rest of the plan does not depend on it.
    #[expect(
        clippy::too_many_lines,
        reason = "it is one list of cases, best read as a whole"
    )]
    pub async fn execute(&self, at: &Locator, effect: &Effect, attempt: Attempt) -> Result<(), Error> {
        let site = Site {
            github: self,
            session: self.in_repository(at),
            at,
        };
        match effect {
            Effect::CreateLabel(label) => site.create_label(label).await,
            Effect::AddLabel { number, label } => site.add_label(*number, label).await,
            Effect::RemoveLabel { number, label } => site.remove_label(*number, label).await,
            Effect::AddReaction { subject, reaction } => site.add_reaction(subject, *reaction).await,
            Effect::RemoveReaction { subject, reaction } => site.remove_reaction(subject, *reaction).await,
            Effect::PostComment {
                number,
                slot,
                message,
                voice,
            } => site.post_comment(*number, slot, message, *voice, attempt).await,
            Effect::EditComment {
                id,
                slot,
                message,
                voice,
            } => site.edit_comment(*id, slot, message, *voice).await,
            Effect::SetMinimized { node_id, minimized } => site.set_minimized(node_id, *minimized).await,
            Effect::CreateBranch { name, from } => site.create_branch(name, from).await,
            Effect::CommitDocument {
                branch,
                expected_head,
                path,
                message,
                voice,
            } => {
                let commit = branch::Commit::of_document(path, message, *voice)?;
                site.commit(branch, expected_head, &commit).await
            }
            Effect::UpdateFiles {
                branch,
                expected_head,
                files,
                message,
                voice,
            } => {
                let commit = branch::Commit::of_files(files, message, *voice)?;
                site.commit(branch, expected_head, &commit).await
            }
            Effect::Propose {
                branch,
                onto,
                base,
                files,
                headline,
                message,
                voice,
            } => {
                let commit = branch::Commit::of_files(files, headline, *voice)?;
                site.remake_branch(branch, onto, &commit).await?;
                site.open_pull_request((branch, base), message, *voice, false)
                    .await
            }
            Effect::OpenPullRequest {
                head,
                base,
                message,
                voice,
            } => site.open_pull_request((head, base), message, *voice, true).await,
            Effect::Assign { number, login } => site.assign(*number, login).await,
            Effect::PublishCheck {
                head,
                name,
                existing,
                conclusion,
                message,
                voice,
                ..
            } => {
                let run = check::Run::new(head, name, *conclusion, message, *voice)?;
                site.publish_check(&run, *existing, attempt).await
            }
            Effect::OpenItem {
                repository,
                parent,
                mark,
                message,
                voice,
            } => {
                let (repository, parent) = (repository.as_deref(), parent.as_deref());
                site.open_item(repository, parent, mark, (message, *voice), attempt)
                    .await
            }
            Effect::ChangeItem { issue, change } => site.change_item(issue, change).await,
            Effect::CloseIssue { number, reason } => site.close_issue(*number, *reason).await,
            Effect::ClosePullRequest { number } => site.close_pull_request(*number).await,
        }
    }
}

impl Site<'_> {
    /// Path of something in this repository.
    fn path(&self, segments: &[&str]) -> Result<String, Error> {
        let mut whole = vec!["repos", &self.at.owner, &self.at.name];
        whole.extend(segments);
        path(&whole)
    }

    /// Makes a change. Whatever GitHub answers comes back.
    async fn change(
        &self,
        deed: Deed,
        method: Method,
        segments: &[&str],
        body: Option<Value>,
    ) -> Result<Answer, Error> {
        let path = self.path(segments)?;
        self.session.rest(deed, method, path, String::new(), body).await
    }

    /// Reads all pages of a list.
    async fn list<T: serde::de::DeserializeOwned>(
        &self,
        segments: &[&str],
        filters: &[(&str, &str)],
    ) -> Result<Vec<T>, Error> {
        let path = self.path(segments)?;
        let mut found = Vec::new();
        let mut page = Some(super::path::query(&[filters, &[("per_page", "100")]].concat()));
        while let Some(query) = page {
            let answer = self.session.get(path.clone(), query).await?.success()?;
            found.extend(answer.json::<Vec<T>>()?);
            page = answer.next_page();
        }
        Ok(found)
    }
}

/// A rendered message of the wrong kind: the plan put a message where it does not belong.
fn misplaced(wanted: &str) -> Error {
    Error::invalid(format!("the plan holds another message where {wanted} belongs"))
}
