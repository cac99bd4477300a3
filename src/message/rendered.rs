//! What a message looks like once it is written out, one form for each place it can go.

use crate::domain::request::Request;

/// A message in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rendered {
    /// A comment on an issue or pull request.
    Comment {
        /// Markdown without the marker. With a marker behind it, it stays below GitHub's limit.
        body: String,
    },
    /// The postmortem's file.
    Document {
        /// Headline of the commit that brings it, one line without mentions or references.
        headline: String,
        /// The file's whole text.
        text: String,
    },
    /// A commit that brings files which are written already.
    Commit {
        /// Its headline, one line without mentions or references.
        headline: String,
    },
    /// The issue of an action item.
    Issue {
        /// Its title, one line.
        title: String,
        /// Its first post, Markdown without what is hidden in it.
        body: String,
    },
    /// A part of a file.
    Part {
        /// Markdown, without an end of line behind it.
        text: String,
    },
    /// The postmortem's pull request.
    PullRequest {
        /// Its title, one line.
        title: String,
        /// Its first post, Markdown.
        body: String,
    },
    /// A check run's output.
    Check {
        /// One line of at most 255 characters.
        title: String,
        /// Markdown, below GitHub's limit.
        summary: String,
        /// Remarks on lines of files. One request carries fewer than there may be.
        annotations: Vec<Annotation>,
        /// Buttons that the run shows; at most three.
        buttons: Vec<Button>,
    },
}

/// A remark on a line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// Path of the file within the repository.
    pub path: String,
    /// Line of its first character, from 1.
    pub line: u32,
    /// Line of its last character.
    pub end_line: u32,
    /// Columns of its first and its last character, from 1, in characters, where they are known.
    pub columns: Option<(u32, u32)>,
    /// How serious it is.
    pub level: AnnotationLevel,
    /// One line of at most 255 characters, plain text.
    pub title: String,
    /// What is wrong and what to write instead, plain text.
    pub message: String,
}

/// Something that people may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Button {
    /// What is asked for.
    pub request: Request,
    /// What stands on it, at most 20 characters.
    pub label: &'static str,
    /// What it does, at most 40 characters.
    pub description: &'static str,
}

/// How serious a remark is, in GitHub's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnnotationLevel {
    /// Good to know.
    Notice,
    /// Advice.
    Warning,
    /// It blocks.
    Failure,
}
