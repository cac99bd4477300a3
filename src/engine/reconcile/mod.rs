//! One incident, once: observe, fold, plan, execute, record; again, until nothing is left to do.
//!
//! `look` finds out what is to be done, `act` does it, and `projection` is what remains of it in the store.

mod act;
mod look;
mod projection;

use std::{collections::BTreeSet, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};

use self::{
    act::Round,
    look::{Seen, whereabouts},
};
use super::{calendar::Calendars, failure::Failure, ledger};
use crate::{
    clock::Clock,
    domain::{
        incident::Standing,
        key::{IncidentKey, Locator},
        request::Request,
    },
    github::{Asks, GitHub},
    plan::{self, effect::Plan},
    policy::{self, Loaded, Policy},
    store::{Finished, Lease, Store},
};

/// Rounds of looking and acting before we admit that it leads nowhere. Three are usual: a label must exist before
/// it is put on, a branch before a document is committed to it.
const ROUNDS: usize = 8;

/// How long a key is ours without a sign of life. Every effect is one.
pub(super) const LEASE: TimeDelta = TimeDelta::minutes(5);

/// Brings one incident to where it should be.
pub(super) struct Reconciler {
    github: GitHub,
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    calendars: Option<Calendars>,
}

impl Reconciler {
    pub(super) fn new(
        github: GitHub,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        calendars: Option<Calendars>,
    ) -> Self {
        Self {
            github,
            store,
            clock,
            calendars,
        }
    }

    /// The calendars that are served.
    pub(super) fn calendars(&self) -> Option<&Calendars> {
        self.calendars.as_ref()
    }

    /// What would be done now.
    pub(super) async fn dry_run(&self, locator: &Locator) -> Result<Plan, Failure> {
        let nothing = BTreeSet::new();
        match self.look(locator, &nothing, self.clock.now()).await? {
            Seen::Issue(look) => Ok(look.plan),
            Seen::PostmortemOf(incident) => match self.look(&incident, &nothing, self.clock.now()).await? {
                Seen::Issue(look) => Ok(look.plan),
                Seen::PostmortemOf(_) => Ok(Plan::default()),
            },
        }
    }

    /// Does what has to be done about a leased key.
    pub(super) async fn reconcile(&self, lease: &Lease) -> Result<Finished, Failure> {
        let key = lease.locator.key;
        let mut requests = lease.requests();
        let mut last = Vec::new();
        for _ in 0..ROUNDS {
            let now = self.clock.now();
            let look = match self.look(&lease.locator, &requests, now).await? {
                Seen::Issue(look) => look,
                Seen::PostmortemOf(incident) => {
                    self.store.enqueue(&[incident], now).await?;
                    return Ok(Finished::nothing_left());
                }
            };
            let known = self.store.ledger(key).await?;
            let decision = ledger::decide(look.plan.effects.clone(), &known, now);
            if decision.execute.is_empty() {
                if look.incident.standing == Standing::NotDeclared {
                    self.tell_incidents_of(key, now).await?;
                }
                return Ok(projection::settled(&lease.locator, *look, &decision, now));
            }
            last = decision
                .execute
                .iter()
                .map(|(effect, _)| effect.to_string())
                .collect();
            let at = whereabouts(&lease.locator, &look.observation);
            match self.execute(lease, &at, &decision.execute).await? {
                Round::Tried(Some(failure)) => return Err(failure),
                // What was asked for is there now and is compared with what is wanted, all but this: it is done once.
                Round::Tried(None) => {
                    requests.remove(&Request::Rerun);
                }
                Round::Overtaken => {}
            }
        }
        Err(Failure::DoesNotConverge { effects: last })
    }

    /// What happened to an issue that is no incident can concern one whose action item it is.
    async fn tell_incidents_of(&self, item: IncidentKey, now: DateTime<Utc>) -> Result<(), Failure> {
        let known = self.store.projections().await?;
        let tracking = known
            .into_iter()
            .filter(|known| known.items.contains(&(item.repository, item.issue)));
        let incidents: Vec<Locator> = tracking.map(|known| known.locator).collect();
        if !incidents.is_empty() {
            self.store.enqueue(&incidents, now).await?;
        }
        Ok(())
    }

    /// Does what has to be done about the configuration of a leased repository, and tells what it says. Repositories
    /// without any incident are told about their faults like all others.
    pub(super) async fn reconcile_configuration(&self, lease: &Lease) -> Result<Loaded, Failure> {
        let now = self.clock.now();
        let asks = Asks::of(&Policy::default());
        let mut repository = self.github.repository(&lease.locator, &asks).await?;
        let loaded = policy::last_good(repository.config.as_ref());
        let wanted = Asks::of(&loaded.policy);
        if !asks.covers(&wanted) {
            repository = self.github.repository(&lease.locator, &wanted).await?;
        }
        let planned = plan::plan_configuration(&repository, &loaded).effects;
        let known = self.store.ledger(lease.locator.key).await?;
        let decision = ledger::decide(planned, &known, now);
        let at = Locator {
            owner: repository.owner,
            name: repository.name,
            ..lease.locator.clone()
        };
        match self.execute(lease, &at, &decision.execute).await? {
            Round::Tried(Some(failure)) => Err(failure),
            Round::Tried(None) | Round::Overtaken => Ok(loaded),
        }
    }
}
