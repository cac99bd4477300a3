//! Tells whoever changed the configuration what is wrong with it, as a check on their commit.

use crate::{
    message::{Message, context::ConfigCheck},
    policy,
};

use super::{
    Input,
    effect::{Conclusion, Plan},
    effects,
};

/// Name of the check.
const NAME: &str = "closeout / config";

pub(super) fn plan(input: &Input<'_>) -> Plan {
    let Some(file) = &input.observation.repository.config else {
        return Plan::default();
    };
    let message = Message::ConfigCheck(ConfigCheck {
        path: policy::PATH.to_owned(),
        faults: input.faults.to_vec(),
    });
    let conclusion = if input.faults.is_empty() {
        Conclusion::Success
    } else {
        Conclusion::Failure
    };
    let publication = super::check::publication(input, NAME, &file.commit, &file.checks, conclusion, message);
    effects(publication.into_iter().collect())
}
