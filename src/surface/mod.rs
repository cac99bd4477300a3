//! What people and machines touch: the command line and the server. Nothing else in the crate depends on it.
//!
//! Here and nowhere else the environment is read, text is printed, and errors become exit codes. Decisions about
//! incidents are made in the engine; a surface only says "look at this one".
//!
//! Start with [`cli`].

pub mod action;
pub mod cli;
mod deadline;
pub mod demo;
pub mod doctor;
mod help;
mod init;
mod ink;
mod lint;
mod progress;
mod reconcile;
pub mod reference;
mod render;
pub mod report;
pub mod serve;
pub mod settings;
pub mod telemetry;
