//! An answer of GitHub's as it came over the wire, and the few things that are read off it.

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use super::error::Error;

/// Status, headers and body of an answer.
#[derive(Debug)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: StatusCode,
    /// The headers.
    pub(super) headers: HeaderMap,
    /// The body: JSON from GitHub itself, HTML from what stands before it, or nothing.
    pub(super) body: Bytes,
}

impl Answer {
    /// Reads the body.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is not what the endpoint promises.
    pub(super) fn json<'a, T: Deserialize<'a>>(&'a self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|fault| {
            Error::invalid(format!("an answer of GitHub's could not be understood: {fault}"))
        })
    }

    /// A header as text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// A header that counts something.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.header(name)?.trim().parse().ok()
    }

    /// When the primary limit that this answer counts towards is refilled; one second is added, as GitHub's own
    /// clients do, because the header is rounded.
    pub(super) fn reset(&self) -> Option<DateTime<Utc>> {
        let reset = DateTime::from_timestamp(self.number("x-ratelimit-reset")?, 0)?;
        Some(reset + TimeDelta::seconds(1))
    }

    /// The query string of the next page, without its question mark.
    ///
    /// Only the query is taken from the `Link` header: its host may be another than the one we reach GitHub by, and
    /// its path (`/repositories/{id}/…`) is an undocumented one.
    pub(super) fn next_page(&self) -> Option<String> {
        let next = self
            .header("link")?
            .split(',')
            .find(|link| link.split(';').skip(1).any(|part| part.trim() == "rel=\"next\""))?;
        let (address, _) = next.trim().strip_prefix('<')?.split_once('>')?;
        address.split_once('?').map(|(_, query)| query.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(link: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert("link", link.parse().unwrap());
        let answer = Answer {
            status: StatusCode::OK,
            headers,
            body: Bytes::new(),
        };
        answer.next_page()
    }

    #[test]
    fn the_next_page_is_found_among_links() {
        assert_eq!(
            linked(
                "<https://api.github.com/repositories/1/issues?per_page=100&page=1>; rel=\"prev\", \
                 <https://api.github.com/repositories/1/issues?per_page=100&page=3>; rel=\"next\""
            ),
            Some("per_page=100&page=3".to_owned())
        );
        for link in [
            "",
            "nonsense",
            "<https://x/y?page=1>; rel=\"last\"",
            "<https://x/y>; rel=\"next\"",
        ] {
            assert_eq!(linked(link), None, "{link:?}");
        }
    }
}
