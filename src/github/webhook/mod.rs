//! Reading deliveries: is it GitHub's ([`signature`]), what does it hold (`envelope`), whom does it concern
//! ([`route()`]). Pure functions of bytes; nobody is asked and nothing is stored here.
//!
//! A delivery never says what to do, only where to look again. It is read leniently: old, new and incomplete payloads
//! are all taken, and whatever cannot matter is ignored with a reason for the log.

mod affairs;
mod envelope;
mod family;
mod form;
mod mentions;
pub mod route;
pub mod signature;

pub use form::payload;
pub use route::{BotIdentity, Ignored, Route, RouteFault, Which, route};
pub use signature::{SignatureFault, verify};

#[cfg(test)]
mod tests;
