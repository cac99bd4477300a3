//! One exchange with GitHub over HTTP: a call in, an answer out.
//!
//! The only place that names octocrab, and the only one that builds an HTTP client. octocrab carries the call with
//! none of its own additions: its retries would replay a POST, its cache would keep a 404, and its authentication
//! reads the machine's clock. Nothing is interpreted here, nothing is limited and nothing is tried twice; that is
//! [`super::session`]'s business. Tokens are handed in for every call.

use std::{fmt, time::Duration};

use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use octocrab::{
    AuthState, OctoBody, Octocrab, OctocrabBuilder, service::middleware::reqwest_connector::ReqwestConnector,
};
use reqwest::{Url, redirect::Policy};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::{
    answer::Answer,
    error::{Error, StartError},
};

/// The version of the API that this code was written for. Sent with every call, so that GitHub's default may move.
const API_VERSION: &str = "2022-11-28";
/// How long a connection may take to be made, and a whole exchange to end. GitHub itself gives up after ten seconds.
const CONNECT: Duration = Duration::from_secs(5);
const TOTAL: Duration = Duration::from_secs(30);
/// Redirects followed for one call. A renamed repository takes one.
const REDIRECTS: usize = 3;
/// The largest answer that is read. The largest possible snapshot stays far below.
const LARGEST: usize = 64 << 20;

/// What a call does, as far as it matters to how it may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Changes nothing and can be repeated.
    Read,
    /// Changes something.
    Write,
    /// Makes something that notifies people or is stored for ever: counted against GitHub's creation limits.
    Create,
}

/// A call to be made.
#[derive(Debug, Clone)]
pub(super) struct Call {
    /// What it does.
    pub(super) deed: Deed,
    /// HTTP method.
    pub(super) method: Method,
    /// Where.
    pub(super) target: Target,
    /// JSON body.
    pub(super) body: Option<Value>,
}

/// Where a call goes.
#[derive(Debug, Clone)]
pub(super) enum Target {
    /// The REST API: an encoded path, as [`super::path::path`] makes it, and a query without its question mark.
    Rest(String, String),
    /// The GraphQL endpoint.
    Graphql,
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rest(path, _) => f.write_str(path),
            Self::Graphql => f.write_str("GraphQL"),
        }
    }
}

/// Addresses of one GitHub, and the client that reaches it.
#[derive(Debug)]
pub(super) struct Transport {
    http: Octocrab,
    base: Url,
    rest: String,
    graphql: String,
}

impl Transport {
    /// Prepares the client. No connection is made yet.
    ///
    /// # Errors
    /// [`StartError`] when the address is none, or when the machine has no certificates.
    pub(super) fn new(api_url: &str) -> Result<Self, StartError> {
        let rest = api_url.trim_end_matches('/').to_owned();
        let wrong = || StartError::ApiUrl {
            given: api_url.to_owned(),
        };
        let base = Url::parse(&rest).map_err(|_| wrong())?;
        if !matches!(base.scheme(), "http" | "https") || base.query().is_some() || base.fragment().is_some() {
            return Err(wrong());
        }
        Ok(Self {
            http: client()?,
            base,
            graphql: graphql_url(&rest),
            rest,
        })
    }

    /// Makes one exchange.
    ///
    /// # Errors
    /// [`Error::Transient`] when no answer came.
    pub(super) async fn exchange(&self, call: &Call, token: &SecretString) -> Result<Answer, Error> {
        let mut address = match &call.target {
            Target::Graphql => self.graphql.clone(),
            Target::Rest(path, query) if query.is_empty() => format!("{}{path}", self.rest),
            Target::Rest(path, query) => format!("{}{path}?{query}", self.rest),
        };
        let mut bearer = HeaderValue::from_str(&format!("Bearer {}", token.expose_secret()))
            .map_err(|_| Error::invalid("the token GitHub issued cannot be sent in a header"))?;
        bearer.set_sensitive(true);
        for _ in 0..=REDIRECTS {
            let answer = self.exchange_at(&address, call, &bearer).await?;
            match self.moved(call, &answer)? {
                Some(elsewhere) => address = elsewhere,
                None => return Ok(answer),
            }
        }
        Err(Error::invalid("GitHub redirects again and again"))
    }

    /// Where a renamed repository is now, if the answer tells. GitHub answers 301 to reads and 307 to writes; 307 keeps
    /// method and body. A redirect to another server is none of GitHub's, and must not see the token.
    fn moved(&self, call: &Call, answer: &Answer) -> Result<Option<String>, Error> {
        let followed = match answer.status {
            StatusCode::MOVED_PERMANENTLY => call.method == Method::GET,
            StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
            _ => false,
        };
        let location = answer
            .headers
            .get(header::LOCATION)
            .and_then(|location| location.to_str().ok());
        let Some(location) = location.filter(|_| followed) else {
            return Ok(None);
        };
        match self.base.join(location) {
            Ok(there) if there.origin() == self.base.origin() => Ok(Some(there.into())),
            _ => Err(Error::invalid(
                "GitHub redirects to another server; CLOSEOUT_GITHUB_API_URL may have to be changed",
            )),
        }
    }

    async fn exchange_at(&self, address: &str, call: &Call, bearer: &HeaderValue) -> Result<Answer, Error> {
        let request = Request::builder()
            .method(call.method.clone())
            .uri(address)
            .header(header::AUTHORIZATION, bearer.clone());
        let request = match &call.body {
            Some(body) => request
                .header(header::CONTENT_TYPE, "application/json")
                .body(OctoBody::from(body.to_string())),
            None => request.body(OctoBody::empty()),
        };
        let request =
            request.map_err(|fault| Error::invalid(format!("no such call can be made: {fault}")))?;
        let (mut head, body) = self
            .http
            .execute(request)
            .await
            .map_err(|fault| broken(&fault))?
            .into_parts();
        let body = Limited::new(body, LARGEST)
            .collect()
            .await
            .map_err(|fault| broken(&*fault))?
            .to_bytes();
        tracing::debug!(method = %call.method, target = %call.target, status = head.status.as_u16(), "asked GitHub");
        Ok(Answer {
            status: head.status,
            headers: std::mem::take(&mut head.headers),
            body,
        })
    }
}

/// What a failed exchange is called in logs. The address is left out: it names private repositories.
fn broken(fault: &(dyn std::error::Error + 'static)) -> Error {
    let causes: Vec<_> = std::iter::successors(Some(fault), |fault| fault.source()).collect();
    if causes.iter().any(|cause| cause.is::<LengthLimitError>()) {
        return Error::invalid("GitHub's answer is too large to be read");
    }
    let http = causes
        .iter()
        .find_map(|cause| cause.downcast_ref::<reqwest::Error>());
    let kind = if http.is_some_and(reqwest::Error::is_timeout) {
        "the time limit was reached"
    } else if http.is_some_and(reqwest::Error::is_connect) {
        "no connection"
    } else {
        "the connection broke"
    };
    let deepest = causes
        .last()
        .filter(|cause| !cause.is::<reqwest::Error>() && !cause.is::<octocrab::Error>());
    let cause = deepest.map(|cause| format!(": {cause}")).unwrap_or_default();
    Error::transient(format!("{kind}{cause}"))
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the client that everything else is to take"
)]
fn client() -> Result<Octocrab, StartError> {
    let mut headers = HeaderMap::new();
    headers.insert(
        header::ACCEPT,
        HeaderValue::from_static("application/vnd.github+json"),
    );
    headers.insert("x-github-api-version", HeaderValue::from_static(API_VERSION));
    let http = reqwest::Client::builder()
        .user_agent(concat!("closeout/", env!("CARGO_PKG_VERSION")))
        .default_headers(headers)
        .connect_timeout(CONNECT)
        .timeout(TOTAL)
        // A body that is handed through cannot be sent twice down here, so that [`Transport::moved`] follows redirects.
        .redirect(Policy::none())
        .build()
        .map_err(|fault| StartError::Client {
            detail: fault.to_string(),
        })?;
    let built = OctocrabBuilder::new_empty()
        .with_service(ReqwestConnector::new(http))
        .with_auth(AuthState::None)
        .build();
    Ok(built.unwrap_or_else(|never| match never {}))
}

/// GraphQL lives beside REST: `/graphql` on the public site, `/api/graphql` beside `/api/v3` on Enterprise Server.
fn graphql_url(rest: &str) -> String {
    match rest.strip_suffix("/api/v3") {
        Some(host) => format!("{host}/api/graphql"),
        None => format!("{rest}/graphql"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn graphql_follows_from_the_address_of_rest() {
        for (given, graphql) in [
            ("https://api.github.com", "https://api.github.com/graphql"),
            ("https://api.github.com/", "https://api.github.com/graphql"),
            (
                "https://git.example.com/api/v3",
                "https://git.example.com/api/graphql",
            ),
            ("https://api.acme.ghe.com", "https://api.acme.ghe.com/graphql"),
            ("http://127.0.0.1:4000/api", "http://127.0.0.1:4000/api/graphql"),
        ] {
            assert_eq!(Transport::new(given).unwrap().graphql, graphql);
        }
    }

    #[tokio::test]
    async fn what_is_no_address_is_refused_with_what_to_set() {
        for given in [
            "",
            "api.github.com",
            "ftp://api.github.com",
            "https://",
            "https://x?y",
            "https://x#y",
        ] {
            let fault = Transport::new(given).unwrap_err().to_string();
            assert!(fault.contains("CLOSEOUT_GITHUB_API_URL"), "{fault}");
        }
    }
}
