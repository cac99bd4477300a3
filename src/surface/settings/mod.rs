//! What the environment and the flags say, checked as a whole: every fault is reported, not just the first.

mod token;

use std::{fmt, net::SocketAddr, path::Path};

use clap::Args;
use secrecy::SecretString;

use crate::{
    engine::{calendar::Calendars, sweep::Schedule},
    github,
};

pub use token::{ConfigArgs, TokenArgs};

/// How GitHub is reached, and as which App.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "GitHub")]
pub struct GitHubArgs {
    /// Address of GitHub: the public one, or of an Enterprise Server.
    #[arg(
        long,
        env = "CLOSEOUT_GITHUB_URL",
        value_name = "URL",
        default_value = "https://github.com"
    )]
    github_url: String,
    /// Address of its REST API; derived from the address of GitHub unless given.
    #[arg(long, env = "CLOSEOUT_GITHUB_API_URL", value_name = "URL")]
    github_api_url: Option<String>,
    /// The App's numeric id, from the App's settings page.
    #[arg(long, env = "CLOSEOUT_APP_ID", value_name = "NUMBER")]
    app_id: Option<String>,
    /// The App's private key: the text of the .pem file, or its path.
    #[arg(
        long,
        env = "CLOSEOUT_PRIVATE_KEY",
        value_name = "PEM|PATH",
        hide_env_values = true,
        allow_hyphen_values = true
    )]
    private_key: Option<String>,
}

/// Where the queue lives.
#[derive(Debug, Clone, Args)]
pub struct StoreArgs {
    /// Address of the database: `sqlite://` and a path, or `sqlite::memory:`.
    #[arg(
        long,
        env = "CLOSEOUT_DATABASE_URL",
        value_name = "URL",
        default_value = "sqlite://closeout.db",
        hide_env_values = true
    )]
    pub(super) database_url: String,
}

/// How the server listens and works.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Server")]
pub struct ServerArgs {
    /// Address and port to listen on.
    #[arg(
        long,
        env = "CLOSEOUT_LISTEN",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:3000"
    )]
    listen: String,
    /// Address under which people and GitHub reach the server.
    #[arg(long, env = "CLOSEOUT_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// The webhook's secret; several, separated by commas, while it is being changed.
    #[arg(
        long,
        env = "CLOSEOUT_WEBHOOK_SECRET",
        value_name = "SECRET[,SECRET]",
        hide_env_values = true,
        allow_hyphen_values = true
    )]
    webhook_secret: Option<String>,
    /// Incidents worked at the same time.
    #[arg(long, env = "CLOSEOUT_WORKERS", value_name = "NUMBER", default_value = "4")]
    workers: String,
    /// When to look for missed deliveries: minute, hour, day, month, weekday, in UTC.
    #[arg(
        long,
        env = "CLOSEOUT_SWEEP",
        value_name = "CRON",
        default_value = "7 * * * *"
    )]
    sweep: String,
}

/// Where the server's calendars are, for whoever writes comments that lead there.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Calendars")]
pub struct CalendarArgs {
    /// Address under which people reach the server. Give it when the server has it, so that comments keep their links.
    #[arg(long, env = "CLOSEOUT_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// The webhook's secrets, from which the addresses of calendars are made.
    #[arg(
        long,
        env = "CLOSEOUT_WEBHOOK_SECRET",
        value_name = "SECRET[,SECRET]",
        hide_env_values = true,
        allow_hyphen_values = true
    )]
    webhook_secret: Option<String>,
}

/// The server's settings, all of them usable.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Address under which people and GitHub reach the server, without a trailing slash.
    pub public_url: Option<String>,
    /// Secrets of which any may have signed a delivery; at least one.
    pub webhook_secrets: Vec<SecretString>,
    /// Incidents worked at the same time; at least one.
    pub workers: usize,
    /// When to look for missed deliveries.
    pub sweep: Schedule,
}

/// Everything that is wrong with the settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults(Vec<String>);

impl std::error::Error for Faults {}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.0.len() == 1 { "" } else { "s" };
        write!(f, "{} setting{plural} cannot be used:", self.0.len())?;
        for fault in &self.0 {
            write!(f, "\n  - {}", fault.replace('\n', "\n    "))?;
        }
        Ok(())
    }
}

impl Faults {
    /// Keeps a fault for the report.
    fn note<T>(&mut self, result: Result<T, String>) -> Option<T> {
        result.map_err(|fault| self.0.push(fault)).ok()
    }

    /// What is wrong, a sentence or more each.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Puts the faults of several groups of settings into one report.
    pub fn join<A, B>(a: Result<A, Self>, b: Result<B, Self>) -> Result<(A, B), Self> {
        match (a, b) {
            (Ok(a), Ok(b)) => Ok((a, b)),
            (Err(mut a), Err(b)) => {
                a.0.extend(b.0);
                Err(a)
            }
            (Err(faults), Ok(_)) | (Ok(_), Err(faults)) => Err(faults),
        }
    }
}

impl GitHubArgs {
    /// Checks the settings about GitHub.
    pub fn resolve(&self) -> Result<github::Settings, Faults> {
        let mut faults = Faults::default();
        let api_url = faults.note(self.api_url());
        let app_id = faults.note(self.app_id());
        let private_key = faults.note(self.private_key());
        match (api_url, app_id, private_key) {
            (Some(api_url), Some(app_id), Some(private_key)) => {
                Ok(github::Settings::app(api_url, app_id, private_key))
            }
            _ => Err(faults),
        }
    }

    fn api_url(&self) -> Result<String, String> {
        if let Some(given) = &self.github_api_url {
            return http_url("CLOSEOUT_GITHUB_API_URL", given, "https://ghe.example.com/api/v3");
        }
        let url = http_url("CLOSEOUT_GITHUB_URL", &self.github_url, "https://ghe.example.com")?;
        Ok(derive_api_url(&url))
    }

    fn app_id(&self) -> Result<u64, String> {
        let given = present(self.app_id.as_ref()).ok_or(
            "CLOSEOUT_APP_ID (--app-id) is missing. Set it to the \"App ID\" on the App's settings page on GitHub, \
             such as 123456.",
        )?;
        given.parse().map_err(|_| {
            format!(
                "CLOSEOUT_APP_ID is {given:?}, which is no number. Take the \"App ID\" on the App's settings page, \
                 such as 123456, not its client ID or its name."
            )
        })
    }

    fn private_key(&self) -> Result<SecretString, String> {
        let given = present(self.private_key.as_ref()).ok_or(
            "CLOSEOUT_PRIVATE_KEY (--private-key) is missing. Set it to the path of the .pem file that GitHub offers \
             under \"Private keys\" on the App's settings page, or to its text.",
        )?;
        if given.contains("-----BEGIN") {
            // Environment files often hold a text of several lines on one.
            return Ok(SecretString::from(given.replace("\\n", "\n")));
        }
        // The value is not repeated: it could be a key whose first line was lost.
        let shown = if Path::new(given).extension().is_some() {
            given
        } else {
            "the file it names"
        };
        std::fs::read_to_string(given).map(SecretString::from).map_err(|error| {
            format!(
                "CLOSEOUT_PRIVATE_KEY is neither PEM text (which begins with -----BEGIN) nor the path of a readable \
                 file: {shown}: {error}."
            )
        })
    }
}

impl CalendarArgs {
    /// Checks the settings; no calendars without an address.
    pub fn resolve(&self) -> Result<Option<Calendars>, Faults> {
        let mut faults = Faults::default();
        let Some(url) = faults.note(public_url(self.public_url.as_ref())) else {
            return Err(faults);
        };
        let secrets = secrets(self.webhook_secret.as_ref());
        Ok(url.and_then(|url| Calendars::new(&url, &secrets)))
    }
}

/// The address under which people reach the server.
fn public_url(given: Option<&String>) -> Result<Option<String>, String> {
    let url = present(given).map(|url| http_url("CLOSEOUT_PUBLIC_URL", url, "https://closeout.example.com"));
    url.transpose()
}

/// The secrets of a list.
fn secrets(given: Option<&String>) -> Vec<SecretString> {
    let given = given.map(String::as_str).unwrap_or_default().split(',');
    given
        .map(str::trim)
        .filter(|secret| !secret.is_empty())
        .map(SecretString::from)
        .collect()
}

impl ServerArgs {
    /// Checks the server's settings.
    pub fn resolve(&self) -> Result<ServerSettings, Faults> {
        let mut faults = Faults::default();
        let listen = faults.note(self.listen.parse().map_err(|_| {
            format!(
                "CLOSEOUT_LISTEN is {:?}, which is no address with a port. Write 127.0.0.1:3000, or 0.0.0.0:3000 \
                 for every network.",
                self.listen
            )
        }));
        let public_url = faults.note(public_url(self.public_url.as_ref()));
        let webhook_secrets = faults.note(self.webhook_secrets());
        let workers = faults.note(
            self.workers
                .parse()
                .ok()
                .filter(|workers| (1..=64).contains(workers))
                .ok_or_else(|| {
                    format!(
                        "CLOSEOUT_WORKERS is {:?}. Write a number from 1 to 64.",
                        self.workers
                    )
                }),
        );
        let sweep = faults.note(
            self.sweep
                .parse()
                .map_err(|error| format!("CLOSEOUT_SWEEP: {error}.")),
        );
        match (listen, public_url, webhook_secrets, workers, sweep) {
            (Some(listen), Some(public_url), Some(webhook_secrets), Some(workers), Some(sweep)) => {
                Ok(ServerSettings {
                    listen,
                    public_url,
                    webhook_secrets,
                    workers,
                    sweep,
                })
            }
            _ => Err(faults),
        }
    }

    fn webhook_secrets(&self) -> Result<Vec<SecretString>, String> {
        let secrets = secrets(self.webhook_secret.as_ref());
        if secrets.is_empty() {
            return Err(
                "CLOSEOUT_WEBHOOK_SECRET (--webhook-secret) is missing. Set it to the \"Webhook secret\" on the App's \
                 settings page; without it anybody could send deliveries."
                    .into(),
            );
        }
        Ok(secrets)
    }
}

/// A variable that is set to nothing is not set.
fn present(value: Option<&String>) -> Option<&str> {
    value.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// An address without its trailing slashes.
fn http_url(variable: &str, given: &str, example: &str) -> Result<String, String> {
    let trimmed = given.trim().trim_end_matches('/');
    let wrong =
        || format!("{variable} is {given:?}, which is no http(s) address. Write one such as {example}.");
    // Such an address isn't repeated: it may hold a password.
    if trimmed.contains('@') {
        return Err(format!(
            "{variable} holds a user name. Write only the address, such as {example}."
        ));
    }
    let uri: http::Uri = trimmed.parse().map_err(|_| wrong())?;
    let usable = matches!(uri.scheme_str(), Some("http" | "https"))
        && uri.host().is_some_and(|host| !host.is_empty())
        && uri.query().is_none();
    usable.then(|| trimmed.to_owned()).ok_or_else(wrong)
}

/// `api.` in front for the public site and for tenants of its cloud, a path behind for Enterprise Server.
fn derive_api_url(url: &str) -> String {
    let (scheme, host) = url.split_once("://").unwrap_or(("https", url));
    let host_lower = host.to_ascii_lowercase();
    if host_lower == "github.com" || host_lower == "www.github.com" {
        "https://api.github.com".to_owned()
    } else if host_lower.ends_with(".ghe.com") {
        format!("{scheme}://api.{host}")
    } else {
        format!("{url}/api/v3")
    }
}

#[cfg(test)]
mod tests;
