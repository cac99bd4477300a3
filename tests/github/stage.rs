//! A simulated GitHub with one App, one repository and one incident.

use std::sync::{Arc, OnceLock};

use closeout::{
    clock::{Clock as _, ManualClock},
    domain::{
        event::Mark,
        key::{IncidentKey, Locator},
        observation::Observation,
    },
    github::{Asks, Attempt, Error, GitHub, Hints, Settings, Sighting},
    plan::effect::Effect,
    surface::demo::clock::Shared,
};
use github_contract::{Checker, Kind};
use github_sim::{
    CreatedApp, GitHubSim, Person,
    world::{Level, Role, ops::AppSpec},
};

/// The incident's repository.
pub(crate) const REPOSITORY: &str = "acme/ops";

/// Everything a test needs.
pub(crate) struct Stage {
    pub(crate) sim: GitHubSim,
    pub(crate) app: CreatedApp,
    pub(crate) clock: ManualClock,
    pub(crate) github: GitHub,
    pub(crate) at: Locator,
    pub(crate) mona: Person,
}

/// Making a key takes a moment, so that all Apps share one.
static KEY: OnceLock<String> = OnceLock::new();

/// Two labels, one of which is there, and the usual mark.
pub(crate) fn asks() -> Asks {
    Asks {
        labels: vec!["incident".into(), "SEV1".into()],
        mark: Mark::Rocket,
        index: None,
        templates: Vec::new(),
    }
}

fn app_spec(more: &[(&str, Level)]) -> AppSpec {
    let mut spec = AppSpec::named("closeout").permission("metadata", Level::Read);
    for permission in PERMISSIONS {
        spec = spec.permission(permission, Level::Write);
    }
    for (permission, level) in more {
        spec = spec.permission(permission, *level);
    }
    spec.private_key_pem = KEY.get().cloned();
    spec
}

impl Stage {
    /// Issue 1 in `acme/ops`, opened by mona, who may write, with the label `incident`.
    pub(crate) async fn set() -> Self {
        Self::granted(&[]).await
    }

    /// The same, with an App that was granted these permissions besides those it cannot do without.
    pub(crate) async fn granted(more: &[(&str, Level)]) -> Self {
        let clock = ManualClock::new("2026-11-20T04:20:00Z".parse().unwrap());
        let sim = GitHubSim::builder()
            .clock(Arc::new(Shared(clock.clone())))
            .start()
            .await
            .unwrap();
        let repository = sim.create_repo(REPOSITORY);
        sim.set_role(REPOSITORY, "mona", Role::Write).unwrap();
        let app = sim.create_app(&app_spec(more)).unwrap();
        KEY.get_or_init(|| app.private_key_pem.clone());
        let installation = sim.install(app.id, "acme", &["ops"]).unwrap();
        let mona = sim.person("mona");
        let issue = mona
            .open_issue(
                REPOSITORY,
                "決済が落ちた --> @everyone",
                "Since noon.",
                &["incident"],
            )
            .unwrap();
        let settings = Settings::app(
            sim.api_url(),
            number(app.id.0),
            app.private_key_pem.clone().into(),
        );
        let github = GitHub::new(&settings, Arc::new(clock.clone())).unwrap();
        let at = Locator {
            key: IncidentKey {
                repository: number(repository.0),
                issue,
            },
            installation: number(installation.0),
            owner: "acme".into(),
            name: "ops".into(),
        };
        Self {
            sim,
            app,
            clock,
            github,
            at,
            mona,
        }
    }

    /// Observes the incident, asking for nobody's rights.
    pub(crate) async fn look(&self) -> Result<Observation, Error> {
        self.look_with(&Hints::default()).await
    }

    /// Observes the incident with hints.
    pub(crate) async fn look_with(&self, hints: &Hints) -> Result<Observation, Error> {
        let sighting = self
            .github
            .observe(&self.at, hints, &asks(), |_| [].into())
            .await?;
        match sighting {
            Sighting::Issue(observation) => Ok(*observation),
            other @ Sighting::PostmortemOf(_) => panic!("{other:?}"),
        }
    }

    /// Executes an effect for the first time.
    pub(crate) async fn execute(&self, effect: &Effect) -> Result<(), Error> {
        self.github.execute(&self.at, effect, Attempt::First).await
    }

    /// Executes an effect that was attempted just now.
    pub(crate) async fn again(&self, effect: &Effect) -> Result<(), Error> {
        let since = self.clock.now();
        self.github
            .execute(&self.at, effect, Attempt::Retry { since })
            .await
    }

    /// How many requests with this method and this end of their path there have been.
    pub(crate) fn requests(&self, method: &str, path_end: &str) -> usize {
        let exchanges = self.sim.recording().exchanges();
        let fitting = exchanges
            .iter()
            .filter(|exchange| exchange.method == method && exchange.path.ends_with(path_end));
        fitting.count()
    }

    /// Holds everything that was said to GitHub against its own description, with the permissions the App asks for.
    /// What the simulator answered is the simulator's business.
    pub(crate) fn close(self) {
        let lines = self.sim.recording().to_jsonl();
        let exchanges = github_contract::read(&lines).unwrap();
        let granted = PERMISSIONS.map(|name| (name, "write"));
        let mut findings = Checker::new()
            .granting(granted.into_iter().chain([("metadata", "read")]))
            .check(&exchanges);
        findings.retain(|finding| !ANSWERS.contains(&finding.kind));
        assert_eq!(findings, []);
    }
}

/// Faults that lie in an answer.
const ANSWERS: [Kind; 7] = [
    Kind::UnexpectedStatus,
    Kind::ResponseBody,
    Kind::UndocumentedResponseField,
    Kind::UnexpectedResponseBody,
    Kind::ResponseMediaType,
    Kind::LinkHeader,
    Kind::GraphqlAnswer,
];

/// What the App may write.
const PERMISSIONS: [&str; 4] = ["issues", "pull_requests", "contents", "checks"];

fn number(id: i64) -> u64 {
    id.try_into().unwrap()
}
