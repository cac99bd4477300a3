//! The key `announcement` at the top of the document: whether customers must be told, and where they were.
//!
//! What a person wrote there is their word, which counts once it is merged. So `none` is never taken away, and an address
//! never replaced; only what stands undecided, or was put there by us, follows the incident.

use crate::{
    document::{
        Postmortem,
        edit::{Edit, Setting, set_key},
    },
    domain::announcement::{Announcement, is_address},
    plan::Input,
};

/// States what the key should say.
pub(super) fn edit(input: &Input<'_>, document: &Postmortem<'_>) -> Vec<Edit> {
    let front_matter = document.front_matter.as_ref();
    let written = front_matter.and_then(|front_matter| front_matter.get("announcement"));
    let written = written.and_then(|value| value.text());
    let announced = input.incident.announced.as_ref().map(|announced| &announced.how);
    let wanted = match (announced, written) {
        (_, Some(url)) if is_address(url) => return Vec::new(),
        (Some(Announcement::Published { url: Some(url) }), _) => Setting::Text(url),
        (Some(Announcement::Published { url: None }), _) => Setting::Word("published"),
        (Some(Announcement::None { .. }), _) => Setting::Word("none"),
        (None, None) if input.announcement_required() => Setting::Word("required"),
        (None, Some("required")) if !input.announcement_required() && was_required(input) => Setting::Null,
        (None, _) => return Vec::new(),
    };
    let edit = set_key(document, "announcement", wanted);
    edit.ok().flatten().into_iter().collect()
}

/// Whether the incident had a severity under which we would have written that customers must be told.
fn was_required(input: &Input<'_>) -> bool {
    let mut history = input.incident.severity_history.iter();
    history.any(|change| {
        input
            .policy
            .announcement_required(change.severity, input.incident.drill)
    })
}
