//! The template that documents are opened with, and a word to whoever changed one of the repository's own about what is
//! wrong with it, as a check on their commit.

use crate::{
    document::Section,
    domain::observation::{Repository, TemplateFile},
    message::{
        Message, Voice,
        context::{Template, TemplateCheck},
        own,
    },
    policy::{Policy, TemplateName},
};

use super::{
    Input,
    check::{self, Publication},
    effect::{Conclusion, Effect, Plan},
    effects,
};

/// Name of the check.
const NAME: &str = "closeout / template";

pub(super) fn plan(input: &Input<'_>) -> Plan {
    effects(checks(&input.observation.repository, input.policy))
}

/// One check for each commit that changed a template last; the commit that named one speaks for those that are missing.
pub(super) fn checks(repository: &Repository, policy: &Policy) -> Vec<Effect> {
    let mut told: Vec<&str> = Vec::new();
    let mut planned = Vec::new();
    for path in policy.own_templates() {
        let (commit, checks) = match (find(repository, &path), &repository.config) {
            (Some(file), _) => (file.commit.as_str(), file.checks.as_slice()),
            (None, Some(config)) => (config.commit.as_str(), config.checks.as_slice()),
            (None, None) => continue,
        };
        // A commit has one check of a name: the first of its templates with something to say.
        if told.contains(&commit) {
            continue;
        }
        let (message, conclusion) = said(repository, &path, policy.voice());
        let is_last =
            conclusion == Conclusion::Failure || !has_other_faults(repository, policy, commit, &path);
        if is_last {
            told.push(commit);
            planned.extend(check::publication(Publication {
                name: NAME,
                head: commit,
                checks,
                conclusion,
                message,
                voice: policy.voice(),
                again: false,
            }));
        }
    }
    planned
}

/// Whether another template that the same commit changed is not good.
fn has_other_faults(repository: &Repository, policy: &Policy, commit: &str, path: &str) -> bool {
    let mut others = repository
        .templates
        .iter()
        .filter(|file| file.commit == commit && file.path != path);
    others.any(|file| !own::faults(&file.text, policy.voice()).is_empty())
}

fn said(repository: &Repository, path: &str, voice: Voice) -> (Message, Conclusion) {
    let file = find(repository, path);
    let faults = file.map_or_else(Vec::new, |file| own::faults(&file.text, voice));
    let conclusion = if file.is_some() && faults.is_empty() {
        Conclusion::Success
    } else {
        Conclusion::Failure
    };
    let message = Message::TemplateCheck(TemplateCheck {
        path: path.to_owned(),
        found: file.is_some(),
        faults,
    });
    (message, conclusion)
}

fn find<'a>(repository: &'a Repository, path: &str) -> Option<&'a TemplateFile> {
    repository.templates.iter().find(|file| file.path == path)
}

/// The template for a new document: the repository's own only while it is good.
pub(super) fn chosen(input: &Input<'_>) -> Template {
    match input.policy.template(input.severity()) {
        TemplateName::Full => Template::Full,
        TemplateName::Minimal => Template::Minimal,
        TemplateName::Own(path) => {
            let file = find(&input.observation.repository, path);
            let good = file.filter(|file| own::faults(&file.text, input.voice()).is_empty());
            good.map_or(Template::Full, |file| Template::Own(file.text.clone()))
        }
    }
}

/// The sections that a document of this incident must have: those of its template.
pub(super) fn sections(input: &Input<'_>) -> Vec<Section> {
    own::sections(chosen(input), input.announcement_required(), input.voice())
}
