//! Installation tokens: minted when needed, kept while they last, one request however many ask at once.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::github::error::Error;

/// A token is replaced this long before it expires, so that none runs out on its way.
const MARGIN: TimeDelta = TimeDelta::minutes(5);

/// What a token reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::github) enum Scope {
    /// One repository, by its numeric id: what all work on incidents uses.
    Repository(u64),
    /// Everything the installation reaches, to list it.
    Installation,
}

/// GitHub's answer to the request for a token.
#[derive(Deserialize)]
pub(in crate::github) struct Minted {
    token: SecretString,
    expires_at: DateTime<Utc>,
    /// What the token may do: `read`, `write` or `admin`, by the permission's name. Unknown when absent.
    permissions: Option<BTreeMap<String, String>>,
}

impl Minted {
    /// A token that somebody else minted. It cannot be asked what it may do, so that GitHub has to refuse what it may not;
    /// and it cannot be replaced, so that it counts as lasting.
    pub(in crate::github) fn given(token: SecretString) -> Self {
        Self {
            token,
            expires_at: DateTime::<Utc>::MAX_UTC,
            permissions: None,
        }
    }

    /// The token itself.
    pub(in crate::github) fn secret(&self) -> &SecretString {
        &self.token
    }

    /// Whether the token may read what this permission is about, as far as we know; each permission includes the lesser
    /// ones.
    pub(in crate::github) fn may_read(&self, permission: &str) -> bool {
        let known = self.permissions.as_ref();
        known.is_none_or(|known| known.contains_key(permission))
    }
}

/// The tokens of one installation.
///
/// The lock is held while a token is minted; that is what makes everybody else wait for it instead of minting their own.
#[derive(Default)]
pub(in crate::github) struct Tokens(Mutex<HashMap<Scope, Arc<Minted>>>);

impl Tokens {
    /// The token for this scope, minted by `mint` when there is none that lasts.
    pub(in crate::github) async fn get<F>(
        &self,
        scope: Scope,
        now: DateTime<Utc>,
        mint: impl FnOnce() -> F,
    ) -> Result<Arc<Minted>, Error>
    where
        F: Future<Output = Result<Minted, Error>>,
    {
        let mut kept = self.0.lock().await;
        if let Some(minted) = kept.get(&scope)
            && minted.expires_at - now > MARGIN
        {
            return Ok(minted.clone());
        }
        kept.retain(|_, minted| minted.expires_at > now);
        let minted = Arc::new(mint().await?);
        kept.insert(scope, minted.clone());
        Ok(minted)
    }

    /// Forgets a token that GitHub no longer takes, unless it has been replaced already.
    pub(in crate::github) async fn forget(&self, scope: Scope, token: &Minted) {
        let mut kept = self.0.lock().await;
        if let Some(minted) = kept.get(&scope)
            && minted.token.expose_secret() == token.token.expose_secret()
        {
            kept.remove(&scope);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + minutes * 60, 0).unwrap()
    }

    /// Mints `t1`, `t2`, …, each valid for an hour from `now`, and gives others time to ask meanwhile.
    async fn minted(tokens: &Tokens, scope: Scope, now: DateTime<Utc>, count: &AtomicU32) -> Arc<Minted> {
        let mint = async || {
            tokio::task::yield_now().await;
            let n = count.fetch_add(1, Ordering::SeqCst) + 1;
            let answer = serde_json::json!({
                "token": format!("t{n}"),
                "expires_at": now + TimeDelta::hours(1),
                "permissions": { "issues": "write", "metadata": "read" },
            });
            Ok(serde_json::from_value(answer).unwrap())
        };
        tokens.get(scope, now, mint).await.unwrap()
    }

    async fn get(tokens: &Tokens, scope: Scope, now: DateTime<Utc>, count: &AtomicU32) -> String {
        let token = minted(tokens, scope, now, count).await;
        token.secret().expose_secret().to_owned()
    }

    #[tokio::test]
    async fn a_token_tells_what_it_may_read() {
        let token = minted(&Tokens::default(), Scope::Installation, at(0), &AtomicU32::new(0)).await;
        let may = ["issues", "metadata", "deployments"].map(|permission| token.may_read(permission));
        assert_eq!(may, [true, true, false]);
    }

    #[tokio::test]
    async fn ten_at_once_share_one_token() {
        let (tokens, count) = (Tokens::default(), AtomicU32::new(0));
        let one = || get(&tokens, Scope::Repository(1), at(0), &count);
        let all = tokio::join!(
            one(),
            one(),
            one(),
            one(),
            one(),
            one(),
            one(),
            one(),
            one(),
            one()
        );
        assert_eq!((all.0.as_str(), all.9.as_str()), ("t1", "t1"));
        assert_eq!(count.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn a_token_is_replaced_before_it_expires_and_per_scope() {
        let (tokens, count) = (Tokens::default(), AtomicU32::new(0));
        assert_eq!(get(&tokens, Scope::Repository(1), at(0), &count).await, "t1");
        assert_eq!(get(&tokens, Scope::Repository(2), at(0), &count).await, "t2");
        assert_eq!(get(&tokens, Scope::Repository(1), at(54), &count).await, "t1");
        assert_eq!(get(&tokens, Scope::Repository(1), at(55), &count).await, "t3");
    }

    #[tokio::test]
    async fn a_rejected_token_is_forgotten_once() {
        let (tokens, count) = (Tokens::default(), AtomicU32::new(0));
        let scope = Scope::Installation;
        let first = minted(&tokens, scope, at(0), &count).await;
        tokens.forget(scope, &first).await;
        assert_eq!(get(&tokens, scope, at(0), &count).await, "t2");
        tokens.forget(scope, &first).await;
        assert_eq!(get(&tokens, scope, at(0), &count).await, "t2");
    }
}
