//! Where each page is. Every link and redirect of the pages is made here, percent-encoded.

use std::fmt::Write as _;

use crate::percent::{encode, encode_path};

/// The pages of one repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Site {
    /// `/owner/name`.
    root: String,
}

impl Site {
    pub(super) fn new(owner: &str, name: &str) -> Self {
        Self {
            root: format!("/{}/{}", encode(owner), encode(name)),
        }
    }

    /// The repository's first page, and the beginning of all others.
    pub(super) fn root(&self) -> &str {
        &self.root
    }

    /// An issue, or the conversation of a pull request.
    pub(super) fn thread(&self, number: u64, is_pull: bool) -> String {
        let kind = if is_pull { "pull" } else { "issues" };
        format!("{}/{kind}/{number}", self.root)
    }

    /// A file or directory as of a branch or commit.
    pub(super) fn at(&self, kind: &str, revision: &str, path: &str) -> String {
        let mut address = format!("{}/{kind}/{}", self.root, encode_path(revision));
        if !path.is_empty() {
            let _ = write!(address, "/{}", encode_path(path));
        }
        address
    }

    /// A commit.
    pub(super) fn commit(&self, oid: &str) -> String {
        format!("{}/commit/{}", self.root, encode(oid))
    }
}

/// A place on this site to go back to. Anything that would lead elsewhere becomes the first page.
pub(super) fn local(address: &str) -> &str {
    let inside = address.starts_with('/') && !address[1..].starts_with('/');
    let plain = address
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if inside && plain { address } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_cannot_break_out_of_an_address() {
        let site = Site::new("acme", "shop");
        assert_eq!(
            site.at("blob", "fix/日本#1", "a b/?c.md"),
            "/acme/shop/blob/fix/%E6%97%A5%E6%9C%AC%231/a%20b/%3Fc.md"
        );
        assert_eq!(site.thread(7, true), "/acme/shop/pull/7");
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        for elsewhere in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "",
            "/a\r\nX: y",
            "a",
        ] {
            assert_eq!(local(elsewhere), "/", "{elsewhere}");
        }
        assert_eq!(
            local("/acme/shop/issues?state=closed"),
            "/acme/shop/issues?state=closed"
        );
    }
}
