//! `Label` and `Milestone`.

use apollo_compiler::response::JsonValue;
use chrono::NaiveTime;

use super::account;
use super::connection::{Item, connection};
use super::errors::Failure;
use super::execute::{Call, Context};
use super::repository::issues::{filtered_issues, filtered_pulls};
use super::resolve::{gone, repo_path};
use super::value::{Field, Resolved, Thing};
use crate::world::{Issue, RepoId, World, need};

/// A field of a label.
pub(super) fn label(cx: &Context<'_>, repo: RepoId, id: i64, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let found = world.repo(repo).ok_or_else(gone)?;
    let label = found.label_by_id(id).ok_or_else(gone)?;
    let path = format!("{}/labels/{}", repo_path(&world, found), label.name);
    Ok(match call.name() {
        "id" => label.node_id().into(),
        "name" => label.name.as_str().into(),
        "color" => label.color.as_str().into(),
        "description" => label.description.as_deref().into(),
        "isDefault" => label.default.into(),
        "repository" => Thing::Repository(repo).into(),
        "url" => format!("{}{path}", world.web_url).into(),
        "resourcePath" => path.into(),
        "issues" | "pullRequests" => {
            return listed(cx, &world, repo, call, |issue| issue.labels.contains(&id));
        }
        _ => return Err(call.unmodelled()),
    })
}

/// The issues or pull requests of a repository that pass a test.
fn listed(
    cx: &Context<'_>,
    world: &World,
    repo: RepoId,
    call: &Call<'_>,
    test: impl Fn(&Issue) -> bool,
) -> Resolved {
    let found = world.repo(repo).ok_or_else(gone)?;
    let mut items = if call.name() == "issues" {
        cx.permitted(world, repo, &need::READ_ISSUES)?;
        filtered_issues(world, found, call)?
    } else {
        cx.permitted(world, repo, &need::READ_PULLS)?;
        filtered_pulls(found, call)?
    };
    items.retain(|item| match item.node {
        Field::Thing(Thing::Issue(key) | Thing::Pull(key)) => world.issue(key).is_some_and(&test),
        _ => false,
    });
    connection(call, items)
}

/// Puts labels, given with their names, in the order asked for; in the order of creation otherwise.
pub(super) fn order(call: &Call<'_>, items: &mut [(&str, Item)]) -> Result<(), Failure> {
    let word = |name: &str| {
        call.object("orderBy")
            .and_then(|order| order.get(name))
            .and_then(JsonValue::as_str)
    };
    match word("field") {
        None | Some("CREATED_AT") => {}
        Some("NAME") => items.sort_by_key(|(name, _)| name.to_lowercase()),
        Some(other) => return Err(Failure::unmodelled(&format!("LabelOrderField.{other}"))),
    }
    if word("direction") == Some("DESC") {
        items.reverse();
    }
    Ok(())
}

/// A field of a milestone.
pub(super) fn milestone(cx: &Context<'_>, repo: RepoId, number: u64, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let found = world.repo(repo).ok_or_else(gone)?;
    let one = found.milestone(number).ok_or_else(gone)?;
    let path = format!("{}/milestone/{number}", repo_path(&world, found));
    Ok(match call.name() {
        "id" => crate::world::node_id(crate::world::NodeKind::Milestone, one.id).into(),
        "number" => number.into(),
        "title" => one.title.as_str().into(),
        "description" => one.description.as_deref().into(),
        "state" => if one.open { "OPEN" } else { "CLOSED" }.into(),
        "closed" => (!one.open).into(),
        "dueOn" => one
            .due_on
            .map(|day| day.and_time(NaiveTime::MIN).and_utc())
            .into(),
        "creator" => account::actor(&world, one.creator),
        "createdAt" => one.created_at.into(),
        "updatedAt" => one.updated_at.into(),
        "closedAt" => one.closed_at.into(),
        "repository" => Thing::Repository(repo).into(),
        "url" => format!("{}{path}", world.web_url).into(),
        "resourcePath" => path.into(),
        "issues" | "pullRequests" => {
            return listed(cx, &world, repo, call, |issue| issue.milestone == Some(number));
        }
        _ => return Err(call.unmodelled()),
    })
}
