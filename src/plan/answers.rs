//! Answers to comments with commands: reactions for everybody, words for those who are allowed to command.

use std::collections::BTreeMap;

use crate::{
    domain::{
        event::{EventKind, Place, Verdict},
        incident::{Answer, AnswerLine},
        marker::Slot,
        refusal::Refusal,
    },
    message::{Message, context::AnswerContext},
};

use super::{
    Input,
    effect::{Effect, Plan, Reaction, Subject},
    effects, posts, status,
};

pub(super) fn plan(input: &Input<'_>) -> Plan {
    let verdicts = verdicts(input);
    let mut planned = Vec::new();
    for answer in input.incident.answers.values() {
        // A 😕 without a reply is how strangers are refused. Whoever is refused in words must have them first: were we
        // to stop in between, they would be taken for a stranger for good.
        planned.extend(words(input, answer));
        planned.extend(reactions(
            input,
            answer,
            verdicts.get(&answer.id).copied().unwrap_or_default(),
        ));
    }
    planned.extend(form(input));
    planned.extend(orphans(input));
    planned.extend(marks(input));
    effects(planned)
}

fn verdicts(input: &Input<'_>) -> BTreeMap<u64, Verdict> {
    let comments = input
        .observation
        .events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Commented(comment) => Some((comment.id, comment.verdict)),
            _ => None,
        });
    comments.chain([(0, input.observation.issue.verdict)]).collect()
}

/// Answers a mark with the same mark: the comment is in the timeline, and whoever put it there was allowed to.
fn marks(input: &Input<'_>) -> Vec<Effect> {
    let reaction = Reaction::Marked(input.policy.timeline.mark);
    let comments = input
        .observation
        .events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Commented(comment) => Some(comment),
            _ => None,
        });
    comments
        .filter_map(|comment| {
            let subject = Subject::Comment(comment.id);
            match (input.incident.marks.contains(&comment.id), comment.verdict.marked) {
                (true, false) => Some(Effect::AddReaction { subject, reaction }),
                (false, true) => Some(Effect::RemoveReaction { subject, reaction }),
                _ => None,
            }
        })
        .collect()
}

/// Makes the bot's reactions say what the answer says.
fn reactions(input: &Input<'_>, answer: &Answer, verdict: Verdict) -> Vec<Effect> {
    let subject = match answer.id {
        0 => Subject::Issue(input.observation.issue.number),
        id => Subject::Comment(id),
    };
    let change = |reaction: Reaction, wanted: bool, present: bool| match (wanted, present) {
        (true, false) => Some(Effect::AddReaction {
            subject: subject.clone(),
            reaction,
        }),
        (false, true) => Some(Effect::RemoveReaction {
            subject: subject.clone(),
            reaction,
        }),
        _ => None,
    };
    [
        change(Reaction::Accepted, answer.accepted, verdict.accepted),
        change(Reaction::Refused, answer.refused, verdict.refused),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The reply. One that became pointless, because the command was corrected, is folded away.
fn words(input: &Input<'_>, answer: &Answer) -> Vec<Effect> {
    let slot = Slot::Reply(answer.id);
    if answer.lines.is_empty() {
        return posts::fold(input, &slot);
    }
    let about_severity = answer.lines.iter().any(|line| {
        matches!(
            line,
            AnswerLine::Refused {
                refusal: Refusal::UnknownSeverity { .. } | Refusal::CosmeticSeverity,
                ..
            }
        )
    });
    let message = Message::Answer(AnswerContext {
        to: answer.author.clone(),
        about_form: false,
        lines: answer.lines.clone(),
        definitions: if about_severity {
            status::definitions(input)
        } else {
            Vec::new()
        },
        severity: about_severity.then(|| input.severity()),
    });
    posts::upsert(input, answer.place, slot, message)
}

/// What must be said about the issue form, for as long as it must.
fn form(input: &Input<'_>) -> Vec<Effect> {
    let Some(line) = &input.incident.form_answer else {
        return posts::fold(input, &Slot::Form);
    };
    let author = input.observation.issue.author.as_ref();
    let message = Message::Answer(AnswerContext {
        to: author.map(|actor| actor.login.clone()),
        about_form: true,
        lines: vec![line.clone()],
        definitions: Vec::new(),
        severity: None,
    });
    posts::upsert(input, Place::Issue, Slot::Form, message)
}

/// Replies to comments that are gone, or no longer hold a command.
fn orphans(input: &Input<'_>) -> Vec<Effect> {
    let orphaned = input
        .incident
        .posts
        .iter()
        .filter(|post| match &post.marker.slot {
            Slot::Reply(id) => !input.incident.answers.contains_key(id),
            _ => false,
        });
    orphaned
        .flat_map(|post| posts::fold(input, &post.marker.slot))
        .collect()
}
