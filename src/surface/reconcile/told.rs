//! What came of each incident: a few lines for people, or one JSON document for scripts.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::{domain::key::Locator, plan::effect::Plan};

/// What came of one incident.
#[derive(Debug)]
pub(super) enum Outcome {
    /// This would be done.
    Planned(Plan),
    /// It is where it should be.
    Done,
    /// A running server works on it at this moment.
    Busy,
    /// It could not be done.
    Failed(String),
}

/// Tells it, incident by incident.
pub(super) struct Told<W> {
    out: W,
    /// Everything so far, when it is told as one document.
    document: Option<Document>,
    complete: bool,
}

/// The document, while it grows.
#[derive(Debug, Default)]
struct Document {
    incidents: Vec<Value>,
    not_searched: Vec<Value>,
}

impl<W: Write> Told<W> {
    /// Nothing yet.
    pub(super) fn new(json: bool, out: W) -> Self {
        Self {
            out,
            document: json.then(Document::default),
            complete: true,
        }
    }

    /// A repository or an installation could not be searched.
    pub(super) fn not_searched(&mut self, place: &str, reason: &str) -> io::Result<()> {
        self.complete = false;
        if let Some(document) = &mut self.document {
            let entry = json!({ "place": place, "reason": reason });
            document.not_searched.push(entry);
            return Ok(());
        }
        writeln!(self.out, "{place}: not searched: {reason}")
    }

    /// So many incidents were found.
    pub(super) fn found(&mut self, count: usize) -> io::Result<()> {
        if self.document.is_some() {
            return Ok(());
        }
        let plural = if count == 1 { "" } else { "s" };
        writeln!(self.out, "{count} incident{plural} found")
    }

    /// This came of it.
    pub(super) fn incident(&mut self, incident: &Locator, outcome: &Outcome) -> io::Result<()> {
        self.complete &= !matches!(outcome, Outcome::Failed(_));
        if let Some(document) = &mut self.document {
            document.incidents.push(entry(incident, outcome));
            return Ok(());
        }
        match outcome {
            Outcome::Planned(plan) => lines(incident, plan, &mut self.out),
            Outcome::Done => writeln!(self.out, "{incident}: done"),
            Outcome::Busy => writeln!(self.out, "{incident}: a running server is at it"),
            Outcome::Failed(reason) => writeln!(self.out, "{incident}: {reason}"),
        }
    }

    /// That was all. Says whether everything could be done.
    pub(super) fn end(mut self) -> io::Result<bool> {
        if let Some(document) = self.document.take() {
            let document = json!({
                "complete": self.complete,
                "incidents": document.incidents,
                "not_searched": document.not_searched,
            });
            writeln!(self.out, "{document:#}")?;
        }
        Ok(self.complete)
    }
}

fn entry(incident: &Locator, outcome: &Outcome) -> Value {
    let mut entry = json!({
        "repository": format!("{}/{}", incident.owner, incident.name),
        "number": incident.key.issue,
        "outcome": match outcome {
            Outcome::Planned(_) => "planned",
            Outcome::Done => "done",
            Outcome::Busy => "busy",
            Outcome::Failed(_) => "failed",
        },
    });
    match outcome {
        Outcome::Planned(plan) => {
            let effects = plan.effects.iter().map(ToString::to_string);
            entry["effects"] = effects.collect();
            entry["look_again"] = json!(plan.wake_at);
        }
        Outcome::Failed(reason) => entry["reason"] = json!(reason),
        Outcome::Done | Outcome::Busy => {}
    }
    entry
}

fn lines(incident: &Locator, plan: &Plan, out: &mut impl Write) -> io::Result<()> {
    if plan.effects.is_empty() {
        writeln!(out, "{incident}: nothing to do")?;
    } else {
        writeln!(out, "{incident}: would")?;
    }
    for effect in &plan.effects {
        writeln!(out, "  - {effect}")?;
    }
    if let Some(wake_at) = plan.wake_at {
        writeln!(out, "  look again at {}", wake_at.format("%Y-%m-%d %H:%M:%S UTC"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{event::CloseReason, key::IncidentKey},
        plan::effect::Effect,
    };

    fn incident(issue: u64) -> Locator {
        Locator {
            key: IncidentKey { repository: 1, issue },
            installation: 77,
            owner: "acme".into(),
            name: "ops".into(),
        }
    }

    fn plan() -> Plan {
        Plan {
            effects: vec![Effect::CloseIssue {
                number: 42,
                reason: CloseReason::Completed,
            }],
            wake_at: "2026-11-21T09:30:00Z".parse().ok(),
        }
    }

    fn told(json: bool, outcomes: &[Outcome]) -> (bool, String) {
        let mut out = Vec::new();
        let mut told = Told::new(json, &mut out);
        for (number, outcome) in (42..).zip(outcomes) {
            told.incident(&incident(number), outcome)
                .expect("memory takes it");
        }
        let complete = told.end().expect("memory takes it");
        (complete, String::from_utf8(out).expect("it is text"))
    }

    #[test]
    fn a_plan_is_printed_line_by_line() {
        let outcomes = [Outcome::Planned(Plan::default()), Outcome::Planned(plan())];
        let expected = "\
acme/ops#42: nothing to do
acme/ops#43: would
  - close #42: Completed
  look again at 2026-11-21 09:30:00 UTC
";
        assert_eq!(told(false, &outcomes), (true, expected.to_owned()));
    }

    #[test]
    fn what_could_not_be_done_makes_it_incomplete() {
        let outcomes = [
            Outcome::Done,
            Outcome::Busy,
            Outcome::Failed("GitHub is down".to_owned()),
        ];
        let expected = "\
acme/ops#42: done
acme/ops#43: a running server is at it
acme/ops#44: GitHub is down
";
        assert_eq!(told(false, &outcomes), (false, expected.to_owned()));
    }

    #[test]
    fn a_script_gets_one_document() {
        let mut out = Vec::new();
        let mut told = Told::new(true, &mut out);
        told.not_searched("acme/old", "archived")
            .expect("memory takes it");
        told.found(2).expect("memory takes it");
        told.incident(&incident(42), &Outcome::Planned(plan()))
            .expect("memory takes it");
        told.incident(&incident(43), &Outcome::Failed("GitHub is down".to_owned()))
            .expect("memory takes it");
        assert!(!told.end().expect("memory takes it"));
        let document: Value = serde_json::from_slice(&out).expect("it is JSON");
        let expected = json!({
            "complete": false,
            "incidents": [
                { "repository": "acme/ops", "number": 42, "outcome": "planned", "effects": ["close #42: Completed"],
                  "look_again": "2026-11-21T09:30:00Z" },
                { "repository": "acme/ops", "number": 43, "outcome": "failed", "reason": "GitHub is down" },
            ],
            "not_searched": [{ "place": "acme/old", "reason": "archived" }],
        });
        assert_eq!(document, expected);
    }
}
