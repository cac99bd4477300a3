//! What was sent already, as the markers of our comments tell.

use std::collections::HashMap;

use crate::{
    domain::{incident::Post, marker::Slot, nudge::Nudge},
    plan::Input,
};

/// Everything that was sent about an incident.
pub(super) struct Sent<'a> {
    /// Our comments with reminders, oldest first, with the keys in each.
    pub(super) posts: Vec<(&'a Post, &'a [String])>,
    ladders: HashMap<&'a str, usize>,
    steps: HashMap<&'a str, u32>,
    kinds: HashMap<&'a str, u32>,
}

/// What was sent of one ladder.
pub(super) struct Record {
    /// How many of its steps are behind it.
    pub(super) reached: usize,
    /// How many reminders count towards the most that are sent.
    pub(super) count: u32,
}

impl<'a> Sent<'a> {
    pub(super) fn read(input: &Input<'a>) -> Self {
        let mut sent = Self {
            posts: Vec::new(),
            ladders: HashMap::new(),
            steps: HashMap::new(),
            kinds: HashMap::new(),
        };
        for post in &input.incident.posts {
            let Slot::Nudge(keys) = &post.marker.slot else {
                continue;
            };
            sent.posts.push((post, keys));
            for (ladder, step) in keys.iter().filter_map(|key| split(key)) {
                let reached = sent.ladders.entry(ladder).or_default();
                *reached = (*reached).max(step + 1);
                *sent.steps.entry(ladder).or_default() += 1;
                *sent.kinds.entry(kind(ladder)).or_default() += 1;
            }
        }
        sent
    }

    /// What was sent of the ladder with this key.
    pub(super) fn of(&self, nudge: Nudge, ladder: &str) -> Record {
        Record {
            reached: self.ladders.get(ladder).copied().unwrap_or(0),
            count: match nudge {
                // Each item has its own reminders, whose number is that of the steps of its ladder.
                Nudge::ActionItems => self.steps.get(ladder).copied().unwrap_or(0),
                nudge => self.kinds.get(nudge.name()).copied().unwrap_or(0),
            },
        }
    }

    /// How many comments with reminders there are.
    pub(super) fn comments(&self) -> u32 {
        u32::try_from(self.posts.len()).unwrap_or(u32::MAX)
    }
}

/// `deadline-missed@2026-11-27.1` is step 1 of `deadline-missed@2026-11-27`.
pub(super) fn split(key: &str) -> Option<(&str, usize)> {
    let (ladder, step) = key.rsplit_once('.')?;
    Some((ladder, step.parse().ok()?))
}

fn kind(ladder: &str) -> &str {
    ladder.split('@').next().unwrap_or(ladder)
}
