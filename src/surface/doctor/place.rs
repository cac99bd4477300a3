//! A repository: whether work is possible there, and whether what it brings along can be used.

use super::{
    finding::{Findings, Verdict},
    table::{CONFIGURATION, ESCALATION, FORM, LABELS, PROTECTION, REPOSITORY, SUB_ISSUES, TEMPLATES},
};
use crate::{
    domain::observation::Repository,
    form,
    github::{
        Asks, Error, GitHub,
        inspect::{Label, Place, Protection},
        observe::FORM_PATHS,
    },
    message::{Language, Voice, lint as words, own},
    plan::{self, Means},
    policy::{self, Policy, labels},
    surface::render,
};

/// Finds a repository, and says whether work is possible there.
pub(super) async fn find(
    github: &GitHub,
    (owner, name): (&str, &str),
    findings: &mut Findings,
) -> Option<Place> {
    match github.place(owner, name).await {
        Ok(Some(place)) => usable(&place, findings).then_some(place),
        Ok(None) => {
            let said = format!("{owner}/{name} cannot be reached: it is not there, or not for us to see");
            findings.fault(&REPOSITORY, said);
            None
        }
        Err(error) => {
            findings.fault(&REPOSITORY, error.to_string());
            None
        }
    }
}

/// Looks at everything in a repository.
pub(super) async fn repository(github: &GitHub, place: &Place, findings: &mut Findings) {
    let asks = Asks::default();
    let files = match github.repository(&place.locator, &asks).await {
        Ok(files) => files,
        Err(error) => {
            findings.fault(&CONFIGURATION, format!("it cannot be read: {error}"));
            return;
        }
    };
    let policy = configuration(&files, findings);
    escalation(github.means(&place.locator).await, &policy, findings);
    labels_of(github.labels(place).await, &policy, findings);
    form_of(&files, &policy, findings);
    let asks = Asks {
        templates: policy.own_templates(),
        ..Asks::default()
    };
    match github.repository(&place.locator, &asks).await {
        Ok(files) => templates(&files, &policy, findings),
        Err(error) => findings.fault(&TEMPLATES, format!("they cannot be read: {error}")),
    }
    match github.has_sub_issues(place).await {
        Ok(true) => findings.good(&SUB_ISSUES, "this GitHub has them"),
        Ok(false) => findings.note(
            &SUB_ISSUES,
            "this GitHub has none; a list of tasks takes their place",
        ),
        Err(error) => findings.fault(&SUB_ISSUES, format!("issues cannot be read: {error}")),
    }
    protection(github.protection(place).await, place, findings);
}

/// Whether anything can be done there.
fn usable(place: &Place, findings: &mut Findings) -> bool {
    let name = format!("{}/{}", place.locator.owner, place.locator.name);
    if place.archived {
        findings.fault(
            &REPOSITORY,
            format!("{name} is archived, so that nothing can be written"),
        );
    }
    if !place.has_issues {
        findings.fault(
            &REPOSITORY,
            format!("issues are turned off in {name}, and incidents are issues"),
        );
    }
    findings.otherwise_good(&REPOSITORY, format!("{name} can be reached"));
    !place.archived
}

/// Reads the configuration, and gives what counts here.
fn configuration(files: &Repository, findings: &mut Findings) -> Policy {
    let Some(file) = &files.config else {
        findings.good(&CONFIGURATION, "there is none, so that the defaults count");
        return Policy::default();
    };
    for fault in policy::load(Some(&file.text)).faults {
        let (what, remedy) = words::fault(&fault, Language::En);
        let at = format!("{}:{}:{}", file.path, fault.line, fault.column);
        findings.fault(&CONFIGURATION, format!("{at}: {what}. {remedy}"));
    }
    findings.otherwise_good(&CONFIGURATION, format!("{} has no faults", file.path));
    policy::last_good(Some(file)).policy
}

/// Whether reminders reach the team that they go to in the end, if there is one.
fn escalation(means: Result<Means, Error>, policy: &Policy, findings: &mut Findings) {
    let Some(team) = policy.escalation.as_ref().filter(|named| named.is_team()) else {
        return;
    };
    match means {
        Ok(means) if means.teams => findings.good(&ESCALATION, format!("@{} can be", team.as_str())),
        Ok(_) => findings.warning(
            &ESCALATION,
            format!("@{} cannot be, so that reminders end before", team.as_str()),
        ),
        Err(error) => findings.fault(&ESCALATION, format!("nobody knows: {error}")),
    }
}

fn labels_of(found: Result<Vec<Label>, Error>, policy: &Policy, findings: &mut Findings) {
    let found = match found {
        Ok(found) => found,
        Err(error) => {
            findings.fault(&LABELS, format!("they cannot be read: {error}"));
            return;
        }
    };
    let (mut missing, mut recoloured) = (Vec::new(), Vec::new());
    for wanted in labels::ours(policy) {
        match found
            .iter()
            .find(|label| label.name.eq_ignore_ascii_case(&wanted.name))
        {
            None => missing.push(wanted.name),
            Some(label) if !label.color.eq_ignore_ascii_case(&wanted.color) => recoloured.push(wanted.name),
            Some(_) => {}
        }
    }
    if missing.contains(&policy.labels.incident) {
        findings.warning(
            &LABELS,
            format!(
                "“{}”, by which incidents are declared, is missing",
                policy.labels.incident
            ),
        );
    } else if !missing.is_empty() {
        findings.note(
            &LABELS,
            format!("made when they are first needed: {}", missing.join(", ")),
        );
    }
    if !recoloured.is_empty() {
        findings.note(
            &LABELS,
            format!("in colours of your own, which stay: {}", recoloured.join(", ")),
        );
    }
    findings.otherwise_good(&LABELS, "all of them are there");
}

fn form_of(files: &Repository, policy: &Policy, findings: &mut Findings) {
    let Some(text) = &files.form else {
        findings.note(
            &FORM,
            format!(
                "there is none at {}; incidents are declared by the label",
                FORM_PATHS[0]
            ),
        );
        return;
    };
    let Some(standing) = form::examine(text) else {
        let said = "it cannot be read, or asks nothing by the ids of the built-in form, so that its answers mean nothing";
        findings.fault(&FORM, said);
        return;
    };
    let incident = &policy.labels.incident;
    if !standing
        .labels
        .iter()
        .any(|label| label.eq_ignore_ascii_case(incident))
    {
        findings.fault(
            &FORM,
            format!("it does not set the label “{incident}”, so that it declares no incident"),
        );
    }
    if !standing.missing.is_empty() {
        findings.note(
            &FORM,
            format!("it does not ask for {}", standing.missing.join(", ")),
        );
    }
    findings.otherwise_good(&FORM, "its answers are understood");
}

fn templates(files: &Repository, policy: &Policy, findings: &mut Findings) {
    let wanted = policy.own_templates();
    for path in &wanted {
        let Some(file) = files.templates.iter().find(|file| file.path == *path) else {
            findings.fault(
                &TEMPLATES,
                format!("{path} is not there, so that the built-in template is used"),
            );
            continue;
        };
        let voice = Voice {
            language: Language::En,
            ..policy.voice()
        };
        for fault in own::faults(&file.text, voice) {
            findings.fault(&TEMPLATES, render::told(path, &fault, voice));
        }
    }
    if wanted.is_empty() {
        findings.good(&TEMPLATES, "there are none of its own");
    } else {
        findings.otherwise_good(&TEMPLATES, format!("{} can be used", wanted.join(", ")));
    }
}

fn protection(found: Result<Option<Protection>, Error>, place: &Place, findings: &mut Findings) {
    let verdict = match &found {
        Ok(Some(found)) if found.checks.iter().any(|check| check == plan::POSTMORTEM_CHECK) => Verdict::Good,
        _ => Verdict::Note,
    };
    let branch = &place.default_branch;
    let said = match found {
        Ok(_) if verdict == Verdict::Good => {
            format!("{branch} asks for the check “{}”", plan::POSTMORTEM_CHECK)
        }
        Ok(None) => "there is no commit yet".to_owned(),
        Ok(Some(found)) if found.protected => {
            format!(
                "{branch} is protected, and does not ask for the check “{}”",
                plan::POSTMORTEM_CHECK
            )
        }
        Ok(Some(_)) => format!(
            "{branch} asks for nothing that can be seen from here: a postmortem can be merged before it is ready"
        ),
        Err(error) => format!("{branch} cannot be looked at: {error}"),
    };
    match verdict {
        Verdict::Good => findings.good(&PROTECTION, said),
        _ => findings.note(&PROTECTION, said),
    }
}
