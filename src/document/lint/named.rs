//! Whom a document knows by name.

use std::collections::BTreeSet;

use super::Setting;
use crate::document::{Postmortem, ValueKind};

/// Logins that are ordinary words as well, and those too short to be told from them.
const ORDINARY: &[&str] = &[
    "admin",
    "api",
    "app",
    "bot",
    "build",
    "cache",
    "deploy",
    "dev",
    "gateway",
    "monitor",
    "monitoring",
    "node",
    "none",
    "null",
    "oncall",
    "ops",
    "payment",
    "payments",
    "platform",
    "release",
    "root",
    "server",
    "service",
    "sre",
    "support",
    "system",
    "team",
    "test",
    "user",
    "web",
    "worker",
];

/// Logins of everybody who took part, in lower case: those of the setting, of the roles, and of the owners of action items.
pub(super) fn people(document: &Postmortem<'_>, setting: &Setting) -> Vec<String> {
    let mut people: BTreeSet<String> = setting.people.iter().map(|login| login.to_lowercase()).collect();
    people.extend(roles(document));
    let owners = document
        .action_items()
        .into_iter()
        .filter_map(|item| Some(item.owner.value.ok()?.as_str().to_lowercase()));
    people.extend(owners);
    people
        .into_iter()
        .filter(|login| login.len() > 2 && !login.ends_with("[bot]") && !ORDINARY.contains(&login.as_str()))
        .collect()
}

/// Whoever holds a role by the front matter.
fn roles(document: &Postmortem<'_>) -> Vec<String> {
    let roles = document
        .front_matter
        .as_ref()
        .and_then(|front_matter| front_matter.get("roles"));
    let Some(ValueKind::Mapping(entries)) = roles.map(|value| &value.kind) else {
        return Vec::new();
    };
    let logins = entries.iter().filter_map(|entry| entry.value.text());
    logins
        .map(|login| login.trim_start_matches('@').to_lowercase())
        .collect()
}
