//! Apps and their installations.

use std::collections::BTreeSet;

use serde_json::json;

use crate::render::Render;
use crate::world::{
    AccountId, AccountKind, App, AppId, HookConfig, Installation, InstallationId, Level, OpError,
    Permissions, Powers, RepoId, RepoSelection, World,
};

/// An App to be registered.
#[derive(Clone, Debug)]
pub struct AppSpec {
    /// Slug, also the bot's login without `[bot]`.
    pub slug: String,
    /// Login of the account it belongs to; made if it does not exist.
    pub owner: String,
    /// Where webhooks go. Without it there are none.
    pub webhook_url: Option<String>,
    /// What webhooks are signed with.
    pub webhook_secret: Option<String>,
    /// `json` or `form`.
    pub content_type: String,
    /// Permissions it asks for.
    pub permissions: Permissions,
    /// Events it subscribes to.
    pub events: BTreeSet<String>,
    /// A private key to use instead of a new one: PEM, PKCS#1 or PKCS#8. Making one takes a moment.
    pub private_key_pem: Option<String>,
}

impl AppSpec {
    /// An App that asks for nothing yet.
    pub fn named(slug: &str) -> Self {
        Self {
            slug: slug.to_owned(),
            owner: slug.to_owned(),
            webhook_url: None,
            webhook_secret: Some(format!("{slug}-webhook-secret")),
            content_type: "json".into(),
            permissions: Permissions::new(),
            events: BTreeSet::new(),
            private_key_pem: None,
        }
    }

    /// Asks for a permission.
    #[must_use]
    pub fn permission(mut self, name: &str, level: Level) -> Self {
        self.permissions.insert(name.to_owned(), level);
        self
    }

    /// Subscribes to events.
    #[must_use]
    pub fn events<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.events.extend(names.into_iter().map(str::to_owned));
        self
    }

    /// Where webhooks are to go.
    #[must_use]
    pub fn webhook(mut self, url: &str) -> Self {
        self.webhook_url = Some(url.to_owned());
        self
    }
}

/// A change to an installation, as its account's admin makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InstallationChange {
    /// Stops it without removing it.
    Suspend,
    /// Lets it go on.
    Unsuspend,
    /// Reaches these repositories as well.
    AddRepositories(Vec<RepoId>),
    /// Reaches these repositories no longer.
    RemoveRepositories(Vec<RepoId>),
    /// Accepts these permissions in place of the old ones.
    AcceptPermissions(Permissions),
}

impl World {
    /// Registers an App with the public half of its key (PKCS#1, DER).
    pub fn create_app(&mut self, spec: &AppSpec, public_key_der: Vec<u8>) -> AppId {
        let owner = self.create_user(&spec.owner);
        let bot = self.create_account(&format!("{}[bot]", spec.slug), AccountKind::Bot);
        let (id, hook_id, created_at) = (AppId(self.fresh_id() % 1_000_000), self.fresh_id(), self.now());
        if let Some(bot) = self.accounts.get_mut(&bot) {
            bot.app = Some(id);
        }
        let mut permissions = spec.permissions.clone();
        permissions.entry("metadata".into()).or_insert(Level::Read);
        let app = App {
            id,
            client_id: format!("Iv23li{:014}", id.0),
            client_secret: format!("{hook_id:040x}"),
            slug: spec.slug.clone(),
            name: spec.slug.clone(),
            owner,
            bot,
            public_key_der,
            hook: HookConfig {
                url: spec.webhook_url.clone(),
                secret: spec.webhook_secret.clone(),
                content_type: spec.content_type.clone(),
                active: true,
            },
            hook_id,
            permissions,
            events: spec.events.clone(),
            created_at,
        };
        self.apps.insert(id, app);
        id
    }

    /// Installs an App on an account: all its repositories, or just some. Emits `installation.created`.
    pub fn install(
        &mut self,
        app: AppId,
        account: AccountId,
        repositories: RepoSelection,
    ) -> Option<InstallationId> {
        let found = self.app(app)?;
        let (permissions, events) = (found.permissions.clone(), found.events.clone());
        let (id, now) = (InstallationId(self.fresh_id() % 100_000_000), self.now());
        let one = Installation {
            id,
            app,
            account,
            repositories,
            permissions,
            events,
            suspended: None,
            created_at: now,
            updated_at: now,
        };
        self.installations.insert(id, one);
        let extra = json!({"repositories": self.installed_stubs(id), "requester": null});
        self.emit_installation(id, "installation", "created", account, extra);
        Some(id)
    }

    /// The repositories an installation reaches.
    pub fn installed_repositories(&self, one: &Installation) -> Vec<RepoId> {
        let reached = self
            .repositories
            .values()
            .filter(|repo| repo.owner == one.account);
        reached
            .filter(|repo| one.repositories.contains(repo.id))
            .map(|repo| repo.id)
            .collect()
    }

    fn installed_stubs(&self, id: InstallationId) -> Vec<serde_json::Value> {
        let repos = self
            .installations
            .get(&id)
            .map(|one| self.installed_repositories(one))
            .unwrap_or_default();
        self.stubs(&repos)
    }

    fn stubs(&self, repos: &[RepoId]) -> Vec<serde_json::Value> {
        let render = Render::new(self);
        repos
            .iter()
            .filter_map(|id| self.repo(*id))
            .map(|repo| render.repository_stub(repo))
            .collect()
    }

    /// Removes an installation; its tokens stop working.
    pub fn uninstall(&mut self, id: InstallationId) -> Result<(), OpError> {
        let account = self.installations.get(&id).ok_or(OpError::NotFound)?.account;
        let extra = json!({"repositories": self.installed_stubs(id), "requester": null});
        self.emit_installation(id, "installation", "deleted", account, extra);
        self.installations.remove(&id);
        self.tokens
            .retain(|_, token| token.actor.installation() != Some(id));
        Ok(())
    }

    /// Changes an installation as its account's admin would.
    pub fn change_installation(
        &mut self,
        id: InstallationId,
        change: InstallationChange,
    ) -> Result<(), OpError> {
        let now = self.now();
        let one = self.installations.get_mut(&id).ok_or(OpError::NotFound)?;
        let account = one.account;
        one.updated_at = now;
        match change {
            InstallationChange::Suspend => {
                one.suspended = Some((now, account));
                self.emit_plain(id, account, "suspend");
            }
            InstallationChange::Unsuspend => {
                one.suspended = None;
                self.emit_plain(id, account, "unsuspend");
            }
            InstallationChange::AcceptPermissions(permissions) => {
                one.permissions.clone_from(&permissions);
                self.lower_tokens(id, &permissions);
                self.emit_plain(id, account, "new_permissions_accepted");
            }
            InstallationChange::AddRepositories(repos) => {
                if let RepoSelection::Selected(selected) = &mut one.repositories {
                    selected.extend(repos.iter().copied());
                }
                self.emit_selection(id, account, "added", &repos);
            }
            InstallationChange::RemoveRepositories(repos) => {
                if let RepoSelection::Selected(selected) = &mut one.repositories {
                    selected.retain(|repo| !repos.contains(repo));
                }
                self.emit_selection(id, account, "removed", &repos);
            }
        }
        Ok(())
    }

    fn emit_plain(&mut self, id: InstallationId, account: AccountId, action: &str) {
        let extra = json!({"repositories": self.installed_stubs(id), "requester": null});
        self.emit_installation(id, "installation", action, account, extra);
    }

    fn emit_selection(&mut self, id: InstallationId, account: AccountId, action: &str, repos: &[RepoId]) {
        let stubs = self.stubs(repos);
        let (added, removed) = if action == "added" {
            (stubs, Vec::new())
        } else {
            (Vec::new(), stubs)
        };
        let selection = self
            .installations
            .get(&id)
            .map_or("selected", |one| one.repositories.as_str());
        let extra = json!({
            "repositories_added": added, "repositories_removed": removed, "repository_selection": selection,
            "requester": null,
        });
        self.emit_installation(id, "installation_repositories", action, account, extra);
    }

    /// A token never outlives a permission its installation lost.
    fn lower_tokens(&mut self, id: InstallationId, granted: &Permissions) {
        for token in self.tokens.values_mut() {
            if let Powers::Installation {
                id: one, permissions, ..
            } = &mut token.actor.powers
                && *one == id
            {
                permissions.retain(|name, _| granted.contains_key(name));
                for (name, level) in permissions.iter_mut() {
                    *level = (*level).min(granted[name]);
                }
            }
        }
    }
}
