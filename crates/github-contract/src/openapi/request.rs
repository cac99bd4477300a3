//! The request's half: path, query, body, headers and credentials against the operation.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::contract::Call;
use super::credentials::{self, Sent, Wanted};
use super::undocumented::undocumented;
use crate::exchange::{Body, Exchange, media_type};
use crate::finding::{Kind, Report};

pub(super) fn check(
    exchange: &Exchange,
    call: &Call,
    granted: Option<&BTreeMap<String, String>>,
    report: &mut Report<'_>,
) {
    check_path(call, report);
    check_query(exchange, call, report);
    check_body(exchange, call, report);
    let wanted = Wanted::by(call.template);
    if check_client_headers(exchange, wanted, report) == Some(Sent::Token)
        && call.operation["x-apps"] == false
        && wanted == Wanted::Token
        && sent_by_installation(exchange)
    {
        report.add(
            Kind::NotForApps,
            format!("{} cannot be called with an installation token", call.name()),
        );
    }
    if let Some(granted) = granted.filter(|_| wanted != Wanted::Jwt) {
        check_permission(call, granted, report);
    }
}

fn check_path(call: &Call, report: &mut Report<'_>) {
    for (name, _, schema) in call.parameters("path") {
        let Some((_, value)) = call.in_path.iter().find(|(hole, _)| hole == name) else {
            continue;
        };
        if !schema.allows_text(value) {
            report.add(
                Kind::PathParameter,
                format!("{{{name}}} = {value:?} does not fit {}", schema.node),
            );
        }
    }
}

fn check_query(exchange: &Exchange, call: &Call, report: &mut Report<'_>) {
    let parameters = call.parameters("query");
    let given = exchange.query_pairs();
    for (name, value) in &given {
        let bare = name.strip_suffix("[]").unwrap_or(name);
        let Some((_, _, schema)) = parameters
            .iter()
            .find(|(known, _, _)| known == name || *known == bare)
        else {
            let message = format!("?{name}= is not a parameter of {}", call.name());
            report.add(Kind::UnknownQueryParameter, message);
            continue;
        };
        if !schema.allows_text(value) {
            report.add(
                Kind::QueryValue,
                format!("?{name}={value} does not fit {}", schema.node),
            );
        } else if name == "per_page" && value.parse().is_ok_and(|size: u64| !(1..=100).contains(&size)) {
            report.add(
                Kind::QueryValue,
                format!("?per_page={value}: GitHub takes 1 to 100"),
            );
        }
    }
    for (name, required, _) in parameters {
        if required && !given.iter().any(|(key, _)| key == name) {
            report.add(
                Kind::MissingQueryParameter,
                format!("?{name}= is required by {}", call.name()),
            );
        }
    }
}

fn check_body(exchange: &Exchange, call: &Call, report: &mut Report<'_>) {
    let name = call.name();
    let described = &call.operation["requestBody"];
    let body = exchange.request_body();
    if described.is_null() {
        // Some clients send `{}` or `[]` where there is nothing to send.
        let empty = matches!(&body, Body::Json(json) if *json == json!({}) || *json == json!([]));
        if body != Body::Absent && !empty {
            report.add(
                Kind::UnexpectedRequestBody,
                format!("{name} takes no request body"),
            );
        }
        return;
    }
    match body {
        Body::Absent if described["required"] == true => {
            report.add(
                Kind::MissingRequestBody,
                format!("{name} requires a request body"),
            );
        }
        Body::Absent => {}
        Body::Text(text) => {
            let media_types = call.media_types(&["requestBody"]);
            if !media_types.iter().any(|(media, _)| media.starts_with("text/")) {
                let start: String = text.chars().take(80).collect();
                report.add(Kind::RequestBody, format!("/: {start:?} is not JSON"));
            }
        }
        Body::Json(json) => check_json(exchange, call, &json, report),
    }
}

fn check_json(exchange: &Exchange, call: &Call, json: &Value, report: &mut Report<'_>) {
    let media_types = call.media_types(&["requestBody"]);
    let described_as = |wanted: &str| media_types.iter().find(|(media, _)| *media == wanted);
    let sent = media_type(exchange.request_header("content-type"));
    let by_header = sent.as_deref().and_then(described_as);
    // Any media type built on JSON is read as JSON.
    if let Some(sent) = sent.filter(|sent| by_header.is_none() && !sent.ends_with("json")) {
        let names: Vec<&str> = media_types.iter().map(|(media, _)| *media).collect();
        report.add(
            Kind::RequestMediaType,
            format!("{sent} is none of {}", names.join(", ")),
        );
    }
    let media = by_header
        .or_else(|| described_as("application/json"))
        .or(media_types.first());
    let Some((_, schema)) = media else { return };
    for fault in schema.faults(json) {
        report.add(Kind::RequestBody, fault);
    }
    for place in undocumented(std::slice::from_ref(schema), json) {
        let message = format!("{place}: {} does not take this field", call.name());
        report.add(Kind::UndocumentedRequestField, message);
    }
}

/// Reports what is wrong with the headers every call needs, and returns the credential that was sent. Says
/// nothing when the request's headers were not recorded.
pub(super) fn check_client_headers(
    exchange: &Exchange,
    wanted: Wanted,
    report: &mut Report<'_>,
) -> Option<Sent> {
    exchange.request_headers.as_ref()?;
    if exchange.request_header("user-agent").is_none_or(str::is_empty) {
        report.add(Kind::UserAgent, "no User-Agent: GitHub answers 403");
    }
    match exchange.request_header("accept") {
        None | Some("") => report.add(
            Kind::Accept,
            "no Accept; GitHub asks for application/vnd.github+json",
        ),
        Some(accept) => {
            let known = [
                "application/vnd.github",
                "application/json",
                "application/scim",
                "*/*",
            ];
            if !known.iter().any(|media| accept.contains(media)) {
                report.add(
                    Kind::Accept,
                    format!("{accept:?} names no media type that GitHub sends"),
                );
            }
        }
    }
    match exchange.request_header("authorization") {
        None | Some("") => {
            if wanted != Wanted::Anything {
                report.add(Kind::MissingCredential, "no Authorization header");
            }
            None
        }
        Some(header) => credentials::check(header, wanted, report),
    }
}

/// User tokens may call what installation tokens may not; GitHub tells them apart by their prefix.
fn sent_by_installation(exchange: &Exchange) -> bool {
    let header = exchange.request_header("authorization").unwrap_or_default();
    !["ghu_", "gho_", "ghp_", "github_pat_"]
        .iter()
        .any(|prefix| header.contains(prefix))
}

/// Any one of the permissions that the description lists is enough.
fn check_permission(call: &Call, granted: &BTreeMap<String, String>, report: &mut Report<'_>) {
    let rank = |level: &str| {
        ["read", "write", "admin"]
            .iter()
            .position(|known| *known == level)
    };
    let Some(needed) = call.operation["x-permissions"]
        .as_object()
        .filter(|needed| !needed.is_empty())
    else {
        return;
    };
    let covered = needed.iter().any(|(permission, level)| {
        let level = level.as_str().unwrap_or("admin");
        // Every app may read metadata.
        let has = granted.get(permission).map_or("none", String::as_str);
        rank(has) >= rank(level) || (permission == "metadata" && level == "read")
    });
    if !covered {
        let list: Vec<String> = needed
            .iter()
            .map(|(permission, level)| format!("{permission}: {}", level.as_str().unwrap_or_default()))
            .collect();
        report.add(
            Kind::Permission,
            format!("{} needs one of {}", call.name(), list.join(", ")),
        );
    }
}
