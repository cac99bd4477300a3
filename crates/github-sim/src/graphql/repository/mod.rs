//! `Repository`.

pub(super) mod issues;

use super::account;
use super::connection::{Item, connection};
use super::deployment;
use super::errors::Failure;
use super::execute::{Call, Context};
use super::git_object;
use super::release;
use super::resolve::{gone, issue_thing, repo_path};
use super::value::{Field, Resolved, Thing};
use crate::world::{IssueKey, Powers, RepoId, Repository, Role, World, need};
use issues::{filtered_issues, filtered_pulls};

/// A field of a repository.
pub(super) fn field(cx: &Context<'_>, id: RepoId, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let repo = world.repo(id).ok_or_else(gone)?;
    Ok(match call.name() {
        "id" => repo.node_id().into(),
        "databaseId" => repo.id.0.into(),
        "name" => repo.name.as_str().into(),
        "nameWithOwner" => world.full_name(repo).into(),
        "owner" => Thing::Account(repo.owner).into(),
        "description" => repo.description.as_deref().into(),
        "url" => format!("{}{}", world.web_url, repo_path(&world, repo)).into(),
        "resourcePath" => repo_path(&world, repo).into(),
        "isPrivate" => repo.private.into(),
        "visibility" => if repo.private { "PRIVATE" } else { "PUBLIC" }.into(),
        "isArchived" => repo.archived.into(),
        "isEmpty" => repo.git.is_empty().into(),
        "hasIssuesEnabled" => repo.has_issues.into(),
        "isInOrganization" => (!world.account(repo.owner).members.is_empty()).into(),
        "isFork" => repo.parent.is_some().into(),
        "parent" => {
            let parent = repo.parent.and_then(|parent| world.repo(parent));
            let parent = parent.filter(|parent| cx.sees(&world, parent));
            parent.map(|parent| Thing::Repository(parent.id)).into()
        }
        "forkCount" => world.forks(id).count().into(),
        "forkingAllowed" => true.into(),
        // Templates, mirrors and discussions are not modelled: no repository here is or has one.
        "isTemplate" | "isMirror" | "isDisabled" | "isLocked" | "hasDiscussionsEnabled" => false.into(),
        "createdAt" => repo.created_at.into(),
        "updatedAt" => repo.updated_at.into(),
        "pushedAt" => repo.pushed_at.into(),
        "viewerPermission" => viewer_role(cx, &world, repo).into(),
        "viewerCanAdminister" => (world.role(cx.actor.account, repo) == Role::Admin).into(),
        _ => return contents(cx, &world, repo, call),
    })
}

/// Fields that ask for the permission to read files.
fn contents(cx: &Context<'_>, world: &World, repo: &Repository, call: &Call<'_>) -> Resolved {
    if !matches!(call.name(), "defaultBranchRef" | "ref" | "refs" | "object") {
        return discussion(cx, world, repo, call);
    }
    cx.permitted(world, repo.id, &need::READ_CONTENTS)?;
    let branch = |name: &str| {
        let name = name
            .strip_prefix("refs/heads/")
            .or_else(|| name.strip_prefix("heads/"))
            .unwrap_or(name);
        let there = repo.git.branches.contains_key(name);
        there.then(|| Thing::Branch {
            repo: repo.id,
            name: name.to_owned(),
        })
    };
    match call.name() {
        "defaultBranchRef" => Ok(branch(&repo.default_branch).into()),
        "ref" => Ok(branch(call.text("qualifiedName").unwrap_or_default()).into()),
        "refs" => {
            call.refuse_arguments(&["orderBy"])?;
            let prefix = call.text("refPrefix").unwrap_or_default();
            let words = call.text("query").unwrap_or_default();
            let below = prefix.trim_end_matches('/').strip_prefix("refs/heads");
            let names = repo.git.branches.keys().filter(|name| {
                let inside = below.is_some_and(|below| {
                    let below = below.trim_start_matches('/');
                    below.is_empty() || name.starts_with(&format!("{below}/"))
                });
                inside && name.contains(words)
            });
            let mut items: Vec<Item> = names
                .map(|name| {
                    Item::new(
                        name,
                        Thing::Branch {
                            repo: repo.id,
                            name: name.clone(),
                        },
                    )
                })
                .collect();
            if call.text("direction") == Some("DESC") {
                items.reverse();
            }
            connection(call, items)
        }
        _ => match (call.text("oid"), call.text("expression")) {
            (Some(oid), _) => Ok(git_object::by_oid(repo, oid).into()),
            (None, Some(expression)) => Ok(git_object::by_expression(repo, expression).into()),
            (None, None) => Err(Failure::unprocessable(
                "Either `expression` or `oid` must be provided.",
            )),
        },
    }
}

/// Issues and pull requests by number.
fn discussion(cx: &Context<'_>, world: &World, repo: &Repository, call: &Call<'_>) -> Resolved {
    let thing_of = |number: i64| {
        let number = u64::try_from(number).ok()?;
        repo.issues
            .get(&number)
            .filter(|issue| issue.pull.is_some() || repo.has_issues)
    };
    let number = call.int("number").unwrap_or_default();
    match call.name() {
        "issue" => {
            cx.permitted(world, repo.id, &need::READ_ISSUES)?;
            let found = thing_of(number).filter(|issue| issue.pull.is_none());
            let text = format!("Could not resolve to an Issue with the number of {number}.");
            found
                .map(|issue| Thing::Issue(place(repo, issue.number)).into())
                .ok_or(Failure::not_found(text))
        }
        "pullRequest" => {
            cx.permitted(world, repo.id, &need::READ_PULLS)?;
            let found = thing_of(number).filter(|issue| issue.pull.is_some());
            let text = format!("Could not resolve to a PullRequest with the number of {number}.");
            found
                .map(|issue| Thing::Pull(place(repo, issue.number)).into())
                .ok_or(Failure::not_found(text))
        }
        "issueOrPullRequest" => {
            cx.permitted(world, repo.id, &need::READ_ISSUES)?;
            let text = format!("Could not resolve to an issue or pull request with the number of {number}.");
            let found = thing_of(number).ok_or(Failure::not_found(text))?;
            Ok(issue_thing(world, place(repo, found.number)).into())
        }
        _ => lists(cx, world, repo, call),
    }
}

fn lists(cx: &Context<'_>, world: &World, repo: &Repository, call: &Call<'_>) -> Resolved {
    match call.name() {
        "deployments" | "releases" | "release" | "latestRelease" => publishing(cx, world, repo, call),
        "issues" => {
            cx.permitted(world, repo.id, &need::READ_ISSUES)?;
            connection(call, filtered_issues(world, repo, call)?)
        }
        "pullRequests" => {
            cx.permitted(world, repo.id, &need::READ_PULLS)?;
            connection(call, filtered_pulls(repo, call)?)
        }
        "label" => {
            let label = repo.label(call.text("name").unwrap_or_default());
            Ok(label
                .map(|label| Thing::Label {
                    repo: repo.id,
                    id: label.id,
                })
                .into())
        }
        "labels" => {
            let words = call.text("query").unwrap_or_default().to_lowercase();
            let labels = repo
                .labels
                .iter()
                .filter(|label| label.name.to_lowercase().contains(&words));
            let mut items: Vec<(&str, Item)> = labels
                .map(|label| {
                    (
                        label.name.as_str(),
                        Item::new(
                            label.id,
                            Thing::Label {
                                repo: repo.id,
                                id: label.id,
                            },
                        ),
                    )
                })
                .collect();
            super::label::order(call, &mut items)?;
            connection(call, items.into_iter().map(|(_, item)| item).collect())
        }
        _ => people(cx, world, repo, call),
    }
}

/// What was deployed and released.
fn publishing(cx: &Context<'_>, world: &World, repo: &Repository, call: &Call<'_>) -> Resolved {
    if call.name() == "deployments" {
        cx.permitted(world, repo.id, &need::READ_DEPLOYMENTS)?;
        return connection(call, deployment::listed(repo, call, |_| true));
    }
    cx.permitted(world, repo.id, &need::READ_CONTENTS)?;
    match call.name() {
        "releases" => connection(call, release::listed(cx, world, repo, call)?),
        "release" => {
            let tag = call.text("tagName").unwrap_or_default();
            Ok(release::shown(cx, world, repo)
                .find(|one| one.tag == tag)
                .map(|one| release::thing(repo, one))
                .into())
        }
        _ => Ok(repo.latest_release().map(|one| release::thing(repo, one)).into()),
    }
}

fn people(cx: &Context<'_>, world: &World, repo: &Repository, call: &Call<'_>) -> Resolved {
    match call.name() {
        "milestone" => {
            let found = repo
                .milestones
                .iter()
                .find(|one| i64::try_from(one.number).ok() == call.int("number"));
            Ok(found
                .map(|one| Thing::Milestone {
                    repo: repo.id,
                    number: one.number,
                })
                .into())
        }
        "milestones" => {
            call.refuse_arguments(&["orderBy", "query"])?;
            let states = call.texts("states");
            let shown = repo.milestones.iter().filter(|one| {
                let state = if one.open { "OPEN" } else { "CLOSED" };
                states.as_ref().is_none_or(|states| states.contains(&state))
            });
            connection(
                call,
                shown
                    .map(|one| {
                        Item::new(
                            one.id,
                            Thing::Milestone {
                                repo: repo.id,
                                number: one.number,
                            },
                        )
                    })
                    .collect(),
            )
        }
        "collaborators" => {
            call.refuse_arguments(&["affiliation"])?;
            connection(call, collaborators(cx, world, repo, call)?)
        }
        "assignableUsers" => {
            let words = call.text("query").unwrap_or_default().to_lowercase();
            let shown = world.accounts.values().filter(|one| {
                world.assignable(one.id, repo) && matches_words(&one.login, one.name.as_deref(), &words)
            });
            connection(
                call,
                shown
                    .map(|one| Item::new(one.id.0, account::user(world, one.id)))
                    .collect(),
            )
        }
        _ => Err(call.unmodelled()),
    }
}

/// Everybody with a role of their own, with the role. Only who may push sees them.
fn collaborators(
    cx: &Context<'_>,
    world: &World,
    repo: &Repository,
    call: &Call<'_>,
) -> Result<Vec<Item>, Failure> {
    if !matches!(cx.actor.powers, Powers::Installation { .. })
        && world.role(cx.actor.account, repo) < Role::Write
    {
        return Err(Failure::new(
            "FORBIDDEN",
            "Must have push access to view repository collaborators.",
        ));
    }
    let login = call.text("login").map(str::to_lowercase);
    let words = call.text("query").unwrap_or_default().to_lowercase();
    let shown = world.accounts.values().filter(|one| {
        let exact = login
            .as_ref()
            .is_none_or(|login| one.login.to_lowercase() == *login);
        world.assignable(one.id, repo) && exact && matches_words(&one.login, one.name.as_deref(), &words)
    });
    let items = shown.map(|one| {
        let role = world.role(one.id, repo).as_str().to_uppercase();
        let mut item = Item::new(one.id.0, Thing::Account(one.id));
        item.edge.push(("permission", role.into()));
        (account::user(world, one.id), item)
    });
    Ok(items
        .filter(|(user, _)| matches!(user, Field::Thing(_)))
        .map(|(_, item)| item)
        .collect())
}

fn matches_words(login: &str, name: Option<&str>, words: &str) -> bool {
    login.to_lowercase().contains(words) || name.is_some_and(|name| name.to_lowercase().contains(words))
}

/// What the viewer may do, in capitals. An App has no role; what it may write decides.
fn viewer_role(cx: &Context<'_>, world: &World, repo: &Repository) -> Option<String> {
    let role = match cx.actor.powers {
        Powers::Installation { .. } if world.allows(cx.actor, repo, &need::WRITE_CONTENTS) => Role::Write,
        Powers::Installation { .. } => Role::Read,
        _ => world.role(cx.actor.account, repo),
    };
    (role > Role::None).then(|| role.as_str().to_uppercase())
}

fn place(repo: &Repository, number: u64) -> IssueKey {
    IssueKey {
        repo: repo.id,
        number,
    }
}
