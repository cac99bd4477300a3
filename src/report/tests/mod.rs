//! Figures with values computed by hand, and what documents are read as.

mod actions;
mod documents;
mod figures;
pub(crate) mod made;
