//! To whom reminders go, and what these people know.

use crate::{
    domain::{person::Contact, role::Role},
    plan::{
        Input,
        meeting::{self, Meeting},
    },
};

/// Whoever holds the first of these roles that somebody holds.
pub(super) fn first_of(input: &Input<'_>, roles: &[Role]) -> Vec<Contact> {
    let holder = roles.iter().find_map(|role| input.incident.roles.get(role));
    holder.map(Contact::from).into_iter().collect()
}

/// Who sees to the postmortem: its owner, else the commander.
pub(super) fn responsible(input: &Input<'_>) -> Vec<Contact> {
    first_of(input, &[Role::Owner, Role::Commander])
}

/// The review meeting as people know it: nobody is reminded of a slot that was not told yet.
pub(super) fn told_meeting(input: &Input<'_>) -> Option<Meeting> {
    let told = meeting::announced(input)?.record;
    meeting::current(input).filter(|current| current.starts == told.starts && !told.cancelled)
}

/// The rungs of an escalation: everybody who holds one of these roles, then whomever the policy names if they can be
/// reached, each once. It has one rung at least, which may be nobody.
pub(super) fn rungs(input: &Input<'_>, roles: &[Role]) -> Vec<Vec<Contact>> {
    let holders = roles.iter().filter_map(|role| input.incident.roles.get(role));
    let named = input.policy.escalation.clone();
    let named = named.filter(|contact| input.means.teams || !contact.is_team());
    let mut rungs: Vec<Vec<Contact>> = Vec::new();
    for contact in holders.map(Contact::from).chain(named) {
        let known = rungs
            .iter()
            .flatten()
            .any(|earlier| earlier.as_str().eq_ignore_ascii_case(contact.as_str()));
        if !known {
            rungs.push(vec![contact]);
        }
    }
    if rungs.is_empty() {
        rungs.push(Vec::new());
    }
    rungs
}
