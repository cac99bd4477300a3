//! Pull requests, reviews and changed files.

use serde_json::{Value, json};

use super::{ApiVersion, Render, encode, instant, maybe_instant, merge};
use crate::world::{Issue, PullRequest, Repository, Review};

impl Render<'_> {
    /// `/repos/o/r/pulls/n` as an API address.
    pub fn pull_url(&self, repo: &Repository, number: u64) -> String {
        format!("{}/pulls/{number}", self.repo_url(repo))
    }

    /// The `pull_request` member of an issue.
    pub(super) fn pull_links(&self, repo: &Repository, issue: &Issue) -> Value {
        let html = self.issue_html(repo, issue);
        let merged = issue.pull.as_ref().and_then(|pull| pull.merge.as_ref());
        json!({
            "url": self.pull_url(repo, issue.number),
            "html_url": html,
            "diff_url": format!("{html}.diff"),
            "patch_url": format!("{html}.patch"),
            "merged_at": maybe_instant(merged.map(|merge| merge.at)),
        })
    }

    /// A pull request in a list. Null for an issue.
    pub fn pull_simple(&self, repo: &Repository, issue: &Issue) -> Value {
        let Some(pull) = &issue.pull else {
            return Value::Null;
        };
        let url = self.pull_url(repo, issue.number);
        let issue_url = self.issue_url(repo, issue.number);
        let html = self.issue_html(repo, issue);
        let statuses = format!("{}/statuses/{}", self.repo_url(repo), pull.head_oid);
        let review_comment = format!("{}/pulls/comments{{/number}}", self.repo_url(repo));
        let labels = issue.labels.iter().filter_map(|id| repo.label_by_id(*id));
        let mut out = json!({
            "url": url, "id": pull.id, "node_id": issue.node_id(), "html_url": html,
            "diff_url": format!("{html}.diff"), "patch_url": format!("{html}.patch"),
            "issue_url": issue_url, "number": issue.number, "state": issue.state(), "locked": issue.locked,
            "title": issue.title, "user": self.account(issue.author), "body": issue.body,
            "created_at": instant(issue.created_at), "updated_at": instant(issue.updated_at),
            "closed_at": maybe_instant(issue.closed.map(|(at, _)| at)),
            "merged_at": maybe_instant(pull.merge.as_ref().map(|merge| merge.at)),
            "assignees": issue.assignees.iter().map(|id| self.account(*id)).collect::<Vec<_>>(),
            "requested_reviewers": pull.requested_reviewers.iter().map(|id| self.account(*id)).collect::<Vec<_>>(),
            "requested_teams": [],
            "labels": labels.map(|label| self.label(repo, label)).collect::<Vec<_>>(),
            "milestone": issue.milestone.and_then(|number| repo.milestone(number)).map(|m| self.milestone(repo, m)),
            "draft": pull.draft,
            "commits_url": format!("{url}/commits"), "review_comments_url": format!("{url}/comments"),
            "review_comment_url": review_comment, "comments_url": format!("{issue_url}/comments"),
            "statuses_url": statuses,
            "head": self.pull_end(self.world.repo(pull.head_repo), &pull.head_branch, &pull.head_oid),
            "base": self.pull_end(Some(repo), &pull.base_branch, &pull.base_oid),
            "_links": {
                "self": {"href": url}, "html": {"href": html}, "issue": {"href": issue_url},
                "comments": {"href": format!("{issue_url}/comments")},
                "review_comments": {"href": format!("{url}/comments")},
                "review_comment": {"href": review_comment},
                "commits": {"href": format!("{url}/commits")}, "statuses": {"href": statuses},
            },
            "author_association": self.world.association(issue.author, repo),
            "auto_merge": null, "active_lock_reason": issue.lock_reason,
        });
        if self.version == ApiVersion::V2022 {
            merge(
                &mut out,
                json!({
                    "assignee": issue.assignees.first().map(|id| self.account(*id)),
                    "merge_commit_sha": pull.merge.as_ref().map(|merge| merge.commit.clone()),
                }),
            );
        }
        out
    }

    /// A pull request asked for by itself. Null for an issue.
    pub fn pull(&self, repo: &Repository, issue: &Issue) -> Value {
        let Some(pull) = &issue.pull else {
            return Value::Null;
        };
        let mut out = self.pull_simple(repo, issue);
        let files = self.world.pull_files(repo, pull);
        let additions: usize = files.iter().map(|file| file.additions).sum();
        let deletions: usize = files.iter().map(|file| file.deletions).sum();
        let mergeable = self.world.mergeable(repo, issue);
        merge(
            &mut out,
            json!({
                "merged": pull.merge.is_some(),
                "mergeable": if pull.merge.is_some() { Value::Null } else { json!(mergeable) },
                "rebaseable": if pull.merge.is_some() { Value::Null } else { json!(mergeable) },
                "mergeable_state": mergeable_state(pull, mergeable),
                "merged_by": pull.merge.as_ref().map(|merge| self.account(merge.by)),
                "comments": issue.comments.len(), "review_comments": 0,
                "maintainer_can_modify": pull.maintainer_can_modify,
                "commits": self.world.pull_commits(repo, pull).len(),
                "additions": additions, "deletions": deletions, "changed_files": files.len(),
            }),
        );
        out
    }

    /// One of its two branches; the repository of a head may be gone.
    fn pull_end(&self, repo: Option<&Repository>, branch: &str, oid: &str) -> Value {
        let owner = repo.map(|repo| self.world.account(repo.owner));
        let login = owner.map_or("unknown", |owner| owner.login.as_str());
        json!({
            "label": format!("{login}:{branch}"),
            "ref": branch,
            "sha": oid,
            "user": owner.map(|owner| self.account(owner.id)),
            "repo": repo.map(|repo| self.repository(repo, None)),
        })
    }

    /// The few members a check run tells of its pull requests.
    pub(super) fn pull_minimal(&self, repo: &Repository, issue: &Issue, pull: &PullRequest) -> Value {
        let repo_stub = json!({"id": repo.id.0, "url": self.repo_url(repo), "name": repo.name});
        json!({
            "id": pull.id,
            "number": issue.number,
            "url": self.pull_url(repo, issue.number),
            "head": {"ref": pull.head_branch, "sha": pull.head_oid, "repo": repo_stub},
            "base": {"ref": pull.base_branch, "sha": pull.base_oid, "repo": repo_stub},
        })
    }

    /// A review.
    pub fn review(&self, repo: &Repository, issue: &Issue, review: &Review) -> Value {
        let html = format!("{}#pullrequestreview-{}", self.issue_html(repo, issue), review.id);
        let pull = self.pull_url(repo, issue.number);
        json!({
            "id": review.id,
            "node_id": review.node_id(),
            "user": self.account(review.author),
            "body": review.body,
            "state": review.state.as_str(),
            "html_url": html,
            "pull_request_url": pull,
            "_links": {"html": {"href": html}, "pull_request": {"href": pull}},
            "submitted_at": instant(review.submitted_at),
            "commit_id": review.commit,
            "author_association": self.world.association(review.author, repo),
        })
    }

    /// A changed file between two commits.
    pub fn changed_file(&self, repo: &Repository, file: &crate::world::ChangedFile, at: &str) -> Value {
        let path: Vec<String> = file.path.split('/').map(encode).collect();
        let path = path.join("/");
        let mut out = json!({
            "sha": file.oid,
            "filename": file.path,
            "status": file.status,
            "additions": file.additions,
            "deletions": file.deletions,
            "changes": file.additions + file.deletions,
            "blob_url": format!("{}/blob/{at}/{path}", self.repo_html(repo)),
            "raw_url": format!("{}/raw/{at}/{path}", self.repo_html(repo)),
            "contents_url": format!("{}/contents/{path}?ref={at}", self.repo_url(repo)),
        });
        if let Some(patch) = &file.patch {
            merge(&mut out, json!({"patch": patch}));
        }
        out
    }
}

fn mergeable_state(pull: &PullRequest, mergeable: bool) -> &'static str {
    if pull.merge.is_some() {
        "unknown"
    } else if pull.draft {
        "draft"
    } else if mergeable {
        "clean"
    } else {
        "dirty"
    }
}
