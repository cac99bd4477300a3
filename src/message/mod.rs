//! The only place where prose is made: typed messages in, Markdown out, in the configured language.
//!
//! Start with [`render()`]. The contexts say what a message holds, `templates/<language>/` how it is said, `words`
//! holds what is too short for a template, and `quote` keeps other people's text from doing anything.

pub mod calendar;
pub mod context;
mod cut;
pub mod example;
pub mod fingerprint;
mod helper;
pub mod lint;
pub mod own;
pub mod page;
mod quote;
mod reference;
mod render;
mod rendered;
pub mod report;
mod template;
pub mod voice;
mod words;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use context::Message;
pub use reference::reference;
pub use render::{advice, filled, front_matter, index_text, region, render};
pub use rendered::{Annotation, AnnotationLevel, Button, Rendered};
pub use voice::{Language, Voice};
