//! `closeout action` as a workflow runs it: one process an event, a token of the run's own, and nothing remembered in
//! between.
//!
//! `running`, `budget` and `scripts` test what only the Action does. Below them, the scenarios of the App are played again on this
//! surface, and must end in the same GitHub; `surface` names what differs.

mod budget;
mod running;
mod scripts;
mod stage;
mod surface;
mod workflow;

#[path = "../scenario/harness/mod.rs"]
mod harness;

#[path = "../scenario/actions.rs"]
mod actions;
#[path = "../scenario/announcing.rs"]
mod announcing;
#[path = "../scenario/checking.rs"]
mod checking;
#[path = "../scenario/clocks.rs"]
mod clocks;
#[path = "../scenario/commanding.rs"]
mod commanding;
#[path = "../scenario/commands.rs"]
mod commands;
#[path = "../scenario/declaring.rs"]
mod declaring;
#[path = "../scenario/forming.rs"]
mod forming;
#[path = "../scenario/limits.rs"]
mod limits;
#[path = "../scenario/listing.rs"]
mod listing;
#[path = "../scenario/meeting.rs"]
mod meeting;
#[path = "../scenario/moving.rs"]
mod moving;
#[path = "../scenario/postmortem.rs"]
mod postmortem;
#[path = "../scenario/pulling.rs"]
mod pulling;
#[path = "../scenario/reminding.rs"]
mod reminding;
#[path = "../scenario/reporting.rs"]
mod reporting;
#[path = "../scenario/roles.rs"]
mod roles;
#[path = "../scenario/severing.rs"]
mod severing;
#[path = "../scenario/ticking.rs"]
mod ticking;
#[path = "../scenario/timeline.rs"]
mod timeline;
#[path = "../scenario/whole_night.rs"]
mod whole_night;
#[path = "../scenario/withdrawing.rs"]
mod withdrawing;
#[path = "../scenario/writing.rs"]
mod writing;
