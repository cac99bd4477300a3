//! Who we are to GitHub: the App itself ([`jwt`]), and its installations ([`tokens`]).
//!
//! Everything is dated by the injected clock, so that a simulated GitHub can live in its own time.

pub(super) mod jwt;
pub(super) mod tokens;
