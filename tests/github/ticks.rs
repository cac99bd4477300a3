//! Ticks in the response checklist belong to whoever made them, whenever they did.

use closeout::{
    domain::{
        checklist::{self, Item, Practice},
        event::EventKind,
        marker::Slot,
        phase::{Instants, Phase},
        report::CanReport,
        severity::Severity,
    },
    message::{
        Message,
        context::{ChecklistRow, PostmortemRow, SeveritySource, StatusContext},
    },
    plan::effect::Effect,
};

use crate::{
    execute::voice,
    stage::{REPOSITORY, Stage},
};

/// The status comment of an incident in this phase; nothing is ticked as far as the plan knows.
fn status(phase: Phase) -> Box<Message> {
    let row = |practice: Practice| ChecklistRow {
        item: Item::Practice(practice),
        key: Item::Practice(practice).key(),
        ticked: false,
    };
    Box::new(Message::Status(Box::new(StatusContext {
        phase,
        awaiting_confirmation: false,
        drill: false,
        severity: Severity::Sev1,
        severity_source: SeveritySource::Chosen,
        definitions: Vec::new(),
        severity_change: None,
        severity_times: Vec::new(),
        withdrawn: None,
        left_open: None,
        impact: None,
        detected_by: None,
        declared_at: "2026-11-20T04:20:00Z".parse().unwrap(),
        instants: Instants::default(),
        roles: Vec::new(),
        postmortem: PostmortemRow::NotRequired,
        announcement: None,
        meeting: None,
        can: CanReport::default(),
        checklist: Practice::ALL.map(row).into(),
        timeline: Vec::new(),
        earlier_rows: 0,
        snoozed_until: None,
        snoozed: Vec::new(),
        next: Vec::new(),
        url: "https://github.example/acme/ops/issues/1".into(),
        kept: Vec::new(),
        items: None,
        item_records: Vec::new(),
    })))
}

/// Numeric id and body of the only comment.
async fn comment(stage: &Stage) -> (u64, String) {
    let seen = stage.look().await.unwrap();
    let mut comments = seen.events.into_iter().filter_map(|event| match event.kind {
        EventKind::Commented(comment) => Some((comment.id, comment.body)),
        _ => None,
    });
    let only = comments.next().unwrap();
    assert_eq!(comments.next(), None);
    only
}

#[tokio::test]
async fn a_tick_made_after_the_observation_survives_the_edit() {
    let stage = Stage::set().await;
    let post = Effect::PostComment {
        number: 1,
        slot: Slot::Status,
        message: status(Phase::Declared),
        voice: voice(),
    };
    stage.execute(&post).await.unwrap();
    let (id, _) = comment(&stage).await;
    let edit = |phase: Phase| Effect::EditComment {
        id,
        slot: Slot::Status,
        message: status(phase),
        voice: voice(),
    };
    let planned = edit(Phase::Acknowledged);
    let tick = |nth: usize, done: bool| {
        stage
            .mona
            .tick(REPOSITORY, 1, Some(id.try_into().unwrap()), nth, done)
            .unwrap();
    };
    tick(1, true);
    tick(3, true);
    stage.execute(&planned).await.unwrap();
    let ticked = |body: &str| checklist::ticked(body).map(str::to_owned).collect::<Vec<_>>();
    let (_, body) = comment(&stage).await;
    assert_eq!(ticked(&body), ["stop-the-bleeding", "announce"], "{body}");

    tick(1, false);
    stage.execute(&edit(Phase::Mitigated)).await.unwrap();
    let (_, body) = comment(&stage).await;
    assert_eq!(ticked(&body), ["announce"], "{body}");
    stage.close();
}
