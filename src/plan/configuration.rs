//! What a repository needs before its first incident: our labels, and a word to whoever changed the configuration about
//! what is wrong with it, as a check on their commit.

use crate::{
    domain::observation::Repository,
    message::{Message, Voice, context::ConfigCheck},
    policy::{Fault, Loaded},
};

use super::{
    Input,
    check::{self, Publication},
    effect::{Conclusion, Effect, Plan},
    effects, labels, template,
};

/// Name of the check.
const NAME: &str = "closeout / config";

pub(super) fn plan(input: &Input<'_>) -> Plan {
    let check = publication(&input.observation.repository, input.faults, input.voice());
    effects(check.into_iter().collect())
}

/// Plans what is to be done about a repository itself, whether there are incidents or not.
///
/// GitHub silently leaves out labels of an issue form that the repository lacks, so that without ours the very first
/// incident would go unnoticed. A repository with neither a configuration nor a form shows no sign of wanting them.
pub fn plan_configuration(repository: &Repository, loaded: &Loaded) -> Plan {
    let check = publication(repository, &loaded.faults, loaded.policy.voice());
    let mut planned: Vec<Effect> = check.into_iter().collect();
    planned.extend(template::checks(repository, &loaded.policy));
    if repository.config.is_some() || repository.form.is_some() {
        planned.extend(labels::missing(repository, &loaded.policy));
    }
    effects(planned)
}

fn publication(repository: &Repository, faults: &[Fault], voice: Voice) -> Option<Effect> {
    let file = repository.config.as_ref()?;
    let message = Message::ConfigCheck(ConfigCheck {
        path: file.path.clone(),
        faults: faults.to_vec(),
    });
    let conclusion = if faults.is_empty() {
        Conclusion::Success
    } else {
        Conclusion::Failure
    };
    check::publication(Publication {
        name: NAME,
        head: &file.commit,
        checks: &file.checks,
        conclusion,
        message,
        voice,
        again: false,
    })
}
