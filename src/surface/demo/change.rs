//! What is different between two looks at GitHub, in the order in which a person would tell it.

use std::collections::BTreeSet;

use super::{
    glance::{Glance, Thread},
    plain::{self, Line},
};

/// Something that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// A reaction was put on a comment or on the issue's first post, or taken back.
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
    /// A file was committed: a new one, or another text of one.
    Committed { path: String, new: bool },
    /// A pull request was opened.
    Opened { number: u64, title: String, draft: bool },
    /// An issue was opened, as a sub-issue of another one if there is such.
    OpenedIssue {
        number: u64,
        title: String,
        parent: Option<u64>,
    },
    /// An issue that was there became a sub-issue.
    Adopted { number: u64, parent: u64 },
    /// An issue or pull request got another title.
    Retitled { number: u64, title: String },
    /// Somebody was assigned.
    Assigned { number: u64, login: String },
    /// A comment was written.
    Commented { number: u64, lines: Vec<Line> },
    /// A comment was edited: the lines that are new, or if there are none, those that are gone.
    Edited {
        number: u64,
        /// Whether it is the first one on an issue.
        status: bool,
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
        notes: Vec<Line>,
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
            changes.extend(self.placed(number, now));
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
            let known = known.unwrap_or(&main);
            let new = files.iter().filter(|(path, oid)| known.get(*path) != Some(oid));
            changes.extend(new.map(|(path, _)| Change::Committed {
                path: path.clone(),
                new: !known.contains_key(path),
            }));
        }
        changes
    }

    /// What came, where it came to, and under which title.
    fn placed(&self, number: u64, now: &Thread) -> Option<Change> {
        let title = now.title.clone();
        match self.threads.get(&number) {
            None if now.is_pull => Some(Change::Opened {
                number,
                title,
                draft: now.is_draft,
            }),
            None => Some(Change::OpenedIssue {
                number,
                title,
                parent: now.parent,
            }),
            Some(before) if before.title != now.title => Some(Change::Retitled { number, title }),
            Some(before) => now
                .parent
                .filter(|parent| before.parent != Some(*parent))
                .map(|parent| Change::Adopted { number, parent }),
        }
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
        let first = self.comments.keys().next().filter(|_| !self.is_pull);
        for (id, remark) in &self.comments {
            let status = first == Some(id);
            match before.comments.get(id) {
                // Said and folded away since: nobody reads it.
                None if remark.folded => {}
                None => changes.push(Change::Commented {
                    number,
                    lines: seen(&remark.body),
                }),
                Some(old) if old.body != remark.body => {
                    changes.extend(edited((number, status), &old.body, &remark.body));
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
        news.map(|(name, check)| {
            let known = before.checks.get(name).map(|check| &check.notes);
            let notes = check.notes.iter().filter(|_| known != Some(&check.notes));
            Change::Checked {
                name: name.clone(),
                conclusion: check.conclusion.clone(),
                title: check.title.clone(),
                notes: notes.map(noted).collect(),
            }
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

/// An annotation as a line: where it stands, how bad it is, and what it is about.
fn noted((line, level, title): &(u64, String, String)) -> Line {
    let sign = match level.as_str() {
        "failure" => "✗",
        "warning" => "!",
        _ => "·",
    };
    let text = format!("{sign} L{line}: {title}");
    Line {
        gist: text.clone(),
        text,
        hang: 2,
        item: true,
        folded: false,
    }
}

/// What a reader sees at once: what is folded away is not.
fn seen(body: &str) -> Vec<Line> {
    let mut lines = plain::lines(body);
    lines.retain(|line| !line.folded);
    lines
}

/// `None` when no reader could tell.
fn edited((number, status): (u64, bool), before: &str, now: &str) -> Option<Change> {
    let (new, old) = (only_in(now, before), only_in(before, now));
    let gone = new.is_empty();
    let mut lines = if gone { old } else { new };
    if gone && lines.iter().any(|line| line.item) {
        lines.retain(|line| line.item);
    }
    (!lines.is_empty()).then_some(Change::Edited {
        number,
        status,
        lines,
        gone,
    })
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
