//! `closeout demo`: the whole product on one machine, without GitHub, an account or a configuration.

pub mod stage;
