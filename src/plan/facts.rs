//! What a report wants to know about an incident and only the policy, or the way to Closed, can tell.

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        event::{EventKind, Place},
        label,
        observation::PullRequestState,
        person::ActorKind,
        phase::Phase,
        postmortem::PostmortemStatus,
        severity::Severity,
    },
    message::context::SeverityTime,
    policy::labels::status_label,
};

use super::{Input, compliance, deadline, status};

/// Facts about one incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The severity in force.
    pub severity: Severity,
    /// How long each severity was in force, once the incident is over and there was more than one.
    pub severity_times: Vec<SeverityTime>,
    /// The incident is over, and a postmortem is or was to be written, or somebody decided against it.
    pub due: bool,
    /// Until when the review meeting is to be held.
    pub deadline: Option<DateTime<Utc>>,
    /// When the postmortem was first Reviewed.
    pub reviewed: Option<DateTime<Utc>>,
    /// When the postmortem was Closed.
    pub closed: Option<DateTime<Utc>>,
}

/// The facts about an incident.
pub fn facts(input: &Input<'_>) -> Facts {
    let incident = input.incident;
    let is_closed = incident.postmortem == Some(PostmortemStatus::Closed);
    let pull = input.observation.pull_request.as_ref();
    let compliance = pull
        .filter(|_| is_closed)
        .and_then(|pull| compliance::compliance(input, pull));
    let closed = compliance.map(|kept| kept.closed);
    let is_there = pull.is_some_and(|pull| pull.state != PullRequestState::Closed);
    Facts {
        severity: input.severity(),
        severity_times: status::severity_times(input),
        due: input.is_live()
            && incident.phase == Phase::Resolved
            && (input.wants_postmortem() || incident.postmortem_skipped.is_some() || is_there),
        deadline: deadline::meeting(input),
        reviewed: reviewed(input).or(closed),
        closed,
    }
}

/// The label that mirrors the status was put on when the postmortem was Reviewed, which nothing else records. One that went
/// back to Draft or In Review is Reviewed no more.
fn reviewed(input: &Input<'_>) -> Option<DateTime<Utc>> {
    let status = input.incident.postmortem?;
    if !matches!(status, PostmortemStatus::Reviewed | PostmortemStatus::Closed) {
        return None;
    }
    let says = |name: &str, status| label::same(name, status_label(status));
    let mut events = input.observation.events.iter().filter(|event| {
        let by_program = event
            .actor
            .as_ref()
            .is_none_or(|actor| actor.kind == ActorKind::Bot);
        event.place == Place::Issue && by_program
    });
    let labelled = events.find(|event| {
        matches!(&event.kind, EventKind::Labeled(name)
            if says(name, PostmortemStatus::Reviewed) || says(name, PostmortemStatus::Closed))
    });
    labelled
        .map(|event| event.at)
        .or_else(|| input.incident.meeting_settled_at())
}
