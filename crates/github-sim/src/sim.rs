//! The simulator as a test or demonstration holds it. Start at [`GitHubSim::builder`].

use std::net::SocketAddr;
use std::sync::{Arc, MutexGuard};

use chrono::Duration;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::clock::{Clock, ManualClock};
use crate::faults::Faults;
use crate::key::{self, KeyError};
use crate::person::Person;
use crate::recording::Recording;
use crate::server;
use crate::state::AppState;
use crate::visits::Visits;
use crate::webhook::{Delivering, Sender};
use crate::world::ops::{AppSpec, NewRepository};
use crate::world::{
    AccountId, AppId, Delivery, DeliveryState, InstallationId, OpError, Permissions, RepoId, RepoSelection,
    Role, World,
};

/// Why the simulator did not start, or an App could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SimError {
    /// The port could not be had.
    #[error("the simulator cannot listen on {address}: {source}")]
    Listen {
        /// Where it wanted to listen.
        address: SocketAddr,
        /// Why it could not.
        source: std::io::Error,
    },
    /// There is no client for webhooks.
    #[error("the webhook client cannot be made: {0}")]
    Client(#[from] reqwest::Error),
    /// An App's key is of no use.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A name that nothing has.
    #[error("there is no {what} {name}; make it first")]
    Unknown {
        /// What was looked for.
        what: &'static str,
        /// Under which name.
        name: String,
    },
}

/// Settings of a simulator to be started.
#[derive(Debug)]
pub struct Builder {
    clock: Arc<dyn Clock>,
    delivering: Delivering,
    address: SocketAddr,
}

impl Builder {
    /// The clock to go by; by default one that stands still at a Monday morning.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Who sends webhooks on; by default the test.
    #[must_use]
    pub fn delivery(mut self, delivering: Delivering) -> Self {
        self.delivering = delivering;
        self
    }

    /// Where to listen; by default any free port of the loopback interface.
    #[must_use]
    pub fn address(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// Starts listening.
    pub async fn start(self) -> Result<GitHubSim, SimError> {
        let address = self.address;
        let listen = |source| SimError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let bound = listener.local_addr().map_err(listen)?;
        let mut world = World::new(Arc::clone(&self.clock));
        world.web_url = format!("http://{bound}");
        world.api_url = format!("http://{bound}/api/v3");
        let state = AppState::new(world);
        let sender = Sender::new(state.clone())?;
        let serving = state.clone();
        let mut tasks = vec![tokio::spawn(async move {
            if let Err(error) = server::serve(listener, serving).await {
                tracing::error!(%error, "the simulator stopped listening");
            }
        })];
        if self.delivering == Delivering::Automatic {
            tasks.push(tokio::spawn(sender.clone().run()));
        }
        Ok(GitHubSim {
            state,
            sender,
            clock: self.clock,
            url: format!("http://{bound}"),
            tasks,
        })
    }
}

/// An App with everything its own code needs to know.
#[derive(Clone, Debug)]
pub struct CreatedApp {
    /// Numeric id.
    pub id: AppId,
    /// Client id.
    pub client_id: String,
    /// Client secret.
    pub client_secret: String,
    /// Slug.
    pub slug: String,
    /// Private key, PEM.
    pub private_key_pem: String,
    /// What webhooks are signed with.
    pub webhook_secret: String,
}

/// A running simulator. It stops when this is dropped.
#[derive(Debug)]
pub struct GitHubSim {
    state: AppState,
    sender: Sender,
    clock: Arc<dyn Clock>,
    url: String,
    tasks: Vec<JoinHandle<()>>,
}

impl Drop for GitHubSim {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl GitHubSim {
    /// Settings, to be followed by [`Builder::start`].
    pub fn builder() -> Builder {
        Builder {
            clock: Arc::new(ManualClock::default()),
            delivering: Delivering::default(),
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
        }
    }

    /// Where people browse, without a trailing slash.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Where REST clients call, without a trailing slash. The root works as well.
    pub fn api_url(&self) -> String {
        format!("{}/api/v3", self.url)
    }

    /// Where GraphQL clients call.
    pub fn graphql_url(&self) -> String {
        format!("{}/api/graphql", self.url)
    }

    /// The world, locked. Never hold it across an `await`.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.state.world()
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// Misbehaviour to come.
    pub fn faults(&self) -> &Faults {
        &self.state.faults
    }

    /// Every exchange so far.
    pub fn recording(&self) -> &Recording {
        &self.state.recording
    }

    /// Answers the next reads (GET, and GraphQL queries) from the world as it is now, whatever happens meanwhile.
    pub fn lag_reads(&self, reads: usize) {
        self.state.lag_reads(reads);
    }

    /// From now on it is an older Enterprise Server, which has no sub-issues: REST answers 404, and GraphQL knows no
    /// such fields. To be called before there are any.
    pub fn forget_sub_issues(&self) {
        self.world().has_sub_issues = false;
    }

    /// What visitors do on the pages from now on. Each is led back to the page when their visit was answered, so
    /// that they see what it led to. A second call takes over from the first.
    pub fn visits(&self) -> Visits {
        self.state.reception.open()
    }

    /// Makes an organization.
    pub fn create_org(&self, login: &str) -> AccountId {
        self.world().create_org(login)
    }

    /// Makes a person.
    pub fn create_user(&self, login: &str) -> AccountId {
        self.world().create_user(login)
    }

    /// Makes a private repository `owner/name` with a first commit on `main`. An unknown owner becomes an
    /// organization.
    pub fn create_repo(&self, full_name: &str) -> RepoId {
        let (owner, name) = full_name.split_once('/').unwrap_or(("octo-org", full_name));
        self.create_repo_with(owner, &NewRepository::named(name))
    }

    /// Makes a repository to order. An unknown owner becomes an organization.
    pub fn create_repo_with(&self, owner: &str, new: &NewRepository) -> RepoId {
        let mut world = self.world();
        let owner = world.create_org(owner);
        world.create_repo(owner, new)
    }

    /// Gives a person a role in a repository; the person is made if need be.
    pub fn set_role(&self, full_name: &str, login: &str, role: Role) -> Result<(), SimError> {
        let repo = self.repo_id(full_name)?;
        let mut world = self.world();
        let account = world.create_user(login);
        world.set_role(repo, account, role);
        Ok(())
    }

    /// The id behind `owner/name`.
    pub fn repo_id(&self, full_name: &str) -> Result<RepoId, SimError> {
        let world = self.world();
        let found = full_name
            .split_once('/')
            .and_then(|(owner, name)| world.repo_by_name(owner, name));
        found.map(|repo| repo.id).ok_or_else(|| SimError::Unknown {
            what: "repository",
            name: full_name.into(),
        })
    }

    /// Registers an App, with a new key unless the order brings one.
    pub fn create_app(&self, spec: &AppSpec) -> Result<CreatedApp, SimError> {
        let key = match &spec.private_key_pem {
            Some(pem) => key::read(pem)?,
            None => key::generate()?,
        };
        let mut world = self.world();
        let id = world.create_app(spec, key.public_der);
        let unknown = || SimError::Unknown {
            what: "App",
            name: spec.slug.clone(),
        };
        let app = world.app(id).ok_or_else(unknown)?;
        Ok(CreatedApp {
            id,
            client_id: app.client_id.clone(),
            client_secret: app.client_secret.clone(),
            slug: app.slug.clone(),
            private_key_pem: key.private_pem,
            webhook_secret: app.hook.secret.clone().unwrap_or_default(),
        })
    }

    /// Sends an App's webhooks somewhere, as when its server has found its port.
    pub fn set_webhook_url(&self, app: AppId, url: &str) {
        if let Some(app) = self.world().apps.get_mut(&app) {
            app.hook.url = Some(url.to_owned());
        }
    }

    /// Installs an App on an account: on these repositories, or on all if none is named.
    pub fn install(&self, app: AppId, owner: &str, repos: &[&str]) -> Result<InstallationId, SimError> {
        let mut selected = Vec::new();
        for name in repos {
            selected.push(self.repo_id(&format!("{owner}/{name}"))?);
        }
        let mut world = self.world();
        let account = world.account_by_login(owner).map(|account| account.id);
        let account = account.ok_or_else(|| SimError::Unknown {
            what: "account",
            name: owner.into(),
        })?;
        let selection = if repos.is_empty() {
            RepoSelection::All
        } else {
            RepoSelection::Selected(selected.into_iter().collect())
        };
        let unknown = || SimError::Unknown {
            what: "App",
            name: app.0.to_string(),
        };
        world.install(app, account, selection).ok_or_else(unknown)
    }

    /// A JSON web token of an App, good for nine minutes from now.
    pub fn app_jwt(&self, app: &CreatedApp) -> Result<String, SimError> {
        let now = self.clock.now().timestamp();
        let claims = json!({"iat": now - 60, "exp": now + 540, "iss": app.client_id});
        let bad_key = |error: jsonwebtoken::errors::Error| KeyError::Unreadable(error.to_string());
        let key = EncodingKey::from_rsa_pem(app.private_key_pem.as_bytes()).map_err(bad_key)?;
        Ok(jsonwebtoken::encode(&Header::new(Algorithm::RS256), &claims, &key).map_err(bad_key)?)
    }

    /// A token of an installation with all its powers, for an hour.
    pub fn installation_token(&self, id: InstallationId) -> Result<String, OpError> {
        self.world().mint_token(id, None, None).map(|(token, _)| token)
    }

    /// The `GITHUB_TOKEN` of a workflow run in a repository.
    pub fn workflow_token(&self, repo: RepoId, permissions: Permissions) -> Result<String, OpError> {
        self.world().mint_workflow_token(repo, permissions)
    }

    /// Somebody who acts in the browser; made if need be, without any role.
    pub fn person(&self, login: &str) -> Person {
        let account = self.world().create_user(login);
        Person::new(self.state.clone(), account)
    }

    /// All deliveries so far, sent or not, oldest first.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.world().deliveries.clone()
    }

    /// Deliveries that wait to be sent, oldest first.
    pub fn pending(&self) -> Vec<Delivery> {
        let world = self.world();
        let waiting = world
            .deliveries
            .iter()
            .filter(|one| one.state == DeliveryState::Pending);
        waiting.cloned().collect()
    }

    /// Sends what waits now, in order. What is queued meanwhile waits for the next time. Gives their ids.
    pub async fn deliver_pending(&self) -> Vec<i64> {
        let waiting = self.sender.waiting();
        self.deliver_in_order(&waiting).await;
        waiting
    }

    /// Sends what waits now, the newest first.
    pub async fn deliver_reversed(&self) -> Vec<i64> {
        let mut waiting = self.sender.waiting();
        waiting.reverse();
        self.deliver_in_order(&waiting).await;
        waiting
    }

    /// Sends these, in this order. An id that occurs several times is sent several times.
    pub async fn deliver_in_order(&self, ids: &[i64]) {
        for id in ids {
            self.sender.send(*id).await;
        }
    }

    /// Sends until nothing waits, but at most `rounds` times over: an App whose writes come back to it as events
    /// that make it write again would never end.
    pub async fn deliver_until_quiet(&self, rounds: usize) -> bool {
        for _ in 0..rounds {
            if self.deliver_pending().await.is_empty() {
                return true;
            }
        }
        self.sender.waiting().is_empty()
    }

    /// Loses what waits now, as if it never arrived. Gives how many there were.
    pub fn drop_pending(&self) -> usize {
        let waiting = self.sender.waiting();
        for id in &waiting {
            self.drop_delivery(*id);
        }
        waiting.len()
    }

    /// Loses one delivery.
    pub fn drop_delivery(&self, id: i64) {
        if let Some(one) = self.world().deliveries.iter_mut().find(|one| one.id == id) {
            one.state = DeliveryState::Dropped;
        }
    }
}
