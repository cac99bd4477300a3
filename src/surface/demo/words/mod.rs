//! What the demo itself says, in each language. What Closeout says comes from `message`, and what people say from
//! `story`.

mod en;
mod ja;

use chrono::NaiveDate;
use chrono_tz::Tz;
use github_sim::world::Role;

use crate::message::Language;

use super::change::Change;

/// What a language must be able to say.
pub(super) trait Words: Sync {
    /// How far the play is.
    fn progress(&self, scene: usize, of: usize, at: &str) -> String;
    /// The first line, which goes on after the product's name.
    fn prologue(&self, repository: &str) -> String;
    /// What is simulated and what is real.
    fn about(&self, zone: Tz) -> String;
    /// Who somebody is, and their role in the repository.
    fn part(&self, part: &str, role: Option<Role>) -> String;
    /// A day.
    fn day(&self, day: NaiveDate) -> String;
    /// Time has passed since the last turn.
    fn meanwhile(&self) -> &'static str;
    /// What Closeout did, without the lines that it wrote.
    fn deed(&self, change: &Change) -> String;
    /// Puts deeds one behind the other.
    fn list(&self, deeds: &[String]) -> String;
    /// Some lines are not shown.
    fn more(&self, lines: usize) -> String;
    /// Heading of the end, and what is said when all is well.
    fn end(&self) -> (&'static str, &'static str);
    /// What the audience may do now.
    fn invitation(&self) -> &'static Invitation;
}

/// What the audience may do once the play is over.
pub(super) struct Invitation {
    /// Heading.
    pub(super) heading: &'static str,
    /// The incident, its postmortem, the document, the checks, what the check found in a draft, the calendar, the
    /// repository, and a new incident.
    pub(super) pages: [&'static str; 8],
    /// How the pages are used.
    pub(super) bar: &'static str,
    /// What is worth trying.
    pub(super) tries: &'static [&'static str],
    /// How to end it.
    pub(super) leave: &'static str,
    /// It has ended.
    pub(super) ended: &'static str,
}

/// The words of a language.
pub(super) fn words(language: Language) -> &'static dyn Words {
    match language {
        Language::En => &en::English,
        Language::Ja => &ja::Japanese,
    }
}

/// The sign of a check's conclusion.
fn sign(conclusion: &str) -> &'static str {
    match conclusion {
        "success" => "✓",
        "failure" => "✗",
        _ => "–",
    }
}

/// Numbers of threads, as they are written on GitHub.
fn threads(numbers: &[u64], and: &str) -> String {
    let written: Vec<String> = numbers.iter().map(|number| format!("#{number}")).collect();
    written.join(and)
}

/// Names of labels, as code.
fn labels(names: &[String], and: &str) -> String {
    let written: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    written.join(and)
}
