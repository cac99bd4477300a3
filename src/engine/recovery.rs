//! Finding incidents again without any memory: every incident of every repository that the App reaches.
//!
//! Used when the database is new, by the safety sweep for deliveries that never arrived, when an installation or a
//! configuration changed, and by `closeout reconcile --all`. It only finds keys; what is to be done about them is
//! found out as always. Searches that the server makes are keys themselves ([`super::errand`]).

use std::{collections::BTreeSet, sync::atomic::Ordering};

use super::{
    Engine,
    errand::{whole_installation, whole_repository},
    failure::Failure,
    rest,
};
use crate::{
    domain::key::{IncidentKey, Locator},
    github::{self, Asks, Installation, Listed},
    policy::{self, Policy},
    store::{Finished, Lease},
};

/// What a search brought.
#[derive(Debug, Default)]
pub struct Found {
    /// Incidents, those of one repository together.
    pub incidents: Vec<Locator>,
    /// Places that could not be searched, and why.
    pub troubles: Vec<(String, Failure)>,
}

impl Engine {
    /// Makes every installation due to be searched.
    pub async fn enqueue_all(&self) -> Result<usize, Failure> {
        let installations = self.inner.github.installations().await?;
        let errands: Vec<Locator> = installations
            .iter()
            .filter(|installation| !installation.suspended)
            .map(|installation| whole_installation(installation.id))
            .collect();
        self.enqueue(&errands).await?;
        Ok(errands.len())
    }

    /// Makes every repository of an installation due to be searched.
    pub(super) async fn expand_installation(&self, installation: u64) -> Result<Finished, Failure> {
        let repositories = self.inner.github.repositories(installation).await?;
        let errands: Vec<Locator> = repositories
            .into_iter()
            .filter(|repository| !repository.archived)
            .map(|repository| {
                whole_repository(installation, repository.id, repository.owner, repository.name)
            })
            .collect();
        self.enqueue(&errands).await?;
        Ok(Finished::nothing_left())
    }

    /// Makes the incidents of a repository due, except those at rest.
    pub(super) async fn expand_repository(&self, lease: &Lease) -> Result<Finished, Failure> {
        let repository = &lease.locator;
        let configured = self.inner.reconciler.reconcile_configuration(lease).await?;
        let incidents = self.to_be_looked_at(repository, &configured.policy).await?;
        self.enqueue(&incidents).await?;
        tracing::info!(%repository, incidents = incidents.len(), "searched");
        Ok(Finished::nothing_left())
    }

    /// The incidents that a sweep looks at. One that is at rest is not among them: by what we remember of it or, in a run
    /// that remembers nothing, by what GitHub's list of incidents shows. Such a run also keeps within its share of the hour's
    /// limit, since the next one begins where it began.
    async fn to_be_looked_at(&self, repository: &Locator, policy: &Policy) -> Result<Vec<Locator>, Failure> {
        let listed = self.list(repository, &policy.labels.incident).await?;
        let now = self.now();
        if self.inner.tuning.remembers {
            let mut due = self.with_remembered(repository, listed).await?;
            let mut at_rest = BTreeSet::new();
            for incident in &due {
                let known = self.inner.store.projection(incident.key).await?;
                if known.is_some_and(|known| rest::is_at_rest(&known, now)) {
                    at_rest.insert(incident.key);
                }
            }
            due.retain(|incident| !at_rest.contains(&incident.key));
            return Ok(due);
        }
        let share = rest::share(
            listed,
            self.inner.github.points_left(repository.installation),
            now,
        );
        self.inner.found.fetch_add(share.of, Ordering::Relaxed);
        Ok(share.incidents)
    }

    /// How many incidents sweeps that remember nothing have found since the start which are not over, whether there was room
    /// for them in the hour's limit or not.
    pub fn found(&self) -> usize {
        self.inner.found.load(Ordering::Relaxed)
    }

    /// Finds every incident, wherever the App is installed. Trouble with one repository does not keep the others
    /// from being searched.
    pub async fn find_all(&self) -> Result<Found, Failure> {
        let mut found = Found::default();
        for installation in self.inner.github.installations().await? {
            if !installation.suspended
                && let Err(failure) = self.find_in(&installation, &mut found).await
            {
                let account = installation.account.as_deref().unwrap_or("unknown account");
                let place = format!("installation {} ({account})", installation.id);
                found.troubles.push((place, failure));
            }
        }
        Ok(found)
    }

    async fn find_in(&self, installation: &Installation, found: &mut Found) -> Result<(), Failure> {
        for repository in self.inner.github.repositories(installation.id).await? {
            if repository.archived {
                continue;
            }
            let place = format!("{}/{}", repository.owner, repository.name);
            let at = whole_repository(installation.id, repository.id, repository.owner, repository.name);
            match self.look_around(&at).await {
                Ok(incidents) => found.incidents.extend(incidents),
                // The other repositories of this installation share the limit.
                Err(limited @ Failure::GitHub(github::Error::RateLimited { .. })) => return Err(limited),
                Err(failure) => found.troubles.push((place, failure)),
            }
        }
        Ok(())
    }

    /// Searches a repository of which nothing is known yet.
    ///
    /// # Errors
    /// [`Failure::GitHub`] when it cannot be searched.
    pub async fn look_around(&self, repository: &Locator) -> Result<Vec<Locator>, Failure> {
        let policy = self.policy(repository).await?;
        self.search(repository, &policy.labels.incident).await
    }

    /// The incidents that a sweep of a repository would look at now.
    ///
    /// # Errors
    /// [`Failure::GitHub`] when it cannot be searched.
    pub async fn rehearse_sweep(&self, repository: &Locator) -> Result<Vec<Locator>, Failure> {
        let policy = self.policy(repository).await?;
        self.to_be_looked_at(repository, &policy).await
    }

    async fn policy(&self, repository: &Locator) -> Result<Policy, Failure> {
        let asks = Asks::default();
        let config = self.inner.github.repository(repository, &asks).await?.config;
        Ok(policy::last_good(config.as_ref()).policy)
    }

    /// Finds out how to reach an incident of which only the name is known.
    ///
    /// `None` when the App is not installed on that repository.
    pub async fn locate(
        &self,
        owner: &str,
        name: &str,
        issue: u64,
    ) -> Result<Option<Locator>, github::Error> {
        for installation in self.inner.github.installations().await? {
            if installation.suspended {
                continue;
            }
            let repositories = self.inner.github.repositories(installation.id).await?;
            let found = repositories.into_iter().find(|repository| {
                repository.owner.eq_ignore_ascii_case(owner) && repository.name.eq_ignore_ascii_case(name)
            });
            if let Some(repository) = found {
                let key = IncidentKey {
                    repository: repository.id,
                    issue,
                };
                return Ok(Some(Locator {
                    key,
                    installation: installation.id,
                    owner: repository.owner,
                    name: repository.name,
                }));
            }
        }
        Ok(None)
    }

    /// Every issue that carries the incident label, by whatever name the repository's configuration gives it, and
    /// every incident that we remember: its label may have been taken off while nobody listened.
    pub(super) async fn search(&self, repository: &Locator, label: &str) -> Result<Vec<Locator>, Failure> {
        let listed = self.list(repository, label).await?;
        self.with_remembered(repository, listed).await
    }

    async fn list(&self, repository: &Locator, label: &str) -> Result<Vec<Listed>, Failure> {
        let Locator {
            installation,
            owner,
            name,
            ..
        } = repository;
        let github = &self.inner.github;
        Ok(github.incidents(*installation, owner, name, label).await?)
    }

    async fn with_remembered(
        &self,
        repository: &Locator,
        listed: Vec<Listed>,
    ) -> Result<Vec<Locator>, Failure> {
        let mut incidents: Vec<Locator> = listed.into_iter().map(|listed| listed.locator).collect();
        let listed: BTreeSet<IncidentKey> = incidents.iter().map(|incident| incident.key).collect();
        let known = self.inner.store.projections_in(repository.key.repository).await?;
        let known = known.into_iter().map(|known| known.locator);
        incidents.extend(known.filter(|known| !listed.contains(&known.key)));
        Ok(incidents)
    }
}
