//! Issues, comments and reactions.

use serde_json::{Value, json};

use super::{ApiVersion, Render, instant, maybe_instant, merge};
use crate::world::{
    AppId, Comment, Issue, IssueKey, NodeKind, Reaction, ReactionContent, Repository, StateReason, node_id,
};

impl Render<'_> {
    /// `/repos/o/r/issues/n` as an API address.
    pub fn issue_url(&self, repo: &Repository, number: u64) -> String {
        format!("{}/issues/{number}", self.repo_url(repo))
    }

    /// Where people see an issue or pull request.
    pub fn issue_html(&self, repo: &Repository, issue: &Issue) -> String {
        let kind = if issue.pull.is_some() { "pull" } else { "issues" };
        format!("{}/{kind}/{}", self.repo_html(repo), issue.number)
    }

    /// The issue at a place that is known to exist; null otherwise.
    pub fn issue_at(&self, key: IssueKey) -> Value {
        match self
            .world
            .repo(key.repo)
            .and_then(|repo| Some((repo, repo.issues.get(&key.number)?)))
        {
            Some((repo, issue)) => self.issue(repo, issue),
            None => Value::Null,
        }
    }

    /// An issue, or a pull request seen as one.
    pub fn issue(&self, repo: &Repository, issue: &Issue) -> Value {
        let url = self.issue_url(repo, issue.number);
        let labels = issue.labels.iter().filter_map(|id| repo.label_by_id(*id));
        let mut out = json!({
            "url": url,
            "repository_url": self.repo_url(repo),
            "labels_url": format!("{url}/labels{{/name}}"),
            "comments_url": format!("{url}/comments"),
            "events_url": format!("{url}/events"),
            "timeline_url": format!("{url}/timeline"),
            "html_url": self.issue_html(repo, issue),
            "id": issue.id,
            "node_id": issue.node_id(),
            "number": issue.number,
            "title": issue.title,
            "user": self.account(issue.author),
            "labels": labels.map(|label| self.label(repo, label)).collect::<Vec<_>>(),
            "state": issue.state(),
            "state_reason": issue.state_reason.map(StateReason::as_str),
            "locked": issue.locked,
            "assignees": issue.assignees.iter().map(|id| self.account(*id)).collect::<Vec<_>>(),
            "milestone": issue.milestone.and_then(|number| repo.milestone(number)).map(|m| self.milestone(repo, m)),
            "comments": issue.comments.len(),
            "created_at": instant(issue.created_at),
            "updated_at": instant(issue.updated_at),
            "closed_at": maybe_instant(issue.closed.map(|(at, _)| at)),
            "author_association": self.world.association(issue.author, repo),
            "active_lock_reason": issue.lock_reason,
            "body": issue.body,
            "closed_by": issue.closed.map(|(_, by)| self.account(by)),
            "reactions": Self::reaction_rollup(&url, &issue.reactions),
            "performed_via_github_app": self.via_app(issue.via_app),
        });
        if self.version == ApiVersion::V2022 {
            merge(
                &mut out,
                json!({"assignee": issue.assignees.first().map(|id| self.account(*id))}),
            );
        }
        match &issue.pull {
            Some(pull) => merge(
                &mut out,
                json!({"draft": pull.draft, "pull_request": self.pull_links(repo, issue)}),
            ),
            None => merge(&mut out, self.relations(issue)),
        }
        out
    }

    /// An issue in webhooks, which do not say who closed it.
    pub fn issue_payload(&self, repo: &Repository, issue: &Issue) -> Value {
        let mut out = self.issue(repo, issue);
        if let Some(fields) = out.as_object_mut() {
            fields.remove("closed_by");
        }
        out
    }

    /// What only real issues have: the tree they are part of.
    fn relations(&self, issue: &Issue) -> Value {
        if !self.world.has_sub_issues {
            return json!({});
        }
        let total = issue.sub_issues.len();
        let done = |key: &&IssueKey| self.world.issue(**key).is_some_and(|child| !child.is_open());
        let completed = issue.sub_issues.iter().filter(done).count();
        let mut out = json!({
            "sub_issues_summary": {
                "total": total, "completed": completed,
                "percent_completed": (completed * 100).checked_div(total).unwrap_or(0),
            },
            "issue_dependencies_summary": {
                "blocked_by": 0, "total_blocked_by": 0, "blocking": 0, "total_blocking": 0,
            },
        });
        let parent = issue
            .parent
            .and_then(|key| Some((self.world.repo(key.repo)?, key.number)));
        if let Some((repo, number)) = parent {
            merge(
                &mut out,
                json!({"parent_issue_url": self.issue_url(repo, number)}),
            );
        }
        out
    }

    /// A comment.
    pub fn comment(&self, repo: &Repository, issue: &Issue, comment: &Comment) -> Value {
        let url = format!("{}/issues/comments/{}", self.repo_url(repo), comment.id);
        json!({
            "url": url,
            "html_url": format!("{}#issuecomment-{}", self.issue_html(repo, issue), comment.id),
            "issue_url": self.issue_url(repo, issue.number),
            "id": comment.id,
            "node_id": comment.node_id(),
            "user": self.account(comment.author),
            "created_at": instant(comment.created_at),
            "updated_at": instant(comment.updated_at),
            "author_association": self.world.association(comment.author, repo),
            "body": comment.body,
            "reactions": Self::reaction_rollup(&url, &comment.reactions),
            "performed_via_github_app": self.via_app(comment.via_app),
        })
    }

    /// The App something was done through, or null.
    pub(super) fn via_app(&self, app: Option<AppId>) -> Value {
        app.and_then(|id| self.world.app(id))
            .map_or(Value::Null, |app| self.app(app))
    }

    /// One reaction.
    pub fn reaction(&self, reaction: &Reaction) -> Value {
        json!({
            "id": reaction.id,
            "node_id": node_id(NodeKind::Reaction, reaction.id),
            "user": self.account(reaction.user),
            "content": reaction.content.rest(),
            "created_at": instant(reaction.created_at),
        })
    }

    fn reaction_rollup(subject: &str, reactions: &[Reaction]) -> Value {
        let mut out = json!({"url": format!("{subject}/reactions"), "total_count": reactions.len()});
        for content in ReactionContent::ALL {
            let count = reactions
                .iter()
                .filter(|reaction| reaction.content == content)
                .count();
            merge(&mut out, json!({content.rest(): count}));
        }
        out
    }
}
