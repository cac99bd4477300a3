//! JWTs, tokens, and what they are good for.

use chrono::TimeDelta;
use github_sim::world::ops::InstallationChange;
use github_sim::world::{Level, Permissions};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use crate::stage::Stage;

fn signed(stage: &Stage, claims: &Value) -> String {
    let key = EncodingKey::from_rsa_pem(stage.app.private_key_pem.as_bytes()).expect("the App's key");
    jsonwebtoken::encode(&Header::new(Algorithm::RS256), claims, &key).expect("a token")
}

#[tokio::test]
async fn a_jwt_is_held_against_every_rule() {
    let stage = Stage::set().await;
    let now = stage.sim.world().now().timestamp();
    let undecodable = "A JSON web token could not be decoded";
    let iat =
        "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
    let exp = "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
    let far = "'Expiration time' claim ('exp') is too far in the future";
    let (client, id) = (&stage.app.client_id, stage.app.id.0);
    let cases = [
        (json!({"iat": now - 60, "exp": now + 540, "iss": client}), 200, ""),
        (json!({"iat": now - 60, "exp": now + 540, "iss": id}), 200, ""),
        (
            json!({"iat": now - 60, "exp": now + 540, "iss": id.to_string()}),
            200,
            "",
        ),
        (
            json!({"iat": now - 60, "exp": now + 540, "iss": "nobody"}),
            404,
            "Integration not found",
        ),
        (
            json!({"iat": now + 60, "exp": now + 540, "iss": client}),
            401,
            iat,
        ),
        (json!({"iat": "now", "exp": now + 540, "iss": client}), 401, iat),
        (json!({"iat": now - 60, "exp": now - 1, "iss": client}), 401, exp),
        (json!({"iat": now - 60, "exp": "soon", "iss": client}), 401, exp),
        (
            json!({"iat": now - 60, "exp": now + 3600, "iss": client}),
            401,
            far,
        ),
    ];
    for (claims, status, message) in cases {
        let answer = stage
            .call_as(&signed(&stage, &claims), "GET", "/app", Value::Null)
            .await;
        assert_eq!((answer.status, answer.message()), (status, message), "{claims}");
    }
    let good = signed(&stage, &json!({"iat": now - 60, "exp": now + 540, "iss": client}));
    let forged = format!("{}x", &good[..good.len() - 5]);
    for token in [forged.as_str(), "ghs_x", "a.b.c", &stage.token] {
        let answer = stage.call_as(token, "GET", "/app", Value::Null).await;
        assert_eq!((answer.status, answer.message()), (401, undecodable));
    }
    let answer = stage.call_as(&good, "GET", "/repos/acme/shop", Value::Null).await;
    assert_eq!(
        (answer.status, answer.message()),
        (401, "Bad credentials"),
        "a JWT is no installation token"
    );
}

#[tokio::test]
async fn a_token_is_long_opaque_and_lives_for_an_hour() {
    let stage = Stage::set().await;
    let path = format!("/app/installations/{}/access_tokens", stage.installation.0);
    let minted = stage.call_as_app("POST", &path, Value::Null).await;
    assert_eq!(minted.status, 201);
    let token = minted.body["token"].as_str().expect("a token");
    assert!(
        token.starts_with(&format!("ghs_{}_", stage.app.id.0)) && token.len() > 500 && token.contains('.')
    );
    assert_eq!(minted.body["expires_at"], "2026-01-05T10:00:00Z");
    stage.sim.advance(TimeDelta::minutes(59));
    assert_eq!(
        stage
            .call_as(token, "GET", "/repos/acme/shop", Value::Null)
            .await
            .status,
        200
    );
    stage.sim.advance(TimeDelta::minutes(1));
    let late = stage.call_as(token, "GET", "/repos/acme/shop", Value::Null).await;
    assert_eq!((late.status, late.message()), (401, "Bad credentials"));
}

#[tokio::test]
async fn a_token_can_be_less_than_its_installation_and_never_more() {
    let stage = Stage::set().await;
    stage.sim.create_repo("acme/other");
    stage.issue("One");
    let path = format!("/app/installations/{}/access_tokens", stage.installation.0);
    let less = json!({"repositories": ["shop"], "permissions": {"issues": "read"}});
    let minted = stage.call_as_app("POST", &path, less).await;
    assert_eq!(minted.body["repository_selection"], "selected");
    assert_eq!(
        minted.body["permissions"],
        json!({"issues": "read", "metadata": "read"})
    );
    let token = minted.body["token"].as_str().expect("a token");
    assert_eq!(
        stage
            .call_as(token, "GET", "/repos/acme/shop/issues/1", Value::Null)
            .await
            .status,
        200
    );
    assert_eq!(
        stage
            .call_as(token, "GET", "/repos/acme/other", Value::Null)
            .await
            .status,
        404
    );
    let write = stage
        .call_as(token, "POST", "/repos/acme/shop/issues", json!({"title": "t"}))
        .await;
    assert_eq!(write.status, 403);
    let more = stage
        .call_as_app("POST", &path, json!({"permissions": {"administration": "write"}}))
        .await;
    let text = "The permissions requested are not granted to this installation.";
    assert_eq!((more.status, more.message()), (422, text));
    let foreign = stage
        .call_as_app("POST", &path, json!({"repositories": ["nothing"]}))
        .await;
    assert_eq!(foreign.status, 422);
}

#[tokio::test]
async fn a_suspended_installation_mints_nothing_and_its_tokens_are_refused() {
    let stage = Stage::set().await;
    let change = |change| stage.sim.world().change_installation(stage.installation, change);
    change(InstallationChange::Suspend).expect("it is there");
    let path = format!("/app/installations/{}/access_tokens", stage.installation.0);
    for answer in [
        stage.call_as_app("POST", &path, Value::Null).await,
        stage.get("/repos/acme/shop").await,
    ] {
        assert_eq!(
            (answer.status, answer.message()),
            (403, "This installation has been suspended")
        );
    }
    let listed = stage.call_as_app("GET", "/app/installations", Value::Null).await;
    assert_eq!(listed.body[0]["suspended_at"], "2026-01-05T09:00:00Z");
    change(InstallationChange::Unsuspend).expect("it is there");
    assert_eq!(stage.get("/repos/acme/shop").await.status, 200);
}

#[tokio::test]
async fn a_workflow_token_opens_no_pull_request_unless_the_repository_lets_it() {
    let stage = Stage::set().await;
    let repo = stage.sim.repo_id("acme/shop").expect("it is there");
    let alice = stage.sim.person("alice");
    alice
        .create_branch("acme/shop", "work", "main")
        .expect("alice may");
    alice
        .commit_file("acme/shop", "work", "w.md", "w", "Work")
        .expect("alice may");
    let granted = ["contents", "pull_requests"].map(|name| (name.to_owned(), Level::Write));
    let token = stage
        .sim
        .workflow_token(repo, Permissions::from(granted))
        .expect("a token");
    let new = json!({"title": "t", "head": "work", "base": "main"});
    let refused = stage
        .call_as(&token, "POST", "/repos/acme/shop/pulls", new.clone())
        .await;
    let text = "GitHub Actions is not permitted to create or approve pull requests.";
    assert_eq!((refused.status, refused.message()), (403, text));
    assert_eq!(refused.header("x-ratelimit-limit"), "1000");
    if let Some(repo) = stage.sim.world().repositories.get_mut(&repo) {
        repo.actions_may_create_pulls = true;
    }
    let made = stage.call_as(&token, "POST", "/repos/acme/shop/pulls", new).await;
    assert_eq!(made.body["user"]["login"], "github-actions[bot]", "{}", made.body);
}

#[tokio::test]
async fn a_user_token_can_do_what_both_the_person_and_the_app_can() {
    let stage = Stage::set().await;
    stage.issue("One");
    let bob = stage.sim.person("bob");
    let token = stage.sim.world().mint_user_token(stage.app.id, bob.account());
    let comment = stage
        .call_as(
            &token,
            "POST",
            "/repos/acme/shop/issues/1/comments",
            json!({"body": "x"}),
        )
        .await;
    assert_eq!(comment.body["user"]["login"], "bob");
    assert_eq!(comment.body["performed_via_github_app"]["slug"], "helper");
    let label = stage
        .call_as(
            &token,
            "POST",
            "/repos/acme/shop/issues/1/labels",
            json!({"labels": ["x"]}),
        )
        .await;
    assert_eq!(label.status, 403, "bob may only read");
    let mine = stage
        .call_as(&token, "GET", "/user/installations", Value::Null)
        .await;
    assert_eq!(mine.body["total_count"], 1);
}

#[tokio::test]
async fn nobody_reads_what_is_public_and_writes_nothing() {
    let stage = Stage::set().await;
    let open = github_sim::world::ops::NewRepository {
        private: false,
        ..github_sim::world::ops::NewRepository::named("open")
    };
    stage.sim.create_repo_with("acme", &open);
    assert_eq!(
        stage
            .call_as("", "GET", "/repos/acme/open", Value::Null)
            .await
            .status,
        200
    );
    assert_eq!(
        stage
            .call_as("", "GET", "/repos/acme/shop", Value::Null)
            .await
            .status,
        404
    );
    let write = stage
        .call_as("", "POST", "/repos/acme/open/issues", json!({"title": "t"}))
        .await;
    assert_eq!((write.status, write.message()), (401, "Requires authentication"));
}
