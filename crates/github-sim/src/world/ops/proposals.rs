//! What has to be true before a pull request is opened.

use serde_json::json;

use super::{NewPull, check_body, check_title, is_workflow};
use crate::world::{Actor, FieldError, Git, Oid, OpError, PullRequest, RepoId, Repository, World, need};

/// The two ends of a pull request that may be opened.
pub(super) struct Proposal {
    pub(super) head_repo: RepoId,
    pub(super) head: String,
    pub(super) head_oid: Oid,
    pub(super) base_oid: Oid,
}

impl World {
    /// Checks rights and values of a pull request that is to be opened.
    pub(super) fn proposal(&self, actor: &Actor, repo: RepoId, new: &NewPull) -> Result<Proposal, OpError> {
        let found = self.writable(actor, repo, &need::WRITE_OWN_PULL)?;
        let (head_repo, head) = self.head_named(found, &new.head)?;
        if head_repo == repo {
            // From one's own fork anybody may propose something.
            self.writable(actor, repo, &need::WRITE_PULLS)?;
        }
        if is_workflow(actor) && !found.actions_may_create_pulls {
            let text = "GitHub Actions is not permitted to create or approve pull requests.";
            return Err(OpError::Forbidden(text.into()));
        }
        check_title("PullRequest", &new.title)?;
        check_body("PullRequest", new.body.as_deref().unwrap_or_default())?;
        let place = if head_repo == repo {
            found
        } else {
            let own = self.writable(actor, head_repo, &need::WRITE_CONTENTS);
            own.map_err(|_| OpError::field("PullRequest", "invalid", "head"))?
        };
        let (head_oid, base_oid) = ends((place, &head), (found, &new.base))?;
        let owner = &self.account(place.owner).login;
        if commits_between(place, found, &base_oid, &head_oid) == 0 {
            let (base, head) = if head_repo == repo {
                (new.base.clone(), head)
            } else {
                let base_owner = &self.account(found.owner).login;
                (format!("{base_owner}:{}", new.base), format!("{owner}:{head}"))
            };
            return Err(custom(&format!("No commits between {base} and {head}")));
        }
        let same = |pull: &PullRequest| pull.comes_from(head_repo, &head) && pull.base_branch == new.base;
        let mut open = found.issues.values().filter(|issue| issue.is_open());
        if open.any(|issue| issue.pull.as_ref().is_some_and(same)) {
            let text = format!("A pull request already exists for {owner}:{head}.");
            return Err(custom(&text));
        }
        if new.draft && !found.allows_drafts {
            let text = "Draft pull requests are not supported in this repository.";
            return Err(OpError::Unprocessable(text.into()));
        }
        Ok(Proposal {
            head_repo,
            head,
            head_oid,
            base_oid,
        })
    }
}

fn custom(message: &str) -> OpError {
    OpError::Validation(vec![FieldError(
        json!({"resource": "PullRequest", "code": "custom", "message": message}),
    )])
}

fn ends(head: (&Repository, &str), base: (&Repository, &str)) -> Result<(Oid, Oid), OpError> {
    let mut errors = Vec::new();
    let mut end = |(repo, branch): (&Repository, &str), field: &str| -> Oid {
        let found = repo.git.head(branch);
        if found.is_none() {
            errors.push(FieldError::new("PullRequest", "invalid", field));
        }
        found.map(|commit| commit.oid.clone()).unwrap_or_default()
    };
    let ends = (end(head, "head"), end(base, "base"));
    if errors.is_empty() {
        Ok(ends)
    } else {
        Err(OpError::Validation(errors))
    }
}

/// How many commits the head has that the base has not, each knowing only its own repository's.
fn commits_between(head: &Repository, base: &Repository, base_oid: &str, head_oid: &str) -> usize {
    if head.id == base.id {
        return base.git.between(base_oid, head_oid).len();
    }
    let mut both: Git = base.git.clone();
    both.share(&head.git);
    both.between(base_oid, head_oid).len()
}
