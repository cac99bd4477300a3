//! Who is calling.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, header};

use super::jwt;
use super::route::Auth;
use super::{ApiError, error};
use crate::world::{Actor, AppId, OpError, World};

/// A caller, authenticated.
#[derive(Clone, Debug)]
pub(crate) enum Caller {
    /// No credentials: reads what is public.
    Anonymous,
    /// An App by its JWT.
    App(AppId),
    /// The bearer of a token.
    Bearer {
        /// As whom it acts.
        actor: Actor,
        /// The token itself, for revoking it.
        token: String,
    },
}

impl Caller {
    /// As whom it acts in repositories; an App by its JWT does not.
    pub(crate) fn actor(&self, world: &World) -> Option<Actor> {
        match self {
            Self::Anonymous => Some(Actor::person(world.ghost)),
            Self::App(_) => None,
            Self::Bearer { actor, .. } => Some(actor.clone()),
        }
    }
}

/// Finds out who is calling an operation that wants this kind of credentials.
pub(crate) fn authenticate(world: &World, headers: &HeaderMap, auth: Auth) -> Result<Caller, ApiError> {
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let credential = credential(given);
    match (auth, credential) {
        (Auth::Jwt, Some(token)) => jwt::verify(world, &token).map(Caller::App),
        (Auth::Jwt, None) => Err(ApiError::new(401, "A JSON web token could not be decoded", "")),
        (Auth::Token | Auth::Nobody, None) if given.is_empty() => Ok(Caller::Anonymous),
        (Auth::Token | Auth::Nobody, None) => Err(ApiError::bad_credentials()),
        (Auth::Token, Some(token)) => bearer(world, token),
        (Auth::Nobody, Some(token)) => match world.bearer(&token) {
            Ok(Some(_)) => bearer(world, token),
            _ => jwt::verify(world, &token)
                .map(Caller::App)
                .or_else(|_| bearer(world, token)),
        },
    }
}

/// The bearer of a token, or nobody: what GraphQL wants.
pub(crate) fn bearer_of(world: &World, headers: &HeaderMap) -> Result<Caller, ApiError> {
    authenticate(world, headers, Auth::Token)
}

fn bearer(world: &World, token: String) -> Result<Caller, ApiError> {
    match world.bearer(&token) {
        Ok(Some(actor)) => Ok(Caller::Bearer {
            actor: actor.clone(),
            token,
        }),
        Ok(None) => Err(ApiError::bad_credentials()),
        Err(error @ OpError::Suspended) => Err(error::ApiError::from_op(
            error,
            "apps/apps#create-an-installation-access-token-for-an-app",
        )),
        Err(error) => Err(ApiError::from_op(error, "")),
    }
}

/// The secret in an `Authorization` header: after `Bearer` or `token`, or the password of `Basic`.
fn credential(header: &str) -> Option<String> {
    let (scheme, rest) = header.split_once(' ')?;
    let rest = rest.trim();
    match scheme.to_ascii_lowercase().as_str() {
        "bearer" | "token" if !rest.is_empty() => Some(rest.to_owned()),
        "basic" => {
            let text = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
            text.split_once(':').map(|(_, password)| password.to_owned())
        }
        _ => None,
    }
}
