//! Looking again at incidents that are known already, when something happened beside them.

use std::collections::BTreeSet;

use super::Engine;
use crate::{
    domain::{
        key::{IncidentKey, Locator},
        phase::Phase,
    },
    store::{Projection, StoreError},
};

impl Engine {
    /// Makes the incidents of a repository due that are not over yet, and tells how many they are. Which repository is
    /// all that matters of `repository`'s key.
    pub async fn enqueue_running(&self, repository: &Locator) -> Result<usize, StoreError> {
        self.enqueue_known(repository, |known| known.phase < Phase::Resolved)
            .await
    }

    /// Makes those incidents of a repository due that are known and have one of these numbers, and tells how many.
    pub async fn enqueue_numbered(
        &self,
        repository: &Locator,
        numbers: &BTreeSet<u64>,
    ) -> Result<usize, StoreError> {
        self.enqueue_known(repository, |known| numbers.contains(&known.locator.key.issue))
            .await
    }

    /// Nothing is written when nothing is found: most of what happens in a repository concerns no incident.
    async fn enqueue_known(
        &self,
        repository: &Locator,
        is_wanted: impl Fn(&Projection) -> bool,
    ) -> Result<usize, StoreError> {
        let known = self.inner.store.projections_in(repository.key.repository).await?;
        let wanted: Vec<Locator> = known
            .iter()
            .filter(|known| is_wanted(known))
            .map(|known| Locator {
                key: IncidentKey {
                    issue: known.locator.key.issue,
                    ..repository.key
                },
                ..repository.clone()
            })
            .collect();
        if !wanted.is_empty() {
            self.enqueue(&wanted).await?;
        }
        Ok(wanted.len())
    }
}
