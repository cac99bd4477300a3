//! Finding incidents again without any memory: every incident of every repository that the App reaches.
//!
//! Used when the database is new, by the safety sweep for deliveries that never arrived, when an installation or a
//! configuration changed, and by `closeout reconcile --all`. It only finds keys; what is to be done about them is
//! found out as always. Searches that the server makes are keys themselves ([`super::errand`]).

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Engine,
    errand::{whole_installation, whole_repository},
    failure::Failure,
};
use crate::{
    domain::{
        key::{IncidentKey, Locator},
        phase::Phase,
        postmortem::PostmortemStatus,
    },
    github::{self, Asks, Installation},
    policy,
    store::{Finished, Lease, Projection},
};

/// How long an incident at rest is left alone by the safety sweep.
const REST: TimeDelta = TimeDelta::hours(24);

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
        let mut incidents = self
            .search(repository, &configured.policy.labels.incident)
            .await?;
        let now = self.now();
        let mut at_rest = BTreeSet::new();
        for incident in &incidents {
            let known = self.inner.store.projection(incident.key).await?;
            if known.is_some_and(|known| is_at_rest(&known, now)) {
                at_rest.insert(incident.key);
            }
        }
        incidents.retain(|incident| !at_rest.contains(&incident.key));
        self.enqueue(&incidents).await?;
        tracing::info!(%repository, incidents = incidents.len(), at_rest = at_rest.len(), "searched");
        Ok(Finished::nothing_left())
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
        let asks = Asks::default();
        let config = self.inner.github.repository(repository, &asks).await?.config;
        let label = policy::last_good(config.as_ref()).policy.labels.incident;
        self.search(repository, &label).await
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
    async fn search(&self, repository: &Locator, label: &str) -> Result<Vec<Locator>, Failure> {
        let mut incidents = self
            .inner
            .github
            .incidents(
                repository.installation,
                &repository.owner,
                &repository.name,
                label,
            )
            .await?;
        let listed: BTreeSet<IncidentKey> = incidents.iter().map(|incident| incident.key).collect();
        let known = self.inner.store.projections_in(repository.key.repository).await?;
        let known = known.into_iter().map(|known| known.locator);
        incidents.extend(known.filter(|known| !listed.contains(&known.key)));
        Ok(incidents)
    }
}

/// An incident is at rest when it is over and only somebody's touch could change that. It is looked at again after
/// a day all the same: the delivery of that touch may be what was missed.
fn is_at_rest(known: &Projection, now: DateTime<Utc>) -> bool {
    known.wake_at.is_none()
        && matches!(known.phase, Phase::Resolved | Phase::Withdrawn)
        && known.postmortem.is_none_or(PostmortemStatus::is_final)
        && now - known.seen_at < REST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Mark;

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + hours * 3600, 0).unwrap()
    }

    fn closed() -> Projection {
        Projection {
            locator: whole_repository(77, 1, "acme".into(), "ops".into()),
            title: "API is down".into(),
            url: "https://github.com/acme/ops/issues/7".into(),
            drill: false,
            phase: Phase::Resolved,
            severity: None,
            declared_at: at(0),
            commander: None,
            participants: Vec::new(),
            postmortem: Some(PostmortemStatus::Closed),
            pull_request: None,
            document: None,
            labels: Vec::new(),
            meeting: None,
            voice: crate::policy::Policy::default().voice(),
            templates: Vec::new(),
            mark: Mark::default(),
            items: Vec::new(),
            index: None,
            wake_at: None,
            seen_at: at(0),
        }
    }

    #[test]
    fn what_is_over_is_left_alone_for_a_day() {
        assert!(is_at_rest(&closed(), at(23)));
        assert!(!is_at_rest(&closed(), at(24)));
        let withdrawn = Projection {
            phase: Phase::Withdrawn,
            postmortem: None,
            ..closed()
        };
        assert!(is_at_rest(&withdrawn, at(1)));
    }

    #[test]
    fn what_is_not_over_is_looked_at() {
        let running = Projection {
            phase: Phase::Mitigated,
            postmortem: None,
            ..closed()
        };
        let drafted = Projection {
            postmortem: Some(PostmortemStatus::Draft),
            ..closed()
        };
        let waiting = Projection {
            wake_at: Some(at(5)),
            ..closed()
        };
        for known in [running, drafted, waiting] {
            assert!(!is_at_rest(&known, at(1)), "{known:?}");
        }
    }
}
