//! SIGTERM in the middle of a write: what was begun is finished, and the program ends in good order.

use github_sim::faults::{Fault, Misbehaviour};
use tokio::time::timeout;

use crate::{
    record::assert_single,
    server::Server,
    town::{PATIENCE, Town},
};

#[tokio::test(flavor = "multi_thread")]
async fn work_in_flight_is_finished_before_the_end() {
    let town = Town::new().await;
    let branch = "/repos/*/*/git/refs";
    town.sim
        .faults()
        .add(Fault::on("POST", branch, Misbehaviour::Hang));
    let mut hanging = town.sim.faults().hanging();
    let mut server = Server::start(&town, &town.database("closeout.db")).await;
    let hangs = timeout(PATIENCE, hanging.wait_for(|count| *count == 1)).await;
    assert!(hangs.is_ok(), "there is no branch to be made:\n{}", server.said());
    drop(hangs);
    server.terminate();
    let told = timeout(PATIENCE, server.says("told to stop")).await;
    assert!(told.is_ok(), "the signal was not heard:\n{}", server.said());
    assert!(server.runs(), "it does not walk away from a write");
    town.sim.faults().release();
    let (status, said) = server.end();
    assert_eq!(status.code(), Some(0), "{said}");
    let (_, afterwards) = said.split_once("told to stop").expect("it said so");
    assert!(afterwards.contains("executed"), "{said}");
    let server = Server::start(&town, &town.database("closeout.db")).await;
    town.rests(&server).await;
    assert_single(&town.sim, town.incident, "stopped and started again");
}
