//! Rows of the timeline and the list of people who took part.

use chrono::{DateTime, Utc};

use crate::domain::{
    incident::{Fact, TimelineRow},
    person::{Actor, ActorKind, Login},
};

/// What happened so far and who was there.
#[derive(Debug, Default)]
pub(super) struct Chronicle {
    rows: Vec<TimelineRow>,
    participants: Vec<Login>,
}

impl Chronicle {
    /// Adds a row. A fact of which there can be only one replaces the row it corrects.
    pub(super) fn note(&mut self, at: DateTime<Utc>, by: Option<&Actor>, fact: Fact, url: &str) {
        if let Fact::Reached { .. } = fact {
            self.rows.retain(|row| row.fact != fact);
        }
        self.rows.push(TimelineRow {
            at,
            by: by.map(|actor| actor.login.clone()),
            fact,
            url: url.to_owned(),
        });
    }

    /// Takes a row back, because the incident goes on.
    pub(super) fn strike(&mut self, fact: &Fact) {
        self.rows.retain(|row| row.fact != *fact);
    }

    /// Somebody took part. Programs do not.
    pub(super) fn meet(&mut self, actor: Option<&Actor>) {
        if let Some(actor) = actor.filter(|actor| actor.kind == ActorKind::Person) {
            self.meet_person(&actor.login);
        }
    }

    /// Somebody was given something to do.
    pub(super) fn meet_person(&mut self, login: &Login) {
        if !self.participants.contains(login) {
            self.participants.push(login.clone());
        }
    }

    /// The rows and `more` of them in the order of their instants, and the people in the order of their appearance.
    pub(super) fn finish(
        mut self,
        more: impl Iterator<Item = TimelineRow>,
    ) -> (Vec<TimelineRow>, Vec<Login>) {
        self.rows.extend(more);
        self.rows.sort_by_key(|row| row.at);
        (self.rows, self.participants)
    }
}
