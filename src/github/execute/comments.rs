//! Comments: posting, rewriting, folding away.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use http::Method;
use serde::{Deserialize, de::IgnoredAny};
use serde_json::json;

use super::{Attempt, Site, misplaced};
use crate::{
    domain::{
        marker::{Marker, Slot},
        person::Login,
    },
    github::{AppIdentity, answer::Answer, error::Error, transport::Deed},
    message::{Message, Rendered, Voice, render},
};

/// Characters that GitHub takes in a comment.
const LONGEST: usize = 65_536;
/// By how much GitHub's clock may lag behind ours when a lost comment is looked for.
const SLACK: TimeDelta = TimeDelta::minutes(10);

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
    let marker = Marker {
        kept: message.kept().to_vec(),
        slot: slot.clone(),
        fingerprint: message.fingerprint(voice),
    };
    Ok(with_marker(&body, &marker.to_string()))
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

    /// Rewrites a comment of ours.
    pub(super) async fn edit_comment(
        &self,
        id: u64,
        slot: &Slot,
        message: &Message,
        voice: Voice,
    ) -> Result<(), Error> {
        let segments = ["issues", "comments", &id.to_string()];
        let body = json!({ "body": words(slot, message, voice)? });
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

    #[test]
    fn the_marker_always_survives() {
        let marker = Marker {
            kept: Vec::new(),
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
