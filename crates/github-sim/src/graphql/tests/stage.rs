//! A small organization with an App, an incident-like issue and a pull request.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::clock::ManualClock;
use crate::graphql::request::answer;
use crate::world::ops::{
    AppSpec, CheckRunChange, FileCommit, IssueEdit, MergeRequest, MilestoneEdit, NewDeployment,
    NewDeploymentStatus, NewIssue, NewPull, NewRelease, NewRepository, Subject,
};
use crate::world::{
    Actor, CheckOutput, IssueKey, Level, OpError, ReactionContent, RepoId, RepoSelection, ReviewState, Role,
    StateReason, World,
};

/// The world and those who act in it.
pub(super) struct Stage {
    pub(super) world: World,
    pub(super) repo: RepoId,
    /// May do everything: owner of the organization.
    pub(super) mona: Actor,
    /// May read, but has no role of their own.
    pub(super) stranger: Actor,
    /// The App's installation token.
    pub(super) bot: Actor,
    pub(super) issue: IssueKey,
    pub(super) pull: IssueKey,
}

impl Stage {
    /// `acme/ops`: issue 1 with a label, a comment and a sub-issue (2); pull request 3 with a check run.
    pub(super) fn set() -> Self {
        let mut world = World::new(Arc::new(ManualClock::default()));
        let acme = world.create_org("acme");
        let mona = world.create_user("mona");
        let stranger = world.create_user("stranger");
        world.add_member(acme, mona, true);
        let repo = world.create_repo(
            acme,
            &NewRepository {
                private: false,
                ..NewRepository::named("ops")
            },
        );
        world.set_role(repo, mona, Role::Admin);
        let mona = Actor::person(mona);
        let bot = install(&mut world, acme);
        let issue = open(&mut world, &mona, repo, "API down");
        let child = open(&mut world, &mona, repo, "Add an alert");
        let child_id = world.issue(child).expect("just opened").id;
        world
            .add_sub_issue(&mona, issue, child_id, false)
            .expect("both are there");
        world
            .add_labels(&mona, issue, &["incident".into()])
            .expect("mona may label");
        world.comment(&mona, issue, "on it").expect("mona may comment");
        let pull = propose(&mut world, &bot, repo);
        Self {
            world,
            repo,
            mona,
            stranger: Actor::person(stranger),
            bot,
            issue,
            pull,
        }
    }

    /// Lets much happen to the issue and the pull request, so that there is an event of almost every kind.
    pub(super) fn live(&mut self) {
        let (mona, bot, issue, pull) = (self.mona.clone(), self.bot.clone(), self.issue, self.pull);
        let world = &mut self.world;
        happen_to_issue(world, &mona, issue).expect("mona may do everything");
        publish(world, &mona, pull).expect("mona may do everything");
        happen_to_pull(world, &mona, &bot, pull).expect("each may do their part");
        come_from_elsewhere(world, &mona, issue.repo).expect("mona may do everything");
    }

    /// Answers a query of the App.
    pub(super) fn ask(&mut self, query: &str) -> Value {
        self.ask_with(query, json!({}))
    }

    /// The same with variables.
    pub(super) fn ask_with(&mut self, query: &str, variables: Value) -> Value {
        let bot = self.bot.clone();
        self.ask_as(&bot, query, variables)
    }

    /// The same as somebody else.
    pub(super) fn ask_as(&mut self, actor: &Actor, query: &str, variables: Value) -> Value {
        let mut body = json!({ "query": query });
        body["variables"] = variables;
        answer(&mut self.world, actor, &body)
    }

    /// The data of an answer that must be without errors.
    pub(super) fn data(&mut self, query: &str, variables: Value) -> Value {
        let answer = self.ask_with(query, variables);
        assert_eq!(answer.get("errors"), None, "{answer:#}");
        answer["data"].clone()
    }

    /// The node id of an issue or pull request.
    pub(super) fn id(&self, key: IssueKey) -> String {
        self.world.issue(key).expect("it was opened").node_id()
    }

    /// The node id of the repository.
    pub(super) fn repo_id(&self) -> String {
        self.world.repo(self.repo).expect("it was made").node_id()
    }
}

fn install(world: &mut World, account: crate::world::AccountId) -> Actor {
    let spec = ["issues", "pull_requests", "contents", "checks", "deployments"]
        .into_iter()
        .fold(AppSpec::named("helper"), |spec, name| {
            spec.permission(name, Level::Write)
        });
    let app = world.create_app(&spec, Vec::new());
    let installation = world
        .install(app, account, RepoSelection::All)
        .expect("the App was made");
    let (token, _) = world
        .mint_token(installation, None, None)
        .expect("it was installed");
    world
        .bearer(&token)
        .expect("it is not suspended")
        .expect("it was minted")
        .clone()
}

fn open(world: &mut World, actor: &Actor, repo: RepoId, title: &str) -> IssueKey {
    let new = NewIssue {
        title: title.into(),
        body: Some(format!("**{title}**")),
        ..NewIssue::default()
    };
    world
        .create_issue(actor, repo, &new)
        .expect("the actor may open issues")
}

fn propose(world: &mut World, bot: &Actor, repo: RepoId) -> IssueKey {
    let main = world.repo(repo).expect("it was made").git.branches["main"].clone();
    world
        .create_branch(bot, repo, "docs/1", &main)
        .expect("the branch is new");
    let commit = FileCommit {
        branch: Some("docs/1".into()),
        message: "Add the report\n\nWith a body.".into(),
        additions: vec![
            ("docs/日本/1.md".into(), b"# Report\n\nText\n".to_vec()),
            ("logo.bin".into(), vec![0, 159]),
        ],
        ..FileCommit::default()
    };
    let head = world.commit_files(bot, repo, &commit).expect("the bot may write");
    let new = NewPull {
        title: "Report".into(),
        body: Some("Refs #1".into()),
        head: "docs/1".into(),
        base: "main".into(),
        draft: true,
    };
    let pull = world
        .create_pull(bot, repo, &new)
        .expect("there is a commit between");
    let change = CheckRunChange {
        name: Some("report".into()),
        conclusion: Some("failure".into()),
        external_id: Some("x-1".into()),
        output: Some(CheckOutput {
            title: Some("1 problem".into()),
            summary: Some("s".into()),
            ..CheckOutput::default()
        }),
        ..CheckRunChange::default()
    };
    world
        .create_check_run(bot, repo, &head, &change)
        .expect("the bot may check");
    pull
}

fn happen_to_issue(world: &mut World, mona: &Actor, issue: IssueKey) -> Result<(), OpError> {
    let milestone = MilestoneEdit {
        title: Some("Q1".into()),
        ..MilestoneEdit::default()
    };
    let milestone = world.create_milestone(mona, issue.repo, &milestone)?;
    let on = IssueEdit {
        title: Some("API is down".into()),
        milestone: Some(Some(milestone)),
        ..IssueEdit::default()
    };
    world.edit_issue(mona, issue, &on)?;
    world.edit_issue(
        mona,
        issue,
        &IssueEdit {
            milestone: Some(None),
            ..IssueEdit::default()
        },
    )?;
    world.remove_label(mona, issue, "incident")?;
    world.assign(mona, issue, &["mona".into()])?;
    world.unassign(mona, issue, &["mona".into()])?;
    world.react(mona, Subject::Issue(issue), ReactionContent::Rocket)?;
    world.lock_issue(mona, issue, Some("too heated".into()))?;
    world.unlock_issue(mona, issue)?;
    let comment = world.comment(mona, issue, "a slip")?;
    world.delete_comment(mona, comment)?;
    let child = world
        .issue(IssueKey { number: 2, ..issue })
        .map(|child| child.id)
        .ok_or(OpError::NotFound)?;
    world.remove_sub_issue(mona, issue, child)?;
    let parent = issue_of(world, mona, issue)?;
    let id = world
        .issue(issue)
        .map(|issue| issue.id)
        .ok_or(OpError::NotFound)?;
    world.add_sub_issue(mona, parent, id, false)?;
    world.remove_sub_issue(mona, parent, id)?;
    world.close_issue(mona, issue, Some(StateReason::NotPlanned))?;
    world.reopen_issue(mona, issue)
}

/// Deploys the head of the pull request, releases, and mentions issue 1 in a commit.
fn publish(world: &mut World, mona: &Actor, pull: IssueKey) -> Result<(), OpError> {
    let deployment = world.create_deployment(mona, pull.repo, &NewDeployment::of("docs/1", "staging"))?;
    let status = NewDeploymentStatus {
        state: "success".into(),
        environment_url: "https://staging.example.org".into(),
        ..NewDeploymentStatus::default()
    };
    world.add_deployment_status(mona, pull.repo, deployment, &status)?;
    let release = NewRelease {
        tag: "v1.0".into(),
        ..NewRelease::default()
    };
    world.create_release(mona, pull.repo, &release)?;
    let commit = FileCommit {
        message: "Limit retries (#1)".into(),
        additions: vec![("limit.md".into(), b"3".to_vec())],
        ..FileCommit::default()
    };
    world.commit_files(mona, pull.repo, &commit).map(|_| ())
}

/// Issue 5 comes from another repository.
fn come_from_elsewhere(world: &mut World, mona: &Actor, to: RepoId) -> Result<(), OpError> {
    let owner = world.repo(to).map(|repo| repo.owner).ok_or(OpError::NotFound)?;
    let from = world.create_repo(
        owner,
        &NewRepository {
            private: false,
            ..NewRepository::named("shop")
        },
    );
    let new = NewIssue {
        title: "Elsewhere".into(),
        labels: vec!["gone".into()],
        ..NewIssue::default()
    };
    let issue = world.create_issue(mona, from, &new)?;
    world.transfer_issue(mona, issue, to, false).map(|_| ())
}

fn issue_of(world: &mut World, mona: &Actor, near: IssueKey) -> Result<IssueKey, OpError> {
    world.create_issue(
        mona,
        near.repo,
        &NewIssue {
            title: "Parent".into(),
            ..NewIssue::default()
        },
    )
}

fn happen_to_pull(world: &mut World, mona: &Actor, bot: &Actor, pull: IssueKey) -> Result<(), OpError> {
    world.mark_ready(bot, pull)?;
    world.convert_to_draft(bot, pull)?;
    world.mark_ready(bot, pull)?;
    world.request_reviewers(bot, pull, &["mona".into()])?;
    world.remove_reviewers(bot, pull, &["mona".into()])?;
    let review = world.submit_review(mona, pull, ReviewState::ChangesRequested, "not yet")?;
    world.dismiss_review(mona, pull, review, "done")?;
    let main = world
        .repo(pull.repo)
        .map(|repo| repo.git.branches["main"].clone())
        .ok_or(OpError::NotFound)?;
    let head = world
        .repo(pull.repo)
        .map(|repo| repo.git.branches["docs/1"].clone())
        .ok_or(OpError::NotFound)?;
    world.create_branch(mona, pull.repo, "other", &main)?;
    let other = FileCommit {
        branch: Some("other".into()),
        message: "Other".into(),
        additions: vec![("other.md".into(), b"x".to_vec())],
        ..FileCommit::default()
    };
    let other = world.commit_files(mona, pull.repo, &other)?;
    world.update_branch(mona, pull.repo, "docs/1", &other, true)?;
    world.update_branch(mona, pull.repo, "docs/1", &head, true)?;
    world.request_reviewers(bot, pull, &["mona".into()])?;
    world.merge_pull(mona, pull, &MergeRequest::default())?;
    world.delete_branch(mona, pull.repo, "docs/1")
}
