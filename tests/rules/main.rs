//! The rules of incidents and postmortems, tried on hand-made event logs: no network, no database, no clock.

mod announcing;
mod checking;
mod compliance;
mod fold;
mod matrix;
mod nudging;
mod plan;
mod response;
mod story;
mod toy;
mod walking;
mod withdrawal;
mod writing;
