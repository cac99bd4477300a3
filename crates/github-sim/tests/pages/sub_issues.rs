//! The tree of sub-issues on an issue's page.

use github_sim::world::{OpError, StateReason};

use crate::site::site;

#[tokio::test]
async fn the_tree_shows_states_progress_and_whose_they_are() -> Result<(), OpError> {
    let mut site = site();
    let parent = site.issue("Down", "");
    let page = "/acme/shop/issues/1";
    let act = "/acme/shop/issues/1/sub-issues";
    site.get(page).await.shows("Add sub-issues").lacks("<progress");
    for title in ["title=Add+an+alert", "title=Raise+the+limit"] {
        site.act(act, title, page).await;
    }
    let declined = site.issue("Rewrite it", "");
    let grandchild = site.issue("Write the query", "");
    site.act(act, "add=%234", page).await;
    site.act(
        "/acme/shop/issues/2/sub-issues",
        "add=acme%2Fshop%235",
        "/acme/shop/issues/2",
    )
    .await;
    {
        let mut world = site.state.world();
        world.close_issue(&site.mona, declined, Some(StateReason::NotPlanned))?;
        world.close_issue(&site.mona, grandchild, None)?;
        world.assign(&site.mona, grandchild, &["mona".into()])?;
        world.add_labels(&site.mona, grandchild, &["bug".into()])?;
        assert_eq!(world.issue(parent).map(|issue| issue.sub_issues.len()), Some(3));
    }
    site.get(page)
        .await
        .shows("<progress value=\"1\" max=\"3\"")
        .shows("1 of 3")
        .shows("title=\"Closed as not planned\"")
        .shows("class=\"twig depth-1\"")
        .shows("title=\"Closed as completed\"")
        .shows("<span class=\"muted nowrap\">1 of 1</span>")
        .shows("Assigned to mona")
        .shows("label-d73a4a");
    site.get("/acme/shop/issues/5")
        .await
        .shows("Sub-issue of <a href=\"/acme/shop/issues/2\">Add an alert #2</a>");
    site.refused(act, "add=%235")
        .await
        .shows("Sub issue may only have one parent");
    site.refused(act, "add=%2399").await.shows("Not Found");
    site.refused(act, "title=")
        .await
        .shows("title can&#39;t be blank");
    let id = site.state.world().issue(declined).map(|issue| issue.id);
    site.act(act, &format!("remove={}", id.unwrap_or_default()), page)
        .await;
    site.get(page).await.shows("0 of 2");
    site.acting = site.visitor.clone();
    site.get(page).await.shows("0 of 2").lacks("Change sub-issues");
    site.state.world().has_sub_issues = false;
    site.acting = site.mona.clone();
    site.get("/acme/shop/issues/3").await.lacks("Add sub-issues");
    Ok(())
}
