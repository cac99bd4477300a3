//! Reading a whole repository without changing anything in it, for reports.

use super::{Engine, failure::Failure};
use crate::{domain::key::Locator, github::Asks, message::Voice, policy, report::Record};

/// A repository and its incidents.
#[derive(Debug, Clone)]
pub struct Survey {
    /// `owner/name`, as GitHub spells it now.
    pub repository: String,
    /// Everything that carries the incident label, open or closed.
    pub incidents: Vec<Locator>,
    /// Language and zone that the repository has configured.
    pub voice: Voice,
    /// By which names its incidents are asked for. The list of all postmortems is none of them: reports do without.
    asks: Asks,
}

impl Engine {
    /// Finds the incidents of a repository of which only the name is known. `None` when we cannot see it.
    ///
    /// # Errors
    /// [`Failure::GitHub`] when it cannot be searched.
    pub async fn survey(&self, owner: &str, name: &str) -> Result<Option<Survey>, Failure> {
        let Some(repository) = self.inner.github.find_repository(owner, name).await? else {
            return Ok(None);
        };
        let found = self
            .inner
            .github
            .repository(&repository, &Asks::default())
            .await?;
        let policy = policy::last_good(found.config.as_ref()).policy;
        Ok(Some(Survey {
            repository: format!("{}/{}", found.owner, found.name),
            incidents: self.search(&repository, &policy.labels.incident).await?,
            voice: policy.voice(),
            asks: Asks::of(&policy),
        }))
    }

    /// The facts of an incident that a survey found; `None` for what was never declared one. Nothing is planned, executed or remembered.
    ///
    /// # Errors
    /// [`Failure::GitHub`] when it cannot be observed.
    pub async fn record(&self, survey: &Survey, incident: &Locator) -> Result<Option<Record>, Failure> {
        self.inner.reconciler.record(incident, &survey.asks).await
    }
}
