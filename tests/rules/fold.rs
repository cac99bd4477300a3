//! What events amount to.

use closeout::domain::{
    event::{EventKind, Place, Verdict},
    incident::{AnswerLine, Fact, Standing},
    marker::Slot,
    person::{Actor, Login},
    phase::{Milestone, Phase},
    postmortem::PostmortemStatus,
    refusal::Refusal,
    role::Role,
    severity::Severity,
};

use super::story::Story;

#[test]
fn an_issue_without_the_label_is_no_incident() {
    let story = Story::opened_by("alice").says("alice", "/ack");
    assert_eq!(story.incident().standing, Standing::NotDeclared);
    assert_eq!(story.permissions_needed(), [""; 0]);
}

#[test]
fn a_person_who_declares_has_acknowledged() {
    let incident = Story::declared().incident();
    assert_eq!(
        (incident.standing, incident.phase),
        (Standing::Declared, Phase::Acknowledged)
    );
    assert_eq!(incident.instants.started, Some(incident.declared_at));
    assert_eq!(incident.instants.acknowledged, Some(incident.declared_at));
}

#[test]
fn an_alert_that_declares_waits_for_somebody() {
    let alert = Actor::bot("pager[bot]");
    let mut story = Story::opened_by("pager[bot]");
    story.observation.issue.author = Some(alert.clone());
    let story = story.labels_as(alert, "incident");
    assert_eq!(story.incident().phase, Phase::Declared);
    let acknowledged = story.wait(4).says("bob", "/commander me").incident();
    assert_eq!(acknowledged.phase, Phase::Acknowledged);
    assert_eq!(acknowledged.roles[&Role::Commander], Login::new("bob"));
}

#[test]
fn a_label_applied_at_opening_needs_the_authors_rights() {
    let rightful = Story::opened_by("alice").labels("alice", "incident");
    assert_eq!(rightful.permissions_needed(), ["alice"]);
    assert_eq!(rightful.incident().standing, Standing::Declared);
    assert!(rightful.incident().answers[&0].accepted);

    let stranger = Story::opened_by("stranger").labels("stranger", "incident");
    assert_eq!(stranger.incident().standing, Standing::AwaitingConfirmation);
    assert!(stranger.incident().answers[&0].refused);
}

#[test]
fn a_strangers_report_counts_once_somebody_confirms_it() {
    let story = Story::opened_by("stranger")
        .labels("stranger", "incident")
        .wait(10);
    let confirmed = story.clone().says("bob", "/confirm").incident();
    assert_eq!(confirmed.standing, Standing::Declared);
    assert_eq!(confirmed.instants.started, Some(story.minute(0)));
    assert_eq!(confirmed.instants.acknowledged, Some(story.minute(10)));

    let relabeled = story
        .clone()
        .unlabels("bob", "incident")
        .labels("bob", "incident")
        .incident();
    assert_eq!(relabeled.standing, Standing::Declared);

    let impatient = story.says("bob", "/ack");
    let id = impatient.last_id();
    let AnswerLine::Refused { refusal, .. } = &impatient.incident().answers[&id].lines[0] else {
        panic!("a refusal");
    };
    assert_eq!(*refusal, Refusal::AwaitingConfirmation);
}

#[test]
fn who_was_allowed_once_stays_allowed() {
    let accepted = Verdict {
        accepted: true,
        refused: false,
        marked: false,
    };
    let story = Story::declared().said("gone", "/sev 1", accepted);
    assert_eq!(story.permissions_needed(), [""; 0]);
    assert_eq!(story.incident().severity, Some(Severity::Sev1));
}

#[test]
fn strangers_are_refused_without_a_word() {
    let story = Story::declared().says("stranger", "/sev 1");
    assert_eq!(story.permissions_needed(), ["stranger"]);
    let answer = &story.incident().answers[&story.last_id()];
    assert!(answer.refused && !answer.accepted && answer.lines.is_empty());
    assert_eq!(story.incident().severity, None);

    assert_eq!(
        story.incident().participants,
        [Login::new("alice")],
        "nor do they take part"
    );

    let refused = Story::declared().said(
        "stranger",
        "/sev 1",
        Verdict {
            accepted: false,
            refused: true,
            marked: false,
        },
    );
    assert_eq!(refused.permissions_needed(), [""; 0]);
}

#[test]
fn programs_command_nobody() {
    let bot = Some(Actor::bot("helper[bot]"));
    let story = Story::declared().says_as(bot, Place::Issue, "/sev 1", Verdict::default());
    assert_eq!(story.incident().severity, None);
    assert!(!story.incident().answers.contains_key(&story.last_id()));
    assert_eq!(story.permissions_needed(), [""; 0]);
}

#[test]
fn a_mistyped_command_is_forgotten_once_it_is_corrected() {
    let mistyped = Story::declared().says("bob", "/sve 1");
    let id = mistyped.last_id();
    assert!(matches!(
        &mistyped.incident().answers[&id].lines[..],
        [AnswerLine::Refused { refusal: Refusal::UnknownCommand { nearest, .. }, .. }] if nearest == "sev"
    ));

    // Bob was answered, so he was allowed; nobody asks again when he corrects the comment.
    let refused = Verdict {
        accepted: false,
        refused: true,
        marked: false,
    };
    let mut story = Story::declared().said("bob", "/sev 1", refused);
    story = story.clone().posted(Slot::Reply(story.last_id()));
    assert_eq!(story.permissions_needed(), [""; 0]);
    assert_eq!(story.incident().severity, Some(Severity::Sev1));
}

#[test]
fn of_two_severities_the_worse_counts_until_somebody_chooses() {
    let both = Story::declared().labels("bob", "SEV3").labels("bob", "SEV1");
    assert_eq!(both.incident().severity, Some(Severity::Sev1));
    let chosen = both.wait(1).says("bob", "/sev 3");
    assert_eq!(chosen.incident().severity, Some(Severity::Sev3));
    let history: Vec<Severity> = chosen
        .incident()
        .severity_history
        .iter()
        .map(|change| change.severity)
        .collect();
    assert_eq!(history, [Severity::Sev3, Severity::Sev1, Severity::Sev3]);
}

#[test]
fn severity_by_label_is_lowered_by_taking_the_worse_one_off() {
    let story = Story::declared()
        .labels("bob", "sev1")
        .labels("bob", "SEV2")
        .unlabels("bob", "sev1");
    assert_eq!(story.incident().severity, Some(Severity::Sev2));
}

#[test]
fn labels_without_history_count_from_the_opening() {
    let mut story = Story::opened_by("alice");
    story.observation.issue.labels = vec!["incident".into(), "SEV2".into()];
    let incident = story.incident();
    assert_eq!(
        (incident.standing, incident.severity),
        (Standing::Declared, Some(Severity::Sev2))
    );
}

#[test]
fn milestones_are_reached_and_corrected() {
    let story = Story::declared()
        .wait(30)
        .says("bob", "/mitigated")
        .wait(30)
        .says("bob", "/resolved");
    let incident = story.incident();
    assert_eq!(incident.phase, Phase::Resolved);
    assert_eq!(
        incident.instants.mitigated,
        Some(story.now() - chrono::Duration::minutes(30))
    );

    let corrected = story
        .clone()
        .wait(5)
        .says("carol", "/resolved at 09:45")
        .incident();
    assert_eq!(corrected.instants.resolved, Some(story.minute(45)));
    let rows = corrected.timeline.iter().filter(|row| {
        row.fact
            == Fact::Reached {
                milestone: Milestone::Resolved,
            }
    });
    assert_eq!(rows.count(), 1, "a correction replaces the row");
}

#[test]
fn a_second_acknowledgement_changes_nothing() {
    let story = Story::declared().wait(10).says("bob", "/ack");
    let incident = story.incident();
    assert_eq!(incident.instants.acknowledged, Some(incident.declared_at));
    assert!(incident.answers[&story.last_id()].accepted);
}

#[test]
fn impossible_orders_are_refused_with_both_instants() {
    let story = Story::declared()
        .says("bob", "/started 08:50")
        .wait(60)
        .says("bob", "/resolved 08:40");
    let answer = story.incident().answers[&story.last_id()].clone();
    assert_eq!(
        answer.lines,
        [AnswerLine::Refused {
            typed: "/resolved 08:40".into(),
            refusal: Refusal::ImpossibleOrder {
                milestone: Milestone::Resolved,
                at: story.minute(-20),
                other: Milestone::Started,
                other_at: story.minute(-10),
            },
        }]
    );
    assert_eq!(story.incident().phase, Phase::Acknowledged);
}

#[test]
fn closing_resolves_and_reopening_resumes() {
    let closed = Story::declared().wait(20).does(
        "bob",
        EventKind::Closed(closeout::domain::event::CloseReason::Completed),
    );
    assert_eq!(closed.incident().phase, Phase::Resolved);
    let reopened = closed.wait(5).does("bob", EventKind::Reopened);
    assert_eq!(reopened.incident().phase, Phase::Acknowledged);
    assert_eq!(reopened.incident().instants.resolved, None);
}

#[test]
fn removing_the_label_withdraws() {
    let story = Story::declared().wait(5).unlabels("bob", "incident");
    assert_eq!(story.incident().phase, Phase::Withdrawn);
    let late = story.clone().says("bob", "/resolved");
    assert!(late.incident().answers[&late.last_id()].refused);
    let again = story.wait(5).labels("bob", "incident");
    assert_eq!(again.incident().phase, Phase::Acknowledged);
}

#[test]
fn roles_go_to_people_who_can_see_the_repository() {
    let story = Story::declared().says("bob", "/commander @reader\n/owner @nobody");
    assert_eq!(story.permissions_needed(), ["bob", "nobody", "reader"]);
    let incident = story.incident();
    assert_eq!(incident.roles.get(&Role::Commander), Some(&Login::new("reader")));
    assert_eq!(incident.roles.get(&Role::Owner), None);
    let answer = &incident.answers[&story.last_id()];
    assert!(answer.accepted && answer.refused);
    assert!(
        matches!(
            answer.lines[..],
            [AnswerLine::Duties { .. }, AnswerLine::Refused { .. }]
        ),
        "{:?}",
        answer.lines
    );
}

#[test]
fn only_commander_or_owner_may_skip() {
    let story = Story::declared().says("bob", "/postmortem skip nothing to learn");
    assert!(story.incident().answers[&story.last_id()].refused);
    let story = story
        .says("bob", "/commander me")
        .says("bob", "/postmortem skip nothing to learn");
    assert_eq!(story.incident().postmortem, Some(PostmortemStatus::Skipped));
    let story = story.says("carol", "/postmortem");
    assert_eq!(story.incident().postmortem, None);
}

#[test]
fn the_status_is_the_pull_requests_own() {
    let resolved = Story::declared().says("bob", "/resolved").pull_request();
    assert_eq!(resolved.incident().postmortem, Some(PostmortemStatus::Draft));
    let ready = resolved.pull(|pull| pull.draft = false);
    assert_eq!(ready.incident().postmortem, Some(PostmortemStatus::InReview));
    let approved = ready.pull(|pull| pull.approvals = vec![Login::new("carol")]);
    assert_eq!(
        approved.incident().postmortem,
        Some(PostmortemStatus::InReview),
        "the meeting is missing"
    );
    let held = approved.says("bob", "/meeting held");
    assert_eq!(held.incident().postmortem, Some(PostmortemStatus::Reviewed));
    let objected = held.clone().pull(|pull| pull.changes_requested = true);
    assert_eq!(objected.incident().postmortem, Some(PostmortemStatus::InReview));
}

#[test]
fn commands_in_the_first_post_count_once_it_is_an_incident() {
    let story = Story::opened_by("alice")
        .body("Payments fail.\n\n/sev 2\n/commander me")
        .wait(1);
    assert_eq!(story.incident().severity, None);
    let declared = story.labels("bob", "incident");
    assert_eq!(declared.incident().severity, Some(Severity::Sev2));
    assert_eq!(declared.incident().roles[&Role::Commander], Login::new("alice"));
}

#[test]
fn the_thread_becomes_a_timeline() {
    let mut story = Story::declared()
        .wait(3)
        .says("bob", "Looking at the **payment** gateway.\n\nMore to come.")
        .wait(4)
        .says("bob", "/sev 2")
        .wait(20)
        .says("carol", "/mitigated 09:20")
        .wait(10)
        .says("carol", "/resolved")
        .says("alice", "Thanks all");
    assert_eq!(
        story.rows(),
        [
            "09:00 Declared",
            "09:07 Severity { severity: Sev2 }",
            "09:20 Reached { milestone: Mitigated }",
            "09:37 Reached { milestone: Resolved }",
        ]
    );
    story.policy.timeline.all_comments = true;
    let said = "09:03 Said { text: \"Looking at the payment gateway.\" }";
    assert_eq!(story.rows()[1], said, "while it lasts, where the policy wants it");
    assert_eq!(story.rows().len(), 5);
    assert_eq!(
        story.incident().participants,
        ["alice", "bob", "carol"].map(Login::new)
    );
}

#[test]
fn deleted_accounts_do_not_stop_the_walk() {
    let mut story = Story::declared().says_as(None, Place::Issue, "/sev 1", Verdict::default());
    story.observation.issue.author = None;
    let incident = story.incident();
    assert_eq!(incident.severity, None);
    assert!(incident.answers[&story.last_id()].refused);
}
