//! How this GitHub differs from the public site as it is out of the box.

use crate::sim::{GitHubSim, SimError};

impl GitHubSim {
    /// From now on a push to a pull request dismisses the approvals it had.
    pub fn dismiss_stale_reviews(&self, full_name: &str) -> Result<(), SimError> {
        let id = self.repo_id(full_name)?;
        if let Some(repo) = self.world().repositories.get_mut(&id) {
            repo.dismisses_stale_reviews = true;
        }
        Ok(())
    }
}
