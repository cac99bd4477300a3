//! The values at the top of the document: each follows the incident until somebody changes it by hand.

use crate::{
    document::{self, Postmortem, edit::Edit},
    message,
};

use super::{Input, postmortem};

pub(super) fn front_matter(input: &Input<'_>, read: &Postmortem<'_>) -> Vec<Edit> {
    let Some(context) = postmortem::context(input) else {
        return Vec::new();
    };
    document::synchronised(read, &message::front_matter(&context, input.voice()))
}
