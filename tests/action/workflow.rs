//! The workflow by which Closeout runs in a repository: which events start it, and what its token may do. `docs/action.md`
//! tells people to copy it.

use std::collections::BTreeMap;

use github_sim::world::Level;
use serde_json::Value;

const PAGE: &str = include_str!("../../docs/action.md");

/// The workflow's text, as the page shows it.
pub(crate) fn shown() -> &'static str {
    let begin = PAGE
        .find("name: Closeout\n")
        .expect("the page shows the workflow");
    let rest = &PAGE[begin..];
    &rest[..rest.find("```").expect("the block ends")]
}

/// The lines below a key, as they are indented below it.
fn below<'a>(text: &'a str, key: &str) -> impl Iterator<Item = &'a str> {
    let mut lines = text
        .lines()
        .skip_while(move |line| line.trim_end() != key)
        .peekable();
    let depth = key.len() - key.trim_start().len();
    lines
        .next()
        .unwrap_or_else(|| panic!("the workflow has no {key}"));
    lines.take_while(move |line| line.is_empty() || line.len() - line.trim_start().len() > depth)
}

/// The events that start the workflow, each with the activity types it is limited to.
pub(crate) fn triggers(workflow: &str) -> BTreeMap<String, Vec<String>> {
    let mut triggers = BTreeMap::new();
    let mut event = String::new();
    for line in below(workflow, "on:").map(|line| line.split(" #").next().unwrap_or(line)) {
        if let Some(types) = line.trim().strip_prefix("types: [") {
            let types = types.trim_end_matches(']').split(", ").map(str::to_owned);
            triggers.insert(event.clone(), types.collect());
        } else if let Some(name) = line
            .strip_prefix("  ")
            .filter(|name| !name.starts_with([' ', '#']))
        {
            name.trim().trim_end_matches(':').clone_into(&mut event);
            triggers.entry(event.clone()).or_default();
        }
    }
    triggers
}

/// The name under which a delivery starts the workflow; none when it does not.
pub(crate) fn started_by(workflow: &str, event: &str, payload: &Value) -> Option<String> {
    let triggers = triggers(workflow);
    let name = match event {
        "pull_request" => "pull_request_target",
        event => event,
    };
    let types = triggers.get(name)?;
    let action = payload["action"].as_str().unwrap_or_default();
    let chosen = || {
        let commits = payload["commits"].as_array();
        commits.into_iter().flatten().any(|commit| {
            let touched = ["added", "modified", "removed"]
                .into_iter()
                .filter_map(|list| commit[list].as_array());
            touched.flatten().any(|path| {
                path.as_str()
                    .is_some_and(|path| paths(workflow).any(|begin| path.starts_with(begin)))
            })
        })
    };
    let by_path = name != "push" || chosen();
    (by_path && (types.is_empty() || types.iter().any(|one| one == action))).then(|| name.to_owned())
}

/// How the paths begin that pushes must touch to start the workflow.
fn paths(workflow: &str) -> impl Iterator<Item = &str> {
    let list = workflow
        .lines()
        .find_map(|line| line.trim().strip_prefix("paths: ["))
        .expect("pushes are chosen");
    list.trim_end_matches(']')
        .split(", ")
        .map(|path| path.trim_matches('"').trim_end_matches("**"))
}

/// What the workflow's token may do.
pub(crate) fn permissions(workflow: &str) -> BTreeMap<String, Level> {
    let lines = below(workflow, "    permissions:");
    lines
        .filter_map(|line| {
            let (name, level) = line.trim().split_once(": ")?;
            let level = match level.split(' ').next()? {
                "write" => Level::Write,
                "read" => Level::Read,
                other => panic!("{other} is no level"),
            };
            Some((name.replace('-', "_"), level))
        })
        .collect()
}

#[test]
fn the_page_is_read_as_it_is_written() {
    let triggers = triggers(shown());
    assert!(triggers["issues"].contains(&"labeled".to_owned()), "{triggers:?}");
    assert_eq!(triggers["schedule"], [""; 0], "{triggers:?}");
    assert_eq!(permissions(shown())["pull_requests"], Level::Write);
    let opened = serde_json::json!({ "action": "opened" });
    assert_eq!(
        started_by(shown(), "pull_request", &opened).as_deref(),
        Some("pull_request_target")
    );
    assert_eq!(started_by(shown(), "deployment", &opened), None);
}
