//! kill -9 in the middle of every write of a whole incident: of the labels, the branch, the document, the pull request,
//! the status comment, and whatever else there is.
//!
//! The simulator holds the nth write, once before and once after it took effect; the program is killed while it waits
//! for the answer, and started again. How many writes there are is counted in the calm run.

use github_sim::faults::{Fault, Misbehaviour};

use tokio::time::timeout;

use crate::{
    record::{Said, assert_same, assert_single},
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
    assert_single(&town.sim, town.incident, "nobody killed");
    (town.record(), town.writes())
}

/// Kills the server in its nth write. The town comes back after another server has come to rest.
async fn killed(fault: Fault, memory: Memory, how: &str) -> Town {
    let town = Town::new().await;
    town.sim.faults().add(fault);
    let mut hanging = town.sim.faults().hanging();
    let server = Server::start(&town, &town.database("closeout.db")).await;
    let hangs = timeout(PATIENCE, hanging.wait_for(|count| *count == 1)).await;
    assert!(hangs.is_ok(), "{how}: it never came to that:\n{}", server.said());
    drop(hangs);
    server.kill();
    // The simulator has noticed that nobody waits for the answer any more.
    let gone = timeout(PATIENCE, hanging.wait_for(|count| *count == 0)).await;
    assert!(gone.is_ok(), "{how}: the request outlived the server");
    drop(gone);
    let server = Server::start(&town, &town.database(memory.database())).await;
    town.rests(&server).await;
    town
}

async fn killed_in_every_write(after_effect: bool, memory: Memory) {
    let (calm, writes) = calm().await;
    assert!(
        writes > 10,
        "labels, reactions, a branch, a document, … and not {writes} writes"
    );
    let mut said = Said::default();
    for n in 1..=writes {
        let fault = Fault::on_write(Misbehaviour::Hang).nth(n);
        let (fault, moment) = if after_effect {
            (fault.after_effect(), "after")
        } else {
            (fault, "before")
        };
        let how = format!("killed {moment} write {n} of {writes}, memory {memory:?}");
        let town = killed(fault, memory, &how).await;
        assert_single(&town.sim, town.incident, &how);
        assert_same(&calm, &town.record(), &how);
        said.note(&town.sim);
    }
    said.assert_valid();
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_before_each_write() {
    killed_in_every_write(false, Memory::Kept).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_each_write() {
    killed_in_every_write(true, Memory::Kept).await;
}

/// To a server without memory, the moment before a write is the same as the moment after the one before.
#[tokio::test(flavor = "multi_thread")]
async fn killed_after_each_write_and_the_database_lost() {
    killed_in_every_write(true, Memory::Lost).await;
}
