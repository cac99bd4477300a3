//! What started the run, and which incidents that concerns.

use std::collections::BTreeSet;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::ActionArgs;
use crate::{
    domain::{
        key::{IncidentKey, Locator},
        person::Login,
        request::Request,
    },
    engine::errand::whole_repository,
    github::webhook::{self, BotIdentity, Route, Which},
};

/// A token that was given to us comes from one installation, whose number nobody tells and nobody asks for.
const INSTALLATION: u64 = 1;

/// Events by which a workflow asks for everything, instead of telling that something happened.
const CALENDAR: [&str; 3] = ["schedule", "workflow_dispatch", "repository_dispatch"];

/// The input `issue`: a number, or nothing, as an input that was not given is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct IssueInput(Option<u64>);

/// Reads the input `issue`.
pub(super) fn issue_number(text: &str) -> Result<IssueInput, String> {
    let text = text.trim().trim_start_matches('#');
    if text.is_empty() {
        return Ok(IssueInput(None));
    }
    match text.parse() {
        Ok(number) if number > 0 => Ok(IssueInput(Some(number))),
        _ => Err("write the issue's number, such as 42, or leave it out".to_owned()),
    }
}

/// Reads the repository's name.
pub(super) fn repository(text: &str) -> Result<String, String> {
    match text.split_once('/') {
        Some((owner, name)) if !owner.is_empty() && !name.is_empty() && !name.contains('/') => {
            Ok(text.to_owned())
        }
        _ => Err("write OWNER/REPO, such as acme/ops".to_owned()),
    }
}

/// Reads an input that is `true` or `false`; one that was not given is `false`.
pub(super) fn boolean(text: &str) -> Result<bool, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" => Ok(true),
        "false" | "" => Ok(false),
        _ => Err("write true or false".to_owned()),
    }
}

/// What started the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trigger {
    /// Name of the event.
    pub(super) event: String,
    /// The repository as a whole.
    pub(super) repository: Locator,
    /// As whom we act.
    pub(super) me: BotIdentity,
    issue: Option<u64>,
}

/// What there is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Task {
    /// Nothing, and why.
    Nothing(String),
    /// Look at these issues.
    Look(Vec<Locator>),
    /// Look at this issue, and do what somebody asked for by a button of the check.
    Ask(Locator, BTreeSet<Request>),
    /// Look at every incident of the repository.
    Sweep(Locator),
}

impl Trigger {
    /// Reads the run's own variables.
    ///
    /// # Errors
    ///
    /// Fails when the repository has no owner.
    pub(super) fn of(args: &ActionArgs) -> anyhow::Result<Self> {
        let (owner, name) = args
            .repository
            .split_once('/')
            .context("the arguments were checked")?;
        Ok(Self {
            event: args.event_name.clone(),
            repository: whole_repository(
                INSTALLATION,
                args.repository_id,
                owner.to_owned(),
                name.to_owned(),
            ),
            me: BotIdentity {
                login: Login::new(format!("{}[bot]", args.token_app)),
            },
            issue: args.issue.and_then(|input| input.0),
        })
    }

    /// What the event asks for; `payload` is what GitHub wrote about it.
    ///
    /// # Errors
    ///
    /// Fails when the payload is none.
    pub(super) fn task(&self, payload: Option<&[u8]>) -> anyhow::Result<Task> {
        if let Some(issue) = self.issue {
            return Ok(Task::Look(vec![self.incident(issue)]));
        }
        if CALENDAR.contains(&self.event.as_str()) {
            return Ok(Task::Sweep(self.repository.clone()));
        }
        // Whoever listens to pushes has chosen by paths which of them count, and the payload of a run lists no files.
        if self.event == "push" {
            return Ok(Task::Sweep(self.repository.clone()));
        }
        // A review comes under a name of its own where it starts a workflow with the base branch's code.
        let event = match self.event.as_str() {
            "pull_request_target" => "pull_request",
            event => event,
        };
        let mut json: Value = serde_json::from_slice(payload.unwrap_or(b"{}"))?;
        json["installation"] = json!({ "id": INSTALLATION });
        let route = webhook::route(event, json.to_string().as_bytes(), &self.me)?;
        Ok(match route {
            Route::Ignore(reason) => Task::Nothing(format!("{} ({reason})", self.event)),
            Route::Look(keys) => Task::Look(keys),
            Route::Ask { key, requests } => Task::Ask(key, requests),
            Route::LookAround { mut keys, mentioned } => {
                keys.extend(mentioned.into_iter().map(|number| self.incident(number)));
                Task::Look(keys)
            }
            Route::Known {
                which: Which::Numbered(numbers),
                ..
            } => Task::Look(numbers.into_iter().map(|number| self.incident(number)).collect()),
            Route::Known {
                which: Which::Running,
                ..
            }
            | Route::Sweep { .. } => Task::Sweep(self.repository.clone()),
        })
    }

    fn incident(&self, issue: u64) -> Locator {
        Locator {
            key: IncidentKey {
                issue,
                ..self.repository.key
            },
            ..self.repository.clone()
        }
    }
}

/// In public repositories GitHub stops schedules after so many days without activity. Source: "Events that trigger
/// workflows", `schedule`.
const STOPS_AFTER: i64 = 60;
/// So many days before that we say so.
const WARNED_BEFORE: i64 = 15;

/// Says that GitHub is about to stop the schedule, which nobody would notice: reminders would just not come any more. The
/// payload tells when the repository was last pushed to, the one kind of activity that is told.
pub(super) fn schedule_stops(event: &str, payload: Option<&[u8]>, now: DateTime<Utc>) -> Option<String> {
    let payload: Value = serde_json::from_slice(payload.filter(|_| event == "schedule")?).ok()?;
    let repository = &payload["repository"];
    let is_public = repository["private"] == json!(false);
    let pushed: DateTime<Utc> = repository["pushed_at"].as_str()?.parse().ok()?;
    let left = STOPS_AFTER - (now - pushed).num_days();
    (is_public && left <= WARNED_BEFORE).then(|| {
        let days = left.max(0);
        format!(
            "nobody has pushed here since {}. In public repositories GitHub stops schedules after {STOPS_AFTER} days without \
             activity, which is in {days} days, and with them the reminders. Any commit on the default branch starts the count \
             anew; a schedule that has stopped is enabled again on the workflow's page under Actions.",
            pushed.format("%Y-%m-%d")
        )
    })
}

impl Task {
    /// The keys to be worked.
    pub(super) fn keys(&self) -> Vec<Locator> {
        match self {
            Self::Nothing(_) => Vec::new(),
            Self::Look(keys) => keys.clone(),
            Self::Ask(key, _) => vec![key.clone()],
            Self::Sweep(repository) => vec![repository.clone()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warned(event: &str, private: bool, pushed: &str) -> Option<String> {
        let payload = json!({ "repository": { "private": private, "pushed_at": pushed } }).to_string();
        let now = "2026-11-20T13:00:00Z".parse().expect("an instant");
        schedule_stops(event, Some(payload.as_bytes()), now)
    }

    #[test]
    fn a_schedule_that_is_about_to_stop_is_warned_of_in_time() {
        let warning = warned("schedule", false, "2026-10-01T09:00:00Z").expect("50 days have passed");
        assert!(
            warning.contains("since 2026-10-01") && warning.contains("in 10 days"),
            "{warning}"
        );
        assert_eq!(
            warned("schedule", false, "2026-10-20T09:00:00Z"),
            None,
            "there is time"
        );
        assert_eq!(
            warned("schedule", true, "2026-01-01T09:00:00Z"),
            None,
            "private ones go on"
        );
        assert_eq!(
            warned("issues", false, "2026-01-01T09:00:00Z"),
            None,
            "somebody is there"
        );
        assert_eq!(warned("schedule", false, "1700000000"), None, "nothing is known");
        assert_eq!(schedule_stops("schedule", None, DateTime::UNIX_EPOCH), None);
    }
}
