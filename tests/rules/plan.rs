//! What is done about it, and when we look again.

use chrono::{Duration, TimeZone, Utc};
use closeout::{
    domain::{
        event::{EventKind, Place, Verdict},
        marker::Slot,
        observation::PullRequestState,
        person::Login,
    },
    plan::effect::{Effect, Plan},
};

use super::story::Story;

fn accepted() -> Verdict {
    Verdict {
        accepted: true,
        refused: false,
        marked: false,
    }
}

#[test]
fn nothing_is_done_about_ordinary_issues() {
    assert_eq!(
        Story::opened_by("alice").labels("alice", "bug").plan(),
        Plan::default()
    );
}

#[test]
fn a_new_incident_gets_labels_and_one_status_comment() {
    let story = Story::declared();
    assert_eq!(story.planned(), ["post Status on #7"]);
    let created = story
        .plan()
        .effects
        .iter()
        .filter(|effect| matches!(effect, Effect::CreateLabel(_)))
        .count();
    assert!(created >= 10, "{created} labels");
}

#[test]
fn labels_that_exist_are_not_created_again_whatever_their_case() {
    let mut story = Story::declared();
    story.observation.repository.labels = vec!["Incident".into(), "sev1".into()];
    let created: Vec<String> = story
        .plan()
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::CreateLabel(label) => Some(label.name.to_lowercase()),
            _ => None,
        })
        .collect();
    assert!(
        !created.contains(&"incident".to_owned()) && !created.contains(&"sev1".to_owned()),
        "{created:?}"
    );
}

#[test]
fn the_worse_severity_stays_and_the_other_goes() {
    let story = Story::declared().labels("bob", "SEV1").labels("bob", "SEV3");
    assert_eq!(
        story.planned(),
        ["remove label \"SEV3\" from #7", "post Status on #7"]
    );
}

#[test]
fn a_chosen_severity_becomes_the_label() {
    let story = Story::declared().labels("bob", "SEV3").says("bob", "/sev 1");
    let id = story.last_id();
    assert_eq!(
        story.planned(),
        [
            "add label \"SEV1\" to #7".to_owned(),
            "remove label \"SEV3\" from #7".to_owned(),
            format!("react to comment {id}: Accepted"),
            "post Status on #7".to_owned(),
        ]
    );
}

#[test]
fn strangers_get_a_reaction_and_no_words() {
    let story = Story::declared().says("stranger", "/sev 1");
    assert_eq!(
        story.planned(),
        [
            format!("react to comment {}: Refused", story.last_id()),
            "post Status on #7".into()
        ]
    );
}

#[test]
fn who_is_refused_in_words_gets_them_first_or_would_become_a_stranger() {
    let story = Story::declared().says("bob", "/severty 1");
    let id = story.last_id();
    assert_eq!(
        story.planned()[..2],
        [
            format!("post Reply({id}) on #7"),
            format!("react to comment {id}: Refused"),
        ]
    );
}

#[test]
fn a_corrected_command_takes_its_refusal_back() {
    let refused = Verdict {
        accepted: false,
        refused: true,
        marked: false,
    };
    let mut story = Story::declared().said("bob", "/ack", refused);
    let id = story.last_id();
    story = story.posted(Slot::Reply(id));
    let reply = story.last_id();
    assert_eq!(
        story.planned(),
        [
            format!("fold comment IC_{reply}"),
            format!("react to comment {id}: Accepted"),
            format!("take reaction back from comment {id}: Refused"),
            "post Status on #7".to_owned(),
        ]
    );
}

#[test]
fn the_reply_to_a_deleted_comment_is_folded_away() {
    let story = Story::declared().posted(Slot::Reply(55));
    assert!(
        story
            .planned()
            .contains(&format!("fold comment IC_{}", story.last_id()))
    );
}

#[test]
fn resolution_of_a_major_incident_opens_the_postmortem() {
    let story = Story::declared()
        .labels("bob", "SEV2")
        .wait(120)
        .said("bob", "/resolved", accepted());
    assert_eq!(
        story.planned(),
        [
            "create branch postmortem/7 at base0",
            "commit postmortems/2026/7-checkout-fails.md to postmortem/7",
            "open draft pull request postmortem/7 into main",
            "post Status on #7",
        ]
    );
}

#[test]
fn a_branch_left_by_a_crash_is_used() {
    let mut story = Story::declared()
        .labels("bob", "SEV2")
        .said("bob", "/owner me\n/resolved", accepted());
    story.observation.branch_head = Some("base0".into());
    assert_eq!(
        story.planned()[..3],
        [
            "post Reply(101) on #7",
            "commit postmortems/2026/7-checkout-fails.md to postmortem/7",
            "open draft pull request postmortem/7 into main",
        ]
    );
    story.observation.branch_head = Some("doc0".into());
    story.observation.branch_is_written = true;
    assert_eq!(
        story.planned()[1],
        "open draft pull request postmortem/7 into main",
        "the document is there already"
    );
}

#[test]
fn minor_incidents_get_a_postmortem_on_request_only() {
    let minor = Story::declared()
        .labels("bob", "SEV3")
        .said("bob", "/resolved", accepted());
    assert_eq!(minor.planned(), ["post Status on #7"]);
    let asked = minor.said("bob", "/postmortem\n/owner me", accepted());
    assert!(
        asked
            .planned()
            .contains(&"open draft pull request postmortem/7 into main".to_owned())
    );
}

#[test]
fn a_skipped_postmortem_closes_the_issue() {
    let story = Story::declared().labels("bob", "SEV2").said(
        "bob",
        "/commander me\n/resolved\n/postmortem skip test data only",
        accepted(),
    );
    assert_eq!(
        story.planned(),
        [
            "add label \"postmortem: skipped\" to #7",
            "post Reply(101) on #7",
            "post Status on #7",
            "close #7: Completed"
        ]
    );
}

/// Resolved on a Friday, owned by bob, with its pull request open since.
fn in_postmortem() -> Story {
    Story::declared()
        .labels("bob", "SEV2")
        .said("bob", "/owner me\n/resolved", accepted())
        .pull_request()
}

#[test]
fn the_owner_is_assigned_unless_somebody_took_them_off() {
    assert!(in_postmortem().planned().contains(&"assign bob to #8".to_owned()));
    let mut story = in_postmortem();
    let at = story.now();
    story.observation.events.push(closeout::domain::event::Event {
        at,
        actor: None,
        place: Place::PullRequest,
        kind: EventKind::Unassigned("Bob".into()),
    });
    assert!(!story.planned().contains(&"assign bob to #8".to_owned()));
}

#[test]
fn the_deadline_is_when_we_look_again() {
    // Five business days after Friday 20 November is Friday 27 November, 18:00; the reminder waits for Monday.
    let monday = Utc
        .with_ymd_and_hms(2026, 11, 30, 10, 0, 0)
        .single()
        .expect("a date");
    let story = in_postmortem().pull(|pull| pull.assignees = vec![Login::new("bob")]);
    assert_eq!(story.plan().wake_at, Some(monday));

    let minutes = (monday - story.now()).num_minutes() + 1;
    let late = story.wait(minutes);
    let nudge = "post Nudge([\"deadline-missed@2026-11-27.0\"]) on #7".to_owned();
    assert!(late.planned().contains(&nudge), "{:?}", late.planned());

    let nudged = late.posted(Slot::Nudge(vec!["deadline-missed@2026-11-27.0".into()]));
    assert!(!nudged.planned().contains(&nudge));
    let next_week = monday + Duration::days(7);
    assert_eq!(
        nudged.plan().wake_at,
        Some(next_week),
        "the owner commanded, and nobody else is named"
    );
}

#[test]
fn nobody_is_reminded_at_night() {
    let story = in_postmortem();
    let night = Utc
        .with_ymd_and_hms(2026, 12, 1, 3, 0, 0)
        .single()
        .expect("a date");
    let minutes = (night - story.now()).num_minutes();
    let plan = story.wait(minutes).plan();
    assert!(!plan.effects.iter().any(|effect| matches!(
        effect,
        Effect::PostComment {
            slot: Slot::Nudge(_),
            ..
        }
    )));
    assert_eq!(plan.wake_at, Some(night + Duration::hours(7)));
}

#[test]
fn a_reviewed_postmortem_is_not_chased() {
    let story = in_postmortem()
        .pull(|pull| {
            pull.draft = false;
            pull.approvals = vec![Login::new("carol")];
        })
        .said("bob", "/meeting held", accepted());
    let monday = story.minute((3 * 24 + 1) * 60);
    assert_eq!(
        story.plan().wake_at,
        Some(monday),
        "to be merged within a business day"
    );
    assert!(
        story
            .planned()
            .contains(&"add label \"postmortem: reviewed\" to #8".to_owned())
    );
}

#[test]
fn merging_ends_in_closed() {
    let merged = in_postmortem().wait(60 * 24).pull(|pull| {
        pull.state = PullRequestState::Merged;
        pull.draft = false;
    });
    let merged = {
        let at = merged.now();
        merged.pull(|pull| pull.merged_at = Some(at))
    };
    assert_eq!(
        merged.planned(),
        [
            "add label \"postmortem: closed\" to #7",
            "add label \"postmortem: closed\" to #8",
            "post Reply(101) on #7",
            "publish check \"closeout / postmortem\" on doc0: Success",
            "post Status on #7",
            "post Learnings on #7",
            "close #7: Completed",
        ]
    );
    assert_eq!(merged.plan().wake_at, None);
}

#[test]
fn closed_unmerged_is_asked_about() {
    let closed = in_postmortem()
        .wait(60)
        .pull(|pull| pull.state = PullRequestState::Closed);
    let mut closed = closed;
    let at = closed.now();
    closed.observation.events.push(closeout::domain::event::Event {
        at,
        actor: None,
        place: Place::PullRequest,
        kind: EventKind::Closed(closeout::domain::event::CloseReason::Completed),
    });
    assert!(
        closed
            .planned()
            .iter()
            .any(|line| line.starts_with("post Nudge([\"abandoned@")),
        "{:?}",
        closed.planned()
    );
}

#[test]
fn paths_and_deadlines_follow_the_repositorys_policy() {
    let story = Story::declared()
        .title("決済が失敗する <!-- --> @everyone/../x")
        .policy("time_zone: Asia/Tokyo\npostmortem: {folder: docs/pm}\nseverities: {SEV2: {meeting_within: 1 calendar day}}")
        .labels("bob", "SEV2")
        .said("bob", "/owner me\n/resolved", accepted());
    let planned = story.planned();
    assert!(
        planned[2].starts_with("commit docs/pm/2026/7-決済が失敗する"),
        "{planned:?}"
    );
    assert!(!planned[2].contains(".."), "{planned:?}");
    // Resolved at 18:00 in Tokyo; one calendar day later at 18:00 is the deadline, a Saturday, still to be kept.
    let with_pull = story.pull_request();
    let monday = Utc
        .with_ymd_and_hms(2026, 11, 23, 1, 0, 0)
        .single()
        .expect("a date");
    assert_eq!(with_pull.plan().wake_at, Some(monday));
}
