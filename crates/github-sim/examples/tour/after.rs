//! What follows the incident: a deployment, a release, commits that mention it, and some tidying up.

use github_sim::world::ops::{
    FileCommit, LabelEdit, NewDeployment, NewDeploymentStatus, NewIssue, NewRelease, NewRepository, Subject,
};
use github_sim::world::{IssueKey, OpError, StateReason};

use crate::Stage;

const SUMMARY: &str = include_str!("summary.md");

impl Stage<'_> {
    /// The rest of the tour.
    pub(super) fn afterwards(&mut self, incident: IssueKey, pull: IssueKey) -> Result<(), OpError> {
        let summary = self.world.comment(&self.bot, incident, SUMMARY)?;
        let commit = FileCommit {
            message: format!("Limit retries in pay-api (#{})", incident.number),
            additions: vec![("src/retries.rs".into(), b"pub const LIMIT: u8 = 3;\n".to_vec())],
            ..FileCommit::default()
        };
        self.world.commit_files(&self.sato, self.repo, &commit)?;
        self.later(3);
        self.deploy(pull)?;
        self.world
            .tick(&self.sato, incident, Subject::Comment(summary), 2, true)?;
        let longer = LabelEdit {
            name: Some("SEV2: many customers, a part of the product".into()),
            ..LabelEdit::default()
        };
        self.world.update_label(&self.mona, self.repo, "SEV2", &longer)?;
        self.tidy(incident)
    }

    /// The report's branch goes to staging, the repair to production, and becomes a release.
    fn deploy(&mut self, pull: IssueKey) -> Result<(), OpError> {
        let head = self.world.issue(pull).and_then(|issue| issue.pull.as_ref());
        let branch = head.map(|pull| pull.head_branch.clone()).unwrap_or_default();
        for (reference, environment) in [(branch.as_str(), "staging"), ("main", "production")] {
            let new = NewDeployment::of(reference, environment);
            let id = self.world.create_deployment(&self.sato, self.repo, &new)?;
            self.later(1);
            let status = NewDeploymentStatus {
                state: "success".into(),
                environment_url: format!("https://{environment}.example.org"),
                ..NewDeploymentStatus::default()
            };
            self.world
                .add_deployment_status(&self.sato, self.repo, id, &status)?;
        }
        let release = NewRelease {
            tag: "v4.13".into(),
            name: Some("4.13: retries have a limit".into()),
            ..NewRelease::default()
        };
        self.world
            .create_release(&self.sato, self.repo, &release)
            .map(|_| ())
    }

    /// A report at the wrong door is moved here, a second one is a duplicate, a third was a slip.
    fn tidy(&mut self, incident: IssueKey) -> Result<(), OpError> {
        let owner = self.world.repo(self.repo).map(|repo| repo.owner);
        let door = NewRepository {
            private: false,
            ..NewRepository::named("help")
        };
        let door = self.world.create_repo(owner.ok_or(OpError::NotFound)?, &door);
        let report = |title: &str, form_labels: &[&str]| NewIssue {
            title: title.into(),
            body: Some(format!("Is this acme/shop#{}?", incident.number)),
            form_labels: form_labels.iter().map(|&name| name.to_owned()).collect(),
            ..NewIssue::default()
        };
        let moved = self
            .world
            .create_issue(&self.lena, door, &report("I was charged twice", &[]))?;
        self.later(2);
        let moved = self.world.transfer_issue(&self.mona, moved, self.repo, false)?;
        self.world
            .close_issue(&self.lena, moved, Some(StateReason::Duplicate))?;
        let slip = report("Checkout is slow", &["bug", "no such label"]);
        let slip = self.world.create_issue(&self.lena, self.repo, &slip)?;
        self.world.delete_issue(&self.mona, slip)
    }
}
