//! Action items: the incident's sub-issues, and issues that are named elsewhere.
//!
//! Sub-issues come with the snapshot. What lies in other repositories is out of reach of the token that does all other
//! work, so that it is asked for by one that reaches wherever the installation does; and so are names that rows and
//! records give to issues which are no sub-issues: both in one request, and only when there is something to ask.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use serde_json::json;

use super::{decode, reading::Reading, wire};
use crate::{
    domain::{
        action::{Closed, Closer, ItemIssue, ItemIssues, ItemMark, ItemNames, LookedUp},
        event::CloseReason,
        key::Locator,
        observation::Observation,
        person::Login,
        report::IssueRef,
    },
    github::{GitHub, error::Error, session::Session, transport::Deed},
};

/// Names that are looked up at once; a document that names more is no postmortem.
const MOST_NAMES: usize = 60;
/// Pages of sub-issues: GitHub allows a hundred of them.
const MOST_PAGES: usize = 10;

/// The field of an issue that brings its sub-issues.
pub(super) const SUB_ISSUES: &str = "subIssuesSummary { total }
  subIssues(first: 30) { pageInfo { hasNextPage endCursor } nodes { ...ItemParts } }";

/// What is said about an issue that is an action item; older servers know nothing of parents.
pub(super) fn fragment(flat: bool) -> String {
    let parent = if flat { "" } else { "parent { id }" };
    format!(
        "
fragment ItemParts on Issue {{
  id number url title body createdAt state stateReason viewerDidAuthor
  repository {{ databaseId nameWithOwner }}
  {parent}
  labels(first: 30) {{ nodes {{ name }} }}
  assignees(first: 10) {{ nodes {{ login }} }}
  closing: timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) {{
    nodes {{
      ... on ClosedEvent {{
        createdAt actor {{ ...Who }}
        closer {{
          __typename
          ... on PullRequest {{ number url repository {{ nameWithOwner }} }}
          ... on Commit {{ abbreviatedOid url }}
        }}
      }}
    }}
  }}
}}"
    )
}

const WHO: &str = "
fragment Who on Actor { __typename login }";

/// The next sub-issues, when there are more than came with the snapshot.
pub(super) fn more() -> String {
    format!(
        "query MoreItems($id: ID!, $after: String!) {{
  node(id: $id) {{
    ... on Issue {{
      subIssues(first: 100, after: $after) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ ...ItemParts }} }}
    }}
  }}
}}{}{WHO}",
        fragment(false),
    )
}

/// Numbers to be looked up, by their repositories.
pub(super) type Places = Vec<(String, BTreeSet<u64>)>;

/// Looks up issues by their numbers and, when `wide`, the incident's sub-issues once more.
pub(super) fn lookups(places: &Places, wide: bool, flat: bool) -> String {
    let mut declarations = Vec::new();
    let mut fields = String::new();
    if wide && !flat {
        declarations.push("$id: ID!".to_owned());
        fields.push_str(
            "\n  incident: node(id: $id) { ... on Issue { subIssues(first: 100) { nodes { ...ItemParts } } } }",
        );
    }
    let mut used = wide && !flat;
    for (n, (_, numbers)) in places.iter().enumerate() {
        declarations.push(format!("$owner{n}: String!, $name{n}: String!"));
        write!(
            fields,
            "\n  lookup{n}: repository(owner: $owner{n}, name: $name{n}, followRenames: true) {{\n    nameWithOwner"
        )
        .expect("writing to a string cannot fail");
        for number in numbers {
            used = true;
            write!(
                fields,
                "\n    item{number}: issueOrPullRequest(number: {number}) {{ __typename ... on Issue {{ ...ItemParts }} }}"
            )
            .expect("writing to a string cannot fail");
        }
        fields.push_str("\n  }");
    }
    let fragments = if used { fragment(flat) + WHO } else { String::new() };
    format!(
        "query Items({}) {{{fields}\n}}{fragments}",
        declarations.join(", ")
    )
}

impl Reading<'_> {
    /// All sub-issues that the token of the repository shows.
    pub(super) async fn sub_issues(
        &self,
        incident: &str,
        first: Option<wire::Page<wire::ItemIssue>>,
        total: usize,
        flat: bool,
    ) -> Result<ItemIssues, Error> {
        let mut found = Vec::new();
        let mut page = first;
        for _ in 0..MOST_PAGES {
            let Some(this) = page.take() else { break };
            found.extend(this.nodes.into_iter().flatten().flatten());
            let Some(cursor) = this.page_info.next() else {
                break;
            };
            let variables = json!({ "id": incident, "after": cursor });
            let more: wire::MoreItems = self.session.graphql(Deed::Read, &more(), variables).await?;
            page = more.node.map(|node| node.sub_issues);
        }
        let found: Vec<ItemIssue> = found.into_iter().map(|wire| item(wire, incident, true)).collect();
        Ok(ItemIssues {
            hidden: total > found.len(),
            found,
            flat,
            ..ItemIssues::default()
        })
    }
}

impl GitHub {
    /// Looks up what is still to be known about the action items of an observed incident.
    ///
    /// # Errors
    /// As [`GitHub::observe`]. What cannot be seen is no error.
    pub async fn observe_items(
        &self,
        at: &Locator,
        observation: &mut Observation,
        names: &ItemNames,
    ) -> Result<(), Error> {
        let repository = &observation.repository;
        let here = format!("{}/{}", repository.owner, repository.name);
        let is_here = |repository: &str| repository.eq_ignore_ascii_case(&here);
        let issues: Vec<&IssueRef> = names.issues.iter().take(MOST_NAMES).collect();
        let mut places: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
        for issue in &issues {
            let repository = issue.repository.clone().unwrap_or_else(|| here.clone());
            places.entry(repository).or_default().insert(issue.number);
        }
        for repository in names.repositories.iter().take(MOST_NAMES) {
            places.entry(repository.clone()).or_default();
        }
        let wide = observation.items.hidden || places.keys().any(|repository| !is_here(repository));
        if places.is_empty() && !wide {
            return Ok(());
        }
        let places: Places = places.into_iter().collect();
        let session = if wide {
            self.in_installation(at.installation)
        } else {
            self.in_repository(at)
        };
        let incident = observation.issue.node_id.clone();
        let flat = observation.items.flat;
        let answer = ask(&session, &incident, &places, wide, flat).await?;
        fill(&mut observation.items, answer, &issues, &here, &incident, &places);
        Ok(())
    }
}

async fn ask(
    session: &Session,
    incident: &str,
    places: &Places,
    wide: bool,
    flat: bool,
) -> Result<wire::Lookups, Error> {
    let document = lookups(places, wide, flat);
    let mut variables = json!({});
    if wide && !flat {
        variables["id"] = json!(incident);
    }
    for (n, (repository, _)) in places.iter().enumerate() {
        let (owner, name) = repository.split_once('/').unwrap_or((repository, ""));
        variables[format!("owner{n}")] = json!(owner);
        variables[format!("name{n}")] = json!(name);
    }
    session.graphql(Deed::Read, &document, variables).await
}

fn fill(
    items: &mut ItemIssues,
    mut answer: wire::Lookups,
    names: &[&IssueRef],
    here: &str,
    incident: &str,
    places: &Places,
) {
    let mut learn = |issue: ItemIssue| {
        if issue.id != incident && items.found.iter().all(|known| known.id != issue.id) {
            items.found.push(issue);
        }
    };
    for child in answer
        .incident
        .take()
        .into_iter()
        .flat_map(|node| node.sub_issues.all())
    {
        learn(item(child, incident, true));
    }
    let mut reached: BTreeMap<&str, wire::ItemsOf> = BTreeMap::new();
    for (n, (repository, _)) in places.iter().enumerate() {
        let Some(Some(found)) = answer.lookups.remove(&format!("lookup{n}")) else {
            continue;
        };
        items.repositories.push(found.name_with_owner.clone());
        if !found.name_with_owner.eq_ignore_ascii_case(repository) {
            items.repositories.push(repository.clone());
        }
        reached.insert(repository, found);
    }
    for name in names {
        let repository = name.repository.as_deref().unwrap_or(here);
        let seen = reached.get_mut(repository);
        let seen = seen.and_then(|found| found.items.remove(&format!("item{}", name.number))?);
        let issue = match seen {
            Some(wire::MaybeItem::Issue(issue)) => {
                let child = issue.parent.as_ref().is_some_and(|parent| parent.id == incident);
                Some(item(*issue, incident, child))
            }
            Some(wire::MaybeItem::Other) | None => None,
        };
        items.looked_up.push(LookedUp {
            name: (*name).clone(),
            id: issue.as_ref().map(|issue| issue.id.clone()),
        });
        if let Some(issue) = issue
            && issue.id != incident
            && items.found.iter().all(|known| known.id != issue.id)
        {
            items.found.push(issue);
        }
    }
}

/// An issue of an action item. What we once wrote into it counts when it is the incident's, by birth or by its parent.
fn item(wire: wire::ItemIssue, incident: &str, child: bool) -> ItemIssue {
    let mark = ItemMark::find(&wire.body).filter(|_| wire.viewer_did_author);
    let has_other_parent = wire.parent.as_ref().is_some_and(|parent| parent.id != incident);
    let closing = wire.closing.into_iter().flat_map(wire::Nodes::all).next();
    let closed = (wire.state != "OPEN").then(|| Closed {
        at: closing
            .as_ref()
            .map_or(wire.created_at, |closing| closing.created_at),
        reason: match wire.state_reason.as_deref() {
            Some("NOT_PLANNED") => CloseReason::NotPlanned,
            Some("DUPLICATE") => CloseReason::Duplicate,
            _ => CloseReason::Completed,
        },
        by: closing
            .as_ref()
            .and_then(|closing| closing.actor.clone())
            .map(|who| super::events::actor(who).login),
        closer: closing.and_then(|closing| closer(closing.closer?)),
    });
    ItemIssue {
        id: wire.id,
        repository_id: wire.repository.database_id,
        repository: wire.repository.name_with_owner,
        number: wire.number,
        url: wire.url,
        title: wire.title,
        created_at: wire.created_at,
        closed,
        labels: decode::label_names(wire.labels),
        assignees: wire
            .assignees
            .into_iter()
            .flat_map(wire::Nodes::all)
            .map(|who| Login::new(who.login))
            .collect(),
        mark: mark.filter(|mark| child || mark.incident == incident),
        child,
        has_other_parent,
    }
}

fn closer(wire: wire::Closer) -> Option<Closer> {
    match wire {
        wire::Closer::PullRequest {
            number,
            url,
            repository,
        } => Some(Closer::PullRequest {
            repository: repository.name_with_owner,
            number,
            url,
        }),
        wire::Closer::Commit { abbreviated_oid, url } => Some(Closer::Commit {
            id: abbreviated_oid,
            url,
        }),
        wire::Closer::Other => None,
    }
}
