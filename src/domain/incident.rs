//! What the events of an incident amount to.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    event::Place,
    marker::Marker,
    person::{Actor, Login},
    phase::{Instants, Milestone, Phase},
    postmortem::PostmortemStatus,
    refusal::Refusal,
    role::Role,
    severity::Severity,
};

/// An incident as its events tell it. Made by `fold` only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Whether the issue is an incident at all.
    pub standing: Standing,
    /// Practice: everything runs, nothing counts.
    pub drill: bool,
    /// Where it stands.
    pub phase: Phase,
    /// The severity somebody chose; absent while nobody did.
    pub severity: Option<Severity>,
    /// Every change of severity, oldest first.
    pub severity_history: Vec<(DateTime<Utc>, Severity)>,
    /// When it was declared, for the last time if it was withdrawn in between.
    pub declared_at: DateTime<Utc>,
    /// Who declared it.
    pub declared_by: Option<Actor>,
    /// The instants it has passed.
    pub instants: Instants,
    /// Who holds which role.
    pub roles: BTreeMap<Role, Login>,
    /// Somebody asked for a postmortem although none is required.
    pub postmortem_requested: bool,
    /// Commander or owner decided that none is written.
    pub postmortem_skipped: Option<Skipped>,
    /// Status of the postmortem, once there is one or it was skipped.
    pub postmortem: Option<PostmortemStatus>,
    /// When the review meeting was held.
    pub meeting_held: Option<DateTime<Utc>>,
    /// What happened, for the document.
    pub timeline: Vec<TimelineRow>,
    /// Everybody who took part, in order of appearance.
    pub participants: Vec<Login>,
    /// Answers owed to comments that hold commands, by comment id; 0 is the first post.
    pub answers: BTreeMap<u64, Answer>,
    /// Our own comments found on the threads, oldest first.
    pub posts: Vec<Post>,
}

/// Whether an issue is an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It never carried the incident label.
    NotDeclared,
    /// A stranger's form applied the label; somebody with triage rights must confirm.
    AwaitingConfirmation,
    /// It is, or was, an incident.
    Declared,
}

/// A postmortem that is not going to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Who decided.
    pub by: Login,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// One row of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineRow {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: Option<Login>,
    /// What happened.
    #[serde(flatten)]
    pub fact: Fact,
    /// Where it can be looked up.
    pub url: String,
}

/// What a row of the timeline says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// The incident was declared.
    Declared,
    /// The severity became this.
    Severity {
        /// The new severity.
        severity: Severity,
    },
    /// A milestone was reached.
    Reached {
        /// Which.
        milestone: Milestone,
    },
    /// A role was given.
    Appointed {
        /// The role.
        role: Role,
        /// Who holds it now.
        login: Login,
    },
    /// The issue was closed.
    Closed,
    /// The issue was opened again.
    Reopened,
    /// Somebody said something.
    Said {
        /// The first paragraph, as plain text.
        text: String,
    },
    /// Something else on GitHub referred to the incident.
    Referenced {
        /// Its title.
        title: String,
    },
    /// The incident was withdrawn.
    Withdrawn,
}

/// The answer that a comment with commands deserves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The thread the comment is on.
    pub place: Place,
    /// GraphQL node id of the comment, or of the issue for its first post.
    pub node_id: String,
    /// Numeric id, 0 for the first post.
    pub id: u64,
    /// Who wrote it.
    pub author: Option<Login>,
    /// Something in it was carried out.
    pub accepted: bool,
    /// Something in it was refused.
    pub refused: bool,
    /// What must be said in reply; empty when a reaction says it all, as it does to strangers.
    pub lines: Vec<AnswerLine>,
}

/// One line of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AnswerLine {
    /// A command was refused.
    Refused {
        /// The line as it was typed.
        #[serde(rename = "line")]
        typed: String,
        /// Why.
        #[serde(flatten)]
        refusal: Refusal,
    },
    /// Help was asked for.
    Help {
        /// About which command; absent means all.
        topic: Option<String>,
    },
}

/// A comment of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The thread it is on.
    pub place: Place,
    /// When it was posted.
    pub at: DateTime<Utc>,
    /// GraphQL node id.
    pub node_id: String,
    /// Numeric id.
    pub id: u64,
    /// Whether it is folded away.
    pub minimized: bool,
    /// Its marker.
    pub marker: Marker,
}
