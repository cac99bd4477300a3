//! The walk over the event log, one event at a time.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        command::{self, CommandLine},
        event::{Comment, Event, EventKind, Place},
        incident::{Answer, AnswerLine, Fact, Incident, Post, Skipped, Standing},
        label,
        marker::Marker,
        observation::{Observation, PullRequestState},
        person::{Actor, ActorKind, Login},
        phase::{Milestone, Phase},
        postmortem::PostmortemStatus,
        role::Role,
        severity::Severity,
    },
    policy::Policy,
};

use super::{
    authority::{self, Authority},
    history,
    milestone::Clockwork,
    said,
    severity::Severities,
    timeline::Chronicle,
};

/// Everything the walk knows so far.
pub(super) struct Walk<'a> {
    pub(super) observation: &'a Observation,
    pub(super) policy: &'a Policy,
    pub(super) authority: Authority<'a>,
    pub(super) standing: Standing,
    /// Whether the incident label is on the issue at this point.
    pub(super) labeled: bool,
    /// When the label was first put there, and by whom.
    reported: Option<(DateTime<Utc>, Option<Actor>)>,
    pub(super) severities: Severities,
    pub(super) clockwork: Clockwork,
    pub(super) roles: BTreeMap<Role, Login>,
    pub(super) requested: bool,
    pub(super) skipped: Option<Skipped>,
    pub(super) meeting_held: Option<DateTime<Utc>>,
    pub(super) chronicle: Chronicle,
    answers: BTreeMap<u64, Answer>,
    posts: Vec<Post>,
}

/// What a command needs to know of the comment it stands in.
pub(super) struct Speech<'a> {
    /// When the comment was written.
    pub(super) at: DateTime<Utc>,
    /// Its author.
    pub(super) actor: Option<&'a Actor>,
    /// Its address.
    pub(super) url: &'a str,
    /// The people it nominates were found able to hold their roles when it was first read.
    pub(super) nominees_on_record: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(observation: &'a Observation, policy: &'a Policy) -> Self {
        Self {
            observation,
            policy,
            authority: Authority::new(observation),
            standing: Standing::NotDeclared,
            labeled: false,
            reported: None,
            severities: Severities::default(),
            clockwork: Clockwork::default(),
            roles: BTreeMap::new(),
            requested: false,
            skipped: None,
            meeting_held: None,
            chronicle: Chronicle::default(),
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
            (Place::Issue, EventKind::Closed) => self.closed(event),
            (Place::Issue, EventKind::Reopened) => self.reopened(event),
            (Place::Issue, EventKind::Referenced { title, url }) => self.referenced(event, title, url),
            _ => {}
        }
    }

    fn labeled(&mut self, event: &Event, name: &str) {
        if label::same(name, &self.policy.labels.incident) {
            self.labeled = true;
            self.reported
                .get_or_insert_with(|| (event.at, event.actor.clone()));
            self.consider_declaration(event);
        } else if let Some(severity) = self.severity_of(name) {
            let changed = self.severities.add(severity, event.at);
            self.note_severity(event, changed);
        }
    }

    /// A label needs triage rights on GitHub, except where an issue form applies it for whoever fills it in.
    fn consider_declaration(&mut self, event: &Event) {
        if self.standing == Standing::Declared {
            return;
        }
        let by_program = event
            .actor
            .as_ref()
            .is_some_and(|actor| actor.kind == ActorKind::Bot);
        if by_program || !history::applied_at_opening(event, self.observation) {
            self.declare(event.at, event.actor.as_ref(), event.at);
        } else if self.authority.allows_opening() {
            self.answer_opening().accepted = true;
            self.declare(event.at, event.actor.as_ref(), event.at);
        } else {
            self.answer_opening().refused = true;
            self.standing = Standing::AwaitingConfirmation;
        }
    }

    /// The issue is an incident from `at` on. A person who declares or confirms it has acknowledged it.
    fn declare(&mut self, at: DateTime<Utc>, by: Option<&Actor>, acknowledged: DateTime<Utc>) {
        self.standing = Standing::Declared;
        self.clockwork.assume(Milestone::Started, at);
        if by.is_some_and(|actor| actor.kind == ActorKind::Person) {
            self.clockwork.assume(Milestone::Acknowledged, acknowledged);
        }
        let issue = &self.observation.issue;
        self.chronicle.meet(issue.author.as_ref());
        self.chronicle.meet(by);
        self.chronicle.note(at, by, Fact::Declared, &issue.url);
        self.opening_commands();
    }

    /// `/confirm`: the stranger's report counts from the instant it was made.
    pub(super) fn confirm(&mut self, speech: &Speech<'_>) {
        if self.standing == Standing::AwaitingConfirmation {
            let at = self.reported.as_ref().map_or(speech.at, |(at, _)| *at);
            self.declare(at, speech.actor, speech.at);
        }
    }

    fn unlabeled(&mut self, event: &Event, name: &str) {
        if label::same(name, &self.policy.labels.incident) {
            self.labeled = false;
            match self.standing {
                Standing::Declared => {
                    let url = &self.observation.issue.url;
                    self.chronicle
                        .note(event.at, event.actor.as_ref(), Fact::Withdrawn, url);
                }
                Standing::AwaitingConfirmation | Standing::NotDeclared => {
                    self.standing = Standing::NotDeclared
                }
            }
        } else if let Some(severity) = self.severity_of(name) {
            let changed = self.severities.remove(severity, event.at);
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

    /// Closing the issue says that the incident is over, unless that is known already.
    fn closed(&mut self, event: &Event) {
        if self.is_running() && self.clockwork.say(Milestone::Resolved, event.at).is_ok() {
            self.clockwork.assume(Milestone::Acknowledged, event.at);
            let fact = Fact::Reached {
                milestone: Milestone::Resolved,
            };
            self.chronicle
                .note(event.at, event.actor.as_ref(), fact, &self.observation.issue.url);
        }
    }

    fn reopened(&mut self, event: &Event) {
        if self.standing == Standing::Declared && self.labeled {
            self.clockwork.resume();
            self.chronicle.strike(&Fact::Reached {
                milestone: Milestone::Resolved,
            });
            self.chronicle.note(
                event.at,
                event.actor.as_ref(),
                Fact::Reopened,
                &self.observation.issue.url,
            );
        }
    }

    fn referenced(&mut self, event: &Event, title: &str, url: &str) {
        let own = self
            .observation
            .pull_request
            .as_ref()
            .is_some_and(|pull| pull.url == url);
        if self.is_running() && !own {
            self.chronicle.note(
                event.at,
                event.actor.as_ref(),
                Fact::Referenced {
                    title: title.to_owned(),
                },
                url,
            );
        }
    }

    fn commented(&mut self, event: &Event, place: Place, comment: &Comment) {
        if comment.ours {
            self.found_post(event, place, comment);
            return;
        }
        if place == Place::Issue && self.is_running() {
            self.chronicle.meet(event.actor.as_ref());
            if let Some(text) = said::gist(&comment.body) {
                self.chronicle
                    .note(event.at, event.actor.as_ref(), Fact::Said { text }, &comment.url);
            }
        }
        let by_program = event
            .actor
            .as_ref()
            .is_some_and(|actor| actor.kind == ActorKind::Bot);
        let lines = command::parse(&comment.body);
        if self.standing == Standing::NotDeclared || by_program || lines.is_empty() {
            return;
        }
        let mut answer = Answer {
            place,
            node_id: comment.node_id.clone(),
            id: comment.id,
            author: event.actor.as_ref().map(|actor| actor.login.clone()),
            accepted: false,
            refused: false,
            lines: Vec::new(),
        };
        if self.authority.allows(event.actor.as_ref(), comment) {
            let speech = Speech {
                at: event.at,
                actor: event.actor.as_ref(),
                url: &comment.url,
                nominees_on_record: authority::nominees_on_record(comment),
            };
            self.obey(&lines, &speech, &mut answer);
        } else {
            answer.refused = true;
        }
        self.answers.insert(comment.id, answer);
    }

    fn found_post(&mut self, event: &Event, place: Place, comment: &Comment) {
        if let Some(marker) = Marker::find(&comment.body) {
            self.posts.push(Post {
                place,
                at: event.at,
                node_id: comment.node_id.clone(),
                id: comment.id,
                minimized: comment.minimized,
                marker,
            });
        }
    }

    /// Commands in the issue's first post count once the issue is an incident.
    fn opening_commands(&mut self) {
        let issue = &self.observation.issue;
        let lines = command::parse(&issue.body);
        let by_program = issue
            .author
            .as_ref()
            .is_some_and(|actor| actor.kind == ActorKind::Bot);
        if lines.is_empty() || by_program {
            return;
        }
        let mut answer = self.answer_opening().clone();
        if self.authority.allows_opening() {
            let verdict = issue.verdict;
            let speech = Speech {
                at: issue.created_at,
                actor: issue.author.as_ref(),
                url: &issue.url,
                nominees_on_record: verdict.accepted && !verdict.refused,
            };
            self.obey(&lines, &speech, &mut answer);
        } else {
            answer.refused = true;
        }
        self.answers.insert(0, answer);
    }

    fn obey(&mut self, lines: &[CommandLine], speech: &Speech<'_>, answer: &mut Answer) {
        for line in lines {
            let outcome = match &line.command {
                Ok(command) => self.apply(command, speech),
                Err(refusal) => Err(refusal.clone()),
            };
            match outcome {
                Ok(said) => {
                    answer.accepted = true;
                    answer.lines.extend(said);
                }
                Err(refusal) => {
                    answer.refused = true;
                    answer.lines.push(AnswerLine::Refused {
                        typed: line.text.clone(),
                        refusal,
                    });
                }
            }
        }
    }

    fn answer_opening(&mut self) -> &mut Answer {
        let issue = &self.observation.issue;
        self.answers.entry(0).or_insert_with(|| Answer {
            place: Place::Issue,
            node_id: issue.node_id.clone(),
            id: 0,
            author: issue.author.as_ref().map(|actor| actor.login.clone()),
            accepted: false,
            refused: false,
            lines: Vec::new(),
        })
    }

    fn severity_of(&self, name: &str) -> Option<Severity> {
        let known = self.policy.labels.severities.iter();
        known
            .into_iter()
            .find(|(_, label)| label::same(label, name))
            .map(|(severity, _)| *severity)
    }

    fn is_running(&self) -> bool {
        self.standing == Standing::Declared
            && self.labeled
            && self.clockwork.get(Milestone::Resolved).is_none()
    }

    fn phase(&self) -> Phase {
        let instants = self.clockwork.instants();
        match self.standing {
            Standing::Declared if !self.labeled => Phase::Withdrawn,
            _ if instants.resolved.is_some() => Phase::Resolved,
            _ if instants.mitigated.is_some() => Phase::Mitigated,
            _ if instants.acknowledged.is_some() => Phase::Acknowledged,
            _ => Phase::Declared,
        }
    }

    /// The status is the pull request's own state; we keep none beside it.
    fn status(&self) -> Option<PostmortemStatus> {
        let pull = self.observation.pull_request.as_ref();
        if pull.is_some_and(|pull| pull.state == PullRequestState::Merged) {
            return Some(PostmortemStatus::Closed);
        }
        if self.skipped.is_some() {
            return Some(PostmortemStatus::Skipped);
        }
        let pull = pull.filter(|pull| pull.state == PullRequestState::Open)?;
        let approvals = u32::try_from(pull.approvals.len()).unwrap_or(u32::MAX);
        let approved = approvals >= self.policy.approvals && !pull.changes_requested;
        Some(match (pull.draft, approved && self.meeting_held.is_some()) {
            (true, _) => PostmortemStatus::Draft,
            (false, false) => PostmortemStatus::InReview,
            (false, true) => PostmortemStatus::Reviewed,
        })
    }

    fn finish(self) -> Incident {
        let phase = self.phase();
        let postmortem = self.status();
        let (declared_at, declared_by) = self.reported.unwrap_or((
            self.observation.issue.created_at,
            self.observation.issue.author.clone(),
        ));
        let labels = &self.observation.issue.labels;
        let severity = self.severities.current();
        let (timeline, participants) = self.chronicle.finish();
        Incident {
            standing: self.standing,
            drill: labels
                .iter()
                .any(|name| label::same(name, &self.policy.labels.drill)),
            phase,
            severity,
            severity_history: self.severities.into_history(),
            declared_at,
            declared_by,
            instants: self.clockwork.instants(),
            roles: self.roles,
            postmortem_requested: self.requested,
            postmortem_skipped: self.skipped,
            postmortem,
            meeting_held: self.meeting_held,
            timeline,
            participants,
            answers: self.answers,
            posts: self.posts,
        }
    }
}
