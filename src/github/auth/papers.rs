//! What we show GitHub: an App's signature, or a token that was given to us.

use std::fmt;

use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};

use super::jwt::Signer;
use crate::github::{
    Credential,
    error::{Error, StartError},
};

/// By what calls are authorised that are not made for an installation.
pub(in crate::github) enum Papers {
    /// The App signs for itself, and mints tokens for its installations.
    App(Signer),
    /// One token serves for everything.
    Token {
        /// The token.
        secret: SecretString,
        /// Name in addresses of the App that it was minted for.
        slug: String,
    },
}

impl fmt::Debug for Papers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::App(signer) => f.debug_tuple("App").field(signer).finish(),
            Self::Token { slug, .. } => f
                .debug_struct("Token")
                .field("slug", slug)
                .finish_non_exhaustive(),
        }
    }
}

impl Papers {
    /// Reads the credential.
    ///
    /// # Errors
    /// [`StartError`], which says what to set.
    pub(in crate::github) fn of(credential: &Credential) -> Result<Self, StartError> {
        match credential {
            Credential::App { id, private_key } => Signer::new(*id, private_key).map(Self::App),
            Credential::Token { secret, slug } => {
                let text = secret.expose_secret().trim();
                if text.is_empty() || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
                    return Err(StartError::Token);
                }
                Ok(Self::Token {
                    secret: SecretString::from(text),
                    slug: slug.clone(),
                })
            }
        }
    }

    /// What to send with a call that is made for nobody in particular.
    pub(in crate::github) fn sign(&self, now: DateTime<Utc>) -> Result<SecretString, Error> {
        match self {
            Self::App(signer) => signer
                .sign(now)
                .map_err(|fault| Error::invalid(format!("the App's key does not sign any more: {fault}"))),
            Self::Token { secret, .. } => Ok(secret.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn papers(secret: &str) -> Result<Papers, StartError> {
        Papers::of(&Credential::Token {
            secret: secret.into(),
            slug: "github-actions".into(),
        })
    }

    #[test]
    fn a_token_is_sent_as_it_is_without_what_surrounds_it() {
        let token = papers(" ghs_1_ey.J0-x\n").expect("a token");
        let sent = token.sign(DateTime::UNIX_EPOCH).expect("it needs no key");
        assert_eq!(sent.expose_secret(), "ghs_1_ey.J0-x");
        assert_eq!(format!("{token:?}"), r#"Token { slug: "github-actions", .. }"#);
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for wrong in ["", "  ", "ghs_1 ghs_2", "ghs_1\nX-Header: 1"] {
            assert!(matches!(papers(wrong), Err(StartError::Token)), "{wrong:?}");
        }
    }
}
