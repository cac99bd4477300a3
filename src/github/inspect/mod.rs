//! Reads about the installation itself, for `closeout doctor`: how the App is registered, where its deliveries go and
//! what became of them, where it is installed and with which permissions, and what a token reaches ([`repository`]).
//!
//! Nothing here belongs to the work on incidents, and nothing here writes.

mod repository;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use http::Method;
use serde::{Deserialize, de::DeserializeOwned};

use super::{
    GitHub,
    answer::Answer,
    classify,
    error::Error,
    path::{path, query},
    transport::{Call, Deed, Target},
};
use crate::domain::person::Login;

pub use repository::{Label, Place, Protection};

/// Deliveries that are looked at: the latest ones, as many as a page holds.
const DELIVERIES: &str = "100";

/// Permissions by their names: `read`, `write` or `admin`.
pub type Permissions = BTreeMap<String, String>;

/// GitHub's first answer.
#[derive(Debug)]
pub struct Contact {
    /// What time it is for GitHub.
    pub date: Option<DateTime<Utc>>,
    /// The App as it is registered, or why GitHub does not tell.
    pub app: Result<Registration, Error>,
}

/// The App as it is registered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Registration {
    /// Numeric id.
    pub id: u64,
    /// Name in addresses.
    pub slug: String,
    /// Its page, from which its settings are reached.
    #[serde(default)]
    pub html_url: String,
    /// Permissions it asks for.
    #[serde(default)]
    pub permissions: Permissions,
    /// Events it subscribes to.
    #[serde(default)]
    pub events: BTreeSet<String>,
}

/// Where deliveries go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hook {
    /// The address; absent while there is no webhook.
    pub url: Option<String>,
    /// Deliveries are signed.
    pub signed: bool,
    /// The certificate of the receiver is not looked at.
    pub insecure: bool,
}

/// What became of one delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// The event, with its action: `issues.labeled`.
    pub event: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Status of the answer; 0 when there was none.
    pub status: u16,
    /// GitHub's words for it.
    pub words: String,
}

impl Delivered {
    /// Whether it arrived.
    pub fn is_good(&self) -> bool {
        (200..400).contains(&self.status)
    }
}

/// The App on one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Numeric id.
    pub installation: u64,
    /// Login of the account.
    pub account: String,
    /// The account's owner, or GitHub, has suspended it.
    pub suspended: bool,
    /// What the account has accepted.
    pub permissions: Permissions,
    /// Page on which its owner accepts more.
    pub html_url: String,
}

/// How much may still be asked for within the hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// `core` is REST.
    pub resource: String,
    /// In an hour.
    pub limit: u64,
    /// Of these are left.
    pub remaining: u64,
    /// When it begins anew.
    pub reset: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
struct WireHook {
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    secret: Option<String>,
    #[serde(default)]
    insecure_ssl: serde_json::Value,
}

#[derive(Deserialize)]
struct WireDelivery {
    event: String,
    #[serde(default)]
    action: Option<String>,
    delivered_at: DateTime<Utc>,
    status_code: u16,
    #[serde(default)]
    status: String,
}

#[derive(Deserialize)]
struct WireGrant {
    id: u64,
    #[serde(default)]
    account: Option<WireAccount>,
    #[serde(default)]
    suspended_at: Option<String>,
    #[serde(default)]
    permissions: Permissions,
    #[serde(default)]
    html_url: String,
}

#[derive(Deserialize)]
struct WireAccount {
    #[serde(default)]
    login: Option<String>,
}

#[derive(Deserialize)]
struct WireLimits {
    resources: BTreeMap<String, WireLimit>,
}

#[derive(Deserialize)]
struct WireLimit {
    limit: u64,
    remaining: u64,
    reset: i64,
}

#[derive(Deserialize)]
struct WireViewer {
    viewer: WireLogin,
}

#[derive(Deserialize)]
struct WireLogin {
    login: String,
}

/// A read, for nobody in particular.
fn read(segments: &[&str], query: String) -> Result<Call, Error> {
    Ok(Call {
        deed: Deed::Read,
        method: Method::GET,
        target: Target::Rest(path(segments)?, query),
        body: None,
    })
}

/// What time it is where the answer comes from.
fn date(answer: &Answer) -> Option<DateTime<Utc>> {
    let date = DateTime::parse_from_rfc2822(answer.header("date")?).ok()?;
    Some(date.to_utc())
}

impl GitHub {
    /// Asks as the App who it is. What GitHub says about the time is read off a refusal, too: a wrong clock is a reason for
    /// one.
    ///
    /// # Errors
    /// When no answer came.
    pub async fn contact(&self) -> Result<Contact, Error> {
        let answer = self.hub.ask(&read(&["app"], String::new())?).await?;
        let date = date(&answer);
        let app = if answer.status.is_success() {
            answer.json()
        } else {
            Err(classify::refusal(&answer))
        };
        Ok(Contact { date, app })
    }

    /// Where the App's deliveries go.
    ///
    /// # Errors
    /// When GitHub does not tell.
    pub async fn hook(&self) -> Result<Hook, Error> {
        let wire: WireHook = self.tell(&["app", "hook", "config"], String::new()).await?;
        Ok(Hook {
            url: wire.url.filter(|url| !url.is_empty()),
            signed: wire.secret.is_some_and(|secret| !secret.is_empty()),
            insecure: wire.insecure_ssl == "1" || wire.insecure_ssl == 1,
        })
    }

    /// What became of the latest deliveries, the last one first.
    ///
    /// # Errors
    /// When GitHub does not tell.
    pub async fn delivered(&self) -> Result<Vec<Delivered>, Error> {
        let query = query(&[("per_page", DELIVERIES)]);
        let wires: Vec<WireDelivery> = self.tell(&["app", "hook", "deliveries"], query).await?;
        let deliveries = wires.into_iter().map(|wire| Delivered {
            event: match wire.action {
                Some(action) => format!("{}.{action}", wire.event),
                None => wire.event,
            },
            at: wire.delivered_at,
            status: wire.status_code,
            words: wire.status,
        });
        Ok(deliveries.collect())
    }

    /// Where the App is installed, and with what.
    ///
    /// # Errors
    /// When GitHub does not tell.
    pub async fn grants(&self) -> Result<Vec<Grant>, Error> {
        let mut found = Vec::new();
        let mut page = Some(query(&[("per_page", "100")]));
        while let Some(query) = page {
            let answer = self.hub.send(&read(&["app", "installations"], query)?).await?;
            let wires: Vec<WireGrant> = answer.json()?;
            found.extend(wires.into_iter().map(|wire| Grant {
                installation: wire.id,
                account: wire.account.and_then(|account| account.login).unwrap_or_default(),
                suspended: wire.suspended_at.is_some(),
                permissions: wire.permissions,
                html_url: wire.html_url,
            }));
            page = answer.next_page();
        }
        Ok(found)
    }

    /// How much an installation may still ask for. A token that was given to us has one installation, of any number.
    ///
    /// # Errors
    /// When GitHub does not tell.
    pub async fn allowed(&self, installation: u64) -> Result<Vec<Allowed>, Error> {
        let session = self.in_installation(installation);
        let answer = session
            .get(path(&["rate_limit"])?, String::new())
            .await?
            .success()?;
        let wire: WireLimits = answer.json()?;
        let counted = ["core", "graphql"];
        let limits = wire
            .resources
            .into_iter()
            .filter(|(name, _)| counted.contains(&name.as_str()));
        let limits = limits.map(|(resource, wire)| Allowed {
            resource,
            limit: wire.limit,
            remaining: wire.remaining,
            reset: DateTime::from_timestamp(wire.reset, 0),
        });
        Ok(limits.collect())
    }

    /// As whom a token acts, and what time it is for GitHub.
    ///
    /// # Errors
    /// When GitHub does not tell.
    pub async fn viewer(&self) -> Result<Login, Error> {
        let session = self.in_installation(0);
        let document = "query Viewer { viewer { login } }";
        let data: WireViewer = session
            .graphql(Deed::Read, document, serde_json::json!({}))
            .await?;
        Ok(Login::new(data.viewer.login))
    }

    /// Reads as the App.
    async fn tell<T: DeserializeOwned>(&self, segments: &[&str], query: String) -> Result<T, Error> {
        self.hub.send(&read(segments, query)?).await?.json()
    }
}
