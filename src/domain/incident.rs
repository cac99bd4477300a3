//! What the events of an incident amount to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{
    action::{ItemRecord, RequestedItem},
    announcement::Announced,
    event::Place,
    marker::Marker,
    meeting::MeetingChoice,
    nudge::Nudge,
    person::{Actor, Login},
    phase::{Instants, Milestone, Phase},
    postmortem::PostmortemStatus,
    refusal::Refusal,
    report::{CanReport, Detector, Suggestion, Withdrawal},
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
    pub severity_history: Vec<SeverityChange>,
    /// The severity that the reporter's answers suggest.
    pub suggestion: Option<Suggestion>,
    /// Who is affected and how, in the reporter's words; user text.
    pub impact: Option<String>,
    /// By whom or by what it was noticed.
    pub detected_by: Option<Detector>,
    /// When it was declared, for the last time if it was withdrawn in between.
    pub declared_at: DateTime<Utc>,
    /// Who declared it.
    pub declared_by: Option<Actor>,
    /// The instants it has passed.
    pub instants: Instants,
    /// Who holds which role.
    pub roles: BTreeMap<Role, Login>,
    /// Why it is none any more.
    pub withdrawn: Option<Withdrawn>,
    /// The commander's summary.
    pub can: CanReport,
    /// Keys of the checklist's items that people have ticked.
    pub ticked: BTreeSet<String>,
    /// Action items that somebody asked for with `/action`, oldest first.
    pub requested_items: Vec<RequestedItem>,
    /// What is remembered of action items.
    pub item_records: Vec<ItemRecord>,
    /// Until when nobody wants to be reminded.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// Until when nobody wants to be reminded of one thing.
    pub snoozed: BTreeMap<Nudge, DateTime<Utc>>,
    /// When a person last did or said something.
    pub last_heard: DateTime<Utc>,
    /// Somebody asked for a postmortem although none is required.
    pub postmortem_requested: bool,
    /// Commander or owner decided that none is written.
    pub postmortem_skipped: Option<Skipped>,
    /// Status of the postmortem, once there is one or it was skipped.
    pub postmortem: Option<PostmortemStatus>,
    /// When the review meeting was held.
    pub meeting_held: Option<DateTime<Utc>>,
    /// How the question of a message to customers was settled; absent while it was not.
    pub announced: Option<Announced>,
    /// Commander or owner decided that no review meeting is held.
    pub meeting_skipped: Option<Skipped>,
    /// What people chose about the review meeting.
    pub meeting_choice: MeetingChoice,
    /// What happened, for the document.
    pub timeline: Vec<TimelineRow>,
    /// Rows of the timeline that GitHub may not show for long, to be kept in the status comment.
    pub kept: Vec<TimelineRow>,
    /// Comments that somebody marked for the timeline who was allowed to, by their ids.
    pub marks: BTreeSet<u64>,
    /// Everybody who took part, in order of appearance.
    pub participants: Vec<Login>,
    /// Answers owed to comments that hold commands, by comment id; 0 is the first post.
    pub answers: BTreeMap<u64, Answer>,
    /// What must be said about the start that the issue form gives, told as the command it stands for.
    pub form_answer: Option<AnswerLine>,
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

/// A postmortem that is not going to be written, or a meeting that is not going to be held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Who decided.
    pub by: Login,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A change of severity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityChange {
    /// When.
    pub at: DateTime<Utc>,
    /// The severity from then on.
    pub severity: Severity,
    /// Who changed it.
    pub by: Option<Login>,
}

/// An incident that turned out to be none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Why.
    #[serde(flatten)]
    pub why: Withdrawal,
    /// Who said so.
    pub by: Option<Login>,
    /// When.
    pub at: DateTime<Utc>,
}

impl Incident {
    /// Since when the review meeting stands in nobody's way any more: it was held, or somebody decided that none is.
    pub fn meeting_settled_at(&self) -> Option<DateTime<Utc>> {
        let skipped = || self.meeting_skipped.as_ref().map(|skipped| skipped.at);
        self.meeting_held.or_else(skipped)
    }

    /// Whether the review meeting stands in nobody's way any more.
    pub fn meeting_settled(&self) -> bool {
        self.meeting_settled_at().is_some()
    }

    /// How long each severity was in force until `until`, in the order in which they first were.
    pub fn time_in_severity(&self, until: DateTime<Utc>) -> Vec<(Severity, TimeDelta)> {
        let ends = self.severity_history.iter().skip(1).map(|change| change.at);
        let mut spans: Vec<(Severity, TimeDelta)> = Vec::new();
        for (change, end) in self.severity_history.iter().zip(ends.chain([until])) {
            // What was said afterwards, looking back, was never in force.
            if change.at >= until && !spans.is_empty() {
                break;
            }
            let span = (end.min(until) - change.at).max(TimeDelta::zero());
            match spans
                .iter_mut()
                .find(|(severity, _)| *severity == change.severity)
            {
                Some((_, total)) => *total += span,
                None => spans.push((change.severity, span)),
            }
        }
        spans
    }
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
        /// Who held it until then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Login>,
        /// Why it changed hands; user text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Nobody holds a role any more.
    Vacated {
        /// The role.
        role: Role,
        /// Who held it.
        login: Login,
    },
    /// The conditions of a CAN report.
    Conditions {
        /// What was said; user text.
        text: String,
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
    /// Somebody wrote a row of the timeline.
    Noted {
        /// The row; user text.
        text: String,
    },
    /// An issue or pull request referred to the incident.
    Referenced {
        /// Its title; user text.
        title: String,
    },
    /// A pull request that refers to the incident was merged, or a commit that does was pushed.
    Landed {
        /// Its title; user text.
        title: String,
        /// It undoes an earlier change.
        revert: bool,
    },
    /// Something was deployed.
    Deployed {
        /// Where; user text.
        environment: String,
        /// Which commit, abbreviated.
        commit: String,
        /// It failed.
        failed: bool,
    },
    /// A release was published.
    Released {
        /// Its name; user text.
        name: String,
    },
    /// The issue came from another repository.
    Transferred {
        /// `owner/name` of that repository, when it can be seen.
        from: Option<String>,
    },
    /// The incident was withdrawn.
    Withdrawn {
        /// Why.
        #[serde(flatten)]
        why: Withdrawal,
    },
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
    /// A role was given: its duties, told once to each person.
    Duties {
        /// The role.
        role: Role,
        /// Who holds it now.
        login: Login,
        /// Who held it until then.
        from: Option<Login>,
        /// Why it changed hands; user text.
        reason: Option<String>,
    },
    /// The commander holds another role that leaves no time to command.
    DoubleRole {
        /// The other role: tech lead or comms lead.
        role: Role,
        /// The commander.
        login: Login,
    },
    /// A time of day that came twice, because clocks were put back: the earlier one was taken.
    TimeCameTwice {
        /// The line as it was typed.
        #[serde(rename = "line")]
        typed: String,
        /// The instant that was taken.
        at: DateTime<Utc>,
        /// The other one.
        later: DateTime<Utc>,
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
