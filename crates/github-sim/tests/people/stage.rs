//! Two repositories of one organization, and an App that hears of everything in both.

use github_sim::GitHubSim;
use github_sim::world::ops::AppSpec;
use github_sim::world::{EventKind, Issue, IssueKey, Level, Role};
use serde_json::Value;

pub(crate) const SHOP: &str = "acme/shop";
pub(crate) const OPS: &str = "acme/ops";

/// `acme/shop` and `acme/ops`: alice administers both, bob reads them.
pub(crate) async fn set() -> GitHubSim {
    let sim = GitHubSim::builder().start().await.expect("the simulator starts");
    for repo in [SHOP, OPS] {
        sim.create_repo(repo);
        sim.set_role(repo, "alice", Role::Admin).expect("it was made");
        sim.set_role(repo, "bob", Role::Read).expect("it was made");
    }
    let spec = ["issues", "contents", "pull_requests", "deployments"]
        .into_iter()
        .fold(AppSpec::named("helper"), |spec, name| {
            spec.permission(name, Level::Write)
        })
        .events([
            "issues",
            "issue_comment",
            "label",
            "deployment",
            "deployment_status",
            "release",
        ])
        .webhook("http://127.0.0.1:9/hook");
    let app = sim.create_app(&spec).expect("the App can be made");
    sim.install(app.id, "acme", &[]).expect("it can be installed");
    sim
}

/// What the App was told since it was last asked: event, repository and payload.
pub(crate) fn told(sim: &GitHubSim) -> Vec<(String, Value)> {
    let told = sim.pending().into_iter().map(|one| {
        let action = one.action.unwrap_or_default();
        let repo = one.payload["repository"]["full_name"]
            .as_str()
            .unwrap_or_default();
        (format!("{repo} {}.{action}", one.event), one.payload)
    });
    let told = told.collect();
    sim.drop_pending();
    told
}

/// The names of what the App was told.
pub(crate) fn names(told: &[(String, Value)]) -> Vec<&str> {
    told.iter().map(|(name, _)| name.as_str()).collect()
}

pub(crate) fn key(sim: &GitHubSim, repo: &str, number: u64) -> IssueKey {
    let repo = sim.repo_id(repo).expect("it was made");
    IssueKey { repo, number }
}

/// An issue or pull request as it is now.
pub(crate) fn issue(sim: &GitHubSim, repo: &str, number: u64) -> Issue {
    let key = key(sim, repo, number);
    sim.world().issue(key).cloned().expect("it is there")
}

/// What happened to it, oldest first.
pub(crate) fn happened(sim: &GitHubSim, repo: &str, number: u64) -> Vec<EventKind> {
    let timeline = issue(sim, repo, number).timeline;
    timeline.into_iter().map(|event| event.kind).collect()
}
