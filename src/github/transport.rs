//! One exchange with GitHub over HTTP: a call in, an answer out.
//!
//! The only place that builds an HTTP client. Nothing is interpreted here, nothing is limited and nothing is tried
//! twice; that is [`super::session`]'s business. Tokens are handed in for every call.

use std::{fmt, time::Duration};

use http::{HeaderMap, HeaderValue, Method, header};
use reqwest::{Url, redirect};
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
    http: reqwest::Client,
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
            http: client(&base)?,
            graphql: graphql_url(&rest),
            rest,
        })
    }

    /// Makes one exchange.
    ///
    /// # Errors
    /// [`Error::Transient`] when no answer came.
    pub(super) async fn exchange(&self, call: &Call, token: &SecretString) -> Result<Answer, Error> {
        let address = match &call.target {
            Target::Graphql => self.graphql.clone(),
            Target::Rest(path, query) if query.is_empty() => format!("{}{path}", self.rest),
            Target::Rest(path, query) => format!("{}{path}?{query}", self.rest),
        };
        let mut bearer = HeaderValue::from_str(&format!("Bearer {}", token.expose_secret()))
            .map_err(|_| Error::invalid("the token GitHub issued cannot be sent in a header"))?;
        bearer.set_sensitive(true);
        let mut request = self
            .http
            .request(call.method.clone(), address)
            .header(header::AUTHORIZATION, bearer);
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        let mut response = request.send().await.map_err(|fault| broken(&fault))?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|fault| broken(&fault))? {
            if body.len() + chunk.len() > LARGEST {
                return Err(Error::invalid("GitHub's answer is too large to be read"));
            }
            body.extend_from_slice(&chunk);
        }
        tracing::debug!(method = %call.method, target = %call.target, status = response.status().as_u16(), "asked GitHub");
        Ok(Answer {
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
            body: body.into(),
        })
    }
}

/// What a failed exchange is called in logs. The address is left out: it names private repositories.
fn broken(fault: &reqwest::Error) -> Error {
    if fault.is_redirect() {
        return Error::invalid(
            "GitHub redirects again and again, or to another server; CLOSEOUT_GITHUB_API_URL may have to be changed",
        );
    }
    let kind = if fault.is_timeout() {
        "the time limit was reached"
    } else if fault.is_connect() {
        "no connection"
    } else {
        "the connection broke"
    };
    let mut cause: &dyn std::error::Error = fault;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    let cause = if cause.is::<reqwest::Error>() {
        String::new()
    } else {
        format!(": {cause}")
    };
    Error::transient(format!("{kind}{cause}"))
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the client that everything else is to take"
)]
fn client(base: &Url) -> Result<reqwest::Client, StartError> {
    let origin = base.origin();
    let mut headers = HeaderMap::new();
    headers.insert(
        header::ACCEPT,
        HeaderValue::from_static("application/vnd.github+json"),
    );
    headers.insert("x-github-api-version", HeaderValue::from_static(API_VERSION));
    reqwest::Client::builder()
        .user_agent(concat!("closeout/", env!("CARGO_PKG_VERSION")))
        .default_headers(headers)
        .connect_timeout(CONNECT)
        .timeout(TOTAL)
        // GitHub answers 301 to reads and 307 to writes of a renamed repository; 307 keeps method and body. A redirect
        // to another server is none of GitHub's, and must not see the token.
        .redirect(redirect::Policy::custom(move |attempt| {
            if attempt.url().origin() != origin {
                attempt.error("redirect to another server")
            } else if attempt.previous().len() > REDIRECTS {
                attempt.error("too many redirects")
            } else {
                attempt.follow()
            }
        }))
        .build()
        .map_err(|fault| StartError::Client {
            detail: fault.to_string(),
        })
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

    #[test]
    fn graphql_follows_from_the_address_of_rest() {
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

    #[test]
    fn what_is_no_address_is_refused_with_what_to_set() {
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
