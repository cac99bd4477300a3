//! Every field that takes no demanded argument is asked for, on one object of each kind. Whatever is answered must fit
//! the schema; whatever is not must say that it is not simulated.

use std::fmt::Write as _;

use apollo_compiler::schema::ObjectType;
use serde_json::{Value, json};

use super::Stage;
use crate::graphql::schema::github;

/// A way to one object of each type that is answered from the world.
const WAYS: [(&str, &str); 20] = [
    ("Query", "{ @ }"),
    ("User", "{ user(login: \"mona\") { @ } }"),
    ("Organization", "{ organization(login: \"acme\") { @ } }"),
    (
        "Repository",
        "{ repository(owner: \"acme\", name: \"ops\") { @ } }",
    ),
    (
        "Issue",
        "{ repository(owner: \"acme\", name: \"ops\") { issue(number: 1) { @ } } }",
    ),
    (
        "PullRequest",
        "{ repository(owner: \"acme\", name: \"ops\") { pullRequest(number: 3) { @ } } }",
    ),
    (
        "Label",
        "{ repository(owner: \"acme\", name: \"ops\") { label(name: \"incident\") { @ } } }",
    ),
    (
        "Ref",
        "{ repository(owner: \"acme\", name: \"ops\") { defaultBranchRef { @ } } }",
    ),
    (
        "Commit",
        "{ repository(owner: \"acme\", name: \"ops\") { object(expression: \"docs/1\") { ... on Commit { @ } } } }",
    ),
    (
        "Tree",
        "{ repository(owner: \"acme\", name: \"ops\") { object(expression: \"HEAD:\") { ... on Tree { @ } } } }",
    ),
    (
        "Blob",
        "{ repository(owner: \"acme\", name: \"ops\") { object(expression: \"HEAD:README.md\") { ... on Blob { @ } } } }",
    ),
    (
        "Bot",
        "{ repository(owner: \"acme\", name: \"ops\") { pullRequest(number: 3) { author { ... on Bot { @ } } } } }",
    ),
    (
        "IssueComment",
        "{ repository(owner: \"acme\", name: \"ops\") { issue(number: 1) { comments(first: 1) { nodes { @ } } } } }",
    ),
    ("LabeledEvent", EVENT_OF_ISSUE),
    ("SubIssueAddedEvent", EVENT_OF_ISSUE),
    ("CrossReferencedEvent", EVENT_OF_ISSUE),
    (
        "PullRequestCommit",
        "{ repository(owner: \"acme\", name: \"ops\") { pullRequest(number: 3) { commits(first: 1) { nodes { @ } } } } }",
    ),
    (
        "CheckSuite",
        "{ repository(owner: \"acme\", name: \"ops\") { object(expression: \"docs/1\") { ... on Commit { checkSuites(first: 1) { nodes { @ } } } } } }",
    ),
    (
        "CheckRun",
        "{ repository(owner: \"acme\", name: \"ops\") { object(expression: \"docs/1\") { ... on Commit { checkSuites(first: 1) { nodes { checkRuns(first: 1) { nodes { @ } } } } } } } }",
    ),
    (
        "App",
        "{ repository(owner: \"acme\", name: \"ops\") { object(expression: \"docs/1\") { ... on Commit { checkSuites(first: 1) { nodes { app { @ } } } } } } }",
    ),
];
const EVENT_OF_ISSUE: &str = "{ repository(owner: \"acme\", name: \"ops\") { issue(number: 1) { timelineItems(first: 9) { nodes { ... on # { @ } } } } } }";

#[test]
fn whatever_is_answered_fits_the_schema() {
    let mut stage = Stage::set();
    let (mut answered, mut faults) = (0, String::new());
    for (type_name, way) in WAYS {
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
            let query = way
                .replace('#', type_name)
                .replace('@', &format!("{name}{arguments}{below}"));
            let answer = stage.ask_with(&query, json!({}));
            match fault(&answer) {
                None if answer.get("errors").is_none() => answered += 1,
                None => {}
                Some(fault) => {
                    let _ = writeln!(faults, "{type_name}.{name}: {fault}");
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
    assert!(answered > 250, "only {answered} fields are answered");
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

/// An error that is not about a field left out of the simulation.
fn fault(answer: &Value) -> Option<String> {
    let errors = answer["errors"].as_array()?;
    errors
        .iter()
        .find(|error| error["type"] != "NOT_SIMULATED")
        .map(ToString::to_string)
}
