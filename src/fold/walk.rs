//! The walk over the event log, one event at a time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        action::{ItemRecord, RequestedItem},
        announcement::Announced,
        event::{Event, EventKind, Place},
        incident::{Answer, AnswerLine, Fact, Incident, Post, Skipped, Standing, TimelineRow, Withdrawn},
        label,
        meeting::MeetingChoice,
        nudge::Nudge,
        observation::Observation,
        person::{Actor, ActorKind},
        phase::Milestone,
        report::{CanReport, Detector, FormReport},
        severity::Severity,
    },
    form,
    policy::Policy,
};

use super::{
    authority::Authority,
    evidence::Cited,
    history,
    milestone::Clockwork,
    roles::Roles,
    severity::{Deed, Severities},
    speech::{Speech, is_program},
    timeline::Chronicle,
};

/// Everything the walk knows so far.
pub(super) struct Walk<'a> {
    pub(super) observation: &'a Observation,
    pub(super) policy: &'a Policy,
    pub(super) authority: Authority<'a>,
    pub(super) standing: Standing,
    /// Why it is no incident at this point of the walk.
    pub(super) withdrawn: Option<Withdrawn>,
    /// What the issue form says.
    pub(super) form: Option<FormReport>,
    /// What must be said about it.
    pub(super) form_answer: Option<AnswerLine>,
    /// When the label was first put there, and by whom.
    pub(super) reported: Option<(DateTime<Utc>, Option<Actor>)>,
    pub(super) severities: Severities,
    pub(super) clockwork: Clockwork,
    pub(super) roles: Roles,
    pub(super) detected_by: Option<Detector>,
    pub(super) can: CanReport,
    pub(super) snoozed_until: Option<DateTime<Utc>>,
    pub(super) snoozed: BTreeMap<Nudge, DateTime<Utc>>,
    pub(super) last_heard: Option<DateTime<Utc>>,
    pub(super) requested: bool,
    pub(super) skipped: Option<Skipped>,
    pub(super) meeting_held: Option<DateTime<Utc>>,
    pub(super) announced: Option<Announced>,
    pub(super) meeting_skipped: Option<Skipped>,
    pub(super) meeting_choice: MeetingChoice,
    pub(super) chronicle: Chronicle,
    pub(super) cited: Vec<Cited>,
    pub(super) marks: BTreeSet<u64>,
    /// What the status comment keeps for us: rows of the timeline, and the ticks that people set in it.
    pub(super) kept: Vec<TimelineRow>,
    pub(super) ticked: BTreeSet<String>,
    pub(super) requested_items: Vec<RequestedItem>,
    pub(super) item_records: Vec<ItemRecord>,
    pub(super) answers: BTreeMap<u64, Answer>,
    pub(super) posts: Vec<Post>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(observation: &'a Observation, policy: &'a Policy) -> Self {
        Self {
            observation,
            policy,
            authority: Authority::new(observation),
            standing: Standing::NotDeclared,
            withdrawn: None,
            form: form::read(&observation.issue.body, observation.repository.form.as_deref()),
            form_answer: None,
            reported: None,
            severities: Severities::default(),
            clockwork: Clockwork::default(),
            roles: Roles::default(),
            detected_by: None,
            can: CanReport::default(),
            snoozed_until: None,
            snoozed: BTreeMap::new(),
            last_heard: None,
            requested: false,
            skipped: None,
            meeting_held: None,
            announced: None,
            meeting_skipped: None,
            meeting_choice: MeetingChoice::default(),
            chronicle: Chronicle::default(),
            cited: Vec::new(),
            marks: BTreeSet::new(),
            kept: Vec::new(),
            ticked: BTreeSet::new(),
            requested_items: Vec::new(),
            item_records: Vec::new(),
            answers: BTreeMap::new(),
            posts: Vec::new(),
        }
    }

    pub(super) fn run(mut self) -> Incident {
        for event in history::complete(self.observation, self.policy) {
            self.step(&event);
        }
        self.finish()
    }

    fn step(&mut self, event: &Event) {
        match (event.place, &event.kind) {
            (place, EventKind::Commented(comment)) => self.commented(event, place, comment),
            (Place::Issue, EventKind::Labeled(name)) => self.labeled(event, name),
            (Place::Issue, EventKind::Unlabeled(name)) => self.unlabeled(event, name),
            (Place::Issue, EventKind::Closed(reason)) => self.closed(event, *reason),
            (Place::Issue, EventKind::Reopened) => self.reopened(event),
            (Place::Issue, EventKind::Referenced(reference)) => {
                let cited = Cited::new(event, reference, self.is_running());
                self.cited.push(cited);
            }
            (Place::Issue, EventKind::Transferred { from }) => {
                let fact = Fact::Transferred { from: from.clone() };
                let url = &self.observation.issue.url;
                self.chronicle.note(event.at, event.actor.as_ref(), fact, url);
            }
            _ => {}
        }
        if event.place == Place::Issue && !is_program(event.actor.as_ref()) {
            self.last_heard = Some(event.at);
        }
    }

    fn labeled(&mut self, event: &Event, name: &str) {
        if label::same(name, &self.policy.labels.incident) {
            self.withdrawn = None;
            self.reported
                .get_or_insert_with(|| (event.at, event.actor.clone()));
            self.consider_declaration(event);
        } else if let Some(severity) = self.severity_of(name) {
            let changed = self.severities.add(severity, deed(event));
            self.note_severity(event, changed);
        }
    }

    /// A label needs triage rights on GitHub, except where an issue form applies it for whoever fills it in.
    fn consider_declaration(&mut self, event: &Event) {
        if self.standing == Standing::Declared {
            return;
        }
        if is_program(event.actor.as_ref()) || !history::applied_at_opening(event, self.observation) {
            self.declare(event.actor.as_ref(), event.at);
        } else if self.authority.allows_opening() {
            self.answer_opening().accepted = true;
            self.declare(event.actor.as_ref(), event.at);
        } else {
            self.answer_opening().refused = true;
            self.standing = Standing::AwaitingConfirmation;
        }
    }

    /// The issue is an incident from the instant it was reported. A person who declares or confirms it has acknowledged
    /// it at `noticed`.
    fn declare(&mut self, by: Option<&Actor>, noticed: DateTime<Utc>) {
        let (at, reporter) = self.reported.clone().unwrap_or_else(|| (noticed, by.cloned()));
        self.standing = Standing::Declared;
        self.clockwork.assume(Milestone::Started, at);
        if by.is_some_and(|actor| actor.kind == ActorKind::Person) {
            self.clockwork.assume(Milestone::Acknowledged, noticed);
        }
        let issue = &self.observation.issue;
        self.chronicle.meet(issue.author.as_ref());
        self.chronicle.meet(by);
        self.chronicle
            .note(at, reporter.as_ref(), Fact::Declared, &issue.url);
        self.apply_form();
        self.opening_commands();
    }

    /// `/confirm`: the stranger's report counts from the instant it was made.
    pub(super) fn confirm(&mut self, speech: &Speech<'_>) {
        if self.standing == Standing::AwaitingConfirmation {
            self.declare(speech.actor, speech.at);
        }
    }

    fn unlabeled(&mut self, event: &Event, name: &str) {
        if label::same(name, &self.policy.labels.incident) {
            self.label_taken_off(event);
        } else if let Some(severity) = self.severity_of(name) {
            let changed = self.severities.remove(severity, deed(event));
            self.note_severity(event, changed);
        }
    }

    fn note_severity(&mut self, event: &Event, changed: Option<Severity>) {
        if let Some(severity) = changed {
            let url = &self.observation.issue.url;
            self.chronicle
                .note(event.at, event.actor.as_ref(), Fact::Severity { severity }, url);
        }
    }

    fn severity_of(&self, name: &str) -> Option<Severity> {
        let known = self.policy.labels.severities.iter();
        known
            .into_iter()
            .find(|(_, label)| label::same(label, name))
            .map(|(severity, _)| *severity)
    }

    pub(super) fn is_running(&self) -> bool {
        self.standing == Standing::Declared
            && self.withdrawn.is_none()
            && self.clockwork.get(Milestone::Resolved).is_none()
    }
}

fn deed(event: &Event) -> Deed<'_> {
    Deed {
        at: event.at,
        actor: event.actor.as_ref(),
    }
}
