//! The vocabulary of incidents and postmortems, and the rules that need nothing else.
//!
//! Plain values: no I/O, no clock, no async, no prose. Everything further out speaks in these words.
//! Start with [`observation::Observation`] (what GitHub shows), then [`incident::Incident`] (what it means).

pub mod action;
pub mod announcement;
pub mod checklist;
pub mod command;
pub mod event;
pub mod incident;
pub mod key;
pub(crate) mod keyboard;
pub mod label;
pub mod marker;
pub mod meeting;
pub mod nudge;
pub mod observation;
pub mod person;
pub mod phase;
pub mod postmortem;
pub mod refusal;
pub mod report;
pub mod request;
pub mod role;
pub mod severity;
pub mod spelling;
pub mod when;
