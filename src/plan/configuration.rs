//! Tells whoever changed the configuration what is wrong with it, as a check on their commit.

use crate::{
    domain::observation::Repository,
    message::{Message, Voice, context::ConfigCheck},
    policy::{self, Fault, Loaded},
};

use super::{
    Input, check,
    effect::{Conclusion, Effect, Plan},
    effects,
};

/// Name of the check.
const NAME: &str = "closeout / config";

pub(super) fn plan(input: &Input<'_>) -> Plan {
    let check = publication(&input.observation.repository, input.faults, input.voice());
    effects(check.into_iter().collect())
}

/// Plans what is to be done about a repository's configuration, whether there are incidents or not.
pub fn plan_configuration(repository: &Repository, loaded: &Loaded) -> Plan {
    effects(
        publication(repository, &loaded.faults, loaded.policy.voice())
            .into_iter()
            .collect(),
    )
}

fn publication(repository: &Repository, faults: &[Fault], voice: Voice) -> Option<Effect> {
    let file = repository.config.as_ref()?;
    let message = Message::ConfigCheck(ConfigCheck {
        path: policy::PATH.to_owned(),
        faults: faults.to_vec(),
    });
    let conclusion = if faults.is_empty() {
        Conclusion::Success
    } else {
        Conclusion::Failure
    };
    check::publication(voice, NAME, &file.commit, &file.checks, conclusion, message)
}
