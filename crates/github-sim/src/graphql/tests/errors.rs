//! What goes wrong, in GitHub's words and shapes.

use serde_json::json;

use super::Stage;
use crate::world::Actor;
use crate::world::ops::RepositoryEdit;

fn first_error(stage: &mut Stage, query: &str) -> serde_json::Value {
    stage.ask(query)["errors"][0].clone()
}

#[test]
fn a_field_that_github_has_not() {
    let mut stage = Stage::set();
    let answer = stage.ask("query Q { viewer { ... on User { loginn } } }");
    let expected = json!({"errors": [{
        "path": ["query Q", "viewer", "... on User", "loginn"],
        "extensions": {"code": "undefinedField", "typeName": "User", "fieldName": "loginn"},
        "locations": [{"line": 1, "column": 34}],
        "message": "Field 'loginn' doesn't exist on type 'User'",
    }]});
    assert_eq!(answer, expected);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table, one row a mistake")]
fn mistakes_in_documents_have_their_codes() {
    let cases = [
        (
            "{ repository(owner: \"a\") { id } }",
            "missingRequiredArguments",
            "Field 'repository' is missing required arguments: name",
        ),
        (
            "{ viewer }",
            "selectionMismatch",
            "Field must have selections (field 'viewer' returns User but has no selections. Did you mean 'viewer { ... }'?)",
        ),
        (
            "{ viewer { login { x } } }",
            "selectionMismatch",
            "Selections can't be made on scalars (field 'login' returns String but has selections [\"x\"])",
        ),
        (
            "{ viewer(x: 1) { login } }",
            "argumentNotAccepted",
            "Field 'viewer' doesn't accept argument 'x'",
        ),
        (
            "{ node(id: [1.5]) { id } }",
            "argumentLiteralsIncompatible",
            "Argument 'id' on Field 'node' has an invalid value ([1.5]). Expected type 'ID!'.",
        ),
        (
            "query Q($x: Int) { viewer { login } }",
            "variableNotUsed",
            "Variable $x is declared by Q but not used",
        ),
        (
            "{ node(id: $x) { id } }",
            "variableNotDefined",
            "Variable $x is used by anonymous query but not declared",
        ),
        (
            "{ viewer { ...F } }",
            "useAndDefineFragment",
            "Fragment F was used, but not defined",
        ),
        (
            "{ viewer { login } } fragment F on User { login }",
            "useAndDefineFragment",
            "Fragment F was defined, but not used",
        ),
        (
            "{ node(id: \"x\") { ... on Nothing { id } } }",
            "undefinedType",
            "No such type Nothing, so it can't be a fragment condition",
        ),
        (
            "mutation { addComment(input: {body: \"x\"}) { clientMutationId } }",
            "missingRequiredInputObjectAttribute",
            "Argument 'subjectId' on InputObject 'AddCommentInput' is required. Expected type ID!",
        ),
        (
            "mutation { addComment(input: {body: \"x\", subjectId: \"y\", z: 1}) { clientMutationId } }",
            "argumentNotAccepted",
            "InputObject 'AddCommentInput' doesn't accept argument 'z'",
        ),
    ];
    let mut stage = Stage::set();
    for (query, code, message) in cases {
        let answer = stage.ask(query);
        assert_eq!(answer["errors"][0]["extensions"]["code"], code, "{answer:#}");
        assert_eq!(answer["errors"][0]["message"], message);
        assert_eq!(
            answer.get("data"),
            None,
            "a request that is wrong has no data: {query}"
        );
    }
}

#[test]
fn types_of_variables_are_checked_against_their_places() {
    let mut stage = Stage::set();
    let error = first_error(
        &mut stage,
        "query($n: String!) { repository(owner: \"acme\", name: \"ops\") { issue(number: $n) { id } } }",
    );
    assert_eq!(error["extensions"]["code"], "variableMismatch", "{error:#}");
}

#[test]
fn variables_that_do_not_fit() {
    let mut stage = Stage::set();
    let query = "mutation($input: AddCommentInput!) { addComment(input: $input) { clientMutationId } }";
    let missing = stage.ask_with(query, json!({"input": {"body": 1, "z": true}}));
    assert_eq!(
        missing["errors"][0]["message"],
        "Variable $input of type AddCommentInput! was provided invalid value for z (Field is not defined on \
         AddCommentInput), body (Could not coerce value 1 to String), subjectId (Expected value to not be null)"
    );
    let absent = stage.ask(query);
    assert_eq!(
        absent["errors"][0]["message"],
        "Variable $input of type AddCommentInput! was provided invalid value"
    );
    assert_eq!(
        absent["errors"][0]["extensions"]["problems"][0]["explanation"],
        "Expected value to not be null"
    );
}

#[test]
fn a_request_without_query() {
    let mut stage = Stage::set();
    let actor = stage.bot.clone();
    for body in [json!({}), json!({"query": 1}), json!({"query": ""}), json!([])] {
        let answer = crate::graphql::request::answer(&mut stage.world, &actor, &body);
        assert_eq!(
            answer["errors"][0]["message"],
            "A query attribute must be specified and must be a string."
        );
    }
}

#[test]
fn what_is_not_there() {
    let mut stage = Stage::set();
    let cases = [
        (
            "{ repository(owner: \"acme\", name: \"none\") { id } }",
            "repository",
            "Could not resolve to a Repository with the name 'acme/none'.",
        ),
        (
            "{ node(id: \"I_kwDOAAAAAAAAAAE\") { id } }",
            "node",
            "Could not resolve to a node with the global id of 'I_kwDOAAAAAAAAAAE'",
        ),
        (
            "{ user(login: \"nobody\") { id } }",
            "user",
            "Could not resolve to a User with the login of 'nobody'.",
        ),
        (
            "{ organization(login: \"mona\") { id } }",
            "organization",
            "Could not resolve to an Organization with the login of 'mona'.",
        ),
    ];
    for (query, field, message) in cases {
        let answer = stage.ask(query);
        let expected = json!({"data": {field: null}, "errors": [{
            "type": "NOT_FOUND", "path": [field], "locations": [{"line": 1, "column": 3}], "message": message,
        }]});
        assert_eq!(answer, expected);
    }
    let inner = stage.ask("{ repository(owner: \"acme\", name: \"ops\") { a: issue(number: 3) { id } b: pullRequest(number: 1) { id } } }");
    assert_eq!(inner["data"], json!({"repository": {"a": null, "b": null}}));
    assert_eq!(
        inner["errors"][0]["message"],
        "Could not resolve to an Issue with the number of 3."
    );
    assert_eq!(inner["errors"][0]["path"], json!(["repository", "a"]));
    assert_eq!(
        inner["errors"][1]["message"],
        "Could not resolve to a PullRequest with the number of 1."
    );
}

#[test]
fn pages_have_limits() {
    let mut stage = Stage::set();
    let issues = |arguments: &str, fields: &str| {
        format!("{{ repository(owner: \"acme\", name: \"ops\") {{ issues{arguments} {{ {fields} }} }} }}")
    };
    let missing = first_error(&mut stage, &issues("", "nodes { id }"));
    assert_eq!(missing["type"], "MISSING_PAGINATION_BOUNDARIES");
    assert_eq!(
        missing["message"],
        "You must provide a `first` or `last` value to properly paginate the `issues` connection."
    );
    let many = first_error(&mut stage, &issues("(first: 101)", "nodes { id }"));
    assert_eq!(many["type"], "EXCESSIVE_PAGINATION");
    assert_eq!(
        many["message"],
        "Requesting 101 records on the `issues` connection exceeds the `first` limit of 100 records."
    );
    let cursor = first_error(&mut stage, &issues("(first: 1, after: \"abc\")", "nodes { id }"));
    assert_eq!(cursor["type"], "INVALID_CURSOR_ARGUMENTS");
    let counted = stage.data(&issues("", "totalCount"), json!({}));
    assert_eq!(counted["repository"]["issues"]["totalCount"], 2);
}

#[test]
fn half_a_million_possible_nodes_are_too_many() {
    let mut stage = Stage::set();
    let error = first_error(
        &mut stage,
        "{ repository(owner: \"acme\", name: \"ops\") { issues(first: 100) { nodes { comments(first: 100) { nodes {
           reactions(first: 100) { nodes { id } } } } } } } }",
    );
    assert_eq!(error["type"], "MAX_NODE_LIMIT_EXCEEDED");
    assert_eq!(
        error["message"],
        "This query requests up to 1,010,100 possible nodes which exceeds the maximum limit of 500,000."
    );
}

#[test]
fn what_is_not_simulated_is_named() {
    let mut stage = Stage::set();
    let error = first_error(
        &mut stage,
        "{ repository(owner: \"acme\", name: \"ops\") { issue(number: 1) { titleHTML } } }",
    );
    assert_eq!(error["message"], "the simulator does not model Issue.titleHTML");
    let cut = first_error(
        &mut stage,
        "{ repository(owner: \"acme\", name: \"ops\") { discussions(first: 1) { totalCount } } }",
    );
    assert_eq!(
        cut["message"],
        "the simulator does not model Repository.discussions"
    );
    let mutation = first_error(
        &mut stage,
        "mutation { pinIssue(input: {issueId: \"x\"}) { clientMutationId } }",
    );
    assert_eq!(
        mutation["message"],
        "the simulator does not model Mutation.pinIssue"
    );
}

#[test]
fn a_permission_the_app_lacks() {
    let mut stage = Stage::set();
    let mona = stage.mona.clone();
    let edit = RepositoryEdit {
        private: Some(true),
        ..RepositoryEdit::default()
    };
    stage
        .world
        .edit_repo(&mona, stage.repo, &edit)
        .expect("mona is an admin");
    let mut bot = stage.bot.clone();
    if let crate::world::Powers::Installation { permissions, .. } = &mut bot.powers {
        permissions.remove("contents");
    }
    let query =
        "{ repository(owner: \"acme\", name: \"ops\") { name object(expression: \"HEAD:\") { oid } } }";
    let answer = stage.ask_as(&bot, query, json!({}));
    assert_eq!(
        answer["data"],
        json!({"repository": {"name": "ops", "object": null}})
    );
    assert_eq!(answer["errors"][0]["type"], "FORBIDDEN");
    assert_eq!(
        answer["errors"][0]["message"],
        "Resource not accessible by integration"
    );
    assert_eq!(answer["errors"][0]["path"], json!(["repository", "object"]));
}

#[test]
fn a_private_repository_does_not_exist_for_strangers() {
    let mut stage = Stage::set();
    let (mona, stranger): (Actor, Actor) = (stage.mona.clone(), stage.stranger.clone());
    let edit = RepositoryEdit {
        private: Some(true),
        ..RepositoryEdit::default()
    };
    stage
        .world
        .edit_repo(&mona, stage.repo, &edit)
        .expect("mona is an admin");
    let issue = stage.id(stage.issue);
    let answer = stage.ask_as(
        &stranger,
        "query($id: ID!) { node(id: $id) { id } }",
        json!({"id": issue}),
    );
    assert_eq!(answer["data"], json!({"node": null}));
    assert_eq!(answer["errors"][0]["type"], "NOT_FOUND");
}

#[test]
fn a_person_without_the_role() {
    let mut stage = Stage::set();
    let stranger = stage.stranger.clone();
    let label = stage.data(
        "{ repository(owner: \"acme\", name: \"ops\") { label(name: \"incident\") { id } } }",
        json!({}),
    );
    let input = json!({"input": {"labelableId": stage.id(stage.issue), "labelIds": [label["repository"]["label"]["id"]]}});
    let query = "mutation($input: AddLabelsToLabelableInput!) { addLabelsToLabelable(input: $input) { clientMutationId } }";
    let answer = stage.ask_as(&stranger, query, input);
    assert_eq!(answer["data"], json!({"addLabelsToLabelable": null}));
    assert_eq!(answer["errors"][0]["type"], "FORBIDDEN");
    assert_eq!(
        answer["errors"][0]["message"],
        "stranger does not have the correct permissions to execute `AddLabelsToLabelable`"
    );
}

#[test]
fn a_former_name_is_followed_unless_not_wanted() {
    let mut stage = Stage::set();
    let mona = stage.mona.clone();
    let edit = RepositoryEdit {
        name: Some("platform".into()),
        ..RepositoryEdit::default()
    };
    stage
        .world
        .edit_repo(&mona, stage.repo, &edit)
        .expect("mona is an admin");
    let followed = stage.data(
        "{ repository(owner: \"acme\", name: \"ops\") { name } }",
        json!({}),
    );
    assert_eq!(followed["repository"]["name"], "platform");
    let strict = first_error(
        &mut stage,
        "{ repository(owner: \"acme\", name: \"ops\", followRenames: false) { name } }",
    );
    assert_eq!(strict["type"], "NOT_FOUND");
}
