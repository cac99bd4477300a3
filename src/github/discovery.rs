//! Finding incidents again without any memory: installations and their repositories, in which [`super::listing`] goes
//! on. For `reconcile --all`, the safety sweep, and the day after the database was deleted.

use http::Method;
use serde::Deserialize;
use serde_json::json;

use super::{
    GitHub,
    answer::Answer,
    auth::papers::Papers,
    error::Error,
    path::{path, query},
    transport::{Call, Deed, Target},
};
use crate::domain::key::{IncidentKey, Locator};

/// Entries asked for at once; GitHub's maximum.
const PAGE: &str = "100";

/// An account on which the App is installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installation {
    /// Numeric id.
    pub id: u64,
    /// Login of the user or organisation; absent when GitHub does not tell.
    pub account: Option<String>,
    /// Suspended installations answer nothing until somebody lifts the suspension.
    pub suspended: bool,
}

/// A repository that an installation reaches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RepositoryRef {
    /// Numeric id.
    pub id: u64,
    /// Owner's login.
    pub owner: String,
    /// Name without owner.
    pub name: String,
    /// Archived repositories can only be read.
    pub archived: bool,
}

#[derive(Deserialize)]
struct WireAccount {
    login: Option<String>,
}

#[derive(Deserialize)]
struct WireInstallation {
    id: u64,
    account: Option<WireAccount>,
    #[serde(default)]
    suspended_at: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct WireRepositories {
    repositories: Vec<WireRepository>,
}

#[derive(Deserialize)]
struct WireRepository {
    id: u64,
    name: String,
    owner: WireOwner,
    #[serde(default)]
    archived: bool,
}

#[derive(Deserialize)]
struct WireOwner {
    login: String,
}

/// GraphQL's way of saying that there is more.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

impl PageInfo {
    /// Where the next page begins, if there is one.
    pub(super) fn next(self) -> Option<String> {
        self.end_cursor.filter(|_| self.has_next_page)
    }
}

/// A repository by its name.
const REPOSITORY: &str = "query FindRepository($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name, followRenames: true) { databaseId name owner { login } }
}";

#[derive(Deserialize)]
struct WireNamed {
    repository: Option<WireFound>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireFound {
    database_id: u64,
    name: String,
    owner: WireOwner,
}

impl GitHub {
    /// The key of a repository of which only the name is known, with 0 for its issue; `None` when it is not there, or not
    /// for us to see. An App asks for its installation there first.
    pub async fn find_repository(&self, owner: &str, name: &str) -> Result<Option<Locator>, Error> {
        let installation = match &self.hub.papers {
            Papers::App(_) => self.installation_at(owner, name).await,
            Papers::Token { .. } => Ok(0),
        };
        let installation = match installation {
            Err(Error::Gone { .. }) => return Ok(None),
            other => other?,
        };
        let session = self.in_installation(installation);
        let variables = json!({ "owner": owner, "name": name });
        let found: Result<WireNamed, Error> = session.graphql(Deed::Read, REPOSITORY, variables).await;
        let found = match found {
            Err(Error::Gone { .. }) => return Ok(None),
            other => other?.repository,
        };
        Ok(found.map(|found| Locator {
            key: IncidentKey {
                repository: found.database_id,
                issue: 0,
            },
            installation,
            owner: found.owner.login,
            name: found.name,
        }))
    }

    async fn installation_at(&self, owner: &str, name: &str) -> Result<u64, Error> {
        #[derive(Deserialize)]
        struct WireId {
            id: u64,
        }
        let call = Call {
            deed: Deed::Read,
            method: Method::GET,
            target: Target::Rest(path(&["repos", owner, name, "installation"])?, String::new()),
            body: None,
        };
        let found: WireId = self.hub.send(&call).await?.json()?;
        Ok(found.id)
    }

    /// Every installation of the App.
    pub async fn installations(&self) -> Result<Vec<Installation>, Error> {
        let path = path(&["app", "installations"])?;
        let mut found = Vec::new();
        let mut page = Some(query(&[("per_page", PAGE)]));
        while let Some(query) = page {
            let call = Call {
                deed: Deed::Read,
                method: Method::GET,
                target: Target::Rest(path.clone(), query),
                body: None,
            };
            let answer = self.hub.send(&call).await?;
            let installations: Vec<WireInstallation> = answer.json()?;
            found.extend(installations.into_iter().map(|wire| Installation {
                id: wire.id,
                account: wire.account.and_then(|account| account.login),
                suspended: wire.suspended_at.is_some_and(|at| !at.is_null()),
            }));
            page = answer.next_page();
        }
        Ok(found)
    }

    /// Every repository that an installation reaches.
    pub async fn repositories(&self, installation: u64) -> Result<Vec<RepositoryRef>, Error> {
        let session = self.in_installation(installation);
        let path = path(&["installation", "repositories"])?;
        let mut found = Vec::new();
        let mut page = Some(query(&[("per_page", PAGE)]));
        while let Some(query) = page {
            let answer = session.get(path.clone(), query).await.and_then(Answer::success)?;
            let repositories: WireRepositories = answer.json()?;
            found.extend(repositories.repositories.into_iter().map(|wire| RepositoryRef {
                id: wire.id,
                owner: wire.owner.login,
                name: wire.name,
                archived: wire.archived,
            }));
            page = answer.next_page();
        }
        Ok(found)
    }
}
