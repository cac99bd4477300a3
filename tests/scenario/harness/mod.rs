//! The world of a scenario, and what must be true at its end.
//!
//! After every scenario: a second reconcile plans nothing; the database deleted and rebuilt plans nothing; every
//! comment of the bot was read by the scenario as it finally stands; every exchange with GitHub is one that GitHub
//! describes.

mod editing;
mod elsewhere;
mod forms;
mod page;
mod reading;
pub(crate) mod setting;
mod shipping;
mod ticking;

use std::collections::BTreeSet;

pub(crate) use editing::difference;
pub(crate) use elsewhere::ELSEWHERE;
pub(crate) use forms::filled;
pub(crate) use reading::{LANGUAGES, part};

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use closeout::{
    clock::Clock as _,
    domain::key::{IncidentKey, Locator},
    store::Projection,
    surface::demo::stage::Setting,
};
use github_sim::{
    Person,
    world::{OpError, Role},
};

use crate::surface::Stage;

/// Where everything happens.
pub(crate) const REPOSITORY: &str = "acme/shop";

/// A GitHub with people in it, and Closeout installed.
pub(crate) struct World {
    pub(crate) stage: Stage,
    /// Comments of the bot that the scenario has read, with their text at that time.
    heard: BTreeSet<(i64, String)>,
    ended: bool,
}

impl World {
    /// Friday, 20 November 2026, 13:00 UTC. Alice and bob may push, carol is an administrator, rita may only read;
    /// everybody else is a stranger to the public repository.
    pub(crate) async fn new() -> Self {
        Self::visible_to_all(true).await
    }

    /// As [`World::new`], in a repository that only people with a role can see.
    pub(crate) async fn private() -> Self {
        Self::visible_to_all(false).await
    }

    async fn visible_to_all(public: bool) -> Self {
        let start = Utc
            .with_ymd_and_hms(2026, 11, 20, 13, 0, 0)
            .single()
            .expect("a date");
        let setting = Setting {
            private: !public,
            cast: &[
                ("alice", Role::Write),
                ("bob", Role::Write),
                ("carol", Role::Admin),
                ("rita", Role::Read),
            ],
            public_url: Some("https://closeout.example"),
            ..setting::usual(start, REPOSITORY)
        };
        let stage = Stage::set(&setting).await.expect("the stage can be set");
        Self {
            stage,
            heard: BTreeSet::new(),
            ended: false,
        }
    }

    /// As [`World::new`], with a configuration in the repository.
    pub(crate) async fn configured(yaml: &str) -> Self {
        let mut world = Self::new().await;
        world.configure(yaml).await;
        world
    }

    /// Carol changes the configuration.
    pub(crate) async fn configure(&mut self, yaml: &str) {
        let path = closeout::policy::PATH;
        self.acts("carol", |carol| {
            carol.commit_file(REPOSITORY, "main", path, yaml, "Configure Closeout")
        })
        .await;
    }

    /// Somebody does something, and everything that follows from it happens.
    #[track_caller]
    pub(crate) fn acts<T>(
        &mut self,
        login: &str,
        act: impl FnOnce(&Person) -> Result<T, OpError>,
    ) -> impl Future<Output = T> {
        let done =
            act(&self.stage.sim.person(login)).unwrap_or_else(|error| panic!("{login} cannot: {error:?}"));
        async move {
            self.settles().await;
            done
        }
    }

    /// Somebody opens an issue with the label `incident`.
    pub(crate) async fn declares(&mut self, login: &str, title: &str) -> u64 {
        self.acts(login, |person| {
            person.open_issue(REPOSITORY, title, "", &["incident"])
        })
        .await
    }

    /// Somebody writes a comment. Its id comes back.
    pub(crate) async fn says(&mut self, login: &str, number: u64, body: &str) -> i64 {
        self.acts(login, |person| person.comment(REPOSITORY, number, body))
            .await
    }

    /// Somebody adds a label.
    pub(crate) async fn labels(&mut self, login: &str, number: u64, label: &str) {
        self.acts(login, |person| person.add_label(REPOSITORY, number, label))
            .await;
    }

    /// Everything that is under way happens.
    pub(crate) async fn settles(&self) {
        self.stage.settle().await.expect("it settles");
    }

    /// Minutes pass.
    pub(crate) async fn waits(&self, minutes: i64) {
        self.stage
            .pass(TimeDelta::minutes(minutes))
            .await
            .expect("time passes");
    }

    /// Time passes until an instant.
    pub(crate) async fn waits_until(&self, instant: &str) {
        let instant: DateTime<Utc> = instant.parse().expect("an instant");
        let span = instant - self.stage.clock.now();
        self.stage.pass(span).await.expect("time passes");
    }

    /// What the server remembers of incidents.
    pub(crate) async fn known(&self) -> Vec<Projection> {
        let known = self.stage.store().projections().await;
        known.expect("the database works")
    }

    /// Where an incident is.
    pub(crate) fn locator(&self, number: u64) -> Locator {
        let world = self.stage.sim.world();
        let repository = elsewhere::home(&world, number);
        let installation = world.installations.values().next().expect("the App is installed");
        Locator {
            key: IncidentKey {
                repository: u64::try_from(repository.id.0).expect("ids are positive"),
                issue: number,
            },
            installation: u64::try_from(installation.id.0).expect("ids are positive"),
            owner: world.account(repository.owner).login.clone(),
            name: repository.name.clone(),
        }
    }

    /// What would be done about an incident now.
    pub(crate) async fn planned(&self, number: u64) -> Vec<String> {
        self.stage.planned(&self.locator(number)).await
    }

    /// Checks what must be true after every scenario.
    pub(crate) async fn ends(mut self) {
        self.ended = true;
        self.nothing_left_to_do("a second reconcile").await;
        self.nothing_unread();
        let before = page::everything(&self.stage.sim.world());
        self.stage.starts_over().await;
        let after = page::everything(&self.stage.sim.world());
        pretty_assert(
            &before,
            &after,
            "the database deleted and rebuilt changes nothing",
        );
        self.nothing_left_to_do("a reconcile after the database was rebuilt")
            .await;
        self.contract();
    }

    async fn nothing_left_to_do(&self, what: &str) {
        let numbers: Vec<u64> = {
            let world = self.stage.sim.world();
            world
                .issues()
                .filter(|(key, issue)| issue.pull.is_none() && elsewhere::is_in_reach(&world, *key))
                .map(|(key, _)| key.number)
                .collect()
        };
        for number in numbers {
            assert_eq!(
                self.planned(number).await,
                [""; 0],
                "{what} of #{number} plans something"
            );
        }
    }

    fn nothing_unread(&self) {
        for (id, text) in page::bot_comments(&self.stage.sim.world()) {
            assert!(
                self.heard.contains(&(id, text.clone())),
                "the scenario never read comment {id} of the bot as it finally stands:\n\n{text}"
            );
        }
    }

    fn contract(&self) {
        let lines = self.stage.sim.recording().to_jsonl();
        keep(&lines);
        let exchanges = github_contract::read(&lines).expect("the recording can be read");
        github_contract::assert_valid(&exchanges);
    }

    /// The page of an issue or pull request, as somebody reads it. Everything on it counts as read.
    pub(crate) fn reads(&mut self, number: u64) -> String {
        let world = self.stage.sim.world();
        self.heard.extend(page::bot_comments_on(&world, number));
        let page = page::page(&world, number);
        drop(world);
        self.stable(&page)
    }

    /// Everything that is written on an issue or pull request besides its status comment is read without a word.
    pub(crate) fn skims(&mut self, number: u64) {
        drop(self.reads(number));
    }

    /// Some text with the simulator's address, which is another one every time, replaced by a fixed one, and without the
    /// fingerprints that depend on it.
    pub(crate) fn stable(&self, text: &str) -> String {
        let text = text.replace(&self.stage.sim.url(), "https://github.example");
        let text = text.replace(Stage::NAME, "closeout");
        page::without_calendars(&page::without_fingerprints(&text))
    }

    /// The postmortem's document, and its path.
    pub(crate) fn document(&self, number: u64) -> (String, String) {
        let branch = format!("postmortem/{number}");
        let path = self
            .files(&branch)
            .into_iter()
            .find(|path| path.starts_with("postmortems/"));
        let path = path.expect("there is a document");
        (self.file(&branch, &path), path)
    }

    /// The text of a file on a branch.
    pub(crate) fn file(&self, branch: &str, path: &str) -> String {
        page::file(&self.stage.sim.world(), branch, path)
    }

    /// Every check of the repository, as its page shows it.
    pub(crate) fn checks(&self) -> String {
        let checks = page::checks(&self.stage.sim.world());
        self.stable(&checks)
    }

    /// The latest run of a check: its id, and how it ended.
    pub(crate) fn latest_check(&self, name: &str) -> (i64, String) {
        page::latest_check(&self.stage.sim.world(), name)
    }

    /// The paths of the files of a branch.
    pub(crate) fn files(&self, branch: &str) -> Vec<String> {
        page::files(&self.stage.sim.world(), branch)
    }
}

impl Drop for World {
    fn drop(&mut self) {
        assert!(
            self.ended || std::thread::panicking(),
            "a scenario ends with `world.ends().await`"
        );
    }
}

/// Keeps the recording below the target directory, for a second opinion by other tools.
fn keep(lines: &str) {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("recordings");
    std::fs::create_dir_all(&folder).expect("the target directory can be written");
    let name = std::thread::current()
        .name()
        .unwrap_or("scenario")
        .replace("::", "-");
    std::fs::write(folder.join(format!("{name}.jsonl")), lines).expect("as above");
}

#[track_caller]
fn pretty_assert(before: &str, after: &str, what: &str) {
    if before != after {
        let different = before
            .lines()
            .zip(after.lines())
            .find(|(before, after)| before != after);
        panic!("{what}; the first difference: {different:?}\n\n{after}");
    }
}
