//! Pull requests from forks, and what people do to branches while others look at them.

use github_sim::GitHubSim;
use github_sim::world::ops::{AppSpec, NewRepository};
use github_sim::world::{EventKind, Level, OpError, PullRequest, ReviewState, Role};
use serde_json::{Value, json};

use crate::stage::{SHOP, happened, issue, names, told};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A public `acme/shop` that alice administers; bob is a stranger with an account.
fn set(sim: &GitHubSim) -> Result<String, Box<dyn std::error::Error>> {
    sim.create_repo_with(
        "acme",
        &NewRepository {
            private: false,
            ..NewRepository::named("shop")
        },
    );
    sim.set_role(SHOP, "alice", Role::Admin)?;
    sim.create_user("bob");
    let spec = ["contents", "pull_requests", "checks"]
        .into_iter()
        .fold(AppSpec::named("helper"), |spec, name| {
            spec.permission(name, Level::Write)
        })
        .events([
            "pull_request",
            "pull_request_review",
            "push",
            "fork",
            "check_suite",
        ])
        .webhook("http://127.0.0.1:9/hook");
    let app = sim.create_app(&spec)?;
    let installation = sim.install(app.id, "acme", &[])?;
    let token = sim.installation_token(installation)?;
    sim.drop_pending();
    Ok(token)
}

fn pull(sim: &GitHubSim, number: u64) -> PullRequest {
    issue(sim, SHOP, number).pull.expect("it is a pull request")
}

/// Bob proposes a file from his fork.
fn proposed(sim: &GitHubSim) -> Result<(String, u64), OpError> {
    let bob = sim.person("bob");
    let fork = bob.fork(SHOP)?;
    bob.create_branch(&fork, "fix", "main")?;
    bob.commit_file(&fork, "fix", "a.md", "one\n", "Say one")?;
    let number = bob.open_pull(SHOP, "Say one", "bob:fix", "main")?;
    Ok((fork, number))
}

#[tokio::test]
async fn a_stranger_forks_pushes_and_opens_a_pull_request() -> Outcome {
    let sim = GitHubSim::builder().start().await?;
    set(&sim)?;
    let (fork, number) = proposed(&sim)?;
    assert_eq!(fork, "bob/shop");
    let deliveries = told(&sim);
    assert_eq!(
        names(&deliveries),
        ["acme/shop fork.", "acme/shop pull_request.opened"],
        "the App is not installed on the fork"
    );
    let head = &deliveries[1].1["pull_request"]["head"];
    assert_eq!(
        (&head["label"], &head["repo"]["full_name"], &head["repo"]["fork"]),
        (&json!("bob:fix"), &json!("bob/shop"), &json!(true))
    );
    assert_eq!(deliveries[1].1["pull_request"]["commits"], 1);

    let bob = sim.person("bob");
    assert!(
        matches!(bob.open_pull(SHOP, "Again", "bob:fix", "main"), Err(OpError::Validation(list))
        if list[0].0["message"] == "A pull request already exists for bob:fix.")
    );
    assert!(
        matches!(bob.open_pull(SHOP, "Nothing", "bob:main", "main"), Err(OpError::Validation(list))
        if list[0].0["message"] == "No commits between acme:main and bob:main")
    );
    assert!(
        bob.open_pull(SHOP, "Mine", "main", "main").is_err(),
        "only in his own fork"
    );
    assert!(
        matches!(sim.person("carol").open_pull(SHOP, "Stolen", "bob:fix", "main"), Err(OpError::Validation(list))
        if list[0].0 == json!({"resource": "PullRequest", "code": "invalid", "field": "head"}))
    );

    bob.commit_file(&fork, "fix", "a.md", "two\n", "Say two")?;
    assert_eq!(names(&told(&sim)), ["acme/shop pull_request.synchronize"]);
    sim.person("alice").merge(SHOP, number)?;
    let world = sim.world();
    let shop = world.repo_by_name("acme", "shop").expect("it was made");
    let main = shop.git.head("main").expect("a commit");
    assert_eq!(main.message, "Merge pull request #1 from bob/fix\n\nSay one");
    assert_eq!(main.tree.files["a.md"].text(), "two\n");
    Ok(())
}

#[tokio::test]
async fn graphql_and_rest_tell_where_the_head_is() -> Outcome {
    let sim = GitHubSim::builder().start().await?;
    let token = set(&sim)?;
    let (fork, number) = proposed(&sim)?;
    #[expect(clippy::disallowed_methods, reason = "a test is a client of its own")]
    let http = reqwest::Client::builder().user_agent("test").build()?;
    let ask = async || -> Result<Value, reqwest::Error> {
        let query = format!(
            "{{ repository(owner: \"acme\", name: \"shop\") {{ forkCount pullRequest(number: {number}) {{ \
             isCrossRepository headRefName headRefOid headRef {{ name }} headRepository {{ nameWithOwner isFork \
             parent {{ nameWithOwner }} }} headRepositoryOwner {{ login }} baseRepository {{ nameWithOwner }} \
             commits(first: 1) {{ totalCount }} mergeable }} }} }}"
        );
        let body = json!({ "query": query }).to_string();
        let sent = http.post(sim.graphql_url()).bearer_auth(&token).body(body);
        let answer: Value = sent.send().await?.json().await?;
        assert_eq!(answer.get("errors"), None);
        Ok(answer["data"]["repository"].clone())
    };
    let told = ask().await?;
    let oid = pull(&sim, number).head_oid;
    assert_eq!(
        told,
        json!({"forkCount": 1, "pullRequest": {
            "isCrossRepository": true, "headRefName": "fix", "headRefOid": oid, "headRef": {"name": "fix"},
            "headRepository": {"nameWithOwner": "bob/shop", "isFork": true, "parent": {"nameWithOwner": "acme/shop"}},
            "headRepositoryOwner": {"login": "bob"}, "baseRepository": {"nameWithOwner": "acme/shop"},
            "commits": {"totalCount": 1}, "mergeable": "MERGEABLE",
        }})
    );
    for (head, found) in [("bob:fix", 1), ("acme:fix", 0)] {
        let address = format!("{}/repos/{SHOP}/pulls?head={head}", sim.api_url());
        let list: Value = http.get(address).bearer_auth(&token).send().await?.json().await?;
        assert_eq!(list.as_array().map(Vec::len), Some(found), "{head}");
    }
    let check = json!({"name": "lint", "head_sha": oid, "conclusion": "success"});
    let address = format!("{}/repos/{SHOP}/check-runs", sim.api_url());
    let made = http.post(address).bearer_auth(&token).json(&check).send().await?;
    assert_eq!(made.status(), 201, "the fork's commits are known here");
    let made: Value = made.json().await?;
    assert_eq!(
        made["pull_requests"],
        json!([]),
        "GitHub does not tell those of forks"
    );

    sim.person("bob").delete_repo(&fork)?;
    let told = ask().await?;
    let gone = &told["pullRequest"];
    assert_eq!(
        (
            &gone["headRepository"],
            &gone["headRepositoryOwner"],
            &gone["headRef"],
            &gone["isCrossRepository"]
        ),
        (&Value::Null, &Value::Null, &Value::Null, &json!(true))
    );
    sim.person("alice").merge(SHOP, number)?;
    Ok(())
}

#[tokio::test]
async fn a_branch_is_deleted_restored_rewritten_and_left_behind() -> Outcome {
    let sim = GitHubSim::builder().start().await?;
    set(&sim)?;
    let (fork, number) = proposed(&sim)?;
    let (alice, bob) = (sim.person("alice"), sim.person("bob"));
    let before = pull(&sim, number).head_oid;
    sim.drop_pending();
    bob.delete_branch(&fork, "fix")?;
    assert_eq!(names(&told(&sim)), ["acme/shop pull_request.closed"]);
    assert!(matches!(bob.reopen(SHOP, number), Err(OpError::Validation(list))
        if list[0].0["message"] == "state cannot be changed. The fix branch has been deleted."));
    bob.restore_branch(SHOP, number)?;
    bob.commit_file(&fork, "fix", "a.md", "two\n", "Say two")?;
    bob.reopen(SHOP, number)?;
    assert_ne!(
        pull(&sim, number).head_oid,
        before,
        "what was pushed meanwhile counts"
    );
    bob.amend_file(&fork, "fix", "a.md", "2\n", "Say two")?;
    let kinds = happened(&sim, SHOP, number);
    assert!(matches!(
        kinds.as_slice(),
        [
            EventKind::Committed { .. },
            EventKind::HeadRefDeleted { .. },
            EventKind::Closed { .. },
            EventKind::HeadRefRestored,
            EventKind::Committed { .. },
            EventKind::Reopened,
            EventKind::HeadRefForcePushed { .. },
            EventKind::Committed { .. },
        ]
    ));
    bob.close_pull(SHOP, number)?;
    bob.force_push(&fork, "fix", "main")?;
    assert!(matches!(bob.reopen(SHOP, number), Err(OpError::Validation(list))
        if list[0].0["message"] == "state cannot be changed. The fix branch was force-pushed or recreated."));
    alice.create_branch(SHOP, "other", "main")?;
    alice.delete_branch(SHOP, "other")?;
    Ok(())
}

#[tokio::test]
async fn the_base_is_changed_moves_on_and_conflicts() -> Outcome {
    let sim = GitHubSim::builder().start().await?;
    set(&sim)?;
    let (_, number) = proposed(&sim)?;
    let (alice, bob) = (sim.person("alice"), sim.person("bob"));
    alice.create_branch(SHOP, "release", "main")?;
    sim.drop_pending();
    bob.change_base(SHOP, number, "release")
        .expect_err("bob only reads");
    alice.change_base(SHOP, number, "release")?;
    alice.change_base(SHOP, number, "release")?;
    let news = told(&sim);
    assert_eq!(names(&news), ["acme/shop pull_request.edited"]);
    assert_eq!(news[0].1["changes"]["base"]["ref"]["from"], "main");
    let changed = EventKind::BaseRefChanged {
        from: "main".into(),
        to: "release".into(),
    };
    assert_eq!(happened(&sim, SHOP, number).last(), Some(&changed));
    let mergeable = || {
        let world = sim.world();
        let shop = world.repo_by_name("acme", "shop").expect("it was made");
        world.mergeable(shop, &shop.issues[&number])
    };
    alice.commit_file(SHOP, "release", "b.md", "b\n", "Move on")?;
    assert!(mergeable());
    alice.commit_file(SHOP, "release", "a.md", "other\n", "Say otherwise")?;
    assert!(!mergeable());
    assert!(alice.merge(SHOP, number).is_err());
    Ok(())
}

#[tokio::test]
async fn a_push_dismisses_approvals_where_the_repository_says_so() -> Outcome {
    let sim = GitHubSim::builder().start().await?;
    set(&sim)?;
    let (fork, number) = proposed(&sim)?;
    let (alice, bob) = (sim.person("alice"), sim.person("bob"));
    let states = |sim: &GitHubSim| {
        let reviews = pull(sim, number).reviews;
        reviews.into_iter().map(|review| review.state).collect::<Vec<_>>()
    };
    alice.approve(SHOP, number)?;
    bob.commit_file(&fork, "fix", "a.md", "two\n", "Say two")?;
    assert_eq!(states(&sim), [ReviewState::Approved], "by default it stays");
    sim.dismiss_stale_reviews(SHOP)?;
    sim.drop_pending();
    bob.commit_file(&fork, "fix", "a.md", "three\n", "Say three")?;
    assert_eq!(states(&sim), [ReviewState::Dismissed]);
    assert_eq!(
        names(&told(&sim)),
        [
            "acme/shop pull_request.synchronize",
            "acme/shop pull_request_review.dismissed"
        ]
    );
    alice.approve(SHOP, number)?;
    assert_eq!(states(&sim), [ReviewState::Dismissed, ReviewState::Approved]);
    Ok(())
}

#[tokio::test]
async fn a_file_can_be_moved() -> Outcome {
    let sim = GitHubSim::builder().start().await?;
    set(&sim)?;
    let alice = sim.person("alice");
    alice.move_file(SHOP, "main", ("README.md", "docs/readme.md"), "Move it")?;
    let world = sim.world();
    let shop = world.repo_by_name("acme", "shop").expect("it was made");
    let files = &shop.git.head("main").expect("a commit").tree.files;
    assert_eq!(files.keys().collect::<Vec<_>>(), ["docs/readme.md"]);
    Ok(())
}
