//! The tree of sub-issues as an issue's page shows it.

use super::badge::Badge;
use super::face::{Face, Pill};
use super::scene::{Scene, pills};
use crate::world::{Issue, IssueKey, Repository};

/// The sub-issues of one issue, with theirs.
pub(super) struct SubIssues {
    /// How many of its own are closed.
    pub(super) done: usize,
    /// How many it has of its own.
    pub(super) total: usize,
    /// The tree, flattened: each issue is followed by its own sub-issues.
    pub(super) twigs: Vec<Twig>,
}

/// One issue in the tree.
pub(super) struct Twig {
    /// 0 for the issue's own sub-issues, 1 for theirs, and so on.
    pub(super) depth: usize,
    /// The id, which the button to take it away posts.
    pub(super) id: i64,
    pub(super) href: String,
    pub(super) title: String,
    /// `#12`, or `owner/name#12` from another repository.
    pub(super) number: String,
    pub(super) badge: Badge,
    pub(super) pills: Vec<Pill>,
    pub(super) assignees: Vec<Face>,
    /// How many of its sub-issues are closed, and how many there are; nothing when it has none.
    pub(super) progress: Option<(usize, usize)>,
}

/// The tree below an issue. What the visitor may not see is not in it.
pub(super) fn below(scene: &Scene<'_>, from: &Repository, issue: &Issue) -> SubIssues {
    let mut twigs = Vec::new();
    grow(scene, from, issue, 0, &mut twigs);
    let own = twigs.iter().filter(|twig| twig.depth == 0);
    SubIssues {
        done: own.clone().filter(|twig| !twig.badge.is_open()).count(),
        total: own.count(),
        twigs,
    }
}

fn grow(scene: &Scene<'_>, from: &Repository, issue: &Issue, depth: usize, twigs: &mut Vec<Twig>) {
    for key in &issue.sub_issues {
        let Some((repo, child)) = visible(scene, *key) else {
            continue;
        };
        twigs.push(twig(scene, from, repo, child, depth));
        grow(scene, from, child, depth + 1, twigs);
    }
}

fn visible<'w>(scene: &Scene<'w>, key: IssueKey) -> Option<(&'w Repository, &'w Issue)> {
    let repo = scene.world.repo(key.repo)?;
    scene
        .world
        .can_see(&scene.actor, repo)
        .then_some((repo, repo.issues.get(&key.number)?))
}

fn twig(scene: &Scene<'_>, from: &Repository, repo: &Repository, issue: &Issue, depth: usize) -> Twig {
    let prefix = if repo.id == from.id {
        String::new()
    } else {
        scene.world.full_name(repo)
    };
    let children: Vec<&Issue> = issue
        .sub_issues
        .iter()
        .filter_map(|key| Some(visible(scene, *key)?.1))
        .collect();
    let done = children.iter().filter(|child| !child.is_open()).count();
    Twig {
        depth,
        id: issue.id,
        href: scene.site(repo).thread(issue.number, false),
        title: issue.title.clone(),
        number: format!("{prefix}#{}", issue.number),
        badge: Badge::of(issue),
        pills: pills(repo, issue),
        assignees: issue
            .assignees
            .iter()
            .map(|account| scene.face(*account))
            .collect(),
        progress: (!children.is_empty()).then_some((done, children.len())),
    }
}
