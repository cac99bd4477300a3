//! What must be done now, and when to look again. Pure: policy, incident, observation and instant in, plan out.
//!
//! Each step states what should be there and plans the difference to what is observed, so that a plan that was
//! carried out leaves an empty one. No step knows what woke us, and none looks at another step's effects.

pub mod actions;
mod answers;
mod check;
mod closing;
mod compliance;
mod configuration;
mod deadline;
pub mod effect;
mod explanation;
mod facts;
mod index;
mod labels;
mod lint;
pub mod meeting;
mod nudges;
mod postmortem;
mod posts;
mod severity;
mod status;
mod template;
mod withdrawal;
mod writing;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::{
    calendar::address::Address,
    domain::{
        incident::{Incident, Standing},
        observation::Observation,
        person::Login,
        phase::Phase,
        request::Request,
        severity::Severity,
    },
    message::{Message, Voice},
    policy::{Fault, Policy},
};

pub use check::NAME as POSTMORTEM_CHECK;
pub use configuration::plan_configuration;
pub use deadline::meeting as meeting_deadline;
pub use facts::{Facts, facts};
pub use index::BRANCH as INDEX_BRANCH;
pub use postmortem::branch;

use effect::{Effect, Plan};

/// Everything a plan is made from.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The policy in force.
    pub policy: &'a Policy,
    /// What is wrong with the configuration file.
    pub faults: &'a [Fault],
    /// What the events amount to.
    pub incident: &'a Incident,
    /// Somebody who has not commanded an incident for long, when earlier incidents are remembered.
    pub rested_commander: Option<&'a Login>,
    /// What somebody asked for by pressing a button.
    pub requests: &'a BTreeSet<Request>,
    /// What GitHub lets us do.
    pub means: Means,
    /// Where the repository's calendar is served; absent where no server can be reached.
    pub calendar: Option<&'a Address>,
    /// What GitHub shows.
    pub observation: &'a Observation,
    /// The present instant.
    pub now: DateTime<Utc>,
}

/// What GitHub lets us do by the credential that we have. What a workflow's own token makes starts no workflow, and neither
/// do its buttons; and a team that it mentions is plain text, since it may not see any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Means {
    /// Whether we are told when somebody presses a button of a check of ours.
    pub buttons: bool,
    /// Whether a team that we mention is notified.
    pub teams: bool,
}

impl Means {
    /// What an App can do.
    pub const ALL: Self = Self {
        buttons: true,
        teams: true,
    };
}

/// The steps of every plan, in the order in which their effects must happen.
const STEPS: [fn(&Input<'_>) -> Plan; 15] = [
    configuration::plan,
    template::plan,
    labels::plan,
    answers::plan,
    postmortem::plan,
    writing::plan,
    actions::plan,
    meeting::plan,
    check::plan,
    explanation::plan,
    status::plan,
    nudges::plan,
    closing::plan,
    index::plan,
    withdrawal::plan,
];

/// Plans everything that is missing for one incident.
pub fn plan(input: &Input<'_>) -> Plan {
    let mut whole = Plan::default();
    if input.incident.standing == Standing::NotDeclared {
        return whole;
    }
    for step in STEPS {
        let part = step(input);
        whole.effects.extend(part.effects);
        whole.wake_at = [whole.wake_at, part.wake_at].into_iter().flatten().min();
    }
    whole
}

/// Only the reminders of [`plan`], and when to look again for them: for whoever wants to foresee them.
pub fn reminders(input: &Input<'_>) -> Plan {
    nudges::plan(input)
}

impl Input<'_> {
    /// The severity in force: the chosen one, else the suggested one, else the configured default.
    fn severity(&self) -> Severity {
        let incident = self.incident;
        self.policy
            .in_force(incident.severity, incident.suggestion.as_ref())
    }

    /// The severity that counts while nobody has chosen one.
    fn assumed_severity(&self) -> Severity {
        self.policy.in_force(None, self.incident.suggestion.as_ref())
    }

    /// Language and zone of everything planned.
    fn voice(&self) -> Voice {
        self.policy.voice()
    }

    /// The incident is one, and has not been withdrawn.
    fn is_live(&self) -> bool {
        self.incident.standing == Standing::Declared && self.incident.phase != Phase::Withdrawn
    }

    /// The incident goes on.
    fn is_running(&self) -> bool {
        self.is_live() && self.incident.phase != Phase::Resolved
    }

    /// Whether a postmortem is to be written, sooner or later.
    fn wants_postmortem(&self) -> bool {
        let required = self.policy.severity(self.severity()).postmortem_required;
        (required || self.incident.postmortem_requested) && self.incident.postmortem_skipped.is_none()
    }

    /// Whether the postmortem is Closed only after customers were told.
    fn announcement_required(&self) -> bool {
        self.policy
            .announcement_required(self.severity(), self.incident.drill)
    }

    /// Whether customers still have to be told before the postmortem is Closed.
    fn awaits_announcement(&self) -> bool {
        self.announcement_required() && self.incident.announced.is_none()
    }

    /// Whether a comment says what it should.
    fn is_current(&self, fingerprint: &str, message: &Message) -> bool {
        fingerprint == message.fingerprint(self.voice())
    }
}

/// Effects that need no further look.
fn effects(effects: Vec<Effect>) -> Plan {
    Plan {
        effects,
        wake_at: None,
    }
}
