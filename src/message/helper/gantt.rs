//! The incident as a Mermaid diagram: phases and severities as bars, everything else as marks.
//!
//! A diagram only helps where the table already shows everything: short, and with nothing left out. Its times are
//! those of the zone's offset at the beginning, so that no bar runs backwards in the night when clocks are put back.

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset, Offset as _, TimeDelta, Utc};

use crate::{
    domain::{
        incident::{Fact, TimelineRow},
        phase::{Instants, Milestone},
        severity::Severity,
    },
    message::{Voice, quote, words::Stretch},
};

use super::instants::zone_name;

/// The most rows of a timeline that is drawn.
const ROWS: usize = 12;
/// The most characters of a row's text; longer ones would all be cut, and say nothing.
const WIDTH: usize = 60;

/// The diagram as a fenced block; empty where it would not help.
pub(super) fn gantt(instants: Instants, rows: &[TimelineRow], voice: Voice) -> String {
    let words = voice.language.words();
    let texts: Vec<String> = rows.iter().map(|row| words.fact(&row.fact)).collect();
    let is_short = rows.len() <= ROWS && texts.iter().all(|text| quote::width(text) <= WIDTH);
    let phases = stretches(&instants);
    let (Some((_, start, _)), true) = (phases.first(), is_short) else {
        return String::new();
    };
    let start = start.with_timezone(&voice.zone);
    let mut chart = Chart {
        offset: start.offset().fix(),
        text: String::new(),
    };
    let status_words = voice.language.status_words();
    let [phase, severity, events] = status_words.sections();
    chart.line(&format!("title {}", status_words.times_in(&zone_name(&start))));
    chart.line("dateFormat YYYY-MM-DD HH:mm");
    chart.line(&format!("axisFormat {}", chart.axis(&phases)));
    chart.line(&format!("section {phase}"));
    for (stretch, from, to) in &phases {
        chart.bar(status_words.stretch(*stretch), *from, *to);
    }
    let severities = severities(rows, phases.last().map(|(_, _, to)| *to));
    if !severities.is_empty() {
        chart.line(&format!("section {severity}"));
    }
    for (severity, from, to) in severities {
        chart.bar(severity.name(), from, to);
    }
    let marks: Vec<_> = rows
        .iter()
        .zip(&texts)
        .filter(|(row, _)| is_mark(&row.fact))
        .collect();
    if !marks.is_empty() {
        chart.line(&format!("section {events}"));
    }
    for (row, text) in marks {
        chart.mark(&quote::label(text), row.at);
    }
    format!("```mermaid\ngantt\n{}```", chart.text)
}

/// What lies between the milestones that were reached, as far as it can be seen in whole minutes.
fn stretches(instants: &Instants) -> Vec<(Stretch, DateTime<Utc>, DateTime<Utc>)> {
    let over = instants.mitigated.or(instants.resolved);
    let spans = [
        (Stretch::Waiting, instants.started, instants.acknowledged),
        (Stretch::Responding, instants.acknowledged, over),
        (Stretch::Recovering, instants.mitigated, instants.resolved),
    ];
    let known = spans
        .into_iter()
        .filter_map(|(stretch, from, to)| Some((stretch, from?, to?)));
    known
        .filter(|(_, from, to)| *to - *from >= TimeDelta::minutes(1))
        .collect()
}

/// Each severity from its row to the next one's, the last to the end of what is drawn.
fn severities(
    rows: &[TimelineRow],
    end: Option<DateTime<Utc>>,
) -> Vec<(Severity, DateTime<Utc>, DateTime<Utc>)> {
    let set: Vec<(DateTime<Utc>, Severity)> = rows
        .iter()
        .filter_map(|row| match row.fact {
            Fact::Severity { severity } => Some((row.at, severity)),
            _ => None,
        })
        .collect();
    let ends = set.iter().skip(1).map(|(at, _)| Some(*at)).chain([end]);
    let bars = set
        .iter()
        .zip(ends)
        .filter_map(|((from, severity), to)| Some((*severity, *from, to?)));
    bars.filter(|(_, from, to)| to > from).collect()
}

/// Whether a row is neither the edge of a phase nor a severity, which are drawn as bars.
fn is_mark(fact: &Fact) -> bool {
    match fact {
        Fact::Severity { .. } => false,
        Fact::Reached { milestone } => *milestone == Milestone::Detected,
        _ => true,
    }
}

struct Chart {
    offset: FixedOffset,
    text: String,
}

impl Chart {
    fn line(&mut self, line: &str) {
        writeln!(self.text, "    {line}").expect("writing to a string succeeds");
    }

    fn bar(&mut self, name: &str, from: DateTime<Utc>, to: DateTime<Utc>) {
        let (from, to) = (self.minute(from), self.minute(to));
        self.line(&format!("{name} :{from}, {to}"));
    }

    fn mark(&mut self, label: &str, at: DateTime<Utc>) {
        let at = self.minute(at);
        self.line(&format!("{label} :milestone, {at}, 0m"));
    }

    fn minute(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.offset)
            .format("%Y-%m-%d %H:%M")
            .to_string()
    }

    /// How the axis shows times: with the day where there is more than one.
    fn axis(&self, phases: &[(Stretch, DateTime<Utc>, DateTime<Utc>)]) -> &'static str {
        let day = |at: &DateTime<Utc>| at.with_timezone(&self.offset).date_naive();
        let mut days = phases.iter().flat_map(|(_, from, to)| [day(from), day(to)]);
        let first = days.next();
        if days.all(|day| Some(day) == first) {
            "%H:%M"
        } else {
            "%m-%d %H:%M"
        }
    }
}
