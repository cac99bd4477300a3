//! kill -9 in the middle of every write of a whole incident: of the labels, the branch, the document, the pull request,
//! the status comment, and whatever else there is.
//!
//! The simulator holds the nth write, once before and once after it took effect; the program is killed while it waits
//! for the answer, and started again. How many writes there are is counted in the calm run.

use github_sim::faults::{Fault, Misbehaviour};

use crate::{
    record::{assert_same, assert_single},
    server::Server,
    town::{PATIENCE, Town},
};

/// Where the next server finds its memory.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Memory {
    /// In the database of the one that was killed.
    Kept,
    /// In a new database: there is none.
    Lost,
}

impl Memory {
    fn database(self) -> &'static str {
        match self {
            Self::Kept => "closeout.db",
            Self::Lost => "another.db",
        }
    }
}

/// The calm run: what GitHub looks like, and how many writes it took.
async fn calm() -> (String, usize) {
    let town = Town::new().await;
    let server = Server::start(&town, &town.database("closeout.db")).await;
    town.rests(&server).await;
    assert_single(&town.sim, town.incident);
    town.assert_valid_exchanges();
    (town.record(), town.writes())
}

/// Kills the server in its nth write, and gives what GitHub looks like after another one came to rest.
async fn killed(fault: Fault, memory: Memory, how: &str) -> String {
    let town = Town::new().await;
    town.sim.faults().add(fault);
    let mut hanging = town.sim.faults().hanging();
    let server = Server::start(&town, &town.database("closeout.db")).await;
    let hangs = tokio::time::timeout(PATIENCE, hanging.wait_for(|count| *count == 1)).await;
    assert!(hangs.is_ok(), "{how}: it never came to that:\n{}", server.said());
    drop(hangs);
    server.kill();
    // The simulator has noticed that nobody waits for the answer any more.
    hanging
        .wait_for(|count| *count == 0)
        .await
        .expect("the simulator runs");
    let server = Server::start(&town, &town.database(memory.database())).await;
    town.rests(&server).await;
    assert_single(&town.sim, town.incident);
    town.assert_valid_exchanges();
    town.record()
}

async fn killed_in_every_write(after_effect: bool, memory: Memory) {
    let (calm, writes) = calm().await;
    assert!(writes > 10, "there are labels, comments, reactions, a branch, …");
    for n in 1..=writes {
        let fault = Fault::on_write(Misbehaviour::Hang).nth(n);
        let (fault, moment) = if after_effect {
            (fault.after_effect(), "after")
        } else {
            (fault, "before")
        };
        let how = format!("killed {moment} write {n} of {writes}, memory {memory:?}");
        let stormy = killed(fault, memory, &how).await;
        assert_same(&calm, &stormy, &how);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_before_each_write() {
    killed_in_every_write(false, Memory::Kept).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_each_write() {
    killed_in_every_write(true, Memory::Kept).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_before_each_write_and_the_database_lost() {
    killed_in_every_write(false, Memory::Lost).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_each_write_and_the_database_lost() {
    killed_in_every_write(true, Memory::Lost).await;
}
