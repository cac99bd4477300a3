//! One long night, from the alert to the postmortem, to be read from top to bottom as those who were there did.

use crate::{
    harness::{REPOSITORY, World},
    surface::assert_snapshot,
};

/// What the people say, in one language.
struct Lines {
    language: &'static str,
    title: &'static str,
    report: &'static str,
    first_look: &'static str,
    worse: &'static str,
    can: &'static str,
    hand_over: &'static str,
    rolled_back: &'static str,
    second_can: &'static str,
    good: &'static str,
}

const ENGLISH: Lines = Lines {
    language: "en",
    title: "Incident: checkout answers 503",
    report: "### Severity\n\nI am not sure: suggest one from the answers below\n\n\
        ### Can customers use the service?\n\nAn important part does not work\n\n\
        ### Who is affected?\n\nSome customers\n\n\
        ### Is there a way around it?\n\nNo, there is none\n\n\
        ### Is data being lost or exposed?\n\nNo\n\n\
        ### Impact\n\nOne checkout in five ends in \"unavailable\".\n\n\
        ### When did it start?\n\n10m ago\n\n\
        ### How was it noticed?\n\nMonitor: an alert, a dashboard, a test\n\n\
        ### Links and logs\n\n_No response_\n",
    first_look: "Only checkout is affected, search and login are fine.",
    worse: "Payments are charged without an order. Raising.\n\n/sev 1",
    can: "/can\nConditions: one checkout in five fails, some payments have no order\n\
        Actions: bob rolls back to v41\nNeeds: somebody who knows the payment gateway",
    hand_over: "/tech @bob\n/comms @rita knows the customers",
    rolled_back: "Rolled back to v41. The error rate is at 0.1 % again.\n\n/mitigated\n/timeline 5m ago the rollback to v41 was started",
    second_can: "/can\nConditions: no more failed checkouts, 41 payments without an order\nNeeds:",
    good: "All 41 payments are refunded.\n\n/resolved\n/owner @bob",
};

const JAPANESE: Lines = Lines {
    language: "ja",
    title: "インシデント: 決済が503を返す",
    report: "### 重大度\n\nわからない（回答から提案してもらう）\n\n\
        ### お客さまはサービスを使えますか\n\n主要な機能が使えない\n\n\
        ### 影響を受けている人\n\n一部のお客さま\n\n\
        ### 回避策はありますか\n\nない\n\n\
        ### データの消失や漏えいは起きていますか\n\n起きていない\n\n\
        ### 影響\n\n決済の5回に1回が「利用できません」で失敗する。\n\n\
        ### いつ始まりましたか\n\n10分前\n\n\
        ### どのように気づきましたか\n\n監視（アラート、ダッシュボード、テスト）\n\n\
        ### リンクとログ\n\n_No response_\n",
    first_look: "影響は決済だけで、検索とログインは正常です。",
    worse: "注文のない決済が発生しています。重大度を上げます。\n\n/sev 1",
    can: "/can\nConditions: 決済の5回に1回が失敗、注文のない決済も発生\n\
        Actions: bob が v41 に戻している\nNeeds: 決済ゲートウェイに詳しい人",
    hand_over: "/tech @bob\n/comms @rita お客さまの窓口を担当しているため",
    rolled_back: "v41 に戻しました。エラー率は0.1%に下がりました。\n\n/mitigated\n/timeline 5分前 v41 への切り戻しを開始",
    second_can: "/can\nConditions: 決済の失敗は解消、注文のない決済が41件\nNeeds:",
    good: "41件すべて返金しました。\n\n/resolved\n/owner @bob",
};

/// Plays the night and gives the incident's number.
async fn night(world: &mut World, lines: &Lines) -> u64 {
    // The alert comes at 01:40 in Tokyo.
    world.waits_until("2026-11-20T16:40:00Z").await;
    let number = world
        .acts("monitor", |monitor| {
            monitor.open_form(REPOSITORY, lines.title, lines.report, &["incident"])
        })
        .await;
    world.waits(3).await;
    world.says("alice", number, "/confirm\n/commander me").await;
    let look = world.says("bob", number, lines.first_look).await;
    world
        .marks("alice", look, github_sim::world::ReactionContent::Rocket, true)
        .await;
    world.waits(7).await;
    world.says("bob", number, lines.worse).await;
    world.waits(5).await;
    world.says("alice", number, lines.can).await;
    world.says("alice", number, lines.hand_over).await;
    world.waits(15).await;
    world.deploys("bob", "production", "success").await;
    world.waits(5).await;
    world.says("bob", number, lines.rolled_back).await;
    world.waits(40).await;
    world.says("alice", number, lines.second_can).await;
    world.waits(50).await;
    world.says("alice", number, lines.good).await;
    number
}

/// Tells the night in one language: the state of the status comment as it was read at two moments is part of the
/// thread; the thread, the status comment in full, the pull request and the document are read at its end.
async fn tell(lines: &Lines) {
    let language = lines.language;
    let mut world = World::speaking(language, "").await;
    let number = night(&mut world, lines).await;
    assert_snapshot!(format!("thread.{language}"), world.reads(number));
    assert_snapshot!(format!("status.{language}"), world.status(number));
    assert_snapshot!(format!("pull-request.{language}"), world.reads(number + 1));
    let (document, _) = world.document(number);
    assert_snapshot!(format!("document.{language}"), world.stable(&document));
    world.ends().await;
}

#[tokio::test]
async fn in_english() {
    tell(&ENGLISH).await;
}

#[tokio::test]
async fn in_japanese() {
    tell(&JAPANESE).await;
}
