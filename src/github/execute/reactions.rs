//! Our reactions on comments and first posts: the authorisation record.

use http::{Method, StatusCode};
use serde::Deserialize;
use serde_json::json;

use super::Site;
use crate::{
    domain::person::Login,
    github::{answer::Answer, error::Error, transport::Deed},
    plan::effect::{Reaction, Subject},
};

#[derive(Deserialize)]
struct Found {
    id: u64,
    user: Option<Reactor>,
}

#[derive(Deserialize)]
struct Reactor {
    login: String,
}

fn content(reaction: Reaction) -> &'static str {
    match reaction {
        Reaction::Accepted => "+1",
        Reaction::Refused => "confused",
        Reaction::Marked(mark) => mark.name(),
    }
}

/// Path of the reactions on something, within the repository.
fn segments(subject: &Subject) -> Vec<String> {
    let mut segments = vec!["issues".to_owned()];
    match subject {
        Subject::Issue(number) => segments.push(number.to_string()),
        Subject::Comment(id) => segments.extend(["comments".to_owned(), id.to_string()]),
    }
    segments.push("reactions".to_owned());
    segments
}

impl Site<'_> {
    /// Reacts. GitHub knows no second reaction of the same kind by the same account.
    pub(super) async fn add_reaction(&self, subject: &Subject, reaction: Reaction) -> Result<(), Error> {
        let segments = segments(subject);
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        let body = json!({ "content": content(reaction) });
        self.change(Deed::Write, Method::POST, &segments, Some(body))
            .await
            .and_then(Answer::success)
            .map(drop)
    }

    /// Takes our reaction back. GitHub wants its id, which has to be looked up among everybody's.
    pub(super) async fn remove_reaction(&self, subject: &Subject, reaction: Reaction) -> Result<(), Error> {
        let us = self.github.app().await?.login;
        let segments = segments(subject);
        let mut segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        let all: Vec<Found> = self.list(&segments, &[("content", content(reaction))]).await?;
        let ours = all.iter().find(|found| {
            found
                .user
                .as_ref()
                .is_some_and(|user| Login::new(user.login.as_str()) == us)
        });
        let Some(ours) = ours else { return Ok(()) };
        let id = ours.id.to_string();
        segments.push(&id);
        let answer = self.change(Deed::Write, Method::DELETE, &segments, None).await?;
        if answer.status == StatusCode::NOT_FOUND {
            return Ok(());
        }
        answer.success().map(drop)
    }
}
