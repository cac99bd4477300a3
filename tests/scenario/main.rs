//! People acting over time, against the whole server and the simulated GitHub, over real HTTP.
//!
//! Each scenario is one readable script. `harness` says what is checked after every one of them, so that no
//! scenario has to.

mod harness;

mod clocks;
mod commands;
mod declaring;
mod deliveries;
mod limits;
mod moving;
mod postmortem;
mod timeline;
mod whole_night;
mod withdrawing;
