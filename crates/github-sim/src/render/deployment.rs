//! Deployments and their statuses.

use serde_json::{Value, json};

use super::{Render, instant};
use crate::world::{Deployment, DeploymentStatus, Repository};

impl Render<'_> {
    fn deployment_url(&self, repo: &Repository, id: i64) -> String {
        format!("{}/deployments/{id}", self.repo_url(repo))
    }

    /// A deployment.
    pub fn deployment(&self, repo: &Repository, one: &Deployment) -> Value {
        let url = self.deployment_url(repo, one.id);
        json!({
            "url": url,
            "id": one.id,
            "node_id": one.node_id(),
            "sha": one.commit,
            "ref": one.reference,
            "task": one.task,
            "payload": one.payload,
            "original_environment": one.original_environment,
            "environment": one.environment,
            "description": one.description,
            "creator": self.account(one.creator),
            "created_at": instant(one.created_at),
            "updated_at": instant(one.updated_at),
            "statuses_url": format!("{url}/statuses"),
            "repository_url": self.repo_url(repo),
            "transient_environment": one.transient,
            "production_environment": one.production,
            "performed_via_github_app": self.via_app(one.via_app),
        })
    }

    /// A status of a deployment.
    pub fn deployment_status(
        &self,
        repo: &Repository,
        deployment: &Deployment,
        one: &DeploymentStatus,
    ) -> Value {
        let url = self.deployment_url(repo, deployment.id);
        json!({
            "url": format!("{url}/statuses/{}", one.id),
            "id": one.id,
            "node_id": one.node_id(),
            "state": one.state,
            "creator": self.account(one.creator),
            "description": one.description,
            "environment": one.environment,
            "target_url": one.log_url,
            "created_at": instant(one.created_at),
            "updated_at": instant(one.created_at),
            "deployment_url": url,
            "repository_url": self.repo_url(repo),
            "environment_url": one.environment_url,
            "log_url": one.log_url,
            "performed_via_github_app": self.via_app(one.via_app),
        })
    }
}
