//! The hidden marker by which the bot recognises its own comments.
//!
//! `<!-- closeout:<kind> <json> -->`, at the end of a comment that the bot itself wrote. Markers in anybody
//! else's text are never looked at; a broken marker is treated as absent.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{action::ItemRecord, incident::TimelineRow, meeting::MeetingRecord};

/// What a comment of ours is for. One incident has at most one comment a slot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Slot {
    /// The status comment, edited in place.
    Status,
    /// The answer to one comment (its numeric id), or to the first post (0).
    Reply(u64),
    /// What must be said about the issue form. Unlike a reply, it says nothing about what its author may do.
    Form,
    /// Reminders sent together; each names a nudge and the step of its ladder, such as `deadline-missed.1`.
    Nudge(Vec<String>),
    /// What the check found on one commit (its id), explained because somebody asked.
    Explanation(String),
    /// What was learnt, posted when the postmortem is Closed.
    Learnings,
    /// The review meeting as it stands since the change of this sequence.
    Meeting(u32),
    /// What to talk about, posted when the meeting of this sequence begins.
    Agenda(u32),
}

/// The marker of one comment: its slot, and the fingerprint of the message it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// What the comment is for.
    pub slot: Slot,
    /// Fingerprint of the message as it was when the comment was last written.
    pub fingerprint: String,
    /// Rows of the timeline that GitHub may not show for long.
    pub kept: Vec<TimelineRow>,
    /// What must be remembered of action items.
    pub items: Vec<ItemRecord>,
    /// The review meeting, in the comment about it.
    pub meeting: Option<MeetingRecord>,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    key: String,
    #[serde(rename = "fp")]
    fingerprint: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    kept: Vec<TimelineRow>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    items: Vec<ItemRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    meeting: Option<MeetingRecord>,
}

impl Marker {
    /// Finds the marker in a comment of ours.
    pub fn find(body: &str) -> Option<Self> {
        let (_, rest) = body.rsplit_once("<!-- closeout:")?;
        let (inside, _) = rest.split_once(" -->")?;
        let (kind, json) = inside.split_once(' ')?;
        let wire: Wire = serde_json::from_str(json).ok()?;
        let slot = match kind {
            "status" => Slot::Status,
            "learnings" => Slot::Learnings,
            "form" => Slot::Form,
            "meeting" => Slot::Meeting(wire.key.parse().ok()?),
            "agenda" => Slot::Agenda(wire.key.parse().ok()?),
            "reply" => Slot::Reply(wire.key.parse().ok()?),
            "explanation" if !wire.key.is_empty() => Slot::Explanation(wire.key),
            "nudge" if !wire.key.is_empty() => Slot::Nudge(wire.key.split(',').map(str::to_owned).collect()),
            _ => return None,
        };
        Some(Self {
            slot,
            fingerprint: wire.fingerprint,
            kept: wire.kept,
            items: wire.items,
            meeting: wire.meeting,
        })
    }
}

impl fmt::Display for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, key) = match &self.slot {
            Slot::Status => ("status", String::new()),
            Slot::Form => ("form", String::new()),
            Slot::Reply(comment) => ("reply", comment.to_string()),
            Slot::Nudge(steps) => ("nudge", steps.join(",")),
            Slot::Explanation(head) => ("explanation", head.clone()),
            Slot::Learnings => ("learnings", String::new()),
            Slot::Meeting(sequence) => ("meeting", sequence.to_string()),
            Slot::Agenda(sequence) => ("agenda", sequence.to_string()),
        };
        let wire = Wire {
            key,
            fingerprint: self.fingerprint.clone(),
            kept: self.kept.clone(),
            items: self.items.clone(),
            meeting: self.meeting.clone(),
        };
        // Names of environments and releases are other people's text, and must not close the comment.
        let json = serde_json::to_string(&wire)
            .map_err(|_| fmt::Error)?
            .replace('<', "\\u003c")
            .replace('>', "\\u003e");
        write!(f, "<!-- closeout:{kind} {json} -->")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{incident::Fact, person::Login};

    fn slots() -> Vec<Slot> {
        vec![
            Slot::Status,
            Slot::Reply(0),
            Slot::Reply(98),
            Slot::Form,
            Slot::Nudge(vec!["owner-missing.0".into(), "deadline-missed.1".into()]),
            Slot::Explanation("0a1b2c".into()),
            Slot::Learnings,
            Slot::Meeting(0),
            Slot::Agenda(2),
        ]
    }

    #[test]
    fn every_slot_reads_back() {
        for slot in slots() {
            let marker = Marker {
                slot,
                fingerprint: "0a1b".into(),
                kept: Vec::new(),
                items: Vec::new(),
                meeting: None,
            };
            assert_eq!(Marker::find(&format!("Some text\n\n{marker}")), Some(marker));
        }
    }

    #[test]
    fn what_is_kept_reads_back_whatever_it_is_called() {
        let marker = Marker {
            slot: Slot::Status,
            fingerprint: "0a1b".into(),
            kept: vec![TimelineRow {
                at: chrono::DateTime::UNIX_EPOCH,
                by: Some(Login::new("alice")),
                fact: Fact::Released {
                    name: "--> <!-- closeout:learnings {\"fp\":\"1\"} -->".into(),
                },
                url: "https://github.example/acme/shop/releases/v1".into(),
            }],
            items: vec![ItemRecord {
                key: "a101-0".into(),
                number: Some(12),
                owner: Some(String::new()),
                ..ItemRecord::default()
            }],
            meeting: None,
        };
        let written = marker.to_string();
        assert_eq!(written.matches("-->").count(), 1, "{written}");
        assert_eq!(Marker::find(&written), Some(marker));
    }

    #[test]
    fn a_meeting_reads_back_whatever_its_address_holds() {
        let at = |hours| chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::hours(hours);
        let marker = Marker {
            slot: Slot::Meeting(1),
            fingerprint: "0a1b".into(),
            kept: Vec::new(),
            items: Vec::new(),
            meeting: Some(MeetingRecord {
                starts: at(5),
                ends: at(6),
                url: Some("https://meet.example/-->".into()),
                sequence: 1,
                proposed: false,
                deadline: at(9),
                cancelled: false,
                created: at(0),
                changed: at(1),
                moved_from: Some(at(3)),
                told: vec![Login::new("bob")],
                invited: vec![Login::new("alice")],
            }),
        };
        let written = marker.to_string();
        assert_eq!(written.matches("-->").count(), 1, "{written}");
        assert_eq!(Marker::find(&written), Some(marker));
    }

    #[test]
    fn broken_markers_count_as_absent() {
        for body in [
            "",
            "no marker",
            "<!-- closeout:status",
            "<!-- closeout:status {} -->",
            "<!-- closeout:unknown {\"fp\":\"1\"} -->",
            "<!-- closeout:reply {\"key\":\"x\",\"fp\":\"1\"} -->",
            "<!-- closeout:nudge {\"fp\":\"1\"} -->",
        ] {
            assert_eq!(Marker::find(body), None, "{body:?}");
        }
    }
}
