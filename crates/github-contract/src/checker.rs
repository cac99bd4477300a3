//! The entry: sends each exchange to the rules for its API and gathers what they find.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::exchange::Exchange;
use crate::finding::{Finding, Report};
use crate::{graphql, openapi};

/// Checks recorded exchanges. [`check`] is the short way to one that asks for no particular permissions.
#[derive(Debug, Clone, Default)]
pub struct Checker {
    granted: Option<BTreeMap<String, String>>,
}

impl Checker {
    /// A checker that assumes every permission was granted.
    pub fn new() -> Self {
        Self::default()
    }

    /// Also holds every call made with an installation token against these permissions, as an app
    /// manifest lists them: `("issues", "write")`. Levels are `read`, `write` and `admin`.
    #[must_use]
    pub fn granting<P, L>(mut self, permissions: impl IntoIterator<Item = (P, L)>) -> Self
    where
        P: Into<String>,
        L: Into<String>,
    {
        self.granted = Some(
            permissions
                .into_iter()
                .map(|(p, level)| (p.into(), level.into()))
                .collect(),
        );
        self
    }

    /// Everything in these exchanges that GitHub's descriptions do not allow, in order.
    pub fn check(&self, exchanges: &[Exchange]) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (index, exchange) in exchanges.iter().enumerate() {
            let mut report = Report::new(index + 1, exchange, &mut findings);
            if exchange.is_graphql() {
                graphql::check(exchange, &mut report);
            } else {
                openapi::check(exchange, self.granted.as_ref(), &mut report);
            }
        }
        findings
    }
}

/// Everything in these exchanges that GitHub's descriptions do not allow, in order.
pub fn check(exchanges: &[Exchange]) -> Vec<Finding> {
    Checker::new().check(exchanges)
}

/// What GitHub's GraphQL schema does not allow in a document that has not been sent yet. Variables and answers have
/// to wait for an exchange.
pub fn check_document(document: &str) -> Vec<Finding> {
    let unsent = Exchange {
        method: "POST".to_owned(),
        path: "/graphql".to_owned(),
        ..Exchange::default()
    };
    let mut findings = Vec::new();
    graphql::check_document(document, &mut Report::new(1, &unsent, &mut findings));
    findings
}

/// For tests: passes when GitHub's descriptions allow every exchange.
///
/// # Panics
///
/// With the whole list of findings when there is one.
pub fn assert_valid(exchanges: &[Exchange]) {
    let findings = check(exchanges);
    let list = findings.iter().fold(String::new(), |mut list, finding| {
        let _ = write!(list, "\n  {finding}");
        list
    });
    assert!(
        findings.is_empty(),
        "{} of {} exchanges break GitHub's contract:{list}",
        findings.len(),
        exchanges.len()
    );
}
