//! What is different between two looks at GitHub, in the order in which a person would tell it.

use std::collections::BTreeSet;

use super::{
    glance::{Glance, Thread},
    plain::{self, Line},
};

/// Something that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// A reaction was put on a comment or on the first post, or taken back.
    Reacted {
        emoji: &'static str,
        author: String,
        comment: bool,
        back: bool,
    },
    /// Labels were made in the repository.
    MadeLabels(usize),
    /// Labels were put on and taken off.
    Labelled {
        numbers: Vec<u64>,
        on: Vec<String>,
        off: Vec<String>,
    },
    /// A branch was made.
    Branched(String),
    /// A file was committed.
    Committed { branch: String, path: String },
    /// A draft pull request or an issue was opened.
    Opened { number: u64, title: String, pull: bool },
    /// Somebody was assigned.
    Assigned { number: u64, login: String },
    /// A comment was written.
    Commented { number: u64, lines: Vec<Line> },
    /// A comment was edited: the lines that are new, or if there are none, those that are gone.
    Edited {
        number: u64,
        lines: Vec<Line>,
        gone: bool,
    },
    /// A comment was folded away, or unfolded.
    Folded { number: u64, folded: bool },
    /// A check was published.
    Checked {
        name: String,
        conclusion: String,
        title: String,
    },
    /// An issue was closed.
    Closed(u64),
}

impl Glance {
    /// What is different later, in the order in which a person would tell it.
    pub(super) fn changes(&self, later: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        let nothing = Thread::default();
        let pairs = || {
            later
                .threads
                .iter()
                .map(|(number, now)| (*number, self.threads.get(number).unwrap_or(&nothing), now))
        };
        for (_, before, now) in pairs() {
            changes.extend(now.reacted(before));
        }
        let made = later.labels.difference(&self.labels).count();
        changes.extend((made > 0).then_some(Change::MadeLabels(made)));
        changes.extend(self.committed(later));
        for (number, _, now) in pairs() {
            if !self.threads.contains_key(&number) {
                changes.push(Change::Opened {
                    number,
                    title: now.title.clone(),
                    pull: now.pull,
                });
            }
        }
        for (number, before, now) in pairs() {
            for change in now.arranged(number, before) {
                join(&mut changes, change);
            }
        }
        for (number, before, now) in pairs() {
            changes.extend(now.said(number, before));
        }
        for (number, before, now) in pairs() {
            changes.extend(now.checked(before));
            changes.extend((before.open && !now.open).then_some(Change::Closed(number)));
        }
        changes
    }

    fn committed(&self, later: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        let main = later.branches.get("main").cloned().unwrap_or_default();
        for (branch, files) in &later.branches {
            let known = self.branches.get(branch);
            if known.is_none() {
                changes.push(Change::Branched(branch.clone()));
            }
            let new = files.difference(known.unwrap_or(&main));
            changes.extend(new.map(|path| Change::Committed {
                branch: branch.clone(),
                path: path.clone(),
            }));
        }
        changes
    }
}

impl Thread {
    fn reacted(&self, before: &Self) -> Vec<Change> {
        let change = |(comment, author, emoji): &(Option<i64>, String, &'static str), back| Change::Reacted {
            emoji,
            author: author.clone(),
            comment: comment.is_some(),
            back,
        };
        let taken = before.reactions.difference(&self.reactions);
        let given = self.reactions.difference(&before.reactions);
        taken
            .map(|one| change(one, true))
            .chain(given.map(|one| change(one, false)))
            .collect()
    }

    /// Labels and assignees.
    fn arranged(&self, number: u64, before: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        let on: Vec<String> = self.labels.difference(&before.labels).cloned().collect();
        let off: Vec<String> = before.labels.difference(&self.labels).cloned().collect();
        if !on.is_empty() || !off.is_empty() {
            changes.push(Change::Labelled {
                numbers: vec![number],
                on,
                off,
            });
        }
        let assigned = self.assignees.difference(&before.assignees).cloned();
        changes.extend(assigned.map(|login| Change::Assigned { number, login }));
        changes
    }

    /// Comments.
    fn said(&self, number: u64, before: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (id, remark) in &self.comments {
            match before.comments.get(id) {
                None => changes.push(Change::Commented {
                    number,
                    lines: seen(&remark.body),
                }),
                Some(old) if old.body != remark.body => {
                    changes.extend(edited(number, &old.body, &remark.body));
                }
                Some(old) if old.folded != remark.folded => changes.push(Change::Folded {
                    number,
                    folded: remark.folded,
                }),
                Some(_) => {}
            }
        }
        changes
    }

    fn checked(&self, before: &Self) -> Vec<Change> {
        let news = self
            .checks
            .iter()
            .filter(|(name, now)| before.checks.get(*name) != Some(now));
        news.map(|(name, (conclusion, title))| Change::Checked {
            name: name.clone(),
            conclusion: conclusion.clone(),
            title: title.clone(),
        })
        .collect()
    }
}

/// Adds a change; where the same labels were changed before, on the other thread, the two are one.
fn join(changes: &mut Vec<Change>, change: Change) {
    if let Change::Labelled { numbers, on, off } = &change {
        let same = changes.iter_mut().find_map(|known| match known {
            Change::Labelled {
                numbers,
                on: known_on,
                off: known_off,
            } if known_on == on && known_off == off => Some(numbers),
            _ => None,
        });
        if let Some(known) = same {
            known.extend(numbers);
            return;
        }
    }
    changes.push(change);
}

/// What a reader sees at once: what is folded away is not.
fn seen(body: &str) -> Vec<Line> {
    let mut lines = plain::lines(body);
    lines.retain(|line| !line.folded);
    lines
}

/// `None` when no reader could tell.
fn edited(number: u64, before: &str, now: &str) -> Option<Change> {
    let (new, old) = (only_in(now, before), only_in(before, now));
    let gone = new.is_empty();
    let mut lines = if gone { old } else { new };
    if gone && lines.iter().any(|line| line.item) {
        lines.retain(|line| line.item);
    }
    (!lines.is_empty()).then_some(Change::Edited { number, lines, gone })
}

/// The lines of one text that the other one lacks. Items of a list come with what introduces the list.
fn only_in(text: &str, other: &str) -> Vec<Line> {
    let known: BTreeSet<String> = plain::lines(other).into_iter().map(|line| line.gist).collect();
    let mut kept: Vec<Line> = Vec::new();
    let mut introduction: Option<Line> = None;
    for line in plain::lines(text) {
        let is_new = !known.contains(&line.gist);
        if is_new && line.item {
            kept.extend(introduction.take());
        } else if !line.item {
            introduction = (!is_new).then(|| line.clone());
        }
        if is_new {
            kept.push(line);
        }
    }
    kept
}
