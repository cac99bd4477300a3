//! The review meeting: its slot is proposed as soon as the postmortem's pull request opens, and kept in our own comment
//! there.
//!
//! What people chose counts; what nobody chose is proposed, once for each deadline, so that a slot does not wander while
//! time passes. Whoever must learn of a change gets a new comment, and the one before is folded away: another day or
//! time, and that the meeting is called off. Everything else, such as another place, is an edit in place, which notifies
//! nobody. What has begun is history: only a person moves it.

mod agenda;
mod comment;
mod invitees;
mod wanted;

use chrono::{DateTime, Utc};

use crate::{
    domain::{event::Place, incident::Post, marker::Slot, meeting::MeetingRecord},
    message::context::MeetingEntry,
};

use super::{
    Input,
    effect::{Effect, Plan},
};
use wanted::Wanted;

/// The review meeting as it is arranged now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// When it begins.
    pub starts: DateTime<Utc>,
    /// When it ends.
    pub ends: DateTime<Utc>,
    /// Where it takes place.
    pub url: Option<String>,
    /// How often people had to learn of a change.
    pub sequence: u32,
    /// Nobody chose when it begins.
    pub proposed: bool,
}

/// The meeting as it is arranged now, held or not; none while there is none, and when it was called off.
pub fn current(input: &Input<'_>) -> Option<Meeting> {
    let recorded = latest(input).map(|(_, record)| record);
    let record = match wanted::wanted(input, recorded) {
        Wanted::Off(_) => return None,
        Wanted::AsItIs => recorded.filter(|record| !record.cancelled)?.clone(),
        Wanted::On(wish) => wish.recorded(recorded, Vec::new(), input.now),
    };
    Some(Meeting {
        starts: record.starts,
        ends: record.ends,
        url: record.url,
        sequence: record.sequence,
        proposed: record.proposed,
    })
}

/// The meeting as calendars show it, once it was announced: also after it was held or called off.
pub fn announced(input: &Input<'_>) -> Option<MeetingEntry> {
    let (_, record) = latest(input)?;
    let pull = input.observation.pull_request.as_ref()?;
    Some(comment::entry(input, record.clone(), &pull.url))
}

pub(super) fn plan(input: &Input<'_>) -> Plan {
    let latest = latest(input);
    let mut plan = agenda::plan(input, latest.map(|(_, record)| record));
    plan.effects.extend(comment::plan(input, latest));
    plan.effects.extend(outdated(input, latest));
    plan
}

/// Our latest comment about the meeting, and what it remembers.
fn latest<'a>(input: &Input<'a>) -> Option<(&'a Post, &'a MeetingRecord)> {
    let posts = input.incident.posts.iter();
    posts
        .filter(|post| post.place == Place::PullRequest && matches!(post.marker.slot, Slot::Meeting(_)))
        .filter_map(|post| Some((post, post.marker.meeting.as_ref()?)))
        .max_by_key(|(_, record)| record.sequence)
}

/// Folds away what a later comment replaced: earlier slots, and the agenda of a meeting that was moved after all.
fn outdated(input: &Input<'_>, latest: Option<(&Post, &MeetingRecord)>) -> Vec<Effect> {
    let Some((latest, record)) = latest else {
        return Vec::new();
    };
    let posts = input.incident.posts.iter();
    let old = posts.filter(|post| match &post.marker.slot {
        Slot::Meeting(_) => post.id != latest.id,
        Slot::Agenda(sequence) => *sequence < record.sequence,
        _ => false,
    });
    old.filter(|post| !post.minimized)
        .map(|post| Effect::SetMinimized {
            node_id: post.node_id.clone(),
            minimized: true,
        })
        .collect()
}
