//! Why a command was not carried out: the user's doing, to be answered with what to type instead.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{nudge::Nudge, person::Login, phase::Milestone, role::Role, when::TimeFault};

/// A refusal. Each variant has its own wording that says what was wrong, what is allowed and what to type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// Looks like one of our commands, but is none.
    UnknownCommand {
        /// The word that was typed, without its slash.
        typed: String,
        /// The command that was probably meant, without its slash.
        nearest: String,
    },
    /// Something was typed after a command that takes nothing, or after all it takes.
    UnexpectedArgument {
        /// The command, without its slash.
        command: String,
        /// What was too much.
        typed: String,
    },
    /// `/sev` names no severity.
    UnknownSeverity {
        /// What was typed; empty when nothing was.
        typed: String,
    },
    /// `/sev 5`: cosmetic faults are no incidents.
    CosmeticSeverity,
    /// A time could not be understood or cannot be.
    BadTime {
        /// The command, without its slash.
        command: String,
        /// What is wrong with the time.
        fault: TimeFault,
    },
    /// A milestone would lie on the wrong side of another.
    ImpossibleOrder {
        /// The milestone to be set.
        milestone: Milestone,
        /// The instant it would have had.
        at: DateTime<Utc>,
        /// The milestone that contradicts it.
        other: Milestone,
        /// That milestone's instant.
        other_at: DateTime<Utc>,
    },
    /// A role command does not name exactly one person.
    BadNominee {
        /// The role.
        role: Role,
        /// What was typed; empty when nothing was.
        typed: String,
    },
    /// The person cannot see the repository.
    CannotSeeRepository {
        /// The role.
        role: Role,
        /// The person.
        login: Login,
    },
    /// `/postmortem` or `/meeting` was followed by a word that means nothing there.
    UnknownSubcommand {
        /// The command, without its slash.
        command: String,
        /// The word that was typed; empty when one was required and none was there.
        typed: String,
        /// Lines that can be typed instead.
        allowed: Vec<String>,
    },
    /// A reason is required and none was given.
    ReasonMissing {
        /// The command with its subcommand, without its slash.
        command: String,
    },
    /// Text is required and none was given: `/timeline` without a row, `/can` without any part.
    TextMissing {
        /// The command, without its slash.
        command: String,
    },
    /// `/action` gives a day that is none.
    BadDay {
        /// What was typed; empty when nothing was.
        typed: String,
    },
    /// `/action … in` names a repository of another owner, where no sub-issue can be.
    OtherOwner {
        /// `owner/name` as it was typed.
        repository: String,
        /// Who owns the incident's repository.
        owner: String,
    },
    /// `/duplicate` does not name an issue.
    BadIssue {
        /// What was typed; empty when nothing was.
        typed: String,
    },
    /// `/duplicate` names the incident itself.
    DuplicateOfItself,
    /// `/detected … by` is followed by none of the words it takes.
    UnknownDetector {
        /// What was typed; empty when nothing was.
        typed: String,
    },
    /// `/snooze` is followed by no span and no instant.
    BadSnooze {
        /// What was typed; empty when nothing was.
        typed: String,
    },
    /// `/snooze` names no reminder, although something like one.
    UnknownNudge {
        /// What was typed.
        typed: String,
        /// What was probably meant.
        meant: Nudge,
    },
    /// `/snooze` would last longer than anybody should be left in peace.
    SnoozeTooLong {
        /// The most days.
        at_most_days: u32,
    },
    /// `/snooze` would end before it begins.
    SnoozeInThePast {
        /// The instant that was understood.
        at: DateTime<Utc>,
    },
    /// The command is for an incident that goes on, and this one is resolved.
    AlreadyResolved {
        /// The command, without its slash.
        command: String,
    },
    /// The command is about what comes after an incident, and this one goes on.
    NotResolvedYet {
        /// The command, without its slash.
        command: String,
    },
    /// The postmortem is merged: what it describes was an incident.
    WithdrawTooLate,
    /// Only commander or owner may skip a postmortem.
    SkipNotYours,
    /// The postmortem is merged already and cannot be skipped any more.
    SkipTooLate,
    /// Only comms lead or owner say what customers were told.
    AnnouncementNotYours,
    /// `/announced` names neither an address nor `none`.
    BadAddress {
        /// What was typed; empty when nothing was.
        typed: String,
    },
    /// No postmortem is written, so that there is nothing to meet about.
    NoPostmortem,
    /// The meeting would begin before the comment was written.
    MeetingInThePast {
        /// The instant that was understood.
        at: DateTime<Utc>,
    },
    /// The meeting would be shorter or longer than any.
    MeetingLength {
        /// The minutes that were understood.
        minutes: u32,
    },
    /// The meeting was held already.
    MeetingHeldAlready {
        /// When.
        at: DateTime<Utc>,
    },
    /// Only commander or owner may decide that no meeting is held.
    MeetingNotYours,
    /// The incident was withdrawn; its label must be added again first.
    Withdrawn,
    /// Nobody with the rights has confirmed the report yet.
    AwaitingConfirmation,
}
