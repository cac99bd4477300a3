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
pub mod observe;
mod path;
mod session;
mod transport;
pub mod webhook;

use std::{fmt, sync::Arc};

use http::Method;
use secrecy::SecretString;
use serde::Deserialize;
use tokio::sync::OnceCell;

pub use discovery::{Installation, RepositoryRef};
pub use error::{Error, StartError};
pub use execute::Attempt;
pub use observe::{Asks, Hints, Sighting};

use crate::{
    clock::Clock,
    domain::{key::Locator, person::Login},
};
use auth::{jwt::Signer, tokens::Scope};
use session::{Hub, Session};
use transport::{Call, Deed, Target, Transport};

/// How GitHub is reached, and as which App.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Base of the REST API: `https://api.github.com`, or `https://HOST/api/v3`. GraphQL's address follows from it.
    pub api_url: String,
    /// The App's numeric id.
    pub app_id: u64,
    /// The App's private key: PEM text.
    pub private_key: SecretString,
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
    app_id: u64,
    identity: Arc<OnceCell<AppIdentity>>,
}

impl fmt::Debug for GitHub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GitHub")
            .field("app_id", &self.app_id)
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
        let signer = Signer::new(settings.app_id, &settings.private_key)?;
        Ok(Self {
            hub: Arc::new(Hub::new(transport, signer, clock)),
            app_id: settings.app_id,
            identity: Arc::default(),
        })
    }

    /// Who we are; asked once.
    pub async fn app(&self) -> Result<AppIdentity, Error> {
        let ask = async || {
            let call = Call {
                deed: Deed::Read,
                method: Method::GET,
                target: Target::Rest(path::path(&["app"])?, String::new()),
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
