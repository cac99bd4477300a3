//! Changes on their way to customers: pull requests, deployments, releases.

use github_sim::world::ops::{NewDeployment, NewDeploymentStatus, NewPull, NewRelease};

use super::{REPOSITORY, World};

impl World {
    /// Somebody pushes a commit to the default branch.
    pub(crate) async fn pushes(&mut self, login: &str, message: &str) {
        let path = format!("src/{}.txt", message.len());
        self.acts(login, |person| {
            person.commit_file(REPOSITORY, "main", &path, message, message)
        })
        .await;
    }

    /// Somebody opens a pull request with one commit. Its number comes back.
    pub(crate) async fn proposes(&mut self, login: &str, title: &str, body: &str) -> u64 {
        let repository = self.stage.sim.repo_id(REPOSITORY).expect("it exists");
        let mut branch = title.to_lowercase();
        branch.retain(|c| c.is_ascii_alphanumeric());
        branch.truncate(40);
        self.acts(login, |person| {
            person.create_branch(REPOSITORY, &branch, "main")?;
            person.commit_file(REPOSITORY, &branch, &format!("{branch}.txt"), title, title)
        })
        .await;
        let new = NewPull {
            title: title.to_owned(),
            body: Some(body.to_owned()),
            head: branch,
            base: "main".to_owned(),
            draft: false,
        };
        let opened = {
            let actor = self.stage.sim.person(login).actor();
            self.stage.sim.world().create_pull(&actor, repository, &new)
        };
        self.settles().await;
        opened.expect("the branch has a commit").number
    }

    /// Somebody deploys the default branch, and tells how it went.
    pub(crate) async fn deploys(&mut self, login: &str, environment: &str, state: &str) {
        let status = NewDeploymentStatus {
            state: state.to_owned(),
            ..NewDeploymentStatus::default()
        };
        self.acts(login, |person| {
            let id = person.deploy(REPOSITORY, &NewDeployment::of("main", environment))?;
            person.deployment_status(REPOSITORY, id, &status)
        })
        .await;
    }

    /// Somebody publishes a release.
    pub(crate) async fn releases(&mut self, login: &str, tag: &str) {
        let new = NewRelease {
            tag: tag.to_owned(),
            ..NewRelease::default()
        };
        self.acts(login, |person| person.release(REPOSITORY, &new)).await;
    }

    /// Somebody marks a comment with a reaction, or takes the mark back.
    pub(crate) async fn marks(
        &mut self,
        login: &str,
        comment: i64,
        mark: github_sim::world::ReactionContent,
        on: bool,
    ) {
        self.acts(login, |person| {
            if on {
                person.react(comment, mark)
            } else {
                person.unreact(comment, mark)
            }
        })
        .await;
    }
}
