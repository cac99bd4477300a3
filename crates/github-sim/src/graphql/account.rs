//! `User`, `Bot`, `Organization` and `App`.

use super::connection::{Item, connection};
use super::execute::{Call, Context};
use super::resolve::gone;
use super::value::{Field, Resolved, Thing};
use crate::world::{Account, AccountId, AccountKind, AppId, World};

/// The account as an `Actor`, or null when it was deleted.
pub(super) fn actor(world: &World, id: AccountId) -> Field {
    world.living(id).map(|account| Thing::Account(account.id)).into()
}

/// The account where only a `User` fits: null for bots and organizations.
pub(super) fn user(world: &World, id: AccountId) -> Field {
    let person = world
        .living(id)
        .filter(|account| account.kind == AccountKind::User);
    person.map(|account| Thing::Account(account.id)).into()
}

/// The login as GraphQL has it: a bot's without `[bot]`.
fn login(account: &Account) -> &str {
    match account.kind {
        AccountKind::Bot => account.login.strip_suffix("[bot]").unwrap_or(&account.login),
        _ => &account.login,
    }
}

fn path(account: &Account) -> String {
    match account.kind {
        AccountKind::Bot => format!("/apps/{}", login(account)),
        _ => format!("/{}", account.login),
    }
}

/// A field of whoever is asking. A bot appears as a `User` here, its login with `[bot]`.
pub(super) fn viewer(cx: &Context<'_>, id: AccountId, call: &Call<'_>) -> Resolved {
    match call.name() {
        "login" => Ok(cx.world().account(id).login.as_str().into()),
        _ => field(cx, id, call),
    }
}

/// A field of an account.
pub(super) fn field(cx: &Context<'_>, id: AccountId, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let account = world.account(id);
    Ok(match call.name() {
        "id" => account.node_id().into(),
        "databaseId" => account.id.0.into(),
        "login" => login(account).into(),
        "name" => account.name.as_deref().into(),
        "url" => format!("{}{}", world.web_url, path(account)).into(),
        "resourcePath" => path(account).into(),
        "avatarUrl" => format!("{}/avatars/u/{}", world.web_url, account.id.0).into(),
        "createdAt" => account.created_at.into(),
        // What people wrote about themselves is not modelled: empty, as for most accounts.
        "email" if account.kind == AccountKind::User => "".into(),
        "isViewer" => (account.id == cx.actor.account).into(),
        "viewerIsAMember" => account.members.contains_key(&cx.actor.account).into(),
        "membersWithRole" => {
            let members = account.members.keys().filter_map(|id| world.living(*id));
            return connection(
                call,
                members
                    .map(|one| Item::new(one.id.0, Thing::Account(one.id)))
                    .collect(),
            );
        }
        "repository" => {
            let name = call.text("name").unwrap_or_default();
            return super::query::repository(cx, &world, &account.login, name, call.flag("followRenames"));
        }
        "repositories" => {
            let mine = world
                .repositories
                .values()
                .filter(|repo| repo.owner == id && cx.sees(&world, repo));
            return connection(
                call,
                mine.map(|repo| Item::new(repo.id.0, Thing::Repository(repo.id)))
                    .collect(),
            );
        }
        _ => return Err(call.unmodelled()),
    })
}

/// A field of an App.
pub(super) fn app(cx: &Context<'_>, id: AppId, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let app = world.app(id).ok_or_else(gone)?;
    Ok(match call.name() {
        "id" => app.node_id().into(),
        "databaseId" => app.id.0.into(),
        "clientId" => app.client_id.as_str().into(),
        "name" => app.name.as_str().into(),
        "slug" => app.slug.as_str().into(),
        "url" => format!("{}/apps/{}", world.web_url, app.slug).into(),
        "createdAt" | "updatedAt" => app.created_at.into(),
        _ => return Err(call.unmodelled()),
    })
}
