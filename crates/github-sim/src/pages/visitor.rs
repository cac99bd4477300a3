//! Who looks at a page: the person they play, and what the last act had to say to them. Both travel in cookies.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::request::Parts;
use http::{HeaderValue, header};

use crate::world::{Account, AccountId, AccountKind, World};

const ACTOR: &str = "sim_actor";
const FLASH: &str = "sim_flash";

/// Longer messages are cut, so that a browser keeps the cookie.
const FLASH_CHARS: usize = 600;

/// What the browser sent along.
#[derive(Clone, Debug, Default)]
pub(super) struct Visitor {
    chosen: Option<AccountId>,
    /// A message to show once.
    pub(super) flash: Option<String>,
    /// Path and query of the page asked for.
    pub(super) here: String,
}

impl Visitor {
    /// The account the visitor acts as: the chosen one, or the first person there is.
    pub(super) fn acting(&self, world: &World) -> AccountId {
        let chosen = self
            .chosen
            .filter(|id| world.living(*id).is_some_and(|account| is_person(world, account)));
        chosen
            .or_else(|| people(world).next().map(|account| account.id))
            .unwrap_or(world.ghost)
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let here = parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
        let flash = cookie(parts, FLASH)
            .and_then(|text| URL_SAFE_NO_PAD.decode(text).ok())
            .and_then(|bytes| String::from_utf8(bytes).ok());
        let chosen = cookie(parts, ACTOR).and_then(|id| id.parse().ok()).map(AccountId);
        Ok(Self { chosen, flash, here })
    }
}

/// The people a visitor may act as, oldest account first.
pub(super) fn people(world: &World) -> impl Iterator<Item = &Account> {
    world
        .accounts
        .values()
        .filter(|account| is_person(world, account))
}

fn is_person(world: &World, account: &Account) -> bool {
    account.kind == AccountKind::User
        && !account.deleted
        && account.id != world.ghost
        && (belongs_somewhere(world, account) || world.apps.values().all(|app| app.owner != account.id))
}

/// Makers of Apps are accounts too; they are people here only when some repository knows them.
fn belongs_somewhere(world: &World, account: &Account) -> bool {
    let id = account.id;
    world
        .accounts
        .values()
        .any(|owner| owner.members.contains_key(&id))
        || world
            .repositories
            .values()
            .any(|repo| repo.owner == id || repo.collaborators.contains_key(&id))
}

/// `Set-Cookie` that makes the visitor act as `account`.
pub(super) fn act_as(account: AccountId) -> HeaderValue {
    set_cookie(ACTOR, &account.0.to_string(), "")
}

/// `Set-Cookie` that shows `message` on the next page.
pub(super) fn say(message: &str) -> HeaderValue {
    let cut: String = message.chars().take(FLASH_CHARS).collect();
    set_cookie(FLASH, &URL_SAFE_NO_PAD.encode(cut), "; Max-Age=60")
}

/// `Set-Cookie` that forgets the message once it was shown.
pub(super) fn said() -> HeaderValue {
    set_cookie(FLASH, "", "; Max-Age=0")
}

fn set_cookie(name: &str, value: &str, more: &str) -> HeaderValue {
    HeaderValue::from_str(&format!(
        "{name}={value}; Path=/; HttpOnly; SameSite=Strict{more}"
    ))
    .expect("cookie values are digits or base64")
}

fn cookie<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    parts
        .headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}
