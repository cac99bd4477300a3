//! Comments: posting, rewriting, folding away.

use std::{borrow::Cow, collections::BTreeSet};

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use http::Method;
use serde::{Deserialize, de::IgnoredAny};
use serde_json::json;

use super::{Attempt, Site, misplaced};
use crate::{
    domain::{
        checklist,
        marker::{Marker, Slot},
        person::Login,
    },
    github::{AppIdentity, answer::Answer, error::Error, transport::Deed},
    message::{Message, Rendered, Voice, render},
};

/// Characters that GitHub takes in a comment.
const LONGEST: usize = 65_536;
/// Characters that may be spent on what the marker keeps for us; the words are for people, and need more.
const LONGEST_KEPT: usize = 16_384;
/// By how much GitHub's clock may lag behind ours when a lost comment is looked for.
pub(super) const SLACK: TimeDelta = TimeDelta::minutes(10);

const MINIMIZE: &str = "mutation Minimize($id: ID!) {
  minimizeComment(input: {subjectId: $id, classifier: RESOLVED}) { minimizedComment { isMinimized } }
}";
const UNMINIMIZE: &str = "mutation Unminimize($id: ID!) {
  unminimizeComment(input: {subjectId: $id}) { unminimizedComment { isMinimized } }
}";

/// A message in words, with its marker behind it.
fn words(slot: &Slot, message: &Message, voice: Voice) -> Result<String, Error> {
    let Rendered::Comment { body } = render(message, voice) else {
        return Err(misplaced("a comment"));
    };
    let fingerprint = message.fingerprint(voice);
    let marker = Marker {
        slot: slot.clone(),
        fingerprint,
        kept: message.kept().to_vec(),
        items: message.item_records().to_vec(),
        meeting: message.meeting().cloned(),
    };
    Ok(with_marker(&body, &written(marker)))
}

/// The marker, with the latest of what is to be kept, as far as there is room.
fn written(mut marker: Marker) -> String {
    loop {
        let written = marker.to_string();
        if marker.kept.is_empty() || written.chars().count() <= LONGEST_KEPT {
            return written;
        }
        let half = marker.kept.len().div_ceil(2);
        marker.kept.sort_by_key(|row| row.at);
        marker.kept.drain(..half);
    }
}

/// The text with the marker behind a blank line. The text is what gives way when both do not fit.
fn with_marker(text: &str, marker: &str) -> String {
    let room = LONGEST.saturating_sub(marker.chars().count() + 2);
    let text = match text.char_indices().nth(room) {
        Some((end, _)) => &text[..end],
        None => text,
    };
    format!("{}\n\n{marker}", text.trim_end())
}

#[derive(Deserialize)]
struct Posted {
    #[serde(default)]
    body: Option<String>,
    user: Option<Author>,
    performed_via_github_app: Option<Via>,
}

#[derive(Deserialize)]
struct Author {
    login: String,
}

#[derive(Deserialize)]
struct Via {
    id: u64,
}

impl Posted {
    /// Whether we wrote it. A person who acts through the App's user token shares its id, but not its login.
    fn by(&self, us: &AppIdentity) -> bool {
        let bot = self
            .user
            .as_ref()
            .is_some_and(|user| Login::new(user.login.as_str()) == us.login);
        bot && self
            .performed_via_github_app
            .as_ref()
            .is_none_or(|via| via.id == us.id)
    }

    fn slot(&self) -> Option<Slot> {
        Marker::find(self.body.as_deref()?).map(|marker| marker.slot)
    }
}

impl Site<'_> {
    /// Posts a comment; a retry first looks whether an earlier attempt did.
    pub(super) async fn post_comment(
        &self,
        number: u64,
        slot: &Slot,
        message: &Message,
        voice: Voice,
        attempt: Attempt,
    ) -> Result<(), Error> {
        let body = json!({ "body": words(slot, message, voice)? });
        if let Attempt::Retry { since } = attempt
            && self.posted(number, slot, since).await?
        {
            return Ok(());
        }
        let segments = ["issues", &number.to_string(), "comments"];
        self.change(Deed::Create, Method::POST, &segments, Some(body))
            .await
            .and_then(Answer::success)
            .map(drop)
    }

    /// Whether a comment of ours for that slot has been there since about then.
    async fn posted(&self, number: u64, slot: &Slot, since: DateTime<Utc>) -> Result<bool, Error> {
        let us = self.github.app().await?;
        let since = (since - SLACK).to_rfc3339_opts(SecondsFormat::Secs, true);
        let comments: Vec<Posted> = self
            .list(&["issues", &number.to_string(), "comments"], &[("since", &since)])
            .await?;
        let mut ours = comments.iter().filter(|comment| comment.by(&us));
        Ok(ours.any(|comment| comment.slot().as_ref() == Some(slot)))
    }

    /// Rewrites a comment of ours. Ticks in its checklist are other people's: they are taken over from what the comment
    /// says at this moment, because somebody may have ticked since it was observed.
    pub(super) async fn edit_comment(
        &self,
        id: u64,
        slot: &Slot,
        message: &Message,
        voice: Voice,
    ) -> Result<(), Error> {
        let segments = ["issues", "comments", &id.to_string()];
        let mut message = Cow::Borrowed(message);
        if message.has_checklist() {
            let answer = self.session.get(self.path(&segments)?, String::new()).await?;
            let present: Posted = answer.success()?.json()?;
            let ticked: BTreeSet<&str> =
                checklist::ticked(present.body.as_deref().unwrap_or_default()).collect();
            message = Cow::Owned(message.ticked(&ticked));
        }
        let body = json!({ "body": words(slot, &message, voice)? });
        self.change(Deed::Write, Method::PATCH, &segments, Some(body))
            .await
            .and_then(Answer::success)
            .map(drop)
    }

    /// Folds a comment of ours away, or unfolds it.
    pub(super) async fn set_minimized(&self, node_id: &str, minimized: bool) -> Result<(), Error> {
        let document = if minimized { MINIMIZE } else { UNMINIMIZE };
        self.session
            .graphql::<IgnoredAny>(Deed::Write, document, json!({ "id": node_id }))
            .await
            .map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::incident::{Fact, TimelineRow};

    #[test]
    fn the_marker_always_survives() {
        let marker = Marker {
            kept: Vec::new(),
            items: Vec::new(),
            meeting: None,
            slot: Slot::Status,
            fingerprint: "0a1b".into(),
        };
        for text in [
            String::new(),
            "short".into(),
            "障".repeat(70_000),
            "a\n".repeat(40_000),
        ] {
            let body = with_marker(&text, &marker.to_string());
            assert!(body.chars().count() <= LONGEST);
            assert_eq!(Marker::find(&body).as_ref(), Some(&marker));
        }
        assert_eq!(with_marker("text\n", "m"), "text\n\nm");
    }

    #[test]
    fn the_latest_of_what_is_kept_survives_however_much_it_is() {
        let row = |n: i64, name: &str| TimelineRow {
            at: DateTime::from_timestamp(n, 0).unwrap(),
            by: None,
            fact: Fact::Released { name: name.into() },
            url: "https://github.example/acme/ops/releases/v1".into(),
        };
        let kept = |rows: &[TimelineRow]| {
            let written = written(Marker {
                slot: Slot::Status,
                fingerprint: "0a1b".into(),
                kept: rows.to_vec(),
                items: Vec::new(),
                meeting: None,
            });
            assert!(written.chars().count() <= LONGEST_KEPT);
            Marker::find(&written).unwrap().kept
        };
        let few = [row(2, "b"), row(1, "a")];
        assert_eq!(kept(&few), few);
        let many: Vec<_> = (0..1_000).map(|n| row(n, "<障害>")).collect();
        let survivors = kept(&many);
        assert!(
            survivors.len() > 20 && many.ends_with(&survivors),
            "{}",
            survivors.len()
        );
        assert_eq!(kept(&[row(0, &"x".repeat(70_000))]), []);
    }

    #[test]
    fn only_the_bot_itself_counts_as_author() {
        let us = AppIdentity {
            id: 5,
            slug: "closeout".into(),
            login: Login::new("closeout[bot]"),
        };
        let by = |json: &str| serde_json::from_str::<Posted>(json).unwrap().by(&us);
        assert!(by(
            r#"{"user":{"login":"closeout[bot]"},"performed_via_github_app":{"id":5}}"#
        ));
        assert!(by(
            r#"{"user":{"login":"Closeout[bot]"},"performed_via_github_app":null}"#
        ));
        assert!(!by(
            r#"{"user":{"login":"closeout"},"performed_via_github_app":{"id":5}}"#
        ));
        assert!(!by(r#"{"user":null,"body":null}"#));
    }
}
