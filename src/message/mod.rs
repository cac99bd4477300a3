//! The only place where prose is made: typed messages in, Markdown out, in the configured language.

pub mod context;
pub mod fingerprint;
mod render;
mod rendered;
pub mod voice;

pub use context::Message;
pub use render::render;
pub use rendered::{Annotation, AnnotationLevel, Rendered};
pub use voice::{Language, Voice};
