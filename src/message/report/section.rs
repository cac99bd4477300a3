//! The sections of a report, in their order, each with the chart of its first table.

use serde_json::{Value, json};

use super::{
    Words,
    chart::{Chart, Form, Unit},
};
use crate::report::{Clock, Counts, OfPriority, Report};

/// The most tags that are listed.
const MOST_TAGS: usize = 30;

/// A part of a report.
pub(super) struct Section {
    /// Its name in addresses.
    pub(super) id: &'static str,
    /// Its Markdown.
    pub(super) text: String,
    /// What is drawn above its first table.
    pub(super) chart: Option<Chart>,
}

/// Every section.
pub(super) fn sections(words: &Words<'_>, report: &Report) -> Vec<Section> {
    let plain = |id, template: &str| Section {
        id,
        text: words.text(template),
        chart: None,
    };
    let drawn = |id, template: &str, chart: Chart| Section {
        id,
        text: words.text(template),
        chart: Some(chart),
    };
    let mut sections = vec![plain("about", "report/head.md.hbs")];
    if report.counted.incidents == 0 {
        sections.push(plain("none", "report/empty.md.hbs"));
    } else {
        sections.extend([
            plain("overview", "report/overview.md.hbs"),
            drawn("counts", "report/counts.md.hbs", counts(report)),
            clock(words, "mtta", &report.clocks.mtta),
            clock(words, "mttr", &report.clocks.mttr),
            clock(words, "mtrs", &report.clocks.mtrs),
            drawn("severities", "report/severities.md.hbs", severities(report)),
            drawn("postmortems", "report/postmortems.md.hbs", postmortems(report)),
            drawn("meetings", "report/meetings.md.hbs", meetings(report)),
            drawn("actions", "report/actions.md.hbs", actions(report)),
            drawn("detection", "report/detection.md.hbs", detection(report)),
            tags(words, report),
        ]);
    }
    sections.push(plain("apart", "report/apart.md.hbs"));
    if !report.incidents.is_empty() {
        sections.push(plain("incidents", "report/incidents.md.hbs"));
    }
    sections.push(plain("notes", "report/notes.md.hbs"));
    sections
}

/// Numbers as a chart takes them.
fn count(number: usize) -> Option<i64> {
    i64::try_from(number).ok()
}

fn counts(report: &Report) -> Chart {
    let unknown = report.counted.severity_unknown > 0;
    let row = |counts: &Counts| {
        let mut values: Vec<Option<i64>> = counts.by_severity.values().map(|number| count(*number)).collect();
        values.extend(unknown.then(|| count(counts.severity_unknown)));
        values
    };
    Chart {
        form: Form::Stacked,
        unit: Unit::Count,
        columns: if unknown {
            vec![2, 3, 4, 5, 6]
        } else {
            vec![2, 3, 4, 5]
        },
        tones: vec!["sev1", "sev2", "sev3", "sev4", "none"],
        rows: report.by_bin.iter().map(row).collect(),
    }
}

fn clock(words: &Words<'_>, name: &'static str, figures: &Clock) -> Section {
    let data = serde_json::to_value(figures).expect("figures are plain data");
    let rows = figures.by_bin.iter();
    let chart = Chart {
        form: Form::Grouped,
        unit: Unit::Seconds,
        columns: vec![2, 3],
        tones: vec!["strong", "weak"],
        rows: rows
            .map(|row| vec![row.spread.median_seconds, row.spread.p90_seconds])
            .collect(),
    };
    let has_values = figures.all.n > 0;
    Section {
        id: name,
        text: words
            .with([("clock", json!(name)), ("figures", data)])
            .text("report/clock.md.hbs"),
        chart: has_values.then_some(chart),
    }
}

fn severities(report: &Report) -> Chart {
    let tones = report
        .time_in_severity
        .iter()
        .map(|row| match row.severity.name() {
            "SEV1" => "sev1",
            "SEV2" => "sev2",
            "SEV3" => "sev3",
            _ => "sev4",
        });
    Chart {
        form: Form::Bars,
        unit: Unit::Seconds,
        columns: vec![1],
        tones: tones.collect(),
        rows: report
            .time_in_severity
            .iter()
            .map(|row| vec![Some(row.total_seconds)])
            .collect(),
    }
}

fn bars(tones: Vec<&'static str>, numbers: impl IntoIterator<Item = usize>) -> Chart {
    Chart {
        form: Form::Bars,
        unit: Unit::Count,
        columns: vec![1],
        tones,
        rows: numbers.into_iter().map(|number| vec![count(number)]).collect(),
    }
}

fn postmortems(report: &Report) -> Chart {
    let of = &report.postmortems;
    bars(
        vec!["good", "warn", "bad", "weak", "none", "none"],
        [
            of.in_time, of.late, of.overdue, of.pending, of.skipped, of.undated,
        ],
    )
}

fn meetings(report: &Report) -> Chart {
    let of = &report.meetings;
    let undated = (of.undated > 0).then_some(of.undated);
    let numbers = [
        of.in_time,
        of.late,
        of.not_held,
        of.skipped,
        of.overdue,
        of.pending,
    ];
    bars(
        vec!["good", "warn", "none", "none", "bad", "weak", "none"],
        numbers.into_iter().chain(undated),
    )
}

fn actions(report: &Report) -> Chart {
    let row = |of: &OfPriority| {
        let of = &of.items;
        let numbers = [of.done, of.open - of.overdue, of.overdue, of.declined, of.unknown];
        numbers.map(count).into()
    };
    Chart {
        form: Form::StackedBars,
        unit: Unit::Count,
        columns: vec![1, 2, 3, 4, 5],
        tones: vec!["good", "weak", "bad", "none", "pale"],
        rows: report.actions.by_priority.iter().map(row).collect(),
    }
}

fn detection(report: &Report) -> Chart {
    bars(
        vec!["strong"; report.detection.len()],
        report.detection.iter().map(|way| way.incidents),
    )
}

fn tags(words: &Words<'_>, report: &Report) -> Section {
    let top: Vec<Value> = report.tags.iter().take(MOST_TAGS).map(|tag| json!(tag)).collect();
    let more = report.tags.len().saturating_sub(MOST_TAGS);
    let chart = bars(
        vec!["strong"; top.len()],
        report.tags.iter().take(MOST_TAGS).map(|tag| tag.incidents),
    );
    Section {
        id: "tags",
        text: words
            .with([("top_tags", json!(top)), ("more_tags", json!(more))])
            .text("report/tags.md.hbs"),
        chart: (!top.is_empty()).then_some(chart),
    }
}
