//! Lists of issues and pull requests, filtered and ordered by their arguments.

use apollo_compiler::response::{JsonMap, JsonValue};
use chrono::{DateTime, Utc};

use crate::graphql::connection::Item;
use crate::graphql::errors::Failure;
use crate::graphql::execute::Call;
use crate::graphql::value::Thing;
use crate::world::{Issue, IssueKey, Repository, World};

/// The issues of a repository that a field's arguments ask for.
pub(in crate::graphql) fn filtered_issues(
    world: &World,
    repo: &Repository,
    call: &Call<'_>,
) -> Result<Vec<Item>, Failure> {
    let filter = call.object("filterBy");
    if let Some(name) = filter.and_then(|filter| {
        ["mentioned", "milestoneNumber", "viewerSubscribed"]
            .into_iter()
            .find(|name| given(filter, name))
    }) {
        return Err(Failure::unmodelled(&format!("IssueFilters.{name}")));
    }
    let mut found: Vec<&Issue> = repo
        .issues
        .values()
        .filter(|issue| issue.pull.is_none() && repo.has_issues)
        .collect();
    retain_states(&mut found, call.texts("states").as_deref());
    retain_labels(&mut found, repo, call.texts("labels").as_deref());
    if let Some(filter) = filter {
        let words = |name: &str| -> Option<Vec<&str>> {
            Some(
                filter
                    .get(name)?
                    .as_array()?
                    .iter()
                    .filter_map(JsonValue::as_str)
                    .collect(),
            )
        };
        retain_states(&mut found, words("states").as_deref());
        retain_labels(&mut found, repo, words("labels").as_deref());
        retain_since(&mut found, filter)?;
        retain_people(&mut found, world, filter);
        let milestone = filter.get("milestone").and_then(JsonValue::as_str);
        found.retain(|issue| match milestone {
            None => true,
            Some("*") => issue.milestone.is_some(),
            Some(number) => issue.milestone.is_some_and(|one| one.to_string() == number),
        });
    }
    order(&mut found, call)?;
    Ok(found
        .into_iter()
        .map(|issue| item(repo, issue, Thing::Issue))
        .collect())
}

/// The pull requests of a repository that a field's arguments ask for.
pub(in crate::graphql) fn filtered_pulls(repo: &Repository, call: &Call<'_>) -> Result<Vec<Item>, Failure> {
    let states = call.texts("states");
    let mut found: Vec<&Issue> = repo
        .issues
        .values()
        .filter(|issue| {
            let Some(pull) = &issue.pull else { return false };
            let state = match (&pull.merge, issue.is_open()) {
                (Some(_), _) => "MERGED",
                (None, true) => "OPEN",
                (None, false) => "CLOSED",
            };
            states.as_ref().is_none_or(|states| states.contains(&state))
                && call
                    .text("headRefName")
                    .is_none_or(|name| pull.head_branch == name)
                && call
                    .text("baseRefName")
                    .is_none_or(|name| pull.base_branch == name)
        })
        .collect();
    retain_labels(&mut found, repo, call.texts("labels").as_deref());
    order(&mut found, call)?;
    Ok(found
        .into_iter()
        .map(|issue| item(repo, issue, Thing::Pull))
        .collect())
}

fn item(repo: &Repository, issue: &Issue, thing: impl Fn(IssueKey) -> Thing) -> Item {
    Item::new(
        issue.id,
        thing(IssueKey {
            repo: repo.id,
            number: issue.number,
        }),
    )
}

fn given(filter: &JsonMap, name: &str) -> bool {
    // `viewerSubscribed` is false unless asked for.
    filter
        .get(name)
        .is_some_and(|value| !value.is_null() && value.as_bool() != Some(false))
}

fn retain_states(found: &mut Vec<&Issue>, states: Option<&[&str]>) {
    if let Some(states) = states {
        found.retain(|issue| states.contains(&issue.state().to_uppercase().as_str()));
    }
}

/// Keeps what carries any of the labels, compared without case.
fn retain_labels(found: &mut Vec<&Issue>, repo: &Repository, names: Option<&[&str]>) {
    if let Some(names) = names.filter(|names| !names.is_empty()) {
        let wanted: Vec<i64> = names
            .iter()
            .filter_map(|name| Some(repo.label(name)?.id))
            .collect();
        found.retain(|issue| issue.labels.iter().any(|id| wanted.contains(id)));
    }
}

fn retain_since(found: &mut Vec<&Issue>, filter: &JsonMap) -> Result<(), Failure> {
    let Some(text) = filter.get("since").and_then(JsonValue::as_str) else {
        return Ok(());
    };
    let since = instant(text)?;
    found.retain(|issue| issue.updated_at >= since);
    Ok(())
}

fn retain_people(found: &mut Vec<&Issue>, world: &World, filter: &JsonMap) {
    let account = |name: &str| {
        let login = filter.get(name)?.as_str()?;
        Some((login, world.account_by_login(login).map(|account| account.id)))
    };
    if let Some((_, creator)) = account("createdBy") {
        found.retain(|issue| Some(issue.author) == creator);
    }
    if let Some((login, assignee)) = account("assignee") {
        found.retain(|issue| match login {
            "*" => !issue.assignees.is_empty(),
            _ => assignee.is_some_and(|assignee| issue.assignees.contains(&assignee)),
        });
    }
}

/// Reads a `DateTime` argument.
pub(in crate::graphql) fn instant(text: &str) -> Result<DateTime<Utc>, Failure> {
    DateTime::parse_from_rfc3339(text)
        .map(|instant| instant.with_timezone(&Utc))
        .map_err(|_| Failure::unprocessable(format!("`{text}` is not a valid DateTime.")))
}

/// By creation unless `orderBy` says otherwise; equal instants by number.
fn order(found: &mut [&Issue], call: &Call<'_>) -> Result<(), Failure> {
    let word = |name: &str| {
        call.object("orderBy")
            .and_then(|order| order.get(name))
            .and_then(JsonValue::as_str)
    };
    match word("field") {
        None | Some("CREATED_AT") => found.sort_by_key(|issue| (issue.created_at, issue.number)),
        Some("UPDATED_AT") => found.sort_by_key(|issue| (issue.updated_at, issue.number)),
        Some("COMMENTS") => found.sort_by_key(|issue| (issue.comments.len(), issue.number)),
        Some(other) => return Err(Failure::unmodelled(&format!("IssueOrderField.{other}"))),
    }
    if word("direction") == Some("DESC") {
        found.reverse();
    }
    Ok(())
}
