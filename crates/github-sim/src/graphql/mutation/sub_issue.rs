//! The tree of issues.

use super::Payload;
use super::input::Input;
use crate::graphql::errors::Failure;
use crate::graphql::value::{Field, Thing};
use crate::world::IssueKey;
use crate::world::ops::Position;

/// The mutation of this name, if it is one of this file's.
pub(super) fn run(input: &Input<'_, '_>, name: &str) -> Option<Payload> {
    Some(match name {
        "addSubIssue" => add(input),
        "removeSubIssue" => remove(input),
        "reprioritizeSubIssue" => reprioritize(input),
        _ => return None,
    })
}

/// The database id of an issue that an id names.
fn database_id(input: &Input<'_, '_>, name: &str) -> Result<i64, Failure> {
    let key = input.issue(name)?;
    let world = input.cx.world();
    world
        .issue(key)
        .map(|issue| issue.id)
        .ok_or_else(|| input.wrong_kind("Issue", name))
}

/// The database id of an issue by its address for people.
fn by_url(input: &Input<'_, '_>, url: &str) -> Result<i64, Failure> {
    let world = input.cx.world();
    let missing = || Failure::not_found(format!("Could not resolve to an issue with the URL '{url}'."));
    let path = url.strip_prefix(world.web_url.as_str()).ok_or_else(missing)?;
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let [owner, name, "issues", number] = parts.as_slice() else {
        return Err(missing());
    };
    let repo = world
        .repo_by_name(owner, name)
        .filter(|repo| input.cx.sees(&world, repo))
        .ok_or_else(missing)?;
    let number = number.parse().map_err(|_| missing())?;
    repo.issues.get(&number).map(|issue| issue.id).ok_or_else(missing)
}

fn pair(parent: IssueKey, child: IssueKey) -> Vec<(&'static str, Field)> {
    vec![
        ("issue", Thing::Issue(parent).into()),
        ("subIssue", Thing::Issue(child).into()),
    ]
}

fn add(input: &Input<'_, '_>) -> Payload {
    let parent = input.issue("issueId")?;
    let child = match (input.text("subIssueId"), input.text("subIssueUrl")) {
        (Some(_), _) => database_id(input, "subIssueId")?,
        (None, Some(url)) => by_url(input, url)?,
        (None, None) => {
            return Err(Failure::unprocessable(
                "Either subIssueId or subIssueUrl must be provided.",
            ));
        }
    };
    let replace = input.flag("replaceParent");
    let subject = input.required("issueId");
    let child = input.perform(subject, |world| {
        world.add_sub_issue(input.cx.actor, parent, child, replace)
    })?;
    Ok(pair(parent, child))
}

fn remove(input: &Input<'_, '_>) -> Payload {
    let (parent, child) = (input.issue("issueId")?, database_id(input, "subIssueId")?);
    let subject = input.required("subIssueId");
    let child = input.perform(subject, |world| {
        world.remove_sub_issue(input.cx.actor, parent, child)
    })?;
    Ok(pair(parent, child))
}

fn reprioritize(input: &Input<'_, '_>) -> Payload {
    let (parent, child) = (input.issue("issueId")?, database_id(input, "subIssueId")?);
    let position = match (input.text("afterId"), input.text("beforeId")) {
        (Some(_), None) => Position::After(database_id(input, "afterId")?),
        (None, Some(_)) => Position::Before(database_id(input, "beforeId")?),
        _ => {
            return Err(Failure::unprocessable(
                "Exactly one of afterId and beforeId must be provided.",
            ));
        }
    };
    let subject = input.required("subIssueId");
    input.perform(subject, |world| {
        world.reprioritize_sub_issue(input.cx.actor, parent, child, position)
    })?;
    Ok(vec![("issue", Thing::Issue(parent).into())])
}
