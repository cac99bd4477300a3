//! What is refused, word for word.

use github_sim::world::ops::{NewRepository, RepositoryEdit};
use github_sim::world::{Level, Role};
use serde_json::json;

use crate::stage::{Stage, spec};

/// Method, path, body, then status and message expected; `\n` in a message is a line break.
const REFUSALS: &str = r#"
GET    | /repos/acme/nothing                       |                                                | 404 | Not Found
GET    | /repos/acme/shop/issues/99                |                                                | 404 | Not Found
GET    | /repos/acme/shop/issues/abc               |                                                | 404 | Not Found
GET    | /repos/acme/shop/issues/comments/1        |                                                | 404 | Not Found
POST   | /repos/acme/shop/issues                   | {}                                             | 422 | Invalid request.\n\n"title" wasn't supplied.
POST   | /repos/acme/shop/issues                   | {"title": " "}                                 | 422 | Validation Failed
POST   | /repos/acme/shop/issues                   | {"title": "t", "milestone": 9}                 | 422 | Validation Failed
POST   | /repos/acme/shop/issues                   | {"title": "t", "assignees": ["stranger"]}      | 422 | Validation Failed
POST   | /repos/acme/shop/issues                   | {"title": "t", "labels": [7]}                  | 422 | Invalid request.\n\nFor 'properties/labels', 7 is not a string.
POST   | /repos/acme/shop/labels                   | {}                                             | 422 | Invalid request.\n\n"name" wasn't supplied.
DELETE | /repos/acme/shop/issues/1/labels/absent   |                                                | 404 | Label does not exist
POST   | /repos/acme/shop/issues/1/reactions       | {"content": "wow"}                             | 422 | Validation Failed
DELETE | /repos/acme/shop/issues/comments/5        |                                                | 404 | Not Found
POST   | /repos/acme/shop/pulls                    | {"title": "t", "head": "main", "base": "main"} | 422 | Validation Failed
POST   | /repos/acme/shop/pulls                    | {"title": "t", "head": "work", "base": "main"} | 422 | Validation Failed
GET    | /repos/acme/empty/git/ref/heads/main      |                                                | 409 | Git Repository is empty.
GET    | /repos/acme/empty/commits                 |                                                | 409 | Git Repository is empty.
POST   | /repos/acme/empty/git/blobs               | {"content": "x"}                               | 409 | Git Repository is empty.
GET    | /repos/acme/shop/branches/none            |                                                | 404 | Branch not found
DELETE | /repos/acme/shop/git/refs/heads/none      |                                                | 422 | Reference does not exist
GET    | /repos/acme/shop/contents/none.md         |                                                | 404 | Not Found
"#;

#[tokio::test]
async fn refusals_have_githubs_status_and_message() {
    let stage = Stage::set().await;
    stage.issue("One");
    stage.pull("work");
    stage.sim.create_repo_with(
        "acme",
        &NewRepository {
            with_readme: false,
            ..NewRepository::named("empty")
        },
    );
    for line in REFUSALS.lines().filter(|line| !line.is_empty()) {
        let [method, path, body, status, message] = line
            .splitn(5, '|')
            .map(str::trim)
            .collect::<Vec<_>>()
            .try_into()
            .expect("five columns");
        let answer = stage
            .call(method, path, serde_json::from_str(body).unwrap_or_default())
            .await;
        assert_eq!(
            (answer.status.to_string().as_str(), answer.message()),
            (status, message.replace("\\n", "\n").as_str()),
            "{line}"
        );
        assert_eq!(answer.body["status"], status, "{line}");
        let page = answer.body["documentation_url"].as_str().unwrap_or_default();
        assert!(
            page.starts_with("https://docs.github.com/rest/"),
            "{line}: {page}"
        );
    }
}

#[tokio::test]
async fn validation_names_resource_field_and_code() {
    let stage = Stage::set().await;
    stage.issue("One");
    stage.pull("work");
    let long_name = "x".repeat(51);
    let long = "x".repeat(65_537);
    stage
        .post(
            "/repos/acme/shop/labels",
            json!({"name": "Bug", "color": "ff0000"}),
        )
        .await;
    let too_long = "is too long (maximum is 65536 characters)";
    let cases = [
        (
            "/labels",
            json!({"name": "bug"}),
            json!({"resource": "Label", "code": "already_exists", "field": "name"}),
        ),
        (
            "/labels",
            json!({"name": "x", "color": "red"}),
            json!({"resource": "Label", "code": "invalid", "field": "color"}),
        ),
        (
            "/labels",
            json!({"name": long_name}),
            json!({"resource": "Label", "code": "custom", "field": "name",
                "message": "name is too long (maximum is 50 characters)"}),
        ),
        (
            "/issues/1/labels",
            json!({"labels": [long_name]}),
            json!({"value": long_name, "resource": "Label", "field": "name", "code": "invalid"}),
        ),
        (
            "/issues/1/comments",
            json!({"body": long}),
            json!({"resource": "IssueComment", "code": "custom", "field": "body", "message": format!("body {too_long}")}),
        ),
        (
            "/pulls",
            json!({"title": "t", "head": "work", "base": "main"}),
            json!({"resource": "PullRequest", "code": "custom", "message": "A pull request already exists for acme:work."}),
        ),
        (
            "/pulls",
            json!({"title": "t", "head": "main", "base": "main"}),
            json!({"resource": "PullRequest", "code": "custom", "message": "No commits between main and main"}),
        ),
        (
            "/pulls",
            json!({"title": "t", "head": "none", "base": "main"}),
            json!({"resource": "PullRequest", "code": "invalid", "field": "head"}),
        ),
    ];
    for (path, body, entry) in cases {
        let answer = stage.post(&format!("/repos/acme/shop{path}"), body).await;
        assert_eq!(answer.status, 422, "{path}: {}", answer.body);
        assert_eq!(answer.body["errors"], json!([entry]), "{path}");
    }
}

#[tokio::test]
async fn a_body_at_the_limit_is_taken_in_any_script() {
    let stage = Stage::set().await;
    let body = "障".repeat(65_536);
    let answer = stage
        .post("/repos/acme/shop/issues", json!({"title": "長い", "body": body}))
        .await;
    assert_eq!(answer.status, 201, "{}", answer.body["message"]);
}

#[tokio::test]
async fn a_missing_permission_is_named() {
    let spec = github_sim::world::ops::AppSpec::named("reader").permission("issues", Level::Read);
    let stage = Stage::set_with(spec, "2022-11-28").await;
    stage.issue("One");
    let answer = stage
        .post("/repos/acme/shop/issues/1/comments", json!({"body": "x"}))
        .await;
    assert_eq!(
        (answer.status, answer.message()),
        (403, "Resource not accessible by integration")
    );
    assert_eq!(
        answer.header("x-accepted-github-permissions"),
        "issues=write; pull_requests=write"
    );
    let docs = "https://docs.github.com/rest/issues/comments#create-an-issue-comment";
    assert_eq!(answer.body["documentation_url"], docs);
    let checks = json!({"name": "x", "head_sha": "0"});
    let answer = stage.post("/repos/acme/shop/check-runs", checks).await;
    assert_eq!(answer.header("x-accepted-github-permissions"), "checks=write");
}

#[tokio::test]
async fn a_repository_the_app_is_not_installed_on_does_not_exist() {
    let stage = Stage::set_with(spec(), "2022-11-28").await;
    stage.sim.create_repo("other/secret");
    assert_eq!(stage.get("/repos/other/secret").await.status, 404);
    assert_eq!(stage.get("/repos/other/secret/issues").await.status, 404);
}

#[tokio::test]
async fn archived_and_issueless_repositories_refuse_in_their_own_ways() {
    let stage = Stage::set().await;
    stage.issue("One");
    stage
        .sim
        .set_role("acme/shop", "root", Role::Admin)
        .expect("the repository is there");
    let root = stage.sim.person("root");
    let no_issues = RepositoryEdit {
        has_issues: Some(false),
        ..RepositoryEdit::default()
    };
    root.edit_repo("acme/shop", &no_issues).expect("an admin may");
    for (method, path) in [("GET", "/issues/1"), ("POST", "/issues")] {
        let answer = stage
            .call(method, &format!("/repos/acme/shop{path}"), json!({"title": "t"}))
            .await;
        assert_eq!(
            (answer.status, answer.message()),
            (410, "Issues are disabled for this repo"),
            "{method} {path}"
        );
    }
    let archive = RepositoryEdit {
        archived: Some(true),
        ..RepositoryEdit::default()
    };
    root.edit_repo("acme/shop", &archive).expect("an admin may");
    let answer = stage.post("/repos/acme/shop/labels", json!({"name": "x"})).await;
    assert_eq!(
        (answer.status, answer.message()),
        (403, "Repository was archived so is read-only.")
    );
    assert_eq!(stage.get("/repos/acme/shop").await.body["archived"], true);
}

#[tokio::test]
async fn a_renamed_repository_redirects_reads_and_writes() {
    let stage = Stage::set().await;
    stage.issue("One");
    stage
        .sim
        .set_role("acme/shop", "root", Role::Admin)
        .expect("the repository is there");
    let rename = RepositoryEdit {
        name: Some("store".into()),
        ..RepositoryEdit::default()
    };
    stage
        .sim
        .person("root")
        .edit_repo("acme/shop", &rename)
        .expect("an admin may");
    let id = stage.sim.repo_id("acme/store").expect("it has its new name").0;
    let read = stage.get("/repos/acme/shop/issues/1").await;
    let target = format!("{}/repositories/{id}/issues/1", stage.sim.api_url());
    assert_eq!(
        (read.status, read.message(), read.header("location")),
        (301, "Moved Permanently", target.as_str())
    );
    assert_eq!(read.body["url"], target);
    let write = stage
        .post("/repos/acme/shop/issues/1/comments", json!({"body": "x"}))
        .await;
    assert_eq!(write.status, 307);
    let followed = stage
        .post(
            &format!("/repositories/{id}/issues/1/comments"),
            json!({"body": "x"}),
        )
        .await;
    assert_eq!(followed.status, 201, "{}", followed.body);
    stage.sim.create_repo("acme/shop");
    assert_eq!(
        stage.get("/repos/acme/shop/issues/1").await.status,
        404,
        "a new repository ends the redirect"
    );
}

#[tokio::test]
async fn what_is_not_modelled_says_so() {
    let stage = Stage::set().await;
    let answer = stage.get("/repos/acme/shop/topics").await;
    assert_eq!(answer.status, 501);
    assert!(
        answer.message().contains("GET /repos/acme/shop/topics"),
        "{}",
        answer.message()
    );
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "a client apart from the one under test")]
async fn requests_that_are_not_well_formed_are_told_how() {
    let stage = Stage::set().await;
    let path = "/repos/acme/shop/issues";
    let raw = |text: &'static str| stage.request("POST", path).bearer_auth(&stage.token).body(text);
    let answer = stage.answer(raw("{")).await;
    assert_eq!((answer.status, answer.message()), (400, "Problems parsing JSON"));
    let answer = stage.answer(raw("7")).await;
    assert_eq!(
        (answer.status, answer.message()),
        (400, "Body should be a JSON object")
    );
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let url = format!("{}/rate_limit", stage.sim.api_url());
    let anonymous = client.get(&url).send().await.expect("an answer");
    assert_eq!(anonymous.status().as_u16(), 403, "no User-Agent");
    let unknown = client
        .get(&url)
        .header("user-agent", "x")
        .header("x-github-api-version", "2020-01-01");
    assert_eq!(unknown.send().await.expect("an answer").status().as_u16(), 400);
}

#[tokio::test]
async fn a_deleted_issue_is_gone_and_not_merely_unknown() {
    let stage = Stage::set().await;
    let number = stage.issue("One");
    let repo = stage.sim.repo_id("acme/shop").expect("it is there");
    stage
        .sim
        .set_role("acme/shop", "root", Role::Admin)
        .expect("the repository is there");
    let root = stage.sim.person("root").actor();
    let key = github_sim::world::IssueKey { repo, number };
    stage.sim.world().delete_issue(&root, key).expect("an admin may");
    let answer = stage.get("/repos/acme/shop/issues/1").await;
    assert_eq!((answer.status, answer.message()), (410, "This issue was deleted"));
}
