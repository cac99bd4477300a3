//! The facts of an incident as its postmortem's document tells them.
//!
//! The values at the top are what counts, and the table of action items. A document in a folder counts as merged. What a
//! document does not say stays unknown: whether an action item is done, and that no postmortem was written.

use chrono::{DateTime, Utc};

use crate::{
    document::{self, FrontMatter, Section, Value},
    domain::{
        announcement::is_address,
        command::detector,
        phase::{Instants, Milestone},
        postmortem::PostmortemStatus,
        severity::Severity,
    },
    form,
};

use super::{
    problem::{Problem, ProblemKind, key_of},
    record::{Action, ActionState, DetectedBy, Meeting, Postmortem, Record, TimeIn},
};

/// The most characters of a summary that are kept.
const SUMMARY: usize = 600;
/// The lines among which values at the top are looked for when they cannot be read.
const FIRST_LINES: usize = 60;
/// Nothing on GitHub is older than the year 2008.
const OLDEST: i64 = 1_199_145_600;

/// A file that is looked at.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its path within the folder.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
    /// When it came into the default branch, if that is known.
    pub landed: Option<DateTime<Utc>>,
}

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// No postmortem.
    Nothing,
    /// A postmortem.
    Postmortem(Box<Record>),
    /// A postmortem that cannot be counted.
    Broken(Problem),
}

/// Reads a file. Only what must not be wrong makes it fail: instants, the severity, the number.
pub fn read(file: File<'_>, now: DateTime<Utc>) -> Found {
    let read = document::Postmortem::parse(file.text);
    let Some(front_matter) = &read.front_matter else {
        return Found::Nothing;
    };
    let reader = Reader {
        file,
        read: &read,
        front_matter,
        now,
    };
    match reader.record() {
        Ok(None) => Found::Nothing,
        Ok(Some(record)) => Found::Postmortem(Box::new(record)),
        Err(problem) => Found::Broken(problem),
    }
}

struct Reader<'r, 'a> {
    file: File<'a>,
    read: &'r document::Postmortem<'a>,
    front_matter: &'r FrontMatter,
    now: DateTime<Utc>,
}

impl Reader<'_, '_> {
    fn record(&self) -> Result<Option<Record>, Problem> {
        if let Err(fault) = &self.front_matter.entries {
            let is_ours = |line: &str| line.starts_with("incident:") || line.starts_with("severity:");
            // One that never ends has no range of its own.
            let yaml = &self.front_matter.yaml;
            let yaml = if yaml.is_empty() {
                self.file.text
            } else {
                &self.file.text[yaml.clone()]
            };
            return if yaml.lines().take(FIRST_LINES).any(is_ours) {
                Err(self.problem(fault.at, ProblemKind::FrontMatter(fault.clone())))
            } else {
                Ok(None)
            };
        }
        if self.front_matter.get("incident").is_none() && self.front_matter.get("severity").is_none() {
            return Ok(None);
        }
        let instants = self.instants()?;
        let declared = self.instant("declared")?.or(instants.started);
        let declared = declared.ok_or_else(|| {
            self.problem(
                self.front_matter.range.start,
                ProblemKind::Missing { key: "declared" },
            )
        })?;
        let severity = self.severity()?;
        let incident = self.incident()?;
        let meeting = Meeting {
            deadline: self.moment("meeting.deadline")?,
            held: self.instant("meeting.held")?,
            skipped: None,
        };
        Ok(Some(Record {
            incident,
            title: self.title(),
            url: incident.and_then(|number| self.url(number)),
            document: Some(self.file.path.to_owned()),
            document_url: None,
            severity,
            drill: self.word("drill") == Some("true"),
            withdrawn: false,
            declared,
            postmortem: self.postmortem(&instants, &meeting),
            instants,
            severity_times: self.severity_times(),
            detected_by: self.detected_by(),
            tags: tags(self.read),
            meeting,
            actions: self.actions(),
            summary: summary(self.read),
        }))
    }

    fn problem(&self, at: usize, kind: ProblemKind) -> Problem {
        let position = self.read.position(at);
        Problem {
            line: position.line,
            column: position.column,
            kind,
        }
    }

    /// A value that is written.
    fn value(&self, key: &str) -> Option<&Value> {
        self.front_matter.get(key).filter(|value| !value.is_null())
    }

    fn word(&self, key: &str) -> Option<&str> {
        self.value(key)?.text()
    }

    /// The value as it is written, for whoever has to find it.
    fn found(&self, value: &Value) -> String {
        self.file.text[value.range.clone()].to_owned()
    }

    /// An instant that has to have passed.
    fn instant(&self, key: &'static str) -> Result<Option<DateTime<Utc>>, Problem> {
        let Some(at) = self.moment(key)? else {
            return Ok(None);
        };
        match self.value(key) {
            Some(value) if at > self.now || at.timestamp() < OLDEST => {
                let found = self.found(value);
                Err(self.problem(value.range.start, ProblemKind::Elsewhen { key, found }))
            }
            _ => Ok(Some(at)),
        }
    }

    /// Any instant.
    fn moment(&self, key: &'static str) -> Result<Option<DateTime<Utc>>, Problem> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        let at = value.text().and_then(instant_of);
        let fault = || {
            let found = self.found(value);
            self.problem(value.range.start, ProblemKind::NoInstant { key, found })
        };
        at.map(Some).ok_or_else(fault)
    }

    fn instants(&self) -> Result<Instants, Problem> {
        let mut instants = Instants::default();
        for milestone in Milestone::ALL {
            let key = key_of(milestone);
            let Some(at) = self.instant(key)? else { continue };
            if let Some((earlier, _)) = instants.contradiction(milestone, at) {
                let offset = self.value(key).map_or(0, |value| value.range.start);
                let later = milestone;
                return Err(self.problem(offset, ProblemKind::Order { earlier, later }));
            }
            instants.set(milestone, Some(at));
        }
        Ok(instants)
    }

    fn incident(&self) -> Result<Option<u64>, Problem> {
        let Some(value) = self.value("incident") else {
            return Ok(None);
        };
        let number = value.text().map(|text| text.trim_start_matches('#'));
        let number = number
            .and_then(|text| text.parse().ok())
            .filter(|number| *number > 0);
        let fault = || {
            let found = self.found(value);
            self.problem(value.range.start, ProblemKind::NoNumber { found })
        };
        number.map(Some).ok_or_else(fault)
    }

    fn severity(&self) -> Result<Option<Severity>, Problem> {
        let Some(value) = self.value("severity") else {
            return Ok(None);
        };
        let fault = || {
            let found = self.found(value);
            self.problem(value.range.start, ProblemKind::NoSeverity { found })
        };
        value
            .text()
            .and_then(|text| text.parse().ok())
            .map(Some)
            .ok_or_else(fault)
    }

    fn title(&self) -> String {
        let heading = || self.read.title.as_ref().map(|title| title.words.as_str());
        let title = self.word("title").or_else(heading).unwrap_or(self.file.path);
        form::subject(title).to_owned()
    }

    /// The incident's address, as the generated part names it.
    fn url(&self, number: u64) -> Option<String> {
        let facts = self.read.region("facts").ok()?;
        let part = self.read.part(facts.body.clone());
        let end = format!("/issues/{number}");
        let mut links = part.links().iter().map(|link| link.destination.as_ref());
        links
            .find(|url| is_address(url) && url.ends_with(&end))
            .map(str::to_owned)
    }

    fn severity_times(&self) -> Vec<TimeIn> {
        let rows = self
            .value("severity_times")
            .and_then(Value::items)
            .unwrap_or_default();
        let row = |row: &Value| -> Option<TimeIn> {
            let of = |key: &str| row.entries()?.iter().find(|entry| entry.key == key)?.value.text();
            let minutes: i64 = of("minutes")?.parse().ok()?;
            Some(TimeIn {
                severity: of("severity")?.parse().ok()?,
                seconds: minutes.checked_mul(60).filter(|seconds| *seconds >= 0)?,
            })
        };
        rows.iter().filter_map(row).collect()
    }

    fn detected_by(&self) -> Option<DetectedBy> {
        let value = self.value("detected_by")?;
        Some(value.text().map_or(DetectedBy::Other, detected_by))
    }

    /// Merged is Closed, unless the document says that customers must be told still.
    fn postmortem(&self, instants: &Instants, meeting: &Meeting) -> Postmortem {
        let landed = self
            .file
            .landed
            .zip(instants.resolved)
            .map(|(landed, resolved)| landed.max(resolved));
        let status = if self.word("announcement") == Some("required") {
            PostmortemStatus::Reviewed
        } else {
            PostmortemStatus::Closed
        };
        Postmortem {
            due: instants.resolved.is_some(),
            status: Some(status),
            merged: true,
            skipped: None,
            reviewed: meeting.held.or(landed),
            closed: landed.filter(|_| status == PostmortemStatus::Closed),
        }
    }

    fn actions(&self) -> Vec<Action> {
        let items = self.read.action_items().into_iter();
        let named = items.filter(|item| item.action.value.as_ref().is_ok_and(|text| !text.is_empty()));
        named
            .map(|item| Action {
                priority: item.priority.value.ok(),
                due: item.due.value.ok(),
                opened: None,
                state: ActionState::Unknown,
            })
            .collect()
    }
}

/// By whom or by what, in whatever word it is written.
pub(super) fn detected_by(word: &str) -> DetectedBy {
    detector(word.trim()).map_or(DetectedBy::Other, DetectedBy::from)
}

/// The tags at the top of a document.
pub(super) fn tags(read: &document::Postmortem<'_>) -> Vec<String> {
    let tags = read
        .front_matter
        .as_ref()
        .and_then(|front_matter| front_matter.get("tags"));
    let tags = tags.and_then(Value::items).unwrap_or_default();
    tags.iter()
        .filter_map(|tag| Some(tag.text()?.trim().to_owned()))
        .collect()
}

/// The words of the section `Summary`, without marks and notes.
pub(super) fn summary(read: &document::Postmortem<'_>) -> String {
    let Some(part) = read.section(Section::Summary) else {
        return String::new();
    };
    let passages = part
        .passages()
        .iter()
        .map(|passage| read.plain(&passage.range).text);
    let text = passages.collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    if text.chars().count() <= SUMMARY {
        return text;
    }
    let kept: String = text.chars().take(SUMMARY - 1).collect();
    format!("{}…", kept.trim_end())
}

/// An instant with its zone; seconds may be missing.
fn instant_of(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let text = text
        .strip_suffix(['Z', 'z'])
        .map_or_else(|| text.to_owned(), |text| format!("{text}+00:00"));
    let formats = [
        "%Y-%m-%dT%H:%M:%S%.f%:z",
        "%Y-%m-%dT%H:%M%:z",
        "%Y-%m-%d %H:%M:%S%.f%:z",
        "%Y-%m-%d %H:%M%:z",
    ];
    let mut read = formats
        .iter()
        .filter_map(|format| DateTime::parse_from_str(&text, format).ok());
    read.next().map(|at| at.to_utc())
}
