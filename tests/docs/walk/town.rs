//! GitHub with one repository and the people of it, and a patient look at what comes to be.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use closeout::{
    clock::{Clock as _, SystemClock},
    surface::demo::clock::Machine,
};
use github_sim::{
    Delivering, GitHubSim,
    world::{AccountKind, Issue, RepoId, Role},
};
use tokio::time::timeout;

use super::clone::REPOSITORY;

/// Only a hung test takes this long.
const PATIENCE: Duration = Duration::from_mins(1);

/// How often it is looked at what became of something.
const LOOK: TimeDelta = TimeDelta::milliseconds(5);

/// GitHub with `acme/ops`, in which alice and bob may push and carol is an administrator. There is no label of ours.
pub(crate) async fn town(delivering: Delivering) -> (GitHubSim, RepoId) {
    let sim = GitHubSim::builder()
        .clock(Arc::new(Machine))
        .delivery(delivering)
        .start()
        .await
        .expect("a port is free");
    let repository = sim.create_repo(REPOSITORY);
    for (login, role) in [
        ("alice", Role::Write),
        ("bob", Role::Write),
        ("carol", Role::Admin),
    ] {
        sim.set_role(REPOSITORY, login, role).expect("it is there");
    }
    (sim, repository)
}

/// Looks until something is there.
pub(crate) async fn until<T>(said: impl Fn() -> String, look: impl Fn() -> Option<T>) -> T {
    let looking = async {
        loop {
            if let Some(found) = look() {
                return found;
            }
            SystemClock.sleep_until(SystemClock.now() + LOOK).await;
        }
    };
    let found = timeout(PATIENCE, looking).await;
    found.unwrap_or_else(|_| panic!("it never came to be:\n{}", said()))
}

/// Something of the first issue or pull request of which there is such a thing.
pub(crate) fn find<T>(sim: &GitHubSim, look: impl Fn(&Issue) -> Option<T>) -> Option<T> {
    let world = sim.world();
    world.issues().find_map(|(_, issue)| look(issue))
}

/// What programs have said on an issue.
pub(crate) fn answers(sim: &GitHubSim, number: u64) -> String {
    let world = sim.world();
    let (_, issue) = world
        .issues()
        .find(|(key, _)| key.number == number)
        .expect("it is there");
    let by_program = issue
        .comments
        .iter()
        .filter(|comment| world.account(comment.author).kind == AccountKind::Bot);
    by_program.map(|comment| comment.body.as_str()).collect()
}

/// Whether a repository has a label.
pub(crate) fn has_label(sim: &GitHubSim, repository: RepoId, name: &str) -> bool {
    let world = sim.world();
    world
        .repo(repository)
        .is_some_and(|repo| repo.label(name).is_some())
}

/// Whether an issue or pull request carries a label.
pub(crate) fn carries(sim: &GitHubSim, repository: RepoId, number: u64, name: &str) -> bool {
    let world = sim.world();
    let repo = world.repo(repository).expect("it is there");
    let label = repo.label(name).map(|label| label.id);
    label.is_some_and(|label| repo.issues[&number].labels.contains(&label))
}

/// What holds in the end: all that was asked is what GitHub's own description allows.
pub(crate) fn close(sim: &GitHubSim) {
    let exchanges = sim.recording().exchanges();
    let lines: String = exchanges
        .iter()
        .map(|exchange| exchange.to_json().to_string() + "\n")
        .collect();
    github_contract::assert_valid(&github_contract::read(&lines).expect("a recording"));
}
