//! Our own comments: one a slot, edited in place, folded away when it has served its purpose.

use crate::{
    domain::{event::Place, incident::Post, marker::Slot},
    message::Message,
};

use super::{Input, effect::Effect};

/// Finds the comment of a slot. Should there ever be two, the older counts.
pub(super) fn find<'a>(input: &Input<'a>, slot: &Slot) -> Option<&'a Post> {
    input.incident.posts.iter().find(|post| post.marker.slot == *slot)
}

/// Posts the comment, or edits the one that is there, unless it says so already.
pub(super) fn upsert(input: &Input<'_>, place: Place, slot: Slot, message: Message) -> Vec<Effect> {
    let voice = input.voice();
    let Some(post) = find(input, &slot) else {
        let number = match (place, &input.observation.pull_request) {
            (Place::PullRequest, Some(pull)) => pull.number,
            _ => input.observation.issue.number,
        };
        return vec![Effect::PostComment {
            number,
            slot,
            message: Box::new(message),
            voice,
        }];
    };
    let mut planned = Vec::new();
    if !input.is_current(&post.marker.fingerprint, &message) {
        planned.push(Effect::EditComment {
            id: post.id,
            slot,
            message: Box::new(message),
            voice,
        });
    }
    if post.minimized {
        planned.push(Effect::SetMinimized {
            node_id: post.node_id.clone(),
            minimized: false,
        });
    }
    planned
}

/// Folds the comment of a slot away, if there is one to be seen.
pub(super) fn fold(input: &Input<'_>, slot: &Slot) -> Vec<Effect> {
    let post = find(input, slot).filter(|post| !post.minimized);
    post.map(|post| Effect::SetMinimized {
        node_id: post.node_id.clone(),
        minimized: true,
    })
    .into_iter()
    .collect()
}
