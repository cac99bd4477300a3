//! Breaks GitHub's own examples, one place at a time.

use github_contract::{Exchange, Kind, check, read};

/// A good example: a field of JSON is reached by index, a header by name.
pub(crate) fn example(id: &str) -> Exchange {
    let all =
        read(include_str!("../../data/examples-2026-03-10.jsonl")).expect("the examples are recordings");
    all.into_iter()
        .find(|example| example.id == id)
        .unwrap_or_else(|| panic!("no example is named {id}"))
}

pub(crate) fn header(exchange: &mut Exchange, name: &str, value: &str) {
    let headers = exchange
        .request_headers
        .as_mut()
        .expect("the examples have headers");
    headers.insert(name.to_owned(), value.to_owned());
}

pub(crate) fn without_header(exchange: &mut Exchange, name: &str) {
    exchange
        .request_headers
        .as_mut()
        .expect("the examples have headers")
        .remove(name);
}

/// The example, what is done to it, the kind expected and a part of the message.
pub(crate) type Fault = (&'static str, fn(&mut Exchange), Kind, &'static str);

#[track_caller]
pub(crate) fn assert_each(faults: &[Fault]) {
    for (id, break_it, kind, message) in faults {
        let mut exchange = example(id);
        assert_eq!(
            check(std::slice::from_ref(&exchange)),
            [],
            "{id} is good before it is broken"
        );
        break_it(&mut exchange);
        let findings = check(&[exchange]);
        let [finding] = &findings[..] else {
            panic!("{kind}, {message}: {findings:#?}")
        };
        assert_eq!(finding.kind, *kind, "{finding}");
        assert!(
            finding.message.contains(message),
            "expected {message:?} in: {finding}"
        );
    }
}

pub(crate) const CREATE: &str = "issues/create:201:default";
pub(crate) const COMMENTS: &str = "issues/list-comments:200:default";
pub(crate) const DELETE: &str = "issues/delete-comment:204:default";
pub(crate) const APP: &str = "apps/get-authenticated:200:default";
pub(crate) const SEARCH: &str = "search/issues-and-pull-requests:200:default";
