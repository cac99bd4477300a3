//! Operations and how a request finds its own.

use std::collections::BTreeMap;

use http::Method;

use super::{Call, Reply, segment};
use crate::world::OpError;

/// Who may call an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Auth {
    /// Bearers of a token; anonymous callers for reading public things.
    Token,
    /// An App with its JWT.
    Jwt,
    /// Anybody, with or without credentials.
    Nobody,
}

/// Values of the placeholders in a path.
pub(crate) type Params = BTreeMap<&'static str, String>;

/// One operation of the API.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation {
    pub(crate) method: Verb,
    /// Template. `{name}` is one segment, `{name+}` everything to the end, slashes included.
    pub(crate) path: &'static str,
    /// Page of GitHub's documentation, after `https://docs.github.com/rest`.
    pub(crate) docs: &'static str,
    pub(crate) auth: Auth,
    pub(crate) run: fn(&mut Call<'_>) -> Result<Reply, OpError>,
}

/// The methods in use. `http::Method` cannot stand in a constant table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Verb {
    fn is(self, method: &Method) -> bool {
        match self {
            Self::Get => method == Method::GET,
            Self::Post => method == Method::POST,
            Self::Put => method == Method::PUT,
            Self::Patch => method == Method::PATCH,
            Self::Delete => method == Method::DELETE,
        }
    }
}

/// A line of the table: `operation(Get, "/repos/…", "issues/issues#…", run)`.
pub(crate) const fn operation(
    method: Verb,
    path: &'static str,
    docs: &'static str,
    run: fn(&mut Call<'_>) -> Result<Reply, OpError>,
) -> Operation {
    Operation {
        method,
        path,
        docs,
        auth: Auth::Token,
        run,
    }
}

/// The same for the App's JWT.
pub(crate) const fn jwt_operation(
    method: Verb,
    path: &'static str,
    docs: &'static str,
    run: fn(&mut Call<'_>) -> Result<Reply, OpError>,
) -> Operation {
    Operation {
        method,
        path,
        docs,
        auth: Auth::Jwt,
        run,
    }
}

/// The same for anybody.
pub(crate) const fn open_operation(
    method: Verb,
    path: &'static str,
    docs: &'static str,
    run: fn(&mut Call<'_>) -> Result<Reply, OpError>,
) -> Operation {
    Operation {
        method,
        path,
        docs,
        auth: Auth::Nobody,
        run,
    }
}

/// The operation for a request; of several, the one with the fewest placeholders.
pub(crate) fn find<'a>(
    table: impl Iterator<Item = &'a Operation>,
    method: &Method,
    path: &str,
) -> Option<(&'a Operation, Params)> {
    table
        .filter(|operation| operation.method.is(method))
        .filter_map(|operation| Some((operation, matches(operation.path, path)?)))
        .min_by_key(|(operation, params)| (operation.path.contains('+'), params.len()))
}

fn matches(template: &'static str, path: &str) -> Option<Params> {
    let mut params = Params::new();
    let mut given = path.trim_start_matches('/').split('/');
    for part in template.trim_start_matches('/').split('/') {
        match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(name) if name.ends_with('+') => {
                let rest: Vec<String> = given.map(segment).collect();
                params.insert(&name[..name.len() - 1], rest.join("/"));
                return Some(params);
            }
            Some(name) => {
                let value = given.next().filter(|value| !value.is_empty())?;
                params.insert(name, segment(value));
            }
            None => {
                given.next().filter(|value| *value == part)?;
            }
        }
    }
    given.next().is_none().then_some(params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_take_one_segment_and_decode_it() {
        let found = matches(
            "/repos/{owner}/{repo}/labels/{name}",
            "/repos/o/r/labels/in%20review%2Fnow",
        );
        assert_eq!(
            found.and_then(|params| params.get("name").cloned()).as_deref(),
            Some("in review/now")
        );
    }

    #[test]
    fn a_rest_takes_everything_and_nothing() {
        let rest = |path| matches("/repos/{owner}/{repo}/contents/{path+}", path)?.remove("path");
        assert_eq!(
            rest("/repos/o/r/contents/a/b%20c.md").as_deref(),
            Some("a/b c.md")
        );
        assert_eq!(rest("/repos/o/r/contents").as_deref(), Some(""));
    }

    #[test]
    fn a_trailing_slash_is_another_path() {
        assert_eq!(
            matches("/repos/{owner}/{repo}/issues", "/repos/o/r/issues/"),
            None
        );
        assert_eq!(matches("/repos/{owner}/{repo}", "/repos/o/r/issues"), None);
    }
}
