//! GitHub's pages as plain text: what a person would read there, without marks that only machines read.

use std::fmt::Write;

use github_sim::world::{AccountKind, EventKind, Issue, IssueKey, Repository, World};

/// The page of an issue or pull request.
pub(super) fn page(world: &World, number: u64) -> String {
    let (key, issue) = find(world, number);
    let mut text = String::new();
    header(&mut text, world, key, issue);
    if let Some(body) = issue.body.as_deref().filter(|body| !body.is_empty()) {
        writeln!(text, "\n{}", said(body)).expect("text");
    }
    reactions(&mut text, world, &issue.reactions);
    for event in &issue.timeline {
        let (actor, at) = (login(world, event.actor), event.at.format("%m-%d %H:%M"));
        if let EventKind::Commented { comment } = &event.kind {
            let comment = issue
                .comment(*comment)
                .expect("deleted comments leave the timeline");
            let folded = if comment.minimized.is_some() {
                ", folded"
            } else {
                ""
            };
            write!(text, "\n── {actor}, {at}{folded}\n{}\n", said(&comment.body)).expect("text");
            reactions(&mut text, world, &comment.reactions);
        } else if let Some(what) = happening(world, issue, &event.kind) {
            writeln!(text, "\n·· {actor} {what}, {at}").expect("text");
        }
    }
    text
}

/// Everything there is, for comparing before and after.
pub(super) fn everything(world: &World) -> String {
    let mut text = String::new();
    let mut keys: Vec<IssueKey> = world.issues().map(|(key, _)| key).collect();
    keys.sort_by_key(|key| key.number);
    for key in keys {
        text.push_str(&page(world, key.number));
        writeln!(text, "\n════").expect("text");
    }
    let repository = repository(world);
    for branch in repository.git.branches.keys() {
        writeln!(text, "{branch}: {}", files(world, branch).join(" ")).expect("text");
    }
    writeln!(text, "{} check runs", repository.check_runs.len()).expect("text");
    text
}

/// Comments of the bot anywhere, as they stand.
pub(super) fn bot_comments(world: &World) -> Vec<(i64, String)> {
    world
        .issues()
        .flat_map(|(_, issue)| comments_of_bot(world, issue))
        .collect()
}

/// Comments of the bot on one issue or pull request.
pub(super) fn bot_comments_on(world: &World, number: u64) -> Vec<(i64, String)> {
    comments_of_bot(world, find(world, number).1)
}

fn comments_of_bot(world: &World, issue: &Issue) -> Vec<(i64, String)> {
    let by_bot = issue
        .comments
        .iter()
        .filter(|comment| world.account(comment.author).kind == AccountKind::Bot);
    by_bot.map(|comment| (comment.id, comment.body.clone())).collect()
}

/// The text of a file.
pub(super) fn file(world: &World, branch: &str, path: &str) -> String {
    let repository = repository(world);
    let head = repository
        .git
        .head(branch)
        .unwrap_or_else(|| panic!("there is no branch {branch}"));
    head.tree
        .files
        .get(path)
        .unwrap_or_else(|| panic!("there is no {path} on {branch}"))
        .text()
}

/// Every check run with what it says, oldest first.
pub(super) fn checks(world: &World) -> String {
    let mut text = String::new();
    for run in repository(world).check_runs.values() {
        let conclusion = run.conclusion.as_deref().unwrap_or(&run.status);
        let title = run.output.title.as_deref().unwrap_or_default();
        writeln!(
            text,
            "{} [{conclusion}] {title}\n{}",
            run.name,
            run.output.summary.as_deref().unwrap_or_default()
        )
        .expect("text");
        for note in &run.output.annotations {
            let column = note
                .start_column
                .map(|column| format!(":{column}"))
                .unwrap_or_default();
            let title = note.title.as_deref().unwrap_or_default();
            writeln!(
                text,
                "  {}:{}{column} {}: {title}: {}",
                note.path, note.start_line, note.level, note.message
            )
            .expect("text");
        }
    }
    text
}

/// The latest run of a check: its id, and how it ended.
pub(super) fn latest_check(world: &World, name: &str) -> (i64, String) {
    let runs = repository(world).check_runs.values();
    let run = runs.filter(|run| run.name == name).max_by_key(|run| run.id);
    let run = run.unwrap_or_else(|| panic!("there is no check {name}"));
    (
        run.id,
        run.conclusion.clone().unwrap_or_else(|| run.status.clone()),
    )
}

/// The paths of a branch.
pub(super) fn files(world: &World, branch: &str) -> Vec<String> {
    let repository = repository(world);
    repository
        .git
        .head(branch)
        .map(|head| head.tree.files.keys().cloned().collect())
        .unwrap_or_default()
}

fn repository(world: &World) -> &Repository {
    let (owner, name) = super::REPOSITORY.split_once('/').expect("owner/name");
    let renamed = || world.repo(*world.redirects.get(super::REPOSITORY)?);
    let found = world.repo_by_name(owner, name).or_else(renamed);
    found.expect("the repository exists")
}

fn find(world: &World, number: u64) -> (IssueKey, &Issue) {
    world
        .issues()
        .find(|(key, _)| key.number == number)
        .unwrap_or_else(|| panic!("there is no #{number}"))
}

fn header(text: &mut String, world: &World, key: IssueKey, issue: &Issue) {
    let repository = world.repo(key.repo).expect("issues live in repositories");
    let state = match &issue.pull {
        Some(pull) if pull.merge.is_some() => "merged",
        Some(pull) if pull.draft && issue.is_open() => "draft",
        _ => issue.state(),
    };
    let mut labels: Vec<&str> = issue
        .labels
        .iter()
        .filter_map(|id| repository.labels.iter().find(|label| label.id == *id))
        .map(|label| label.name.as_str())
        .collect();
    labels.sort_unstable();
    let assignees: Vec<String> = issue.assignees.iter().map(|id| login(world, *id)).collect();
    writeln!(
        text,
        "{} #{} [{state}] by {}",
        issue.title,
        issue.number,
        login(world, issue.author)
    )
    .expect("text");
    writeln!(text, "labels: {}", labels.join(", ")).expect("text");
    if !assignees.is_empty() {
        writeln!(text, "assignees: {}", assignees.join(", ")).expect("text");
    }
}

fn happening(world: &World, issue: &Issue, kind: &EventKind) -> Option<String> {
    Some(match kind {
        EventKind::Labeled { name, .. } => format!("added {name}"),
        EventKind::Unlabeled { name, .. } => format!("removed {name}"),
        EventKind::Assigned { assignee } => format!("assigned {}", login(world, *assignee)),
        EventKind::Unassigned { assignee } => format!("unassigned {}", login(world, *assignee)),
        EventKind::Closed { .. } => "closed this".to_owned(),
        EventKind::Reopened => "reopened this".to_owned(),
        EventKind::Renamed { to, .. } => format!("renamed this to {to}"),
        EventKind::ReadyForReview => "marked this ready for review".to_owned(),
        EventKind::ConvertToDraft => "made this a draft".to_owned(),
        EventKind::Merged { .. } => "merged this".to_owned(),
        EventKind::CrossReferenced { source } => format!("mentioned this in #{}", source.number),
        EventKind::Reviewed { review } => {
            let pull = issue.pull.as_ref()?;
            let review = pull.reviews.iter().find(|one| one.id == *review)?;
            format!("reviewed: {}", review.state.as_str().to_lowercase())
        }
        _ => return None,
    })
}

fn reactions(text: &mut String, world: &World, reactions: &[github_sim::world::Reaction]) {
    for reaction in reactions {
        writeln!(
            text,
            "   [{} {}]",
            login(world, reaction.user),
            reaction.content.rest()
        )
        .expect("text");
    }
}

/// A text without what Closeout hides in it.
pub(super) fn said(text: &str) -> String {
    let mut seen = String::new();
    let mut rest = text;
    while let Some((before, hidden)) = rest.split_once("<!-- closeout:") {
        seen.push_str(before);
        rest = hidden.split_once("-->").map_or("", |(_, after)| after);
    }
    seen.push_str(rest);
    let lines: Vec<&str> = seen.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}

fn login(world: &World, id: github_sim::world::AccountId) -> String {
    world.account(id).login.clone()
}

/// A document without fingerprints: those of its generated parts hold addresses, and every simulator has another.
pub(crate) fn without_fingerprints(text: &str) -> String {
    let text = &unpinned(text);
    let mut parts = text.split("<!-- closeout:begin ");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(" -->").expect("a comment ends");
        let name = name.split(' ').next().unwrap_or_default();
        plain.extend(["<!-- closeout:begin ", name, " -->", rest]);
    }
    let lines = plain
        .split_inclusive('\n')
        .map(|line| match line.split_once("# closeout:values ") {
            Some((before, _)) => format!("{before}# closeout:values\n"),
            None => line.to_owned(),
        });
    lines.collect()
}

/// The commits of a branch, newest first: names and headlines.
pub(super) fn history(world: &World, branch: &str) -> Vec<(String, String)> {
    let repository = repository(world);
    let mut next = repository.git.branches.get(branch);
    let mut found = Vec::new();
    while let Some(commit) = next.and_then(|oid| repository.git.commits.get(oid)) {
        let headline = commit.message.lines().next().unwrap_or_default();
        found.push((commit.oid.clone(), headline.to_owned()));
        next = commit.parents.first();
    }
    found
}

/// A text in which links that open somebody's calendar are told by its name only: they hold the whole invitation.
pub(crate) fn without_calendars(text: &str) -> String {
    let mut plain = text.to_owned();
    for (home, name) in [
        ("https://calendar.google.com/", "GOOGLE"),
        ("https://outlook.office.com/", "OUTLOOK"),
    ] {
        let mut parts = plain.split(home);
        let mut shown = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find([')', '"', ' ', '\n']).unwrap_or(part.len());
            shown.extend([name, &part[end..]]);
        }
        plain = shown;
    }
    plain
}

/// Links to files without the commits that they are pinned to, whose ids are others every time.
fn unpinned(text: &str) -> String {
    let pinned = |part: &str| part.len() > 40 && part.as_bytes()[..40].iter().all(u8::is_ascii_hexdigit);
    let parts = text.split("/blob/").enumerate();
    let parts = parts.map(|(n, part)| match part {
        part if n > 0 && pinned(part) => format!("COMMIT{}", &part[40..]),
        part => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/blob/")
}
