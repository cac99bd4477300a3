//! Incidents to be played: people act, hours apart, so that every trouble of one act is over before the next.

use chrono::{DateTime, TimeDelta, Utc};
use closeout::{
    clock::Clock as _,
    surface::demo::stage::{Setting, Stage},
};
use github_sim::{
    Person,
    world::{OpError, Role},
};

use crate::{REPOSITORY, record::record, storm::Storm};

/// The incident and its pull request: the repository is new.
const INCIDENT: u64 = 1;
const PULL: u64 = 2;

/// From one act to the next. The sweep in the middle finds lost deliveries even about incidents that seemed to be over:
/// those are looked at once a day.
const CALM: TimeDelta = TimeDelta::hours(50);

/// What somebody does.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    Opens {
        title: &'static str,
        labels: &'static [&'static str],
    },
    Says(&'static str),
    SaysOnPull(&'static str),
    Labels(&'static str),
    /// Rewrites their latest comment on the incident.
    Edits(&'static str),
    MarksReady,
    Approves,
    Merges,
    ClosesPull,
    /// Nobody does anything for so many days.
    Waits(i64),
}
use Act::{Approves, ClosesPull, Edits, Labels, MarksReady, Merges, Opens, Says, SaysOnPull, Waits};

/// An incident, as a play.
pub(crate) struct Script {
    pub(crate) name: &'static str,
    acts: &'static [(&'static str, Act)],
}

/// The whole road to Closed, with a reminder on the way.
pub(crate) const CLOSED: Script = Script {
    name: "the whole road to Closed",
    acts: &[
        (
            "alice",
            Opens {
                title: "Checkout fails",
                labels: &["incident"],
            },
        ),
        ("alice", Says("/sev 2\n/commander me")),
        (
            "bob",
            Says("The deploy halved the connection pool.\n\n/mitigated 10m ago"),
        ),
        ("alice", Says("/resolved\n/owner @bob")),
        ("", Waits(11)),
        ("bob", MarksReady),
        // With its day, which else would depend on when the issue is opened.
        (
            "alice",
            SaysOnPull("/action P1 @bob due 2027-01-31 Alert on a full pool"),
        ),
        ("carol", Approves),
        ("bob", SaysOnPull("/meeting held")),
        ("bob", Merges),
    ],
};

/// Mistakes, strangers, corrections.
pub(crate) const CORRECTED: Script = Script {
    name: "mistakes and corrections",
    acts: &[
        (
            "alice",
            Opens {
                title: "決済が失敗する <!-- @everyone -->",
                labels: &["incident", "SEV3"],
            },
        ),
        ("mallory", Says("/resolved")),
        ("alice", Says("/severty 1")),
        ("alice", Edits("/sev 1")),
        ("bob", Labels("SEV2")),
        ("bob", Says("/ic me\n\n/help")),
        ("bob", Says("/resolved at 25:99")),
        ("bob", Edits("/resolved 20m ago")),
    ],
};

/// A postmortem that was asked for, thrown away and skipped.
pub(crate) const SKIPPED: Script = Script {
    name: "a postmortem that is skipped",
    acts: &[
        (
            "bob",
            Opens {
                title: "Search is slow",
                labels: &["incident", "SEV3"],
            },
        ),
        ("bob", Says("/commander me\n/resolved")),
        ("alice", Says("/postmortem")),
        ("alice", ClosesPull),
        ("bob", Says("/postmortem skip same cause as last week")),
    ],
};

/// All of them.
pub(crate) const SCRIPTS: [&Script; 3] = [&CLOSED, &CORRECTED, &SKIPPED];

/// Who may do what; mallory may read like everybody.
const CAST: [(&str, Role); 3] = [
    ("alice", Role::Write),
    ("bob", Role::Write),
    ("carol", Role::Admin),
];

/// While an incident goes on, people are reminded by the clock. Whoever hears of it late reminds otherwise, and rightly so:
/// that is no fault to be found here.
const QUIET: &str = "nudges: {commander_after: never, quiet_after: never}
severities:
  SEV1: {update_every: never}
  SEV2: {update_every: never}
";

/// A stage on which a script can be played.
pub(crate) async fn stage() -> Stage {
    let setting = Setting {
        public_url: Some("https://closeout.example"),
        start: "2026-11-20T09:00:00Z".parse().expect("an instant"),
        repository: REPOSITORY,
        private: false,
        cast: &CAST,
        private_key: Some(include_str!("../scenario/harness/app.private-key.pem")),
        database: "sqlite::memory:",
        address: ([127, 0, 0, 1], 0).into(),
    };
    let stage = Stage::set(&setting).await.expect("the stage can be set");
    let carol = stage.sim.person("carol");
    carol
        .commit_file(
            REPOSITORY,
            "main",
            closeout::policy::PATH,
            QUIET,
            "Configure Closeout",
        )
        .expect("carol administers the repository");
    // The labels are made before the first incident, as they are in life.
    stage.settle().await.expect("it settles");
    stage
}

impl Script {
    /// Plays it in a storm, and gives what is left on GitHub after the storm.
    pub(crate) async fn play(&self, stage: &Stage, storm: &mut Storm) -> String {
        storm.rise(stage);
        let mut next = stage.clock.now();
        for (who, act) in self.acts {
            until(stage, next).await;
            if let Waits(days) = act {
                next += TimeDelta::days(*days);
                continue;
            }
            let done = perform(&stage.sim.person(who), act, stage);
            done.unwrap_or_else(|error| panic!("{}: {who} {act:?}: {error:?}", self.name));
            storm.strike(stage, INCIDENT).await;
            if storm.loses_deliveries() {
                until(stage, next + CALM / 2).await;
                sweep(stage).await;
            }
            next += CALM;
        }
        stage.sim.faults().clear();
        until(stage, next + CALM).await;
        record(&stage.sim)
    }
}

fn perform(person: &Person, act: &Act, stage: &Stage) -> Result<(), OpError> {
    match act {
        Opens { title, labels } => person.open_issue(REPOSITORY, title, "", labels).map(drop),
        Says(words) => person.comment(REPOSITORY, INCIDENT, words).map(drop),
        SaysOnPull(words) => person.comment(REPOSITORY, PULL, words).map(drop),
        Labels(label) => person.add_label(REPOSITORY, INCIDENT, label),
        Edits(words) => person.edit_comment(latest(stage, person), words),
        MarksReady => person.mark_ready(REPOSITORY, PULL),
        Approves => person.approve(REPOSITORY, PULL).map(drop),
        Merges => person.merge(REPOSITORY, PULL).map(drop),
        ClosesPull => person.close_pull(REPOSITORY, PULL),
        Waits(_) => Ok(()),
    }
}

fn latest(stage: &Stage, person: &Person) -> i64 {
    let world = stage.sim.world();
    let mut issues = world.issues();
    let (_, incident) = issues
        .find(|(key, _)| key.number == INCIDENT)
        .expect("it was opened");
    let comments = incident.comments.iter().rev();
    let mut theirs = comments.filter(|comment| comment.author == person.account());
    theirs.next().expect("they wrote one").id
}

/// Lets time pass until an instant.
async fn until(stage: &Stage, instant: DateTime<Utc>) {
    let left = instant - stage.clock.now();
    assert!(
        left >= TimeDelta::zero(),
        "an act came before the trouble of the last was over"
    );
    stage.pass(left).await.expect("time passes");
}

/// Sweeps until a sweep succeeds, as the server does.
async fn sweep(stage: &Stage) {
    while stage.engine.sweep_if_due().await.is_err() {
        until(stage, stage.clock.now() + TimeDelta::minutes(1)).await;
    }
    stage.settle().await.expect("it settles");
}
