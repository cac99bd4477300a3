//! A tiny language for event logs: people say and do things at minutes of a day, and the story is observed.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, TimeZone, Utc};
use closeout::{
    domain::{
        action::ItemIssues,
        event::{CloseReason, Comment, Event, EventKind, Place, Verdict},
        incident::{Incident, TimelineRow},
        marker::{Marker, Slot},
        observation::{Branch, Issue, Observation, PullRequest, PullRequestState, Repository},
        person::{Actor, Login, Permission},
        request::Request,
    },
    fold::{fold, permissions_needed},
    plan::{self, Means, effect::Plan},
    policy::Policy,
};

/// An event log in the making. Its issue is number 7 of `acme/shop`, opened on Friday 2026-11-20 at 09:00 UTC.
#[derive(Clone)]
pub(crate) struct Story {
    pub(crate) observation: Observation,
    pub(crate) policy: Policy,
    pub(crate) requests: BTreeSet<Request>,
    pub(crate) means: Means,
    now: DateTime<Utc>,
    next_id: u64,
}

impl Story {
    /// Somebody opened the issue; it carries no label yet. Alice, bob and carol may triage, `reader` may read.
    pub(crate) fn opened_by(login: &str) -> Self {
        let created_at = Utc
            .with_ymd_and_hms(2026, 11, 20, 9, 0, 0)
            .single()
            .expect("a date");
        let permission = |login: &str, permission| (Login::new(login), permission);
        Self {
            observation: Observation {
                repository: Repository {
                    id: 1000,
                    owner: "acme".into(),
                    name: "shop".into(),
                    url: "https://github.example/acme/shop".into(),
                    default_branch: Some(Branch {
                        name: "main".into(),
                        head: "base0".into(),
                    }),
                    labels: Vec::new(),
                    config: None,
                    form: None,
                    templates: Vec::new(),
                },
                issue: Issue {
                    number: 7,
                    node_id: "I_7".into(),
                    url: "https://github.example/acme/shop/issues/7".into(),
                    title: "Checkout fails".into(),
                    body: String::new(),
                    author: Some(Actor::person(login)),
                    created_at,
                    open: true,
                    labels: Vec::new(),
                    verdict: Verdict::default(),
                },
                events: Vec::new(),
                branch_head: None,
                branch_is_written: false,
                pull_request: None,
                index: None,
                permissions: [
                    permission("alice", Permission::Write),
                    permission("bob", Permission::Triage),
                    permission("carol", Permission::Admin),
                    permission("reader", Permission::Read),
                    permission("octocat", Permission::Read),
                ]
                .into(),
                shipments: Vec::new(),
                items: ItemIssues::default(),
            },
            policy: closeout::policy::load(None).policy,
            requests: BTreeSet::new(),
            means: Means::ALL,
            now: created_at,
            next_id: 100,
        }
    }

    /// An incident that alice declared half a minute after she opened the issue.
    pub(crate) fn declared() -> Self {
        Self::opened_by("alice")
            .wait_seconds(30)
            .labels("alice", "incident")
    }

    pub(crate) fn body(mut self, body: &str) -> Self {
        self.observation.issue.body = body.into();
        self
    }

    pub(crate) fn title(mut self, title: &str) -> Self {
        self.observation.issue.title = title.into();
        self
    }

    pub(crate) fn policy(mut self, yaml: &str) -> Self {
        let loaded = closeout::policy::load(Some(yaml));
        assert_eq!(loaded.faults, [], "the story's policy is good");
        self.policy = loaded.policy;
        self
    }

    pub(crate) fn wait(self, minutes: i64) -> Self {
        self.wait_seconds(minutes * 60)
    }

    pub(crate) fn wait_seconds(mut self, seconds: i64) -> Self {
        self.now += Duration::seconds(seconds);
        self
    }

    /// The clock shows another time.
    pub(crate) fn turn_to(&mut self, now: DateTime<Utc>) {
        self.now = now;
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The instant so many minutes after the issue was opened.
    pub(crate) fn minute(&self, minute: i64) -> DateTime<Utc> {
        self.observation.issue.created_at + Duration::minutes(minute)
    }

    fn event(mut self, actor: Option<Actor>, place: Place, kind: EventKind) -> Self {
        self.observation.events.push(Event {
            at: self.now,
            actor,
            place,
            kind,
        });
        self
    }

    pub(crate) fn does(self, login: &str, kind: EventKind) -> Self {
        self.event(Some(Actor::person(login)), Place::Issue, kind)
    }

    pub(crate) fn labels(self, login: &str, label: &str) -> Self {
        self.labels_as(Actor::person(login), label)
    }

    pub(crate) fn labels_as(mut self, actor: Actor, label: &str) -> Self {
        self.observation.issue.labels.push(label.into());
        self.event(Some(actor), Place::Issue, EventKind::Labeled(label.into()))
    }

    pub(crate) fn unlabels(mut self, login: &str, label: &str) -> Self {
        self.observation.issue.labels.retain(|present| present != label);
        self.event(
            Some(Actor::person(login)),
            Place::Issue,
            EventKind::Unlabeled(label.into()),
        )
    }

    /// Somebody comments; the bot has not reacted yet. The comment's id is [`Story::last_id`].
    pub(crate) fn says(self, login: &str, body: &str) -> Self {
        self.says_as(Some(Actor::person(login)), Place::Issue, body, Verdict::default())
    }

    /// Somebody comments, and the bot has reacted already.
    pub(crate) fn said(self, login: &str, body: &str, verdict: Verdict) -> Self {
        self.says_as(Some(Actor::person(login)), Place::Issue, body, verdict)
    }

    pub(crate) fn says_as(
        mut self,
        actor: Option<Actor>,
        place: Place,
        body: &str,
        verdict: Verdict,
    ) -> Self {
        self.next_id += 1;
        let comment = Comment {
            node_id: format!("IC_{}", self.next_id),
            id: self.next_id,
            url: format!(
                "https://github.example/acme/shop/issues/7#issuecomment-{}",
                self.next_id
            ),
            body: body.into(),
            ours: false,
            minimized: false,
            verdict,
            marked_by: Vec::new(),
        };
        self.event(actor, place, EventKind::Commented(comment))
    }

    /// The bot has posted a comment for this slot.
    pub(crate) fn posted(mut self, slot: Slot) -> Self {
        self.next_id += 1;
        let marker = Marker {
            slot,
            fingerprint: "0".into(),
            kept: Vec::new(),
            items: Vec::new(),
            meeting: None,
        };
        let comment = Comment {
            node_id: format!("IC_{}", self.next_id),
            id: self.next_id,
            url: String::new(),
            body: format!("text\n\n{marker}"),
            ours: true,
            minimized: false,
            verdict: Verdict::default(),
            marked_by: Vec::new(),
        };
        self.event(
            Some(Actor::bot("closeout[bot]")),
            Place::Issue,
            EventKind::Commented(comment),
        )
    }

    /// The status comment is there, and keeps rows of the timeline.
    pub(crate) fn posted_keeping(self, kept: Vec<TimelineRow>) -> Self {
        let mut story = self.posted(Slot::Status);
        let comment = story.latest_comment();
        let mut marker = Marker::find(&comment.body).expect("our own marker");
        marker.kept = kept;
        comment.body = marker.to_string();
        story
    }

    /// These people, and nobody else, have marked the latest comment.
    pub(crate) fn marked_by(mut self, logins: &[&str]) -> Self {
        self.latest_comment().marked_by = logins.iter().copied().map(Login::new).collect();
        self
    }

    /// The bot has marked the latest comment.
    pub(crate) fn marked_by_us(mut self) -> Self {
        self.latest_comment().verdict.marked = true;
        self
    }

    fn latest_comment(&mut self) -> &mut Comment {
        let mut latest = self.observation.events.iter_mut().rev();
        latest
            .find_map(|event| match &mut event.kind {
                EventKind::Commented(comment) => Some(comment),
                _ => None,
            })
            .expect("somebody has commented")
    }

    pub(crate) fn closed_by(mut self, actor: Actor, reason: CloseReason) -> Self {
        self.observation.issue.open = false;
        self.event(Some(actor), Place::Issue, EventKind::Closed(reason))
    }

    pub(crate) fn reopened(mut self, login: &str) -> Self {
        self.observation.issue.open = true;
        self.does(login, EventKind::Reopened)
    }

    /// A label has another name now, and so do its events.
    pub(crate) fn label_renamed(mut self, from: &str, to: &str) -> Self {
        let rename = |name: &mut String| {
            if name == from {
                to.clone_into(name);
            }
        };
        self.observation.issue.labels.iter_mut().for_each(rename);
        for event in &mut self.observation.events {
            if let EventKind::Labeled(name) | EventKind::Unlabeled(name) = &mut event.kind {
                rename(name);
            }
        }
        self
    }

    /// Id of the latest comment.
    pub(crate) fn last_id(&self) -> u64 {
        self.next_id
    }

    /// The postmortem's pull request is there, as a draft.
    pub(crate) fn pull_request(mut self) -> Self {
        self.observation.branch_head = Some("doc0".into());
        self.observation.pull_request = Some(PullRequest {
            number: 8,
            node_id: "PR_8".into(),
            url: "https://github.example/acme/shop/pull/8".into(),
            head: "doc0".into(),
            ours: true,
            instead_of: None,
            author: Some(Actor::bot("closeout[bot]")),
            elsewhere: None,
            conflicting: false,
            state: PullRequestState::Open,
            draft: true,
            created_at: self.now,
            merged_at: None,
            labels: Vec::new(),
            assignees: Vec::new(),
            approvals: Vec::new(),
            changes_requested: false,
            others_committed: false,
            document: None,
            checks: Vec::new(),
        });
        self
    }

    /// Changes the pull request.
    pub(crate) fn pull(mut self, change: impl FnOnce(&mut PullRequest)) -> Self {
        change(
            self.observation
                .pull_request
                .as_mut()
                .expect("the story has a pull request"),
        );
        self
    }

    pub(crate) fn incident(&self) -> Incident {
        fold(&self.observation, &self.policy)
    }

    /// The timeline, a line a row.
    pub(crate) fn rows(&self) -> Vec<String> {
        let row = |row: &TimelineRow| format!("{} {:?}", row.at.format("%H:%M"), row.fact);
        self.incident().timeline.iter().map(row).collect()
    }

    pub(crate) fn permissions_needed(&self) -> Vec<String> {
        permissions_needed(&self.observation, &self.policy)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    /// What a plan is made from.
    pub(crate) fn input<'a>(&'a self, incident: &'a Incident) -> plan::Input<'a> {
        plan::Input {
            policy: &self.policy,
            faults: &[],
            incident,
            rested_commander: None,
            requests: &self.requests,
            means: self.means,
            calendar: None,
            observation: &self.observation,
            now: self.now,
        }
    }

    pub(crate) fn plan(&self) -> Plan {
        plan::plan(&self.input(&self.incident()))
    }

    /// The plan as `--dry-run` prints it, without the labels every repository needs once.
    pub(crate) fn planned(&self) -> Vec<String> {
        let effects = self.plan().effects;
        let lines = effects.iter().map(ToString::to_string);
        lines.filter(|line| !line.starts_with("create label")).collect()
    }
}
