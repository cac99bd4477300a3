//! The operations: the only way anything changes. One file per family.
