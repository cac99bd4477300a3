//! Deployments and their statuses.

use serde_json::{Value, json};

use super::route::Verb::{Get, Post};
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::world::ops::{NewDeployment, NewDeploymentStatus};
use crate::world::{Deployment, OpError, Repository, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/deployments",
        "deployments/deployments#list-deployments",
        list,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/deployments",
        "deployments/deployments#create-a-deployment",
        create,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/deployments/{deployment_id}",
        "deployments/deployments#get-a-deployment",
        get,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/deployments/{deployment_id}/statuses",
        "deployments/statuses#list-deployment-statuses",
        statuses,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/deployments/{deployment_id}/statuses",
        "deployments/statuses#create-a-deployment-status",
        add_status,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/deployments/{deployment_id}/statuses/{status_id}",
        "deployments/statuses#get-a-deployment-status",
        status,
    ),
];

fn readable<'c>(call: &'c Call<'_>) -> Result<&'c Repository, OpError> {
    call.world
        .readable(&call.actor()?, call.repo_id()?, &need::READ_DEPLOYMENTS)
}

fn found<'r>(call: &Call<'_>, repo: &'r Repository) -> Result<&'r Deployment, OpError> {
    let id: i64 = call.number("deployment_id")?;
    repo.deployments.get(&id).ok_or(OpError::NotFound)
}

fn list(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let fits = |name: &str, value: &str| {
        call.query(name)
            .is_none_or(|wanted| wanted == "none" || wanted == value)
    };
    let newest_first = repo.deployments.values().rev().filter(|one| {
        fits("sha", &one.commit)
            && fits("ref", &one.reference)
            && fits("task", &one.task)
            && fits("environment", &one.environment)
    });
    let items = newest_first
        .map(|one| call.render().deployment(repo, one))
        .collect();
    Ok(call.page(items))
}

fn create(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo) = (call.actor()?, call.repo_id()?);
    let environment = call.text("environment")?;
    let plain = NewDeployment::of(
        &call.required_text("ref")?,
        environment.as_deref().unwrap_or("production"),
    );
    let new = NewDeployment {
        task: call.text("task")?.unwrap_or_else(|| plain.task.clone()),
        description: call.text("description")?,
        payload: call.field("payload").cloned().unwrap_or_else(|| json!({})),
        transient: call.flag("transient_environment")?.unwrap_or(false),
        production: call.flag("production_environment")?,
        ..plain
    };
    let id = call.world.create_deployment(&actor, repo, &new)?;
    let repo = call.repo()?;
    let deployment = repo.deployments.get(&id).ok_or(OpError::NotFound)?;
    Ok(Reply::created(call.render().deployment(repo, deployment)))
}

fn get(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    Ok(Reply::ok(call.render().deployment(repo, found(call, repo)?)))
}

fn statuses(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let repo = readable(call)?;
    let deployment = found(call, repo)?;
    let newest_first = deployment.statuses.iter().rev();
    let items = newest_first
        .map(|one| call.render().deployment_status(repo, deployment, one))
        .collect();
    Ok(call.page(items))
}

fn add_status(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, repo, deployment) = (call.actor()?, call.repo_id()?, call.number("deployment_id")?);
    let log = call.text("log_url")?.or(call.text("target_url")?);
    let new = NewDeploymentStatus {
        state: call.required_text("state")?,
        description: call.text("description")?.unwrap_or_default(),
        environment: call.text("environment")?,
        environment_url: call.text("environment_url")?.unwrap_or_default(),
        log_url: log.unwrap_or_default(),
        keep_earlier: call.flag("auto_inactive")? == Some(false),
    };
    let id = call.world.add_deployment_status(&actor, repo, deployment, &new)?;
    Ok(Reply::created(rendered(call, id)?))
}

fn status(call: &mut Call<'_>) -> Result<Reply, OpError> {
    readable(call)?;
    Ok(Reply::ok(rendered(call, call.number("status_id")?)?))
}

fn rendered(call: &Call<'_>, id: i64) -> Result<Value, OpError> {
    let repo = call.repo()?;
    let deployment = found(call, repo)?;
    let status = deployment.statuses.iter().find(|one| one.id == id);
    Ok(call
        .render()
        .deployment_status(repo, deployment, status.ok_or(OpError::NotFound)?))
}
