//! One incident, once: observe, fold, plan, execute, record; again, until nothing is left to do.
//!
//! The only caller of `github::execute`. Every effect is written down before it is executed and after it succeeded,
//! so that whatever is interrupted is looked for before it is tried again.
//!
//! Long because: looking, deciding and acting are one loop, and each of the three is a few lines only with the others at hand.

use std::{collections::BTreeSet, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    calendar::Calendars,
    failure::Failure,
    ledger::{self, Decision},
    rested,
};
use crate::{
    clock::Clock,
    domain::{
        incident::{Incident, Standing},
        key::{IncidentKey, Locator},
        observation::Observation,
        request::Request,
        role::Role,
    },
    fold,
    github::{self, Asks, Attempt, GitHub, Hints, Sighting},
    message::Voice,
    plan::{
        self,
        effect::{Effect, Plan},
    },
    policy::{self, Loaded, Policy},
    report::{self, Record},
    store::{Finished, Intent, Lease, MeetingView, Projection, Store},
};

/// Rounds of looking and acting before we admit that it leads nowhere. Three are usual: a label must exist before
/// it is put on, a branch before a document is committed to it.
const ROUNDS: usize = 8;

/// How long a key is ours without a sign of life. Every effect is one.
pub(super) const LEASE: TimeDelta = TimeDelta::minutes(5);

/// People of one incident who are remembered for the next.
const MOST_PARTICIPANTS: usize = 20;

/// A wake-up that lies in the past would have us run in circles.
const SOONEST_WAKE: TimeDelta = TimeDelta::seconds(1);

/// Brings one incident to where it should be.
pub(super) struct Reconciler {
    github: GitHub,
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    calendars: Option<Calendars>,
}

/// An incident, and what has to be done about it.
struct Look {
    observation: Observation,
    incident: Incident,
    plan: Plan,
    /// The review meeting, once it was announced.
    meeting: Option<MeetingView>,
    /// Until when it must be held, once that is known.
    deadline: Option<DateTime<Utc>>,
    /// Language and zone of everything said.
    voice: Voice,
    /// What was asked for by name.
    asks: Asks,
}

/// What stands at a key's number.
enum Seen {
    Issue(Box<Look>),
    PostmortemOf(Locator),
}

/// How a round of effects went.
enum Round {
    /// Everything was tried; the first refusal, if there was one.
    Tried(Option<Failure>),
    /// Somebody was faster, or we ourselves moved the branch; the rest was planned on a world that is gone.
    Overtaken,
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

    /// The facts of an incident for a report; none for what was never declared one.
    pub(super) async fn record(&self, locator: &Locator, asks: &Asks) -> Result<Option<Record>, Failure> {
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
                return Ok(settled(&lease.locator, *look, &decision, now));
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

    /// Observes and thinks, as often as it takes to know by which names to ask.
    async fn look(
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

    /// Executes effects in order. A refused one does not hold up the others; one of which nobody knows how it
    /// ended does.
    async fn execute(
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

fn load(observation: &Observation) -> Loaded {
    policy::last_good(observation.repository.config.as_ref())
}

/// Where the repository is now: it may have been renamed since somebody told us.
fn whereabouts(known: &Locator, observation: &Observation) -> Locator {
    Locator {
        owner: observation.repository.owner.clone(),
        name: observation.repository.name.clone(),
        ..known.clone()
    }
}

fn settled(locator: &Locator, look: Look, decision: &Decision, now: DateTime<Utc>) -> Finished {
    let wake_at = [look.plan.wake_at, decision.wake_at]
        .into_iter()
        .flatten()
        .min()
        .map(|at| at.max(now + SOONEST_WAKE));
    let projection = match look.incident.standing {
        Standing::NotDeclared => None,
        Standing::AwaitingConfirmation | Standing::Declared => {
            Some(Box::new(project(locator, look, wake_at, now)))
        }
    };
    Finished::Done { wake_at, projection }
}

fn project(locator: &Locator, look: Look, wake_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Projection {
    let Look {
        observation,
        incident,
        asks,
        meeting,
        deadline,
        voice,
        ..
    } = look;
    let locator = whereabouts(locator, &observation);
    let pull_request = observation.pull_request;
    Projection {
        locator,
        title: observation.issue.title,
        url: observation.issue.url,
        drill: incident.drill,
        phase: incident.phase,
        severity: incident.severity,
        declared_at: incident.declared_at,
        commander: incident.roles.get(&Role::Commander).cloned(),
        participants: incident
            .participants
            .into_iter()
            .take(MOST_PARTICIPANTS)
            .collect(),
        postmortem: incident.postmortem,
        pull_request: pull_request.as_ref().map(|found| found.url.clone()),
        document: pull_request
            .and_then(|found| found.document)
            .map(|file| file.path),
        labels: asks.labels,
        meeting,
        deadline,
        voice,
        mark: asks.mark,
        items: observation
            .items
            .found
            .iter()
            .map(|issue| (issue.repository_id, issue.number))
            .collect(),
        index: asks.index,
        templates: asks.templates,
        wake_at,
        seen_at: now,
    }
}
