//! Labels of a repository and of an issue.

use serde_json::Value;

use super::call::text_list;
use super::route::Verb::{Delete, Get, Patch, Post, Put};
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::world::ops::{LabelEdit, NewLabel};
use crate::world::{IssueKey, OpError, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/labels",
        "issues/labels#list-labels-for-a-repository",
        list,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/labels",
        "issues/labels#create-a-label",
        create,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/labels/{name}",
        "issues/labels#get-a-label",
        get,
    ),
    operation(
        Patch,
        "/repos/{owner}/{repo}/labels/{name}",
        "issues/labels#update-a-label",
        update,
    ),
    operation(
        Delete,
        "/repos/{owner}/{repo}/labels/{name}",
        "issues/labels#delete-a-label",
        delete,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/issues/{issue_number}/labels",
        "issues/labels#list-labels-for-an-issue",
        on_issue,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/issues/{issue_number}/labels",
        "issues/labels#add-labels-to-an-issue",
        add,
    ),
    operation(
        Put,
        "/repos/{owner}/{repo}/issues/{issue_number}/labels",
        "issues/labels#set-labels-for-an-issue",
        set,
    ),
    operation(
        Delete,
        "/repos/{owner}/{repo}/issues/{issue_number}/labels",
        "issues/labels#remove-all-labels-from-an-issue",
        clear,
    ),
    operation(
        Delete,
        "/repos/{owner}/{repo}/issues/{issue_number}/labels/{name}",
        "issues/labels#remove-a-label-from-an-issue",
        remove,
    ),
];

fn rendered(call: &Call<'_>, id: i64) -> Result<Value, OpError> {
    let repo = call.repo()?;
    Ok(call
        .render()
        .label(repo, repo.label_by_id(id).ok_or(OpError::NotFound)?))
}

fn list(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = call
        .world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_ISSUES)?;
    let items = repo
        .labels
        .iter()
        .map(|label| call.render().label(repo, label))
        .collect();
    Ok(call.page(items))
}

fn create(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo) = (call.actor()?, call.repo_id()?);
    let new = NewLabel {
        name: call.required_text("name")?,
        color: call.text("color")?,
        description: call.text("description")?,
    };
    let id = call.world.create_label(&actor, repo, &new)?;
    Ok(Reply::created(rendered(call, id)?))
}

fn get(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = call
        .world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_ISSUES)?;
    let label = repo.label(call.param("name")).ok_or(OpError::NotFound)?;
    Ok(Reply::ok(call.render().label(repo, label)))
}

fn update(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo, name) = (call.actor()?, call.repo_id()?, call.param("name").to_owned());
    let edit = LabelEdit {
        name: call.text("new_name")?,
        color: call.text("color")?,
        description: call.text("description")?,
    };
    let id = call.world.update_label(&actor, repo, &name, &edit)?;
    Ok(Reply::ok(rendered(call, id)?))
}

fn delete(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo, name) = (call.actor()?, call.repo_id()?, call.param("name").to_owned());
    call.world.delete_label(&actor, repo, &name)?;
    Ok(Reply::no_content())
}

fn labels_of(call: &Call<'_>, key: IssueKey) -> Result<Vec<Value>, OpError> {
    let repo = call.repo()?;
    let issue = repo.issues.get(&key.number).ok_or(OpError::NotFound)?;
    let labels = issue.labels.iter().filter_map(|id| repo.label_by_id(*id));
    Ok(labels.map(|label| call.render().label(repo, label)).collect())
}

fn on_issue(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let key = call.issue_key("issue_number")?;
    call.world
        .readable_issue(&call.actor()?, key, &need::READ_ISSUES)?;
    Ok(call.page(labels_of(call, key)?))
}

/// The names may be under `labels` or be the whole body.
fn names(call: &Call<'_>) -> Result<Vec<String>, OpError> {
    match &call.body {
        Value::Array(_) => text_list("labels", &call.body),
        _ => Ok(call.texts("labels")?.unwrap_or_default()),
    }
}

fn add(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key, names) = (call.actor()?, call.issue_key("issue_number")?, names(call)?);
    call.world.add_labels(&actor, key, &names)?;
    Ok(Reply::ok(Value::Array(labels_of(call, key)?)))
}

fn set(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key, names) = (call.actor()?, call.issue_key("issue_number")?, names(call)?);
    call.world.set_labels(&actor, key, &names)?;
    Ok(Reply::ok(Value::Array(labels_of(call, key)?)))
}

fn clear(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("issue_number")?);
    call.world.set_labels(&actor, key, &[])?;
    Ok(Reply::no_content())
}

fn remove(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key, name) = (
        call.actor()?,
        call.issue_key("issue_number")?,
        call.param("name").to_owned(),
    );
    call.world.remove_label(&actor, key, &name)?;
    Ok(Reply::ok(Value::Array(labels_of(call, key)?)))
}
