//! What can go wrong between us and GitHub, sorted by what there is to do about it.
//!
//! How a status, headers and a body become one of these is told in `classify`.

use chrono::{DateTime, Utc};

/// An exchange with GitHub that did not bring what was asked for.
///
/// The variants are what the queue needs to know: try again, wait, park, look again, do without, or give up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nobody's fault and probably over soon: 5xx, time-out, broken connection. A write may have taken effect all
    /// the same, so that its next attempt is an [`Attempt::Retry`](super::Attempt::Retry).
    #[error("GitHub could not be reached or failed: {message}")]
    Transient {
        /// What happened.
        message: String,
    },
    /// GitHub, or our own allowance that keeps us clear of its limits, asks us to wait. Nothing was done.
    #[error("rate limited until {until}")]
    RateLimited {
        /// The first instant at which it makes sense to ask again.
        until: DateTime<Utc>,
    },
    /// GitHub refuses, and will go on refusing until somebody changes something: a permission, a suspension, an
    /// archived or empty repository, disabled issues. The work is to be parked with this as the reason.
    #[error("GitHub refuses: {message}{}", needs(permission.as_deref()))]
    Denied {
        /// The App permission that would allow it, as GitHub names it: `issues=write; pull_requests=write`, where a
        /// semicolon separates alternatives.
        permission: Option<String>,
        /// GitHub's own words.
        message: String,
    },
    /// It is not there, or not for us to see; GitHub does not tell which.
    #[error("not found: {message}")]
    Gone {
        /// What is gone.
        message: String,
    },
    /// Somebody was faster. Observe again and plan anew.
    #[error("overtaken by another change: {message}")]
    Conflict {
        /// GitHub's own words.
        message: String,
    },
    /// GitHub leaves this one change undone whenever it is asked for, and nobody can do anything about it here: somebody
    /// who cannot be assigned, a label on an issue that holds no more. Everything else goes on without it.
    #[error("GitHub declines: {message}")]
    Declined {
        /// What was declined, and why if GitHub says.
        message: String,
    },
    /// GitHub does not accept the request as it is, or answered what cannot be understood: a fault of ours.
    #[error("GitHub does not accept the request: {message}")]
    Invalid {
        /// GitHub's own words, or what was wrong with its answer.
        message: String,
    },
}

fn needs(permission: Option<&str>) -> String {
    permission.map_or_else(String::new, |permission| {
        format!(" (the token lacks {permission})")
    })
}

impl Error {
    pub(super) fn transient(message: impl Into<String>) -> Self {
        Self::Transient {
            message: message.into(),
        }
    }

    pub(super) fn denied(message: impl Into<String>) -> Self {
        Self::Denied {
            permission: None,
            message: message.into(),
        }
    }

    pub(super) fn gone(message: impl Into<String>) -> Self {
        Self::Gone {
            message: message.into(),
        }
    }

    pub(super) fn declined(message: impl Into<String>) -> Self {
        Self::Declined {
            message: message.into(),
        }
    }

    /// Itself, where a request that is not accepted is no fault of ours: GitHub declines.
    pub(super) fn for_good(self) -> Self {
        match self {
            Self::Invalid { message } => Self::Declined { message },
            other => other,
        }
    }

    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::Invalid {
            message: message.into(),
        }
    }
}

/// Settings with which no connection to GitHub can be made. Each says what to set, and how.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The private key cannot be used.
    #[error(
        "CLOSEOUT_PRIVATE_KEY holds no usable RSA private key: {detail}.\n\
         Set it to the text of the .pem file that GitHub offers under \"Private keys\" on the App's settings page \
         (it begins with -----BEGIN RSA PRIVATE KEY-----), or to that file's path."
    )]
    PrivateKey {
        /// What is wrong with it; never any part of it.
        detail: String,
    },
    /// The token is none.
    #[error(
        "the token is empty, or holds spaces.\n\
         Pass the workflow's own, `token: ${{{{ github.token }}}}`, or one that an App minted."
    )]
    Token,
    /// The address of the API is none.
    #[error(
        "CLOSEOUT_GITHUB_API_URL is {given:?}, which is no http(s) address.\n\
         Set it to https://api.github.com, or to https://HOST/api/v3 for GitHub Enterprise Server."
    )]
    ApiUrl {
        /// What was given.
        given: String,
    },
    /// The HTTP client could not be set up, which is about the machine's certificates.
    #[error(
        "no secure connection can be made from this machine: {detail}.\n\
         Install the system's CA certificates (package ca-certificates), or set SSL_CERT_FILE to a bundle of them."
    )]
    Client {
        /// The client's own words.
        detail: String,
    },
}
