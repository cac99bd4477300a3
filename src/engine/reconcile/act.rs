//! Doing what was planned: the only caller of `github::execute`. Every effect is written down before it is executed and
//! after it succeeded, so that whatever is interrupted is looked for before it is tried again.

use super::{
    super::{failure::Failure, ledger},
    LEASE, Reconciler,
};
use crate::{
    domain::key::Locator,
    github::{self, Attempt},
    plan::effect::Effect,
    store::{Intent, Lease},
};

/// How a round of effects went.
pub(super) enum Round {
    /// Everything was tried; the first refusal, if there was one.
    Tried(Option<Failure>),
    /// Somebody was faster, or we ourselves moved the branch; the rest was planned on a world that is gone.
    Overtaken,
}

impl Reconciler {
    /// Executes effects in order. A refused one does not hold up the others; one of which nobody knows how it
    /// ended does.
    pub(super) async fn execute(
        &self,
        lease: &Lease,
        at: &Locator,
        effects: &[(Effect, Attempt)],
    ) -> Result<Round, Failure> {
        let mut refusal = None;
        for (effect, attempt) in effects {
            let key = effect.key();
            let intent = Intent {
                effect: &key,
                target: &ledger::target(effect),
            };
            let now = self.clock.now();
            self.store.intend(lease, intent, now, now + LEASE).await?;
            match self.github.execute(at, effect, *attempt).await {
                Ok(()) => {
                    self.store.executed(lease, &key, self.clock.now()).await?;
                    tracing::info!(incident = %at, %effect, "executed");
                    if effect.moves_head() {
                        return Ok(Round::Overtaken);
                    }
                }
                Err(unknown @ github::Error::Transient { .. }) => return Err(unknown.into()),
                Err(refused) => {
                    self.store.refused(lease, &key).await?;
                    tracing::info!(incident = %at, %effect, reason = %refused, "refused");
                    match refused {
                        github::Error::Declined { .. } => self.remember_declined(lease, effect).await?,
                        github::Error::Conflict { .. } | github::Error::Gone { .. } => {
                            return Ok(Round::Overtaken);
                        }
                        github::Error::RateLimited { .. } => return Err(refused.into()),
                        _ => refusal = refusal.or(Some(refused.into())),
                    }
                }
            }
        }
        Ok(Round::Tried(refusal))
    }

    /// Notes that GitHub declined an effect, so that it is not asked for again and again.
    async fn remember_declined(&self, lease: &Lease, effect: &Effect) -> Result<(), Failure> {
        let note = Intent {
            effect: &ledger::declined(&effect.key()),
            target: &ledger::declined(&ledger::target(effect)),
        };
        let now = self.clock.now();
        Ok(self.store.intend(lease, note, now, now + LEASE).await?)
    }
}
