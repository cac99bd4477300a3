//! The words of the status comment, the document and the learnings that are too short for a template.
//!
//! What these say goes into Markdown as it is; whoever calls hands over text that is safe there.

mod en;
mod ja;

use crate::{
    domain::{
        action::{ActionKind, ItemField},
        checklist::Practice,
        report::{Because, CanPart, Detector},
    },
    message::Language,
};

/// What a language must be able to say about an incident as it stands.
pub(in crate::message) trait StatusWords: Sync {
    /// An item of the checklist.
    fn practice(&self, practice: Practice) -> &'static str;
    /// An answer that suggests a severity, as a clause without a full stop.
    fn because(&self, because: Because) -> &'static str;
    /// Clauses in a row.
    fn clauses(&self, clauses: &[&str]) -> String;
    /// Names or amounts in a row.
    fn listed(&self, items: &[String]) -> String;
    /// By whom or by what an incident was noticed, after "noticed by".
    fn detector(&self, detector: Detector) -> &'static str;
    /// A part of the CAN report.
    fn part(&self, part: CanPart) -> &'static str;
    /// How long something took.
    fn clock(&self, clock: Clock, duration: &str) -> String;
    /// A role that nobody holds, with the line to type.
    fn open_role(&self, role: &str, line: &str) -> String;
    /// What an action item is good for, after "it is there to".
    fn action_kind(&self, kind: ActionKind) -> &'static str;
    /// What row and issue of an action item both tell.
    fn item_field(&self, field: ItemField) -> &'static str;
    /// Text of the link to the rest of something that was cut.
    fn more(&self) -> &'static str;
    /// The last line of a message that was cut, around the link to the rest.
    fn rest(&self, link: &str) -> String;
    /// Text of a link to the incident's thread.
    fn thread(&self) -> &'static str;
    /// Text of a link to the postmortem's document.
    fn document(&self) -> &'static str;
    /// A stretch of the incident, as a bar of the diagram.
    fn stretch(&self, stretch: Stretch) -> &'static str;
    /// The diagram's sections: phases, severities, everything else.
    fn sections(&self) -> [&'static str; 3];
    /// The diagram's title, which says in which zone its times are.
    fn times_in(&self, zone: &str) -> String;
}

/// One of the lengths of time that are told of each incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::message) enum Clock {
    /// MTTA: from the start of impact to the acknowledgement.
    Acknowledge,
    /// MTTR: from the acknowledgement to the resolution.
    Resolve,
    /// MTRS: both together.
    Restore,
}

/// What lies between two milestones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::message) enum Stretch {
    /// Impact has begun, and nobody is on it.
    Waiting,
    /// Somebody is on it, and customers suffer.
    Responding,
    /// Customers no longer suffer, and it is not over.
    Recovering,
}

impl Language {
    /// The words about an incident as it stands.
    pub(in crate::message) fn status_words(self) -> &'static dyn StatusWords {
        match self {
            Self::En => &en::English,
            Self::Ja => &ja::Japanese,
        }
    }
}
