//! The rules by which a postmortem is checked: what is missing, what cannot be acted on, what blames people.
//!
//! A rule is a file in `rules`, with its examples, which are its tests; [`RULES`] is the list. Rules find things and say
//! nothing: what a reader is told stands in `templates/<language>/lint/<id>.md.hbs`. Start with [`lint()`].
//!
//! An error is a fact about the text; whatever takes judgement is a warning. What is merely missing yet is a warning while
//! the postmortem is a draft, because a draft may have gaps and cannot be merged anyway. A level that somebody configured
//! counts as it is.
//!
//! Rules about words read whole sentences (`prose`) and ask who is said to have done what (`english`, `japanese`). They
//! stay silent where that is not clear: an alarm that rings for nothing is switched off.

mod blame;
mod english;
mod japanese;
mod measured;
mod named;
mod prose;
mod rule;
mod rules;
mod source;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Postmortem, Section};
use crate::domain::{postmortem::PostmortemStatus, severity::Severity};

pub use measured::Measured;
pub use rule::{Example, Finding, Language, Level, Rule};
pub use rules::RULES;

/// What the rules need to know besides the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Rules that were given another level, or were switched off.
    pub levels: BTreeMap<&'static str, Option<Level>>,
    /// The severity in force; absent when only a file is at hand and its front matter does not tell.
    pub severity: Option<Severity>,
    /// Where the postmortem stands: a draft may have gaps. Absent when only a file is at hand.
    pub status: Option<PostmortemStatus>,
    /// The most action items that one incident should lead to.
    pub most_action_items: usize,
    /// The least urgent priority that is still worth an action item; `1` stands for P1.
    pub least_priority: u8,
    /// The sections that the document must have: those of its template.
    pub sections: Vec<Section>,
    /// Customers must be told.
    pub announcement_required: bool,
    /// Names by which people may not be blamed: logins of everybody who took part.
    pub people: Vec<String>,
    /// Address of the repository's page: what begins like it is there, whatever its host is called.
    pub repository: Option<String>,
    /// The day of the check, for dates that have passed; absent when nobody knows.
    pub today: Option<NaiveDate>,
}

impl Default for Setting {
    /// The setting of a file of which nothing else is known.
    fn default() -> Self {
        Self {
            levels: BTreeMap::new(),
            severity: None,
            status: None,
            most_action_items: 10,
            least_priority: 1,
            sections: Section::ALL.to_vec(),
            announcement_required: false,
            people: Vec::new(),
            repository: None,
            today: None,
        }
    }
}

/// Something that a rule found in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is, as configured.
    pub level: Level,
    /// Where, and what is to be said about it.
    pub finding: Finding,
}

/// Checks a document by every rule that is switched on. The findings come in the order of the text.
pub fn lint(document: &Postmortem<'_>, setting: &Setting) -> Vec<Found> {
    let mut found: Vec<Found> = RULES
        .iter()
        .filter_map(|rule| {
            let level = setting.levels.get(rule.id).copied();
            Some((*rule, level.unwrap_or_else(|| Some(usual_level(rule, setting)))?))
        })
        .flat_map(|(rule, level)| {
            let findings = (rule.check)(document, setting);
            findings
                .into_iter()
                .map(move |finding| Found { rule, level, finding })
        })
        .collect();
    found.sort_by_key(|found| (found.finding.range.start, found.rule.id));
    found
}

/// The next day on which the same text leads to other findings: a date that is fine today has passed then.
pub fn next_change(document: &Postmortem<'_>, setting: &Setting) -> Option<NaiveDate> {
    rules::first_to_pass(document, setting)
}

/// The level of a rule for which none is configured.
fn usual_level(rule: &Rule, setting: &Setting) -> Level {
    let is_draft = setting.status == Some(PostmortemStatus::Draft);
    if rule.gap && is_draft {
        Level::Warning
    } else {
        rule.level
    }
}

/// The rule of an id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}
