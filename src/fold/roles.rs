//! Who holds which role: appointments, hand-overs, and what the people concerned are told once.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    command::Nominee,
    incident::{AnswerLine, Fact},
    person::Login,
    phase::Milestone,
    refusal::Refusal,
    role::Role,
};

use super::{speech::Speech, walk::Walk};

/// The roles, and who has been told what about them.
#[derive(Debug, Default)]
pub(super) struct Roles {
    pub(super) holders: BTreeMap<Role, Login>,
    /// Whoever was told the duties of a role.
    told: BTreeSet<(Role, Login)>,
    /// A commander was told why another role beside it is unwise.
    warned: bool,
}

impl Roles {
    /// Whether somebody may decide about the postmortem: commander or owner.
    pub(super) fn decides(&self, login: &Login) -> bool {
        [Role::Commander, Role::Owner]
            .iter()
            .any(|role| self.holders.get(role) == Some(login))
    }

    /// The role that keeps a commander from commanding, if one person holds both and nobody has said so yet.
    fn overburdened(&mut self) -> Option<AnswerLine> {
        let commander = self.holders.get(&Role::Commander)?;
        let role = [Role::TechLead, Role::CommsLead]
            .into_iter()
            .find(|role| self.holders.get(role) == Some(commander))?;
        let first_time = !std::mem::replace(&mut self.warned, true);
        first_time.then(|| AnswerLine::DoubleRole {
            role,
            login: commander.clone(),
        })
    }
}

impl Walk<'_> {
    /// Gives a role, or leaves it vacant. Whoever takes command has acknowledged the incident.
    pub(super) fn appoint(
        &mut self,
        role: Role,
        who: &Nominee,
        reason: Option<&str>,
        speech: &Speech<'_>,
    ) -> Result<Vec<AnswerLine>, Refusal> {
        let Some(login) = self.nominee(role, who, speech)? else {
            self.vacate(role, speech);
            return Ok(Vec::new());
        };
        if role == Role::Commander {
            self.clockwork.assume(Milestone::Acknowledged, speech.at);
        }
        let from = self.roles.holders.insert(role, login.clone());
        if from.as_ref() == Some(&login) {
            return Ok(Vec::new());
        }
        self.chronicle.meet_person(&login);
        let reason = reason.map(str::to_owned);
        let fact = Fact::Appointed {
            role,
            login: login.clone(),
            from: from.clone(),
            reason: reason.clone(),
        };
        self.chronicle.note(speech.at, speech.actor, fact, speech.url);
        // Once an incident is over, only its postmortem is anybody's duty.
        if role != Role::Owner && !self.is_running() {
            return Ok(Vec::new());
        }
        let mut lines = Vec::new();
        if self.roles.told.insert((role, login.clone())) {
            lines.push(AnswerLine::Duties {
                role,
                login,
                from,
                reason,
            });
        }
        lines.extend(self.roles.overburdened());
        Ok(lines)
    }

    fn vacate(&mut self, role: Role, speech: &Speech<'_>) {
        if let Some(login) = self.roles.holders.remove(&role) {
            let fact = Fact::Vacated { role, login };
            self.chronicle.note(speech.at, speech.actor, fact, speech.url);
        }
    }

    /// Who is meant; `None` for nobody.
    fn nominee(&self, role: Role, who: &Nominee, speech: &Speech<'_>) -> Result<Option<Login>, Refusal> {
        match (who, speech.actor) {
            // Whose account was deleted holds nothing any more, and is nobody to be taught.
            (Nominee::Nobody, _) | (Nominee::Author, None) => Ok(None),
            (Nominee::Author, Some(actor)) => Ok(Some(actor.login.clone())),
            (Nominee::Person(login), _) if speech.nominees_on_record || self.authority.sees(login) => {
                Ok(Some(login.clone()))
            }
            (Nominee::Person(login), _) => Err(Refusal::CannotSeeRepository {
                role,
                login: login.clone(),
            }),
        }
    }
}
