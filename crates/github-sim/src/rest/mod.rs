//! The REST API: one table of operations, each a plain function from a call to a reply.
//!
//! Start at [`answer`]: it finds the operation, authenticates the caller, finds the repository (or redirects to
//! where it went), reads the body, and calls the operation's function. Those are grouped in files by family; each
//! file ends in, or begins with, its `OPERATIONS`. Rights are asked by the world's own operations, so REST cannot
//! forget them. Nothing here is async: a call holds the world for its whole length.

mod actions;
mod apps;
mod assignees;
pub(crate) mod auth;
mod branches;
mod call;
mod checks;
mod comments;
mod commits;
mod contents;
mod deployments;
mod error;
mod git;
mod hooks;
mod issues;
mod jwt;
mod labels;
mod meta;
mod milestones;
mod page;
mod pulls;
mod reactions;
mod releases;
mod repositories;
mod reviews;
mod route;
mod sub_issues;
mod timeline;
mod users;

use http::{HeaderMap, Method};
use serde_json::Value;

pub(crate) use auth::Caller;
pub(crate) use call::{Body, Call, Reply};
pub(crate) use error::ApiError;
use route::{Auth, Operation, Params};

use crate::percent::{decode, decode_query};
use crate::render::ApiVersion;
use crate::world::{IssueKey, OpError, RepoId, World};

/// A request as it came, with any `/api/v3` taken off.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: Method,
    /// Path, still percent-encoded.
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// A header's text, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// Everything this API knows how to do.
fn operations() -> impl Iterator<Item = &'static Operation> {
    [
        actions::OPERATIONS,
        apps::OPERATIONS,
        assignees::OPERATIONS,
        branches::OPERATIONS,
        checks::OPERATIONS,
        comments::OPERATIONS,
        commits::OPERATIONS,
        contents::OPERATIONS,
        deployments::OPERATIONS,
        git::OPERATIONS,
        hooks::OPERATIONS,
        issues::OPERATIONS,
        labels::OPERATIONS,
        meta::OPERATIONS,
        milestones::OPERATIONS,
        pulls::OPERATIONS,
        reactions::OPERATIONS,
        releases::OPERATIONS,
        repositories::OPERATIONS,
        reviews::OPERATIONS,
        sub_issues::OPERATIONS,
        timeline::OPERATIONS,
        users::OPERATIONS,
    ]
    .into_iter()
    .flatten()
}

/// First path segments that belong to the API and not to web pages.
const API_ROOTS: [&str; 24] = [
    "app",
    "app-manifests",
    "applications",
    "apps",
    "emojis",
    "events",
    "gists",
    "gitignore",
    "installation",
    "licenses",
    "markdown",
    "meta",
    "networks",
    "octocat",
    "orgs",
    "rate_limit",
    "repos",
    "repositories",
    "search",
    "teams",
    "user",
    "users",
    "versions",
    "zen",
];

/// Whether a path without `/api/v3` is one of the API's.
pub(crate) fn is_api_path(path: &str) -> bool {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    API_ROOTS.contains(&first)
}

/// The version a request asks for: `None` if there is no such version.
pub(crate) fn version_of(request: &Request) -> Option<ApiVersion> {
    match request.header("x-github-api-version") {
        "" => Some(ApiVersion::default()),
        text => [ApiVersion::V2022, ApiVersion::V2026]
            .into_iter()
            .find(|version| version.as_str() == text),
    }
}

/// Answers a request.
pub(crate) fn answer(world: &mut World, request: &Request) -> Result<Reply, ApiError> {
    check_headers(request)?;
    let path = with_repository_name(world, &request.path);
    let Some((operation, params)) = route::find(operations(), &request.method, &path) else {
        return Err(ApiError::not_modelled(&request.method, &request.path));
    };
    if !world.has_sub_issues
        && sub_issues::OPERATIONS
            .iter()
            .any(|one| one.path == operation.path)
    {
        return Err(ApiError::new(404, "Not Found", ""));
    }
    let docs = |error: OpError| ApiError::from_op(error, operation.docs);
    let caller = auth::authenticate(world, &request.headers, operation.auth)?;
    let repo = match params.get("owner").zip(params.get("repo")) {
        Some((owner, name)) if operation.path.starts_with("/repos/") => {
            match find_repo(world, &caller, owner, name) {
                Found::Here(id) => Some(id),
                Found::Moved(id) => return Err(moved(world, request, id, &path, operation)),
                Found::Nowhere => return Err(docs(OpError::NotFound)),
            }
        }
        _ => None,
    };
    if matches!(caller, Caller::Anonymous) && request.method != Method::GET && operation.auth == Auth::Token {
        return Err(ApiError::requires_authentication(operation.docs));
    }
    let mut call = Call {
        world,
        caller,
        params,
        query: decode_query(&request.query),
        body: parse_body(request)?,
        version: version_of(request).unwrap_or_default(),
        accept: request.header("accept").to_owned(),
        repo,
        path: path.clone(),
    };
    let outcome = (operation.run)(&mut call);
    outcome.map_err(|error| match error {
        OpError::Transferred(to) => transferred(world, to, &path, operation),
        error => docs(error),
    })
}

fn check_headers(request: &Request) -> Result<(), ApiError> {
    if request.header("user-agent").is_empty() {
        return Err(ApiError::no_user_agent());
    }
    if version_of(request).is_none() {
        return Err(ApiError::unknown_version(request.header("x-github-api-version")));
    }
    Ok(())
}

fn parse_body(request: &Request) -> Result<Value, ApiError> {
    if request.body.is_empty() {
        return Ok(Value::Null);
    }
    let value: Value =
        serde_json::from_slice(&request.body).map_err(|_| ApiError::bad_json("Problems parsing JSON"))?;
    match value {
        Value::Object(_) | Value::Array(_) => Ok(value),
        _ => Err(ApiError::bad_json("Body should be a JSON object")),
    }
}

/// Turns `/repositories/7/…` into `/repos/owner/name/…`.
fn with_repository_name(world: &World, path: &str) -> String {
    let Some(rest) = path.strip_prefix("/repositories/") else {
        return path.to_owned();
    };
    let (id, rest) = rest
        .split_once('/')
        .map_or((rest, String::new()), |(id, rest)| (id, format!("/{rest}")));
    let repo = id.parse().ok().and_then(|id| world.repo(RepoId(id)));
    match repo {
        Some(repo) => format!("/repos/{}{rest}", world.full_name(repo)),
        None => format!("/repos/-/{id}{rest}"),
    }
}

enum Found {
    Here(RepoId),
    Moved(RepoId),
    Nowhere,
}

fn find_repo(world: &World, caller: &Caller, owner: &str, name: &str) -> Found {
    let visible = |id: RepoId| match (world.repo(id), caller.actor(world)) {
        (Some(repo), Some(actor)) => world.can_see(&actor, repo),
        // An App's JWT may ask where the App is installed.
        (found, None) => found.is_some(),
        (None, _) => false,
    };
    if let Some(repo) = world.repo_by_name(owner, name) {
        return if visible(repo.id) {
            Found::Here(repo.id)
        } else {
            Found::Nowhere
        };
    }
    match world.redirects.get(&format!("{owner}/{name}").to_lowercase()) {
        Some(id) if visible(*id) => Found::Moved(*id),
        _ => Found::Nowhere,
    }
}

fn moved(world: &World, request: &Request, id: RepoId, path: &str, operation: &Operation) -> ApiError {
    let rest: Vec<&str> = path.splitn(5, '/').skip(4).collect();
    let mut url = format!("{}/repositories/{}", world.api_url, id.0);
    for part in rest {
        url = format!("{url}/{part}");
    }
    if !request.query.is_empty() {
        url = format!("{url}?{}", request.query);
    }
    ApiError::moved(&request.method, url, operation.docs)
}

/// Where an issue is now, in the answer to whoever asked for it at its old place.
fn transferred(world: &World, to: IssueKey, path: &str, operation: &Operation) -> ApiError {
    let mut url = format!(
        "{}/repositories/{}/issues/{}",
        world.api_url, to.repo.0, to.number
    );
    // `/repos/{owner}/{repo}/issues/{number}/…`
    for part in path.split('/').skip(6) {
        url = format!("{url}/{part}");
    }
    ApiError::moved(&Method::GET, url, operation.docs)
}

/// One decoded path segment.
fn segment(text: &str) -> String {
    decode(text)
}
