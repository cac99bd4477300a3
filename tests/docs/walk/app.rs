//! "Install the App": from its registration to a postmortem that is Closed.

use std::fs;

use github_sim::{
    CreatedApp, Delivering, GitHubSim,
    world::{Issue, RepoId, ops::AppSpec},
};

use super::{
    clone::{Machine, REPOSITORY},
    readme::Section,
    server::{Proxy, Server},
    town::{answers, carries, close, find, has_label, town, until},
};
use crate::stage::KEY;

/// The host in README's addresses.
const HOST: &str = "https://your.host";
/// The webhook's secret there.
const SECRET: &str = "the-secret";

/// Registers the App as the section says, and nothing besides.
fn register(sim: &GitHubSim, section: Section, proxy: &Proxy) -> CreatedApp {
    let mut spec = AppSpec::named("acme-closeout");
    "acme".clone_into(&mut spec.owner);
    spec.webhook_url = Some(section.code(HOST).replace(HOST, &proxy.url));
    spec.webhook_secret = Some(SECRET.to_owned());
    spec.permissions = section.permissions();
    spec.events = section.events();
    spec.private_key_pem = Some(KEY.to_owned());
    sim.create_app(&spec).expect("the key is good")
}

/// The lines by which the server starts, with what this App has in place of README's examples. GitHub is elsewhere, and port
/// 3000 may be taken.
fn lines(section: Section, sim: &GitHubSim, app: &CreatedApp, machine: &Machine, proxy: &Proxy) -> String {
    let key = machine.path("private-key.pem");
    fs::write(&key, KEY).expect("it is written");
    let mut lines = section.block("closeout serve");
    for (example, ours) in [
        ("123456", app.id.0.to_string()),
        ("/path/to/private-key.pem", key.display().to_string()),
        (HOST, proxy.url.clone()),
    ] {
        assert!(lines.contains(example), "{lines}");
        lines = lines.replace(example, &ours);
    }
    assert!(
        lines.contains(SECRET) && section.says("`127.0.0.1:3000`"),
        "{lines}"
    );
    format!(
        "export CLOSEOUT_GITHUB_API_URL={} CLOSEOUT_LISTEN=127.0.0.1:0\n{lines}",
        sim.api_url()
    )
}

/// The draft that opened for the incident.
fn pull_request(issue: &Issue) -> Option<(u64, bool)> {
    let pull = issue.pull.as_ref()?;
    Some((issue.number, pull.draft))
}

/// The incident goes from its label to Closed, each move when the one before was noticed.
async fn carry(sim: &GitHubSim, repository: RepoId, server: &Server) {
    let person = |login: &str| sim.person(login);
    let seen = async |look: &dyn Fn() -> bool| until(|| server.said(), || look().then_some(())).await;
    let number = person("alice")
        .open_issue(REPOSITORY, "Checkout fails", "Since noon.", &[])
        .expect("she may");
    person("alice")
        .add_label(REPOSITORY, number, "incident")
        .expect("the label is there");
    seen(&|| answers(sim, number).contains("/sev")).await;
    let says = |login: &str, text: &str| person(login).comment(REPOSITORY, number, text).expect("they may");
    says("alice", "/sev 2\n/commander me");
    seen(&|| carries(sim, repository, number, "SEV2")).await;
    says("alice", "/resolved\n/owner @bob");
    let found = until(|| server.said(), || find(sim, pull_request)).await;
    assert!(found.1, "it opens as a draft");
    let pull = found.0;
    seen(&|| {
        let world = sim.world();
        let repo = world.repo(repository).expect("it is there");
        repo.check_runs
            .values()
            .any(|run| run.name == "closeout / postmortem")
    })
    .await;
    let status = |name: &'static str| move || carries(sim, repository, number, name);
    person("bob").mark_ready(REPOSITORY, pull).expect("he may");
    seen(&status("postmortem: in review")).await;
    says("bob", "/meeting held");
    person("alice").approve(REPOSITORY, pull).expect("she may");
    seen(&status("postmortem: reviewed")).await;
    person("bob").merge(REPOSITORY, pull).expect("he may");
    seen(&|| {
        find(sim, |issue| {
            (issue.number == number && !issue.is_open()).then_some(())
        })
        .is_some()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_app_works_as_readme_installs_it() {
    let section = Section::below("Install the App");
    let (sim, repository) = town(Delivering::Automatic).await;
    let (machine, proxy) = (Machine::new(), Proxy::open().await);
    let app = register(&sim, section, &proxy);
    let lines = lines(section, &sim, &app, &machine, &proxy);
    let exports = lines.replace("closeout serve\n", "");
    let server = Server::start(&machine, &lines, &proxy).await;

    sim.install(app.id, "acme", &["ops"]).expect("it is there");
    machine.run(section.code("closeout init"), "clone", 0);
    assert_eq!(machine.push(&sim).len(), 2, "configuration and form");
    until(
        || server.said(),
        || has_label(&sim, repository, "incident").then_some(()),
    )
    .await;

    let doctor = exports.clone() + &section.block("closeout doctor");
    let said = machine.run(&doctor, "home", 0);
    assert!(said.contains("0 faults, 0 warnings"), "{said}");

    carry(&sim, repository, &server).await;
    let again = machine.run(&doctor, "home", 0);
    assert!(again.contains("0 faults, 0 warnings"), "{again}");
    server.stop();

    let database = machine.path("home/closeout.db");
    fs::remove_file(&database).expect("it is where README says");
    machine.run(&(exports + section.code("closeout reconcile --all")), "home", 0);
    assert!(database.exists(), "it is made anew");
    close(&sim);
}
