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
const WIDTH: usize = 80;

/// What a bar shows, and from when to when.
type Bar<T> = (T, DateTime<Utc>, DateTime<Utc>);

/// The diagram as a fenced block; empty where it would not help. Of an incident that goes on it shows everything up
/// to the latest row, so that it changes with what happens and not with time.
pub(super) fn gantt(instants: Instants, rows: &[TimelineRow], voice: Voice) -> String {
    let words = voice.language.words();
    let texts: Vec<String> = rows.iter().map(|row| words.fact(&row.fact)).collect();
    let is_short = rows.len() <= ROWS && texts.iter().all(|text| quote::width(text) <= WIDTH);
    let latest = rows.iter().map(|row| row.at).max();
    let end = instants
        .resolved
        .or(latest.max(instants.mitigated.or(instants.acknowledged)));
    let phases = end.map_or(Vec::new(), |end| stretches(&instants, end));
    let (Some((_, start, _)), Some(end), true) = (phases.first(), end, is_short) else {
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
    let severities = severities(rows, end);
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

/// What lies between the milestones, and from the last one to the end, as far as whole minutes show it.
fn stretches(instants: &Instants, end: DateTime<Utc>) -> Vec<Bar<Stretch>> {
    let begun = [
        (Stretch::Waiting, instants.started),
        (Stretch::Responding, instants.acknowledged),
        (Stretch::Recovering, instants.mitigated),
    ];
    let begun = begun
        .into_iter()
        .filter_map(|(stretch, from)| Some((from?, stretch)));
    bars(&begun.collect::<Vec<_>>(), end)
}

/// Each severity from its row to the next one's, the last to the end.
fn severities(rows: &[TimelineRow], end: DateTime<Utc>) -> Vec<Bar<Severity>> {
    let set = rows.iter().filter_map(|row| match row.fact {
        Fact::Severity { severity } => Some((row.at, severity)),
        _ => None,
    });
    bars(&set.collect::<Vec<_>>(), end)
}

/// Bars of a minute or more, each from its beginning to the next one's.
fn bars<T: Copy>(begun: &[(DateTime<Utc>, T)], end: DateTime<Utc>) -> Vec<Bar<T>> {
    let ends = begun.iter().skip(1).map(|(at, _)| *at).chain([end]);
    let bars = begun
        .iter()
        .zip(ends)
        .map(|((from, what), to)| (*what, *from, to.min(end)));
    bars.filter(|(_, from, to)| *to - *from >= TimeDelta::minutes(1))
        .collect()
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
    fn axis(&self, phases: &[Bar<Stretch>]) -> &'static str {
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

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::message::Language;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn said(text: &str, when: &str) -> TimelineRow {
        TimelineRow {
            at: at(when),
            by: None,
            fact: Fact::Said { text: text.into() },
            url: String::new(),
        }
    }

    fn drawn(instants: Instants, rows: &[TimelineRow]) -> String {
        let voice = Voice {
            language: Language::En,
            zone: Tz::Europe__Berlin,
        };
        gantt(instants, rows, voice)
    }

    #[test]
    fn bars_of_a_running_incident_end_with_the_latest_row() {
        let instants = Instants {
            started: Some(at("2026-11-20T13:20:00Z")),
            acknowledged: Some(at("2026-11-20T13:29:00Z")),
            ..Instants::default()
        };
        let chart = drawn(instants, &[said("Restarted", "2026-11-20T13:40:00Z")]);
        assert_eq!(
            chart,
            "```mermaid\ngantt\n    title Times in CET\n    dateFormat YYYY-MM-DD HH:mm\n    axisFormat %H:%M\n    \
             section Phase\n    Not acknowledged yet :2026-11-20 14:20, 2026-11-20 14:29\n    \
             Acknowledged :2026-11-20 14:29, 2026-11-20 14:40\n    section Events\n    \
             · Restarted :milestone, 2026-11-20 14:40, 0m\n```"
        );
    }

    #[test]
    fn no_bar_runs_backwards_when_clocks_are_put_back() {
        let instants = Instants {
            started: Some(at("2026-10-25T00:50:00Z")),
            acknowledged: Some(at("2026-10-25T01:10:00Z")),
            resolved: Some(at("2026-10-25T23:10:00Z")),
            ..Instants::default()
        };
        let chart = drawn(instants, &[]);
        for line in [
            "title Times in CEST",
            "axisFormat %m-%d %H:%M",
            "Not acknowledged yet :2026-10-25 02:50, 2026-10-25 03:10",
            "Acknowledged :2026-10-25 03:10, 2026-10-26 01:10",
        ] {
            assert!(chart.contains(line), "{line} is not in {chart}");
        }
    }

    #[test]
    fn what_would_not_help_is_not_drawn() {
        let instants = Instants {
            started: Some(at("2026-11-20T13:20:00Z")),
            ..Instants::default()
        };
        let row = said("Restarted", "2026-11-20T13:40:00Z");
        let fresh = said("Declared", "2026-11-20T13:20:30Z");
        assert!(!drawn(instants, &vec![row.clone(); ROWS]).is_empty());
        for (instants, rows) in [
            (Instants::default(), vec![row.clone()]),
            (instants, vec![fresh]),
            (instants, Vec::new()),
            (instants, vec![row; ROWS + 1]),
            (
                instants,
                vec![said(&"x".repeat(WIDTH + 1), "2026-11-20T13:40:00Z")],
            ),
        ] {
            assert_eq!(drawn(instants, &rows), "", "{rows:?}");
        }
    }
}
