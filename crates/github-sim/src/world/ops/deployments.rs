//! Deployments: asked for, and told how they go.

use serde_json::{Value, json};

use super::emit::Event;
use crate::render::Render;
use crate::world::{
    Actor, DEPLOYMENT_STATES, Deployment, DeploymentStatus, EventKind, IssueKey, OpError, RepoId, Repository,
    World, need,
};

/// A deployment to be asked for.
#[derive(Clone, Debug)]
pub struct NewDeployment {
    /// Branch or commit.
    pub reference: String,
    /// What is to be done.
    pub task: String,
    /// Where to.
    pub environment: String,
    /// What for.
    pub description: Option<String>,
    /// Anything else for the one who deploys.
    pub payload: Value,
    /// Whether the environment will go away again.
    pub transient: bool,
    /// Whether customers use it; by default `production` is such a one.
    pub production: Option<bool>,
}

impl NewDeployment {
    /// A plain deployment of a branch or commit.
    pub fn of(reference: &str, environment: &str) -> Self {
        Self {
            reference: reference.into(),
            task: "deploy".into(),
            environment: environment.into(),
            description: None,
            payload: json!({}),
            transient: false,
            production: None,
        }
    }
}

/// What there is to tell of a deployment.
#[derive(Clone, Debug, Default)]
pub struct NewDeploymentStatus {
    /// One of [`DEPLOYMENT_STATES`].
    pub state: String,
    /// What more there is to say.
    pub description: String,
    /// Where it was deployed to, if that is another environment than asked for.
    pub environment: Option<String>,
    /// Address of what was deployed.
    pub environment_url: String,
    /// Address of the log.
    pub log_url: String,
    /// Whether earlier successes in the same environment stay as they are.
    pub keep_earlier: bool,
}

impl World {
    /// Asks for a deployment and gives its id.
    pub fn create_deployment(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        new: &NewDeployment,
    ) -> Result<i64, OpError> {
        let found = self.writable(actor, repo, &need::WRITE_DEPLOYMENTS)?;
        let commit = found.git.resolve(&new.reference).map(|commit| commit.oid.clone());
        let commit =
            commit.ok_or_else(|| OpError::Unprocessable(format!("No ref found for: {}", new.reference)))?;
        let (id, now) = (self.fresh_id(), self.now());
        let deployment = Deployment {
            id,
            commit,
            reference: new.reference.clone(),
            task: new.task.clone(),
            payload: new.payload.clone(),
            original_environment: new.environment.clone(),
            environment: new.environment.clone(),
            description: new.description.clone(),
            transient: new.transient,
            production: new.production.unwrap_or(new.environment == "production"),
            creator: actor.account,
            via_app: actor.via_app,
            created_at: now,
            updated_at: now,
            statuses: Vec::new(),
        };
        self.repo_mut(repo)?.deployments.insert(id, deployment);
        self.emit_deployment(actor, repo, id, None);
        Ok(id)
    }

    /// Tells how a deployment goes and gives the status's id. The first success is entered into the pull requests
    /// whose head was deployed.
    pub fn add_deployment_status(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        id: i64,
        new: &NewDeploymentStatus,
    ) -> Result<i64, OpError> {
        let found = self.writable(actor, repo, &need::WRITE_DEPLOYMENTS)?;
        let deployment = found.deployments.get(&id).ok_or(OpError::NotFound)?;
        if !DEPLOYMENT_STATES.contains(&new.state.as_str()) {
            return Err(OpError::field("DeploymentStatus", "custom", "state"));
        }
        let environment = new
            .environment
            .clone()
            .unwrap_or_else(|| deployment.environment.clone());
        let succeeds = new.state == "success";
        let first = succeeds && !deployment.statuses.iter().any(|one| one.state == "success");
        let pulls = pulls_of(found, &deployment.commit);
        let earlier = if succeeds && !new.keep_earlier {
            earlier_successes(found, id, &environment)
        } else {
            Vec::new()
        };
        let status = self.insert_status(actor, repo, id, (&environment, new))?;
        for number in pulls.into_iter().filter(|_| first) {
            let kind = EventKind::Deployed { deployment: id };
            self.happened(actor, IssueKey { repo, number }, kind);
        }
        let inactive = NewDeploymentStatus {
            state: "inactive".into(),
            ..NewDeploymentStatus::default()
        };
        for other in earlier {
            self.insert_status(actor, repo, other, (&environment, &inactive))?;
        }
        Ok(status)
    }

    fn insert_status(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        deployment: i64,
        (environment, new): (&str, &NewDeploymentStatus),
    ) -> Result<i64, OpError> {
        let (id, now) = (self.fresh_id(), self.now());
        let status = DeploymentStatus {
            id,
            state: new.state.clone(),
            creator: actor.account,
            via_app: actor.via_app,
            description: new.description.clone(),
            environment: environment.to_owned(),
            environment_url: new.environment_url.clone(),
            log_url: new.log_url.clone(),
            created_at: now,
        };
        let found = self.repo_mut(repo)?.deployments.get_mut(&deployment);
        let found = found.ok_or(OpError::NotFound)?;
        environment.clone_into(&mut found.environment);
        found.updated_at = now;
        found.statuses.push(status);
        self.emit_deployment(actor, repo, deployment, Some(id));
        Ok(id)
    }

    /// `deployment`, or `deployment_status` when it is about one.
    fn emit_deployment(&mut self, actor: &Actor, repo: RepoId, id: i64, status: Option<i64>) {
        let Some(found) = self.repo(repo) else { return };
        let Some(deployment) = found.deployments.get(&id) else {
            return;
        };
        let render = Render::new(self);
        let mut payload = json!({
            "deployment": render.deployment(found, deployment), "workflow": null, "workflow_run": null,
        });
        let status = status.and_then(|id| deployment.statuses.iter().find(|one| one.id == id));
        if let Some(status) = status {
            payload["deployment_status"] = render.deployment_status(found, deployment, status);
            payload["check_run"] = Value::Null;
        }
        self.emit(&Event {
            name: if status.is_some() {
                "deployment_status"
            } else {
                "deployment"
            },
            action: Some("created"),
            repo,
            sender: actor.account,
            only: None,
            payload,
        });
    }
}

/// The pull requests whose head this commit is.
fn pulls_of(repo: &Repository, commit: &str) -> Vec<u64> {
    let is_head =
        |issue: &&crate::world::Issue| issue.pull.as_ref().is_some_and(|pull| pull.head_oid == commit);
    repo.issues
        .values()
        .filter(is_head)
        .map(|issue| issue.number)
        .collect()
}

/// The deployments that a new success in an environment puts out of use. Production is never cleared by itself.
fn earlier_successes(repo: &Repository, id: i64, environment: &str) -> Vec<i64> {
    let replaced = |one: &&Deployment| {
        one.id < id
            && one.environment == environment
            && !one.transient
            && !one.production
            && one.statuses.last().is_some_and(|last| last.state == "success")
    };
    repo.deployments
        .values()
        .filter(replaced)
        .map(|one| one.id)
        .collect()
}
