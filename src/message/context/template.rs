//! The repository's own template, and what is wrong with it.

use serde::{Deserialize, Serialize};

/// The check on the commit that changed the template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TemplateCheck {
    /// Path of the file.
    pub path: String,
    /// Whether there is such a file.
    pub found: bool,
    /// The faults, in the order of their lines; empty when the template is good.
    pub faults: Vec<TemplateFault>,
}

/// Something wrong in a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateFault {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
    /// What is wrong.
    #[serde(flatten)]
    pub kind: TemplateFaultKind,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "template_fault", rename_all = "snake_case")]
pub enum TemplateFaultKind {
    /// The file is larger than any template.
    TooLarge {
        /// The most kilobytes that are read.
        at_most: u32,
    },
    /// There are more expressions than any template needs, in all or within loops.
    TooMany {
        /// The most that are allowed.
        at_most: u32,
    },
    /// An expression or a block is never closed.
    NotClosed,
    /// A block is closed that was never opened.
    NotOpen,
    /// Handlebars knows it, and templates of repositories may not use it.
    NotAllowed {
        /// As it was written.
        found: String,
    },
    /// There is no variable or helper of this name here.
    UnknownName {
        /// The name.
        name: String,
        /// What was probably meant.
        meant: Option<String>,
    },
    /// Handlebars cannot read it, or cannot fill it in.
    Unusable {
        /// Its own words.
        detail: String,
    },
    /// The document that it makes has front matter that cannot be read.
    FrontMatter,
}
