//! Who is invited: by role and severity, and whoever commanded anything while it went on.

use crate::{
    domain::{event::Place, meeting::MeetingRecord, person::Login, role::Role},
    message::context::InviteeRow,
    plan::Input,
    policy::Invited,
};

/// The most people who are invited: more do not talk to each other.
const MOST: usize = 20;

/// Everybody who is invited, the owner first, each once with all their roles.
pub(super) fn invitees(input: &Input<'_>) -> Vec<(Login, Vec<Role>)> {
    let invited = &input.policy.severity(input.severity()).invited;
    let mut rows: Vec<(Login, Vec<Role>)> = Vec::new();
    let mut add = |login: &Login, role: Option<Role>| {
        let at = rows.iter().position(|(known, _)| known == login);
        match at {
            Some(at) => rows[at].1.extend(role),
            None => rows.push((login.clone(), role.into_iter().collect())),
        }
    };
    for who in invited {
        match who {
            Invited::Role(role) => {
                if let Some(login) = input.incident.roles.get(role) {
                    add(login, Some(*role));
                }
            }
            Invited::Responders => responders(input).for_each(|login| add(login, None)),
        }
    }
    rows.truncate(MOST);
    rows
}

/// The rows of the comment. Whoever an earlier comment mentioned is not mentioned again.
pub(super) fn rows(invitees: Vec<(Login, Vec<Role>)>, record: &MeetingRecord) -> Vec<InviteeRow> {
    let row = |(login, roles): (Login, Vec<Role>)| InviteeRow {
        mention: !record.told.contains(&login),
        login,
        roles,
    };
    invitees.into_iter().map(row).collect()
}

/// People whose commands on the incident were carried out. Whoever only said something may be a stranger.
fn responders<'a>(input: &Input<'a>) -> impl Iterator<Item = &'a Login> {
    let answers = input.incident.answers.values();
    answers
        .filter(|answer| answer.accepted && answer.place == Place::Issue)
        .filter_map(|answer| answer.author.as_ref())
        .filter(|login| **login != Login::ghost())
}
