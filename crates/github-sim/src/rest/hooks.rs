//! The App's webhook: its settings, what was delivered, and delivering again.

use serde_json::{Value, json};

use super::route::Verb::{Get, Patch, Post};
use super::route::{Operation, jwt_operation};
use super::{Body, Call, Caller, Reply};
use crate::render::Render;
use crate::world::{App, AppId, Delivery, DeliveryState, OpError};

pub(super) const OPERATIONS: &[Operation] = &[
    jwt_operation(
        Get,
        "/app/hook/config",
        "apps/webhooks#get-a-webhook-configuration-for-an-app",
        config,
    ),
    jwt_operation(
        Patch,
        "/app/hook/config",
        "apps/webhooks#update-a-webhook-configuration-for-an-app",
        configure,
    ),
    jwt_operation(
        Get,
        "/app/hook/deliveries",
        "apps/webhooks#list-deliveries-for-an-app-webhook",
        list,
    ),
    jwt_operation(
        Get,
        "/app/hook/deliveries/{delivery_id}",
        "apps/webhooks#get-a-delivery-for-an-app-webhook",
        get,
    ),
    jwt_operation(
        Post,
        "/app/hook/deliveries/{delivery_id}/attempts",
        "apps/webhooks#redeliver-a-delivery-for-an-app-webhook",
        redeliver,
    ),
];

fn app_id(call: &Call<'_>) -> Result<AppId, OpError> {
    match call.caller {
        Caller::App(id) => Ok(id),
        _ => Err(OpError::NotFound),
    }
}

fn rendered(app: &App) -> Value {
    let mut out = json!({"content_type": app.hook.content_type, "insecure_ssl": "0"});
    if let Some(url) = &app.hook.url {
        out["url"] = json!(url);
    }
    if app.hook.secret.is_some() {
        out["secret"] = json!("********");
    }
    out
}

fn config(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let app = call.world.app(app_id(call)?).ok_or(OpError::NotFound)?;
    Ok(Reply::ok(rendered(app)))
}

fn configure(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let id = app_id(call)?;
    let (url, secret, kind) = (
        call.text("url")?,
        call.text("secret")?,
        call.text("content_type")?,
    );
    let app = call.world.apps.get_mut(&id).ok_or(OpError::NotFound)?;
    app.hook.url = url.or_else(|| app.hook.url.take());
    app.hook.secret = secret.or_else(|| app.hook.secret.take());
    app.hook.content_type = kind.unwrap_or_else(|| std::mem::take(&mut app.hook.content_type));
    Ok(Reply::ok(rendered(app)))
}

/// What has been tried. A delivery that is still waiting, or got lost on the way, is not in GitHub's list.
fn tried(one: &Delivery, app: AppId) -> bool {
    one.app == app
        && matches!(
            one.state,
            DeliveryState::Answered { .. } | DeliveryState::Failed(_)
        )
}

/// Newest first. `cursor` is the id of the last one seen; `status=failure` covers answers of 400 and more only.
fn list(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let app = app_id(call)?;
    let size = call
        .query("per_page")
        .and_then(|text| text.parse().ok())
        .unwrap_or(30_usize)
        .clamp(1, 100);
    let cursor = call
        .query("cursor")
        .and_then(|text| text.trim_start_matches("v1_").parse::<i64>().ok());
    let wanted = call.query("status").map(str::to_owned);
    let fits = |one: &&Delivery| {
        let by_status = match (wanted.as_deref(), &one.state) {
            (Some("success"), DeliveryState::Answered { status, .. }) => *status < 400,
            (Some("failure"), DeliveryState::Answered { status, .. }) => *status >= 400,
            (Some(_), _) => false,
            (None, _) => true,
        };
        by_status && tried(one, app) && cursor.is_none_or(|cursor| one.id < cursor)
    };
    let found: Vec<&Delivery> = call.world.deliveries.iter().rev().filter(fits).collect();
    let page: Vec<Value> = found.iter().take(size).map(|one| Render::delivery(one)).collect();
    let mut reply = Reply {
        status: 200,
        body: Body::Json(Value::Array(page)),
        headers: Vec::new(),
    };
    if found.len() > size {
        let status = wanted
            .map(|status| format!("&status={status}"))
            .unwrap_or_default();
        let next = format!(
            "<{}/app/hook/deliveries?per_page={size}{status}&cursor=v1_{}>; rel=\"next\"",
            call.world.api_url,
            found[size - 1].id
        );
        reply.headers.push(("link", next));
    }
    Ok(reply)
}

fn own_delivery<'a>(call: &'a Call<'_>) -> Result<&'a Delivery, OpError> {
    let (app, id) = (app_id(call)?, call.number::<i64>("delivery_id")?);
    call.world
        .deliveries
        .iter()
        .find(|one| one.id == id && tried(one, app))
        .ok_or(OpError::NotFound)
}

fn get(call: &mut Call<'_>) -> Result<Reply, OpError> {
    Ok(Reply::ok(call.render().full_delivery(own_delivery(call)?)))
}

fn redeliver(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let id = own_delivery(call)?.id;
    call.world.redeliver(id);
    Ok(Reply::json(202, json!({})))
}
