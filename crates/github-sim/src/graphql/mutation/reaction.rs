//! Reactions: put on and taken away.

use super::Payload;
use super::input::Input;
use crate::graphql::account;
use crate::graphql::errors::Failure;
use crate::graphql::reaction::groups;
use crate::graphql::value::{Field, Record, Thing};
use crate::world::ops::Subject;
use crate::world::{NodeKind, ReactionContent, node_id};

/// The mutation of this name, if it is one of this file's.
pub(super) fn run(input: &Input<'_, '_>, name: &str) -> Option<Payload> {
    Some(match name {
        "addReaction" => add(input),
        "removeReaction" => remove(input),
        _ => return None,
    })
}

fn subject(input: &Input<'_, '_>) -> Result<(Thing, Subject, ReactionContent), Failure> {
    let thing = input.thing("subjectId")?;
    let subject = match &thing {
        Thing::Issue(key) | Thing::Pull(key) => Subject::Issue(*key),
        Thing::Comment { id, .. } => Subject::Comment(*id),
        // Reviews can be reacted to on GitHub, but not here.
        Thing::Review { .. } => return Err(Failure::unmodelled("reactions to a PullRequestReview")),
        _ => return Err(input.wrong_kind("Reactable", "subjectId")),
    };
    let content = ReactionContent::parse(input.required("content"));
    let content = content.ok_or_else(|| Failure::unprocessable("Content is invalid"))?;
    Ok((thing, subject, content))
}

fn add(input: &Input<'_, '_>) -> Payload {
    let (thing, subject, content) = subject(input)?;
    let outcome = input.perform(input.required("subjectId"), |world| {
        world.react(input.cx.actor, subject, content)
    });
    let (id, _) = outcome?;
    Ok(vec![
        (
            "reaction",
            Thing::Reaction {
                on: Box::new(thing.clone()),
                id,
            }
            .into(),
        ),
        ("reactionGroups", groups(&thing)),
        ("subject", thing.into()),
    ])
}

fn remove(input: &Input<'_, '_>) -> Payload {
    let (thing, subject, content) = subject(input)?;
    let (actor, at) = (input.cx.actor, {
        let world = input.cx.world();
        let present = world.reactions(subject).unwrap_or_default();
        let mine = present
            .iter()
            .find(|one| one.user == input.cx.actor.account && one.content == content);
        mine.map(|one| one.created_at)
    });
    let id = input.perform(input.required("subjectId"), |world| {
        world.unreact(actor, subject, content)
    })?;
    // It is gone from the world, so what it was is told here.
    let fields = vec![
        ("id", node_id(NodeKind::Reaction, id).into()),
        ("databaseId", id.into()),
        ("content", content.graphql().into()),
        ("createdAt", at.into()),
        ("user", account::user(&input.cx.world(), actor.account)),
        ("reactable", thing.clone().into()),
    ];
    Ok(vec![
        ("reaction", Field::from(Record::new("Reaction", fields))),
        ("reactionGroups", groups(&thing)),
        ("subject", thing.into()),
    ])
}
