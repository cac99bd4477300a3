//! What happened to an issue.

use serde_json::Value;

use super::route::Verb::Get;
use super::route::{Operation, operation};
use super::{Call, Reply};
use crate::render::Render;
use crate::world::{OpError, need};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        "/repos/{owner}/{repo}/issues/{issue_number}/timeline",
        "issues/timeline#list-timeline-events-for-an-issue",
        timeline,
    ),
    operation(
        Get,
        "/repos/{owner}/{repo}/issues/{issue_number}/events",
        "issues/events#list-issue-events",
        events,
    ),
];

fn timeline(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let key = call.issue_key("issue_number")?;
    let issue = call
        .world
        .readable_issue(&call.actor()?, key, &need::READ_ISSUES)?;
    let repo = call.repo()?;
    let items: Vec<Value> = issue
        .timeline
        .iter()
        .filter_map(|event| call.render().timeline_event(repo, issue, event))
        .collect();
    Ok(call.page(items))
}

fn events(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let key = call.issue_key("issue_number")?;
    let issue = call
        .world
        .readable_issue(&call.actor()?, key, &need::READ_ISSUES)?;
    let repo = call.repo()?;
    let plain = issue
        .timeline
        .iter()
        .filter(|event| Render::is_issue_event(&event.kind));
    let listed = |event| {
        let mut out = call.render().issue_event(repo, issue, event);
        if let Some(fields) = out.as_object_mut() {
            // Only the timeline tells why an issue was closed.
            fields.remove("state_reason");
        }
        out
    };
    let items: Vec<Value> = plain.map(listed).collect();
    Ok(call.page(items))
}
