//! About the API itself. None of it can be refused.
#![expect(
    clippy::unnecessary_wraps,
    reason = "every operation in the table has the same type"
)]

use serde_json::json;

use super::route::Verb::Get;
use super::route::{Operation, open_operation};
use super::{Call, Caller, Reply};
use crate::render::ApiVersion;
use crate::world::OpError;

pub(super) const OPERATIONS: &[Operation] = &[
    open_operation(Get, "/versions", "meta/meta#get-all-api-versions", versions),
    open_operation(Get, "/meta", "meta/meta#get-github-meta-information", about),
    open_operation(
        Get,
        "/rate_limit",
        "rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user",
        limits,
    ),
    open_operation(Get, "/zen", "meta/meta#get-the-zen-of-github", zen),
];

fn versions(_: &mut Call<'_>) -> Result<Reply, OpError> {
    Ok(Reply::ok(json!([
        ApiVersion::V2022.as_str(),
        ApiVersion::V2026.as_str()
    ])))
}

fn about(_: &mut Call<'_>) -> Result<Reply, OpError> {
    Ok(Reply::ok(json!({
        "verifiable_password_authentication": false,
        "hooks": ["127.0.0.0/8"], "web": ["127.0.0.0/8"], "api": ["127.0.0.0/8"], "git": ["127.0.0.0/8"],
    })))
}

fn zen(_: &mut Call<'_>) -> Result<Reply, OpError> {
    Ok(Reply {
        status: 200,
        body: super::Body::Raw(b"Keep it logically awesome.".to_vec()),
        headers: Vec::new(),
    })
}

fn limits(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let actor = match &call.caller {
        Caller::Bearer { actor, .. } => Some(actor),
        Caller::Anonymous | Caller::App(_) => None,
    };
    let shown = |resource: &str| {
        let usage = call.world.usage(actor, resource);
        json!({
            "limit": usage.limit, "used": usage.used, "remaining": usage.remaining(), "reset": usage.reset.timestamp(),
        })
    };
    let core = shown("core");
    let mut body =
        json!({"resources": {"core": core, "graphql": shown("graphql"), "search": shown("search")}});
    if call.version == ApiVersion::V2022 {
        body["rate"] = core;
    }
    Ok(Reply::ok(body))
}
