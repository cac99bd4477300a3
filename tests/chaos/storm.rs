//! What goes wrong while a script is played.

use closeout::surface::demo::stage::Stage;
use github_sim::faults::{Fault, Misbehaviour};

use crate::REPOSITORY;

/// Requests that are hit before the storm is over.
const STRIKES: usize = 60;

/// Rounds of deliveries that are mistreated after each act; what comes later is delivered as it should be.
const ROUNDS: usize = 3;

/// What becomes of deliveries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Post {
    /// They arrive once, in order.
    Orderly,
    /// They arrive twice, the second time all over again.
    Twice,
    /// They arrive newest first.
    Reversed,
    /// None of them arrives.
    Lost,
    /// Each may be lost, or come several times, in any order.
    Shuffled,
}

/// What goes wrong.
#[derive(Clone, Debug)]
pub(crate) struct Storm {
    /// Which requests meet which fault, counted from 1.
    faults: Vec<Fault>,
    post: Post,
    /// Reads after each act that do not show what was written meanwhile.
    lag: usize,
    dice: Dice,
}

impl Storm {
    /// Nothing goes wrong.
    pub(crate) fn none() -> Self {
        Self {
            faults: Vec::new(),
            post: Post::Orderly,
            lag: 0,
            dice: Dice(0),
        }
    }

    /// Every `stride`th request meets this, beginning with number `first`.
    pub(crate) fn every(stride: usize, first: usize, fault: &Fault) -> Self {
        let hits = (0..STRIKES).map(|strike| fault.clone().nth(first + strike * stride));
        Self {
            faults: hits.collect(),
            ..Self::none()
        }
    }

    /// Deliveries are mistreated.
    pub(crate) fn over_the_post(post: Post) -> Self {
        Self { post, ..Self::none() }
    }

    /// So many reads after each act lag behind.
    pub(crate) fn lagging(reads: usize) -> Self {
        Self {
            lag: reads,
            ..Self::none()
        }
    }

    /// Anything, anywhere. The same seed is the same storm.
    pub(crate) fn seeded(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let (mut faults, mut at) = (Vec::new(), 0);
        for _ in 0..STRIKES {
            at += 1 + dice.roll(12);
            let kinds = kinds();
            let (_, fault) = &kinds[dice.roll(kinds.len())];
            faults.push(fault.clone().nth(at));
        }
        Self {
            faults,
            post: Post::Shuffled,
            lag: 0,
            dice,
        }
    }

    /// Whether only a sweep finds out about some acts.
    pub(crate) fn loses_deliveries(&self) -> bool {
        matches!(self.post, Post::Lost | Post::Shuffled)
    }

    /// Has GitHub misbehave from now on.
    pub(crate) fn rise(&self, stage: &Stage) {
        for fault in &self.faults {
            stage.sim.faults().add(fault.clone());
        }
    }

    /// Mistreats the deliveries about what was just done, and about what is done about it.
    pub(crate) async fn strike(&mut self, stage: &Stage, incident: u64) {
        if self.lag > 0 {
            // A token that was made after the lag began would be unknown.
            let (owner, name) = REPOSITORY.split_once('/').expect("owner/name");
            let located = stage.engine.locate(owner, name, incident).await;
            let locator = located
                .expect("nothing else goes wrong")
                .expect("the App is installed");
            stage
                .engine
                .dry_run(&locator)
                .await
                .expect("nothing else goes wrong");
            stage.sim.lag_reads(self.lag);
        }
        for _ in 0..ROUNDS {
            self.carry(stage).await;
            stage.engine.drain().await.expect("the database works");
        }
    }

    async fn carry(&mut self, stage: &Stage) {
        let mut waiting: Vec<i64> = stage.sim.pending().iter().map(|delivery| delivery.id).collect();
        match self.post {
            Post::Orderly => {}
            Post::Twice => waiting = [&waiting[..], &waiting[..]].concat(),
            Post::Reversed => waiting.reverse(),
            Post::Lost => waiting.clear(),
            Post::Shuffled => waiting = self.dice.shuffle(&waiting),
        }
        stage.sim.deliver_in_order(&waiting).await;
        stage.sim.drop_pending();
    }
}

/// Every way in which a request can go wrong.
pub(crate) fn kinds() -> Vec<(&'static str, Fault)> {
    let limit = |retry_after| Fault::on_any(Misbehaviour::SecondaryLimit { retry_after });
    vec![
        ("502 before the effect", Fault::on_any(Misbehaviour::BadGateway)),
        (
            "502 after the effect",
            Fault::on_any(Misbehaviour::BadGateway).after_effect(),
        ),
        ("dropped before the effect", Fault::on_any(Misbehaviour::Drop)),
        (
            "dropped after the effect",
            Fault::on_any(Misbehaviour::Drop).after_effect(),
        ),
        ("limited for 30 s", limit(Some(30))),
        ("limited for an unnamed time", limit(None)),
        ("allowance used up", Fault::on_any(Misbehaviour::PrimaryLimit)),
    ]
}

/// Numbers that look thrown, and are the same for the same seed (`SplitMix64`).
#[derive(Clone, Debug)]
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % sides as u64).expect("smaller than `sides`")
    }

    /// Each of them not at all, once, or twice, in any order.
    fn shuffle(&mut self, all: &[i64]) -> Vec<i64> {
        let mut shuffled = Vec::new();
        for one in all {
            for _ in 0..self.roll(3) {
                let place = self.roll(shuffled.len() + 1);
                shuffled.insert(place, *one);
            }
        }
        shuffled
    }
}
