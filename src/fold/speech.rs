//! Comments: what was said, what was commanded, and the answers that are owed.

use chrono::{DateTime, Utc};

use crate::domain::{
    checklist,
    command::{self, CommandLine},
    event::{Comment, Event, Place},
    incident::{Answer, AnswerLine, Fact, Post, Standing},
    marker::{Marker, Slot},
    person::{Actor, ActorKind},
};

use super::{authority, said, walk::Walk};

/// What a command needs to know of the comment it stands in.
#[derive(Clone, Copy)]
pub(super) struct Speech<'a> {
    /// The line with the command.
    pub(super) line: &'a str,
    /// Id of the comment, 0 for the issue's first post, and the command's place among its commands.
    pub(super) place: (u64, usize),
    /// When the comment was written.
    pub(super) at: DateTime<Utc>,
    /// Its author.
    pub(super) actor: Option<&'a Actor>,
    /// Its address.
    pub(super) url: &'a str,
    /// The people it nominates were found able to hold their roles when it was first read.
    pub(super) nominees_on_record: bool,
}

impl Walk<'_> {
    pub(super) fn commented(&mut self, event: &Event, place: Place, comment: &Comment) {
        if comment.ours {
            self.found_post(event, place, comment);
            return;
        }
        let lines = command::parse(&comment.body);
        let commands = !lines.is_empty() && !is_program(event.actor.as_ref());
        let allowed = commands && self.authority.allows(event.actor.as_ref(), comment);
        // Whoever tries to command without the right to takes no part and is not quoted.
        if place == Place::Issue && self.is_running() && (allowed || !commands) {
            self.chronicle.meet(event.actor.as_ref());
        }
        if place == Place::Issue && (allowed || !commands) {
            self.quote(event, comment);
        }
        if self.standing == Standing::NotDeclared || !commands {
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
        if allowed {
            let speech = Speech {
                line: "",
                place: (comment.id, 0),
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

    /// Comments that were marked go into the timeline, and all others where the policy wants them while it lasts.
    fn quote(&mut self, event: &Event, comment: &Comment) {
        let live = self.standing == Standing::Declared && self.withdrawn.is_none();
        let marked = live && self.authority.marks(comment);
        if marked {
            self.marks.insert(comment.id);
        }
        let wanted = marked || (self.policy.timeline.all_comments && self.is_running());
        if let Some(text) = said::gist(&command::without_commands(&comment.body)).filter(|_| wanted) {
            self.chronicle
                .note(event.at, event.actor.as_ref(), Fact::Said { text }, &comment.url);
        }
    }

    fn found_post(&mut self, event: &Event, place: Place, comment: &Comment) {
        if let Some(marker) = Marker::find(&comment.body) {
            if marker.slot == Slot::Status {
                self.kept.clone_from(&marker.kept);
                self.item_records.clone_from(&marker.items);
                self.ticked = checklist::ticked(&comment.body).map(str::to_owned).collect();
            }
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
    pub(super) fn opening_commands(&mut self) {
        let issue = &self.observation.issue;
        let lines = command::parse(&issue.body);
        if lines.is_empty() || is_program(issue.author.as_ref()) {
            return;
        }
        let mut answer = self.answer_opening().clone();
        if self.authority.allows_opening() {
            let verdict = issue.verdict;
            let speech = Speech {
                line: "",
                place: (0, 0),
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
        for (index, line) in lines.iter().enumerate() {
            let outcome = match &line.command {
                Ok(command) => self.apply(
                    command,
                    &Speech {
                        line: &line.text,
                        place: (speech.place.0, index),
                        ..*speech
                    },
                ),
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

    pub(super) fn answer_opening(&mut self) -> &mut Answer {
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
}

/// Programs command nobody: their commands are meant for each other.
pub(super) fn is_program(actor: Option<&Actor>) -> bool {
    actor.is_some_and(|actor| actor.kind == ActorKind::Bot)
}
