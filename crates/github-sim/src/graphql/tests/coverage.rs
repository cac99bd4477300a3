//! Every field that takes no demanded argument is asked for, on one object of each kind. Whatever is answered must fit
//! the schema; whatever is not must say that it is not simulated.

use std::fmt::Write as _;

use apollo_compiler::schema::ObjectType;
use serde_json::{Value, json};

use super::Stage;
use crate::graphql::schema::github;

/// A way to one object of each type that is answered from the world.
const WAYS: [(&str, &str); 25] = [
    ("Query", "{ @ }"),
    ("User", "{ user(login: \"mona\") { @ } }"),
    ("Organization", "{ organization(login: \"acme\") { @ } }"),
    ("Repository", "{ REPO { @ } }"),
    ("Issue", "{ REPO { issue(number: 1) { @ } } }"),
    ("PullRequest", "{ REPO { pullRequest(number: 3) { @ } } }"),
    ("Label", "{ REPO { label(name: \"incident\") { @ } } }"),
    ("Milestone", "{ REPO { milestone(number: 1) { @ } } }"),
    ("Ref", "{ REPO { defaultBranchRef { @ } } }"),
    (
        "Commit",
        "{ REPO { pullRequest(number: 3) { commits(first: 1) { nodes { commit { @ } } } } } }",
    ),
    (
        "Tree",
        "{ REPO { object(expression: \"HEAD:\") { ... on Tree { @ } } } }",
    ),
    (
        "Blob",
        "{ REPO { object(expression: \"HEAD:README.md\") { ... on Blob { @ } } } }",
    ),
    (
        "Bot",
        "{ REPO { pullRequest(number: 3) { author { ... on Bot { @ } } } } }",
    ),
    (
        "ReactionGroup",
        "{ REPO { issue(number: 1) { reactionGroups { @ } } } }",
    ),
    (
        "Reaction",
        "{ REPO { issue(number: 1) { reactions(first: 1) { nodes { @ } } } } }",
    ),
    (
        "ReviewRequest",
        "{ REPO { pullRequest(number: 3) { reviewRequests(first: 1) { nodes { @ } } } } }",
    ),
    (
        "StatusCheckRollup",
        "{ REPO { pullRequest(number: 3) { statusCheckRollup { @ } } } }",
    ),
    (
        "CheckSuite",
        "{ REPO { pullRequest(number: 3) { commits(first: 1) { nodes { commit { SUITE { @ } } } } } } } }",
    ),
    (
        "CheckRun",
        "{ REPO { pullRequest(number: 3) { commits(first: 1) { nodes { commit { SUITE { checkRuns(first: 1) { nodes { @ } } } } } } } } } }",
    ),
    (
        "App",
        "{ REPO { pullRequest(number: 3) { commits(first: 1) { nodes { commit { SUITE { app { @ } } } } } } } } }",
    ),
    ("Deployment", "{ REPO { deployments(first: 1) { nodes { @ } } } }"),
    (
        "DeploymentStatus",
        "{ REPO { deployments(first: 1) { nodes { latestStatus { @ } } } } }",
    ),
    ("Release", "{ REPO { latestRelease { @ } } }"),
    ("RateLimit", "{ rateLimit { @ } }"),
    (
        "SubIssuesSummary",
        "{ REPO { issue(number: 1) { subIssuesSummary { @ } } } }",
    ),
];

/// The ways to the events of the issue and of the pull request.
fn event_ways(stage: &mut Stage) -> Vec<(String, String)> {
    let mut ways = Vec::new();
    for place in ["issue(number: 1)", "issue(number: 5)", "pullRequest(number: 3)"] {
        let events = |inner: &str| {
            format!("{{ REPO {{ {place} {{ timelineItems(first: 100) {{ nodes {{ {inner} }} }} }} }} }}")
        };
        let found = stage.data(&spelled(&events("__typename")), json!({}));
        let mut names: Vec<String> = Vec::new();
        collect(&found, &mut names);
        names.sort();
        names.dedup();
        ways.extend(
            names
                .into_iter()
                .map(|name| (name.clone(), events(&format!("... on {name} {{ @ }}")))),
        );
    }
    ways
}

fn spelled(way: &str) -> String {
    way.replace("REPO", "repository(owner: \"acme\", name: \"ops\")")
        .replace("SUITE", "checkSuites(first: 1) { nodes")
}

fn collect(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.values().for_each(|inner| collect(inner, names)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        Value::String(name) => names.push(name.clone()),
        _ => {}
    }
}

#[test]
fn whatever_is_answered_fits_the_schema() {
    let mut stage = Stage::set();
    stage.live();
    let events = event_ways(&mut stage);
    assert!(events.len() > 30, "{} kinds of events", events.len());
    let ways = WAYS.map(|(name, way)| (name.to_owned(), way.to_owned()));
    let (mut answered, mut faults) = (0, String::new());
    for (type_name, way) in ways.iter().chain(&events) {
        let object = github()
            .schema
            .get_object(type_name)
            .expect("the type is carried");
        for name in askable(object) {
            let field = github().field(type_name, &name).expect("it was just listed");
            let arguments = if field.argument_by_name("first").is_some() {
                "(first: 1)"
            } else {
                ""
            };
            let leaf = github().schema.types[field.ty.inner_named_type()].is_leaf();
            let below = if leaf { "" } else { " { __typename }" };
            let query = spelled(way).replace('@', &format!("{name}{arguments}{below}"));
            let answer = stage.ask_with(&query, json!({}));
            match fault(&answer) {
                None if answer.get("errors").is_some() => {}
                None if has(&answer, &name) => answered += 1,
                None => {
                    let _ = writeln!(
                        faults,
                        "{type_name}.{name}: there is no such object in this world"
                    );
                }
                Some(fault) => {
                    let _ = writeln!(faults, "{type_name}.{name}: {fault}");
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
    assert!(answered > 520, "only {answered} fields are answered");
}

/// Fields that can be asked for without knowing more.
fn askable(object: &ObjectType) -> Vec<String> {
    let free = object
        .fields
        .values()
        .filter(|field| field.arguments.iter().all(|one| !one.is_required()));
    free.filter(|field| field.name != "object")
        .map(|field| field.name.to_string())
        .collect()
}

/// Whether a value of this name is anywhere in an answer.
fn has(value: &Value, name: &str) -> bool {
    match value {
        Value::Object(fields) => fields.contains_key(name) || fields.values().any(|inner| has(inner, name)),
        Value::Array(items) => items.iter().any(|item| has(item, name)),
        _ => false,
    }
}

/// An error that is not about a field left out of the simulation.
fn fault(answer: &Value) -> Option<String> {
    let errors = answer["errors"].as_array()?;
    errors
        .iter()
        .find(|error| error["type"] != "NOT_SIMULATED")
        .map(ToString::to_string)
}
