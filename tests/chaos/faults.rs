//! GitHub fails, limits, lags, repeats itself and forgets, while whole incidents are played. In the end it shows what
//! it shows when nothing goes wrong, and nothing is left to do.

use crate::{
    record::{Said, assert_same},
    script::{CLOSED, SCRIPTS, Script, stage},
    storm::{Post, Storm, kinds},
};

/// Of so many requests one is hit; all are, in as many plays.
const STRIDE: usize = 5;

/// Seeds of storms in which anything may happen.
const SEEDS: std::ops::Range<u64> = 0..3;

async fn calm(script: &Script) -> String {
    script.play(&stage().await, &mut Storm::none()).await
}

/// Plays a script in a storm and holds the end against the calm one.
async fn weathers(script: &Script, calm: &str, mut storm: Storm, said: &mut Said, how: &str) {
    let how = format!("{}, {how}", script.name);
    let stage = stage().await;
    let stormy = script.play(&stage, &mut storm).await;
    assert_same(calm, &stormy, &how);
    said.note(&stage.sim);
}

async fn weathers_every_request(kind: &str) {
    let (_, fault) = kinds()
        .into_iter()
        .find(|(name, _)| *name == kind)
        .expect("there is such a kind");
    let mut said = Said::default();
    let calm = calm(&CLOSED).await;
    for first in 1..=STRIDE {
        let storm = Storm::every(STRIDE, first, &fault);
        let how = format!("{kind}, every {STRIDE}th request from number {first}");
        weathers(&CLOSED, &calm, storm, &mut said, &how).await;
    }
    said.assert_valid();
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_gateways_before_the_effect() {
    weathers_every_request("502 before the effect").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_gateways_after_the_effect() {
    weathers_every_request("502 after the effect").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_dropped_after_the_effect() {
    weathers_every_request("dropped after the effect").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn secondary_limits_that_say_how_long() {
    weathers_every_request("limited for 30 s").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn secondary_limits_that_do_not() {
    weathers_every_request("limited for an unnamed time").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn deliveries_twice_reversed_or_never() {
    let mut said = Said::default();
    for script in SCRIPTS {
        let calm = calm(script).await;
        for post in [Post::Twice, Post::Reversed, Post::Lost] {
            let how = format!("deliveries {post:?}");
            weathers(script, &calm, Storm::over_the_post(post), &mut said, &how).await;
        }
    }
    said.assert_valid();
}

#[tokio::test(flavor = "multi_thread")]
async fn reads_that_lag_behind() {
    let mut said = Said::default();
    for script in SCRIPTS {
        let calm = calm(script).await;
        for reads in [2, 4] {
            let how = format!("{reads} reads lag after each act");
            weathers(script, &calm, Storm::lagging(reads), &mut said, &how).await;
        }
    }
    said.assert_valid();
}

#[tokio::test(flavor = "multi_thread")]
async fn anything_at_any_time() {
    let mut said = Said::default();
    for script in SCRIPTS {
        let calm = calm(script).await;
        for seed in SEEDS {
            let how = format!("seed {seed}");
            weathers(script, &calm, Storm::seeded(seed), &mut said, &how).await;
        }
    }
    said.assert_valid();
}
