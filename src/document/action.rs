//! The action items of a document, read from their table.

use chrono::NaiveDate;

use super::{
    block::within,
    field::{Field, FieldFault, column, field, is_blank, shown, without_brackets},
    postmortem::{Part, Postmortem},
    section::Section,
    table::{Row, Table},
};
use crate::domain::{
    action::{ActionKind, DayFault, Priority, day},
    keyboard::narrow,
    person::Login,
    report::IssueRef,
};

const ACTION: &[&str] = &[
    "action",
    "action item",
    "what",
    "task",
    "内容",
    "アクション",
    "アクションアイテム",
    "対策",
    "やること",
];
const KIND: &[&str] = &["kind", "type", "種類", "種別", "分類"];
const PRIORITY: &[&str] = &["priority", "prio", "優先度"];
const OWNER: &[&str] = &["owner", "assignee", "who", "担当者", "担当"];
const DUE: &[&str] = &["due", "due date", "deadline", "期限", "期日", "締め切り"];
const ISSUE: &[&str] = &["issue", "ticket", "tracking", "イシュー", "チケット", "課題"];

/// A row of the table of action items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionItem<'p> {
    /// The table.
    pub table: &'p Table,
    /// The row.
    pub row: &'p Row,
    /// The hidden key by which the row is found again.
    pub key: Option<&'p str>,
    /// What is to be done, Markdown.
    pub action: Field<String>,
    /// What it is good for.
    pub kind: Field<ActionKind>,
    /// How urgent it is.
    pub priority: Field<Priority>,
    /// Who does it.
    pub owner: Field<Login>,
    /// Until when.
    pub due: Field<NaiveDate>,
    /// The issue that tracks it.
    pub issue: Field<Tracked>,
}

/// The issue that tracks an action item, as the row names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tracked {
    /// The issue.
    pub issue: IssueRef,
    /// Its address, when the row gives one; whether it is one of GitHub's is for the caller to say.
    pub url: Option<String>,
}

/// Which column of a table of action items is which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionColumns {
    /// What is to be done.
    pub action: Option<usize>,
    /// What it is good for.
    pub kind: Option<usize>,
    /// How urgent it is.
    pub priority: Option<usize>,
    /// Who does it.
    pub owner: Option<usize>,
    /// Until when.
    pub due: Option<usize>,
    /// The issue that tracks it.
    pub issue: Option<usize>,
}

impl ActionItem<'_> {
    /// The repository that its issue is to belong to: `owner/name` where an issue would stand.
    pub fn repository(&self) -> Option<&str> {
        match &self.issue.value {
            Err(FieldFault::Unreadable { found }) if is_repository(found) => Some(found),
            _ => None,
        }
    }
}

/// What a reader sees of Markdown within a line.
pub fn inline_text(markdown: &str) -> String {
    let escaped = markdown
        .replace(['\n', '\r'], " ")
        .replace("\\|", "|")
        .replace('|', "\\|");
    let table = format!("| a |\n|---|\n| {escaped} |\n");
    let read = Postmortem::parse(&table);
    let cell = read
        .tables
        .first()
        .and_then(|table| table.rows.first()?.cells.first());
    cell.map_or_else(|| markdown.to_owned(), |cell| shown(&read, &cell.range))
}

impl Postmortem<'_> {
    /// Which column of a table of action items is which.
    pub fn action_columns(&self, table: &Table) -> ActionColumns {
        let of = |names| column(self, table, names);
        ActionColumns {
            action: of(ACTION),
            kind: of(KIND),
            priority: of(PRIORITY),
            owner: of(OWNER),
            due: of(DUE),
            issue: of(ISSUE),
        }
    }

    /// The tables of action items: those in their section that have a column for the action.
    pub fn action_tables(&self) -> Vec<&Table> {
        let part = self.section(Section::ActionItems);
        let tables = part.as_ref().map(Part::tables).unwrap_or_default();
        tables
            .iter()
            .filter(|table| column(self, table, ACTION).is_some())
            .collect()
    }

    /// The action items, in their order. Rows in which nothing is written are none.
    pub fn action_items(&self) -> Vec<ActionItem<'_>> {
        let mut items = Vec::new();
        for table in self.action_tables() {
            let ActionColumns {
                action,
                kind,
                priority,
                owner,
                due,
                issue,
            } = self.action_columns(table);
            for row in table.rows.iter().filter(|row| !is_blank(self, row)) {
                let issue = field(self, row, issue, |shown, range| {
                    let links = within(&self.links, range, |link| link.range.start);
                    let addresses: Vec<&str> = links.iter().map(|link| &*link.destination).collect();
                    read_issue(shown, &addresses)
                });
                items.push(ActionItem {
                    table,
                    row,
                    key: self.row_key(row),
                    action: field(self, row, action, |_, range| {
                        Ok(self.without_comments(range).trim().replace("\\|", "|"))
                    }),
                    kind: field(self, row, kind, |shown, _| read_kind(shown)),
                    priority: field(self, row, priority, |shown, _| read_priority(shown)),
                    owner: field(self, row, owner, |shown, _| read_owner(shown)),
                    due: field(self, row, due, |shown, _| read_date(shown)),
                    issue,
                });
            }
        }
        items
    }
}

fn unreadable(found: &str) -> FieldFault {
    FieldFault::Unreadable {
        found: found.to_owned(),
    }
}

fn several(found: &str) -> FieldFault {
    FieldFault::Several {
        found: found.to_owned(),
    }
}

fn words(text: &str) -> Vec<&str> {
    let is_between = |c: char| c.is_whitespace() || ",;/&+、，；／・".contains(c);
    text.split(is_between).filter(|word| !word.is_empty()).collect()
}

fn read_kind(shown: &str) -> Result<ActionKind, FieldFault> {
    let text = without_brackets(shown);
    let known = words(text).into_iter().filter_map(ActionKind::named).count();
    match ActionKind::named(text) {
        Some(kind) => Ok(kind),
        None if known > 1 => Err(several(shown)),
        None => Err(unreadable(shown)),
    }
}

fn read_priority(shown: &str) -> Result<Priority, FieldFault> {
    let text = narrow(without_brackets(shown));
    match Priority::named(&text) {
        Some(priority) => Ok(priority),
        None if words(&text).into_iter().filter_map(Priority::named).count() > 1 => Err(several(shown)),
        None => Err(unreadable(shown)),
    }
}

fn read_owner(shown: &str) -> Result<Login, FieldFault> {
    let login = |word: &str| {
        let narrowed = narrow(word);
        let login = narrowed.strip_prefix('@').unwrap_or(&narrowed);
        is_login(login).then(|| Login::new(login))
    };
    if let Some(login) = login(shown) {
        return Ok(login);
    }
    let named = words(shown);
    let is_list = named.len() > 1 && named.iter().all(|word| login(word).is_some());
    // A team has a slash in its name, and is nobody.
    let is_team = shown.contains('/') && shown.starts_with(['@', '＠']) && named.len() == 2;
    Err(if is_list && !is_team {
        several(shown)
    } else {
        unreadable(shown)
    })
}

/// Whether GitHub could have given somebody this login: the underscore is in those that an enterprise manages.
fn is_login(login: &str) -> bool {
    (1..=39).contains(&login.len())
        && login.starts_with(|c: char| c.is_ascii_alphanumeric())
        && login
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// A day with its year first; a day of the week in brackets is passed over.
fn read_date(shown: &str) -> Result<NaiveDate, FieldFault> {
    day(without_brackets(&narrow(shown))).map_err(|fault| match fault {
        DayFault::Unreadable => unreadable(shown),
        DayFault::Impossible => FieldFault::Impossible {
            found: shown.to_owned(),
        },
    })
}

/// `#12`, `owner/name#12`, an address, or a link that shows one of them and leads to the same.
fn read_issue(shown: &str, addresses: &[&str]) -> Result<Tracked, FieldFault> {
    let narrowed = narrow(shown);
    let named = reference(&narrowed).or_else(|| addressed(shown));
    let url = match addresses {
        [] => None,
        [url] => Some(*url),
        _ => return Err(several(shown)),
    };
    let Some(url) = url else {
        let issue = named.ok_or_else(|| {
            let known = words(&narrowed).into_iter().filter_map(reference).count();
            if known > 1 {
                several(shown)
            } else {
                unreadable(shown)
            }
        })?;
        return Ok(Tracked { issue, url: None });
    };
    let issue = addressed(url).ok_or_else(|| unreadable(shown))?;
    let agrees = |named: IssueRef| {
        let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
        named.number == issue.number
            && match (&named.repository, &issue.repository) {
                (Some(named), Some(linked)) => same(named, linked),
                _ => true,
            }
    };
    if named.is_some_and(|named| !agrees(named)) {
        return Err(FieldFault::Contradictory {
            found: shown.to_owned(),
        });
    }
    Ok(Tracked {
        issue,
        url: Some(url.to_owned()),
    })
}

/// `#12`, `GH-12` or `owner/name#12`.
fn reference(text: &str) -> Option<IssueRef> {
    let (repository, number) = match text.split_once('#') {
        Some((repository, number)) => (repository, number),
        None => ("", text.strip_prefix("GH-")?),
    };
    let repository = match repository {
        "" => None,
        repository => Some(is_repository(repository).then(|| repository.to_owned())?),
    };
    Some(IssueRef {
        repository,
        number: number_of(number)?,
    })
}

/// The issue or pull request at an address `https://host/owner/name/issues/12`.
fn addressed(url: &str) -> Option<IssueRef> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let path = rest.split(['?', '#']).next()?.trim_end_matches('/');
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let [owner, name, "issues" | "pull", number] = parts[..] else {
        return None;
    };
    let repository = format!("{owner}/{name}");
    Some(IssueRef {
        number: number_of(number)?,
        repository: Some(is_repository(&repository).then_some(repository)?),
    })
}

fn is_repository(text: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    text.split_once('/')
        .is_some_and(|(owner, name)| is_name(owner) && is_name(name))
}

fn number_of(digits: &str) -> Option<u64> {
    let is_number = (1..=18).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        .then(|| digits.parse().ok())?
        .filter(|number| *number > 0)
}
