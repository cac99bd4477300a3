//! The only place where prose is made: typed messages in, Markdown out, in the configured language.

pub mod context;
pub mod fingerprint;
pub mod voice;

pub use context::Message;
pub use voice::{Language, Voice};
