//! GitHub as it looks at one moment. What is different a moment later is told by `change`.
//!
//! What the transcript tells is what is on GitHub, never what Closeout's own log claims.

use std::collections::{BTreeMap, BTreeSet};

use github_sim::world::{AccountKind, Issue, ReactionContent, Repository, World};

/// Everything of a repository that Closeout could change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Glance {
    pub(super) threads: BTreeMap<u64, Thread>,
    pub(super) labels: BTreeSet<String>,
    /// The files of each branch: path and name of the content.
    pub(super) branches: BTreeMap<String, BTreeMap<String, String>>,
}

/// An issue or pull request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Thread {
    pub(super) title: String,
    pub(super) is_pull: bool,
    pub(super) is_draft: bool,
    /// The issue of this repository that it is a sub-issue of.
    pub(super) parent: Option<u64>,
    pub(super) open: bool,
    pub(super) labels: BTreeSet<String>,
    pub(super) assignees: BTreeSet<String>,
    pub(super) comments: BTreeMap<i64, Remark>,
    /// The bot's reactions: author of what it reacted to, the comment's id, and the reaction.
    pub(super) reactions: BTreeSet<(Option<i64>, String, &'static str)>,
    /// The checks on the head commit by name.
    pub(super) checks: BTreeMap<String, Check>,
}

/// What a check has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Check {
    pub(super) conclusion: String,
    pub(super) title: String,
    /// Each annotation: its line, how bad it is, and its title.
    pub(super) notes: Vec<(u64, String, String)>,
}

/// A comment of the bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remark {
    pub(super) body: String,
    pub(super) folded: bool,
}

impl Glance {
    /// Looks at a repository.
    pub(super) fn at(world: &World, repository: &str) -> Self {
        let found = repository
            .split_once('/')
            .and_then(|(owner, name)| world.repo_by_name(owner, name));
        found.map_or_else(Self::default, |repository| Self {
            threads: repository
                .issues
                .iter()
                .map(|(number, issue)| (*number, Thread::of(world, repository, issue)))
                .collect(),
            labels: repository.labels.iter().map(|label| label.name.clone()).collect(),
            branches: repository
                .git
                .branches
                .keys()
                .map(|branch| (branch.clone(), files(repository, branch)))
                .collect(),
        })
    }
}

impl Thread {
    fn of(world: &World, repository: &Repository, issue: &Issue) -> Self {
        let login = |id| world.account(id).login.clone();
        let is_bot = |id| world.account(id).kind == AccountKind::Bot;
        let mut reactions = BTreeSet::new();
        for reaction in issue.reactions.iter().filter(|one| is_bot(one.user)) {
            reactions.insert((None, login(issue.author), emoji(reaction.content)));
        }
        for comment in &issue.comments {
            for reaction in comment.reactions.iter().filter(|one| is_bot(one.user)) {
                reactions.insert((Some(comment.id), login(comment.author), emoji(reaction.content)));
            }
        }
        let bots = issue.comments.iter().filter(|comment| is_bot(comment.author));
        let name = |id: &i64| Some(repository.label_by_id(*id)?.name.clone());
        Self {
            title: issue.title.clone(),
            is_pull: issue.pull.is_some(),
            is_draft: issue.pull.as_ref().is_some_and(|pull| pull.draft),
            parent: issue
                .parent
                .filter(|parent| parent.repo == repository.id)
                .map(|parent| parent.number),
            open: issue.is_open(),
            labels: issue.labels.iter().filter_map(name).collect(),
            assignees: issue.assignees.iter().copied().map(login).collect(),
            comments: bots
                .map(|comment| {
                    let remark = Remark {
                        body: comment.body.clone(),
                        folded: comment.minimized.is_some(),
                    };
                    (comment.id, remark)
                })
                .collect(),
            reactions,
            checks: checks(repository, issue),
        }
    }
}

fn files(repository: &Repository, branch: &str) -> BTreeMap<String, String> {
    let head = repository.git.head(branch);
    let files = head.into_iter().flat_map(|head| &head.tree.files);
    files
        .map(|(path, blob)| (path.clone(), blob.oid.clone()))
        .collect()
}

fn checks(repository: &Repository, issue: &Issue) -> BTreeMap<String, Check> {
    let Some(pull) = &issue.pull else {
        return BTreeMap::new();
    };
    let runs = repository.check_runs.values();
    runs.filter(|run| run.head_sha == pull.head_oid)
        .map(|run| {
            let notes = run.output.annotations.iter().map(|note| {
                let title = note.title.clone().unwrap_or_default();
                (note.start_line, note.level.clone(), title)
            });
            let check = Check {
                conclusion: run.conclusion.clone().unwrap_or_default(),
                title: run.output.title.clone().unwrap_or_default(),
                notes: notes.collect(),
            };
            (run.name.clone(), check)
        })
        .collect()
}

fn emoji(content: ReactionContent) -> &'static str {
    match content {
        ReactionContent::PlusOne => "👍",
        ReactionContent::MinusOne => "👎",
        ReactionContent::Laugh => "😄",
        ReactionContent::Confused => "😕",
        ReactionContent::Heart => "❤️",
        ReactionContent::Hooray => "🎉",
        ReactionContent::Rocket => "🚀",
        ReactionContent::Eyes => "👀",
    }
}
