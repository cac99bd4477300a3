//! A small tour: a repository with an issue, a pull request with a document and a check, served on this machine.
//!
//! `cargo run -p github-sim --example tour [address]`, then open the address it prints (127.0.0.1:4000 unless
//! given). Everything is in memory; stop it with Ctrl-C and it is gone.

mod after;

use std::io::Write as _;
use std::sync::{Arc, MutexGuard};

use chrono::{DateTime, Duration};
use github_sim::GitHubSim;
use github_sim::clock::{Clock, ManualClock};
use github_sim::world::ops::{
    AppSpec, CheckRunChange, FileCommit, NewIssue, NewLabel, NewPull, NewRepository, Subject,
};
use github_sim::world::{
    AccountId, Actor, Annotation, CheckAction, CheckOutput, IssueKey, Level, OpError, ReactionContent,
    RepoId, RepoSelection, ReviewState, Role, StateReason, World,
};

const README: &str = include_str!("readme.md");
const REPORT: &str = include_str!("report.md");
const BRANCH: &str = "report/1";
const PATH: &str = "reports/2026/checkout-502.md";

#[expect(
    clippy::disallowed_methods,
    reason = "an example takes its arguments from where it is started"
)]
#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:4000".into());
    // Saturday, 21 November 2026, 12:58 UTC.
    let start = DateTime::from_timestamp(1_795_265_880, 0).unwrap_or_default();
    let clock = Arc::new(ManualClock::at(start));
    let sim = GitHubSim::builder()
        .clock(clock.clone())
        .address(address.parse()?)
        .start()
        .await?;
    Stage::new(sim.world(), clock)?.play()?;
    writeln!(std::io::stdout(), "{}", sim.url())?;
    tokio::signal::ctrl_c().await?;
    Ok(())
}

/// The world while it is being furnished, and who is in it.
struct Stage<'w> {
    world: MutexGuard<'w, World>,
    clock: Arc<ManualClock>,
    repo: RepoId,
    mona: Actor,
    sato: Actor,
    lena: Actor,
    bot: Actor,
}

impl<'w> Stage<'w> {
    fn new(mut world: MutexGuard<'w, World>, clock: Arc<ManualClock>) -> Result<Self, OpError> {
        let org = world.create_org("acme");
        let [mona, sato, lena] = [
            ("mona", "Mona Reyes"),
            ("sato-k", "佐藤 健"),
            ("lena-w", "Lena Weiss"),
        ]
        .map(|(login, name)| {
            let id = world.create_user(login);
            if let Some(account) = world.accounts.get_mut(&id) {
                account.name = Some(name.to_owned());
            }
            world.add_member(org, id, login == "mona");
            id
        });
        let repo = world.create_repo(
            org,
            &NewRepository {
                private: false,
                ..NewRepository::named("shop")
            },
        );
        world.set_role(repo, sato, Role::Write);
        world.set_role(repo, lena, Role::Triage);
        if let Some(repo) = world.repositories.get_mut(&repo) {
            repo.description = Some("The storefront: catalogue, checkout and what happens after".into());
        }
        let bot = Self::install_bot(&mut world, org)?;
        let [mona, sato, lena] = [mona, sato, lena].map(Actor::person);
        Ok(Self {
            world,
            clock,
            repo,
            mona,
            sato,
            lena,
            bot,
        })
    }

    fn install_bot(world: &mut World, org: AccountId) -> Result<Actor, OpError> {
        let writes = ["issues", "pull_requests", "checks", "contents", "deployments"];
        let spec = writes.iter().fold(AppSpec::named("duty-bot"), |spec, name| {
            spec.permission(name, Level::Write)
        });
        let app = world.create_app(&spec, Vec::new());
        let installation = world
            .install(app, org, RepoSelection::All)
            .ok_or(OpError::NotFound)?;
        let (token, _) = world.mint_token(installation, None, None)?;
        world.bearer(&token)?.cloned().ok_or(OpError::NotFound)
    }

    fn later(&self, minutes: i64) {
        self.clock.advance(Duration::minutes(minutes));
    }

    fn play(mut self) -> Result<(), OpError> {
        self.furnish()?;
        let issue = self.incident()?;
        let pull = self.pull_request(issue)?;
        self.check(pull)?;
        self.later(18);
        let body = "The timeline reads well. Two things before I approve:\n\n\
                    - say **how many** orders failed\n- give the retry limit an owner";
        self.world
            .submit_review(&self.sato, pull, ReviewState::ChangesRequested, body)?;
        self.later(26);
        self.afterwards(issue, pull)?;
        Ok(())
    }

    fn furnish(&mut self) -> Result<(), OpError> {
        for (name, color, description) in [
            ("bug", "d73a4a", "Something isn't working"),
            (
                "documentation",
                "0075ca",
                "Improvements or additions to documentation",
            ),
            ("incident", "b60205", "Customers notice"),
            ("SEV1", "7f1d1d", "Everybody, now"),
            ("SEV2", "e99695", "Many customers, a part of the product"),
            ("SEV3", "fef2c0", "Some customers, with a way around"),
            ("follow-up", "0e8a16", "Agreed on after an incident"),
        ] {
            let label = NewLabel {
                name: name.into(),
                color: Some(color.into()),
                description: Some(description.into()),
            };
            self.world.create_label(&self.mona, self.repo, &label)?;
        }
        let files = [
            ("README.md", README),
            ("docs/on-call.md", "# On call\n\nWho to wake, and how.\n"),
            (
                "src/checkout.rs",
                "//! Checkout.\n\nfn main() {\n    println!(\"shop\");\n}\n",
            ),
        ];
        let commit = FileCommit {
            message: "Describe the shop and its on-call duty".into(),
            additions: files.map(|(path, text)| (path.to_owned(), text.into())).into(),
            ..FileCommit::default()
        };
        self.world.commit_files(&self.mona, self.repo, &commit)?;
        Ok(())
    }

    fn incident(&mut self) -> Result<IssueKey, OpError> {
        self.later(35);
        let new = NewIssue {
            title: "Checkout answers 502 for card payments".into(),
            body: Some(
                "### What do customers see?\n\nAbout one card payment in five ends with **502 Bad Gateway**. \
                 Invoices and vouchers work.\n\n### Since when?\n\n13:20 UTC, right after the deploy of `pay-api` \
                 4.12.\n\n> [!WARNING]\n> Do not retry by hand: some cards were charged twice."
                    .into(),
            ),
            labels: vec!["incident".into(), "SEV3".into()],
            assignees: vec!["mona".into()],
            ..NewIssue::default()
        };
        let key = self.world.create_issue(&self.lena, self.repo, &new)?;
        self.later(1);
        let status = "| | |\n|---|---|\n| Severity | **SEV3** |\n| Commander | nobody yet |\n| Since | 13:20 UTC |\n\n\
                      @mona, please take command or hand it on.\n\n<!-- duty-bot:status {} -->";
        let status_id = self.world.comment(&self.bot, key, status)?;
        self.later(4);
        self.world.remove_label(&self.mona, key, "SEV3")?;
        self.world.add_labels(&self.mona, key, &["SEV2".into()])?;
        let taken = self.world.comment(
            &self.mona,
            key,
            "I have command. Every third order now: raising it to SEV2.",
        )?;
        self.world
            .react(&self.bot, Subject::Comment(taken), ReactionContent::PlusOne)?;
        self.later(1);
        let status = "| | |\n|---|---|\n| Severity | **SEV2** (was SEV3) |\n| Commander | @mona |\n| Since | 13:20 UTC |\n\n\
                      <!-- duty-bot:status {} -->";
        self.world.edit_comment(&self.bot, status_id, status)?;
        self.later(9);
        let found = self.world.comment(
            &self.sato,
            key,
            "原因が分かりました。`pay-api` 4.12 で再試行の上限が外れ、接続プールが枯渇しています。\n\n\
             - [x] 4.11 に戻す\n- [ ] 二重請求の一覧を作る\n\n```sh\nkubectl rollout undo deploy/pay-api\n```",
        )?;
        self.world
            .react(&self.mona, Subject::Comment(found), ReactionContent::Rocket)?;
        self.world
            .react(&self.lena, Subject::Comment(found), ReactionContent::Rocket)?;
        self.world
            .react(&self.lena, Subject::Comment(found), ReactionContent::Heart)?;
        self.later(12);
        let old = self.world.comment(&self.bot, key, "@mona, an update is due.")?;
        self.world.minimize_comment(&self.bot, old, "OUTDATED")?;
        self.later(6);
        self.world.comment(
            &self.mona,
            key,
            "No 502 for ten minutes. Resolved; thank you @sato-k and @lena-w.",
        )?;
        self.follow_up(key)?;
        Ok(key)
    }

    fn follow_up(&mut self, incident: IssueKey) -> Result<(), OpError> {
        for (title, login) in [
            ("Limit retries in pay-api", "sato-k"),
            ("Alert when the pool is 80 % full", "lena-w"),
        ] {
            let new = NewIssue {
                title: title.into(),
                labels: vec!["follow-up".into()],
                assignees: vec![login.into()],
                parent: Some(incident),
                ..NewIssue::default()
            };
            let key = self.world.create_issue(&self.bot, self.repo, &new)?;
            let part = NewIssue {
                title: format!("{title}: write it down"),
                parent: Some(key),
                ..NewIssue::default()
            };
            let part = self.world.create_issue(&self.mona, self.repo, &part)?;
            self.world.close_issue(&self.mona, part, None)?;
        }
        let new = NewIssue {
            title: "Rewrite pay-api".into(),
            parent: Some(incident),
            ..NewIssue::default()
        };
        let declined = self.world.create_issue(&self.lena, self.repo, &new)?;
        self.world
            .close_issue(&self.mona, declined, Some(StateReason::NotPlanned))
    }

    fn pull_request(&mut self, issue: IssueKey) -> Result<IssueKey, OpError> {
        self.later(20);
        let head = self
            .world
            .repo(self.repo)
            .and_then(|repo| repo.git.head("main"))
            .map(|commit| commit.oid.clone());
        self.world
            .create_branch(&self.bot, self.repo, BRANCH, &head.unwrap_or_default())?;
        let commit = FileCommit {
            branch: Some(BRANCH.into()),
            message: "Begin the report of the checkout incident".into(),
            additions: vec![(PATH.into(), REPORT.into())],
            ..FileCommit::default()
        };
        self.world.commit_files(&self.bot, self.repo, &commit)?;
        let new = NewPull {
            title: "Report: checkout answered 502 for card payments".into(),
            body: Some(format!(
                "Refs #{}\n\nThe sections marked ✍️ are yours, @mona.",
                issue.number
            )),
            head: BRANCH.into(),
            base: "main".into(),
            draft: true,
        };
        let pull = self.world.create_pull(&self.bot, self.repo, &new)?;
        self.world.assign(&self.bot, pull, &["mona".into()])?;
        self.later(55);
        self.world.mark_ready(&self.mona, pull)?;
        self.world
            .request_reviewers(&self.mona, pull, &["sato-k".into(), "lena-w".into()])?;
        Ok(pull)
    }

    fn check(&mut self, pull: IssueKey) -> Result<(), OpError> {
        let found = self.world.issue(pull).and_then(|issue| issue.pull.as_ref());
        let head = found.map(|pull| pull.head_oid.clone()).unwrap_or_default();
        let report = CheckRunChange {
            name: Some("report / complete".into()),
            conclusion: Some("failure".into()),
            completed_at: Some(self.clock.now()),
            output: Some(CheckOutput {
                title: Some("2 things to do before this can be merged".into()),
                summary: Some(
                    "| | |\n|---|---|\n| ❌ | Impact has no number |\n| ⚠️ | One action has no owner |"
                        .into(),
                ),
                text: None,
                annotations: vec![
                    note(
                        19,
                        Some((1, 24)),
                        "failure",
                        "Impact without a number",
                        "Say how many customers or orders were affected.",
                    ),
                    note(
                        33,
                        None,
                        "warning",
                        "Action without an owner",
                        "Add an @owner, so that somebody feels asked.",
                    ),
                ],
            }),
            actions: Some(vec![CheckAction {
                label: "Create issues".into(),
                description: "One for each action without an issue".into(),
                identifier: "create-issues".into(),
            }]),
            ..CheckRunChange::default()
        };
        let links = CheckRunChange {
            name: Some("report / links".into()),
            conclusion: Some("success".into()),
            completed_at: Some(self.clock.now()),
            output: Some(CheckOutput {
                title: Some("4 links work".into()),
                ..CheckOutput::default()
            }),
            ..CheckRunChange::default()
        };
        for run in [report, links] {
            self.world.create_check_run(&self.bot, self.repo, &head, &run)?;
        }
        Ok(())
    }
}

/// A remark on a line of the report, or on some characters of it.
fn note(line: u64, columns: Option<(u64, u64)>, level: &str, title: &str, message: &str) -> Annotation {
    Annotation {
        path: PATH.into(),
        start_line: line,
        end_line: line,
        start_column: columns.map(|(from, _)| from),
        end_column: columns.map(|(_, to)| to),
        level: level.into(),
        message: message.into(),
        title: Some(title.into()),
        raw_details: None,
    }
}
