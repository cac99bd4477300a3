//! People acting over time, against the whole server and the simulated GitHub, over real HTTP.
//!
//! Each scenario is one readable script. `harness` says what is checked after every one of them, so that no
//! scenario has to.

mod harness;
mod surface;

mod actions;
mod announcing;
mod checking;
mod clocks;
mod commanding;
mod commands;
mod declaring;
mod deliveries;
mod forming;
mod limits;
mod listing;
mod meeting;
mod moving;
mod postmortem;
mod pulling;
mod reminding;
mod reporting;
mod roles;
mod severing;
mod ticking;
mod timeline;
mod whole_night;
mod withdrawing;
mod writing;
