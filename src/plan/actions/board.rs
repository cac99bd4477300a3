//! Rows, issues, commands and records, joined to items.
//!
//! A row is found again by the issue it names, else by its hidden key, else by its text; an issue by the mark we wrote
//! into it; a command by its comment. Every issue belongs to one item at most.

use std::collections::BTreeSet;

use crate::{
    document::Postmortem,
    domain::{
        action::{ItemIssue, ItemRecord, RequestedItem},
        observation::PullRequestState,
        postmortem::PostmortemStatus,
        report::IssueRef,
        request::Request,
    },
};

use super::{
    super::Input,
    row::{self, Row, Said, here, print_of, rows, says_the_same},
};

/// The most items of one incident; GitHub has room for a hundred sub-issues, and nobody for so many actions.
const MOST_ITEMS: usize = 60;

/// Everything that is known about one item.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) key: String,
    pub(super) row: Option<Row>,
    pub(super) request: Option<&'a RequestedItem>,
    pub(super) record: Option<&'a ItemRecord>,
    pub(super) issue: Option<&'a ItemIssue>,
    /// The issue that its row names, when it cannot be found.
    pub(super) dangling: Option<IssueRef>,
}

/// All items, and what may be done about them.
#[derive(Debug)]
pub(super) struct Board<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    /// `owner/name` of the incident's repository.
    pub(super) here: String,
    /// There is a table of action items to be read.
    pub(super) has_table: bool,
    /// The document can still be changed.
    pub(super) is_open: bool,
    /// The document is meant: it is in review or merged, or somebody pressed the button for issues.
    pub(super) is_ready: bool,
}

impl Entry<'_> {
    /// Whether its issue is one that we made.
    pub(super) fn is_ours(&self) -> bool {
        self.issue.is_some_and(|issue| issue.mark.is_some())
    }

    /// Whether its issue was there and is not any more.
    pub(super) fn is_lost(&self) -> bool {
        self.issue.is_none() && self.record.is_some_and(|record| record.number.is_some())
    }
}

/// Joins what the input shows.
pub(super) fn board<'a>(input: &Input<'a>) -> Board<'a> {
    let observation = input.observation;
    let pull = observation.pull_request.as_ref();
    let file = pull.and_then(|pull| pull.document.as_ref());
    let postmortem = file.map(|file| Postmortem::parse(&file.text));
    let status = input.incident.postmortem;
    let rows = postmortem
        .as_ref()
        .map(|postmortem| rows(postmortem, &observation.repository))
        .unwrap_or_default();
    let mut joining = Joining {
        input,
        here: here(&observation.repository),
        keys: BTreeSet::new(),
        issues: BTreeSet::new(),
        entries: Vec::new(),
    };
    joining.rows(rows);
    joining.others();
    let mut entries = joining.entries;
    entries.truncate(MOST_ITEMS);
    Board {
        here: joining.here,
        entries,
        has_table: postmortem.is_some_and(|postmortem| !postmortem.action_tables().is_empty()),
        is_open: pull.is_some_and(|pull| pull.state == PullRequestState::Open) && input.is_live(),
        is_ready: input.requests.contains(&Request::CreateIssues)
            || matches!(
                status,
                Some(PostmortemStatus::InReview | PostmortemStatus::Reviewed | PostmortemStatus::Closed)
            ),
    }
}

struct Joining<'i, 'a> {
    input: &'i Input<'a>,
    here: String,
    keys: BTreeSet<String>,
    issues: BTreeSet<&'a str>,
    entries: Vec<Entry<'a>>,
}

impl<'a> Joining<'_, 'a> {
    /// Rows, those that say most about their identity first.
    fn rows(&mut self, rows: Vec<Row>) {
        let mut unknown = Vec::new();
        let mut unnamed = Vec::new();
        for row in rows {
            if let Said::Value(name) = &row.issue {
                let name = name.clone();
                self.row_with_issue(row, name);
            } else {
                unnamed.push(row);
            }
        }
        for row in unnamed {
            match row.mark.clone().filter(|key| !self.keys.contains(key)) {
                Some(key) => self.enter(key, Some(row), None, None),
                None => unknown.push(row),
            }
        }
        for row in unknown {
            self.row_by_text(row);
        }
        self.entries
            .sort_by_key(|entry| entry.row.as_ref().map(|row| row.index));
    }

    fn row_with_issue(&mut self, row: Row, name: IssueRef) {
        let Some(issue) = self.input.observation.items.named(&name, &self.here) else {
            let free = row.mark.clone().filter(|key| !self.keys.contains(key));
            // An issue of ours that has moved is found by what we wrote into it, whether its old number leads there or not.
            if let Some(key) = free.clone().filter(|key| self.was(key, &name)) {
                return self.enter(key, Some(row), None, None);
            }
            let key = free.unwrap_or_else(|| key_of(&name));
            return self.enter(key, Some(row), None, Some(name));
        };
        // A second row about the same issue is a note to it.
        if !self.issues.contains(issue.id.as_str()) {
            self.enter(self.key(issue), Some(row), Some(issue), None);
        }
    }

    /// Whether the item of a key had an issue of that name, which is known by its mark and has another name now.
    fn was(&self, key: &str, name: &IssueRef) -> bool {
        let mut records = self.input.incident.item_records.iter();
        let mut found = self.input.observation.items.found.iter();
        records.any(|record| record.key == key && record.issue().as_ref() == Some(name))
            && found.any(|issue| issue.mark.as_ref().is_some_and(|mark| mark.key == key))
    }

    /// A row without issue and key: the issue that has its words for a title, or a new item with a key made of them.
    fn row_by_text(&mut self, row: Row) {
        let items = &self.input.observation.items;
        let same = items.found.iter().find(|issue| {
            issue.child
                && issue.closed.is_none()
                && !self.issues.contains(issue.id.as_str())
                && !self.keys.contains(&self.key(issue))
                && says_the_same(&row.text, &issue.title)
        });
        if let Some(issue) = same {
            return self.enter(self.key(issue), Some(row), Some(issue), None);
        }
        let base = format!("r{}", print_of(&row.text));
        let mut keys = (1..).map(|n| {
            if n == 1 {
                base.clone()
            } else {
                format!("{base}-{n}")
            }
        });
        if let Some(key) = keys.find(|key| !self.keys.contains(key)) {
            self.enter(key, Some(row), None, None);
        }
    }

    /// Items without a row: of issues that we made, of commands, of records, and sub-issues that people made.
    fn others(&mut self) {
        let (observation, incident) = (self.input.observation, self.input.incident);
        for issue in observation
            .items
            .found
            .iter()
            .filter(|issue| issue.mark.is_some())
        {
            self.enter_issue(issue);
        }
        for request in &incident.requested_items {
            if !self.keys.contains(&request.key) {
                self.enter(request.key.clone(), None, None, None);
            }
        }
        for record in &incident.item_records {
            let issue = record
                .issue()
                .and_then(|name| observation.items.named(&name, &self.here));
            let is_known = self.keys.contains(&record.key)
                || issue.is_some_and(|issue| self.issues.contains(issue.id.as_str()));
            if !is_known {
                self.enter(record.key.clone(), None, issue, None);
            }
        }
        for issue in observation.items.found.iter().filter(|issue| issue.child) {
            self.enter_issue(issue);
        }
    }

    fn enter_issue(&mut self, issue: &'a ItemIssue) {
        let key = self.key(issue);
        if !self.issues.contains(issue.id.as_str()) && !self.keys.contains(&key) {
            self.enter(key, None, Some(issue), None);
        }
    }

    /// The key of the item that an issue tracks.
    fn key(&self, issue: &ItemIssue) -> String {
        match &issue.mark {
            Some(mark) => mark.key.clone(),
            None => key_of(&issue.name_in(&self.here)),
        }
    }

    fn enter(
        &mut self,
        key: String,
        row: Option<Row>,
        issue: Option<&'a ItemIssue>,
        dangling: Option<IssueRef>,
    ) {
        let incident = self.input.incident;
        let items = &self.input.observation.items;
        let by_key = incident.item_records.iter().find(|record| record.key == key);
        let of_record = |record: &ItemRecord| items.named(&record.issue()?, &self.here);
        let issue = issue.or_else(|| {
            let marked = |issue: &&ItemIssue| issue.mark.as_ref().is_some_and(|mark| mark.key == key);
            let found = items.found.iter().find(marked);
            let found = found.or_else(|| of_record(by_key?));
            found.filter(|issue| dangling.is_none() && !self.issues.contains(issue.id.as_str()))
        });
        let record = by_key.or_else(|| {
            let same = |record: &&ItemRecord| of_record(record).is_some_and(|one| Some(one) == issue);
            incident.item_records.iter().find(same)
        });
        self.issues.extend(issue.map(|issue| issue.id.as_str()));
        self.keys.insert(key.clone());
        self.entries.push(Entry {
            request: incident.requested_items.iter().find(|request| request.key == key),
            key,
            row,
            record,
            issue,
            dangling,
        });
    }
}

/// The key of an item whose issue is somebody else's.
fn key_of(name: &IssueRef) -> String {
    let repository = name.repository.as_deref().unwrap_or_default();
    format!("i{}#{}", repository.to_ascii_lowercase(), name.number)
}

/// Titles are compared by the same rules here as where they are changed.
pub(super) use row::title;
