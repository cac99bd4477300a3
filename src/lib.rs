//! closeout
