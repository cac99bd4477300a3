//! How an incident turns out to be none, how it is taken up again, and how it survives a label's new name.

use closeout::domain::{
    event::CloseReason,
    incident::AnswerLine,
    marker::Slot,
    person::{Actor, Login},
    phase::Phase,
    refusal::Refusal,
    report::Withdrawal,
};

use super::story::Story;

fn refusal(story: &Story) -> Refusal {
    match story.incident().answers[&story.last_id()].lines.as_slice() {
        [AnswerLine::Refused { refusal, .. }] => refusal.clone(),
        lines => panic!("not refused: {lines:?}"),
    }
}

#[test]
fn a_false_alarm_is_withdrawn_and_taken_up_again() {
    let story = Story::declared()
        .wait(5)
        .says("bob", "/false-alarm the probe was broken");
    let incident = story.incident();
    assert_eq!(incident.phase, Phase::Withdrawn);
    let reason = Some("the probe was broken".to_owned());
    assert_eq!(
        incident.withdrawn.map(|withdrawn| (withdrawn.why, withdrawn.by)),
        Some((Withdrawal::FalseAlarm { reason }, Some(Login::new("bob"))))
    );
    assert!(story.planned().contains(&"close #7: NotPlanned".to_owned()));
    let closed = story.closed_by(Actor::bot("closeout[bot]"), CloseReason::NotPlanned);
    assert_eq!(refusal(&closed.clone().says("bob", "/ack")), Refusal::Withdrawn);
    let reopened = closed.wait(3).reopened("bob");
    assert_eq!(reopened.incident().phase, Phase::Acknowledged);
    assert_eq!(reopened.incident().withdrawn, None);
}

#[test]
fn closing_the_issue_says_how_it_ended() {
    let closed = |reason| {
        let story = Story::declared().wait(5).closed_by(Actor::person("bob"), reason);
        let incident = story.incident();
        (incident.phase, incident.withdrawn.map(|withdrawn| withdrawn.why))
    };
    assert_eq!(closed(CloseReason::Completed), (Phase::Resolved, None));
    assert_eq!(
        closed(CloseReason::NotPlanned),
        (Phase::Withdrawn, Some(Withdrawal::FalseAlarm { reason: None }))
    );
    assert_eq!(
        closed(CloseReason::Duplicate),
        (Phase::Withdrawn, Some(Withdrawal::Duplicate { of: None }))
    );
}

#[test]
fn an_incident_is_no_duplicate_of_itself() {
    for line in ["/duplicate #7", "/duplicate acme/SHOP#7"] {
        assert_eq!(
            refusal(&Story::declared().says("bob", line)),
            Refusal::DuplicateOfItself,
            "{line}"
        );
    }
    let duplicate = Story::declared().says("bob", "/duplicate #6");
    assert!(duplicate.planned().contains(&"close #7: Duplicate".to_owned()));
}

#[test]
fn a_withdrawn_incidents_postmortem_is_closed_unless_others_wrote_it() {
    let story = Story::declared()
        .labels("bob", "SEV2")
        .says("bob", "/resolved")
        .pull_request()
        .wait(5)
        .says("bob", "/false-alarm the graph was wrong");
    assert!(story.planned().contains(&"close pull request #8".to_owned()));
    let others = story.pull(|pull| pull.others_committed = true);
    assert!(!others.planned().contains(&"close pull request #8".to_owned()));
}

#[test]
fn a_renamed_label_does_not_end_the_incident() {
    let story = Story::declared()
        .wait(1)
        .posted(Slot::Status)
        .wait(60)
        .label_renamed("incident", "outage");
    let incident = story.incident();
    assert_eq!(incident.phase, Phase::Acknowledged);
    assert_eq!(incident.declared_at, Story::declared().incident().declared_at);
    assert!(
        story
            .planned()
            .contains(&"add label \"incident\" to #7".to_owned())
    );
    let healed = story.labels_as(Actor::bot("closeout[bot]"), "incident");
    assert_eq!(healed.incident().declared_at, incident.declared_at);
    assert_eq!(
        healed.wait(1).unlabels("bob", "incident").incident().phase,
        Phase::Withdrawn
    );
}
