//! The App as it is registered: who it is, what it may do, and what it is told.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    finding::Findings,
    needs::{self, rank},
    table::{APP, CLOCK, EVENTS, GITHUB, PERMISSIONS},
};
use crate::github::{
    Error,
    inspect::{Contact, Permissions, Registration},
};

/// By how much clocks may differ. We date statements back by a minute, and GitHub takes none from its future.
const SKEW: TimeDelta = TimeDelta::seconds(30);

/// What the first answer tells. The App, if GitHub knows it.
pub(super) fn contact(
    contact: Result<Contact, Error>,
    now: DateTime<Utc>,
    findings: &mut Findings,
) -> Option<Registration> {
    let Contact { date, app } = match contact {
        Err(error) => {
            findings.fault(&GITHUB, error.to_string());
            return None;
        }
        Ok(contact) => contact,
    };
    if let Err(error @ (Error::Transient { .. } | Error::RateLimited { .. })) = &app {
        findings.fault(&GITHUB, error.to_string());
        return None;
    }
    findings.good(&GITHUB, "it answers");
    if let Some(date) = date {
        clock(now, date, findings);
    }
    match app {
        Ok(app) => {
            findings.good(&APP, format!("GitHub knows it as {} ({})", app.slug, app.id));
            Some(app)
        }
        Err(error) => {
            findings.fault(&APP, error.to_string());
            None
        }
    }
}

fn clock(now: DateTime<Utc>, date: DateTime<Utc>, findings: &mut Findings) {
    let skew = now - date;
    let seconds = skew.abs().num_seconds();
    if skew.abs() <= SKEW {
        findings.good(&CLOCK, "it agrees with GitHub's");
    } else {
        let direction = if skew > TimeDelta::zero() {
            "ahead of"
        } else {
            "behind"
        };
        let said = format!("it is {seconds} s {direction} GitHub's");
        // Beyond that GitHub refuses what we sign, now or at the next delay.
        if skew > TimeDelta::minutes(1) || skew < -TimeDelta::minutes(8) {
            findings.fault(&CLOCK, said);
        } else {
            findings.warning(&CLOCK, said);
        }
    }
}

/// Compares what the App asks for with what it needs.
pub(super) fn permissions(app: &Registration, findings: &mut Findings) {
    for needed in &needs::PERMISSIONS {
        let has = app.permissions.get(needed.name).map(String::as_str);
        if rank(has) >= rank(Some(needed.level)) {
            continue;
        }
        let said = format!(
            "{}: {} is missing{}; without it {}",
            needed.name,
            needed.level,
            has.map(|has| format!(" (it has {has})")).unwrap_or_default(),
            needed.without
        );
        if needed.optional {
            findings.warning(&PERMISSIONS, said);
        } else {
            findings.fault(&PERMISSIONS, said);
        }
    }
    let excess = excess(&app.permissions);
    if !excess.is_empty() {
        findings.warning(&PERMISSIONS, format!("more than it needs: {}", excess.join(", ")));
    }
    findings.otherwise_good(&PERMISSIONS, "it asks for what it needs, and for no more");
}

/// What is asked for and not needed.
fn excess(permissions: &Permissions) -> Vec<String> {
    let is_excess = |(name, level): &(&String, &String)| {
        let needed = needs::PERMISSIONS
            .iter()
            .find(|needed| needed.name == name.as_str());
        rank(Some(level.as_str())) > rank(needed.map(|needed| needed.level))
    };
    let excess = permissions.iter().filter(is_excess);
    excess.map(|(name, level)| format!("{name}: {level}")).collect()
}

/// Compares what the App is told with what it wants to hear.
pub(super) fn events(app: &Registration, findings: &mut Findings) {
    let mut untold = 0;
    for event in needs::EVENTS
        .iter()
        .filter(|event| !app.events.contains(event.name))
    {
        // Without the permission there is no such event, and that was said already.
        if !app.permissions.contains_key(event.takes) {
            untold += 1;
            continue;
        }
        let said = format!("{} is missing; without it {}", event.name, event.without);
        if event.optional {
            findings.warning(&EVENTS, said);
        } else {
            findings.fault(&EVENTS, said);
        }
    }
    if untold > 0 {
        findings.note(
            &EVENTS,
            format!("{untold} more take permissions that are missing"),
        );
    }
    findings.otherwise_good(&EVENTS, "it is told everything that matters");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surface::doctor::finding::Verdict;

    fn verdict_at(skew: i64) -> Verdict {
        let mut findings = Findings::default();
        let date = DateTime::UNIX_EPOCH + TimeDelta::hours(1);
        clock(date + TimeDelta::seconds(skew), date, &mut findings);
        findings.0.remove(0).verdict
    }

    #[test]
    fn a_clock_is_wrong_when_github_refuses_what_it_dates() {
        for good in [0, 30, -30] {
            assert_eq!(verdict_at(good), Verdict::Good, "{good}");
        }
        for warning in [31, 60, -31, -480] {
            assert_eq!(verdict_at(warning), Verdict::Warning, "{warning}");
        }
        for fault in [61, 3_600, -481, -86_400] {
            assert_eq!(verdict_at(fault), Verdict::Fault, "{fault}");
        }
    }
}
