//! The issues of a repository that carry the incident label, with as much as tells which of them are over: a hundred for
//! one point of GitHub's hourly limit, where looking at each costs several.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;

use super::{GitHub, discovery::PageInfo, error::Error, session::Session, transport::Deed};
use crate::domain::key::{IncidentKey, Locator};

/// The issues with a label, open or closed. Asked by GraphQL: REST would split a label's name at its commas, and mix in
/// pull requests.
const INCIDENTS: &str = "query Incidents($owner: String!, $name: String!, $label: String!, $after: String) {
  repository(owner: $owner, name: $name, followRenames: true) {
    databaseId
    name
    owner { login }
    issues(first: 100, after: $after, labels: [$label], states: [OPEN, CLOSED], orderBy: {field: CREATED_AT, direction: ASC}) {
      pageInfo { hasNextPage endCursor }
      nodes { number closed updatedAt labels(first: 100) { nodes { name } } subIssuesSummary { total completed } }
    }
  }
}";

/// What older servers are not asked for.
const SUB_ISSUES: &str = " subIssuesSummary { total completed }";

/// An issue with the incident label, as a list of them shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// How to reach it.
    pub locator: Locator,
    /// Whether the issue is open.
    pub is_open: bool,
    /// When anything last happened on it.
    pub updated_at: DateTime<Utc>,
    /// Names of its labels.
    pub labels: Vec<String>,
    /// Whether some of its sub-issues are open, as far as this GitHub can tell: one without sub-issues cannot.
    pub may_have_open_items: bool,
}

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
struct WireOwner {
    login: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireIssues {
    page_info: PageInfo,
    nodes: Vec<Option<WireIssue>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireIssue {
    number: u64,
    closed: bool,
    updated_at: DateTime<Utc>,
    labels: Option<WireLabels>,
    sub_issues_summary: Option<WireSummary>,
}

#[derive(Default, Deserialize)]
struct WireLabels {
    nodes: Vec<Option<WireLabel>>,
}

#[derive(Deserialize)]
struct WireLabel {
    name: String,
}

#[derive(Deserialize)]
struct WireSummary {
    total: u64,
    completed: u64,
}

impl GitHub {
    /// Every issue of a repository, open or closed, that carries the label; oldest first.
    ///
    /// # Errors
    /// Fails when GitHub refuses, or does not know the repository.
    pub async fn incidents(
        &self,
        installation: u64,
        owner: &str,
        name: &str,
        label: &str,
    ) -> Result<Vec<Listed>, Error> {
        let session = self.in_installation(installation);
        let mut found = Vec::new();
        let mut after = None;
        loop {
            let variables = json!({ "owner": owner, "name": name, "label": label, "after": after });
            let repository = self
                .page(&session, &variables)
                .await?
                .repository
                .ok_or_else(|| Error::gone(format!("repository {owner}/{name}")))?;
            let issues = repository.issues.nodes.into_iter().flatten();
            found.extend(issues.map(|issue| {
                let locator = Locator {
                    key: IncidentKey {
                        repository: repository.database_id,
                        issue: issue.number,
                    },
                    installation,
                    owner: repository.owner.login.clone(),
                    name: repository.name.clone(),
                };
                issue.listed(locator)
            }));
            after = repository.issues.page_info.next();
            if after.is_none() {
                return Ok(found);
            }
        }
    }

    async fn page(&self, session: &Session, variables: &serde_json::Value) -> Result<WireData, Error> {
        if !self.is_flat() {
            let page = session.graphql(Deed::Read, INCIDENTS, variables.clone()).await;
            match page {
                Err(error) if self.learns_that_it_is_flat(&error) => {}
                other => return other,
            }
        }
        let without = INCIDENTS.replace(SUB_ISSUES, "");
        session.graphql(Deed::Read, &without, variables.clone()).await
    }
}

impl WireIssue {
    fn listed(self, locator: Locator) -> Listed {
        let labels = self.labels.unwrap_or_default().nodes.into_iter().flatten();
        let items = self.sub_issues_summary;
        Listed {
            locator,
            is_open: !self.closed,
            updated_at: self.updated_at,
            labels: labels.map(|label| label.name).collect(),
            may_have_open_items: items.is_none_or(|items| items.completed < items.total),
        }
    }
}
