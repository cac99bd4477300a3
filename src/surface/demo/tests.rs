//! The play from beginning to end, through the functions of the command itself.

use super::*;
use crate::surface::ink::{COLUMNS, width};

async fn staged(language: Language) -> Stage {
    let address = ([127, 0, 0, 1], 0).into();
    set(told_in(language), address, None).await.unwrap()
}

async fn told(language: Language, ink: Ink) -> (Stage, String) {
    let stage = staged(language).await;
    let mut out = Vec::new();
    let ended = perform(&stage, language, (&mut out, ink), &mut Progress::hidden())
        .await
        .unwrap();
    assert_eq!(ended.faults, [""; 0]);
    (stage, String::from_utf8(out).unwrap())
}

fn too_wide(told: &str) -> Option<&str> {
    told.lines().find(|line| width(line) > COLUMNS)
}

#[tokio::test]
async fn the_story_ends_in_closed() {
    let (stage, told) = told(Language::En, Ink::Plain).await;
    let said: Vec<String> = stage
        .sim
        .recording()
        .exchanges()
        .iter()
        .map(|exchange| exchange.to_json().to_string())
        .collect();
    github_contract::assert_valid(&github_contract::read(&said.join("\n")).unwrap());
    assert_eq!(too_wide(&told), None);
    insta::assert_snapshot!(told);
}

#[tokio::test]
async fn the_story_ends_in_closed_in_japanese_too() {
    let (_, told) = told(Language::Ja, Ink::Plain).await;
    assert_eq!(too_wide(&told), None);
    insta::assert_snapshot!(told);
}

#[tokio::test]
async fn colour_changes_no_word() {
    let (_, plain) = told(Language::En, Ink::Plain).await;
    let (_, mut bare) = told(Language::En, Ink::Coloured).await;
    assert!(!plain.contains('\x1b'));
    while let Some(start) = bare.find('\x1b') {
        let end = start + bare[start..].find('m').expect("colours end in m");
        bare.replace_range(start..=end, "");
    }
    assert_eq!(bare, plain);
}

#[tokio::test]
async fn what_visitors_do_is_answered_before_they_look_even_when_they_leap() {
    let stage = staged(Language::En).await;
    let alice = stage.sim.person("alice");
    let number = alice.open_issue(
        REPOSITORY,
        "決済が失敗する",
        "/sev 2\n/owner me\n/resolved",
        &["incident"],
    );
    let number = number.unwrap();
    stage.settle().await.unwrap();
    let shutdown = CancellationToken::new();
    let visitor = async {
        let site = stage.sim.url();
        let page = format!("{site}/{REPOSITORY}/issues/{number}");
        assert!(!get(&page).await.contains("deadline"));
        let shown = post(&format!("{page}/comments"), "body=%2Fhelp").await;
        assert!(shown.contains("Type a command at the start of a line"), "{shown}");
        for _ in 0..2 {
            post(&format!("{site}/-/advance"), "minutes=10080&back=/").await;
        }
        assert!(get(&page).await.contains("was to be Reviewed by"));
        shutdown.cancel();
    };
    tokio::join!(visitor, stage.run_by_itself(shutdown.clone()));
    let world = stage.sim.world();
    let (_, issue) = world.issues().find(|(key, _)| key.number == number).unwrap();
    let reminders = issue
        .comments
        .iter()
        .filter(|comment| comment.body.contains("was to be Reviewed by"));
    let at: Vec<String> = reminders
        .map(|comment| {
            comment
                .created_at
                .with_timezone(&told_in(Language::En).zone)
                .format("%A %H:%M")
                .to_string()
        })
        .collect();
    assert_eq!(
        at,
        ["Monday 10:00"],
        "once, and not when the leap ended but when it was due"
    );
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is a visitor's browser, not the product"
)]
fn browser() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().expect("a browser")
}

async fn get(address: &str) -> String {
    shown(browser().get(address)).await
}

/// Posts a form and follows to the page that it leads to.
async fn post(address: &str, form: &'static str) -> String {
    let request = browser().post(address).body(form);
    shown(request.header("content-type", "application/x-www-form-urlencoded")).await
}

async fn shown(request: reqwest::RequestBuilder) -> String {
    let page = request.send().await.expect("the page is served");
    page.text().await.expect("it is text")
}
