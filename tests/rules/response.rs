//! Roles, reports, severity, the timeline, and how an incident turns out to be none.

use closeout::domain::{
    event::{EventKind, Reference, Referrer},
    incident::{AnswerLine, Fact},
    observation::{Shipment, Shipped},
    person::{Actor, Login},
    phase::Milestone,
    refusal::Refusal,
    report::{CanPart, Detector},
    role::Role,
    severity::Severity,
};

use super::story::Story;

/// The words that the latest comment deserves.
fn answer(story: &Story) -> Vec<AnswerLine> {
    story.incident().answers[&story.last_id()].lines.clone()
}

fn refusal(story: &Story) -> Refusal {
    match answer(story).as_slice() {
        [AnswerLine::Refused { refusal, .. }] => refusal.clone(),
        lines => panic!("not refused: {lines:?}"),
    }
}

#[test]
fn duties_are_told_once_to_whom_a_role_is_given() {
    let story = Story::declared().says("alice", "/commander @bob");
    let duties = |from: Option<&str>, reason: Option<&str>, login: &str| AnswerLine::Duties {
        role: Role::Commander,
        login: Login::new(login),
        from: from.map(Login::new),
        reason: reason.map(str::to_owned),
    };
    assert_eq!(answer(&story), [duties(None, None, "bob")]);
    let handed_over = story.says("bob", "/commander @carol my shift ends");
    assert_eq!(
        answer(&handed_over),
        [duties(Some("bob"), Some("my shift ends"), "carol")]
    );
    let back = handed_over.says("carol", "/commander @bob");
    assert_eq!(answer(&back), [], "bob knows them");
    let again = back.says("bob", "/commander me");
    assert_eq!(answer(&again), []);
    assert_eq!(
        again
            .rows()
            .iter()
            .filter(|row| row.contains("Appointed"))
            .count(),
        3,
        "{:?}",
        again.rows()
    );
}

#[test]
fn a_commander_with_another_role_is_warned_once() {
    let story = Story::declared().says("bob", "/commander me\n/comms me\n/tech me");
    let warnings: Vec<_> = answer(&story)
        .into_iter()
        .filter(|line| matches!(line, AnswerLine::DoubleRole { .. }))
        .collect();
    assert_eq!(
        warnings,
        [AnswerLine::DoubleRole {
            role: Role::CommsLead,
            login: Login::new("bob")
        }]
    );
}

#[test]
fn roles_can_be_vacated_and_after_the_end_only_the_owner_has_duties() {
    let vacated = Story::declared()
        .says("bob", "/scribe me")
        .says("bob", "/scribe none");
    assert_eq!(vacated.incident().roles.get(&Role::Scribe), None);
    assert!(vacated.rows()[2].contains("Vacated"), "{:?}", vacated.rows());

    let late = Story::declared()
        .says("bob", "/resolved")
        .says("bob", "/deputy me");
    assert_eq!(answer(&late), []);
    let owned = late.says("bob", "/owner me");
    assert!(matches!(
        answer(&owned)[..],
        [AnswerLine::Duties {
            role: Role::Owner,
            ..
        }]
    ));
}

#[test]
fn a_report_replaces_only_the_parts_it_holds() {
    let story = Story::declared()
        .wait(5)
        .says(
            "bob",
            "/can\nConditions: one in three fails\nNeeds: a database expert",
        )
        .wait(10)
        .says("bob", "/can\nActions: rolling back\nNeeds:");
    let can = story.incident().can;
    let parts: Vec<(CanPart, &str)> = can
        .parts
        .iter()
        .map(|entry| (entry.part, entry.text.as_str()))
        .collect();
    assert_eq!(
        parts,
        [
            (CanPart::Conditions, "one in three fails"),
            (CanPart::Actions, "rolling back")
        ]
    );
    assert_eq!(can.updates.len(), 2);
    assert!(story.rows()[1].contains("Conditions"), "{:?}", story.rows());
    let over = story.says("bob", "/resolved").says("bob", "/can\nNeeds: sleep");
    assert_eq!(
        refusal(&over),
        Refusal::AlreadyResolved {
            command: "can".into()
        }
    );
}

#[test]
fn rows_of_the_timeline_stand_at_their_own_time() {
    let story = Story::declared()
        .wait(30)
        .says("bob", "/timeline 09:10 error rate doubled")
        .says("bob", "/timeline looking at the gateway");
    assert_eq!(
        story.rows(),
        [
            "09:00 Declared",
            "09:10 Noted { text: \"error rate doubled\" }",
            "09:30 Noted { text: \"looking at the gateway\" }",
        ]
    );
}

#[test]
fn marked_comments_are_in_the_timeline_while_somebody_who_may_command_marks_them() {
    let story = Story::declared().wait(3).says("bob", "The gateway answers 502.");
    assert_eq!(story.rows().len(), 1);
    let by_stranger = story.clone().marked_by(&["stranger"]);
    assert_eq!(by_stranger.permissions_needed(), ["stranger"]);
    assert_eq!(by_stranger.rows().len(), 1);
    let by_carol = story.marked_by(&["stranger", "carol"]);
    assert_eq!(
        by_carol.rows()[1],
        "09:03 Said { text: \"The gateway answers 502.\" }"
    );
    let mark = format!("react to comment {}: Marked(Rocket)", by_carol.last_id());
    assert!(by_carol.planned().contains(&mark), "{:?}", by_carol.planned());

    let on_record = by_carol.marked_by(&["somebody-who-left"]).marked_by_us();
    assert_eq!(on_record.permissions_needed(), [""; 0]);
    assert_eq!(on_record.rows().len(), 2);
    let taken_back = on_record.marked_by(&[]);
    assert_eq!(taken_back.rows().len(), 1);
    assert!(
        taken_back.planned()[0].starts_with("take reaction back"),
        "{:?}",
        taken_back.planned()
    );
}

#[test]
fn what_landed_and_what_was_shipped_meanwhile_is_evidence() {
    let reference = |by, title: &str, n: u32| {
        EventKind::Referenced(Reference {
            by,
            title: title.into(),
            url: format!("https://github.example/acme/shop/{n}"),
        })
    };
    let merged = |story: &Story, minute| Referrer::PullRequest {
        merged_at: Some(story.minute(minute)),
    };
    let mut story = Story::declared().says("bob", "/started 08:50").wait(5);
    let (in_time, too_late) = (merged(&story, 15), merged(&story, 90));
    story = story
        .does("bob", reference(in_time, "Revert \"Speed up checkout\"", 1))
        .does("bob", reference(too_late, "Never again", 2))
        .does("bob", reference(Referrer::Commit, "Turn the flag off", 3));
    let shipment = |minute: i64, what: Shipped| Shipment {
        at: story.minute(minute),
        by: Some(Actor::bot("deployer[bot]")),
        what,
        url: format!("https://github.example/acme/shop/at/{minute}"),
    };
    let deployment = |failed| Shipped::Deployment {
        environment: "production".into(),
        commit: "abc1234".into(),
        failed,
    };
    let shipments = vec![
        shipment(60, deployment(false)),
        shipment(-15, deployment(true)),
        shipment(-71, Shipped::Release { name: "v41".into() }),
    ];
    story.observation.shipments = shipments;
    let story = story.wait(20).says("bob", "/resolved");
    let landed = |title: &str, revert| format!("Landed {{ title: {title:?}, revert: {revert} }}");
    let expected = [
        "08:45 Deployed { environment: \"production\", commit: \"abc1234\", failed: true }".to_owned(),
        "08:50 Reached { milestone: Started }".to_owned(),
        "09:00 Declared".to_owned(),
        format!("09:05 {}", landed("Turn the flag off", false)),
        "09:05 Referenced { title: \"Never again\" }".to_owned(),
        format!("09:15 {}", landed("Revert \"Speed up checkout\"", true)),
        "09:25 Reached { milestone: Resolved }".to_owned(),
    ];
    let mut rows = story.rows();
    rows.sort();
    assert_eq!(rows, expected);
    assert_eq!(story.incident().kept.len(), 1);

    let kept = story.incident().kept;
    let mut later = story.posted_keeping(kept);
    later.observation.shipments.clear();
    let mut rows = later.rows();
    rows.sort();
    assert_eq!(
        rows, expected,
        "GitHub shows only the latest, the status comment the rest"
    );
}

#[test]
fn detection_has_a_time_and_a_witness() {
    let story = Story::declared()
        .wait(30)
        .says("bob", "/detected 08:40 by customer")
        .says("bob", "/detected by monitor");
    let incident = story.incident();
    assert_eq!(incident.detected_by, Some(Detector::Monitor));
    assert_eq!(incident.instants.detected, Some(story.minute(-20)));
    assert_eq!(
        incident.instants.started,
        Some(story.minute(-20)),
        "it began no later"
    );
    let contradiction = story.says("bob", "/started 08:45");
    assert!(matches!(
        refusal(&contradiction),
        Refusal::ImpossibleOrder {
            milestone: Milestone::Started,
            other: Milestone::Detected,
            ..
        }
    ));
}

#[test]
fn time_in_each_severity_is_kept() {
    let story = Story::declared()
        .labels("alice", "SEV3")
        .wait(20)
        .says("bob", "/sev 1")
        .wait(40)
        .unlabels("bob", "SEV3")
        .says("bob", "/sev 3")
        .wait(5);
    let spans: Vec<(Severity, i64)> = story
        .incident()
        .time_in_severity(story.now())
        .into_iter()
        .map(|(severity, span)| (severity, span.num_minutes()))
        .collect();
    assert_eq!(spans, [(Severity::Sev3, 25), (Severity::Sev1, 40)]);
    let by: Vec<_> = story
        .incident()
        .severity_history
        .iter()
        .filter_map(|change| change.by.clone())
        .collect();
    assert_eq!(by, ["alice", "bob", "bob"].map(Login::new));
}

#[test]
fn snoozing_has_an_end() {
    let story = Story::declared().says("bob", "/snooze 2h");
    assert_eq!(
        story.incident().snoozed_until,
        Some(story.minute(120) + chrono::Duration::seconds(30))
    );
    assert_eq!(
        story.clone().says("bob", "/snooze off").incident().snoozed_until,
        None
    );
    assert_eq!(
        refusal(&story.clone().says("bob", "/snooze 31 days")),
        Refusal::SnoozeTooLong { at_most_days: 30 }
    );
    assert!(matches!(
        refusal(&story.says("bob", "/snooze until 2026-11-19 10:00")),
        Refusal::SnoozeInThePast { .. }
    ));
}

#[test]
fn a_fact_is_told_once_however_often_it_is_said() {
    let story = Story::declared()
        .says("bob", "/commander me")
        .says("bob", "/ic me")
        .says("carol", "/sev 2")
        .says("carol", "/sev 2");
    let facts: Vec<Fact> = story
        .incident()
        .timeline
        .into_iter()
        .map(|row| row.fact)
        .collect();
    assert_eq!(facts.len(), 3, "{facts:?}");
}
