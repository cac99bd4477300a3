//! Reminders: each line by itself, to nobody in particular, all in one comment, and hostile.

use crate::{
    domain::{nudge::Nudge, person::Login, postmortem::PostmortemStatus},
    message::{
        Message,
        context::{NudgeContext, NudgeLine},
    },
};

use super::{ADDRESSEE, HOSTILE, Sample, deadline};

pub(super) fn samples() -> Vec<Sample> {
    let nudge = |drill, lines: Vec<NudgeLine>| {
        let names = if lines.len() == 1 {
            vec![Nudge::DeadlineMissed]
        } else {
            vec![Nudge::DeadlineMissed, Nudge::ReadyToMerge]
        };
        Message::Nudge(NudgeContext {
            drill,
            urgent: drill,
            lines,
            names,
        })
    };
    let lines = |to: Option<&str>| NudgeLine::samples(to.map(Login::new).as_ref());
    let mut samples: Vec<Sample> = lines(Some(ADDRESSEE))
        .into_iter()
        .map(|(name, line)| Sample::new(name, nudge(false, vec![line])))
        .collect();
    let only = |to| lines(to).into_iter().map(|(_, line)| line).collect();
    let statuses = PostmortemStatus::ALL.map(|status| NudgeLine::DeadlineMissed {
        to: Vec::new(),
        asked: Vec::new(),
        deadline: deadline(),
        status,
        settled: false,
        number: 12,
    });
    samples.extend([
        Sample::new("to nobody in particular", nudge(false, only(None))),
        Sample::new("every status, in a drill", nudge(true, statuses.into())),
        Sample::new("hostile", nudge(true, only(Some(HOSTILE)))),
        Sample::new("to a program", nudge(false, only(Some("app[bot]")))),
    ]);
    samples
}
