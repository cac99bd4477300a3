//! `PullRequest` beyond what it shares with issues.

pub(super) mod review;

use super::account;
use super::check;
use super::connection::{Item, connection};
use super::execute::{Call, Context};
use super::git_object;
use super::global_id;
use super::issue;
use super::resolve::{gone, issue_path};
use super::value::{Field, Record, Resolved, Thing};
use crate::world::{AccountKind, Issue, IssueKey, PullRequest, Repository, World, need};

/// A field of a pull request.
pub(super) fn field(cx: &Context<'_>, key: IssueKey, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let issue = world.issue(key).ok_or_else(gone)?;
    let pull = issue.pull.as_ref().ok_or_else(gone)?;
    let merge = pull.merge.as_ref();
    Ok(match call.name() {
        "id" => issue.node_id().into(),
        "databaseId" => pull.id.into(),
        "fullDatabaseId" => pull.id.to_string().into(),
        "state" => match (merge, issue.is_open()) {
            (Some(_), _) => "MERGED".into(),
            (None, true) => "OPEN".into(),
            (None, false) => "CLOSED".into(),
        },
        "isDraft" => pull.draft.into(),
        "merged" => merge.is_some().into(),
        "mergedAt" => merge.map(|merge| merge.at).into(),
        "mergedBy" => merge.map_or(Field::NULL, |merge| account::actor(&world, merge.by)),
        "mergeCommit" => merge
            .map(|merge| Thing::Commit {
                repo: key.repo,
                oid: merge.commit.clone(),
            })
            .into(),
        "maintainerCanModify" => pull.maintainer_can_modify.into(),
        "permalink" => format!("{}{}", world.web_url, issue_path(&world, key)).into(),
        "totalCommentsCount" => {
            (issue.comments.len() + pull.reviews.iter().filter(|one| !one.body.is_empty()).count()).into()
        }
        // Merge queues are not modelled: no repository here has one.
        "isInMergeQueue" | "isMergeQueueEnabled" => false.into(),
        _ => return branches(cx, &world, key, issue, pull, call),
    })
}

/// Head, base, and how they relate.
fn branches(
    cx: &Context<'_>,
    world: &World,
    key: IssueKey,
    issue: &Issue,
    pull: &PullRequest,
    call: &Call<'_>,
) -> Resolved {
    let repo = world.repo(key.repo).ok_or_else(gone)?;
    let branch = |place: Option<&Repository>, name: &str| -> Field {
        let place = place.filter(|place| place.git.branches.contains_key(name));
        place
            .map(|place| Thing::Branch {
                repo: place.id,
                name: name.to_owned(),
            })
            .into()
    };
    // A fork may have been deleted, or be out of sight.
    let head = world.repo(pull.head_repo).filter(|head| cx.sees(world, head));
    let unmoved = || head.and_then(|head| head.git.branches.get(&pull.head_branch)) == Some(&pull.head_oid);
    Ok(match call.name() {
        "headRefName" => pull.head_branch.as_str().into(),
        "headRefOid" => pull.head_oid.as_str().into(),
        "headRef" if issue.is_open() || unmoved() => branch(head, &pull.head_branch),
        "headRef" => Field::NULL,
        "baseRefName" => pull.base_branch.as_str().into(),
        "baseRefOid" => pull.base_oid.as_str().into(),
        "baseRef" => branch(Some(repo), &pull.base_branch),
        "baseRepository" => Thing::Repository(key.repo).into(),
        "headRepository" => head.map(|head| Thing::Repository(head.id)).into(),
        "headRepositoryOwner" => head.map(|head| Thing::Account(head.owner)).into(),
        "isCrossRepository" => (pull.head_repo != key.repo).into(),
        "mergeable" => mergeable(world, repo, issue).into(),
        "commits" => {
            let commits = world.pull_commits(repo, pull);
            let items = commits.iter().map(|one| {
                Item::new(
                    &one.oid,
                    Thing::PullCommit {
                        pull: key,
                        oid: one.oid.clone(),
                    },
                )
            });
            return connection(call, items.collect());
        }
        "statusCheckRollup" => return check::of_commit(cx, world, repo, &pull.head_oid, call),
        "files" | "changedFiles" | "additions" | "deletions" => return changes(world, repo, pull, call),
        _ => return reviewing(cx, world, key, issue, pull, call),
    })
}

/// The changed files and their counts.
fn changes(world: &World, repo: &Repository, pull: &PullRequest, call: &Call<'_>) -> Resolved {
    let changes = world.pull_files(repo, pull);
    Ok(match call.name() {
        "changedFiles" => changes.len().into(),
        "additions" => changes.iter().map(|one| one.additions).sum::<usize>().into(),
        "deletions" => changes.iter().map(|one| one.deletions).sum::<usize>().into(),
        _ => {
            let items = changes.into_iter().map(|one| {
                let fields = vec![
                    ("path", one.path.as_str().into()),
                    ("changeType", change_type(one.status).into()),
                    ("additions", one.additions.into()),
                    ("deletions", one.deletions.into()),
                ];
                Item::new(&one.path, Record::new("PullRequestChangedFile", fields))
            });
            return connection(call, items.collect());
        }
    })
}

/// `MergeableState`. GitHub no longer knows once a pull request is closed.
fn mergeable(world: &World, repo: &Repository, issue: &Issue) -> &'static str {
    match (issue.is_open(), world.mergeable(repo, issue)) {
        (false, _) => "UNKNOWN",
        (true, true) => "MERGEABLE",
        (true, false) => "CONFLICTING",
    }
}

/// `PatchStatus` for REST's word.
fn change_type(status: &str) -> &'static str {
    match status {
        "added" => "ADDED",
        "removed" => "DELETED",
        _ => "MODIFIED",
    }
}

/// Reviews, and who is asked for one.
fn reviewing(
    cx: &Context<'_>,
    world: &World,
    key: IssueKey,
    issue: &Issue,
    pull: &PullRequest,
    call: &Call<'_>,
) -> Resolved {
    Ok(match call.name() {
        "reviewDecision" => review::decision(world, key, pull).into(),
        "reviews" | "latestReviews" | "latestOpinionatedReviews" => {
            return connection(call, review::listed(world, key, pull, call));
        }
        "viewerLatestReview" => {
            let mine = pull
                .reviews
                .iter()
                .rev()
                .find(|one| one.author == cx.actor.account);
            mine.map(|one| Thing::Review {
                pull: key,
                id: one.id,
            })
            .into()
        }
        "reviewRequests" => {
            let asked = pull.requested_reviewers.iter().filter_map(|id| world.living(*id));
            let items = asked
                .filter(|one| one.kind != AccountKind::Organization)
                .map(|one| {
                    let fields = vec![
                        ("id", global_id::review_request(key, &one.login).into()),
                        ("asCodeOwner", false.into()),
                        ("pullRequest", Thing::Pull(key).into()),
                        ("requestedReviewer", Thing::Account(one.id).into()),
                    ];
                    Item::new(one.id.0, Record::new("ReviewRequest", fields))
                });
            return connection(call, items.collect());
        }
        _ => return issue::shared(cx, world, key, issue, call),
    })
}

/// A field of a commit as part of a pull request.
pub(super) fn commit(cx: &Context<'_>, pull: IssueKey, oid: &str, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let path = format!("{}/commits/{oid}", issue_path(&world, pull));
    Ok(match call.name() {
        "id" => global_id::pull_commit(pull, oid).into(),
        "pullRequest" => Thing::Pull(pull).into(),
        "commit"
            if world
                .repo(pull.repo)
                .is_some_and(|repo| repo.git.commits.contains_key(oid)) =>
        {
            cx.permitted(&world, pull.repo, &need::READ_PULLS)?;
            Thing::Commit {
                repo: pull.repo,
                oid: oid.to_owned(),
            }
            .into()
        }
        "commit" => return Err(git_object::no_object(oid)),
        "url" => format!("{}{path}", world.web_url).into(),
        "resourcePath" => path.into(),
        _ => return Err(call.unmodelled()),
    })
}
