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
        let reverted = reverted(&title);
        let revert = reverted.is_some();
        let landed = || Fact::Landed {
            title: reverted.unwrap_or(&title).to_owned(),
            revert,
        };
        let in_time = |at: DateTime<Utc>| {
            instants.started.is_some_and(|started| at >= started)
                && instants.resolved.is_none_or(|resolved| at <= resolved)
        };
        let (at, fact) = match by {
            Referrer::PullRequest {
                merged_at: Some(merged_at),
            } if in_time(merged_at) => (merged_at, landed()),
            Referrer::Commit if self.meanwhile => (self.at, landed()),
            Referrer::PullRequest { .. } | Referrer::Issue if self.meanwhile => {
                (self.at, Fact::Referenced { title: title.clone() })
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

/// The title of the change that a change undoes, as far as its own title tells; the whole title when it tells no more than
/// that. GitHub's own button writes `Revert "…"`, and many teams `revert: …`.
fn reverted(title: &str) -> Option<&str> {
    const QUOTES: [(char, char); 4] = [('"', '"'), ('\'', '\''), ('“', '”'), ('「', '」')];
    let title = title.trim();
    let word = title
        .get(..6)
        .filter(|word| word.eq_ignore_ascii_case("revert"))?;
    let rest = &title[word.len()..];
    if let Some((open, close)) = QUOTES
        .into_iter()
        .find(|(open, _)| rest.trim_start().starts_with(*open))
    {
        let quoted = rest.trim_start().trim_start_matches(open);
        let quoted = quoted.strip_suffix(close).unwrap_or(quoted);
        return Some(if quoted.is_empty() { title } else { quoted });
    }
    if !rest.starts_with([':', '(', '!']) {
        return None;
    }
    let told = rest.split_once(':').map_or("", |(_, told)| told.trim());
    Some(if told.is_empty() { title } else { told })
}

#[cfg(test)]
mod tests {
    use super::reverted;

    #[test]
    fn reverts_are_told_by_their_titles() {
        for (title, expected) in [
            ("Revert \"Speed up checkout\"", "Speed up checkout"),
            ("revert: speed up", "speed up"),
            ("Revert(api)!: x", "x"),
            ("revert “x”", "x"),
            ("Revert「速くする」", "速くする"),
            ("Revert \"Revert \"x\"\"", "Revert \"x\""),
            ("revert:", "revert:"),
            ("Revert \"Cut off by Git…", "Cut off by Git…"),
        ] {
            assert_eq!(reverted(title), Some(expected), "{title}");
        }
        for title in ["Reverting is hard", "Add revert button", "", "reverted", "戻す"] {
            assert_eq!(reverted(title), None, "{title}");
        }
    }
}
