//! Issues: list, open, read, change, lock.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::route::Verb::{Delete, Get, Patch, Post, Put};
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::world::ops::{IssueEdit, NewIssue};
use crate::world::{Issue, OpError, Repository, StateReason, World, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/issues",
        "issues/issues#list-repository-issues",
        list,
    ),
    operation(
        Post,
        "/repos/{owner}/{repo}/issues",
        "issues/issues#create-an-issue",
        create,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/issues/{issue_number}",
        "issues/issues#get-an-issue",
        get,
    ),
    operation(
        Patch,
        "/repos/{owner}/{repo}/issues/{issue_number}",
        "issues/issues#update-an-issue",
        update,
    ),
    operation(
        Put,
        "/repos/{owner}/{repo}/issues/{issue_number}/lock",
        "issues/issues#lock-an-issue",
        lock,
    ),
    operation(
        Delete,
        "/repos/{owner}/{repo}/issues/{issue_number}/lock",
        "issues/issues#unlock-an-issue",
        unlock,
    ),
];

fn get(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let key = call.issue_key("issue_number")?;
    call.world
        .readable_issue(&call.actor()?, key, &need::READ_ISSUES)?;
    Ok(Reply::ok(call.render().issue_at(key)))
}

fn create(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let title = match call.field("title") {
        Some(Value::Number(number)) => number.to_string(),
        _ => call.required_text("title")?,
    };
    let mut assignees = call.texts("assignees")?.unwrap_or_default();
    assignees.extend(call.text("assignee")?);
    let new = NewIssue {
        title,
        body: call.text("body")?,
        labels: call.texts("labels")?.unwrap_or_default(),
        form_labels: Vec::new(),
        assignees,
        milestone: milestone(call)?.flatten(),
        parent: None,
    };
    let (actor, repo) = (call.actor()?, call.repo_id()?);
    let key = call.world.create_issue(&actor, repo, &new)?;
    Ok(Reply::created(call.render().issue_at(key)))
}

/// `milestone`: absent, null to take it away, or a number. Text of digits is accepted as GitHub does.
#[expect(clippy::option_option, reason = "absent and null mean different things")]
fn milestone(call: &Call<'_>) -> Result<Option<Option<u64>>, OpError> {
    match call.body.get("milestone") {
        None => Ok(None),
        Some(Value::Null) => Ok(Some(None)),
        Some(value) => {
            let number = value
                .as_u64()
                .or_else(|| value.as_str().and_then(|text| text.parse().ok()));
            number
                .map(|number| Some(Some(number)))
                .ok_or_else(|| OpError::field("Issue", "invalid", "milestone"))
        }
    }
}

fn update(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("issue_number")?);
    call.world.writable_issue(&actor, key, &need::COMMENT)?;
    let reason = match call.text("state_reason")? {
        None => None,
        Some(text) => {
            let invalid = || OpError::field("Issue", "invalid", "state_reason");
            Some(StateReason::parse(&text).ok_or_else(invalid)?)
        }
    };
    let state = call.text("state")?;
    if state
        .as_deref()
        .is_some_and(|state| !["open", "closed"].contains(&state))
    {
        return Err(OpError::field("Issue", "invalid", "state"));
    }
    let body = call
        .body
        .get("body")
        .map(|value| value.as_str().map(str::to_owned));
    let mut edit = IssueEdit {
        title: call.text("title")?,
        body,
        milestone: milestone(call)?,
    };
    let (mut labels, mut assignees) = (call.texts("labels")?, call.texts("assignees")?);
    if let Some(one) = call.text("assignee")? {
        assignees.get_or_insert_default().push(one);
    }
    if !call.world.allows(&actor, call.repo()?, &need::TRIAGE) {
        // Those who may not arrange an issue have such wishes dropped in silence.
        (labels, assignees, edit.milestone) = (None, None, None);
    }
    // All that could be refused is looked at before anything changes.
    World::check_label_names(labels.as_deref().unwrap_or_default())?;
    call.world
        .assignees_for(key.repo, assignees.as_deref().unwrap_or_default())?;
    if edit.title.is_some() || edit.body.is_some() || edit.milestone.is_some() {
        call.world.edit_issue(&actor, key, &edit)?;
    }
    if let Some(assignees) = &assignees {
        call.world.set_assignees(&actor, key, assignees)?;
    }
    if let Some(labels) = &labels {
        call.world.set_labels(&actor, key, labels)?;
    }
    match state.as_deref() {
        Some("closed") => call.world.close_issue(&actor, key, reason)?,
        Some(_) => call.world.reopen_issue(&actor, key)?,
        None => {}
    }
    get(call)
}

fn lock(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key, reason) = (
        call.actor()?,
        call.issue_key("issue_number")?,
        call.text("lock_reason")?,
    );
    call.world.lock_issue(&actor, key, reason)?;
    Ok(Reply::no_content())
}

fn unlock(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let (actor, key) = (call.actor()?, call.issue_key("issue_number")?);
    call.world.unlock_issue(&actor, key)?;
    Ok(Reply::no_content())
}

/// Pull requests are listed too, unless issues are disabled: then nothing is.
fn list(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let actor = call.actor()?;
    let repo = call.world.readable(&actor, call.repo_id()?, &need::READ_ISSUES)?;
    let filter = Filter::new(call, repo)?;
    let mut found: Vec<&Issue> = repo
        .issues
        .values()
        .filter(|issue| filter.fits(call, issue))
        .collect();
    match call.query("sort").unwrap_or("created") {
        "updated" => found.sort_by_key(|issue| (issue.updated_at, issue.number)),
        "comments" => found.sort_by_key(|issue| (issue.comments.len(), issue.number)),
        _ => found.sort_by_key(|issue| issue.number),
    }
    if call.query("direction").unwrap_or("desc") == "desc" {
        found.reverse();
    }
    let items = found
        .into_iter()
        .map(|issue| call.render().issue(repo, issue))
        .collect();
    Ok(call.page(items))
}

struct Filter {
    state: String,
    labels: Vec<i64>,
    impossible: bool,
    since: Option<DateTime<Utc>>,
}

impl Filter {
    fn new(call: &Call<'_>, repo: &Repository) -> Result<Self, OpError> {
        let names = call
            .query("labels")
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let found: Vec<Option<i64>> = names.map(|name| repo.label(name).map(|label| label.id)).collect();
        let since = match call.query("since") {
            None => None,
            Some(text) => {
                let parsed = DateTime::parse_from_rfc3339(text);
                Some(
                    parsed
                        .map_err(|_| OpError::field("Issue", "invalid", "since"))?
                        .to_utc(),
                )
            }
        };
        Ok(Self {
            state: call.query("state").unwrap_or("open").to_owned(),
            impossible: found.iter().any(Option::is_none),
            labels: found.into_iter().flatten().collect(),
            since,
        })
    }

    fn fits(&self, call: &Call<'_>, issue: &Issue) -> bool {
        let login = |name: &str| call.query(name).filter(|login| *login != "*" && *login != "none");
        let is = |id, login: &str| call.world.account(id).login.eq_ignore_ascii_case(login);
        let milestone = match call.query("milestone") {
            None => true,
            Some("none") => issue.milestone.is_none(),
            Some("*") => issue.milestone.is_some(),
            Some(number) => issue.milestone.map(|one| one.to_string()).as_deref() == Some(number),
        };
        let assigned = match call.query("assignee") {
            Some("none") => issue.assignees.is_empty(),
            Some("*") => !issue.assignees.is_empty(),
            _ => true,
        };
        !self.impossible
            && (self.state == "all" || issue.state() == self.state)
            && self.labels.iter().all(|label| issue.labels.contains(label))
            && self.since.is_none_or(|since| issue.updated_at >= since)
            && login("creator").is_none_or(|login| is(issue.author, login))
            && login("assignee").is_none_or(|login| issue.assignees.iter().any(|id| is(*id, login)))
            && assigned
            && milestone
    }
}
