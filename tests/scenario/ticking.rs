//! The response checklist: what is on it, and that nobody's tick is lost.

use github_sim::faults::{Fault, Misbehaviour};

use crate::{
    harness::{LANGUAGES, World},
    surface::assert_snapshot,
};

#[tokio::test]
async fn the_list_follows_the_severity_and_ticks_are_kept() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        world.says("alice", number, "/sev 1").await;
        world.ticks("bob", number, 2).await;
        world.ticks("alice", number, 3).await;
        world.says("alice", number, "/commander me").await;
        assert_snapshot!(format!("sev1.{language}"), world.checklist(number).join("\n"));
        world.says("alice", number, "/sev 3").await;
        assert_snapshot!(format!("sev3.{language}"), world.checklist(number).join("\n"));
        world.clears("bob", number, 2).await;
        world.ticks("bob", number, 1).await;
        world.says("alice", number, "/sev 1").await;
        assert_snapshot!(
            format!("sev1-again.{language}"),
            world.checklist(number).join("\n")
        );
        world.says("alice", number, "/sev 4").await;
        assert_eq!(world.checklist(number), [""; 0], "a slight one has none");
        world.skims(number);
        world.ends().await;
    }
}

#[tokio::test]
async fn the_repositorys_own_list_may_say_anything() {
    let yaml = "severities:
  SEV2:
    checklist:
      - announce
      - 監視の通知を止める
      - '<!-- closeout:item announce --> @alice | `x` [x] **b** #1 </details>'
      - \"<!-- closeout:status {} -->\"
";
    let mut world = World::configured(yaml).await;
    let number = world.declares("alice", "Checkout fails").await;
    world.ticks("bob", number, 3).await;
    world.ticks("bob", number, 2).await;
    world.says("alice", number, "/sev 2").await;
    assert_snapshot!("own", world.checklist(number).join("\n"));
    world
        .configure(
            "severities:\n  SEV2:\n    checklist:\n      - 監視の通知を止める\n      - 店舗に電話する\n",
        )
        .await;
    world.says("alice", number, "/commander me").await;
    let after = [
        "- [x] 監視の通知を止める".to_owned(),
        "- [ ] 店舗に電話する".to_owned(),
    ];
    assert_eq!(world.checklist(number), after, "a tick belongs to its item");
    world.skims(number);
    world.ends().await;
}

#[tokio::test]
async fn two_people_tick_while_we_edit() {
    let mut world = World::new().await;
    let number = world.declares("alice", "Checkout fails").await;
    world
        .stage
        .sim
        .person("alice")
        .comment(crate::harness::REPOSITORY, number, "/sev 1")
        .expect("alice may comment");
    let comment = Fault::on("GET", "/repos/*/*/issues/comments/*", Misbehaviour::Hang);
    world.stage.sim.faults().add(comment);
    let mut hanging = world.stage.sim.faults().hanging();
    let people = async {
        // The server has looked and is about to write: now two people tick.
        hanging
            .wait_for(|count| *count == 1)
            .await
            .expect("the simulator runs");
        world.tick("bob", number, 1, true).expect("bob may tick");
        world.tick("carol", number, 4, true).expect("carol may tick");
        world.stage.sim.faults().release();
    };
    tokio::join!(world.settles(), people);
    let ticks: Vec<bool> = world
        .checklist(number)
        .iter()
        .map(|line| line.starts_with("- [x]"))
        .collect();
    assert_eq!(ticks, [true, false, false, true, false]);
    let status = world.status(number);
    assert!(status.starts_with("### SEV1 · Acknowledged"), "{status}");
    world.ends().await;
}

#[tokio::test]
async fn a_resolved_incident_tells_how_much_was_done() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let number = world.declares("alice", "Checkout fails").await;
        world.ticks("alice", number, 1).await;
        world.ticks("alice", number, 5).await;
        world.says("alice", number, "/sev 2\n/owner me\n/resolved").await;
        let status = world.status(number);
        let told = status
            .lines()
            .find(|line| line.contains("hecklist") || line.contains("チェックリスト"));
        assert_snapshot!(
            format!("done.{language}"),
            told.expect("the checklist is still there")
        );
        world.ticks("alice", number, 2).await;
        assert_eq!(
            world
                .checklist(number)
                .iter()
                .filter(|line| line.starts_with("- [x]"))
                .count(),
            3
        );
        world.skims(number);
        world.skims(number + 1);
        world.ends().await;
    }
}
