//! Bearer tokens: minted, looked up, revoked.

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};

use super::AppSpec;
use crate::world::{
    AccountId, Actor, AppId, InstallationId, Level, OpError, Permissions, Powers, RepoId, RepoSelection,
    Token, World,
};

/// The slug of the App that workflow runs act as.
const ACTIONS_SLUG: &str = "github-actions";

impl World {
    /// Mints an installation token that lives for an hour. It can be limited to some repositories and to less than
    /// the installation's permissions.
    pub fn mint_token(
        &mut self,
        id: InstallationId,
        repositories: Option<Vec<RepoId>>,
        permissions: Option<Permissions>,
    ) -> Result<(String, DateTime<Utc>), OpError> {
        let one = self.installations.get(&id).ok_or(OpError::NotFound)?;
        if one.suspended.is_some() {
            return Err(OpError::Suspended);
        }
        let granted = &one.permissions;
        let wanted = permissions.unwrap_or_else(|| granted.clone());
        if wanted
            .iter()
            .any(|(name, level)| name != "metadata" && granted.get(name) < Some(level))
        {
            let text = "The permissions requested are not granted to this installation.";
            return Err(OpError::Unprocessable(text.into()));
        }
        let reached = self.installed_repositories(one);
        let selection = match repositories {
            Some(repos) if repos.iter().any(|repo| !reached.contains(repo)) => {
                let text = "There is at least one repository that does not exist or is not accessible to the parent \
                            installation.";
                return Err(OpError::Unprocessable(text.into()));
            }
            Some(repos) => RepoSelection::Selected(repos.into_iter().collect()),
            None => one.repositories.clone(),
        };
        let app = one.app;
        let actor = self.installation_actor(app, id, wanted, selection, false)?;
        let expires_at = self.now() + TimeDelta::hours(1);
        let prefix = format!("ghs_{}_", app.0);
        Ok((self.keep_token(&prefix, actor, Some(expires_at)), expires_at))
    }

    fn installation_actor(
        &self,
        app: AppId,
        id: InstallationId,
        mut permissions: Permissions,
        repositories: RepoSelection,
        workflow: bool,
    ) -> Result<Actor, OpError> {
        permissions.entry("metadata".into()).or_insert(Level::Read);
        let account = self.app(app).ok_or(OpError::NotFound)?.bot;
        let powers = Powers::Installation {
            id,
            permissions,
            repositories,
            workflow,
        };
        Ok(Actor {
            account,
            via_app: Some(app),
            powers,
        })
    }

    /// Mints the `GITHUB_TOKEN` of a workflow run in a repository, with what its `permissions:` block names.
    pub fn mint_workflow_token(&mut self, repo: RepoId, permissions: Permissions) -> Result<String, OpError> {
        let owner = self.repo(repo).ok_or(OpError::NotFound)?.owner;
        let app = match self.apps.values().find(|app| app.slug == ACTIONS_SLUG) {
            Some(app) => app.id,
            None => self.create_app(
                &AppSpec {
                    owner: "github".into(),
                    ..AppSpec::named(ACTIONS_SLUG)
                },
                Vec::new(),
            ),
        };
        let known = self
            .installations
            .values()
            .find(|one| one.app == app && one.account == owner)
            .map(|one| one.id);
        let installation = match known {
            Some(id) => id,
            None => self
                .install(app, owner, RepoSelection::All)
                .ok_or(OpError::NotFound)?,
        };
        let actor = self.installation_actor(
            app,
            installation,
            permissions,
            RepoSelection::Selected([repo].into()),
            true,
        )?;
        let expires_at = self.now() + TimeDelta::hours(6);
        Ok(self.keep_token("ghs_", actor, Some(expires_at)))
    }

    /// A personal token of a person, with all the person's own powers.
    pub fn mint_personal_token(&mut self, account: AccountId) -> String {
        self.keep_token("github_pat_", Actor::person(account), None)
    }

    /// A user-to-server token: what both the person and the App may do, for eight hours.
    pub fn mint_user_token(&mut self, app: AppId, account: AccountId) -> String {
        let actor = Actor {
            account,
            via_app: Some(app),
            powers: Powers::UserThroughApp { app },
        };
        let expires_at = self.now() + TimeDelta::hours(8);
        self.keep_token("ghu_", actor, Some(expires_at))
    }

    /// Makes a token stop working. Tells whether there was one.
    pub fn revoke_token(&mut self, text: &str) -> bool {
        self.tokens.remove(text).is_some()
    }

    /// Who bears this token, if it works at this instant. Suspension is a refusal of its own.
    pub fn bearer(&self, text: &str) -> Result<Option<&Actor>, OpError> {
        let Some(token) = self.tokens.get(text) else {
            return Ok(None);
        };
        if token.expires_at.is_some_and(|end| end <= self.now()) {
            return Ok(None);
        }
        let suspended = token
            .actor
            .installation()
            .and_then(|id| self.installations.get(&id))
            .is_some_and(|one| one.suspended.is_some());
        if suspended {
            Err(OpError::Suspended)
        } else {
            Ok(Some(&token.actor))
        }
    }

    fn keep_token(&mut self, prefix: &str, actor: Actor, expires_at: Option<DateTime<Utc>>) -> String {
        let seed = self.fresh_id();
        let parts = if prefix.matches('_').count() == 2 && prefix.starts_with("ghs_") {
            [80, 90, 330]
        } else {
            [0, 0, 36]
        };
        let text = prefix.to_owned() + &opaque(seed, parts);
        self.tokens.insert(text.clone(), Token { actor, expires_at });
        text
    }
}

/// Text without meaning, in three parts of these lengths with dots between; parts of no length are left out.
fn opaque(seed: i64, lengths: [usize; 3]) -> String {
    let mut stream = String::new();
    let mut block = 0_u32;
    while stream.len() < lengths.iter().sum() {
        let text = format!("{seed}/{block}");
        stream += &URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, text.as_bytes()));
        block += 1;
    }
    let stream = stream.replace(['-', '_'], "x");
    let mut rest = stream.as_str();
    let mut parts = Vec::new();
    for length in lengths.into_iter().filter(|length| *length > 0) {
        let (part, left) = rest.split_at(length);
        parts.push(part);
        rest = left;
    }
    parts.join(".")
}
