//! A GitHub that is nothing but its observation: whatever is planned happens at once.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use closeout::{
    domain::{
        event::{CloseReason, Comment, Event, EventKind, Place, Verdict},
        incident::Incident,
        marker::{Marker, Slot},
        observation::{CheckRun, DocumentFile, PullRequestState},
        person::Actor,
    },
    message::{Message, Rendered, Voice, render},
    plan::{
        self,
        effect::{Effect, Plan, Reaction, Subject},
    },
};

use super::story::Story;

/// Rounds of looking and acting before the plan counts as one that leads nowhere.
const ROUNDS: usize = 8;

/// What has become of a story, and the incident as it is now.
pub(crate) struct Toy {
    pub(crate) story: Story,
    incident: Incident,
    branches: BTreeMap<String, DocumentFile>,
}

impl Toy {
    pub(crate) fn new(story: Story) -> Self {
        Self {
            incident: story.incident(),
            story,
            branches: BTreeMap::new(),
        }
    }

    /// People do something.
    pub(crate) fn act(&mut self, act: impl FnOnce(Story) -> Story) {
        self.story = act(self.story.clone());
        self.incident = self.story.incident();
    }

    /// The clock shows another time.
    pub(crate) fn turn_to(&mut self, now: DateTime<Utc>) {
        self.story.turn_to(now);
    }

    /// Looks, and does what is planned, until nothing is. Says when to look again.
    pub(crate) fn look(&mut self) -> Option<DateTime<Utc>> {
        for _ in 0..ROUNDS {
            let Plan { effects, wake_at } = self.plan();
            if effects.is_empty() {
                return wake_at;
            }
            for effect in effects {
                self.carry_out(effect);
            }
            self.incident = self.story.incident();
        }
        panic!("it never ends: {:?}", self.plan().effects)
    }

    /// Looks for reminders only, and sends them. Says when to look again, and hands the planning to `plans`.
    pub(crate) fn remind(
        &mut self,
        mut plans: impl FnMut(&plan::Input<'_>) -> Plan,
    ) -> Option<DateTime<Utc>> {
        for _ in 0..ROUNDS {
            let Plan { effects, wake_at } = plans(&self.story.input(&self.incident));
            if effects.is_empty() {
                return wake_at;
            }
            for effect in effects {
                self.carry_out(effect);
            }
            self.incident = self.story.incident();
        }
        panic!("the reminders never end")
    }

    fn plan(&self) -> Plan {
        plan::plan(&self.story.input(&self.incident))
    }

    #[expect(
        clippy::too_many_lines,
        reason = "it is one list of cases, best read as a whole"
    )]
    fn carry_out(&mut self, effect: Effect) {
        let bot = || Some(Actor::bot("closeout[bot]"));
        let now = self.story.now();
        let observation = &mut self.story.observation;
        let on_pull = |number: u64| observation.issue.number != number;
        match effect {
            Effect::CreateLabel(label) => observation.repository.labels.push(label.name),
            Effect::AddLabel { number, label } => {
                let labels = match &mut observation.pull_request {
                    Some(pull) if pull.number == number => &mut pull.labels,
                    _ => &mut observation.issue.labels,
                };
                labels.push(label);
            }
            Effect::RemoveLabel { number, label } => {
                let labels = match &mut observation.pull_request {
                    Some(pull) if pull.number == number => &mut pull.labels,
                    _ => &mut observation.issue.labels,
                };
                labels.retain(|present| *present != label);
            }
            Effect::AddReaction { subject, reaction } => react(self.verdict(&subject), reaction, true),
            Effect::RemoveReaction { subject, reaction } => react(self.verdict(&subject), reaction, false),
            Effect::PostComment {
                number,
                slot,
                message,
                voice,
            } => {
                let place = if on_pull(number) {
                    Place::PullRequest
                } else {
                    Place::Issue
                };
                let id = 10_000 + u64::try_from(observation.events.len()).expect("few events");
                let comment = Comment {
                    node_id: format!("IC_{id}"),
                    id,
                    url: format!("https://github.example/acme/shop/issues/{number}#issuecomment-{id}"),
                    body: body(&slot, &message, voice),
                    ours: true,
                    minimized: false,
                    verdict: Verdict::default(),
                    marked_by: Vec::new(),
                };
                observation.events.push(Event {
                    at: now,
                    actor: bot(),
                    place,
                    kind: EventKind::Commented(comment),
                });
            }
            Effect::EditComment {
                id,
                slot,
                message,
                voice,
            } => self.comment(|comment| comment.id == id).body = body(&slot, &message, voice),
            Effect::SetMinimized { node_id, minimized } => {
                self.comment(|comment| comment.node_id == node_id).minimized = minimized;
            }
            Effect::CreateBranch { from, .. } => observation.branch_head = Some(from),
            Effect::CommitDocument {
                branch,
                path,
                message,
                voice,
                ..
            } => {
                let Rendered::Document { text, .. } = render(&message, voice) else {
                    panic!("a document")
                };
                self.branches.insert(branch, DocumentFile { path, text });
                self.story.observation.branch_head = Some("doc0".to_owned());
            }
            Effect::OpenPullRequest { head, .. } => {
                let document = self.branches.get(&head).cloned();
                self.story = self
                    .story
                    .clone()
                    .pull_request()
                    .pull(|pull| pull.document = document);
            }
            Effect::UpdateFiles { files, .. } => {
                let pull = observation.pull_request.as_mut().expect("a pull request");
                let document = pull.document.as_mut().expect("a document");
                if let Some(file) = files.into_iter().find(|file| file.path == document.path) {
                    document.text = file.text;
                }
                pull.head.push('+');
                observation.branch_head = Some(pull.head.clone());
                pull.checks.clear();
            }
            Effect::Assign { number, login } => {
                let pull = observation
                    .pull_request
                    .as_mut()
                    .filter(|pull| pull.number == number);
                pull.expect("owners are assigned to pull requests")
                    .assignees
                    .push(login);
            }
            Effect::PublishCheck {
                name, message, voice, ..
            } => {
                let checks = match &mut observation.pull_request {
                    Some(pull) => &mut pull.checks,
                    None => panic!("a check on no pull request"),
                };
                checks.retain(|check| check.name != name);
                checks.push(CheckRun {
                    annotated: false,
                    id: 1,
                    name,
                    external_id: Some(message.fingerprint(voice)),
                });
            }
            Effect::CloseIssue { reason, .. } => {
                observation.issue.open = false;
                observation.events.push(Event {
                    at: now,
                    actor: bot(),
                    place: Place::Issue,
                    kind: EventKind::Closed(reason),
                });
            }
            Effect::ClosePullRequest { .. } => {
                let pull = observation.pull_request.as_mut().expect("a pull request");
                pull.state = PullRequestState::Closed;
                observation.events.push(Event {
                    at: now,
                    actor: bot(),
                    place: Place::PullRequest,
                    kind: EventKind::Closed(CloseReason::Completed),
                });
            }
            other => panic!("this toy cannot {other}"),
        }
    }

    fn verdict(&mut self, subject: &Subject) -> &mut Verdict {
        match subject {
            Subject::Issue(_) => &mut self.story.observation.issue.verdict,
            Subject::Comment(id) => &mut self.comment(|comment| comment.id == *id).verdict,
        }
    }

    fn comment(&mut self, is_meant: impl Fn(&Comment) -> bool) -> &mut Comment {
        let events = self.story.observation.events.iter_mut();
        let mut comments = events.filter_map(|event| match &mut event.kind {
            EventKind::Commented(comment) => Some(comment),
            _ => None,
        });
        comments
            .find(|comment| is_meant(comment))
            .expect("the comment is there")
    }

    /// The thread of the bot's comments, a line each: when, where, what for, and whether it is folded away.
    pub(crate) fn thread(&self) -> Vec<String> {
        let posts = self.incident.posts.iter();
        posts
            .map(|post| {
                format!(
                    "{} {:?} {:?} {}{}",
                    post.at.format("%m-%d %H:%M"),
                    post.place,
                    post.marker.slot,
                    post.marker.fingerprint,
                    if post.minimized { ", folded" } else { "" }
                )
            })
            .collect()
    }

    /// The reminders that were sent, oldest first: when, and which steps.
    pub(crate) fn reminders(&self) -> Vec<(DateTime<Utc>, Vec<String>)> {
        let posts = self.incident.posts.iter();
        posts
            .filter_map(|post| match &post.marker.slot {
                Slot::Nudge(steps) => Some((post.at, steps.clone())),
                _ => None,
            })
            .collect()
    }
}

fn body(slot: &Slot, message: &Message, voice: Voice) -> String {
    let marker = Marker {
        slot: slot.clone(),
        fingerprint: message.fingerprint(voice),
        kept: message.kept().to_vec(),
        items: message.item_records().to_vec(),
        meeting: message.meeting().cloned(),
    };
    format!("text\n\n{marker}")
}

fn react(verdict: &mut Verdict, reaction: Reaction, there: bool) {
    match reaction {
        Reaction::Accepted => verdict.accepted = there,
        Reaction::Refused => verdict.refused = there,
        Reaction::Marked(_) => verdict.marked = there,
    }
}
