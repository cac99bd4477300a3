//! Documents in people's hands: edited, renamed, deleted, and the branch set back.

use github_sim::world::ops::FileCommit;

use super::{REPOSITORY, World, page};

impl World {
    /// Somebody replaces a text in the postmortem's document, once.
    pub(crate) async fn edits(&mut self, login: &str, number: u64, from: &str, to: &str) {
        let (text, path) = self.document(number);
        assert!(text.contains(from), "{from:?} is not in the document:\n{text}");
        let text = text.replacen(from, to, 1);
        let branch = format!("postmortem/{number}");
        self.acts(login, |person| {
            person.commit_file(REPOSITORY, &branch, &path, &text, "Edit the postmortem")
        })
        .await;
    }

    /// Somebody moves the document to another path, or deletes it when there is none.
    pub(crate) async fn moves_document(&mut self, login: &str, number: u64, to: Option<&str>) {
        let (text, path) = self.document(number);
        let commit = FileCommit {
            branch: Some(format!("postmortem/{number}")),
            message: "Move the postmortem".into(),
            additions: to
                .map(|to| (to.to_owned(), text.into_bytes()))
                .into_iter()
                .collect(),
            deletions: vec![path],
            ..FileCommit::default()
        };
        let repository = self.stage.sim.repo_id(REPOSITORY).expect("it exists");
        let moved = {
            let actor = self.stage.sim.person(login).actor();
            self.stage.sim.world().commit_files(&actor, repository, &commit)
        };
        moved.expect("the branch is there");
        self.settles().await;
    }

    /// Somebody pushes the postmortem's branch back to where it was some commits ago.
    pub(crate) async fn sets_back(&mut self, login: &str, number: u64, commits: usize) {
        let branch = format!("postmortem/{number}");
        let repository = self.stage.sim.repo_id(REPOSITORY).expect("it exists");
        let moved = {
            let actor = self.stage.sim.person(login).actor();
            let mut world = self.stage.sim.world();
            let oid = page::history(&world, &branch)[commits].0.clone();
            world.update_branch(&actor, repository, &branch, &oid, true)
        };
        moved.expect("the branch is there");
        self.settles().await;
    }

    /// Headlines of the commits of the postmortem's branch, newest first, without those of the default branch.
    pub(crate) fn commits(&self, number: u64) -> Vec<String> {
        let world = self.stage.sim.world();
        let base = page::history(&world, "main").len();
        let own = page::history(&world, &format!("postmortem/{number}"));
        let mut headlines: Vec<String> = own.into_iter().map(|(_, headline)| headline).collect();
        headlines.truncate(headlines.len() - base);
        headlines
    }
}

/// Lines that differ between two texts of a document, as a reviewer sees them.
pub(crate) fn difference(before: &str, after: &str) -> String {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (lines(before), lines(after));
    let gone = before
        .iter()
        .filter(|line| !after.contains(line))
        .map(|line| format!("- {line}"));
    let new = after
        .iter()
        .filter(|line| !before.contains(line))
        .map(|line| format!("+ {line}"));
    let text = gone.chain(new).collect::<Vec<_>>().join("\n");
    // Ids of comments say nothing, and are others whenever a little more happens.
    let mut parts = text.split("#issuecomment-");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str("#issuecomment-");
        plain.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    plain
}
