//! What a run saw, did and expects.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};

use super::event::{Task, Trigger};
use crate::{
    domain::key::Locator,
    plan::effect::Plan,
    store::{Projection, Store, StoreError},
};

/// The most bytes that GitHub takes as a summary of one step: 1 MiB, less what a last line may need.
const MOST_BYTES: usize = (1 << 20) - 1024;

/// What a run amounts to.
#[derive(Debug, Clone)]
pub(super) struct Report {
    /// What started it, in one line.
    pub(super) cause: String,
    /// Nothing was done, only planned.
    pub(super) dry_run: bool,
    /// The incidents that were looked at.
    pub(super) seen: Vec<Seen>,
    /// What could not be done, and why.
    pub(super) troubles: Vec<(String, String)>,
    /// What somebody should know before it becomes a trouble.
    pub(super) warnings: Vec<String>,
    /// Requests that were made to GitHub.
    pub(super) requests: u64,
    /// Incidents that a sweep found which are not over, whether it got to them or not.
    pub(super) found: usize,
}

/// One incident.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// `owner/name#number`.
    pub(super) name: String,
    /// What it looks like now; absent when it was only planned for.
    pub(super) view: Option<Projection>,
    /// What was done about it, or would be.
    pub(super) effects: Vec<String>,
    /// When it is to be looked at again.
    pub(super) wake_at: Option<DateTime<Utc>>,
}

impl Report {
    pub(super) fn new(trigger: &Trigger, task: &Task, dry_run: bool) -> Self {
        let cause = match task {
            Task::Nothing(reason) => format!("nothing to look at: {reason}"),
            Task::Look(_) | Task::Ask(..) => {
                let names: Vec<String> = task.keys().iter().map(ToString::to_string).collect();
                format!("{}: looked at {}", trigger.event, names.join(", "))
            }
            Task::Sweep(repository) => format!(
                "{}: looked at every incident of {}/{}",
                trigger.event, repository.owner, repository.name
            ),
        };
        Self {
            cause,
            dry_run,
            seen: Vec::new(),
            troubles: Vec::new(),
            warnings: Vec::new(),
            requests: 0,
            found: 0,
        }
    }

    /// Reads what the run left in its store.
    pub(super) async fn gather(&mut self, store: &dyn Store) -> Result<(), StoreError> {
        for view in store.projections().await? {
            let ledger = store.ledger(view.locator.key).await?;
            let done = ledger.into_iter().filter(|entry| entry.executed_at.is_some());
            self.seen.push(Seen {
                name: view.locator.to_string(),
                effects: done.map(|entry| entry.effect).collect(),
                wake_at: view.wake_at,
                view: Some(view),
            });
        }
        for trouble in store.troubles().await? {
            self.trouble(&trouble.locator, &trouble.reason);
        }
        Ok(())
    }

    /// Notes what would be done about an incident.
    pub(super) fn rehearsed(&mut self, incident: &Locator, plan: &Plan) {
        self.seen.push(Seen {
            name: incident.to_string(),
            view: None,
            effects: plan.effects.iter().map(ToString::to_string).collect(),
            wake_at: plan.wake_at,
        });
    }

    /// Notes what could not be done.
    pub(super) fn trouble(&mut self, place: &Locator, reason: &str) {
        self.troubles.push((place.to_string(), reason.to_owned()));
    }

    /// The first instant at which anything could change.
    pub(super) fn next_wake(&self) -> Option<DateTime<Utc>> {
        self.seen.iter().filter_map(|seen| seen.wake_at).min()
    }

    /// How many effects there are.
    pub(super) fn effects(&self) -> usize {
        self.seen.iter().map(|seen| seen.effects.len()).sum()
    }

    /// The job's summary: Markdown, below GitHub's limit.
    pub(super) fn summary(&self) -> String {
        let mut text = format!("### Closeout\n\n{}\n", plain(&self.cause));
        if !self.seen.is_empty() {
            let done = if self.dry_run { "Would do" } else { "Done" };
            let _ = write!(
                text,
                "\n| Incident | Phase | Severity | Postmortem | {done} | Look again |\n|:--|:--|:--|:--|:--|:--|\n"
            );
        }
        let mut left_out = 0;
        for seen in &self.seen {
            let row = seen.row();
            if text.len() + row.len() > MOST_BYTES {
                left_out += 1;
            } else {
                text.push_str(&row);
            }
        }
        if left_out > 0 {
            let _ = writeln!(text, "\n{left_out} more incidents do not fit here.");
        }
        let troubles = self
            .troubles
            .iter()
            .map(|(place, reason)| format!("{place}: {reason}"));
        for trouble in troubles.chain(self.warnings.iter().cloned()) {
            let line = format!("\n> [!WARNING]\n> {}\n", plain(&trouble));
            if text.len() + line.len() <= MOST_BYTES {
                text.push_str(&line);
            }
        }
        let _ = writeln!(text, "\n{}.", self.cost());
        text
    }

    /// How much was done, and at what cost.
    pub(super) fn cost(&self) -> String {
        let incidents = self.seen.len();
        let next = self.next_wake().map_or_else(
            || "nothing is awaited".to_owned(),
            |at| format!("look again at {}", instant(at)),
        );
        let waiting = match self.found.saturating_sub(incidents + self.troubles.len()) {
            0 => String::new(),
            1 => "; 1 more waits for its turn, so that the hour's limit is not used up".to_owned(),
            more => format!("; {more} more wait for their turn, so that the hour's limit is not used up"),
        };
        format!(
            "{}, {}, {}; {next}{waiting}",
            count(incidents as u64, "incident"),
            count(self.effects() as u64, "effect"),
            count(self.requests, "request"),
        )
    }
}

impl Seen {
    fn row(&self) -> String {
        let view = self.view.as_ref();
        let dash = || "–".to_owned();
        let name = view.map_or_else(
            || plain(&self.name),
            |view| format!("[{}]({}) {}", plain(&self.name), view.url, plain(&view.title)),
        );
        let phase = view.map_or_else(dash, |view| view.phase.to_string());
        let severity = view
            .and_then(|view| view.severity)
            .map_or_else(dash, |severity| severity.name().to_owned());
        let postmortem = view
            .and_then(|view| view.postmortem)
            .map_or_else(dash, |status| status.to_string());
        let effects = if self.effects.is_empty() {
            dash()
        } else {
            let effects = self.effects.iter().map(|effect| plain(effect));
            effects.collect::<Vec<_>>().join("<br>")
        };
        let wake = self.wake_at.map_or_else(dash, instant);
        format!("| {name} | {phase} | {severity} | {postmortem} | {effects} | {wake} |\n")
    }
}

/// So many of something.
fn count(number: u64, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

/// An instant as the summary writes it.
fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// Other people's text on one line of a table, without any meaning to Markdown.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() => {}
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("&#64;"),
            '#' => out.push_str("&#35;"),
            c if "\\`*_{}[]()|~!:".contains(c) => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}
