//! "Or run it as an Action": from the workflow's file to the postmortem's pull request.

use std::fs;

use github_sim::{
    CreatedApp, Delivering, GitHubSim,
    world::{Level, RepoId, ops::AppSpec},
};

use super::{
    clone::{Machine, REPOSITORY, ended},
    readme::Section,
    town::{answers, close, find, has_label, town},
};
use crate::workflow;

/// The setting that a person has to tick.
const SETTING: &str = "*Allow GitHub Actions to create and approve pull requests*";

/// GitHub as the workflow has it, and a runner.
struct Runner {
    sim: GitHubSim,
    repository: RepoId,
    machine: Machine,
    /// The file that `closeout init` wrote.
    workflow: String,
    /// It does nothing but tell us what happened: GitHub starts workflows by the same events.
    bell: CreatedApp,
}

impl Runner {
    /// Follows the section up to the setting.
    async fn set(section: Section) -> Self {
        let (sim, repository) = town(Delivering::Manual).await;
        let machine = Machine::new();
        machine.run(&section.block("closeout init"), "clone", 0);
        let workflow = machine.read(".github/workflows/closeout.yml");
        let bell = ring(&sim, &workflow);
        machine.push(&sim);
        Self {
            sim,
            repository,
            machine,
            workflow,
            bell,
        }
    }

    /// Runs the workflow for everything that happened since. What a run does with its own token starts none.
    fn runs(&self) -> usize {
        let mut runs = 0;
        for event in self.sim.pending() {
            self.sim.drop_delivery(event.id);
            let by_program = event.payload["sender"]["type"] == "Bot";
            let started = workflow::started_by(&self.workflow, &event.event, &event.payload);
            if let Some(name) = started.filter(|_| event.app == self.bell.id && !by_program) {
                self.run(&name, &event.payload.to_string());
                runs += 1;
            }
        }
        self.sim.drop_pending();
        runs
    }

    /// One run: the program in a process of its own, in the environment that a runner gives to the action's last step, with a
    /// token that may do what the file says.
    fn run(&self, event: &str, payload: &str) -> String {
        let permissions = workflow::permissions(&self.workflow);
        let token = self
            .sim
            .workflow_token(self.repository, permissions)
            .expect("the repository is there");
        let [about, output, summary] =
            ["event.json", "output", "summary.md"].map(|name| self.machine.path(name));
        fs::write(&about, payload).expect("a file");
        fs::write(&output, "").expect("a file");
        let mut step = self.machine.shell("closeout action", "home");
        step.envs([
            ("CI", "true"),
            ("GITHUB_ACTIONS", "true"),
            ("GITHUB_EVENT_NAME", event),
            ("GITHUB_REPOSITORY", REPOSITORY),
            ("CLOSEOUT_TOKEN", &token),
            ("CLOSEOUT_TOKEN_APP", "github-actions"),
            ("CLOSEOUT_ISSUE", ""),
            ("CLOSEOUT_DRY_RUN", "false"),
        ]);
        step.env("GITHUB_API_URL", self.sim.api_url())
            .env("GITHUB_SERVER_URL", self.sim.url())
            .env("GITHUB_REPOSITORY_ID", self.repository.0.to_string())
            .env("GITHUB_EVENT_PATH", about)
            .env("GITHUB_OUTPUT", &output)
            .env("GITHUB_STEP_SUMMARY", summary);
        ended(event, step.output(), 0);
        fs::read_to_string(&output).expect("a file")
    }
}

/// Something that hears of every event by which the workflow starts.
fn ring(sim: &GitHubSim, workflow: &str) -> CreatedApp {
    let mut spec = AppSpec::named("bell");
    for permission in ["issues", "contents", "pull_requests", "checks"] {
        spec = spec.permission(permission, Level::Read);
    }
    let names = workflow::triggers(workflow).into_keys();
    spec.events = names.map(|name| name.replace("_target", "")).collect();
    // Nobody listens there: deliveries are taken from the simulator itself.
    spec.webhook_url = Some("http://127.0.0.1:9/".to_owned());
    spec.private_key_pem = Some(crate::stage::KEY.to_owned());
    let bell = sim.create_app(&spec).expect("the key is good");
    sim.install(bell.id, "acme", &["ops"]).expect("it is there");
    bell
}

#[tokio::test(flavor = "multi_thread")]
async fn the_action_works_as_readme_installs_it() {
    let section = Section::below("Or run it as an Action");
    let runner = Runner::set(section).await;
    assert_eq!(runner.runs(), 3, "each file was pushed by itself");
    let Runner { sim, repository, .. } = &runner;
    assert!(has_label(sim, *repository, "incident"));

    assert!(section.says(SETTING), "README names the setting");
    sim.world()
        .let_workflows_open_pulls(*repository, true)
        .expect("it is there");

    let alice = sim.person("alice");
    let number = alice
        .open_issue(REPOSITORY, "Checkout fails", "Since noon.", &[])
        .expect("she may");
    alice
        .add_label(REPOSITORY, number, "incident")
        .expect("the label is there");
    assert!(runner.runs() > 0);
    assert!(answers(sim, number).contains("/sev"), "there is a status comment");

    for text in ["/sev 2\n/commander me", "/resolved\n/owner @bob"] {
        alice.comment(REPOSITORY, number, text).expect("she may");
        assert!(runner.runs() > 0);
    }
    let draft = find(sim, |issue| issue.pull.as_ref().map(|pull| pull.draft));
    assert_eq!(draft, Some(true), "{}", answers(sim, number));

    let sweep = runner.run("schedule", "{}");
    for output in [
        "incident=1\n",
        "phase=Resolved\n",
        "status=Draft\n",
        "effects=0\n",
    ] {
        assert!(sweep.contains(output), "{sweep}");
    }
    close(sim);
}
