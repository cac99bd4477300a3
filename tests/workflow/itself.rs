//! The workflow in which this repository runs its own action, `.github/workflows/action.yml`.

use std::path::Path;

use github_sim::GitHubSim;
use serde_json::json;

use crate::{
    runner::{CHECKOUT, Order, Runner},
    stage::granted,
};

const REPOSITORY: &str = "acme/closeout";

#[tokio::test(flavor = "multi_thread")]
async fn the_action_is_rehearsed_in_its_own_repository() {
    let sim = GitHubSim::builder().start().await.expect("a port is free");
    let repository = sim.create_repo(REPOSITORY);
    let folder = tempfile::tempdir().expect("a folder");
    let runner = Runner::new(folder.path());
    let workflow = Path::new(CHECKOUT).join(".github/workflows/action.yml");
    let push = |path: &str| json!({ "commits": [{ "modified": [path] }], "repository": { "id": repository.0, "full_name": REPOSITORY } });
    let order = |payload, token: &str, more: &[&str]| Order {
        workflow: &workflow,
        job: "rehearse",
        event: "push",
        payload,
        repository: REPOSITORY,
        secrets: json!({ "GITHUB_TOKEN": token }),
        more: [
            &["--matrix", "runner=ubuntu-24.04", "--workspace", CHECKOUT],
            &["--api-url", &sim.api_url(), "--server-url", &sim.url()],
            more,
        ]
        .concat()
        .into_iter()
        .map(str::to_owned)
        .collect(),
    };
    let elsewhere = push("README.md");
    assert!(!runner.run(&order(&elsewhere, "", &["--plan"])).started());

    let payload = push("action/install.sh");
    let planned = runner.run(&order(&payload, "", &["--plan"]));
    let permissions = granted(planned.told("permissions"));
    let token = sim.workflow_token(repository, permissions).expect("it is there");
    let run = runner.run(&order(&payload, &token, &[]));
    run.succeeded();
    assert_eq!(run.told("concurrency")[0]["group"], "action-refs/heads/main");
    assert_eq!(run.step(2)["outcome"], "success", "{run:?}");
    let lines = sim.recording().to_jsonl();
    assert!(!lines.is_empty(), "GitHub was asked");
    github_contract::assert_valid(&github_contract::read(&lines).expect("a recording"));
}
