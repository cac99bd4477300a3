//! The whole service in one process: the real server and engine against a simulated GitHub, over real HTTP.

#[cfg(test)]
mod beside;
#[cfg(test)]
mod binary;
#[cfg(test)]
mod calendar;
#[cfg(test)]
mod convergence;
#[cfg(test)]
mod deadline;
#[cfg(test)]
mod deliveries;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod leaving;
#[cfg(test)]
mod long;
#[cfg(test)]
mod measuring;
#[cfg(test)]
mod operators;
#[cfg(test)]
mod recovery;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod running;
#[cfg(test)]
mod stage;
