//! Users, bots and organizations.

use serde_json::{Value, json};

use super::{Render, encode, instant, merge};
use crate::world::{Account, AccountId, AccountKind, Repository, Role};

impl Render<'_> {
    /// An account as an author: the ghost when it was deleted.
    pub fn account(&self, id: AccountId) -> Value {
        let account = self
            .world
            .living(id)
            .unwrap_or_else(|| self.world.account(self.world.ghost));
        self.simple_user(account)
    }

    /// The short form of a user, used everywhere.
    pub fn simple_user(&self, account: &Account) -> Value {
        let login = encode(&account.login);
        let api = self.api(&format!("/users/{login}"));
        let html = match account.kind {
            AccountKind::Bot => self.web(&format!("/apps/{}", account.login.trim_end_matches("[bot]"))),
            AccountKind::User | AccountKind::Organization => self.web(&format!("/{login}")),
        };
        json!({
            "login": account.login,
            "id": account.id.0,
            "node_id": account.node_id(),
            "avatar_url": self.web(&format!("/avatars/u/{}", account.id.0)),
            "gravatar_id": "",
            "url": api,
            "html_url": html,
            "followers_url": format!("{api}/followers"),
            "following_url": format!("{api}/following{{/other_user}}"),
            "gists_url": format!("{api}/gists{{/gist_id}}"),
            "starred_url": format!("{api}/starred{{/owner}}{{/repo}}"),
            "subscriptions_url": format!("{api}/subscriptions"),
            "organizations_url": format!("{api}/orgs"),
            "repos_url": format!("{api}/repos"),
            "events_url": format!("{api}/events{{/privacy}}"),
            "received_events_url": format!("{api}/received_events"),
            "type": account.kind.as_str(),
            "user_view_type": "public",
            "site_admin": false,
        })
    }

    /// The profile.
    pub fn public_user(&self, account: &Account) -> Value {
        let mut user = self.simple_user(account);
        let owned = self
            .world
            .repositories
            .values()
            .filter(|repo| repo.owner == account.id && !repo.private);
        merge(
            &mut user,
            json!({
                "name": account.name, "company": null, "blog": "", "location": null, "email": null,
                "hireable": null, "bio": null, "twitter_username": null, "public_repos": owned.count(),
                "public_gists": 0, "followers": 0, "following": 0,
                "created_at": instant(account.created_at), "updated_at": instant(account.created_at),
            }),
        );
        user
    }

    /// A user with what they may do in a repository.
    pub fn collaborator(&self, account: &Account, role: Role) -> Value {
        let mut user = self.simple_user(account);
        merge(
            &mut user,
            json!({"permissions": permissions(role), "role_name": role.as_str()}),
        );
        user
    }

    /// Answer to "what may this user do here".
    pub fn collaborator_permission(&self, account: &Account, repo: &Repository) -> Value {
        let role = self.world.role(account.id, repo);
        json!({
            "permission": role.permission(),
            "role_name": role.as_str(),
            "user": self.collaborator(account, role),
        })
    }

    /// The `organization` member of webhook payloads.
    pub fn organization_simple(&self, account: &Account) -> Value {
        let api = self.api(&format!("/orgs/{}", encode(&account.login)));
        json!({
            "login": account.login,
            "id": account.id.0,
            "node_id": account.node_id(),
            "url": api,
            "repos_url": format!("{api}/repos"),
            "events_url": format!("{api}/events"),
            "hooks_url": format!("{api}/hooks"),
            "issues_url": format!("{api}/issues"),
            "members_url": format!("{api}/members{{/member}}"),
            "public_members_url": format!("{api}/public_members{{/member}}"),
            "avatar_url": self.web(&format!("/avatars/u/{}", account.id.0)),
            "description": account.name,
        })
    }
}

/// A role spelled out.
pub(super) fn permissions(role: Role) -> Value {
    json!({
        "admin": role >= Role::Admin,
        "maintain": role >= Role::Maintain,
        "push": role >= Role::Write,
        "triage": role >= Role::Triage,
        "pull": role >= Role::Read,
    })
}
