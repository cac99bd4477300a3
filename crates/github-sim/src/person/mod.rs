//! People acting in the browser. What they may do is what REST and GraphQL would let them.

mod branches;
mod publishing;
mod tree;

use crate::state::AppState;
use crate::world::ops::{
    IssueEdit, LabelEdit, MergeRequest, NewIssue, NewLabel, NewPull, RepositoryEdit, Subject, SuiteAction,
};
use crate::world::{
    AccountId, Actor, IssueKey, Oid, OpError, ReactionContent, RepoId, ReviewState, StateReason, World,
};

/// Somebody with an account. Repositories are named `owner/name`.
#[derive(Clone, Debug)]
pub struct Person {
    state: AppState,
    account: AccountId,
}

impl Person {
    pub(crate) fn new(state: AppState, account: AccountId) -> Self {
        Self { state, account }
    }

    /// Login.
    pub fn login(&self) -> String {
        self.state.world().account(self.account).login.clone()
    }

    /// The account.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// A personal token with this person's own powers.
    pub fn token(&self) -> String {
        self.state.world().mint_personal_token(self.account)
    }

    /// As whom this person's operations are done.
    pub fn actor(&self) -> Actor {
        Actor::person(self.account)
    }

    fn act<T>(&self, what: impl FnOnce(&mut World, &Actor) -> Result<T, OpError>) -> Result<T, OpError> {
        what(&mut self.state.world(), &self.actor())
    }

    fn in_repo<T>(
        &self,
        repo: &str,
        what: impl FnOnce(&mut World, &Actor, RepoId) -> Result<T, OpError>,
    ) -> Result<T, OpError> {
        self.act(|world, actor| {
            let found = repo
                .split_once('/')
                .and_then(|(owner, name)| world.repo_by_name(owner, name));
            let id = found.ok_or(OpError::NotFound)?.id;
            what(world, actor, id)
        })
    }

    fn on<T>(
        &self,
        repo: &str,
        number: u64,
        what: impl FnOnce(&mut World, &Actor, IssueKey) -> Result<T, OpError>,
    ) -> Result<T, OpError> {
        self.in_repo(repo, |world, actor, repo| {
            what(world, actor, IssueKey { repo, number })
        })
    }

    /// Opens an issue and gives its number.
    pub fn open_issue(&self, repo: &str, title: &str, body: &str, labels: &[&str]) -> Result<u64, OpError> {
        let labels = labels.iter().map(|&label| label.to_owned()).collect();
        let new = NewIssue {
            title: title.into(),
            body: Some(body.into()),
            labels,
            ..NewIssue::default()
        };
        self.in_repo(repo, |world, actor, repo| world.create_issue(actor, repo, &new))
            .map(|key| key.number)
    }

    /// Opens an issue by an issue form that brings labels along, and gives its number. Labels that the repository
    /// lacks are passed over in silence; the author needs no right to label.
    pub fn open_form(
        &self,
        repo: &str,
        title: &str,
        body: &str,
        form_labels: &[&str],
    ) -> Result<u64, OpError> {
        let new = NewIssue {
            title: title.into(),
            body: Some(body.into()),
            form_labels: form_labels.iter().map(|&label| label.to_owned()).collect(),
            ..NewIssue::default()
        };
        self.in_repo(repo, |world, actor, repo| world.create_issue(actor, repo, &new))
            .map(|key| key.number)
    }

    /// Deletes an issue for good, as administrators may.
    pub fn delete_issue(&self, repo: &str, number: u64) -> Result<(), OpError> {
        self.on(repo, number, World::delete_issue)
    }

    /// Ticks or clears the `nth` checkbox, the first being 1, of a comment or, without one, of the issue's body.
    pub fn tick(
        &self,
        repo: &str,
        number: u64,
        comment: Option<i64>,
        nth: usize,
        done: bool,
    ) -> Result<(), OpError> {
        self.on(repo, number, |world, actor, key| {
            let subject = comment.map_or(Subject::Issue(key), Subject::Comment);
            world.tick(actor, key, subject, nth, done)
        })
    }

    /// Comments and gives the comment's id.
    pub fn comment(&self, repo: &str, number: u64, body: &str) -> Result<i64, OpError> {
        self.on(repo, number, |world, actor, key| world.comment(actor, key, body))
    }

    /// Edits a comment.
    pub fn edit_comment(&self, id: i64, body: &str) -> Result<(), OpError> {
        self.act(|world, actor| world.edit_comment(actor, id, body))
    }

    /// Deletes a comment.
    pub fn delete_comment(&self, id: i64) -> Result<(), OpError> {
        self.act(|world, actor| world.delete_comment(actor, id))
    }

    /// Reacts to a comment.
    pub fn react(&self, comment: i64, content: ReactionContent) -> Result<(), OpError> {
        self.act(|world, actor| world.react(actor, Subject::Comment(comment), content))
            .map(|_| ())
    }

    /// Takes a reaction to a comment back.
    pub fn unreact(&self, comment: i64, content: ReactionContent) -> Result<(), OpError> {
        self.act(|world, actor| world.unreact(actor, Subject::Comment(comment), content))
            .map(|_| ())
    }

    /// Reacts to the body of an issue or pull request.
    pub fn react_to_issue(&self, repo: &str, number: u64, content: ReactionContent) -> Result<(), OpError> {
        self.on(repo, number, |world, actor, key| {
            world.react(actor, Subject::Issue(key), content)
        })
        .map(|_| ())
    }

    /// Takes a reaction to the body back.
    pub fn unreact_to_issue(&self, repo: &str, number: u64, content: ReactionContent) -> Result<(), OpError> {
        self.on(repo, number, |world, actor, key| {
            world.unreact(actor, Subject::Issue(key), content)
        })
        .map(|_| ())
    }

    /// Puts a label on.
    pub fn add_label(&self, repo: &str, number: u64, name: &str) -> Result<(), OpError> {
        self.on(repo, number, |world, actor, key| {
            world.add_labels(actor, key, &[name.to_owned()])
        })
    }

    /// Takes a label off.
    pub fn remove_label(&self, repo: &str, number: u64, name: &str) -> Result<(), OpError> {
        self.on(repo, number, |world, actor, key| {
            world.remove_label(actor, key, name)
        })
    }

    /// Makes a label of the repository.
    pub fn create_label(&self, repo: &str, name: &str, color: &str) -> Result<(), OpError> {
        let new = NewLabel {
            name: name.into(),
            color: Some(color.into()),
            description: None,
        };
        self.in_repo(repo, |world, actor, repo| world.create_label(actor, repo, &new))
            .map(|_| ())
    }

    /// Gives a label of the repository another name, everywhere.
    pub fn rename_label(&self, repo: &str, name: &str, new: &str) -> Result<(), OpError> {
        let edit = LabelEdit {
            name: Some(new.into()),
            ..LabelEdit::default()
        };
        self.in_repo(repo, |world, actor, repo| {
            world.update_label(actor, repo, name, &edit)
        })
        .map(|_| ())
    }

    /// Deletes a label of the repository.
    pub fn delete_label(&self, repo: &str, name: &str) -> Result<(), OpError> {
        self.in_repo(repo, |world, actor, repo| world.delete_label(actor, repo, name))
    }

    /// Closes as completed, or a pull request without merging.
    pub fn close(&self, repo: &str, number: u64) -> Result<(), OpError> {
        self.on(repo, number, |world, actor, key| {
            world.close_issue(actor, key, None)
        })
    }

    /// Closes for a reason.
    pub fn close_as(&self, repo: &str, number: u64, reason: StateReason) -> Result<(), OpError> {
        self.on(repo, number, |world, actor, key| {
            world.close_issue(actor, key, Some(reason))
        })
    }

    /// Opens again.
    pub fn reopen(&self, repo: &str, number: u64) -> Result<(), OpError> {
        self.on(repo, number, World::reopen_issue)
    }

    /// Gives another title.
    pub fn rename_issue(&self, repo: &str, number: u64, title: &str) -> Result<(), OpError> {
        let edit = IssueEdit {
            title: Some(title.into()),
            ..IssueEdit::default()
        };
        self.on(repo, number, |world, actor, key| {
            world.edit_issue(actor, key, &edit)
        })
    }

    /// Gives another body.
    pub fn edit_body(&self, repo: &str, number: u64, body: &str) -> Result<(), OpError> {
        let edit = IssueEdit {
            body: Some(Some(body.into())),
            ..IssueEdit::default()
        };
        self.on(repo, number, |world, actor, key| {
            world.edit_issue(actor, key, &edit)
        })
    }

    /// Assigns somebody. Who cannot be assigned is passed over in silence.
    pub fn assign(&self, repo: &str, number: u64, login: &str) -> Result<(), OpError> {
        self.on(repo, number, |world, actor, key| {
            world.assign(actor, key, &[login.to_owned()])
        })
    }

    /// Takes an assignment back.
    pub fn unassign(&self, repo: &str, number: u64, login: &str) -> Result<(), OpError> {
        self.on(repo, number, |world, actor, key| {
            world.unassign(actor, key, &[login.to_owned()])
        })
    }

    /// Opens a pull request and gives its number.
    pub fn open_pull(&self, repo: &str, title: &str, head: &str, base: &str) -> Result<u64, OpError> {
        let new = NewPull {
            title: title.into(),
            head: head.into(),
            base: base.into(),
            ..NewPull::default()
        };
        self.in_repo(repo, |world, actor, repo| world.create_pull(actor, repo, &new))
            .map(|key| key.number)
    }

    /// Makes a draft ready for review.
    pub fn mark_ready(&self, repo: &str, number: u64) -> Result<(), OpError> {
        self.on(repo, number, World::mark_ready)
    }

    /// Makes it a draft again.
    pub fn convert_to_draft(&self, repo: &str, number: u64) -> Result<(), OpError> {
        self.on(repo, number, World::convert_to_draft)
    }

    /// Approves.
    pub fn approve(&self, repo: &str, number: u64) -> Result<i64, OpError> {
        self.on(repo, number, |world, actor, key| {
            world.submit_review(actor, key, ReviewState::Approved, "")
        })
    }

    /// Requests changes.
    pub fn request_changes(&self, repo: &str, number: u64, body: &str) -> Result<i64, OpError> {
        self.on(repo, number, |world, actor, key| {
            world.submit_review(actor, key, ReviewState::ChangesRequested, body)
        })
    }

    /// Merges with a merge commit.
    pub fn merge(&self, repo: &str, number: u64) -> Result<Oid, OpError> {
        self.on(repo, number, |world, actor, key| {
            world.merge_pull(actor, key, &MergeRequest::default())
        })
    }

    /// Closes a pull request without merging.
    pub fn close_pull(&self, repo: &str, number: u64) -> Result<(), OpError> {
        self.close(repo, number)
    }

    /// Changes a repository's settings.
    pub fn edit_repo(&self, repo: &str, edit: &RepositoryEdit) -> Result<(), OpError> {
        self.in_repo(repo, |world, actor, repo| world.edit_repo(actor, repo, edit))
    }

    /// Presses "Re-run" or one of a check run's own buttons.
    pub fn press_check(&self, repo: &str, check_run: i64, action: &SuiteAction) -> Result<(), OpError> {
        self.in_repo(repo, |world, actor, repo| {
            world.press_check(actor, repo, check_run, action)
        })
    }
}
