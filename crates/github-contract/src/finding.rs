//! What a check says: one finding per place where an exchange and GitHub's description part.

use std::fmt;

use crate::exchange::Exchange;

/// One thing that GitHub's descriptions do not allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which exchange, counted from 1: the line of a recording without empty lines.
    pub exchange: usize,
    /// The exchange in words: its name if it has one, method, path and status.
    pub call: String,
    /// What kind of fault it is.
    pub kind: Kind,
    /// Where in the exchange, what was found there, and what is allowed.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}: [{}] {}",
            self.exchange, self.call, self.kind, self.message
        )
    }
}

/// Declares [`Kind`] with the stable name of each, so that the two cannot differ.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// The kinds of fault a check can find. Their names are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        impl fmt::Display for Kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$kind => $name,)* })
            }
        }
    };
}

kinds! {
    /// `X-GitHub-Api-Version` names a version GitHub does not serve.
    ApiVersion = "api-version",
    /// GitHub has no such method and path.
    UnknownOperation = "unknown-operation",
    /// GitHub has it, but the part of its description kept here does not.
    NotDescribed = "not-described",
    /// A value in the path is of the wrong type.
    PathParameter = "path-parameter",
    /// The operation takes no such query parameter.
    UnknownQueryParameter = "unknown-query-parameter",
    /// A query parameter's value is not one the operation takes.
    QueryValue = "query-value",
    /// A query parameter that the operation requires is not there.
    MissingQueryParameter = "missing-query-parameter",
    /// The operation requires a body and got none.
    MissingRequestBody = "missing-request-body",
    /// The operation takes no body and got one.
    UnexpectedRequestBody = "unexpected-request-body",
    /// The request's body does not fit its schema.
    RequestBody = "request-body",
    /// The request's body has a field that the operation does not take.
    UndocumentedRequestField = "undocumented-request-field",
    /// The request's `Content-Type` is not one the operation takes.
    RequestMediaType = "request-media-type",
    /// No `Authorization` where GitHub wants one.
    MissingCredential = "missing-credential",
    /// The wrong kind of credential, or none that GitHub knows.
    WrongCredential = "wrong-credential",
    /// An app's JWT that GitHub would refuse.
    AppToken = "app-token",
    /// An operation that an installation token cannot call.
    NotForApps = "not-for-apps",
    /// None of the permissions that allow the operation was granted.
    Permission = "permission",
    /// No `User-Agent`: GitHub answers 403.
    UserAgent = "user-agent",
    /// `Accept` is missing or names no media type that GitHub sends.
    Accept = "accept",
    /// The operation never answers with this status.
    UnexpectedStatus = "unexpected-status",
    /// The response's body does not fit its schema.
    ResponseBody = "response-body",
    /// The response's body has a field that GitHub does not document.
    UndocumentedResponseField = "undocumented-response-field",
    /// A body where GitHub sends none.
    UnexpectedResponseBody = "unexpected-response-body",
    /// The response's `Content-Type` is not one the operation sends.
    ResponseMediaType = "response-media-type",
    /// A `Link` header that RFC 8288 does not allow.
    LinkHeader = "link-header",
    /// The GraphQL document does not parse, or the request has none.
    GraphqlSyntax = "graphql-syntax",
    /// The GraphQL document is not valid for GitHub's schema.
    GraphqlDocument = "graphql-document",
    /// The variables do not fit the types that the document declares.
    GraphqlVariables = "graphql-variables",
    /// A connection without `first` or `last`, one over 100, or too many nodes in all.
    GraphqlLimits = "graphql-limits",
    /// The answer does not have the shape that the document selects.
    GraphqlAnswer = "graphql-answer",
}

/// Where the rules put what they find about one exchange.
pub(crate) struct Report<'a> {
    number: usize,
    exchange: &'a Exchange,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(number: usize, exchange: &'a Exchange, findings: &'a mut Vec<Finding>) -> Self {
        Self {
            number,
            exchange,
            findings,
        }
    }

    pub(crate) fn add(&mut self, kind: Kind, message: impl Into<String>) {
        let Exchange {
            id,
            method,
            path,
            status,
            ..
        } = self.exchange;
        let name = if id.is_empty() {
            String::new()
        } else {
            format!("{id}: ")
        };
        let status = status.map_or_else(String::new, |status| format!(" -> {status}"));
        let call = format!("{name}{method} {path}{status}");
        self.findings.push(Finding {
            exchange: self.number,
            call,
            kind,
            message: message.into(),
        });
    }
}
