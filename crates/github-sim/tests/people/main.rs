//! What people do in the browser, and what it leads to: in the world, and in what Apps are told.

mod forks;
mod labels;
mod mentions;
mod publishing;
mod stage;
mod sub_issues;
mod tasks;
mod transfer;
