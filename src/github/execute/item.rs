//! Issues of action items, here and in other repositories of the same owner.
//!
//! GitHub opens an issue below another one in one stroke. What is refused in another repository is declined rather than
//! failed: whatever is missing there must not hold up the incident here.

use chrono::SecondsFormat;
use http::{Method, StatusCode};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Value, json};

use super::{Attempt, Site, comments::SLACK, misplaced};
use crate::{
    domain::{action::ItemMark, key::Locator, person::Login, report::IssueRef},
    github::{answer::Answer, classify, error::Error, transport::Deed},
    message::{Message, Rendered, Voice, render},
    plan::effect::ItemChange,
};

const FIND: &str = "query Find($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name, followRenames: true) { id }
}";
const OPEN: &str =
    "mutation Open($input: CreateIssueInput!) { createIssue(input: $input) { issue { number } } }";
const PUT_BELOW: &str = "mutation PutBelow($parent: ID!, $child: ID!) {
  addSubIssue(input: {issueId: $parent, subIssueId: $child}) { issue { number } }
}";

#[derive(Deserialize)]
struct Found {
    repository: Option<Identified>,
}

#[derive(Deserialize)]
struct Identified {
    id: String,
}

#[derive(Deserialize)]
struct Opened {
    #[serde(default)]
    body: Option<String>,
}

impl Site<'_> {
    /// Opens the issue of an item; a retry first looks whether an earlier attempt did.
    pub(super) async fn open_item(
        &self,
        repository: Option<&str>,
        parent: Option<&str>,
        mark: &ItemMark,
        (message, voice): (&Message, Voice),
        attempt: Attempt,
    ) -> Result<(), Error> {
        let Rendered::Issue { title, body } = render(message, voice) else {
            return Err(misplaced("an issue"));
        };
        let Some(repository) = repository else {
            let body = format!("{body}\n\n{}", mark.written());
            return self.open(parent, mark, &title, &body, attempt).await;
        };
        let body = format!("{body}\n\n{}", mark.written());
        let at = elsewhere(self.at, repository);
        let site = Site {
            github: self.github,
            session: self.github.in_installation(self.at.installation),
            at: &at,
        };
        let opened = site.open(parent, mark, &title, &body, attempt).await;
        opened.map_err(|error| beyond(repository, error))
    }

    async fn open(
        &self,
        parent: Option<&str>,
        mark: &ItemMark,
        title: &str,
        body: &str,
        attempt: Attempt,
    ) -> Result<(), Error> {
        if let Attempt::Retry { since } = attempt {
            let since = (since - SLACK).to_rfc3339_opts(SecondsFormat::Secs, true);
            let us = self.github.app().await?.login;
            let filters = [("state", "all"), ("since", &since), ("creator", us.as_str())];
            let opened: Vec<Opened> = self.list(&["issues"], &filters).await?;
            let mut marks = opened
                .iter()
                .filter_map(|one| ItemMark::find(one.body.as_deref()?));
            if marks.any(|one| one == *mark) {
                return Ok(());
            }
        }
        let variables = json!({ "owner": self.at.owner, "name": self.at.name });
        let found: Found = self.session.graphql(Deed::Read, FIND, variables).await?;
        let repository = found
            .repository
            .ok_or_else(|| Error::gone(format!("repository {}/{}", self.at.owner, self.at.name)))?;
        let mut input = json!({ "repositoryId": repository.id, "title": title, "body": body });
        if let Some(parent) = parent {
            input["parentIssueId"] = json!(parent);
        }
        let variables = json!({ "input": input });
        let opened = self
            .session
            .graphql::<IgnoredAny>(Deed::Create, OPEN, variables)
            .await;
        opened.map(drop).map_err(Error::for_good)
    }

    /// Changes the issue of an item.
    pub(super) async fn change_item(&self, issue: &IssueRef, change: &ItemChange) -> Result<(), Error> {
        let Some(repository) = &issue.repository else {
            return self.change_issue(issue.number, change).await;
        };
        let at = elsewhere(self.at, repository);
        let site = Site {
            github: self.github,
            session: self.github.in_installation(self.at.installation),
            at: &at,
        };
        let changed = site.change_issue(issue.number, change).await;
        changed.map_err(|error| beyond(repository, error))
    }

    async fn change_issue(&self, number: u64, change: &ItemChange) -> Result<(), Error> {
        match change {
            ItemChange::Rename(title) => {
                let segments = ["issues", &number.to_string()];
                self.change(
                    Deed::Write,
                    Method::PATCH,
                    &segments,
                    Some(json!({ "title": title })),
                )
                .await
                .and_then(Answer::success)
                .map(drop)
                .map_err(Error::for_good)
            }
            ItemChange::AddLabel(label) => self.add_label(number, label).await,
            ItemChange::RemoveLabel(label) => self.remove_label(number, label).await,
            ItemChange::Assign(login) => self.assign(number, login).await,
            ItemChange::Unassign(login) => self.unassign(number, login).await,
            ItemChange::PutBelow { parent, child } => {
                let variables = json!({ "parent": parent, "child": child });
                let put = self
                    .session
                    .graphql::<IgnoredAny>(Deed::Write, PUT_BELOW, variables)
                    .await;
                put.map(drop).map_err(|error| match error {
                    // There is no room, or somebody gave it another parent meanwhile.
                    Error::Conflict { message } => Error::declined(message),
                    other => other.for_good(),
                })
            }
        }
    }

    /// Takes somebody off; whoever is not assigned counts as taken off.
    async fn unassign(&self, number: u64, login: &Login) -> Result<(), Error> {
        let segments = ["issues", &number.to_string(), "assignees"];
        let body: Value = json!({ "assignees": [login] });
        let answer = self
            .change(Deed::Write, Method::DELETE, &segments, Some(body))
            .await?;
        if answer.status == StatusCode::UNPROCESSABLE_ENTITY && classify::mentions(&answer, "assignees") {
            return Ok(());
        }
        answer.success().map(drop).map_err(Error::for_good)
    }
}

/// The same installation's other repository. Only its name is used.
fn elsewhere(at: &Locator, repository: &str) -> Locator {
    let (owner, name) = repository.split_once('/').unwrap_or((&at.owner, repository));
    Locator {
        owner: owner.to_owned(),
        name: name.to_owned(),
        ..at.clone()
    }
}

/// Whatever another repository refuses, the incident goes on without.
fn beyond(repository: &str, error: Error) -> Error {
    match error {
        Error::Gone { message } | Error::Denied { message, .. } | Error::Invalid { message } => {
            Error::declined(format!("in {repository}: {message}"))
        }
        other => other,
    }
}
