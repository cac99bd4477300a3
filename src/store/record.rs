//! What is remembered about incidents and about effects.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    calendar::ics::Invitation,
    domain::{
        event::Mark, key::Locator, person::Login, phase::Phase, postmortem::PostmortemStatus,
        severity::Severity,
    },
    message::{self, Voice, context::MeetingEntry},
    policy::Policy,
};

/// An effect that is about to be executed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Intent<'a> {
    /// Key of the effect.
    pub effect: &'a str,
    /// What it changes. Of several effects with the same target only the last one still says anything.
    pub target: &'a str,
}

/// What the ledger knows about one effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Key of the effect.
    pub effect: String,
    /// When its last attempt began; when several in a row were not seen to end, the first of them.
    pub intended_at: DateTime<Utc>,
    /// When that attempt succeeded; absent when nobody saw it end.
    pub executed_at: Option<DateTime<Utc>>,
}

/// What an incident looked like when it was last worked. For overviews, and to know where to look and whom to suggest:
/// nothing that would be lost with it is decided from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Projection {
    /// Which incident, and where it was.
    pub locator: Locator,
    /// Title of the issue.
    pub title: String,
    /// Address of the issue's page.
    pub url: String,
    /// Practice.
    pub drill: bool,
    /// Where it stands.
    pub phase: Phase,
    /// Its severity; absent while nobody chose one.
    pub severity: Option<Severity>,
    /// When it was declared.
    pub declared_at: DateTime<Utc>,
    /// Who commands it, or commanded it last.
    #[serde(default)]
    pub commander: Option<Login>,
    /// The first people who took part.
    #[serde(default)]
    pub participants: Vec<Login>,
    /// Status of the postmortem, once there is one or it was skipped.
    pub postmortem: Option<PostmortemStatus>,
    /// Address of the postmortem's pull request.
    pub pull_request: Option<String>,
    /// Path of the postmortem's document.
    pub document: Option<String>,
    /// Names of the labels that were looked up in the repository.
    pub labels: Vec<String>,
    /// The review meeting, once it was announced.
    #[serde(default)]
    pub meeting: Option<MeetingView>,
    /// Until when the review meeting must be held, once that is known.
    #[serde(default)]
    pub deadline: Option<DateTime<Utc>>,
    /// Language and zone in which people of the repository are spoken to.
    #[serde(default = "plain_voice")]
    pub voice: Voice,
    /// The reaction that was looked for on comments.
    #[serde(default)]
    pub mark: Mark,
    /// Issues of its action items: the repository's numeric id, and the number there.
    #[serde(default)]
    pub items: Vec<(u64, u64)>,
    /// Path of the list of all postmortems, once it was looked at.
    #[serde(default)]
    pub index: Option<String>,
    /// Paths of the templates that were looked up in it.
    #[serde(default)]
    pub templates: Vec<String>,
    /// When it is looked at again.
    pub wake_at: Option<DateTime<Utc>>,
    /// When it looked like this.
    pub seen_at: DateTime<Utc>,
}

/// A review meeting as it was when its incident was last worked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingView {
    /// What calendars show.
    pub entry: MeetingEntry,
    /// When it was held.
    pub held: Option<DateTime<Utc>>,
    /// Language and zone in which calendars tell it.
    pub voice: Voice,
}

impl MeetingView {
    /// What calendars are told.
    pub fn invitation(&self) -> Invitation {
        message::calendar::invitation(&self.entry, self.voice)
    }
}

/// What counted before languages and zones were remembered.
fn plain_voice() -> Voice {
    Policy::default().voice()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_earlier_version_wrote_is_read() {
        let view = r#"{
            "locator": {"key": {"repository": 1000, "issue": 7}, "installation": 77, "owner": "acme", "name": "ops"},
            "title": "API is down", "url": "u", "drill": false, "phase": "Resolved", "severity": null,
            "declared_at": "2026-11-20T04:20:00Z", "postmortem": null, "pull_request": null, "document": null,
            "labels": ["incident"], "wake_at": null, "seen_at": "2026-11-20T04:20:00Z"
        }"#;
        let read: Projection = serde_json::from_str(view).unwrap();
        assert_eq!(
            (read.mark, read.commander, read.participants),
            (Mark::Rocket, None, Vec::new())
        );
    }
}
