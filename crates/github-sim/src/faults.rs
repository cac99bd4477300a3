//! Misbehaviour on demand: the answers, silences and half-done work a client meets in production.
//!
//! A [`Fault`] says which requests it is for, which of them it hits, whether the request takes effect first, and
//! what the client gets instead. Start at [`Faults::add`].

use std::sync::{Arc, Mutex, PoisonError};

use http::Method;
use serde_json::{Value, json};
use tokio::sync::watch;

/// What the client gets instead of its answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Misbehaviour {
    /// Any status and JSON body.
    Json {
        /// Status.
        status: u16,
        /// Body.
        body: Value,
    },
    /// GitHub's own page for a bad gateway: 502, HTML.
    BadGateway,
    /// No answer until [`Faults::release`] is called; then the true one.
    Hang,
    /// The connection is broken off without an answer.
    Drop,
    /// 403 for going too fast.
    SecondaryLimit {
        /// Seconds in `retry-after`; without it the header is left out, as GitHub sometimes does.
        retry_after: Option<u32>,
    },
    /// 403 with the hourly allowance used up.
    PrimaryLimit,
    /// 403 as if this permission (`issues=write`) had been taken away.
    RevokedPermission(String),
}

/// When the fault strikes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// Before anything happened.
    #[default]
    Before,
    /// After the request took effect: only the answer is lost.
    After,
}

#[derive(Clone, Debug)]
enum Target {
    Rest { method: Option<Method>, path: String },
    GraphQl(Option<String>),
    Any,
    Write,
}

/// A request, as far as faults look at it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) method: &'a Method,
    /// Without `/api/v3`.
    pub(crate) path: &'a str,
    /// Name of the GraphQL operation; empty if it has none. Absent for REST.
    pub(crate) operation: Option<&'a str>,
    /// Whether it only reads.
    pub(crate) is_read: bool,
}

impl Asked<'_> {
    /// Tokens are minted by POST, and change nothing that anybody sees.
    fn is_write(&self) -> bool {
        !self.is_read && !self.path.ends_with("/access_tokens")
    }
}

/// A rule. Made by [`Fault::on`] or its like; hits the first matching request unless told otherwise.
#[derive(Clone, Debug)]
pub struct Fault {
    target: Target,
    skip: usize,
    times: usize,
    when: When,
    what: Misbehaviour,
}

impl Fault {
    /// For REST requests. `path` is without `/api/v3`; `*` stands for one segment, a final `**` for any rest.
    /// The method `*` stands for any.
    pub fn on(method: &str, path: &str, what: Misbehaviour) -> Self {
        let method = method.parse().ok().filter(|_| method != "*");
        let path = path.to_owned();
        Self::at(Target::Rest { method, path }, what)
    }

    /// For GraphQL requests with this operation name; the empty name stands for all.
    pub fn on_graphql(operation: &str, what: Misbehaviour) -> Self {
        let name = Some(operation.to_owned()).filter(|name| !name.is_empty());
        Self::at(Target::GraphQl(name), what)
    }

    /// For every request, whichever way it comes.
    pub fn on_any(what: Misbehaviour) -> Self {
        Self::at(Target::Any, what)
    }

    /// For every request that changes something others can see: REST but for GET and the minting of tokens, and
    /// GraphQL's mutations.
    pub fn on_write(what: Misbehaviour) -> Self {
        Self::at(Target::Write, what)
    }

    fn at(target: Target, what: Misbehaviour) -> Self {
        Self {
            target,
            skip: 0,
            times: 1,
            when: When::Before,
            what,
        }
    }

    /// Hits the nth matching request, counted from 1, instead of the first.
    #[must_use]
    pub fn nth(mut self, n: usize) -> Self {
        self.skip = n.saturating_sub(1);
        self
    }

    /// Hits this many requests in a row instead of one.
    #[must_use]
    pub fn times(mut self, n: usize) -> Self {
        self.times = n;
        self
    }

    /// Strikes after the request took effect.
    #[must_use]
    pub fn after_effect(mut self) -> Self {
        self.when = When::After;
        self
    }

    fn fits(&self, asked: &Asked<'_>) -> bool {
        match (&self.target, asked.operation) {
            (Target::Any, _) => true,
            (Target::Write, _) => asked.is_write(),
            (Target::Rest { method, path }, None) => {
                method.as_ref().is_none_or(|wanted| wanted == asked.method) && path_fits(path, asked.path)
            }
            (Target::GraphQl(wanted), Some(name)) => wanted.as_deref().is_none_or(|wanted| wanted == name),
            _ => false,
        }
    }
}

fn path_fits(pattern: &str, path: &str) -> bool {
    let mut given = path.split('/');
    for part in pattern.split('/') {
        match (part, given.next()) {
            ("**", _) => return true,
            (part, Some(segment)) if part == "*" || part == segment => {}
            _ => return false,
        }
    }
    given.next().is_none()
}

/// The rules in force. Clones show the same ones.
#[derive(Clone, Debug)]
pub struct Faults {
    rules: Arc<Mutex<Vec<Fault>>>,
    released: watch::Sender<u64>,
    hanging: watch::Sender<usize>,
}

impl Default for Faults {
    fn default() -> Self {
        Self {
            rules: Arc::default(),
            released: watch::Sender::new(0),
            hanging: watch::Sender::new(0),
        }
    }
}

impl Faults {
    /// Adds a rule. Of several that fit a request, the one added first strikes.
    pub fn add(&self, fault: Fault) {
        self.lock().push(fault);
    }

    /// Removes all rules; requests that hang go on hanging.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// How many strikes are still to come.
    pub fn outstanding(&self) -> usize {
        self.lock().iter().map(|fault| fault.times).sum()
    }

    /// Lets every request that hangs go on.
    pub fn release(&self) {
        self.released.send_modify(|count| *count += 1);
    }

    /// How many requests hang, to be watched. One whose client has gone away hangs no longer, and if it hung before
    /// its effect, it never takes effect.
    pub fn hanging(&self) -> watch::Receiver<usize> {
        self.hanging.subscribe()
    }

    /// The misbehaviour a request is to meet. Counts the request against every rule it fits.
    pub(crate) fn strike(&self, asked: &Asked<'_>) -> Option<(When, Misbehaviour)> {
        let mut rules = self.lock();
        let mut struck = None;
        for fault in rules
            .iter_mut()
            .filter(|fault| fault.times > 0 && fault.fits(asked))
        {
            if fault.skip > 0 {
                fault.skip -= 1;
            } else if struck.is_none() {
                fault.times -= 1;
                struck = Some((fault.when, fault.what.clone()));
            }
        }
        rules.retain(|fault| fault.times > 0);
        struck
    }

    /// Waits for [`Faults::release`].
    pub(crate) async fn hang(&self) {
        let mut released = self.released.subscribe();
        let _hanging = Hanging::begin(&self.hanging);
        // An error means that the simulator is gone, and then waiting is over too.
        let _ = released.changed().await;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Fault>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts a request for as long as it hangs, however that ends.
struct Hanging<'a>(&'a watch::Sender<usize>);

impl<'a> Hanging<'a> {
    fn begin(count: &'a watch::Sender<usize>) -> Self {
        count.send_modify(|count| *count += 1);
        Self(count)
    }
}

impl Drop for Hanging<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

/// Status, body and further headers.
pub(crate) type FaultAnswer = (u16, Value, Vec<(&'static str, String)>);

/// The misbehaviours that are answers, as REST gives them.
pub(crate) fn answer(what: &Misbehaviour) -> Option<FaultAnswer> {
    let limits = "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api";
    match what {
        Misbehaviour::Json { status, body } => Some((*status, body.clone(), Vec::new())),
        Misbehaviour::SecondaryLimit { retry_after } => {
            let body = json!({
                "message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
                "documentation_url": format!("{limits}#about-secondary-rate-limits"), "status": "403",
            });
            let headers = retry_after.map(|seconds| ("retry-after", seconds.to_string()));
            Some((403, body, headers.into_iter().collect()))
        }
        Misbehaviour::PrimaryLimit => {
            let body = json!({
                "message": "API rate limit exceeded for installation.",
                "documentation_url": limits, "status": "403",
            });
            Some((403, body, vec![("x-ratelimit-remaining", "0".into())]))
        }
        Misbehaviour::RevokedPermission(permission) => {
            let body = json!({
                "message": "Resource not accessible by integration",
                "documentation_url": "https://docs.github.com/rest", "status": "403",
            });
            Some((
                403,
                body,
                vec![("x-accepted-github-permissions", permission.clone())],
            ))
        }
        Misbehaviour::BadGateway | Misbehaviour::Hang | Misbehaviour::Drop => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strikes(faults: &Faults, path: &str) -> bool {
        faults.strike(&asked(path, None)).is_some()
    }

    fn asked<'a>(path: &'a str, operation: Option<&'a str>) -> Asked<'a> {
        Asked {
            method: &Method::POST,
            path,
            operation,
            is_read: false,
        }
    }

    #[test]
    fn the_nth_request_is_hit_and_no_other() {
        let faults = Faults::default();
        faults.add(
            Fault::on("POST", "/repos/*/*/issues/*/comments", Misbehaviour::BadGateway)
                .nth(2)
                .times(2),
        );
        let path = "/repos/o/r/issues/7/comments";
        assert!(!strikes(&faults, "/repos/o/r/issues"));
        assert!(!strikes(&faults, path));
        assert!(strikes(&faults, path));
        assert!(strikes(&faults, path));
        assert!(!strikes(&faults, path));
        assert_eq!(faults.outstanding(), 0);
    }

    #[test]
    fn paths_fit_by_segment_and_by_rest() {
        assert!(path_fits("/repos/**", "/repos/o/r/contents/a/b.md"));
        assert!(!path_fits("/repos/*", "/repos/o/r"));
        assert!(!path_fits("/repos/*/x", "/repos/o"));
    }

    #[test]
    fn graphql_and_rest_are_told_apart() {
        let faults = Faults::default();
        faults.add(Fault::on_graphql("Observe", Misbehaviour::Drop));
        assert!(faults.strike(&asked("/graphql", None)).is_none());
        assert!(faults.strike(&asked("/graphql", Some("Other"))).is_none());
        assert!(faults.strike(&asked("/graphql", Some("Observe"))).is_some());
    }

    #[test]
    fn reading_and_minting_tokens_are_no_writes() {
        let faults = Faults::default();
        faults.add(Fault::on_write(Misbehaviour::Drop));
        let query = Asked {
            is_read: true,
            ..asked("/graphql", Some("Observe"))
        };
        assert!(faults.strike(&query).is_none());
        assert!(!strikes(&faults, "/app/installations/1/access_tokens"));
        assert!(strikes(&faults, "/repos/o/r/labels"));
        faults.add(Fault::on_any(Misbehaviour::Drop).times(2));
        assert!(faults.strike(&query).is_some());
        assert!(strikes(&faults, "/app/installations/1/access_tokens"));
    }

    #[tokio::test]
    async fn a_request_hangs_until_it_is_released_or_its_client_leaves() {
        let faults = Faults::default();
        let mut hanging = faults.hanging();
        let hang = |faults: Faults| tokio::spawn(async move { faults.hang().await });
        let (patient, impatient) = (hang(faults.clone()), hang(faults.clone()));
        hanging.wait_for(|count| *count == 2).await.unwrap();
        impatient.abort();
        hanging.wait_for(|count| *count == 1).await.unwrap();
        assert!(!patient.is_finished());
        faults.release();
        patient.await.unwrap();
        assert_eq!(*faults.hanging().borrow(), 0);
    }
}
