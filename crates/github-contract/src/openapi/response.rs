//! The response's half: status, headers and body against what the operation answers.

use serde_json::{Value, json};

use super::contract::Call;
use super::link::malformed_part;
use super::schema::Schema;
use super::undocumented::undocumented;
use crate::exchange::{Body, Exchange, media_type};
use crate::finding::{Kind, Report};

/// Statuses GitHub answers to any call, whether its description lists them or not: redirects, refusals, rate
/// limits and its own failures.
const ANYWHERE: [u16; 16] = [
    301, 302, 304, 307, 400, 401, 403, 404, 406, 415, 422, 429, 500, 502, 503, 504,
];

/// Media types that ask for something else than the JSON described: the raw file, a patch, rendered text.
const OTHER_FORMS: [&str; 7] = [".raw", ".diff", ".patch", ".html", ".text", ".full", ".sha"];

pub(super) fn check(exchange: &Exchange, call: &Call, report: &mut Report<'_>) {
    let Some(status) = exchange.status else { return };
    let responses = &call.operation["responses"];
    let key = status.to_string();
    let key = if responses.get(&key).is_some() {
        key.as_str()
    } else {
        "default"
    };
    if responses.get(key).is_some() {
        check_described(exchange, call, key, report);
    } else if ANYWHERE.contains(&status) {
        check_refusal(exchange, call, status, report);
    } else {
        let known: Vec<&String> = responses
            .as_object()
            .into_iter()
            .flatten()
            .map(|(status, _)| status)
            .collect();
        let message = format!("{} answers {known:?}, never {status}", call.name());
        report.add(Kind::UnexpectedStatus, message);
    }
    if let Some(part) = exchange.response_header("link").and_then(malformed_part) {
        report.add(Kind::LinkHeader, format!("{part:?} is not `<target>; rel=\"…\"`"));
    }
}

/// A refusal that the description does not list has the form all of GitHub's refusals have.
fn check_refusal(exchange: &Exchange, call: &Call, status: u16, report: &mut Report<'_>) {
    if let (Body::Json(json), false) = (exchange.response_body(), status == 304) {
        let schema = call.contract.schema("/components/schemas/basic-error");
        schema
            .faults(&json)
            .into_iter()
            .for_each(|fault| report.add(Kind::ResponseBody, fault));
    }
}

fn check_described(exchange: &Exchange, call: &Call, status: &str, report: &mut Report<'_>) {
    let name = call.name();
    let media_types = call.media_types(&["responses", status]);
    let body = exchange.response_body();
    if media_types.is_empty() {
        if body != Body::Absent {
            report.add(
                Kind::UnexpectedResponseBody,
                format!("{status} of {name} has no body"),
            );
        }
        return;
    }
    let as_json: Vec<(&str, Schema)> = media_types
        .iter()
        .filter(|(media, _)| media.contains("json"))
        .cloned()
        .collect();
    let accept = exchange.request_header("accept").unwrap_or_default();
    if as_json.is_empty() || OTHER_FORMS.iter().any(|form| accept.contains(form)) {
        return;
    }
    let sent = media_type(exchange.response_header("content-type"));
    if let Some(sent) = &sent
        && !sent.contains("json")
        && !media_types.iter().any(|(media, _)| media == sent)
    {
        let names: Vec<&str> = media_types.iter().map(|(media, _)| *media).collect();
        report.add(
            Kind::ResponseMediaType,
            format!("{sent} is none of {}", names.join(", ")),
        );
    }
    match body {
        // An object without members may be left out.
        Body::Absent if as_json.iter().any(|(_, schema)| schema.allows(&json!({}))) => {}
        Body::Absent => report.add(
            Kind::ResponseBody,
            format!("{status} of {name} has a body; there is none"),
        ),
        Body::Text(text) if sent.as_deref().is_none_or(|sent| sent.contains("json")) => {
            let start: String = text.chars().take(80).collect();
            report.add(Kind::ResponseBody, format!("/: {start:?} is not JSON"));
        }
        Body::Text(_) => {}
        Body::Json(json) => {
            let sent_as = as_json.iter().find(|(media, _)| Some(*media) == sent.as_deref());
            if !as_json.iter().any(|(_, schema)| schema.allows(&json)) {
                let (_, schema) = sent_as.unwrap_or(&as_json[0]);
                schema
                    .faults(&json)
                    .into_iter()
                    .for_each(|fault| report.add(Kind::ResponseBody, fault));
            }
            let schemas: Vec<Schema> = as_json.into_iter().map(|(_, schema)| schema).collect();
            check_members(exchange, name, &schemas, &json, report);
        }
    }
}

/// Members of the body that no description has.
fn check_members(exchange: &Exchange, name: &str, schemas: &[Schema], json: &Value, report: &mut Report<'_>) {
    let is_refusal = exchange.status.is_some_and(|status| status >= 400);
    for place in undocumented(schemas, json) {
        // Every refusal repeats its status in the body; only some descriptions say so.
        if !(is_refusal && place == "/status") {
            let message = format!("{place}: GitHub documents no such field in {name}");
            report.add(Kind::UndocumentedResponseField, message);
        }
    }
}
