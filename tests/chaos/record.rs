//! Everything that stays on GitHub, as text.
//!
//! Left out is when the bot did something, and in which order it did what belongs together: a retry comes later, and
//! nobody is worse off for it.

use std::{collections::BTreeMap, fmt::Write as _};

use github_sim::{
    GitHubSim,
    world::{AccountKind, CheckRun, Repository, World},
};

use crate::{REPOSITORY, page};

/// All threads, files, labels and checks.
pub(crate) fn record(sim: &GitHubSim) -> String {
    let world = sim.world();
    let repository = repository(&world);
    let mut text = timeless(&page::everything(&world));
    text = lasting(&text);
    for branch in repository.git.branches.keys() {
        for path in page::files(&world, branch) {
            let content = page::without_fingerprints(&page::file(&world, branch, &path));
            write!(text, "\n──── {branch}:{path}\n{content}").expect("text");
        }
    }
    for label in &repository.labels {
        writeln!(text, "label {}", label.name).expect("text");
    }
    for run in latest_checks(repository) {
        let (title, summary) = (&run.output.title, &run.output.summary);
        let conclusion = &run.conclusion;
        writeln!(text, "check {}: {conclusion:?}\n{title:?}\n{summary:?}", run.name).expect("text");
    }
    // Every simulator has a port of its own.
    let url = sim.url();
    let port = url.rsplit(':').next().unwrap_or_default();
    let text = text.replace(&url, "https://github.test");
    let text = text.replace(&format!("%3A{port}"), "%3A80");
    renumbered(&keyless(&unstamped(&unpinned(&text))))
}

/// The last run of every check. How many there were before depends on how often the bot had to look.
fn latest_checks(repository: &Repository) -> impl Iterator<Item = &CheckRun> {
    let runs = repository.check_runs.iter();
    let latest: BTreeMap<&String, &CheckRun> = runs.map(|(_, run)| (&run.name, run)).collect();
    latest.into_values()
}

/// Without the line that counts the runs of checks.
fn lasting(text: &str) -> String {
    let kept = text.lines().filter(|line| {
        let count = line.strip_suffix(" check runs");
        count.is_none_or(|count| count.parse::<u32>().is_err())
    });
    kept.collect::<Vec<_>>().join("\n")
}

/// Invitations without what depends on when and where they were made, and rows of the list without their fingerprints, which
/// depend on the addresses in them.
fn unstamped(text: &str) -> String {
    let line = |line: &str| match line.rsplit_once("<!-- closeout:row ") {
        Some((row, mark)) if line.starts_with("| ") => {
            let key = mark.split(' ').next().unwrap_or_default();
            format!("{row}<!-- closeout:row {key} -->")
        }
        _ => line.to_owned(),
    };
    let mut within = false;
    let kept = text.lines().filter(|text| {
        let bare = text.trim_start();
        within = (within || bare.starts_with("BEGIN:VEVENT")) && !bare.starts_with("END:VEVENT");
        !within || LASTING.iter().any(|name| bare.starts_with(name))
    });
    kept.map(line).collect::<Vec<_>>().join("\n")
}

/// What an invitation says that depends neither on the clock nor on the simulator's address, which is folded somewhere.
const LASTING: [&str; 6] = ["UID:", "SEQUENCE:", "DTSTART:", "DTEND:", "STATUS:", "SUMMARY:"];

/// Links to files without the commits that they are pinned to, whose ids depend on when they were made.
fn unpinned(text: &str) -> String {
    let mut parts = text.split("/blob/");
    let mut unpinned = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_hexdigit());
        let is_commit = part.len() - rest.len() == 40;
        unpinned.push_str(if is_commit { "/blob/COMMIT" } else { "/blob/" });
        unpinned.push_str(if is_commit { rest } else { part });
    }
    unpinned
}

/// Rows without the ids of the comments that asked for them.
fn keyless(text: &str) -> String {
    let mut parts = text.split("closeout:row a");
    let mut keyless = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        keyless.push_str("closeout:row a");
        keyless.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    keyless
}

/// Comments by the order in which they are linked to, and not by their ids, which depend on everything before.
fn renumbered(text: &str) -> String {
    let mut parts = text.split("#issuecomment-");
    let mut renumbered = parts.next().unwrap_or_default().to_owned();
    let mut known: Vec<&str> = Vec::new();
    for part in parts {
        let (id, rest) = part.split_at(part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len()));
        let number = known.iter().position(|one| *one == id).unwrap_or_else(|| {
            known.push(id);
            known.len() - 1
        });
        write!(renumbered, "#issuecomment-{number}{rest}").expect("text");
    }
    renumbered
}

/// Takes off the time at the end of every heading, and sorts what the bot did between two acts of people.
fn timeless(page: &str) -> String {
    let mut blocks: Vec<String> = Vec::new();
    for line in page.lines().filter(|line| !line.is_empty()) {
        let is_comment = line.starts_with("── ");
        let time = if is_comment {
            line.find(", ")
        } else {
            line.rfind(", ")
        };
        match (blocks.last_mut(), time) {
            (_, Some(time)) if is_comment || line.starts_with("·· ") => {
                let folded = if line.ends_with(", folded") {
                    ", folded"
                } else {
                    ""
                };
                blocks.push(format!("{}{folded}", &line[..time]));
            }
            (Some(block), _) if !line.starts_with("══") => {
                block.push('\n');
                block.push_str(line);
            }
            _ => blocks.push(line.to_owned()),
        }
    }
    let by_bot = |block: &String| {
        ["── ", "·· "].iter().any(|mark| {
            block
                .strip_prefix(mark)
                .is_some_and(|rest| rest.starts_with("closeout[bot]"))
        })
    };
    blocks
        .chunk_by_mut(|one, next| by_bot(one) && by_bot(next))
        .for_each(<[String]>::sort);
    blocks.join("\n")
}

/// What there must be exactly one of, whatever happened: branch, pull request, document, status comment. No label twice,
/// no check that says the same twice on one commit.
pub(crate) fn assert_single(sim: &GitHubSim, incident: u64, how: &str) {
    let world = sim.world();
    let repository = repository(&world);
    let branch = format!("postmortem/{incident}");
    let branches: Vec<&String> = repository
        .git
        .branches
        .keys()
        .filter(|name| *name != "main")
        .collect();
    assert_eq!(branches, [&branch], "{how}");
    let pulls = world.issues().filter(|(_, issue)| issue.pull.is_some());
    assert_eq!(pulls.count(), 1, "{how}: pull requests");
    let documents = page::files(&world, &branch)
        .into_iter()
        .filter(|path| path.starts_with("postmortems/"));
    assert_eq!(documents.count(), 1, "{how}: documents");
    let statuses = page::bot_comments_on(&world, incident)
        .into_iter()
        .filter(|(_, body)| body.contains("<!-- closeout:status "));
    assert_eq!(statuses.count(), 1, "{how}: status comments");
    let issues = world.issues().filter(|(_, issue)| issue.pull.is_none());
    assert_distinct(
        issues.map(|(_, issue)| &issue.title),
        how,
        "issues with one title",
    );
    for (_, issue) in world.issues() {
        let by_bot = issue
            .comments
            .iter()
            .filter(|comment| world.account(comment.author).kind == AccountKind::Bot);
        assert_distinct(by_bot.map(|comment| comment.body.clone()), how, "comments");
        assert_distinct(issue.labels.iter(), how, "labels of an issue");
    }
    assert_distinct(
        repository.labels.iter().map(|label| label.name.to_lowercase()),
        how,
        "labels",
    );
    let checks = repository.check_runs.values();
    let said = checks.map(|run| (&run.name, &run.head_sha, &run.external_id));
    assert_distinct(said, how, "checks");
}

fn assert_distinct<T: Ord + std::fmt::Debug>(all: impl Iterator<Item = T>, how: &str, what: &str) {
    let mut all: Vec<T> = all.collect();
    all.sort();
    let twice = all.array_windows().find(|[one, next]| one == next);
    assert!(twice.is_none(), "{how}: two equal {what}: {twice:?}");
}

fn repository(world: &World) -> &Repository {
    let (owner, name) = REPOSITORY.split_once('/').expect("owner/name");
    world.repo_by_name(owner, name).expect("the repository exists")
}

/// Compares with the calm run.
#[track_caller]
pub(crate) fn assert_same(calm: &str, stormy: &str, how: &str) {
    if calm != stormy {
        let different = calm
            .lines()
            .zip(stormy.lines())
            .find(|(calm, stormy)| calm != stormy);
        panic!("{how}: GitHub is not as in the calm run; first difference: {different:?}\n\n{stormy}");
    }
}

/// What was said on several stages. Loading GitHub's description takes longer than holding a thousand exchanges
/// against it.
#[derive(Default)]
pub(crate) struct Said(Vec<String>);

impl Said {
    /// Takes in what was said to one of them.
    pub(crate) fn note(&mut self, sim: &GitHubSim) {
        let exchanges = sim.recording().exchanges();
        self.0
            .extend(exchanges.iter().map(|exchange| exchange.to_json().to_string()));
    }

    /// All of it is what GitHub understands.
    pub(crate) fn assert_valid(&self) {
        let exchanges = github_contract::read(&self.0.join("\n")).expect("the recording can be read");
        github_contract::assert_valid(&exchanges);
    }
}
