//! Reactions and their groups, on whatever can be reacted to.

use apollo_compiler::response::JsonValue;

use super::account;
use super::connection::{Item, connection, connection_with};
use super::execute::{Call, Context};
use super::resolve::gone;
use super::value::{Field, Resolved, Thing};
use crate::world::{NodeKind, Reaction, ReactionContent, World, node_id};

/// The reactions to a thing, oldest first. Reviews and the like have none here.
fn reactions<'w>(world: &'w World, on: &Thing) -> &'w [Reaction] {
    match on {
        Thing::Issue(key) | Thing::Pull(key) => world.issue(*key).map_or(&[], |issue| &issue.reactions),
        Thing::Comment { issue, id } => world
            .issue(*issue)
            .and_then(|issue| issue.comment(*id))
            .map_or(&[], |comment| &comment.reactions),
        _ => &[],
    }
}

/// `reactions` or `reactionGroups` of a thing.
pub(super) fn field(cx: &Context<'_>, world: &World, on: &Thing, call: &Call<'_>) -> Resolved {
    if call.name() == "reactionGroups" {
        return Ok(groups(on));
    }
    let order = |name: &str| {
        call.object("orderBy")
            .and_then(|order| order.get(name))
            .and_then(JsonValue::as_str)
    };
    let content = call.text("content").and_then(ReactionContent::parse);
    let shown = reactions(world, on)
        .iter()
        .filter(|one| content.is_none_or(|content| one.content == content));
    let mut items: Vec<Item> = shown
        .clone()
        .map(|one| {
            Item::new(
                one.id,
                Thing::Reaction {
                    on: Box::new(on.clone()),
                    id: one.id,
                },
            )
        })
        .collect();
    if order("direction") == Some("DESC") {
        items.reverse();
    }
    let mine = shown.clone().any(|one| one.user == cx.actor.account);
    connection_with(call, items, vec![("viewerHasReacted", mine.into())])
}

/// All eight groups, empty ones included.
pub(super) fn groups(on: &Thing) -> Field {
    Field::list(ReactionContent::ALL.map(|content| Thing::ReactionGroup {
        on: Box::new(on.clone()),
        content,
    }))
}

/// A field of a group of reactions.
pub(super) fn group(cx: &Context<'_>, on: &Thing, content: ReactionContent, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let mut of_kind = reactions(&world, on).iter().filter(|one| one.content == content);
    Ok(match call.name() {
        "content" => content.graphql().into(),
        "createdAt" => of_kind.next().map(|one| one.created_at).into(),
        "viewerHasReacted" => of_kind.any(|one| one.user == cx.actor.account).into(),
        "subject" => on.clone().into(),
        "reactors" => {
            let items = of_kind.filter_map(|one| {
                let mut item = Item::new(one.id, Thing::Account(world.living(one.user)?.id));
                item.edge.push(("reactedAt", one.created_at.into()));
                Some(item)
            });
            return connection(call, items.collect());
        }
        "users" => {
            let items = of_kind.filter_map(|one| match account::user(&world, one.user) {
                user @ Field::Thing(_) => {
                    let mut item = Item::new(one.id, user);
                    item.edge.push(("reactedAt", one.created_at.into()));
                    Some(item)
                }
                _ => None,
            });
            return connection(call, items.collect());
        }
        _ => return Err(call.unmodelled()),
    })
}

/// A field of one reaction.
pub(super) fn reaction(cx: &Context<'_>, on: &Thing, id: i64, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let one = reactions(&world, on)
        .iter()
        .find(|one| one.id == id)
        .ok_or_else(gone)?;
    Ok(match call.name() {
        "id" => node_id(NodeKind::Reaction, id).into(),
        "databaseId" => id.into(),
        "content" => one.content.graphql().into(),
        "createdAt" => one.created_at.into(),
        "user" => account::user(&world, one.user),
        "reactable" => on.clone().into(),
        _ => return Err(call.unmodelled()),
    })
}
