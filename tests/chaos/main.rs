//! Whatever breaks on the way, GitHub ends up as if nothing had.
//!
//! [`kill`] kills the real program in the middle of every write and starts it again. [`faults`] has GitHub fail, lag
//! and repeat itself while whole incidents are played. [`stopping`] tells the program to stop while it works.
//! [`script`] and [`storm`] are what is played and what goes wrong; [`record`] is what GitHub looks like, for comparing with the calm run.

mod faults;
mod kill;
#[path = "../scenario/harness/page.rs"]
#[expect(dead_code, reason = "only the page of everything is compared")]
mod page;
mod record;
mod script;
mod server;
mod stopping;
mod storm;
mod town;

/// Where everything happens.
const REPOSITORY: &str = "acme/shop";
