//! `closeout doctor` against a simulated GitHub: a healthy installation, and each fault.

#[cfg(test)]
mod app;
#[cfg(test)]
mod machine;
#[cfg(test)]
mod repository;
#[cfg(test)]
mod stage;
#[cfg(test)]
mod token;
