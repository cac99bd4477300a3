//! Paths of the REST API, put together so that no name can lead anywhere else.
//!
//! A repository, label or branch name comes from outside. Each becomes exactly one segment, percent-encoded;
//! names that would climb (`..`), stay (`.`) or vanish (the empty one) are refused.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::error::Error;

/// Joins segments to a path with a leading and without a trailing slash.
///
/// # Errors
/// [`Error::Invalid`] when a segment is empty, `.` or `..`.
pub(super) fn path(segments: &[&str]) -> Result<String, Error> {
    let mut path = String::with_capacity(64);
    for segment in segments {
        if matches!(*segment, "" | "." | "..") {
            return Err(Error::invalid(format!(
                "{segment:?} cannot be part of an address (in {segments:?})"
            )));
        }
        path.push('/');
        encode(segment, &mut path);
    }
    Ok(path)
}

/// Everything that is not unreserved in RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

fn encode(text: &str, into: &mut String) {
    into.extend(utf8_percent_encode(text, RESERVED));
}

/// Encodes names and values as a query string, without its question mark.
pub(super) fn query(pairs: &[(&str, &str)]) -> String {
    let mut query = String::new();
    for (name, value) in pairs {
        if !query.is_empty() {
            query.push('&');
        }
        encode(name, &mut query);
        query.push('=');
        encode(value, &mut query);
    }
    query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stays_one_segment() {
        assert_eq!(
            path(&["repos", "acme", "ops", "labels", "a/b #1? 障害 %2e"]).unwrap(),
            "/repos/acme/ops/labels/a%2Fb%20%231%3F%20%E9%9A%9C%E5%AE%B3%20%252e"
        );
        assert_eq!(
            path(&["users", "closeout[bot]"]).unwrap(),
            "/users/closeout%5Bbot%5D"
        );
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for name in ["", ".", ".."] {
            assert!(
                matches!(path(&["repos", name, "ops"]), Err(Error::Invalid { .. })),
                "{name:?}"
            );
        }
        assert_eq!(path(&["repos", "..."]).unwrap(), "/repos/...");
    }

    #[test]
    fn queries_hold_any_value() {
        assert_eq!(
            query(&[("since", "2026-11-20T13:00:00+00:00"), ("labels", "a&b=c")]),
            "since=2026-11-20T13%3A00%3A00%2B00%3A00&labels=a%26b%3Dc"
        );
        assert_eq!(query(&[]), "");
    }
}
