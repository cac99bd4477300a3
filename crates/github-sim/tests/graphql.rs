//! GraphQL over real HTTP: credentials, headers, limits and faults. What the answers say is tested beside the code.

use github_sim::faults::{Fault, Misbehaviour};
use github_sim::world::ops::AppSpec;
use github_sim::world::{Level, Permissions, Role};
use github_sim::{CreatedApp, GitHubSim};
use serde_json::{Value, json};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

struct Stage {
    sim: GitHubSim,
    app: CreatedApp,
    token: String,
    http: reqwest::Client,
}

/// What came back.
struct Answer {
    status: u16,
    headers: reqwest::header::HeaderMap,
    body: Value,
}

impl Stage {
    async fn set() -> Outcome<Self> {
        let sim = GitHubSim::builder().start().await?;
        sim.create_repo("acme/ops");
        sim.set_role("acme/ops", "mona", Role::Admin)?;
        let spec = ["issues", "contents", "pull_requests", "checks"]
            .into_iter()
            .fold(AppSpec::named("helper"), |spec, name| {
                spec.permission(name, Level::Write)
            })
            .events(["issue_comment"])
            .webhook("http://127.0.0.1:9/hook");
        let app = sim.create_app(&spec)?;
        let installation = sim.install(app.id, "acme", &[])?;
        let token = sim.installation_token(installation)?;
        sim.person("mona")
            .open_issue("acme/ops", "API down", "Since noon", &["incident"])?;
        #[expect(clippy::disallowed_methods, reason = "a test is a client of its own")]
        let http = reqwest::Client::builder().user_agent("test").build()?;
        Ok(Self {
            sim,
            app,
            token,
            http,
        })
    }

    async fn post(&self, url: &str, token: Option<&str>, body: String) -> Outcome<Answer> {
        let mut request = self.http.post(url).body(body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await?;
        Ok(Answer {
            status,
            headers,
            body: serde_json::from_str(&text).unwrap_or(Value::String(text)),
        })
    }

    async fn ask(&self, query: &str, variables: Value) -> Outcome<Answer> {
        let body = json!({"query": query, "variables": variables}).to_string();
        self.post(&self.sim.graphql_url(), Some(&self.token), body).await
    }
}

const ISSUE: &str =
    "query Issue { repository(owner: \"acme\", name: \"ops\") { issue(number: 1) { id title url } } }";

#[tokio::test]
async fn both_addresses_answer_with_the_limits_in_the_headers() -> Outcome {
    let stage = Stage::set().await?;
    let body = json!({"query": ISSUE}).to_string();
    for (nth, path) in ["/graphql", "/api/graphql"].into_iter().enumerate() {
        let url = format!("{}{path}", stage.sim.url());
        let answer = stage.post(&url, Some(&stage.token), body.clone()).await?;
        assert_eq!(answer.status, 200);
        let issue = &answer.body["data"]["repository"]["issue"];
        assert_eq!(issue["url"], format!("{}/acme/ops/issues/1", stage.sim.url()));
        assert_eq!(answer.headers["x-ratelimit-resource"], "graphql");
        assert_eq!(answer.headers["x-ratelimit-used"], (nth + 1).to_string());
        assert_eq!(answer.headers["content-type"], "application/json; charset=utf-8");
    }
    Ok(())
}

#[tokio::test]
async fn things_have_one_id_in_both_apis() -> Outcome {
    let stage = Stage::set().await?;
    let query = "{ repository(owner: \"acme\", name: \"ops\") { id issue(number: 1) { id }
        ref(qualifiedName: \"main\") { id target { id } } } }";
    let data = stage.ask(query, json!({})).await?.body["data"]["repository"].clone();
    let cases = [
        ("", "/id"),
        ("/issues/1", "/issue/id"),
        ("/git/ref/heads/main", "/ref/id"),
        ("/commits/main", "/ref/target/id"),
    ];
    for (path, pointer) in cases {
        let url = format!("{}/repos/acme/ops{path}", stage.sim.api_url());
        let text = stage
            .http
            .get(url)
            .bearer_auth(&stage.token)
            .send()
            .await?
            .text()
            .await?;
        let rest: Value = serde_json::from_str(&text)?;
        assert_eq!(data.pointer(pointer), Some(&rest["node_id"]), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn credentials_are_those_of_rest_without_the_jwt() -> Outcome {
    let stage = Stage::set().await?;
    let url = stage.sim.graphql_url();
    let viewer = json!({"query": "{ viewer { login } }"}).to_string();
    let nobody = stage.post(&url, None, viewer.clone()).await?;
    assert_eq!(nobody.status, 401);
    assert_eq!(
        nobody.body["message"],
        "This endpoint requires you to be authenticated."
    );
    let wrong = stage.post(&url, Some("ghs_wrong"), viewer.clone()).await?;
    assert_eq!(
        (wrong.status, &wrong.body["message"]),
        (401, &json!("Bad credentials"))
    );
    let jwt = stage.sim.app_jwt(&stage.app)?;
    assert_eq!(stage.post(&url, Some(&jwt), viewer.clone()).await?.status, 401);
    let personal = stage.sim.person("mona").token();
    let mona = stage.post(&url, Some(&personal), viewer.clone()).await?;
    assert_eq!(mona.body, json!({"data": {"viewer": {"login": "mona"}}}));
    let repo = stage.sim.repo_id("acme/ops")?;
    let workflow = stage.sim.workflow_token(repo, Permissions::new())?;
    let workflow = stage.post(&url, Some(&workflow), viewer.clone()).await?;
    assert_eq!(workflow.body["data"]["viewer"]["login"], "github-actions[bot]");
    stage.sim.advance(chrono::Duration::minutes(61));
    assert_eq!(
        stage.post(&url, Some(&stage.token), viewer).await?.status,
        401,
        "installation tokens last an hour"
    );
    Ok(())
}

#[tokio::test]
async fn a_body_that_is_no_request() -> Outcome {
    let stage = Stage::set().await?;
    let url = stage.sim.graphql_url();
    let broken = stage.post(&url, Some(&stage.token), "{".into()).await?;
    assert_eq!(
        (broken.status, &broken.body["message"]),
        (400, &json!("Problems parsing JSON"))
    );
    let empty = stage.post(&url, Some(&stage.token), "{}".into()).await?;
    assert_eq!(empty.status, 200);
    assert_eq!(
        empty.body["errors"][0]["message"],
        "A query attribute must be specified and must be a string."
    );
    let syntax = stage.ask("query { viewer { login }", json!({})).await?;
    assert_eq!(
        (syntax.status, &syntax.body["errors"][0]["message"]),
        (200, &json!("Unexpected end of document"))
    );
    Ok(())
}

#[tokio::test]
async fn a_mutation_is_told_by_webhook_once() -> Outcome {
    let stage = Stage::set().await?;
    let id = stage.ask(ISSUE, json!({})).await?.body["data"]["repository"]["issue"]["id"].clone();
    stage.sim.drop_pending();
    let add = "mutation Say($input: AddCommentInput!) { addComment(input: $input) { commentEdge { node { databaseId } } } }";
    let answer = stage
        .ask(add, json!({"input": {"subjectId": id, "body": "hello"}}))
        .await?;
    let comment = &answer.body["data"]["addComment"]["commentEdge"]["node"]["databaseId"];
    let told = stage.sim.pending();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].event.as_str(), &told[0].payload["comment"]["id"]),
        ("issue_comment", comment)
    );
    assert_eq!(told[0].payload["sender"]["login"], "helper[bot]");
    let refused = stage
        .ask(add, json!({"input": {"subjectId": id, "body": ""}}))
        .await?;
    assert_eq!(refused.body["data"], json!({"addComment": null}));
    assert_eq!(stage.sim.pending().len(), 1, "a refused mutation tells nobody");
    Ok(())
}

#[tokio::test]
async fn the_hourly_limit_is_an_error_with_status_200() -> Outcome {
    let stage = Stage::set().await?;
    stage
        .sim
        .faults()
        .add(Fault::on_graphql("Issue", Misbehaviour::PrimaryLimit));
    let limited = stage.ask(ISSUE, json!({})).await?;
    assert_eq!(
        (limited.status, &limited.body["errors"][0]["type"]),
        (200, &json!("RATE_LIMITED"))
    );
    assert_eq!(limited.headers["x-ratelimit-remaining"], "0");
    assert_eq!(
        stage.ask(ISSUE, json!({})).await?.body.get("errors"),
        None,
        "the fault struck once"
    );
    let app = stage.sim.world().bearer(&stage.token)?.cloned();
    stage.sim.world().exhaust(app.as_ref(), "graphql");
    let used_up = stage.ask(ISSUE, json!({})).await?;
    assert_eq!((used_up.status, used_up.body.get("data")), (200, None));
    assert_eq!(used_up.body["errors"][0]["type"], "RATE_LIMITED");
    assert_eq!(used_up.headers["x-ratelimit-remaining"], "0");
    Ok(())
}

#[tokio::test]
async fn a_permission_taken_away_is_an_error_with_status_200() -> Outcome {
    let stage = Stage::set().await?;
    stage.sim.faults().add(Fault::on_graphql(
        "Issue",
        Misbehaviour::RevokedPermission("issues=read".into()),
    ));
    let denied = stage.ask(ISSUE, json!({})).await?;
    let error = &denied.body["errors"][0];
    assert_eq!((denied.status, &error["type"]), (200, &json!("FORBIDDEN")));
    assert_eq!(error["message"], "Resource not accessible by integration");
    Ok(())
}

#[tokio::test]
async fn a_reader_that_lags_sees_the_world_before_the_write() -> Outcome {
    let stage = Stage::set().await?;
    stage.sim.lag_reads(1);
    stage.sim.person("mona").comment("acme/ops", 1, "new")?;
    let count =
        "{ repository(owner: \"acme\", name: \"ops\") { issue(number: 1) { comments { totalCount } } } }";
    let path = "/data/repository/issue/comments/totalCount";
    assert_eq!(
        stage.ask(count, json!({})).await?.body.pointer(path),
        Some(&json!(0))
    );
    assert_eq!(
        stage.ask(count, json!({})).await?.body.pointer(path),
        Some(&json!(1))
    );
    Ok(())
}
