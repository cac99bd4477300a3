//! Files, branches and their rules.

use serde_json::json;

use crate::stage::Stage;

#[tokio::test]
async fn a_file_is_only_changed_by_who_knows_what_it_was() {
    let stage = Stage::set().await;
    let path = "/repos/acme/shop/contents/notes/a.md";
    let put = |body| stage.call("PUT", path, body);
    let made = put(json!({"message": "m", "content": "b25lCg==", "sha": "ignored"})).await;
    assert_eq!(made.status, 201, "a sha for a missing path is ignored");
    let sha = &made.body["content"]["sha"];
    assert_eq!(
        sha, "5626abf0f72e58d7a153368ba57db4c673c0e171",
        "git's own name of the content"
    );
    let blind = put(json!({"message": "m", "content": "dHdvCg=="})).await;
    assert_eq!(
        (blind.status, blind.message()),
        (422, "Invalid request.\n\n\"sha\" wasn't supplied.")
    );
    let outdated = put(json!({"message": "m", "content": "dHdvCg==", "sha": "0000"})).await;
    assert_eq!(
        (outdated.status, outdated.message()),
        (409, "notes/a.md does not match 0000")
    );
    let updated = put(json!({"message": "m", "content": "dHdvCg==", "sha": sha})).await;
    assert_eq!(
        (
            updated.status,
            &updated.body["commit"]["verification"]["verified"]
        ),
        (200, &json!(true))
    );
    let bad = put(json!({"message": "m", "content": "%%%", "sha": sha})).await;
    assert_eq!((bad.status, bad.message()), (422, "content is not valid Base64"));
    let nowhere = put(json!({"message": "m", "content": "", "branch": "nowhere"})).await;
    assert_eq!(
        (nowhere.status, nowhere.message()),
        (404, "Branch nowhere not found")
    );
}

#[tokio::test]
async fn the_first_file_of_an_empty_repository_makes_its_branch() {
    let stage = Stage::set().await;
    let new = github_sim::world::ops::NewRepository {
        with_readme: false,
        ..github_sim::world::ops::NewRepository::named("empty")
    };
    stage.sim.create_repo_with("acme", &new);
    let made = stage
        .call(
            "PUT",
            "/repos/acme/empty/contents/a.md",
            json!({"message": "m", "content": ""}),
        )
        .await;
    assert_eq!(made.status, 201);
    assert_eq!(
        stage.get("/repos/acme/empty/git/ref/heads/main").await.status,
        200
    );
}

#[tokio::test]
async fn a_commit_with_an_author_of_its_own_is_not_signed() {
    let stage = Stage::set().await;
    let body = json!({"message": "m", "content": "", "author": {"name": "A", "email": "a@example.com"}});
    let made = stage.call("PUT", "/repos/acme/shop/contents/a.md", body).await;
    assert_eq!(made.body["commit"]["verification"]["reason"], "unsigned");
    assert_eq!(made.body["commit"]["author"]["email"], "a@example.com");
}

#[tokio::test]
async fn branches_are_made_once_and_moved_forward() {
    let stage = Stage::set().await;
    let root = "/repos/acme/shop/git";
    let main = stage.get(&format!("{root}/ref/heads/main")).await.body["object"]["sha"].clone();
    let new = json!({"ref": "refs/heads/work", "sha": main});
    assert_eq!(stage.post(&format!("{root}/refs"), new.clone()).await.status, 201);
    let again = stage.post(&format!("{root}/refs"), new).await;
    assert_eq!((again.status, again.message()), (422, "Reference already exists"));
    let alice = stage.sim.person("alice");
    alice
        .commit_file("acme/shop", "work", "a.md", "a", "One")
        .expect("alice may push");
    let back = stage
        .call("PATCH", &format!("{root}/refs/heads/work"), json!({"sha": main}))
        .await;
    assert_eq!(
        (back.status, back.message()),
        (422, "Update is not a fast forward")
    );
    let forced = stage
        .call(
            "PATCH",
            &format!("{root}/refs/heads/work"),
            json!({"sha": main, "force": true}),
        )
        .await;
    assert_eq!(forced.status, 200);
}

#[tokio::test]
async fn workflow_files_need_their_own_permission() {
    let stage = Stage::set().await;
    let path = "/repos/acme/shop/contents/.github/workflows/ci.yml";
    let answer = stage
        .call("PUT", path, json!({"message": "m", "content": ""}))
        .await;
    assert_eq!(answer.header("x-accepted-github-permissions"), "workflows=write");
}
