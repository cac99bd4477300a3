//! The App's webhook: where deliveries go, and whether they arrive.

use chrono::{DateTime, Utc};

use super::{
    finding::Findings,
    table::{DELIVERIES, WEBHOOK},
};
use crate::github::{
    Error,
    inspect::{Delivered, Hook},
};

/// Where the server takes deliveries.
const PATH: &str = "/webhooks/github";
/// How many failed deliveries are named.
const NAMED: usize = 3;

/// Compares the webhook with the settings.
pub(super) fn webhook(hook: Result<Hook, Error>, public_url: Option<&str>, findings: &mut Findings) {
    let hook = match hook {
        Ok(hook) => hook,
        // An App without a webhook has no configuration of one either.
        Err(Error::Gone { .. }) => Hook::default(),
        Err(error) => {
            findings.fault(&WEBHOOK, error.to_string());
            return;
        }
    };
    let Some(url) = &hook.url else {
        findings.fault(&WEBHOOK, "the App has none, so that nothing is delivered");
        return;
    };
    match public_url.map(|public| format!("{public}{PATH}")) {
        Some(expected) if expected != url.trim_end_matches('/') => {
            findings.fault(
                &WEBHOOK,
                format!("deliveries go to {}, and not to {expected}", shown(url)),
            );
        }
        None if !url.trim_end_matches('/').ends_with(PATH) => {
            let said = format!(
                "deliveries go to {}, and the server takes them at {PATH} only",
                shown(url)
            );
            findings.fault(&WEBHOOK, said);
        }
        _ => {}
    }
    if !hook.signed {
        findings.fault(
            &WEBHOOK,
            "it has no secret, so that the server refuses every delivery",
        );
    }
    if hook.insecure {
        findings.warning(
            &WEBHOOK,
            "GitHub does not look at the server's certificate: SSL verification is off",
        );
    }
    findings.otherwise_good(&WEBHOOK, format!("signed deliveries go to {}", shown(url)));
}

/// An address without what may be secret in it: the part before the host, and the query.
fn shown(url: &str) -> String {
    let plain = url.split(['?', '#']).next().unwrap_or_default();
    match plain.split_once("://") {
        Some((scheme, rest)) => {
            let end = rest.find('/').unwrap_or(rest.len());
            let host = rest[..end].rsplit('@').next().unwrap_or_default();
            format!("{scheme}://{host}{}", &rest[end..])
        }
        None => plain.to_owned(),
    }
}

/// Looks at what became of the latest deliveries.
pub(super) fn deliveries(delivered: Result<Vec<Delivered>, Error>, findings: &mut Findings) {
    let delivered = match delivered {
        Ok(delivered) => delivered,
        Err(Error::Gone { .. }) => Vec::new(),
        Err(error) => {
            findings.fault(&DELIVERIES, error.to_string());
            return;
        }
    };
    let Some(last) = delivered.first() else {
        findings.note(&DELIVERIES, "nothing was delivered yet");
        return;
    };
    let failed: Vec<&Delivered> = delivered.iter().filter(|one| !one.is_good()).collect();
    let named = failed
        .iter()
        .take(NAMED)
        .map(|one| named(one))
        .collect::<Vec<_>>()
        .join("; ");
    let of = format!("{} of the last {} failed", failed.len(), delivered.len());
    if failed.is_empty() {
        findings.good(&DELIVERIES, format!("the last {} arrived", delivered.len()));
    } else if last.is_good() {
        findings.warning(&DELIVERIES, format!("{of}, and later ones arrived: {named}"));
    } else {
        findings.fault(&DELIVERIES, format!("{of}: {named}"));
    }
}

fn named(one: &Delivered) -> String {
    let answer = match one.status {
        0 => one.words.clone(),
        status => format!("status {status}"),
    };
    format!("{} at {}, {answer}", one.event, instant(one.at))
}

pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_shown_without_secrets() {
        assert_eq!(
            shown("https://u:hunter2@h.example/webhooks/github?key=hunter2"),
            "https://h.example/webhooks/github"
        );
        assert_eq!(shown("nonsense?key=hunter2"), "nonsense");
    }
}
