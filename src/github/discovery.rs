//! Finding incidents again without any memory: installations, their repositories, and the issues that carry the
//! incident label. For `reconcile --all`, the safety sweep, and the day after the database was deleted.

use http::Method;
use serde::Deserialize;
use serde_json::json;

use super::{
    GitHub,
    answer::Answer,
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

/// The issues with a label, open or closed. Asked by GraphQL: REST would split a label's name at its commas, and mix in
/// pull requests.
const INCIDENTS: &str = "query Incidents($owner: String!, $name: String!, $label: String!, $after: String) {
  repository(owner: $owner, name: $name, followRenames: true) {
    databaseId
    name
    owner { login }
    issues(first: 100, after: $after, labels: [$label], states: [OPEN, CLOSED], orderBy: {field: CREATED_AT, direction: ASC}) {
      pageInfo { hasNextPage endCursor }
      nodes { number }
    }
  }
}";

#[derive(Deserialize)]
struct WireData {
    repository: Option<WireLabelled>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireLabelled {
    database_id: u64,
    name: String,
    owner: WireOwner,
    issues: WireIssues,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireIssues {
    page_info: PageInfo,
    nodes: Vec<Option<WireNumber>>,
}

#[derive(Deserialize)]
struct WireNumber {
    number: u64,
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

impl GitHub {
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

    /// Every issue of a repository, open or closed, that carries the label; oldest first.
    pub async fn incidents(
        &self,
        installation: u64,
        owner: &str,
        name: &str,
        label: &str,
    ) -> Result<Vec<Locator>, Error> {
        let session = self.in_installation(installation);
        let mut found = Vec::new();
        let mut after = None;
        loop {
            let variables = json!({ "owner": owner, "name": name, "label": label, "after": after });
            let data: WireData = session.graphql(Deed::Read, INCIDENTS, variables).await?;
            let repository = data
                .repository
                .ok_or_else(|| Error::gone(format!("repository {owner}/{name}")))?;
            found.extend(repository.issues.nodes.iter().flatten().map(|issue| Locator {
                key: IncidentKey {
                    repository: repository.database_id,
                    issue: issue.number,
                },
                installation,
                owner: repository.owner.login.clone(),
                name: repository.name.clone(),
            }));
            after = repository.issues.page_info.next();
            if after.is_none() {
                return Ok(found);
            }
        }
    }
}
