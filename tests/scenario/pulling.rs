//! What people do to a postmortem's pull request by hand, and what Closeout makes of it.

use github_sim::world::ops::NewPull;

use crate::{
    harness::{LANGUAGES, REPOSITORY, World, part},
    surface::assert_snapshot,
};

/// A SEV2 that alice commanded and bob will write about, resolved at 14:00 UTC on a Friday.
async fn resolved(world: &mut World) -> (u64, u64) {
    let number = world.declares("alice", "Checkout fails").await;
    world.says("alice", number, "/sev 2\n/commander me").await;
    world.waits(60).await;
    world.says("alice", number, "/resolved\n/owner @bob").await;
    (number, number + 1)
}

/// What the check on the pull request says last.
fn check(world: &World) -> String {
    let checks = world.checks();
    let (_, last) = checks
        .rsplit_once("closeout / postmortem ")
        .expect("there is a check");
    last.to_owned()
}

/// Somebody opens a pull request whose body mentions the incident. Its number comes back.
async fn opens(world: &mut World, login: &str, head: &str) -> u64 {
    let new = NewPull {
        title: "Postmortem, written anew".into(),
        body: Some("The postmortem of #1, from my own fork.".into()),
        head: head.into(),
        base: "main".into(),
        draft: false,
    };
    let opened = {
        let repository = world.stage.sim.repo_id(REPOSITORY).expect("it exists");
        let actor = world.stage.sim.person(login).actor();
        world.stage.sim.world().create_pull(&actor, repository, &new)
    };
    world.settles().await;
    opened.expect("there is a commit").number
}

/// Somebody writes the postmortem in a fork of their own.
async fn forks(world: &mut World, login: &str) -> u64 {
    let (text, path) = world.document(1);
    let text = text.replacen("## Summary\n", "## Summary\n\nWritten anew.\n", 1);
    world
        .acts(login, |person| {
            let fork = person.fork(REPOSITORY)?;
            person.create_branch(&fork, "rewrite", "main")?;
            person.commit_file(&fork, "rewrite", &path, &text, "Write the postmortem anew")
        })
        .await;
    opens(world, login, &format!("{login}:rewrite")).await
}

#[tokio::test]
async fn merged_before_it_was_reviewed_is_closed_and_said_so() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let (number, pull) = resolved(&mut world).await;
        world.waits(60 * 24 * 3).await;
        world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
        world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
        assert_eq!(world.state(number), "completed");
        assert_snapshot!(format!("early.{language}"), world.last_word(number));
        world.skims(number);
        world.skims(pull);
        world.ends().await;
    }
}

#[tokio::test]
async fn a_deleted_branch_closes_it_and_a_restored_one_lets_it_go_on() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world).await;
    world
        .acts("bob", |bob| bob.delete_branch(REPOSITORY, "postmortem/1"))
        .await;
    assert!(
        world.status(number).contains("#2 was closed without merging"),
        "it is asked about"
    );
    assert_snapshot!("branch-deleted", world.last_word(number));
    world.waits(30).await;
    world
        .acts("bob", |bob| {
            bob.restore_branch(REPOSITORY, pull)?;
            bob.reopen(REPOSITORY, pull)
        })
        .await;
    assert_eq!(world.labels_of(pull), ["postmortem: draft"]);
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
    let closed = world.labels_of(number);
    world
        .acts("bob", |bob| bob.delete_branch(REPOSITORY, "postmortem/1"))
        .await;
    assert_eq!(world.labels_of(number), closed, "after the merge nobody needs it");
    world.skims(number);
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn a_force_push_takes_dismissed_approvals_along() {
    let mut world = World::new().await;
    {
        let id = world.stage.sim.repo_id(REPOSITORY).expect("it exists");
        let mut github = world.stage.sim.world();
        let repository = github.repositories.get_mut(&id).expect("it exists");
        repository.dismisses_stale_reviews = true;
    }
    let (number, pull) = resolved(&mut world).await;
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    world.says("bob", number, "/meeting held").await;
    world.acts("carol", |carol| carol.approve(REPOSITORY, pull)).await;
    assert_eq!(world.labels_of(pull), ["postmortem: reviewed"]);
    let (text, path) = world.document(1);
    let text = text.replacen("## Summary\n", "## Summary\n\nSomething else.\n", 1);
    world
        .acts("bob", |bob| {
            bob.amend_file(REPOSITORY, "postmortem/1", &path, &text, "Say something else")
        })
        .await;
    assert_eq!(world.labels_of(pull), ["postmortem: in review"]);
    assert!(check(&world).contains("0 of 1 so far"), "{}", check(&world));
    world.skims(number);
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn a_renamed_document_is_found_again() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world).await;
    let (_, path) = world.document(1);
    world
        .acts("bob", |bob| {
            let to = "docs/incidents/checkout.md";
            bob.move_file(REPOSITORY, "postmortem/1", (&path, to), "Keep it with the others")
        })
        .await;
    world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
    world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
    let learnings = world.last_word(number);
    assert!(
        learnings.contains("/blob/main/docs/incidents/checkout.md"),
        "{learnings}"
    );
    world.skims(number);
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn merging_into_another_branch_closes_nothing() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let (number, pull) = resolved(&mut world).await;
        world
            .acts("bob", |bob| bob.create_branch(REPOSITORY, "release-41", "main"))
            .await;
        world.acts("bob", |bob| bob.mark_ready(REPOSITORY, pull)).await;
        world
            .acts("bob", |bob| bob.change_base(REPOSITORY, pull, "release-41"))
            .await;
        assert_snapshot!(format!("elsewhere.{language}"), check(&world));
        world.acts("bob", |bob| bob.merge(REPOSITORY, pull)).await;
        assert_eq!(world.state(number), "open");
        assert_eq!(
            world.labels_of(number),
            ["SEV2", "incident", "postmortem: reviewed"],
            "it waits for the default branch"
        );
        let status = world.status(number);
        assert_snapshot!(
            format!("merged-elsewhere.{language}"),
            part(&status, "###", "\n| |")
        );

        let (text, path) = {
            let branch = "release-41";
            let path = world.files(branch);
            let path = path
                .into_iter()
                .find(|path| path.contains("/1-"))
                .expect("it is there");
            (world.file(branch, &path), path)
        };
        world
            .acts("bob", |bob| {
                bob.commit_file(
                    REPOSITORY,
                    "main",
                    &path,
                    &text,
                    "Bring the postmortem of #1 here",
                )
            })
            .await;
        assert_eq!(world.state(number), "completed", "there it is");
        world.skims(number);
        world.skims(pull);
        world.ends().await;
    }
}

#[tokio::test]
async fn conflicts_are_told() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world).await;
    let (_, path) = world.document(1);
    world
        .acts("alice", |alice| {
            alice.commit_file(REPOSITORY, "main", &path, "Mine.\n", "Write about #1 on main")
        })
        .await;
    assert!(
        check(&world).contains("Resolve the conflicts with the base branch"),
        "{}",
        check(&world)
    );
    assert!(world.status(number).contains("Resolve the conflicts"));
    world.skims(number);
    world.skims(pull);
    world.ends().await;
}

#[tokio::test]
async fn a_pull_request_from_a_fork_takes_the_place_of_ours_once_that_is_closed() {
    for language in LANGUAGES {
        let mut world = World::speaking(language, "").await;
        let (number, pull) = resolved(&mut world).await;
        let other = forks(&mut world, "alice").await;
        assert!(!world.status(number).contains("#3"), "ours is open");
        let head = world.file("postmortem/1", &world.document(1).1);
        world.acts("bob", |bob| bob.close_pull(REPOSITORY, pull)).await;
        assert_eq!(world.labels_of(other), ["postmortem: in review"]);
        assert_eq!(
            world.labels_of(number),
            ["SEV2", "incident", "postmortem: in review"]
        );
        let status = world.status(number);
        assert_snapshot!(format!("adopted.{language}"), part(&status, "###", "<details>"));

        world.says("bob", other, "/meeting held").await;
        world
            .acts("carol", |carol| carol.approve(REPOSITORY, other))
            .await;
        assert_eq!(world.labels_of(other), ["postmortem: reviewed"]);
        assert_eq!(
            head,
            world.file("postmortem/1", &world.document(1).1),
            "nothing is written to either branch any more"
        );
        world.acts("carol", |carol| carol.merge(REPOSITORY, other)).await;
        assert_eq!(world.state(number), "completed");
        assert!(world.last_word(number).contains("#3"));
        world.skims(number);
        world.skims(pull);
        world.skims(other);
        world.ends().await;
    }
}

#[tokio::test]
async fn ours_counts_again_once_it_is_reopened() {
    let mut world = World::new().await;
    let (number, pull) = resolved(&mut world).await;
    let other = forks(&mut world, "alice").await;
    world.acts("bob", |bob| bob.close_pull(REPOSITORY, pull)).await;
    assert!(world.status(number).contains("#3 in place of #2, In Review"));
    world.acts("bob", |bob| bob.reopen(REPOSITORY, pull)).await;
    assert!(world.status(number).contains("| #2, Draft |"));
    world.skims(number);
    world.skims(pull);
    world.skims(other);
    world.ends().await;
}

#[tokio::test]
async fn a_stranger_takes_over_nothing_unless_somebody_vouches_for_it() {
    let mut world = World::new().await;
    world.stage.sim.create_user("mallory");
    let (number, pull) = resolved(&mut world).await;
    let other = forks(&mut world, "mallory").await;
    world.acts("bob", |bob| bob.close_pull(REPOSITORY, pull)).await;
    assert!(world.status(number).contains("#2 was closed without merging"));
    assert_eq!(world.labels_of(other), [""; 0]);
    world.labels("carol", other, "postmortem: draft").await;
    assert!(world.status(number).contains("#3 in place of #2"));
    assert_eq!(world.labels_of(other), ["postmortem: in review"]);
    world.skims(number);
    world.skims(pull);
    world.skims(other);
    world.ends().await;
}
