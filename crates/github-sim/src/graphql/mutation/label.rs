//! Labels and assignees of an issue or pull request, and the labels a repository offers.

use super::Payload;
use super::input::Input;
use crate::graphql::errors::Failure;
use crate::graphql::resolve::issue_thing;
use crate::graphql::value::{Field, Thing};
use crate::world::ops::{LabelEdit, NewLabel};
use crate::world::{IssueKey, OpError};

/// The mutation of this name, if it is one of this file's.
pub(super) fn run(input: &Input<'_, '_>, name: &str) -> Option<Payload> {
    Some(match name {
        "addLabelsToLabelable" | "removeLabelsFromLabelable" | "clearLabelsFromLabelable" => {
            change(input, name)
        }
        "addAssigneesToAssignable" | "removeAssigneesFromAssignable" => assign(input, name),
        "createLabel" => create(input),
        "updateLabel" => update(input),
        "deleteLabel" => delete(input),
        _ => return None,
    })
}

fn shown(input: &Input<'_, '_>, key: IssueKey) -> Field {
    issue_thing(&input.cx.world(), key).into()
}

fn change(input: &Input<'_, '_>, name: &str) -> Payload {
    let key = input.issue_or_pull("labelableId")?;
    let labels = input.labels("labelIds")?.unwrap_or_default();
    let actor = input.cx.actor;
    input.perform(input.required("labelableId"), |world| match name {
        "addLabelsToLabelable" => world.add_labels(actor, key, &labels),
        "clearLabelsFromLabelable" => world.set_labels(actor, key, &[]),
        _ => labels
            .iter()
            .try_for_each(|label| match world.remove_label(actor, key, label) {
                // Taking off what is not there is no mistake here, unlike in REST.
                Err(OpError::Missing(_)) => Ok(()),
                outcome => outcome,
            }),
    })?;
    Ok(vec![("labelable", shown(input, key))])
}

fn assign(input: &Input<'_, '_>, name: &str) -> Payload {
    let key = input.issue_or_pull("assignableId")?;
    let logins = input.logins("assigneeIds")?.unwrap_or_default();
    let actor = input.cx.actor;
    input.perform(input.required("assignableId"), |world| match name {
        "addAssigneesToAssignable" => world.assign(actor, key, &logins),
        _ => world.unassign(actor, key, &logins),
    })?;
    Ok(vec![("assignable", shown(input, key))])
}

fn create(input: &Input<'_, '_>) -> Payload {
    let repo = input.repository("repositoryId")?;
    let new = NewLabel {
        name: input.required("name").to_owned(),
        color: Some(input.required("color").to_owned()),
        description: input.text("description").map(str::to_owned),
    };
    let id = input.perform(input.required("repositoryId"), |world| {
        world.create_label(input.cx.actor, repo, &new)
    })?;
    Ok(vec![("label", Thing::Label { repo, id }.into())])
}

/// The label an id names: its repository and its present name.
fn named(input: &Input<'_, '_>) -> Result<(crate::world::RepoId, String), Failure> {
    let Thing::Label { repo, id } = input.thing("id")? else {
        return Err(input.wrong_kind("Label", "id"));
    };
    let world = input.cx.world();
    let label = world.repo(repo).and_then(|repo| repo.label_by_id(id));
    label
        .map(|label| (repo, label.name.clone()))
        .ok_or_else(|| input.wrong_kind("Label", "id"))
}

fn update(input: &Input<'_, '_>) -> Payload {
    let (repo, name) = named(input)?;
    let edit = LabelEdit {
        name: input.text("name").map(str::to_owned),
        color: input.text("color").map(str::to_owned),
        description: input.text("description").map(str::to_owned),
    };
    let id = input.perform(input.required("id"), |world| {
        world.update_label(input.cx.actor, repo, &name, &edit)
    })?;
    Ok(vec![("label", Thing::Label { repo, id }.into())])
}

fn delete(input: &Input<'_, '_>) -> Payload {
    let (repo, name) = named(input)?;
    input.perform(input.required("id"), |world| {
        world.delete_label(input.cx.actor, repo, &name)
    })?;
    Ok(Vec::new())
}
