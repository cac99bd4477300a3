//! Repositories, labels and milestones.

use serde_json::{Value, json};

use super::account::permissions;
use super::{ApiVersion, Render, encode, instant, maybe_instant, merge};
use crate::world::{Label, Milestone, NodeKind, Repository, Role, node_id};

/// Addresses below a repository that only clients following templates use: member name and what follows the path.
const LINKS: [(&str, &str); 36] = [
    ("archive_url", "/{archive_format}{/ref}"),
    ("assignees_url", "/assignees{/user}"),
    ("blobs_url", "/git/blobs{/sha}"),
    ("branches_url", "/branches{/branch}"),
    ("collaborators_url", "/collaborators{/collaborator}"),
    ("comments_url", "/comments{/number}"),
    ("commits_url", "/commits{/sha}"),
    ("compare_url", "/compare/{base}...{head}"),
    ("contents_url", "/contents/{+path}"),
    ("contributors_url", "/contributors"),
    ("deployments_url", "/deployments"),
    ("downloads_url", "/downloads"),
    ("events_url", "/events"),
    ("forks_url", "/forks"),
    ("git_commits_url", "/git/commits{/sha}"),
    ("git_refs_url", "/git/refs{/sha}"),
    ("git_tags_url", "/git/tags{/sha}"),
    ("hooks_url", "/hooks"),
    ("issue_comment_url", "/issues/comments{/number}"),
    ("issue_events_url", "/issues/events{/number}"),
    ("issues_url", "/issues{/number}"),
    ("keys_url", "/keys{/key_id}"),
    ("labels_url", "/labels{/name}"),
    ("languages_url", "/languages"),
    ("merges_url", "/merges"),
    ("milestones_url", "/milestones{/number}"),
    ("notifications_url", "/notifications{?since,all,participating}"),
    ("pulls_url", "/pulls{/number}"),
    ("releases_url", "/releases{/id}"),
    ("stargazers_url", "/stargazers"),
    ("statuses_url", "/statuses/{sha}"),
    ("subscribers_url", "/subscribers"),
    ("subscription_url", "/subscription"),
    ("tags_url", "/tags"),
    ("teams_url", "/teams"),
    ("trees_url", "/git/trees{/sha}"),
];

impl Render<'_> {
    /// `/repos/owner/name` as an API address.
    pub fn repo_url(&self, repo: &Repository) -> String {
        self.api(&format!("/repos/{}", self.world.full_name(repo)))
    }

    /// `/owner/name` as a web address.
    pub fn repo_html(&self, repo: &Repository) -> String {
        self.web(&format!("/{}", self.world.full_name(repo)))
    }

    /// A repository in lists and in webhooks. `role` is what the asker may do in it.
    pub fn repository(&self, repo: &Repository, role: Option<Role>) -> Value {
        let mut out = self.minimal_repository(repo);
        let open = repo.issues.values().filter(|issue| issue.is_open()).count();
        let (html, forks) = (self.repo_html(repo), self.world.forks(repo.id).count());
        merge(
            &mut out,
            json!({
                "git_url": html.replacen("http", "git", 1) + ".git",
                "ssh_url": format!("ssh://git@localhost/{}.git", self.world.full_name(repo)),
                "clone_url": format!("{html}.git"),
                "svn_url": html,
                "mirror_url": null, "homepage": null, "language": null, "license": null,
                "forks": forks, "forks_count": forks, "stargazers_count": 0, "watchers": 0, "watchers_count": 0,
                "size": repo.git.blobs.values().map(|blob| blob.bytes.len()).sum::<usize>() / 1024,
                "default_branch": repo.default_branch,
                "open_issues": open, "open_issues_count": open,
                "is_template": false, "topics": [],
                "has_issues": repo.has_issues, "has_projects": true, "has_wiki": true, "has_pages": false,
                "has_discussions": false,
                "archived": repo.archived, "disabled": false, "allow_forking": true,
                "web_commit_signoff_required": false,
                "visibility": if repo.private { "private" } else { "public" },
                "pushed_at": instant(repo.pushed_at), "created_at": instant(repo.created_at),
                "updated_at": instant(repo.updated_at),
            }),
        );
        if self.version == ApiVersion::V2022 {
            merge(&mut out, json!({"has_downloads": true}));
        }
        if let Some(role) = role {
            merge(&mut out, json!({"permissions": permissions(role)}));
        }
        out
    }

    /// A repository asked for by itself.
    pub fn full_repository(&self, repo: &Repository, role: Role) -> Value {
        let mut out = self.repository(repo, Some(role));
        merge(&mut out, json!({"network_count": 0, "subscribers_count": 0}));
        if let Some(parent) = repo.parent.and_then(|parent| self.world.repo(parent)) {
            let parent = self.repository(parent, None);
            merge(&mut out, json!({"parent": parent, "source": parent}));
        }
        let owner = self.world.account(repo.owner);
        if owner.kind == crate::world::AccountKind::Organization {
            merge(&mut out, json!({"organization": self.simple_user(owner)}));
        }
        out
    }

    /// The members every form of a repository has.
    pub fn minimal_repository(&self, repo: &Repository) -> Value {
        let url = self.repo_url(repo);
        let mut out = json!({
            "id": repo.id.0,
            "node_id": repo.node_id(),
            "name": repo.name,
            "full_name": self.world.full_name(repo),
            "owner": self.account(repo.owner),
            "private": repo.private,
            "html_url": self.repo_html(repo),
            "description": repo.description,
            "fork": repo.parent.is_some(),
            "url": url,
        });
        for (name, rest) in LINKS {
            merge(&mut out, json!({name: format!("{url}{rest}")}));
        }
        out
    }

    /// The shortest form, in `installation` webhooks.
    pub fn repository_stub(&self, repo: &Repository) -> Value {
        json!({
            "id": repo.id.0, "node_id": repo.node_id(), "name": repo.name,
            "full_name": self.world.full_name(repo), "private": repo.private,
        })
    }

    /// A label.
    pub fn label(&self, repo: &Repository, label: &Label) -> Value {
        json!({
            "id": label.id,
            "node_id": label.node_id(),
            "url": format!("{}/labels/{}", self.repo_url(repo), encode(&label.name)),
            "name": label.name,
            "color": label.color,
            "default": label.default,
            "description": label.description,
        })
    }

    /// A milestone.
    pub fn milestone(&self, repo: &Repository, milestone: &Milestone) -> Value {
        let on_it = || {
            repo.issues
                .values()
                .filter(|issue| issue.milestone == Some(milestone.number))
        };
        let url = format!("{}/milestones/{}", self.repo_url(repo), milestone.number);
        json!({
            "url": url,
            "html_url": format!("{}/milestone/{}", self.repo_html(repo), milestone.number),
            "labels_url": format!("{url}/labels"),
            "id": milestone.id,
            "node_id": node_id(NodeKind::Milestone, milestone.id),
            "number": milestone.number,
            "state": if milestone.open { "open" } else { "closed" },
            "title": milestone.title,
            "description": milestone.description,
            "creator": self.account(milestone.creator),
            "open_issues": on_it().filter(|issue| issue.is_open()).count(),
            "closed_issues": on_it().filter(|issue| !issue.is_open()).count(),
            "created_at": instant(milestone.created_at),
            "updated_at": instant(milestone.updated_at),
            "closed_at": maybe_instant(milestone.closed_at),
            "due_on": milestone.due_on.map(|day| format!("{day}T07:00:00Z")),
        })
    }
}
