//! Deployments and releases, as one list.

use super::{events, wire};
use crate::{
    domain::observation::{Shipment, Shipped},
    github::path::path,
};

/// Digits by which people know a commit.
const ABBREVIATED: usize = 7;

/// What was shipped, newest first. `repository` is the address of the repository's page.
pub(super) fn shipments(
    repository: &str,
    deployments: Option<wire::Nodes<wire::Deployment>>,
    releases: Option<wire::Nodes<wire::Release>>,
) -> Vec<Shipment> {
    let deployments = deployments.into_iter().flat_map(wire::Nodes::all);
    let releases = releases.into_iter().flat_map(wire::Nodes::all);
    let mut shipments: Vec<Shipment> = deployments
        .filter_map(|wire| deployment(repository, wire))
        .chain(releases.filter_map(release))
        .collect();
    shipments.sort_by_key(|shipment| std::cmp::Reverse(shipment.at));
    shipments
}

/// A deployment, unless it still waits for somebody's approval or for its turn. One of which nobody reports how it went
/// counts: many tools create deployments and say no more.
fn deployment(repository: &str, wire: wire::Deployment) -> Option<Shipment> {
    let state = wire.state.as_deref().unwrap_or_default();
    if matches!(state, "WAITING" | "QUEUED") {
        return None;
    }
    let environment = wire.environment?;
    let page = path(&["deployments", &environment]).ok()?;
    Some(Shipment {
        at: wire.created_at,
        by: wire.creator.map(events::actor),
        url: format!("{repository}{page}"),
        what: Shipped::Deployment {
            environment,
            commit: wire.commit_oid.chars().take(ABBREVIATED).collect(),
            failed: matches!(state, "FAILURE" | "ERROR"),
        },
    })
}

fn release(wire: wire::Release) -> Option<Shipment> {
    let at = wire.published_at.filter(|_| !wire.is_draft)?;
    Some(Shipment {
        at,
        by: wire.author.map(events::actor),
        url: wire.url,
        what: Shipped::Release {
            name: wire
                .name
                .filter(|name| !name.trim().is_empty())
                .unwrap_or(wire.tag_name),
        },
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::person::Actor;

    const PAGE: &str = "https://github.example/acme/ops";

    fn read(deployments: &Value, releases: &Value) -> Vec<Shipment> {
        let deployments = serde_json::from_value(json!({ "nodes": deployments })).unwrap();
        let releases = serde_json::from_value(json!({ "nodes": releases })).unwrap();
        shipments(PAGE, Some(deployments), Some(releases))
    }

    fn deployed(state: &str) -> Value {
        json!({
            "createdAt": "2026-11-20T12:00:00Z", "environment": "prod/東京", "state": state,
            "commitOid": "0123456789abcdef0123456789abcdef01234567",
            "creator": { "__typename": "Bot", "login": "deployer" },
        })
    }

    #[test]
    fn deployments_and_releases_are_one_list_newest_first() {
        let release = |at: &str, name: Option<&str>| {
            json!({
                "publishedAt": at, "isDraft": false, "name": name, "tagName": "v41", "url": "u",
                "author": { "__typename": "User", "login": "mona" },
            })
        };
        let shipped = read(
            &json!([deployed("ACTIVE"), null]),
            &json!([
                release("2026-11-20T13:00:00Z", Some("Winter")),
                release("2026-11-20T11:00:00Z", Some("")),
                release("2026-11-20T10:00:00Z", None),
            ]),
        );
        let named = |at: &str, name: &str| Shipment {
            at: at.parse().unwrap(),
            by: Some(Actor::person("mona")),
            what: Shipped::Release { name: name.into() },
            url: "u".into(),
        };
        let deployed = Shipment {
            at: "2026-11-20T12:00:00Z".parse().unwrap(),
            by: Some(Actor::bot("deployer[bot]")),
            what: Shipped::Deployment {
                environment: "prod/東京".into(),
                commit: "0123456".into(),
                failed: false,
            },
            url: format!("{PAGE}/deployments/prod%2F%E6%9D%B1%E4%BA%AC"),
        };
        assert_eq!(
            shipped,
            [
                named("2026-11-20T13:00:00Z", "Winter"),
                deployed,
                named("2026-11-20T11:00:00Z", "v41"),
                named("2026-11-20T10:00:00Z", "v41"),
            ]
        );
        assert_eq!(shipments(PAGE, None, None), []);
    }

    #[test]
    fn what_has_not_left_yet_is_no_shipment_and_what_failed_says_so() {
        let failed = |state: &str| match &read(&json!([deployed(state)]), &json!([]))[..] {
            [] => None,
            [
                Shipment {
                    what: Shipped::Deployment { failed, .. },
                    ..
                },
            ] => Some(*failed),
            other => panic!("{other:?}"),
        };
        for (state, expected) in [
            ("WAITING", None),
            ("QUEUED", None),
            ("PENDING", Some(false)),
            ("IN_PROGRESS", Some(false)),
            ("ACTIVE", Some(false)),
            ("INACTIVE", Some(false)),
            ("FAILURE", Some(true)),
            ("ERROR", Some(true)),
        ] {
            assert_eq!(failed(state), expected, "{state}");
        }
        let draft = json!([{ "publishedAt": null, "isDraft": true, "name": "x", "tagName": "v1", "url": "u", "author": null }]);
        assert_eq!(read(&json!([]), &draft), []);
    }
}
