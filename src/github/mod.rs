//! The GitHub adapter: everything that knows how GitHub is spoken to.
//!
//! Inward it offers two things, [`GitHub::observe`] (everything about one incident, read at once) and
//! [`GitHub::execute`] (one effect, written once), and beside them what recovery needs to find incidents again
//! ([`discovery`]). [`webhook`] reads deliveries without asking anybody. Failures come as one [`Error`] that says
//! what there is to do: try again, wait, park, look again, or give up.
//!
//! Requests are made by `reqwest` directly. A GitHub client library would date App statements and token expiry by the
//! machine's clock, follow its own ideas of repeating writes, and hide the headers that limits are told by.
//!
//! Start with `session` for how a call is made, [`observe`] and [`execute`] for which calls there are. No decision
//! about incidents is taken here, and no prose is written.

mod allowance;
mod answer;
mod auth;
mod classify;
pub mod discovery;
pub mod error;
pub mod execute;
mod gate;
mod graphql;
pub mod inspect;
pub mod listing;
pub mod observe;
mod path;
mod session;
mod transport;
pub mod webhook;

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use http::Method;
use secrecy::SecretString;
use serde::Deserialize;
use tokio::sync::OnceCell;

pub use discovery::{Installation, RepositoryRef};
pub use error::{Error, StartError};
pub use execute::Attempt;
pub use listing::Listed;
pub use observe::{Asks, Hints, Sighting};

use crate::{
    clock::Clock,
    domain::{key::Locator, person::Login},
    plan::Means,
    policy,
};
use auth::{papers::Papers, tokens::Scope};
use session::{Hub, Session};
use transport::{Call, Deed, Target, Transport};

/// In GitHub's words: an issue has no such field. Of what concerns sub-issues, the summary is always asked for first.
const NO_SUB_ISSUES: &str = "Field 'subIssuesSummary' doesn't exist on type 'Issue'";

/// Name in addresses of the App that workflows act as.
const WORKFLOWS: &str = "github-actions";

/// How GitHub is reached, and as whom.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Base of the REST API: `https://api.github.com`, or `https://HOST/api/v3`. GraphQL's address follows from it.
    pub api_url: String,
    /// As whom.
    pub credential: Credential,
    /// Path of the configuration in repositories: [`policy::PATH`], unless people keep it elsewhere.
    pub config: String,
}

impl Settings {
    /// Reaches GitHub as an App.
    pub fn app(api_url: String, id: u64, private_key: SecretString) -> Self {
        Self {
            api_url,
            credential: Credential::App { id, private_key },
            config: policy::PATH.to_owned(),
        }
    }

    /// Reaches GitHub by a token that somebody else minted for the App of this name.
    pub fn token(api_url: String, secret: String, slug: String) -> Self {
        Self {
            api_url,
            credential: Credential::Token {
                secret: SecretString::from(secret),
                slug,
            },
            config: policy::PATH.to_owned(),
        }
    }
}

/// By what we show who we are.
#[derive(Debug, Clone)]
pub enum Credential {
    /// As an App, which mints tokens for each of its installations.
    App {
        /// The App's numeric id.
        id: u64,
        /// The App's private key: PEM text.
        private_key: SecretString,
    },
    /// By a token that somebody else minted, and that reaches what it reaches: a workflow run's `GITHUB_TOKEN`, or an
    /// App's installation token.
    Token {
        /// The token.
        secret: SecretString,
        /// Name in addresses of the App whose token it is: `github-actions` for a workflow run's own.
        slug: String,
    },
}

/// The App as GitHub knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppIdentity {
    /// Numeric id.
    pub id: u64,
    /// Name in addresses, such as `closeout`.
    pub slug: String,
    /// The account it acts as, such as `closeout[bot]`.
    pub login: Login,
}

/// One App on one GitHub. Cheap to clone; clones share tokens, limits and connections.
#[derive(Clone)]
pub struct GitHub {
    hub: Arc<Hub>,
    identity: Arc<OnceCell<AppIdentity>>,
    /// This GitHub has no sub-issues.
    flat: Arc<AtomicBool>,
    /// Path of the configuration in repositories.
    config: Arc<str>,
    /// Somewhere there was no configuration.
    unconfigured: Arc<AtomicBool>,
}

impl fmt::Debug for GitHub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GitHub")
            .field("hub", &self.hub)
            .finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct WireApp {
    id: u64,
    slug: String,
}

impl GitHub {
    /// Prepares everything that needs no network.
    ///
    /// # Errors
    /// [`StartError`], which says what to set.
    pub fn new(settings: &Settings, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        let transport = Transport::new(&settings.api_url)?;
        let papers = Papers::of(&settings.credential)?;
        Ok(Self {
            hub: Arc::new(Hub::new(transport, papers, clock)),
            identity: Arc::default(),
            flat: Arc::default(),
            config: settings.config.as_str().into(),
            unconfigured: Arc::default(),
        })
    }

    /// Who we are; asked once.
    pub async fn app(&self) -> Result<AppIdentity, Error> {
        let ask = async || {
            let path = match &self.hub.papers {
                Papers::App(_) => path::path(&["app"])?,
                Papers::Token { slug, .. } => path::path(&["apps", slug])?,
            };
            let call = Call {
                deed: Deed::Read,
                method: Method::GET,
                target: Target::Rest(path, String::new()),
                body: None,
            };
            let app: WireApp = self.hub.send(&call).await?.json()?;
            Ok(AppIdentity {
                login: Login::new(format!("{}[bot]", app.slug)),
                id: app.id,
                slug: app.slug,
            })
        };
        self.identity.get_or_try_init(ask).await.cloned()
    }

    /// How many requests were made since the start.
    pub fn requests(&self) -> u64 {
        self.hub.calls()
    }

    /// How many points GitHub still granted an installation for GraphQL in the present hour, when it last answered; `None`
    /// where nothing is limited, or nothing was asked yet.
    pub fn points_left(&self, installation: u64) -> Option<u64> {
        self.in_installation(installation).points_left()
    }

    /// What GitHub lets us do in a repository. To notify a team it must let us read the organisation's members.
    ///
    /// # Errors
    /// Fails when no token can be had.
    pub async fn means(&self, at: &Locator) -> Result<Means, Error> {
        if matches!(&self.hub.papers, Papers::Token { slug, .. } if slug == WORKFLOWS) {
            return Ok(Means {
                buttons: false,
                teams: false,
            });
        }
        Ok(Means {
            buttons: true,
            teams: self.in_repository(at).may_read("members").await?,
        })
    }

    /// The number by which GitHub tells our check runs from those of others.
    async fn app_id(&self) -> Result<u64, Error> {
        match &self.hub.papers {
            Papers::App(signer) => Ok(signer.app_id()),
            Papers::Token { .. } => Ok(self.app().await?.id),
        }
    }

    /// Path at which a configuration was looked for and not found, where people said that one is.
    pub fn missing_configuration(&self) -> Option<&str> {
        self.unconfigured.load(Ordering::Relaxed).then_some(&*self.config)
    }

    /// Whether this GitHub was found to have no sub-issues: an older Enterprise Server. Asked anew when we start.
    fn is_flat(&self) -> bool {
        self.flat.load(Ordering::Relaxed)
    }

    /// Whether GitHub refused because it has no sub-issues, which is remembered.
    fn learns_that_it_is_flat(&self, error: &Error) -> bool {
        let refused = matches!(error, Error::Invalid { message } if message.contains(NO_SUB_ISSUES));
        self.flat.fetch_or(refused, Ordering::Relaxed);
        refused
    }

    /// Acts in the repository of an incident, and nowhere else.
    fn in_repository(&self, at: &Locator) -> Session {
        self.hub
            .session(at.installation, Scope::Repository(at.key.repository))
    }

    /// Acts wherever the installation reaches.
    fn in_installation(&self, installation: u64) -> Session {
        self.hub.session(installation, Scope::Installation)
    }
}
