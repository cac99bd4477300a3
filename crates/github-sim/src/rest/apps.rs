//! Apps, their installations and tokens.

use serde_json::{Value, json};

use super::route::Verb::{Delete, Get, Post, Put};
use super::route::{Operation, jwt_operation, open_operation, operation};
use super::{Call, Caller, Reply};
use crate::render::{ApiVersion, instant, permission_words};
use crate::world::ops::InstallationChange;
use crate::world::{AppId, Installation, InstallationId, Level, OpError, Permissions, Powers, RepoId, Role};

pub(super) const OPERATIONS: &[Operation] = &[
    jwt_operation(Get, "/app", "apps/apps#get-the-authenticated-app", myself),
    jwt_operation(
        Get,
        "/app/installations",
        "apps/apps#list-installations-for-the-authenticated-app",
        list,
    ),
    jwt_operation(
        Get,
        "/app/installations/{installation_id}",
        "apps/apps#get-an-installation-for-the-authenticated-app",
        get,
    ),
    jwt_operation(
        Delete,
        "/app/installations/{installation_id}",
        "apps/apps#delete-an-installation-for-the-authenticated-app",
        delete,
    ),
    jwt_operation(
        Post,
        "/app/installations/{installation_id}/access_tokens",
        "apps/apps#create-an-installation-access-token-for-an-app",
        mint,
    ),
    jwt_operation(
        Put,
        "/app/installations/{installation_id}/suspended",
        "apps/apps#suspend-an-app-installation",
        suspend,
    ),
    jwt_operation(
        Delete,
        "/app/installations/{installation_id}/suspended",
        "apps/apps#unsuspend-an-app-installation",
        unsuspend,
    ),
    jwt_operation(
        Get,
        "/repos/{owner}/{repo}/installation",
        "apps/apps#get-a-repository-installation-for-the-authenticated-app",
        of_repository,
    ),
    jwt_operation(
        Get,
        "/orgs/{account}/installation",
        "apps/apps#get-an-organization-installation-for-the-authenticated-app",
        of_account,
    ),
    jwt_operation(
        Get,
        "/users/{account}/installation",
        "apps/apps#get-a-user-installation-for-the-authenticated-app",
        of_account,
    ),
    open_operation(Get, "/apps/{app_slug}", "apps/apps#get-an-app", by_slug),
    operation(
        Get,
        "/installation/repositories",
        "apps/installations#list-repositories-accessible-to-the-app-installation",
        repositories,
    ),
    operation(
        Delete,
        "/installation/token",
        "apps/installations#revoke-an-installation-access-token",
        revoke,
    ),
];

fn caller_app(call: &Call<'_>) -> Result<AppId, OpError> {
    match call.caller {
        Caller::App(id) => Ok(id),
        _ => Err(OpError::NotFound),
    }
}

/// The installation of the path, if it is the calling App's own.
fn own_installation<'a>(call: &'a Call<'_>) -> Result<&'a Installation, OpError> {
    let (app, id) = (caller_app(call)?, InstallationId(call.number("installation_id")?));
    call.world
        .installations
        .get(&id)
        .filter(|one| one.app == app)
        .ok_or(OpError::NotFound)
}

fn myself(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let id = caller_app(call)?;
    let app = call.world.app(id).ok_or(OpError::NotFound)?;
    let count = call
        .world
        .installations
        .values()
        .filter(|one| one.app == id)
        .count();
    let mut body = call.render().app(app);
    body["installations_count"] = json!(count);
    Ok(Reply::ok(body))
}

fn by_slug(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let slug = call.param("app_slug");
    let app = call
        .world
        .apps
        .values()
        .find(|app| app.slug == slug)
        .ok_or(OpError::NotFound)?;
    Ok(Reply::ok(call.render().app(app)))
}

fn list(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let app = caller_app(call)?;
    let own = call.world.installations.values().filter(|one| one.app == app);
    let items = own.map(|one| listed(call, one)).collect();
    Ok(call.page(items))
}

/// GitHub describes the accounts of this list as users and enterprises at once, and its entries without client id.
fn listed(call: &Call<'_>, one: &Installation) -> Value {
    let mut out = call.render().installation(one);
    let account = call.world.account(one.account);
    if let Some(fields) = out.as_object_mut() {
        fields.remove("client_id");
    }
    if let Some(fields) = out["suspended_by"].as_object_mut() {
        fields.remove("user_view_type");
    }
    if let Some(fields) = out["account"].as_object_mut() {
        fields.remove("user_view_type");
        fields.insert(
            "name".into(),
            json!(account.name.as_ref().unwrap_or(&account.login)),
        );
        fields.insert("slug".into(), json!(account.login));
        fields.insert("created_at".into(), json!(instant(account.created_at)));
        fields.insert("updated_at".into(), json!(instant(account.created_at)));
    }
    out
}

fn get(call: &mut Call<'_>) -> Result<Reply, OpError> {
    Ok(Reply::ok(call.render().installation(own_installation(call)?)))
}

fn delete(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let id = own_installation(call)?.id;
    call.world.uninstall(id)?;
    // The newer version answers before the work is done.
    let status = if call.version == ApiVersion::V2026 {
        202
    } else {
        204
    };
    Ok(Reply {
        status,
        ..Reply::no_content()
    })
}

fn suspend(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let id = own_installation(call)?.id;
    call.world.change_installation(id, InstallationChange::Suspend)?;
    Ok(Reply::no_content())
}

fn unsuspend(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let id = own_installation(call)?.id;
    call.world
        .change_installation(id, InstallationChange::Unsuspend)?;
    Ok(Reply::no_content())
}

fn of_repository(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let app = caller_app(call)?;
    let one = call
        .world
        .installation_on(app, call.repo()?)
        .ok_or(OpError::NotFound)?;
    Ok(Reply::ok(call.render().installation(one)))
}

fn of_account(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let app = caller_app(call)?;
    let account = call
        .world
        .account_by_login(call.param("account"))
        .ok_or(OpError::NotFound)?
        .id;
    let found = call
        .world
        .installations
        .values()
        .find(|one| one.app == app && one.account == account);
    Ok(Reply::ok(
        call.render().installation(found.ok_or(OpError::NotFound)?),
    ))
}

fn mint(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let id = own_installation(call)?.id;
    let wanted = asked_repositories(call, id)?;
    let permissions = asked_permissions(call)?;
    let (token, expires_at) = call.world.mint_token(id, wanted.clone(), permissions)?;
    let minted = call.world.tokens.get(&token).ok_or(OpError::NotFound)?;
    let Powers::Installation {
        permissions,
        repositories,
        ..
    } = &minted.actor.powers
    else {
        return Err(OpError::NotFound);
    };
    let mut body = json!({
        "token": token,
        "expires_at": instant(expires_at),
        "permissions": permission_words(permissions),
        "repository_selection": repositories.as_str(),
    });
    if let Some(wanted) = wanted {
        let repos = wanted.iter().filter_map(|id| call.world.repo(*id));
        body["repositories"] = repos.map(|repo| call.render().repository(repo, None)).collect();
    }
    Ok(Reply::created(body))
}

/// The repositories a token is to be limited to: by name or by id.
fn asked_repositories(call: &Call<'_>, id: InstallationId) -> Result<Option<Vec<RepoId>>, OpError> {
    let one = call.world.installations.get(&id).ok_or(OpError::NotFound)?;
    let owner = &call.world.account(one.account).login;
    let mut wanted = Vec::new();
    for name in call.texts("repositories")?.unwrap_or_default() {
        // An unknown name becomes an id nobody has, and so the refusal that a foreign repository gets.
        let name = name.rsplit('/').next().unwrap_or_default();
        wanted.push(
            call.world
                .repo_by_name(owner, name)
                .map_or(RepoId(-1), |repo| repo.id),
        );
    }
    for id in call
        .field("repository_ids")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        wanted.push(RepoId(id.as_i64().unwrap_or(-1)));
    }
    let asked = call.field("repositories").is_some() || call.field("repository_ids").is_some();
    Ok(asked.then_some(wanted))
}

fn asked_permissions(call: &Call<'_>) -> Result<Option<Permissions>, OpError> {
    let Some(asked) = call.field("permissions").and_then(Value::as_object) else {
        return Ok(None);
    };
    let mut out = Permissions::new();
    for (name, level) in asked {
        let level = level.as_str().and_then(Level::parse);
        let invalid = || {
            OpError::Unprocessable(format!(
                "Invalid request.\n\nFor 'properties/permissions/{name}', the level is not one of read, write, admin."
            ))
        };
        out.insert(name.clone(), level.ok_or_else(invalid)?);
    }
    Ok(Some(out))
}

fn repositories(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let actor = call.actor()?;
    let Powers::Installation { id, repositories, .. } = &actor.powers else {
        return Err(OpError::Forbidden("You must authenticate with an installation access token in order to list repositories for an installation.".into()));
    };
    let one = call.world.installations.get(id).ok_or(OpError::NotFound)?;
    let reached = call.world.installed_repositories(one);
    let items: Vec<Value> = reached
        .into_iter()
        .filter(|id| repositories.contains(*id))
        .filter_map(|id| call.world.repo(id))
        .map(|repo| call.render().repository(repo, Some(Role::Read)))
        .collect();
    let selection = repositories.as_str();
    let mut reply = call.counted_page("repositories", items);
    if let super::Body::Json(body) = &mut reply.body {
        body["repository_selection"] = json!(selection);
    }
    Ok(reply)
}

fn revoke(call: &mut Call<'_>) -> Result<Reply, OpError> {
    let Caller::Bearer { token, .. } = &call.caller else {
        return Err(OpError::NotFound);
    };
    let token = token.clone();
    call.world.revoke_token(&token);
    Ok(Reply::no_content())
}
