//! The signed statement by which the App shows who it is.

use std::fmt;

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;

use crate::github::error::StartError;

/// Seconds by which a statement is dated back, for machines whose clock is ahead of GitHub's.
const SKEW: i64 = 60;
/// Seconds for which a statement is valid; GitHub allows at most 600 from its own present on.
const LIFE: i64 = 540;

/// Signs statements of one App.
pub(in crate::github) struct Signer {
    app_id: u64,
    key: EncodingKey,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("app_id", &self.app_id)
            .finish_non_exhaustive()
    }
}

#[derive(Serialize)]
struct Claims {
    iss: String,
    iat: i64,
    exp: i64,
}

impl Signer {
    /// Reads the App's private key, and signs once to see that it can be used.
    ///
    /// Environment variables often hold the line breaks of a PEM text as `\n`; those are understood.
    ///
    /// # Errors
    /// [`StartError::PrivateKey`]
    pub(in crate::github) fn new(app_id: u64, pem: &SecretString) -> Result<Self, StartError> {
        let unusable = |detail: String| StartError::PrivateKey { detail };
        let text = pem.expose_secret().trim().replace("\\n", "\n");
        if text.is_empty() {
            return Err(unusable("it is empty".into()));
        }
        if !text.starts_with("-----BEGIN") {
            return Err(unusable("it does not begin with -----BEGIN".into()));
        }
        let key = EncodingKey::from_rsa_pem(text.as_bytes()).map_err(|fault| unusable(fault.to_string()))?;
        let signer = Self { app_id, key };
        signer
            .sign(DateTime::UNIX_EPOCH)
            .map_err(|fault| unusable(fault.to_string()))?;
        Ok(signer)
    }

    /// The App for which it signs.
    pub(in crate::github) fn app_id(&self) -> u64 {
        self.app_id
    }

    /// A statement that is valid now and for the next nine minutes.
    pub(in crate::github) fn sign(
        &self,
        now: DateTime<Utc>,
    ) -> Result<SecretString, jsonwebtoken::errors::Error> {
        let claims = Claims {
            iss: self.app_id.to_string(),
            iat: now.timestamp() - SKEW,
            exp: now.timestamp() + LIFE,
        };
        jsonwebtoken::encode(&Header::new(Algorithm::RS256), &claims, &self.key).map(SecretString::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(pem: &str) -> String {
        Signer::new(1, &pem.into()).unwrap_err().to_string()
    }

    #[test]
    fn what_is_no_key_is_refused_with_what_to_set_and_without_the_key() {
        let garbled = "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----\n";
        for pem in ["", "  \n", "c2VjcmV0", garbled, "-----BEGIN RSA PRIVATE KEY-----"] {
            let fault = refused(pem);
            assert!(fault.contains("CLOSEOUT_PRIVATE_KEY"), "{fault}");
            assert!(fault.contains(".pem"), "{fault}");
            assert!(!fault.contains("c2VjcmV0"), "{fault}");
        }
    }
}
