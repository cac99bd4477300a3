//! What a rule is.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Setting;
use crate::document::{Postmortem, Section};

/// A rule of good postmortems.
#[derive(Debug)]
pub struct Rule {
    /// Its name in configuration, output and documentation, such as `impact-without-number`.
    pub id: &'static str,
    /// How bad it is unless configured otherwise.
    pub level: Level,
    /// It finds what is not there yet: advice while the postmortem is a draft, unless configured otherwise.
    pub gap: bool,
    /// Where the practice comes from: a work and its address.
    pub source: &'static str,
    /// What it finds and what it must not find. They are its tests, and its documentation.
    pub examples: &'static [Example],
    /// Finds everything that breaks it, in any order.
    pub check: fn(&Postmortem<'_>, &Setting) -> Vec<Finding>,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It keeps the postmortem from being merged.
    Error,
    /// It is advice.
    Warning,
}

/// Something that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The bytes of the text that are meant; where something is missing, those of the place where it should be.
    pub range: Range<usize>,
    /// What the rule's template says about it, by name. User text stays as it was written; the template quotes it.
    pub details: Vec<(&'static str, String)>,
}

impl Finding {
    /// A finding about which its place says enough.
    pub fn at(range: Range<usize>) -> Self {
        Self {
            range,
            details: Vec::new(),
        }
    }

    /// The same finding with one more detail.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.details.push((name, value.into()));
        self
    }
}

/// A piece of a document, and what a rule finds in it.
#[derive(Debug)]
pub struct Example {
    /// In which language it is written.
    pub language: Language,
    /// The section whose body it is; a document that is good otherwise stands around it. Absent for a whole document.
    pub section: Option<Section>,
    /// The text.
    pub text: &'static str,
    /// The pieces of text that are found, in order; none in a good example.
    pub finds: &'static [&'static str],
}

/// The languages in which postmortems are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    En,
    /// Japanese.
    Ja,
}

impl Example {
    /// A good body of a section.
    pub const fn good(language: Language, section: Section, text: &'static str) -> Self {
        Self {
            language,
            section: Some(section),
            text,
            finds: &[],
        }
    }

    /// A bad body of a section.
    pub const fn bad(
        language: Language,
        section: Section,
        text: &'static str,
        finds: &'static [&'static str],
    ) -> Self {
        Self {
            language,
            section: Some(section),
            text,
            finds,
        }
    }

    /// A whole document that is good.
    pub const fn good_document(language: Language, text: &'static str) -> Self {
        Self {
            language,
            section: None,
            text,
            finds: &[],
        }
    }

    /// A whole document that is bad.
    pub const fn bad_document(
        language: Language,
        text: &'static str,
        finds: &'static [&'static str],
    ) -> Self {
        Self {
            language,
            section: None,
            text,
            finds,
        }
    }
}
