//! Who we are, and the tokens we act with.

use chrono::TimeDelta;
use closeout::{
    domain::person::Login,
    github::{Error, GitHub, Settings},
};
use std::sync::Arc;

use crate::stage::Stage;

const TOKENS: &str = "/access_tokens";

#[tokio::test]
async fn ten_at_once_act_with_one_token() {
    let stage = Stage::set().await;
    let looks = tokio::join!(
        stage.look(),
        stage.look(),
        stage.look(),
        stage.look(),
        stage.look(),
        stage.look(),
        stage.look(),
        stage.look(),
        stage.look(),
        stage.look(),
    );
    assert_eq!(looks.0.unwrap(), looks.9.unwrap());
    assert_eq!(stage.requests("POST", TOKENS), 1);
    assert_eq!(stage.requests("POST", "/graphql"), 10);
    stage.close();
}

#[tokio::test]
async fn tokens_are_replaced_before_they_expire() {
    let stage = Stage::set().await;
    stage.look().await.unwrap();
    stage.clock.advance(TimeDelta::minutes(54));
    stage.look().await.unwrap();
    assert_eq!(stage.requests("POST", TOKENS), 1);
    stage.clock.advance(TimeDelta::minutes(2));
    stage.look().await.unwrap();
    assert_eq!(stage.requests("POST", TOKENS), 2);
    stage.close();
}

#[tokio::test]
async fn a_revoked_token_is_replaced_without_anybody_noticing() {
    let stage = Stage::set().await;
    stage.look().await.unwrap();
    stage.sim.world().tokens.clear();
    stage.look().await.unwrap();
    assert_eq!(stage.requests("POST", TOKENS), 2);
    stage.close();
}

#[tokio::test]
async fn the_app_knows_its_own_name_and_asks_once() {
    let stage = Stage::set().await;
    let app = stage.github.app().await.unwrap();
    assert_eq!(
        (app.slug.as_str(), &app.login),
        ("closeout", &Login::new("closeout[bot]"))
    );
    stage.github.app().await.unwrap();
    assert_eq!(stage.requests("GET", "/app"), 1);
    stage.close();
}

#[tokio::test]
async fn the_wrong_app_is_refused_in_githubs_words() {
    let stage = Stage::set().await;
    let key = stage.app.private_key_pem.clone().into();
    let settings = Settings::app(stage.sim.api_url(), 424_242, key);
    let github = GitHub::new(&settings, Arc::new(stage.clock.clone())).unwrap();
    assert!(
        matches!(github.app().await, Err(Error::Gone { message }) if message.contains("Integration not found"))
    );
    assert!(!format!("{settings:?} {github:?}").contains("PRIVATE KEY"));
    stage.close();
}

#[tokio::test]
async fn a_key_whose_line_breaks_were_escaped_is_understood() {
    let stage = Stage::set().await;
    let settings = Settings::app(
        format!("{}/", stage.sim.api_url()),
        stage.app.id.0.try_into().unwrap(),
        stage.app.private_key_pem.replace('\n', "\\n").into(),
    );
    let github = GitHub::new(&settings, Arc::new(stage.clock.clone())).unwrap();
    assert_eq!(github.app().await, stage.github.app().await);
    stage.close();
}

#[tokio::test]
async fn incidents_are_found_without_any_memory() {
    let stage = Stage::set().await;
    stage.mona.open_issue("acme/ops", "Not one", "", &[]).unwrap();
    for n in 0..120 {
        let title = format!("Incident {n}");
        stage
            .mona
            .open_issue("acme/ops", &title, "", &["incident", "SEV4"])
            .unwrap();
    }
    stage.mona.close("acme/ops", 3).unwrap();
    let [installation] = &stage.github.installations().await.unwrap()[..] else {
        panic!("one installation was made")
    };
    assert_eq!(
        (installation.id, installation.suspended),
        (stage.at.installation, false)
    );
    let [repository] = &stage.github.repositories(installation.id).await.unwrap()[..] else {
        panic!("one repository was made")
    };
    let found = stage
        .github
        .incidents(installation.id, &repository.owner, &repository.name, "Incident")
        .await
        .unwrap();
    assert_eq!(found.len(), 121);
    assert_eq!(found[0].locator, stage.at);
    let third = found.iter().find(|incident| incident.locator.key.issue == 3);
    assert!(third.is_some_and(|third| !third.is_open && third.labels == ["incident", "SEV4"]));
    assert!(found.iter().all(|incident| incident.locator.key.issue != 2));
    stage.close();
}
