//! What records amount to.

use proptest::prelude::*;

use super::made::{at, record, report, setting};
use crate::{
    domain::{postmortem::PostmortemStatus, severity::Severity},
    report::{
        By, DetectedBy, Items, MeetingOutcome, Period, Postmortem, PostmortemOutcome, Record, Setting, TimeIn,
    },
};

#[test]
fn each_clock_is_told_by_month_and_by_severity_and_empty_months_are_there() {
    let records = [
        record(1, Severity::Sev1, "2026-09-01T00:00:00Z", 5, 60),
        record(2, Severity::Sev2, "2026-09-30T23:59:59Z", 15, 30),
        record(3, Severity::Sev1, "2026-11-02T10:00:00Z", 10, 120),
    ];
    let report = report(&records, &setting());
    let mtta = &report.clocks.mtta;
    assert_eq!(
        (mtta.all.n, mtta.all.median_seconds, mtta.all.mean_seconds),
        (3, Some(600), Some(600))
    );
    let months: Vec<(String, usize, Option<i64>)> = mtta
        .by_bin
        .iter()
        .map(|row| (row.of.to_string(), row.spread.n, row.spread.median_seconds))
        .collect();
    let expected = [
        ("2026-09", 2, Some(600)),
        ("2026-10", 0, None),
        ("2026-11", 1, Some(600)),
    ];
    assert_eq!(
        months,
        expected.map(|(bin, n, median)| (bin.to_owned(), n, median))
    );
    let severities: Vec<_> = report
        .clocks
        .mttr
        .by_severity
        .iter()
        .map(|row| (row.of, row.spread.mean_seconds))
        .collect();
    assert_eq!(
        severities,
        [
            (Some(Severity::Sev1), Some(5400)),
            (Some(Severity::Sev2), Some(1800))
        ]
    );
    let counts: Vec<_> = report
        .by_bin
        .iter()
        .map(|counts| {
            (
                counts.incidents,
                counts.by_severity.values().copied().collect::<Vec<_>>(),
            )
        })
        .collect();
    assert_eq!(
        counts,
        [(2, vec![1, 1, 0, 0]), (0, vec![0; 4]), (1, vec![1, 0, 0, 0])]
    );
}

#[test]
fn months_begin_in_the_zone_and_quarters_hold_three() {
    let records = [record(1, Severity::Sev1, "2026-09-30T15:00:00Z", 5, 60)];
    let tokyo = Setting {
        zone: chrono_tz::Tz::Asia__Tokyo,
        ..setting()
    };
    assert_eq!(report(&records, &tokyo).by_bin[0].bin.to_string(), "2026-10");
    let quarters = Setting {
        by: By::Quarter,
        ..setting()
    };
    let report = report(&records, &quarters);
    let bins: Vec<String> = report
        .by_bin
        .iter()
        .map(|counts| counts.bin.to_string())
        .collect();
    assert_eq!(bins, ["2026-Q3", "2026-Q4"]);
}

#[test]
fn only_the_months_asked_for_count_and_none_that_has_not_begun() {
    let records = [
        record(1, Severity::Sev1, "2026-08-01T00:00:00Z", 5, 60),
        record(2, Severity::Sev2, "2026-10-01T00:00:00Z", 5, 60),
    ];
    let (from, to) = ("2026-09".parse().unwrap(), "2027-03".parse().unwrap());
    let asked = Setting {
        period: Period::between(Some(from), Some(to)).unwrap(),
        ..setting()
    };
    let report = report(&records, &asked);
    assert_eq!(report.counted.incidents, 1);
    let bins: Vec<String> = report
        .by_bin
        .iter()
        .map(|counts| counts.bin.to_string())
        .collect();
    assert_eq!(bins, ["2026-09", "2026-10", "2026-11"]);
}

#[test]
fn nothing_at_all_is_no_incident_and_no_month() {
    let report = report(&[], &setting());
    assert_eq!((report.counted.incidents, report.by_bin.len()), (0, 0));
    assert_eq!(report.clocks.mtta.all.median_seconds, None);
    assert_eq!(report.actions.all, Items::default());
    assert!(report.detection.is_empty() && report.tags.is_empty());
}

#[test]
fn drills_and_withdrawn_incidents_count_nowhere_else() {
    let drill = Record {
        drill: true,
        tags: vec!["db".into()],
        ..record(1, Severity::Sev1, "2026-11-01T00:00:00Z", 5, 60)
    };
    let withdrawn = Record {
        withdrawn: true,
        ..record(2, Severity::Sev1, "2026-11-01T00:00:00Z", 5, 60)
    };
    let report = report(&[drill, withdrawn], &setting());
    assert_eq!(
        (
            report.counted.incidents,
            report.counted.withdrawn,
            report.drills.drills
        ),
        (0, 1, 1)
    );
    assert_eq!(
        (
            report.clocks.mtrs.all.n,
            report.postmortems.due,
            report.tags.len()
        ),
        (0, 0, 0)
    );
    assert_eq!(report.by_bin[0].incidents, 0);
    assert_eq!(report.incidents.len(), 2, "each is listed as what it is");
}

#[test]
fn a_running_incident_has_no_end_yet() {
    let mut running = record(1, Severity::Sev1, "2026-11-01T00:00:00Z", 5, 60);
    running.instants.resolved = None;
    let report = report(&[running], &setting());
    assert_eq!((report.counted.incidents, report.counted.running), (1, 1));
    assert_eq!(
        (
            report.clocks.mtta.all.n,
            report.clocks.mttr.all.n,
            report.clocks.mtrs.all.n
        ),
        (1, 0, 0)
    );
    assert!(report.time_in_severity.is_empty());
}

#[test]
fn the_time_in_each_severity_is_summed() {
    let changed = Record {
        severity_times: vec![
            TimeIn {
                severity: Severity::Sev2,
                seconds: 600,
            },
            TimeIn {
                severity: Severity::Sev1,
                seconds: 1800,
            },
        ],
        ..record(1, Severity::Sev1, "2026-11-01T00:00:00Z", 0, 40)
    };
    let steady = record(2, Severity::Sev1, "2026-11-02T00:00:00Z", 10, 50);
    let report = report(&[changed, steady], &setting());
    let rows: Vec<_> = report
        .time_in_severity
        .iter()
        .map(|row| {
            (
                row.severity,
                row.incidents,
                row.total_seconds,
                row.spread.median_seconds,
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (Severity::Sev1, 2, 5400, Some(2700)),
            (Severity::Sev2, 1, 600, Some(600))
        ]
    );
}

/// A record whose postmortem was due by the 10th.
fn due(reviewed: Option<&str>, status: Option<PostmortemStatus>) -> Record {
    let mut record = record(1, Severity::Sev2, "2026-11-01T00:00:00Z", 5, 60);
    record.postmortem = Postmortem {
        due: true,
        status,
        merged: status == Some(PostmortemStatus::Closed),
        skipped: (status == Some(PostmortemStatus::Skipped)).then(|| "It was ours to test.".into()),
        reviewed: reviewed.map(at),
        closed: None,
    };
    record.meeting.deadline = Some(at("2026-11-10T18:00:00Z"));
    record
}

#[test]
fn every_postmortem_that_was_due_has_one_outcome() {
    use PostmortemOutcome as O;
    use PostmortemStatus as S;
    let (before, after) = (at("2026-11-09T00:00:00Z"), at("2026-11-30T12:00:00Z"));
    for (reviewed, status, now, expected) in [
        (Some("2026-11-10T18:00:00Z"), Some(S::Closed), after, O::InTime),
        (Some("2026-11-10T18:00:01Z"), Some(S::Reviewed), after, O::Late),
        (None, Some(S::InReview), after, O::Overdue),
        (None, Some(S::Draft), before, O::Pending),
        (None, None, after, O::Overdue),
        (None, Some(S::Closed), after, O::Undated),
        (None, Some(S::Skipped), after, O::Skipped),
    ] {
        assert_eq!(
            PostmortemOutcome::of(&due(reviewed, status), now),
            Some(expected),
            "{status:?}"
        );
    }
    let mut not_due = due(None, None);
    not_due.postmortem.due = false;
    assert_eq!(PostmortemOutcome::of(&not_due, after), None);
}

#[test]
fn every_meeting_that_was_due_has_one_outcome() {
    use MeetingOutcome as O;
    use PostmortemStatus as S;
    let (before, after) = (at("2026-11-09T00:00:00Z"), at("2026-11-30T12:00:00Z"));
    let of = |held: Option<&str>, skipped: bool, status, now| {
        let mut record = due(None, status);
        record.meeting.held = held.map(at);
        record.meeting.skipped = skipped.then(|| "Read by all".into());
        MeetingOutcome::of(&record, now)
    };
    assert_eq!(
        of(Some("2026-11-10T18:00:00Z"), false, Some(S::Closed), after),
        Some(O::InTime)
    );
    assert_eq!(
        of(Some("2026-11-11T00:00:00Z"), false, Some(S::Closed), after),
        Some(O::Late)
    );
    assert_eq!(of(None, true, Some(S::Closed), after), Some(O::Skipped));
    assert_eq!(of(None, false, Some(S::Closed), after), Some(O::NotHeld));
    assert_eq!(of(None, false, Some(S::Draft), after), Some(O::Overdue));
    assert_eq!(of(None, false, Some(S::Draft), before), Some(O::Pending));
    assert_eq!(of(None, false, Some(S::Skipped), after), None);
}

#[test]
fn reasons_are_kept_and_nobody_is_named() {
    let report = report(&[due(None, Some(PostmortemStatus::Skipped))], &setting());
    assert_eq!((report.postmortems.due, report.postmortems.skipped), (1, 1));
    assert_eq!((report.postmortems.still_open, report.meetings.due), (0, 0));
    assert_eq!(
        report.postmortems.skipped_because[0].reason,
        "It was ours to test."
    );
}

#[test]
fn ways_of_noticing_and_tags_are_counted() {
    let of = |number, way, tags: &[&str]| Record {
        detected_by: way,
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..record(number, Severity::Sev2, "2026-11-01T00:00:00Z", 5, 60)
    };
    let records = [
        of(
            1,
            Some(DetectedBy::Customer),
            &["Database", "database ", "deploy"],
        ),
        of(2, None, &["deploy", ""]),
        of(3, Some(DetectedBy::Customer), &["deploy"]),
    ];
    let report = report(&records, &setting());
    let ways: Vec<_> = report
        .detection
        .iter()
        .map(|way| (way.detected_by, way.incidents))
        .collect();
    assert_eq!(ways, [(Some(DetectedBy::Customer), 2), (None, 1)]);
    let tags: Vec<_> = report
        .tags
        .iter()
        .map(|tag| (tag.tag.as_str(), tag.incidents))
        .collect();
    assert_eq!(tags, [("deploy", 3), ("database", 1)]);
}

proptest! {
    #[test]
    fn each_incident_counts_once_and_the_clocks_add_up(
        incidents in prop::collection::vec((0_usize..4, 0_i64..400, 0_i64..600, 0_i64..6000), 0..40),
    ) {
        let records: Vec<Record> = incidents
            .iter()
            .zip(1..)
            .map(|((severity, days, taken, resolved), number)| {
                let day = at("2025-11-01T00:00:00Z") + chrono::TimeDelta::days(*days % 390);
                record(number, Severity::ALL[*severity], &day.to_rfc3339(), *taken, *resolved)
            })
            .collect();
        let report = report(&records, &setting());
        let whole = records.len();
        prop_assert_eq!(report.counted.incidents, whole);
        prop_assert_eq!(report.counted.by_severity.values().sum::<usize>(), whole);
        prop_assert_eq!(report.by_bin.iter().map(|counts| counts.incidents).sum::<usize>(), whole);
        for clock in [&report.clocks.mtta, &report.clocks.mttr, &report.clocks.mtrs] {
            prop_assert_eq!(clock.all.n, whole);
            prop_assert_eq!(clock.by_bin.iter().map(|row| row.spread.n).sum::<usize>(), whole);
            prop_assert_eq!(clock.by_severity.iter().map(|row| row.spread.n).sum::<usize>(), whole);
        }
        for one in &report.incidents {
            let parts = one.mtta_seconds.zip(one.mttr_seconds).map(|(mtta, mttr)| mtta + mttr);
            prop_assert_eq!(parts, one.mtrs_seconds);
        }
    }

    #[test]
    fn the_order_of_records_does_not_matter(
        days in prop::collection::vec(0_i64..300, 0..20),
    ) {
        let mut records: Vec<Record> = days
            .iter()
            .zip(1..)
            .map(|(days, number)| {
                let day = at("2026-01-01T00:00:00Z") + chrono::TimeDelta::days(*days);
                record(number, Severity::Sev2, &day.to_rfc3339(), 1, 2)
            })
            .collect();
        let one = report(&records, &setting());
        records.reverse();
        prop_assert_eq!(one, report(&records, &setting()));
    }
}
