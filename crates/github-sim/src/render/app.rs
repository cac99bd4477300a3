//! Apps, installations and webhook deliveries.

use serde_json::{Map, Value, json};

use super::{Render, instant, maybe_instant};
use crate::world::{AccountKind, App, Delivery, DeliveryState, Installation, Permissions};

impl Render<'_> {
    /// An App as others see it.
    pub fn app(&self, app: &App) -> Value {
        json!({
            "id": app.id.0,
            "client_id": app.client_id,
            "slug": app.slug,
            "node_id": app.node_id(),
            "owner": self.account(app.owner),
            "name": app.name,
            "description": "",
            "external_url": self.web(&format!("/apps/{}", app.slug)),
            "html_url": self.web(&format!("/apps/{}", app.slug)),
            "created_at": instant(app.created_at),
            "updated_at": instant(app.created_at),
            "permissions": permission_words(&app.permissions),
            "events": app.events,
        })
    }

    /// An installation.
    pub fn installation(&self, one: &Installation) -> Value {
        let account = self.world.account(one.account);
        let app = self.world.app(one.app);
        let settings = match account.kind {
            AccountKind::Organization => format!(
                "/organizations/{}/settings/installations/{}",
                account.login, one.id.0
            ),
            AccountKind::User | AccountKind::Bot => format!("/settings/installations/{}", one.id.0),
        };
        json!({
            "id": one.id.0,
            "client_id": app.map(|app| app.client_id.clone()).unwrap_or_default(),
            "account": self.simple_user(account),
            "repository_selection": one.repositories.as_str(),
            "access_tokens_url": self.api(&format!("/app/installations/{}/access_tokens", one.id.0)),
            "repositories_url": self.api("/installation/repositories"),
            "html_url": self.web(&settings),
            "app_id": one.app.0,
            "app_slug": app.map(|app| app.slug.clone()).unwrap_or_default(),
            "target_id": account.id.0,
            "target_type": account.kind.as_str(),
            "permissions": permission_words(&one.permissions),
            "events": one.events,
            "created_at": instant(one.created_at),
            "updated_at": instant(one.updated_at),
            "single_file_name": null,
            "has_multiple_single_files": false,
            "single_file_paths": [],
            "suspended_by": one.suspended.map(|(_, by)| self.account(by)),
            "suspended_at": maybe_instant(one.suspended.map(|(at, _)| at)),
        })
    }

    /// A delivery in the list of the App's webhook.
    pub fn delivery(one: &Delivery) -> Value {
        let (status, code) = match &one.state {
            DeliveryState::Answered { status, .. } if *status < 300 => ("OK", *status),
            DeliveryState::Answered { status, .. } => ("Invalid HTTP Response", *status),
            DeliveryState::Failed(reason) if reason.contains("timed out") => ("timed out", 0),
            DeliveryState::Failed(_) => ("failed to connect to host", 0),
            DeliveryState::Pending | DeliveryState::Dropped => ("pending", 0),
        };
        json!({
            "id": one.id,
            "guid": one.guid,
            "delivered_at": instant(one.delivered_at.unwrap_or(one.created_at)),
            "redelivery": one.redelivery,
            "duration": 0.05,
            "status": status,
            "status_code": code,
            "event": one.event,
            "action": one.action,
            "installation_id": one.installation.map(|id| id.0),
            "repository_id": one.repository.map(|id| id.0),
            "throttled_at": null,
        })
    }

    /// A delivery with what was sent and what came back.
    pub fn full_delivery(&self, one: &Delivery) -> Value {
        let mut out = Self::delivery(one);
        let headers = |list: &[(String, String)]| -> Value {
            list.iter()
                .map(|(name, value)| (name.clone(), json!(value)))
                .collect::<Map<_, _>>()
                .into()
        };
        let response = match &one.state {
            DeliveryState::Answered {
                headers: list, body, ..
            } => json!({"headers": headers(list), "payload": body}),
            _ => json!({"headers": {}, "payload": ""}),
        };
        let url = self.world.app(one.app).and_then(|app| app.hook.url.clone());
        super::merge(
            &mut out,
            json!({
                "url": url.unwrap_or_default(),
                "request": {"headers": headers(&one.request_headers), "payload": one.payload},
                "response": response,
            }),
        );
        out
    }
}

/// Permissions as an object of words.
pub fn permission_words(permissions: &Permissions) -> Value {
    permissions
        .iter()
        .map(|(name, level)| (name.clone(), json!(level.as_str())))
        .collect::<Map<_, _>>()
        .into()
}
