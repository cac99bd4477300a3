//! Closeout carries an incident from its first label to a Closed postmortem, inside GitHub.
//!
//! A webhook, a timer or a command line only says "look at incident X again". The engine then observes
//! everything GitHub shows about X in one request, folds it into an [`domain::incident::Incident`], plans what
//! is missing, executes the plan and records when to look next. `docs/architecture.md` is the map.

pub mod calendar;
pub mod clock;
pub mod document;
pub mod domain;
pub mod engine;
pub mod fold;
pub mod form;
pub mod github;
pub mod message;
pub mod plan;
pub mod policy;
pub mod report;
pub mod store;
pub mod surface;
mod yaml;
