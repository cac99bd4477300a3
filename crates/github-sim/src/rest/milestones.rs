//! Milestones.

use chrono::NaiveDate;

use super::route::Verb::{Delete, Get, Patch, Post};
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::world::ops::MilestoneEdit;
use crate::world::{OpError, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/milestones",
        "issues/milestones#list-milestones",
        list,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/milestones",
        "issues/milestones#create-a-milestone",
        create,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/milestones/{milestone_number}",
        "issues/milestones#get-a-milestone",
        get,
    ),
    operation(
        Patch,
        "/repos/{owner}/{repo}/milestones/{milestone_number}",
        "issues/milestones#update-a-milestone",
        update,
    ),
    operation(
        Delete,
        "/repos/{owner}/{repo}/milestones/{milestone_number}",
        "issues/milestones#delete-a-milestone",
        delete,
    ),
];

fn list(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = call
        .world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_ISSUES)?;
    let state = call.query("state").unwrap_or("open");
    let wanted = repo
        .milestones
        .iter()
        .filter(|one| state == "all" || one.open == (state == "open"));
    let items = wanted.map(|one| call.render().milestone(repo, one)).collect();
    Ok(call.page(items))
}

fn edit(call: &Call<'_>) -> Result<MilestoneEdit, OpError> {
    let invalid = |field: &str| OpError::field("Milestone", "invalid", field);
    let due_on = match call.text("due_on")? {
        None => None,
        Some(text) => {
            let day = text.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
            Some(day.ok_or_else(|| invalid("due_on"))?)
        }
    };
    let open = match call.text("state")?.as_deref() {
        None => None,
        Some("open") => Some(true),
        Some("closed") => Some(false),
        Some(_) => return Err(invalid("state")),
    };
    Ok(MilestoneEdit {
        title: call.text("title")?,
        description: call.text("description")?,
        open,
        due_on,
    })
}

fn create(call: &mut Call<'_>) -> Result<Reply, OpError> {
    call.required_text("title")?;
    let (actor, repo, new) = (call.actor()?, call.repo_id()?, edit(call)?);
    let number = call.world.create_milestone(&actor, repo, &new)?;
    let found = call.repo()?;
    let milestone = found.milestone(number).ok_or(OpError::NotFound)?;
    Ok(Reply::created(call.render().milestone(found, milestone)))
}

fn get(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = call
        .world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_ISSUES)?;
    let milestone = repo
        .milestone(call.number("milestone_number")?)
        .ok_or(OpError::NotFound)?;
    Ok(Reply::ok(call.render().milestone(repo, milestone)))
}

fn update(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo, edit) = (call.actor()?, call.repo_id()?, edit(call)?);
    call.world
        .edit_milestone(&actor, repo, call.number("milestone_number")?, &edit)?;
    get(call)
}

fn delete(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo) = (call.actor()?, call.repo_id()?);
    call.world
        .delete_milestone(&actor, repo, call.number("milestone_number")?)?;
    Ok(Reply::no_content())
}
