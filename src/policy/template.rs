//! Which template documents are opened with.

use std::collections::BTreeSet;

use super::Policy;
use crate::domain::severity::Severity;

/// The template of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TemplateName {
    /// The built-in one with every section.
    Full,
    /// The built-in one with only those that no postmortem can do without.
    Minimal,
    /// The repository's own, by its path.
    Own(String),
}

impl Policy {
    /// The template of a severity's documents.
    pub fn template(&self, severity: Severity) -> &TemplateName {
        self.severity(severity)
            .template
            .as_ref()
            .unwrap_or(&self.template)
    }

    /// Paths of the repository's own templates.
    pub fn own_templates(&self) -> Vec<String> {
        let each = self
            .severities
            .values()
            .filter_map(|severity| severity.template.as_ref());
        let named: BTreeSet<&TemplateName> = each.chain([&self.template]).collect();
        let own = named.into_iter().filter_map(|name| match name {
            TemplateName::Own(path) => Some(path.clone()),
            TemplateName::Full | TemplateName::Minimal => None,
        });
        own.collect()
    }
}
