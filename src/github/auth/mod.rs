//! Who we are to GitHub: the App itself ([`jwt`]) and its installations ([`tokens`]), or whoever a token was minted for;
//! [`papers`] tells which.
//!
//! Everything is dated by the injected clock, so that a simulated GitHub can live in its own time.

pub(super) mod jwt;
pub(super) mod papers;
pub(super) mod tokens;
