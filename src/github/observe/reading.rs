//! One reading of one incident: the snapshot, and the few requests that may have to follow it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    Asks, FORM_PATHS, Hints, authors, branch_name, decode, document, events, issue_of_branch,
    replacements::{self, Replacement},
    shipments::shipments,
    wire,
};
use crate::{
    domain::{
        event::{Event, Place},
        key::Locator,
        observation::{DocumentFile, Observation, PullRequest, PullRequestState, Repository},
    },
    github::{GitHub, discovery::PageInfo, error::Error, session::Session, transport::Deed},
    plan,
};

/// Pages of a thread after which reading is given up: ten thousand events.
const MOST_PAGES: usize = 100;
/// Pages of pull requests that are looked through for ours when strangers use its branch name.
const MOST_PULL_REQUEST_PAGES: usize = 20;

/// What one reading brings.
pub(super) enum Snapshot {
    /// An issue, and pull requests that may stand in for its postmortem's.
    Issue(Box<Observation>, Vec<Replacement>),
    /// The pull request of the postmortem of this incident.
    PostmortemOf(Locator),
}

/// One reading of one incident.
pub(super) struct Reading<'a> {
    pub(super) github: &'a GitHub,
    pub(super) session: Session,
    pub(super) at: &'a Locator,
    pub(super) hints: &'a Hints,
    pub(super) asks: &'a Asks,
}

impl Reading<'_> {
    /// Reads everything but the rights of people.
    #[expect(
        clippy::too_many_lines,
        reason = "it is one list of cases, best read as a whole"
    )]
    pub(super) async fn snapshot(&self) -> Result<Snapshot, Error> {
        let (mut wire, named, flat) = self.read_snapshot().await?;
        let repository = self.github.decoded(&mut wire, named)?;
        let key = self.at.key;
        let issue = match wire.subject {
            // A number that leads to where the issue was transferred leads away from here.
            Some(wire::Subject::Issue(issue))
                if (issue.repository.database_id, issue.number) == (key.repository, key.issue) =>
            {
                *issue
            }
            Some(wire::Subject::PullRequest {
                head_ref_name,
                is_cross_repository: false,
            }) if let Some(issue) = issue_of_branch(&head_ref_name) => {
                return Ok(Snapshot::PostmortemOf(self.beside(issue, &repository)));
            }
            _ => return Err(Error::gone(format!("there is no issue {}", self.at))),
        };
        let mut issue = issue;
        let total = issue.sub_issues_summary.take().map_or(0, |summary| summary.total);
        let items = self
            .sub_issues(&issue.id.clone(), issue.sub_issues.take(), total, flat)
            .await?;
        let (issue, thread) = decode::issue(issue, self.asks.mark);
        let thread = self.whole_thread(&issue.node_id, Place::Issue, thread).await?;
        let mut events = events::events(Place::Issue, thread, None, self.asks.mark)?;
        let (mut pull_request, mut replacements) = (None, Vec::new());
        let mut listed = decode::Listed::default();
        let first = wire.pull_requests.map(|page| (page.nodes, page.page_info));
        if let Some(found) = decode::choose(self.all_pull_requests(first).await?) {
            let (found, more, list) = self.read_pull_request(found, &repository).await?;
            listed = list;
            if found.state == PullRequestState::Closed {
                let numbers = replacements::candidates(&events, &repository.url, found.number);
                replacements = self.replacements(&numbers, &repository).await?;
            }
            events.extend(more);
            pull_request = Some(found);
        }
        // Both threads are in order; a stable sort keeps what happened in the same second in GitHub's order.
        events.sort_by_key(|event| event.at);
        let branch = wire.branch.and_then(|branch| branch.target);
        let branch_is_written = match &branch {
            Some(tip) if pull_request.is_none() => {
                !authors::is_anothers(&tip.hands, &self.github.app().await?.login)
            }
            _ => false,
        };
        let path = self.asks.index.as_deref();
        let index = path.and_then(|path| decode::index(path, wire.index, listed, wire.proposals));
        let shipments = shipments(&repository.url, wire.deployments, wire.releases);
        let observation = Observation {
            repository,
            issue,
            events,
            branch_head: branch.map(|tip| tip.oid),
            branch_is_written,
            pull_request,
            index,
            permissions: BTreeMap::new(),
            shipments,
            items,
        };
        Ok(Snapshot::Issue(Box::new(observation), replacements))
    }

    /// Reads the snapshot, and tells whether this GitHub has no sub-issues: older servers refuse to be asked.
    async fn read_snapshot(&self) -> Result<(wire::Repository, decode::ByName, bool), Error> {
        if !self.github.is_flat() {
            match self.read_repository(&document::snapshot(self.asks, false)).await {
                Err(error) if self.github.learns_that_it_is_flat(&error) => {}
                other => return other.map(|(wire, named)| (wire, named, false)),
            }
        }
        let (wire, named) = self.read_repository(&document::snapshot(self.asks, true)).await?;
        Ok((wire, named, true))
    }

    fn beside(&self, issue: u64, repository: &Repository) -> Locator {
        let mut locator = self.at.clone();
        locator.key.issue = issue;
        locator.owner.clone_from(&repository.owner);
        locator.name.clone_from(&repository.name);
        locator
    }

    /// Reads the repository by one of the documents that ask for it, and what exists of what is asked for by name.
    pub(super) async fn read_repository(
        &self,
        document: &str,
    ) -> Result<(wire::Repository, decode::ByName), Error> {
        let variables = self.variables(document).await?;
        let mut data: wire::Data = self.session.graphql(Deed::Read, document, variables).await?;
        let at = self.at;
        let repository = data
            .whole_repository()
            .ok_or_else(|| Error::gone(format!("repository {}/{}", at.owner, at.name)))?;
        if repository.database_id != at.key.repository {
            return Err(Error::gone(format!(
                "{}/{} is another repository now ({} instead of {})",
                at.owner, at.name, repository.database_id, at.key.repository
            )));
        }
        if repository.is_archived {
            return Err(Error::denied(format!(
                "{}/{} is archived",
                repository.owner.login, repository.name
            )));
        }
        let named = decode::ByName {
            labels: decode::labels(data.labels, &self.asks.labels),
            templates: decode::templates(data.templates, &self.asks.templates),
        };
        Ok((repository, named))
    }

    /// The variables that the document declares.
    async fn variables(&self, document: &str) -> Result<Value, Error> {
        let branch = branch_name(self.at.key.issue);
        let mut variables = json!({
            "owner": self.at.owner,
            "name": self.at.name,
            "number": self.at.key.issue,
            "app": self.github.app_id().await?,
            "config": &*self.github.config,
            "configAtHead": format!("HEAD:{}", self.github.config),
            "formAtHead": format!("HEAD:{}", FORM_PATHS[0]),
            "otherFormAtHead": format!("HEAD:{}", FORM_PATHS[1]),
            "deployments": self.session.may_read("deployments").await?,
            "mark": events::content(self.asks.mark),
            "branch": branch,
            "branchRef": format!("refs/heads/{branch}"),
            "document": self.hints.document_path.as_deref().unwrap_or_default(),
            "hinted": self.hints.document_path.is_some(),
            "index": self.asks.index.as_deref().unwrap_or_default(),
            "indexAtHead": format!("HEAD:{}", self.asks.index.as_deref().unwrap_or_default()),
            "indexBranch": plan::INDEX_BRANCH,
            "listed": self.asks.index.is_some(),
        });
        for (n, label) in self.asks.labels.iter().enumerate() {
            variables[format!("label{n}")] = json!(label);
        }
        for (n, path) in self.asks.templates.iter().enumerate() {
            variables[format!("template{n}")] = json!(path);
            variables[format!("templateAtHead{n}")] = json!(format!("HEAD:{path}"));
        }
        if let Some(variables) = variables.as_object_mut() {
            variables.retain(|name, _| document.contains(&format!("${name}: ")));
        }
        Ok(variables)
    }

    async fn read_pull_request(
        &self,
        found: wire::PullRequest,
        repository: &Repository,
    ) -> Result<(PullRequest, Vec<Event>, decode::Listed), Error> {
        let us = self.github.app().await?.login;
        let expected = self.hints.document_path.as_deref();
        let default = repository
            .default_branch
            .as_ref()
            .map(|branch| branch.name.as_str());
        let decoded = decode::pull_request(found, expected, default, self.at.key.issue, &us)?;
        let mut pull_request = decoded.pull_request;
        if let Some(path) = decoded.look_at {
            pull_request.document = self.file(&pull_request.head, path).await?;
        }
        // What was merged elsewhere may have come to the default branch by another way.
        if pull_request.state == PullRequestState::Merged
            && pull_request.elsewhere.is_some()
            && let Some(document) = &pull_request.document
            && self.file("HEAD", document.path.clone()).await?.is_some()
        {
            pull_request.elsewhere = None;
        }
        let place = Place::PullRequest;
        let items = self
            .whole_thread(&pull_request.node_id, place, decoded.thread)
            .await?;
        let events = events::events(place, items, pull_request.merged_at, self.asks.mark)?;
        Ok((pull_request, events, decoded.listed))
    }

    /// Those of the pull requests with these numbers that hold this incident's postmortem, with their events.
    async fn replacements(
        &self,
        numbers: &[u64],
        repository: &Repository,
    ) -> Result<Vec<Replacement>, Error> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let document = document::pull_requests(numbers.len());
        let mut variables = self.variables(&document).await?;
        for (n, number) in numbers.iter().enumerate() {
            variables[format!("pull{n}")] = json!(number);
        }
        let data: wire::NumberedPullRequests = self.session.graphql(Deed::Read, &document, variables).await?;
        let expected = self.hints.document_path.as_deref();
        let found = data
            .repository
            .into_iter()
            .flat_map(BTreeMap::into_values)
            .flatten();
        let mut holding = Vec::new();
        for wire in found.filter(|wire| decode::could_replace(wire, expected)) {
            let (pull_request, events, _) = self.read_pull_request(wire, repository).await?;
            if replacements::holds_postmortem(&pull_request, expected, self.at.key.issue) {
                holding.push(Replacement { pull_request, events });
            }
        }
        Ok(holding)
    }

    /// Reads one file at one commit.
    async fn file(&self, commit: &str, path: String) -> Result<Option<DocumentFile>, Error> {
        let variables = json!({
            "owner": self.at.owner,
            "name": self.at.name,
            "at": format!("{commit}:{path}"),
        });
        let data: wire::FileData = self
            .session
            .graphql(Deed::Read, document::FILE, variables)
            .await?;
        let blob = data.repository.and_then(|repository| repository.object);
        let text = blob.map(|blob| decode::text(blob, &path)).transpose()?.flatten();
        Ok(text.map(|text| DocumentFile { path, text }))
    }

    /// The pages of a thread that the snapshot did not bring, behind the one it did.
    async fn whole_thread(
        &self,
        id: &str,
        place: Place,
        first: wire::Page<wire::Item>,
    ) -> Result<Vec<wire::Item>, Error> {
        let document = document::more_events(place == Place::PullRequest);
        let mut items: Vec<wire::Item> = first.nodes.into_iter().flatten().flatten().collect();
        let mut after = first.page_info.next();
        for _ in 0..MOST_PAGES {
            let Some(cursor) = after else { return Ok(items) };
            let mut variables = json!({ "id": id, "after": cursor });
            if place == Place::Issue {
                variables["mark"] = json!(events::content(self.asks.mark));
            }
            let data: wire::MoreEvents = self.session.graphql(Deed::Read, &document, variables).await?;
            let thread = data
                .node
                .ok_or_else(|| Error::gone(format!("the thread of {}", self.at)))?;
            items.extend(thread.timeline_items.nodes.into_iter().flatten().flatten());
            after = thread.timeline_items.page_info.next();
        }
        Err(Error::invalid(format!(
            "the thread of {} is too long to be read",
            self.at
        )))
    }

    /// The pull requests with the branch's name: usually none or one, and in the snapshot already.
    async fn all_pull_requests(
        &self,
        first: Option<(Option<Vec<Option<wire::PullRequest>>>, PageInfo)>,
    ) -> Result<Vec<wire::PullRequest>, Error> {
        let Some((nodes, page)) = first else {
            return Ok(Vec::new());
        };
        let mut found: Vec<_> = nodes.into_iter().flatten().flatten().collect();
        let mut after = page.next();
        for _ in 0..MOST_PULL_REQUEST_PAGES {
            let Some(cursor) = after else { break };
            let document = document::more_pull_requests();
            let mut variables = self.variables(&document).await?;
            variables["after"] = json!(cursor);
            let data: wire::MorePullRequests = self.session.graphql(Deed::Read, &document, variables).await?;
            let Some(repository) = data.repository else { break };
            found.extend(repository.pull_requests.nodes.into_iter().flatten().flatten());
            after = repository.pull_requests.page_info.next();
        }
        Ok(found)
    }
}
