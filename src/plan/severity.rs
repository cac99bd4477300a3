//! Severity as the messages show it: where it comes from, what its last change moved, how long each was in force.

use crate::{
    domain::severity::Severity,
    message::context::{Moved, SeverityChangeRow, SeveritySource, SeverityTime},
    policy::Policy,
};

use super::{Input, deadline};

/// Where the severity in force comes from.
pub(super) fn source(input: &Input<'_>) -> SeveritySource {
    match (&input.incident.severity, &input.incident.suggestion) {
        (Some(_), _) => SeveritySource::Chosen,
        (None, Some(suggestion)) => SeveritySource::Suggested {
            because: suggestion.because.clone(),
        },
        (None, None) => SeveritySource::Default,
    }
}

/// The latest change after the declaration, and everything that follows from it.
pub(super) fn change(input: &Input<'_>) -> Option<SeverityChangeRow> {
    let history = &input.incident.severity_history;
    let (latest, earlier) = history.split_last()?;
    let from = earlier
        .last()
        .map_or_else(|| input.assumed_severity(), |change| change.severity);
    // Without its label a severity counts no more, whatever it was changed from.
    let holds = input.incident.severity == Some(latest.severity);
    let later = holds && latest.at > input.incident.declared_at;
    (later && input.is_live() && from != latest.severity).then(|| SeverityChangeRow {
        at: latest.at,
        by: latest.by.clone(),
        from,
        moved: moved(input, from, latest.severity),
    })
}

fn moved(input: &Input<'_>, from: Severity, to: Severity) -> Vec<Moved> {
    let (before, after) = (input.policy.severity(from), input.policy.severity(to));
    let mut moved = Vec::new();
    if before.postmortem_required != after.postmortem_required {
        moved.push(Moved::Postmortem {
            required: after.postmortem_required,
        });
    }
    if let (Some(before), Some(after)) = (deadline::under(input, from), deadline::under(input, to))
        && before != after
        && input.wants_postmortem()
    {
        moved.push(Moved::Deadline {
            from: before,
            to: after,
        });
    }
    let (before, after) = (rhythm(input.policy, from), rhythm(input.policy, to));
    if before != after && input.is_running() {
        moved.push(Moved::Updates {
            from: before,
            to: after,
        });
    }
    moved
}

/// How often the commander's summary is due, in minutes.
fn rhythm(policy: &Policy, severity: Severity) -> Option<u32> {
    let every = policy.severity(severity).update_every?;
    u32::try_from(every.num_minutes()).ok()
}

/// How long each severity was in force, once the incident is over and there was more than one.
pub(super) fn times(input: &Input<'_>) -> Vec<SeverityTime> {
    let Some(resolved) = input.incident.instants.resolved else {
        return Vec::new();
    };
    let spans = input.incident.time_in_severity(resolved);
    if spans.len() < 2 {
        return Vec::new();
    }
    let row = |(severity, span): (Severity, chrono::TimeDelta)| SeverityTime {
        severity,
        minutes: span.num_minutes(),
    };
    spans.into_iter().map(row).collect()
}
