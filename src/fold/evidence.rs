//! Facts that GitHub knows by itself: what refers to the incident, what was merged, deployed and released meanwhile.
//!
//! They become rows only at the end of the walk, because when the incident began and ended may be said at any time.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::{
    event::{Event, Reference, Referrer},
    incident::{Fact, TimelineRow},
    observation::{Observation, Shipment, Shipped},
    person::Actor,
    phase::Instants,
};

/// How long before the start of impact something that was shipped may have caused it.
const LOOK_BACK: TimeDelta = TimeDelta::hours(1);
/// The most rows about things that were shipped; the status comment has to remember them.
const MOST_SHIPMENTS: usize = 20;

/// A reference, as it was made.
#[derive(Debug)]
pub(super) struct Cited {
    at: DateTime<Utc>,
    actor: Option<Actor>,
    reference: Reference,
    /// The incident was going on.
    meanwhile: bool,
}

impl Cited {
    pub(super) fn new(event: &Event, reference: &Reference, meanwhile: bool) -> Self {
        Self {
            at: event.at,
            actor: event.actor.clone(),
            reference: reference.clone(),
            meanwhile,
        }
    }

    /// The row it makes: a pull request that was merged in time counts when it landed, not when it was opened.
    fn row(self, instants: &Instants) -> Option<TimelineRow> {
        let Reference { by, title, url } = self.reference;
        let revert = is_revert(&title);
        let in_time = |at: DateTime<Utc>| {
            instants.started.is_some_and(|started| at >= started)
                && instants.resolved.is_none_or(|resolved| at <= resolved)
        };
        let (at, fact) = match by {
            Referrer::PullRequest {
                merged_at: Some(merged_at),
            } if in_time(merged_at) => (merged_at, Fact::Landed { title, revert }),
            Referrer::Commit if self.meanwhile => (self.at, Fact::Landed { title, revert }),
            Referrer::PullRequest { .. } | Referrer::Issue if self.meanwhile => {
                (self.at, Fact::Referenced { title })
            }
            _ => return None,
        };
        Some(TimelineRow {
            at,
            by: self.actor.map(|actor| actor.login),
            fact,
            url,
        })
    }
}

/// Rows about everything that refers to the incident, except for its own postmortem.
pub(super) fn cited(
    cited: Vec<Cited>,
    instants: &Instants,
    observation: &Observation,
) -> impl Iterator<Item = TimelineRow> {
    let own = observation.pull_request.as_ref().map(|pull| pull.url.clone());
    cited
        .into_iter()
        .filter(move |cited| own.as_ref() != Some(&cited.reference.url))
        .filter_map(|cited| cited.row(instants))
}

/// Rows about what was shipped around the incident: those that GitHub shows now, and those that we kept because it may
/// not show them any more.
pub(super) fn shipped(
    observed: &[Shipment],
    kept: Vec<TimelineRow>,
    instants: &Instants,
) -> Vec<TimelineRow> {
    let Some(started) = instants.started else {
        return Vec::new();
    };
    let within = |row: &TimelineRow| {
        row.at >= started - LOOK_BACK && instants.resolved.is_none_or(|resolved| row.at <= resolved)
    };
    let mut rows: Vec<TimelineRow> = observed.iter().map(row).filter(within).collect();
    for row in kept.into_iter().filter(within) {
        // How a deployment ended may have become known since it was kept.
        if !rows
            .iter()
            .any(|known| known.at == row.at && known.url == row.url)
        {
            rows.push(row);
        }
    }
    rows.sort_by_key(|row| row.at);
    rows.split_off(rows.len().saturating_sub(MOST_SHIPMENTS))
}

fn row(shipment: &Shipment) -> TimelineRow {
    let fact = match &shipment.what {
        Shipped::Deployment {
            environment,
            commit,
            failed,
        } => Fact::Deployed {
            environment: environment.clone(),
            commit: commit.clone(),
            failed: *failed,
        },
        Shipped::Release { name } => Fact::Released { name: name.clone() },
    };
    TimelineRow {
        at: shipment.at,
        by: shipment.by.as_ref().map(|actor| actor.login.clone()),
        fact,
        url: shipment.url.clone(),
    }
}

/// GitHub's own button writes `Revert "…"`, and many teams `revert: …`.
fn is_revert(title: &str) -> bool {
    let title = title.trim_start().to_lowercase();
    title.strip_prefix("revert").is_some_and(|rest| {
        rest.starts_with([':', '(', '!']) || rest.trim_start().starts_with(['"', '\'', '“', '「'])
    })
}

#[cfg(test)]
mod tests {
    use super::is_revert;

    #[test]
    fn reverts_are_told_by_their_titles() {
        for title in [
            "Revert \"Speed up checkout\"",
            "revert: speed up",
            "Revert(api)!: x",
            "revert “x”",
        ] {
            assert!(is_revert(title), "{title}");
        }
        for title in ["Reverting is hard", "Add revert button", "", "reverted"] {
            assert!(!is_revert(title), "{title}");
        }
    }
}
