//! Where a pull request comes from and goes to, and what a visitor does about it.

use github_sim::world::ops::{FileCommit, NewPull};

use crate::site::site;

#[tokio::test]
async fn the_branch_of_a_pull_request_is_deleted_and_restored_and_its_base_changed() {
    let mut site = site();
    site.pull(false, "a.md", "x\n");
    let page = "/acme/shop/pull/1";
    {
        let mut world = site.state.world();
        let head = world
            .repo(site.repo)
            .and_then(|repo| repo.git.head("main"))
            .expect("a commit");
        let head = head.oid.clone();
        world
            .create_branch(&site.mona, site.repo, "release", &head)
            .expect("mona may");
    }
    site.act("/acme/shop/pull/1/base", "base=release", page).await;
    site.get(page)
        .await
        .shows("changed the base branch from <code>main</code> to <code>release</code>");
    site.act("/acme/shop/pull/1/branch", "delete=", page).await;
    site.get(page)
        .await
        .shows("Its branch was deleted.")
        .shows("Restore branch");
    site.act("/acme/shop/pull/1/branch", "restore=", page).await;
    site.get(page).await.shows("restored the").shows("Delete branch");
    site.acting = site.visitor.clone();
    site.get(page).await.lacks("Delete branch");
    site.refused("/acme/shop/pull/1/branch", "delete=")
        .await
        .shows("You must have push access");
}

#[tokio::test]
async fn a_pull_request_from_a_fork_says_so() {
    let mut site = site();
    {
        let mut world = site.state.world();
        let fork = world
            .fork(&site.visitor, site.repo, site.visitor.account)
            .expect("it is public");
        let commit = FileCommit {
            branch: Some("main".into()),
            message: "Say more".into(),
            additions: vec![("a.md".into(), b"more\n".to_vec())],
            ..FileCommit::default()
        };
        world
            .commit_files(&site.visitor, fork, &commit)
            .expect("it is theirs");
        let new = NewPull {
            title: "More".into(),
            head: "visitor:main".into(),
            base: "main".into(),
            ..NewPull::default()
        };
        world
            .create_pull(&site.visitor, site.repo, &new)
            .expect("anybody may propose");
    }
    site.get("/acme/shop/pull/1")
        .await
        .shows("<code class=\"branch\">visitor:main</code>");
    site.get("/acme/shop/pull/1/files")
        .await
        .shows("<code>more</code>");
    site.acting = site.visitor.clone();
    site.get("/visitor/shop")
        .await
        .shows("forked from <a href=\"/acme/shop\">acme/shop</a>");
}
