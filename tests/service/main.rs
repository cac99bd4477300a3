//! The whole service in one process: the real server and engine against a simulated GitHub, over real HTTP.

mod binary;
mod convergence;
mod deliveries;
mod faults;
mod operators;
mod recovery;
mod running;
mod stage;
