//! Where the App is installed, with what, and how much it may still ask for.

use chrono::{DateTime, Utc};

use super::{
    finding::Findings,
    hook::instant,
    needs::{self, rank},
    table::{APPROVALS, INSTALLATIONS, RATE_LIMIT},
};
use crate::github::{
    Error,
    inspect::{Allowed, Grant, Registration},
};

/// Looks at the installations. Gives one that works.
pub(super) fn installations(
    app: &Registration,
    grants: Result<Vec<Grant>, Error>,
    findings: &mut Findings,
) -> Option<u64> {
    let grants = match grants {
        Ok(grants) => grants,
        Err(error) => {
            findings.fault(&INSTALLATIONS, error.to_string());
            return None;
        }
    };
    if grants.is_empty() {
        findings.fault(
            &INSTALLATIONS,
            "it is installed nowhere, so that it has nothing to do",
        );
    }
    for grant in grants.iter().filter(|grant| grant.suspended) {
        findings.warning(
            &INSTALLATIONS,
            format!(
                "on {} it is suspended, so that it does nothing there",
                grant.account
            ),
        );
    }
    let accounts: Vec<&str> = grants.iter().map(|grant| grant.account.as_str()).collect();
    findings.otherwise_good(
        &INSTALLATIONS,
        format!("it is installed on {}", accounts.join(", ")),
    );
    for grant in &grants {
        approvals(app, grant, findings);
    }
    if !grants.is_empty() {
        findings.otherwise_good(&APPROVALS, "everything that the App asks for was accepted");
    }
    let working = grants.iter().find(|grant| !grant.suspended);
    working.map(|grant| grant.installation)
}

/// What the App asks for, and the account has not accepted yet.
fn approvals(app: &Registration, grant: &Grant, findings: &mut Findings) {
    let lacks = |(name, level): &(&String, &String)| {
        let granted = grant.permissions.get(*name).map(String::as_str);
        rank(granted) < rank(Some(level.as_str()))
    };
    let lacking: Vec<(&String, &String)> = app.permissions.iter().filter(lacks).collect();
    if lacking.is_empty() {
        return;
    }
    let is_needed = |(name, _): &(&String, &String)| {
        let mut needed = needs::PERMISSIONS.iter();
        needed.any(|needed| needed.name == name.as_str() && !needed.optional)
    };
    let names = lacking.iter().map(|(name, level)| format!("{name}: {level}"));
    let names = names.collect::<Vec<_>>().join(", ");
    let said = format!(
        "{} has not accepted {names}; its owner can at {}",
        grant.account, grant.html_url
    );
    if lacking.iter().any(is_needed) {
        findings.fault(&APPROVALS, said);
    } else {
        findings.warning(&APPROVALS, said);
    }
}

/// Looks at what is left for this hour.
pub(super) fn rate_limit(allowed: Result<Vec<Allowed>, Error>, now: DateTime<Utc>, findings: &mut Findings) {
    let allowed = match allowed {
        Ok(allowed) => allowed,
        Err(Error::RateLimited { until }) => {
            findings.fault(&RATE_LIMIT, format!("none is left until {}", instant(until)));
            return;
        }
        Err(error) => {
            findings.fault(&RATE_LIMIT, error.to_string());
            return;
        }
    };
    let mut told = Vec::new();
    for one in &allowed {
        let name = if one.resource == "core" { "REST" } else { "GraphQL" };
        told.push(format!("{} of {} for {name}", one.remaining, one.limit));
        let reset = one.reset.filter(|at| *at > now).map(instant);
        let until = reset.map(|at| format!(" until {at}")).unwrap_or_default();
        if one.remaining == 0 {
            findings.fault(
                &RATE_LIMIT,
                format!("none of {} is left for {name}{until}", one.limit),
            );
        } else if one.remaining < one.limit / 10 {
            let said = format!(
                "only {} of {} are left for {name}{until}",
                one.remaining, one.limit
            );
            findings.warning(&RATE_LIMIT, said);
        }
    }
    findings.otherwise_good(&RATE_LIMIT, format!("{} are left", told.join(", ")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surface::doctor::finding::Verdict;

    #[test]
    fn few_requests_are_a_warning_and_none_are_a_fault() {
        let now = DateTime::UNIX_EPOCH;
        let verdict = |remaining| {
            let allowed = Allowed {
                resource: "core".into(),
                limit: 5_000,
                remaining,
                reset: None,
            };
            let mut findings = Findings::default();
            rate_limit(Ok(vec![allowed]), now, &mut findings);
            findings.0.remove(0).verdict
        };
        assert_eq!(verdict(5_000), Verdict::Good);
        assert_eq!(verdict(499), Verdict::Warning);
        assert_eq!(verdict(0), Verdict::Fault);
    }
}
