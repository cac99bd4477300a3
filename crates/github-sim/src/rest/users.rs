//! People, and an App's view of where a person is.

use serde_json::Value;

use super::route::Verb::Get;
use super::route::{Operation, operation};
use super::{Call, Caller, Reply};
use crate::world::{AccountId, OpError, Powers};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(Get, "/user", "users/users#get-the-authenticated-user", myself),
    operation(Get, "/users/{username}", "users/users#get-a-user", by_login),
    operation(
        Get,
        "/user/{account_id}",
        "users/users#get-a-user-using-their-id",
        by_id,
    ),
    operation(
        Get,
        "/user/installations",
        "apps/installations#list-app-installations-accessible-to-the-user-access-token",
        installations,
    ),
    operation(
        Get,
        "/user/installations/{installation_id}/repositories",
        "apps/installations#list-repositories-accessible-to-the-user-access-token",
        installation_repositories,
    ),
    operation(
        Get,
        "/orgs/{org}/members/{username}",
        "orgs/members#check-organization-membership-for-a-user",
        member,
    ),
];

fn myself(call: &mut Call<'_>) -> Result<Reply, OpError> {
    match &call.caller {
        Caller::Anonymous => Err(OpError::NotFound),
        Caller::Bearer { actor, .. } if actor.installation().is_some() => {
            Err(OpError::NotAccessible(String::new()))
        }
        _ => {
            let id = call.actor()?.account;
            Ok(Reply::ok(call.render().public_user(call.world.account(id))))
        }
    }
}

fn by_login(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let account = call
        .world
        .account_by_login(call.param("username"))
        .ok_or(OpError::NotFound)?;
    Ok(Reply::ok(call.render().public_user(account)))
}

fn by_id(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let id = AccountId(call.number("account_id")?);
    let account = call.world.living(id).ok_or(OpError::NotFound)?;
    Ok(Reply::ok(call.render().public_user(account)))
}

/// The installations of the token's App in whose repositories the person has any role.
fn installations(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let actor = call.actor()?;
    let Powers::UserThroughApp { app } = actor.powers else {
        return Err(OpError::Forbidden(
            "You must authenticate with an access token authorized to a GitHub App in order to list installations".into(),
        ));
    };
    let world = &*call.world;
    let reaches = |one: &&crate::world::Installation| {
        let repos = world.installed_repositories(one);
        one.app == app
            && repos
                .iter()
                .filter_map(|id| world.repo(*id))
                .any(|repo| world.can_see(&actor, repo))
    };
    let found = world.installations.values().filter(reaches);
    let items: Vec<Value> = found.map(|one| call.render().installation(one)).collect();
    Ok(call.counted_page("installations", items))
}

fn installation_repositories(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let actor = call.actor()?;
    let id = crate::world::InstallationId(call.number("installation_id")?);
    let Powers::UserThroughApp { app } = actor.powers else {
        return Err(OpError::NotFound);
    };
    let world = &*call.world;
    let one = world
        .installations
        .get(&id)
        .filter(|one| one.app == app)
        .ok_or(OpError::NotFound)?;
    let repos = world.installed_repositories(one);
    let visible = repos
        .iter()
        .filter_map(|id| world.repo(*id))
        .filter(|repo| world.can_see(&actor, repo));
    let role = |repo| Some(world.role(actor.account, repo));
    let items: Vec<Value> = visible
        .map(|repo| call.render().repository(repo, role(repo)))
        .collect();
    Ok(call.counted_page("repositories", items))
}

fn member(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let world = &*call.world;
    let org = world
        .account_by_login(call.param("org"))
        .ok_or(OpError::NotFound)?;
    let user = world
        .account_by_login(call.param("username"))
        .ok_or(OpError::NotFound)?;
    if org.members.contains_key(&user.id) {
        Ok(Reply::no_content())
    } else {
        Err(OpError::NotFound)
    }
}
