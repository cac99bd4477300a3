//! What stands at a key, what it amounts to, and what is to be done about it. Nothing is written here.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{
    super::{failure::Failure, rested},
    Reconciler,
};
use crate::{
    domain::{
        incident::{Incident, Standing},
        key::Locator,
        observation::Observation,
        request::Request,
    },
    fold,
    github::{self, Asks, Hints, Sighting},
    message::Voice,
    plan::{self, effect::Plan},
    policy::{self, Loaded, Policy},
    report::{self, Record},
    store::MeetingView,
};

/// An incident, and what has to be done about it.
pub(super) struct Look {
    pub(super) observation: Observation,
    pub(super) incident: Incident,
    pub(super) plan: Plan,
    /// The review meeting, once it was announced.
    pub(super) meeting: Option<MeetingView>,
    /// Until when it must be held, once that is known.
    pub(super) deadline: Option<DateTime<Utc>>,
    /// Language and zone of everything said.
    pub(super) voice: Voice,
    /// What was asked for by name.
    pub(super) asks: Asks,
}

/// What stands at a key's number.
pub(super) enum Seen {
    Issue(Box<Look>),
    PostmortemOf(Locator),
}

impl Reconciler {
    /// Observes and thinks, as often as it takes to know by which names to ask.
    pub(super) async fn look(
        &self,
        locator: &Locator,
        requests: &BTreeSet<Request>,
        now: DateTime<Utc>,
    ) -> Result<Seen, Failure> {
        let known = self.store.projection(locator.key).await?;
        let (hints, mut asks) = match known {
            Some(known) => (
                Hints {
                    document_path: known.document,
                },
                Asks {
                    labels: known.labels,
                    mark: known.mark,
                    index: known.index,
                    templates: known.templates,
                },
            ),
            None => (Hints::default(), Asks::of(&Policy::default())),
        };
        let mut sighting = self.observe(locator, &hints, &asks).await?;
        // The configuration gives the names, and it is read together with what they name: names that were not asked
        // by, because it was unknown or has changed, take a second look.
        if let Sighting::Issue(observation) = &sighting {
            let wanted = Asks::about(&load(observation).policy, observation);
            if !asks.covers(&wanted) {
                asks = wanted;
                sighting = self.observe(locator, &hints, &asks).await?;
            }
        }
        Ok(match sighting {
            Sighting::Issue(observation) => Seen::Issue(Box::new(
                self.consider(locator, *observation, asks, requests, now).await?,
            )),
            Sighting::PostmortemOf(incident) => Seen::PostmortemOf(incident),
        })
    }

    /// The facts of an incident for a report; none for what was never declared one.
    pub(in crate::engine) async fn record(
        &self,
        locator: &Locator,
        asks: &Asks,
    ) -> Result<Option<Record>, Failure> {
        let (nothing, now) = (BTreeSet::new(), self.clock.now());
        let sighting = self.observe(locator, &Hints::default(), asks).await?;
        let Sighting::Issue(observation) = sighting else {
            return Ok(None);
        };
        let look = self
            .consider(locator, *observation, asks.clone(), &nothing, now)
            .await?;
        let Loaded { policy, faults } = load(&look.observation);
        Ok(report::observed(&plan::Input {
            policy: &policy,
            faults: &faults,
            incident: &look.incident,
            rested_commander: None,
            requests: &nothing,
            means: self.github.means(locator).await?,
            calendar: None,
            observation: &look.observation,
            now,
        }))
    }

    /// What the observation amounts to, and what is to be done about it.
    async fn consider(
        &self,
        locator: &Locator,
        mut observation: Observation,
        asks: Asks,
        requests: &BTreeSet<Request>,
        now: DateTime<Utc>,
    ) -> Result<Look, Failure> {
        let key = locator.key;
        let Loaded { policy, faults } = load(&observation);
        let incident = fold::fold(&observation, &policy);
        if incident.standing == Standing::Declared {
            let names = plan::actions::names(&observation, &incident);
            let at = whereabouts(locator, &observation);
            self.github.observe_items(&at, &mut observation, &names).await?;
        }
        let address = self.calendars.as_ref();
        let address = address.map(|calendars| calendars.address(locator.installation, key.repository));
        let mut rested_commander = None;
        if rested::is_wanted(&incident) {
            let earlier = self.store.projections_in(key.repository).await?;
            rested_commander = rested::rested(&earlier, key, &incident, now);
        }
        let input = plan::Input {
            policy: &policy,
            faults: &faults,
            incident: &incident,
            rested_commander: rested_commander.as_ref(),
            requests,
            means: self.github.means(locator).await?,
            calendar: address.as_ref(),
            observation: &observation,
            now,
        };
        let plan = plan::plan(&input);
        let voice = policy.voice();
        let meeting = plan::meeting::announced(&input).map(|entry| MeetingView {
            entry,
            held: incident.meeting_held,
            voice,
        });
        let deadline = plan::meeting_deadline(&input);
        Ok(Look {
            observation,
            incident,
            plan,
            meeting,
            deadline,
            voice,
            asks,
        })
    }

    async fn observe(
        &self,
        locator: &Locator,
        hints: &Hints,
        asks: &Asks,
    ) -> Result<Sighting, github::Error> {
        let needs = |observation: &Observation| -> BTreeSet<_> {
            fold::permissions_needed(observation, &load(observation).policy)
        };
        self.github.observe(locator, hints, asks, needs).await
    }
}

fn load(observation: &Observation) -> Loaded {
    policy::last_good(observation.repository.config.as_ref())
}

/// Where the repository is now: it may have been renamed since somebody told us.
pub(super) fn whereabouts(known: &Locator, observation: &Observation) -> Locator {
    Locator {
        owner: observation.repository.owner.clone(),
        name: observation.repository.name.clone(),
        ..known.clone()
    }
}
