//! Issues: opened, changed, closed, reopened, locked, deleted.

use super::Payload;
use super::input::Input;
use crate::graphql::resolve::issue_thing;
use crate::graphql::value::{Field, Thing};
use crate::world::StateReason;
use crate::world::ops::{IssueEdit, NewIssue};

/// The mutation of this name, if it is one of this file's.
pub(super) fn run(input: &Input<'_, '_>, name: &str) -> Option<Payload> {
    Some(match name {
        "createIssue" => create(input),
        "updateIssue" => update(input),
        "closeIssue" => close(input),
        "reopenIssue" => reopen(input),
        "deleteIssue" => delete(input),
        "transferIssue" => transfer(input),
        "lockLockable" => lock(input),
        "unlockLockable" => unlock(input),
        _ => return None,
    })
}

fn create(input: &Input<'_, '_>) -> Payload {
    input.refuse(&["issueTemplate", "projectIds"])?;
    let id = input.required("repositoryId");
    let repo = input.repository("repositoryId")?;
    let new = NewIssue {
        title: input.required("title").to_owned(),
        body: input.text("body").map(str::to_owned),
        labels: input.labels("labelIds")?.unwrap_or_default(),
        form_labels: Vec::new(),
        assignees: input.logins("assigneeIds")?.unwrap_or_default(),
        milestone: input.milestone("milestoneId")?,
        parent: input
            .text("parentIssueId")
            .map(|_| input.issue("parentIssueId"))
            .transpose()?,
    };
    let key = input.perform(id, |world| world.create_issue(input.cx.actor, repo, &new))?;
    Ok(vec![("issue", Thing::Issue(key).into())])
}

fn update(input: &Input<'_, '_>) -> Payload {
    input.refuse(&["projectIds"])?;
    let id = input.required("id");
    let key = input.issue("id")?;
    let (labels, assignees) = (input.labels("labelIds")?, input.logins("assigneeIds")?);
    let edit = IssueEdit {
        title: input.text("title").map(str::to_owned),
        body: input.text("body").map(|body| Some(body.to_owned())),
        milestone: input.milestone("milestoneId")?.map(Some),
    };
    let actor = input.cx.actor;
    input.perform(id, |world| {
        world.edit_issue(actor, key, &edit)?;
        if let Some(labels) = &labels {
            world.set_labels(actor, key, labels)?;
        }
        if let Some(assignees) = &assignees {
            world.set_assignees(actor, key, assignees)?;
        }
        match input.text("state") {
            Some("CLOSED") => world.close_issue(actor, key, None),
            Some("OPEN") => world.reopen_issue(actor, key),
            _ => Ok(()),
        }
    })?;
    Ok(vec![("issue", Thing::Issue(key).into())])
}

fn close(input: &Input<'_, '_>) -> Payload {
    input.refuse(&["duplicateIssueId"])?;
    let key = input.issue("issueId")?;
    let reason = input.text("stateReason").and_then(StateReason::parse);
    input.perform(input.required("issueId"), |world| {
        world.close_issue(input.cx.actor, key, reason)
    })?;
    Ok(vec![("issue", Thing::Issue(key).into())])
}

fn reopen(input: &Input<'_, '_>) -> Payload {
    let key = input.issue("issueId")?;
    input.perform(input.required("issueId"), |world| {
        world.reopen_issue(input.cx.actor, key)
    })?;
    Ok(vec![("issue", Thing::Issue(key).into())])
}

fn delete(input: &Input<'_, '_>) -> Payload {
    let key = input.issue("issueId")?;
    input.perform(input.required("issueId"), |world| {
        world.delete_issue(input.cx.actor, key)
    })?;
    Ok(vec![("repository", Thing::Repository(key.repo).into())])
}

fn transfer(input: &Input<'_, '_>) -> Payload {
    let (key, to) = (input.issue("issueId")?, input.repository("repositoryId")?);
    let make_labels = input.flag("createLabelsIfMissing");
    let new = input.perform(input.required("issueId"), |world| {
        world.transfer_issue(input.cx.actor, key, to, make_labels)
    })?;
    Ok(vec![("issue", Thing::Issue(new).into())])
}

fn lock(input: &Input<'_, '_>) -> Payload {
    let key = input.issue_or_pull("lockableId")?;
    let reason = input.text("lockReason").map(|word| match word {
        "OFF_TOPIC" => "off-topic".to_owned(),
        other => other.to_lowercase().replace('_', " "),
    });
    input.perform(input.required("lockableId"), |world| {
        world.lock_issue(input.cx.actor, key, reason)
    })?;
    Ok(vec![("lockedRecord", record(input, key))])
}

fn unlock(input: &Input<'_, '_>) -> Payload {
    let key = input.issue_or_pull("lockableId")?;
    input.perform(input.required("lockableId"), |world| {
        world.unlock_issue(input.cx.actor, key)
    })?;
    Ok(vec![("unlockedRecord", record(input, key))])
}

fn record(input: &Input<'_, '_>, key: crate::world::IssueKey) -> Field {
    issue_thing(&input.cx.world(), key).into()
}
