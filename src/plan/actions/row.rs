//! Rows of the document's table of action items, as plain values.

use chrono::NaiveDate;

use crate::{
    document::{self, Field, FieldFault, Postmortem},
    domain::{
        action::{ActionKind, Priority},
        observation::Repository,
        person::Login,
        report::IssueRef,
    },
};

/// The most characters of an issue's title.
const TITLE: usize = 256;

/// What one side says about a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said<T> {
    /// This.
    Value(T),
    /// Nothing.
    Nothing,
    /// Something that is not understood, which is left as it is.
    Unreadable,
}

impl<T> Said<T> {
    fn of<U>(field: &Field<U>, read: impl FnOnce(&U) -> Self) -> Self {
        match &field.value {
            Ok(value) => read(value),
            Err(FieldFault::Missing | FieldFault::NoColumn) => Self::Nothing,
            Err(_) => Self::Unreadable,
        }
    }

    /// What is said, where it is understood.
    pub(super) fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Nothing | Self::Unreadable => None,
        }
    }
}

impl<T> From<Option<T>> for Said<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Self::Value)
    }
}

/// A row that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Its place among [`Postmortem::action_items`].
    pub(super) index: usize,
    /// Its hidden key.
    pub(super) mark: Option<String>,
    /// What is to be done as a reader sees it, as long as a title may be.
    pub(super) text: String,
    pub(super) kind: Option<ActionKind>,
    pub(super) priority: Said<Priority>,
    pub(super) owner: Said<Login>,
    pub(super) due: Said<NaiveDate>,
    /// The issue that it names; without a repository when that is the incident's own.
    pub(super) issue: Said<IssueRef>,
    /// `owner/name` of the repository that its issue shall belong to, when it names one.
    pub(super) repository: Option<String>,
}

/// The rows of a document that name an action or an issue.
pub(super) fn rows(postmortem: &Postmortem<'_>, repository: &Repository) -> Vec<Row> {
    let items = postmortem.action_items();
    let rows = items.iter().enumerate().map(|(index, item)| Row {
        index,
        mark: item.key.map(str::to_owned),
        text: item
            .action
            .value
            .as_deref()
            .map(|markdown| title(&document::inline_text(markdown)))
            .unwrap_or_default(),
        kind: item.kind.value.as_ref().ok().copied(),
        priority: Said::of(&item.priority, |priority| Said::Value(*priority)),
        owner: Said::of(&item.owner, |owner| Said::Value(owner.clone())),
        due: Said::of(&item.due, |due| Said::Value(*due)),
        issue: match item.repository() {
            Some(_) => Said::Nothing,
            None => Said::of(&item.issue, |tracked| named(tracked, repository)),
        },
        repository: item
            .repository()
            .map(str::to_owned)
            .filter(|other| !other.eq_ignore_ascii_case(&here(repository))),
    });
    rows.filter(|row| !row.text.is_empty() || matches!(row.issue, Said::Value(_)))
        .collect()
}

/// `owner/name` of the incident's repository.
pub(super) fn here(repository: &Repository) -> String {
    format!("{}/{}", repository.owner, repository.name)
}

/// The issue that a row names. An address on another server is somebody else's tracker.
fn named(tracked: &document::Tracked, repository: &Repository) -> Said<IssueRef> {
    let server = repository
        .url
        .strip_suffix(&here(repository))
        .unwrap_or(&repository.url);
    if tracked.url.as_ref().is_some_and(|url| !url.starts_with(server)) {
        return Said::Unreadable;
    }
    let other = tracked.issue.repository.clone();
    Said::Value(IssueRef {
        repository: other.filter(|other| !other.eq_ignore_ascii_case(&here(repository))),
        number: tracked.issue.number,
    })
}

/// Text as an issue's title takes it: one line, not too long.
pub(super) fn title(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(TITLE) {
        Some(_) => line.chars().take(TITLE - 1).chain(['…']).collect(),
        None => line,
    }
}

/// A text without the signs by which Markdown is written, so that a row and a title can be compared.
fn bare(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !"`*_~\\[]".contains(*c)).collect();
    title(&kept)
}

/// What is remembered of a text.
pub(super) fn print_of(text: &str) -> String {
    document::fingerprint(&bare(text))[..10].to_owned()
}

/// Whether a row's text and an issue's title say the same.
pub(super) fn says_the_same(row: &str, issue: &str) -> bool {
    let row = bare(row);
    row == bare(issue) || row == bare(&document::inline_text(issue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_line_and_not_too_long() {
        assert_eq!(title("  a\n b  "), "a b");
        let long = title(&"障".repeat(400));
        assert_eq!(long.chars().count(), 256);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn markdown_makes_no_difference() {
        for (row, issue) in [
            ("Alert on pool exhaustion", "Alert on  `pool` exhaustion"),
            ("foo bar", "**foo** bar"),
            ("see runbook", "see [runbook](https://x.example/a)"),
            ("監視を追加", "監視を追加"),
        ] {
            assert!(says_the_same(row, issue), "{row} {issue}");
        }
        assert!(!says_the_same("Alert", "Alarm"));
    }
}
