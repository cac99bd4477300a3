//! Releases.

use serde_json::{Value, json};

use super::{Render, encode, instant, maybe_instant};
use crate::world::{Release, Repository};

impl Render<'_> {
    /// Where people see a release.
    pub fn release_html(&self, repo: &Repository, one: &Release) -> String {
        format!("{}/releases/tag/{}", self.repo_html(repo), encode(&one.tag))
    }

    /// A release. Files to download are not modelled: it has none.
    pub fn release(&self, repo: &Repository, one: &Release) -> Value {
        let url = format!("{}/releases/{}", self.repo_url(repo), one.id);
        let tag = encode(&one.tag);
        json!({
            "url": url,
            "html_url": self.release_html(repo, one),
            "assets_url": format!("{url}/assets"),
            "upload_url": format!("{url}/assets{{?name,label}}"),
            "tarball_url": format!("{}/tarball/{tag}", self.repo_url(repo)),
            "zipball_url": format!("{}/zipball/{tag}", self.repo_url(repo)),
            "id": one.id,
            "node_id": one.node_id(),
            "tag_name": one.tag,
            "target_commitish": one.target,
            "name": one.name,
            "body": one.body,
            "draft": one.draft,
            "prerelease": one.prerelease,
            "immutable": false,
            "created_at": instant(one.created_at),
            "published_at": maybe_instant(one.published_at),
            "updated_at": instant(one.updated_at),
            "author": self.account(one.author),
            "assets": [],
        })
    }
}
