//! Queues webhook deliveries for the Apps that want to hear of an event.

use serde_json::{Value, json};

use crate::render::Render;
use crate::world::{
    AccountId, AccountKind, App, AppId, Delivery, DeliveryState, Installation, InstallationId, IssueKey,
    RepoId, World, hex,
};

/// Events that reach every App, subscribed or not.
const ALWAYS: [&str; 3] = [
    "installation",
    "installation_repositories",
    "github_app_authorization",
];

/// The permission an installation needs for an event to be sent to it. Others need none.
fn permission_for(event: &str) -> &'static [&'static str] {
    match event {
        "issues" | "sub_issues" | "milestone" | "issue_comment" | "label" => &["issues", "pull_requests"],
        "pull_request" | "pull_request_review" => &["pull_requests"],
        "push" | "create" | "delete" | "release" | "fork" => &["contents"],
        "deployment" | "deployment_status" => &["deployments"],
        "check_run" | "check_suite" => &["checks"],
        _ => &[],
    }
}

/// What happened, before it is known who is to be told.
pub(crate) struct Event<'a> {
    /// `X-GitHub-Event`.
    pub(crate) name: &'a str,
    /// The payload's `action`, if the event has one.
    pub(crate) action: Option<&'a str>,
    /// Where.
    pub(crate) repo: RepoId,
    /// By whom.
    pub(crate) sender: AccountId,
    /// Only this App is told, if given.
    pub(crate) only: Option<AppId>,
    /// The members of the payload that this event has of its own.
    pub(crate) payload: Value,
}

impl World {
    /// Queues a repository's event for every App that is installed there, subscribed to it and not suspended.
    pub(crate) fn emit(&mut self, event: &Event<'_>) {
        let Some(repo) = self.repo(event.repo) else { return };
        let wants = |one: &&Installation| {
            one.account == repo.owner
                && one.repositories.contains(repo.id)
                && one.suspended.is_none()
                && one.events.contains(event.name)
                && event.only.is_none_or(|app| app == one.app)
                && may_hear(one, event.name)
        };
        let told: Vec<(AppId, InstallationId)> = self
            .installations
            .values()
            .filter(wants)
            .map(|one| (one.app, one.id))
            .collect();
        if told.is_empty() {
            return;
        }
        let render = Render::new(self);
        let mut payload = event.payload.clone();
        payload["repository"] = render.repository(repo, None);
        payload["sender"] = render.account(event.sender);
        let owner = self.account(repo.owner);
        if owner.kind == AccountKind::Organization {
            payload["organization"] = render.organization_simple(owner);
        }
        if let Some(action) = event.action {
            payload["action"] = json!(action);
        }
        for (app, installation) in told {
            let mut payload = payload.clone();
            let node_id = self.installations.get(&installation).map(Installation::node_id);
            payload["installation"] = json!({"id": installation.0, "node_id": node_id});
            self.queue(app, Some(installation), Some(event.repo), event.name, payload);
        }
    }

    /// An `issues` or `pull_request` event about the thing at `key`, with further members.
    pub(crate) fn emit_about(&mut self, actor: AccountId, key: IssueKey, action: &str, extra: Value) {
        let Some(repo) = self.repo(key.repo) else { return };
        let Some(issue) = repo.issues.get(&key.number) else {
            return;
        };
        let render = Render::new(self);
        let (name, mut payload) = if issue.pull.is_some() {
            (
                "pull_request",
                json!({"number": key.number, "pull_request": render.pull(repo, issue)}),
            )
        } else {
            ("issues", json!({"issue": render.issue_payload(repo, issue)}))
        };
        if let (Some(payload), Value::Object(extra)) = (payload.as_object_mut(), extra) {
            payload.extend(extra);
        }
        self.emit(&Event {
            name,
            action: Some(action),
            repo: key.repo,
            sender: actor,
            only: None,
            payload,
        });
    }

    /// Tells one App about its own installation.
    pub(crate) fn emit_installation(
        &mut self,
        id: InstallationId,
        name: &str,
        action: &str,
        sender: AccountId,
        extra: Value,
    ) {
        let Some(one) = self.installations.get(&id) else {
            return;
        };
        let render = Render::new(self);
        let mut payload = json!({
            "action": action, "installation": render.installation(one), "sender": render.account(sender),
        });
        if let (Some(payload), Value::Object(extra)) = (payload.as_object_mut(), extra) {
            payload.extend(extra);
        }
        let app = one.app;
        self.queue(app, Some(id), None, name, payload);
    }

    fn queue(
        &mut self,
        app: AppId,
        installation: Option<InstallationId>,
        repository: Option<RepoId>,
        event: &str,
        payload: Value,
    ) {
        let listens = |app: &App| {
            app.hook.active
                && app.hook.url.is_some()
                && (app.events.contains(event) || ALWAYS.contains(&event) || event == "ping")
        };
        if !self.app(app).is_some_and(listens) {
            return;
        }
        let id = self.fresh_id();
        let delivery = Delivery {
            id,
            guid: guid(id),
            app,
            event: event.to_owned(),
            action: payload.get("action").and_then(Value::as_str).map(str::to_owned),
            payload,
            installation,
            repository,
            redelivery: false,
            created_at: self.now(),
            delivered_at: None,
            state: DeliveryState::Pending,
            request_headers: Vec::new(),
        };
        self.deliveries.push(delivery);
        self.wake.notify_one();
    }

    /// Queues an earlier delivery again: same GUID, new id. `None` if there is none with this id.
    pub fn redeliver(&mut self, id: i64) -> Option<i64> {
        let mut again = self.deliveries.iter().find(|one| one.id == id)?.clone();
        again.id = self.fresh_id();
        again.redelivery = true;
        again.created_at = self.now();
        again.delivered_at = None;
        again.state = DeliveryState::Pending;
        again.request_headers.clear();
        let id = again.id;
        self.deliveries.push(again);
        self.wake.notify_one();
        Some(id)
    }
}

fn may_hear(one: &Installation, event: &str) -> bool {
    let needed = permission_for(event);
    needed.is_empty() || needed.iter().any(|name| one.permissions.contains_key(*name))
}

/// A GUID made from a number, so that a run can be repeated exactly.
fn guid(id: i64) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &id.to_be_bytes());
    let text = hex(&digest.as_ref()[..16]);
    format!(
        "{}-{}-4{}-a{}-{}",
        &text[..8],
        &text[8..12],
        &text[13..16],
        &text[17..20],
        &text[20..32]
    )
}
