//! One suite for every engine of the store: what an engine promises is written here, and nowhere else.

#[cfg(test)]
mod bench;
#[cfg(test)]
mod calendar;
#[cfg(test)]
mod durability;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod queue;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod workers;
