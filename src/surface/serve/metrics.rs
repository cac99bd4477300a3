//! Numbers for a monitoring system, in Prometheus' text format. They name no repository and no person.

use std::{
    fmt::Write as _,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{Shared, guard::refusal};

/// How a delivery was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Its keys are in the queue.
    Accepted,
    /// It concerns no incident.
    Ignored,
    /// Its signature is missing or wrong.
    Unsigned,
    /// It cannot be read.
    Malformed,
    /// It is larger than anything GitHub sends.
    TooLarge,
    /// The database failed.
    Failed,
}

impl Outcome {
    const ALL: [Self; 6] = [
        Self::Accepted,
        Self::Ignored,
        Self::Unsigned,
        Self::Malformed,
        Self::TooLarge,
        Self::Failed,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Ignored => "ignored",
            Self::Unsigned => "unsigned",
            Self::Malformed => "malformed",
            Self::TooLarge => "too_large",
            Self::Failed => "failed",
        }
    }
}

/// Deliveries since the process started, by outcome.
#[derive(Debug, Default)]
pub(super) struct Counters([AtomicU64; Outcome::ALL.len()]);

impl Counters {
    pub(super) fn count(&self, outcome: Outcome) {
        self.0[outcome as usize].fetch_add(1, Ordering::Relaxed);
    }
}

/// All numbers.
pub(super) async fn show(State(shared): State<Arc<Shared>>) -> Response {
    let backlog = match shared.store.backlog(shared.clock.now()).await {
        Ok(backlog) => backlog,
        Err(error) => return refusal(StatusCode::SERVICE_UNAVAILABLE, &error.to_string()),
    };
    let mut text = String::from(
        "# HELP closeout_deliveries_total Deliveries since the start, by how they were answered.\n\
         # TYPE closeout_deliveries_total counter\n",
    );
    for outcome in Outcome::ALL {
        let count = shared.counters.0[outcome as usize].load(Ordering::Relaxed);
        row(
            &mut text,
            "closeout_deliveries_total",
            "outcome",
            outcome.name(),
            count,
        );
    }
    text.push_str(
        "# HELP closeout_incidents Incidents in the queue, by state; failing and parked ones are also in another.\n\
         # TYPE closeout_incidents gauge\n",
    );
    for (state, count) in [
        ("due", backlog.due),
        ("waiting", backlog.waiting),
        ("working", backlog.working),
        ("failing", backlog.failing),
        ("parked", backlog.parked),
    ] {
        row(&mut text, "closeout_incidents", "state", state, count);
    }
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    (kind, text).into_response()
}

fn row(text: &mut String, metric: &str, label: &str, value: &str, count: u64) {
    writeln!(text, "{metric}{{{label}=\"{value}\"}} {count}").expect("a String takes everything");
}
