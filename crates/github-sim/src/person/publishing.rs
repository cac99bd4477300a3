//! Deployments and releases, by people.

use super::Person;
use crate::world::OpError;
use crate::world::ops::{NewDeployment, NewDeploymentStatus, NewRelease, ReleaseEdit};

impl Person {
    /// Asks for a deployment and gives its id.
    pub fn deploy(&self, repo: &str, new: &NewDeployment) -> Result<i64, OpError> {
        self.in_repo(repo, |world, actor, repo| {
            world.create_deployment(actor, repo, new)
        })
    }

    /// Tells how a deployment goes and gives the status's id.
    pub fn deployment_status(
        &self,
        repo: &str,
        deployment: i64,
        new: &NewDeploymentStatus,
    ) -> Result<i64, OpError> {
        self.in_repo(repo, |world, actor, repo| {
            world.add_deployment_status(actor, repo, deployment, new)
        })
    }

    /// Makes a release, or a draft of one, and gives its id.
    pub fn release(&self, repo: &str, new: &NewRelease) -> Result<i64, OpError> {
        self.in_repo(repo, |world, actor, repo| world.create_release(actor, repo, new))
    }

    /// Publishes a release that was a draft.
    pub fn publish_release(&self, repo: &str, id: i64) -> Result<(), OpError> {
        let edit = ReleaseEdit {
            draft: Some(false),
            ..ReleaseEdit::default()
        };
        self.in_repo(repo, |world, actor, repo| {
            world.edit_release(actor, repo, id, &edit)
        })
    }
}
