//! The REST rules: one exchange against GitHub's OpenAPI description of the API version it asked for.
//!
//! GraphQL is not looked at here, nor what one exchange means for the next.
//!
//! Start at [`check`]: `contract` finds the operation, `request` and `response` hold the two halves against it,
//! `credentials` and `link` know the two headers with a grammar, `schema` and `undocumented` judge values.

mod contract;
mod credentials;
mod link;
mod request;
mod response;
mod schema;
mod template;
mod undocumented;

use std::collections::BTreeMap;

use self::contract::{Contract, Lookup};
use crate::exchange::Exchange;
use crate::finding::{Kind, Report};

/// Reports everything in this exchange that the description does not allow.
pub(crate) fn check(
    exchange: &Exchange,
    granted: Option<&BTreeMap<String, String>>,
    report: &mut Report<'_>,
) {
    let asked = exchange.request_header("x-github-api-version");
    let contract = Contract::of_version(asked).unwrap_or_else(|| {
        let message = format!(
            "X-GitHub-Api-Version {:?}: GitHub serves {}",
            asked.unwrap_or_default(),
            Contract::versions().join(" and ")
        );
        report.add(Kind::ApiVersion, message);
        Contract::oldest()
    });
    let (method, path) = (exchange.method.to_ascii_uppercase(), exchange.api_path());
    match contract.find(&method, &path) {
        Lookup::Found(call) => {
            request::check(exchange, &call, granted, report);
            response::check(exchange, &call, report);
        }
        Lookup::Elsewhere => report.add(
            Kind::NotDescribed,
            format!(
                "{method} {path}: GitHub has it, the description kept here does not; widen the description"
            ),
        ),
        Lookup::OtherMethods(methods) => report.add(
            Kind::UnknownOperation,
            format!(
                "GitHub has no {method} {path}; this path takes {}",
                methods.join(", ")
            ),
        ),
        Lookup::Unknown => report.add(Kind::UnknownOperation, format!("GitHub has no {method} {path}")),
    }
}

/// The rules for the headers of a GraphQL request, which are those of any call with an installation token.
pub(crate) fn check_graphql_headers(exchange: &Exchange, report: &mut Report<'_>) {
    request::check_client_headers(exchange, credentials::Wanted::Token, report);
}
