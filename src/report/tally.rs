//! From records to figures.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::domain::{postmortem::PostmortemStatus, severity::Severity};

use super::{
    bins::{Bin, By},
    figures::{
        Actions, Age, Clock, Clocks, Counted, Counts, Detection, Drills, Items, Meetings, OfPriority,
        Postmortems, Report, Row, SCHEMA, Skip, Source, Tag, TimeInSeverity,
    },
    measure::Measured,
    outcome::{MeetingOutcome, PostmortemOutcome},
    period::{Month, Period},
    record::{Action, ActionState, DetectedBy, Record},
    statistics::Spread,
};

/// Ages in days by which open action items are sorted.
const AGES: [(i64, Option<i64>); 4] = [(0, Some(7)), (7, Some(30)), (30, Some(90)), (90, None)];

/// How records are counted.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The zone in which months and days begin.
    pub zone: Tz,
    /// Which months count.
    pub period: Period,
    /// How finely they are cut.
    pub by: By,
}

impl Setting {
    /// The present day.
    pub fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.zone).date_naive()
    }

    fn month(&self, record: &Record) -> Month {
        Month::of(record.declared, self.zone)
    }

    fn bin(&self, record: &Record) -> Bin {
        Bin::of(self.month(record), self.by)
    }

    /// The bins from the first to the last month that count and have begun. A period without a beginning begins with the
    /// first incident.
    fn bins(&self, records: &[&Record]) -> Vec<Bin> {
        let first = records.iter().map(|record| self.month(record)).min();
        let present = Month::of(self.now, self.zone);
        let last = self.period.to.map_or(present, |to| to.min(present));
        let from = self.period.from.or(first);
        from.map_or_else(Vec::new, |from| Bin::between(from, last, self.by))
    }
}

impl Report {
    /// Counts the records that lie in the period.
    pub fn of(records: &[Record], source: Source, setting: &Setting) -> Self {
        let within = |record: &&Record| setting.period.contains(setting.month(record));
        let mut all: Vec<&Record> = records.iter().filter(within).collect();
        all.sort_by(|a, b| (a.declared, a.incident, &a.document).cmp(&(b.declared, b.incident, &b.document)));
        let counts = |record: &&&Record| !record.drill && !record.withdrawn;
        let counted: Vec<&Record> = all.iter().filter(counts).copied().collect();
        let bins = setting.bins(&all);
        let clock = |of: fn(&Record) -> Option<i64>| clock(&counted, &bins, setting, of);
        Self {
            schema: SCHEMA,
            generated_at: setting.now,
            source,
            zone: setting.zone.name(),
            period: setting.period,
            by: setting.by,
            percentile_method: "nearest_rank",
            counted: Counted {
                incidents: counted.len(),
                running: counted
                    .iter()
                    .filter(|record| record.instants.resolved.is_none())
                    .count(),
                by_severity: by_severity(&counted),
                severity_unknown: counted.iter().filter(|record| record.severity.is_none()).count(),
                withdrawn: all
                    .iter()
                    .filter(|record| record.withdrawn && !record.drill)
                    .count(),
            },
            by_bin: bins
                .iter()
                .map(|bin| counts_of(*bin, &counted, setting))
                .collect(),
            clocks: Clocks {
                mtta: clock(Record::time_to_acknowledge),
                mttr: clock(Record::time_to_resolve),
                mtrs: clock(Record::time_to_restore),
            },
            time_in_severity: time_in_severity(&counted),
            postmortems: postmortems(&counted, setting),
            meetings: meetings(&counted, setting),
            resolved_to_closed: Spread::of(counted.iter().filter_map(|record| record.time_to_closed())),
            actions: actions(&counted, setting),
            detection: detection(&counted),
            tags: tags(&counted),
            drills: Drills {
                drills: all.iter().filter(|record| record.drill).count(),
            },
            incidents: all.iter().map(|record| Measured::of(record, setting)).collect(),
        }
    }
}

fn by_severity(records: &[&Record]) -> BTreeMap<Severity, usize> {
    let of = |severity| {
        records
            .iter()
            .filter(|record| record.severity == Some(severity))
            .count()
    };
    Severity::ALL.map(|severity| (severity, of(severity))).into()
}

fn counts_of(bin: Bin, counted: &[&Record], setting: &Setting) -> Counts {
    let of_bin: Vec<&Record> = counted
        .iter()
        .filter(|record| setting.bin(record) == bin)
        .copied()
        .collect();
    Counts {
        bin,
        incidents: of_bin.len(),
        by_severity: by_severity(&of_bin),
        severity_unknown: of_bin.iter().filter(|record| record.severity.is_none()).count(),
    }
}

fn clock(counted: &[&Record], bins: &[Bin], setting: &Setting, of: fn(&Record) -> Option<i64>) -> Clock {
    let mut sorted: BTreeMap<Bin, Vec<i64>> = bins.iter().map(|bin| (*bin, Vec::new())).collect();
    for record in counted {
        if let (Some(value), Some(values)) = (of(record), sorted.get_mut(&setting.bin(record))) {
            values.push(value);
        }
    }
    let severities: BTreeSet<(bool, Option<Severity>)> = counted
        .iter()
        .map(|record| (record.severity.is_none(), record.severity))
        .collect();
    let of_severity = |(_, severity): (bool, Option<Severity>)| {
        let values = counted.iter().filter(|record| record.severity == severity);
        Row {
            of: severity,
            spread: Spread::of(values.filter_map(|record| of(record))),
        }
    };
    Clock {
        all: Spread::of(counted.iter().filter_map(|record| of(record))),
        by_bin: sorted
            .into_iter()
            .map(|(bin, values)| Row {
                of: bin,
                spread: Spread::of(values),
            })
            .collect(),
        by_severity: severities.into_iter().map(of_severity).collect(),
    }
}

fn time_in_severity(counted: &[&Record]) -> Vec<TimeInSeverity> {
    let mut sorted: BTreeMap<Severity, Vec<i64>> = BTreeMap::new();
    for record in counted.iter().filter(|record| record.instants.resolved.is_some()) {
        for time in record.time_in_severities() {
            sorted.entry(time.severity).or_default().push(time.seconds);
        }
    }
    let row = |(severity, values): (Severity, Vec<i64>)| TimeInSeverity {
        severity,
        incidents: values.len(),
        total_seconds: values.iter().copied().fold(0, i64::saturating_add),
        spread: Spread::of(values),
    };
    sorted.into_iter().map(row).collect()
}

fn reason(record: &Record, reason: Option<&String>) -> Option<Skip> {
    Some(Skip {
        incident: record.incident,
        title: record.title.clone(),
        url: record.url.clone(),
        severity: record.severity,
        reason: reason?.clone(),
    })
}

fn postmortems(counted: &[&Record], setting: &Setting) -> Postmortems {
    let mut figures = Postmortems::default();
    for record in counted {
        let Some(outcome) = PostmortemOutcome::of(record, setting.now) else {
            continue;
        };
        figures.due += 1;
        *match outcome {
            PostmortemOutcome::InTime => &mut figures.in_time,
            PostmortemOutcome::Late => &mut figures.late,
            PostmortemOutcome::Overdue => &mut figures.overdue,
            PostmortemOutcome::Pending => &mut figures.pending,
            PostmortemOutcome::Skipped => &mut figures.skipped,
            PostmortemOutcome::Undated => &mut figures.undated,
        } += 1;
        match record.postmortem.status {
            Some(PostmortemStatus::Closed) => figures.closed += 1,
            Some(PostmortemStatus::Skipped) => {}
            _ => figures.still_open += 1,
        }
        if outcome == PostmortemOutcome::Skipped {
            figures
                .skipped_because
                .extend(reason(record, record.postmortem.skipped.as_ref()));
        }
    }
    figures
}

fn meetings(counted: &[&Record], setting: &Setting) -> Meetings {
    let mut figures = Meetings::default();
    for record in counted {
        let Some(outcome) = MeetingOutcome::of(record, setting.now) else {
            continue;
        };
        figures.due += 1;
        *match outcome {
            MeetingOutcome::InTime => &mut figures.in_time,
            MeetingOutcome::Late => &mut figures.late,
            MeetingOutcome::NotHeld => &mut figures.not_held,
            MeetingOutcome::Skipped => &mut figures.skipped,
            MeetingOutcome::Overdue => &mut figures.overdue,
            MeetingOutcome::Pending => &mut figures.pending,
            MeetingOutcome::Undated => &mut figures.undated,
        } += 1;
        if outcome == MeetingOutcome::Skipped {
            figures
                .skipped_because
                .extend(reason(record, record.meeting.skipped.as_ref()));
        }
    }
    figures
}

fn actions(counted: &[&Record], setting: &Setting) -> Actions {
    let items: Vec<&Action> = counted.iter().flat_map(|record| &record.actions).collect();
    let mut all = Items::default();
    let mut sorted: BTreeMap<_, OfPriority> = BTreeMap::new();
    for item in &items {
        let of_priority = sorted
            .entry((item.priority.is_none(), item.priority))
            .or_default();
        of_priority.priority = item.priority;
        count(item, &mut of_priority.items, setting.today());
        count(item, &mut all, setting.today());
    }
    let age = |item: &&&Action| -> Option<TimeDelta> {
        (item.state == ActionState::Open).then(|| Some(setting.now - item.opened?))?
    };
    let ages: Vec<i64> = items
        .iter()
        .filter_map(|item| age(&item))
        .map(|age| age.num_days().max(0))
        .collect();
    let of_age = |(from_days, below_days): (i64, Option<i64>)| Age {
        from_days,
        below_days,
        items: ages
            .iter()
            .filter(|age| **age >= from_days && below_days.is_none_or(|below| **age < below))
            .count(),
    };
    let done = items.iter().filter_map(|item| match item.state {
        ActionState::Done { at } => Some((at - item.opened?).num_seconds().max(0)),
        _ => None,
    });
    Actions {
        all,
        by_priority: sorted.into_values().collect(),
        age_of_open: AGES.map(of_age).into(),
        opened_to_done: Spread::of(done),
    }
}

fn count(item: &Action, figures: &mut Items, today: NaiveDate) {
    let past_due = usize::from(item.due.is_some_and(|due| due < today));
    figures.opened += 1;
    match item.state {
        ActionState::Open => {
            figures.open += 1;
            figures.overdue += past_due;
        }
        ActionState::Done { .. } => figures.done += 1,
        ActionState::Declined { .. } => figures.declined += 1,
        ActionState::Unknown => {
            figures.unknown += 1;
            figures.unknown_past_due += past_due;
        }
    }
}

/// Every way, whether it occurred or not, and those of which nobody says it where there are any.
fn detection(counted: &[&Record]) -> Vec<Detection> {
    let of = |detected_by: Option<DetectedBy>| Detection {
        detected_by,
        incidents: counted
            .iter()
            .filter(|record| record.detected_by == detected_by)
            .count(),
    };
    let mut ways: Vec<Detection> = DetectedBy::ALL.map(|way| of(Some(way))).into();
    ways.push(of(None));
    ways.retain(|way| way.incidents > 0);
    ways
}

/// Tags, the most frequent first. A tag counts once for each incident, however it is written.
fn tags(counted: &[&Record]) -> Vec<Tag> {
    let mut sorted: BTreeMap<String, usize> = BTreeMap::new();
    for record in counted {
        let tags: BTreeSet<String> = record.tags.iter().map(|tag| tag.trim().to_lowercase()).collect();
        for tag in tags.into_iter().filter(|tag| !tag.is_empty()) {
            *sorted.entry(tag).or_default() += 1;
        }
    }
    let mut tags: Vec<Tag> = sorted
        .into_iter()
        .map(|(tag, incidents)| Tag { tag, incidents })
        .collect();
    tags.sort_by(|a, b| b.incidents.cmp(&a.incidents).then_with(|| a.tag.cmp(&b.tag)));
    tags
}
