//! `closeout doctor`: what is wrong with an installation, and what to do about it.
//!
//! It reads and writes nothing. Facts are gathered by `github::inspect`; the files here judge them, one group of checks
//! each ([`table`] lists all), and [`show`] tells what was found.

mod app;
mod finding;
mod grants;
mod hook;
mod machine;
mod needs;
mod place;
mod show;
mod table;
mod token;

use std::{
    io::{self, Write},
    process::ExitCode,
    sync::Arc,
};

use clap::Args;

use self::{
    finding::{Findings, Verdict},
    table::SETTINGS,
};
use super::{
    ink::Ink,
    progress::Tally,
    settings::{Faults, GitHubArgs, ServerArgs, ServerSettings, StoreArgs, TokenArgs},
};
use crate::{
    clock::{Clock, SystemClock},
    github::{GitHub, Settings, StartError},
};

pub use show::page;

/// What is looked at.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// A repository to look at, too.
    #[arg(long, value_name = "OWNER/NAME", value_parser = super::init::repository)]
    repo: Option<String>,
    /// Print one JSON document instead of lines.
    #[arg(long)]
    json: bool,
    /// No colours, which are for terminals only anyway.
    #[arg(long, env = "NO_COLOR", hide_env_values = true, value_parser = super::demo::is_set)]
    no_color: bool,
    #[command(flatten)]
    server: ServerArgs,
    #[command(flatten)]
    github: GitHubArgs,
    #[command(flatten)]
    token: TokenArgs,
    #[command(flatten)]
    store: StoreArgs,
}

/// The settings cannot be used, so that nothing can be looked at.
enum Unusable {
    Settings(Faults),
    Start(StartError),
}

/// Looks, and tells what was found.
pub(super) async fn run(args: DoctorArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    run_at(args, Arc::new(SystemClock), out).await
}

/// The same by a clock of the caller's choice.
///
/// # Errors
///
/// Fails when the findings cannot be printed. Whatever is wrong with the installation is a finding.
pub async fn run_at(
    args: DoctorArgs,
    clock: Arc<dyn Clock>,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let mut findings = Findings::default();
    let mut tally = Tally::new("looking");
    let is_usable = match args.look(clock, &mut findings).await {
        Ok(()) => true,
        Err(unusable) => {
            unusable.note(&mut findings);
            false
        }
    };
    tally.clear();
    if args.json {
        writeln!(out, "{:#}", show::document(&findings))?;
    } else {
        let ink = Ink::on(&io::stdout(), args.no_color);
        write!(out, "{}", show::text(&findings, ink))?;
    }
    Ok(match (is_usable, findings.count(Verdict::Fault)) {
        (false, _) => ExitCode::from(2),
        (true, 0) => ExitCode::SUCCESS,
        (true, _) => ExitCode::FAILURE,
    })
}

impl Unusable {
    fn note(self, findings: &mut Findings) {
        match self {
            Self::Settings(faults) => {
                for fault in faults.iter() {
                    findings.fault(&SETTINGS, fault);
                }
            }
            Self::Start(error) => findings.fault(&SETTINGS, error.to_string()),
        }
    }
}

impl From<Faults> for Unusable {
    fn from(faults: Faults) -> Self {
        Self::Settings(faults)
    }
}

impl From<StartError> for Unusable {
    fn from(error: StartError) -> Self {
        Self::Start(error)
    }
}

impl DoctorArgs {
    async fn look(&self, clock: Arc<dyn Clock>, findings: &mut Findings) -> Result<(), Unusable> {
        let by_token = self.github.resolve_by(&self.token);
        let is_token = by_token.is_some();
        let (github, reached) = match by_token {
            Some(settings) => look_by_token(&settings?, clock, findings).await?,
            None => self.look_as_app(clock, findings).await?,
        };
        if !reached {
            return Ok(());
        }
        let place = match self.repo.as_deref().and_then(|name| name.split_once('/')) {
            Some(name) => place::find(&github, name, findings).await,
            None => None,
        };
        if is_token {
            token::workflows(&github, place.as_ref(), findings).await;
        }
        if let Some(place) = &place {
            place::repository(&github, place, findings).await;
        }
        Ok(())
    }

    /// Looks at an App and its server. Says whether GitHub knows the App.
    async fn look_as_app(
        &self,
        clock: Arc<dyn Clock>,
        findings: &mut Findings,
    ) -> Result<(GitHub, bool), Unusable> {
        let (settings, server) = Faults::join(self.github.resolve(), self.server.resolve())?;
        let github = GitHub::new(&settings, clock.clone())?;
        findings.good(&SETTINGS, "they can be used, and the private key is one");
        machine::database(&self.store.database_url, findings).await;
        machine::public_url(server.public_url.as_deref(), findings).await;
        let reached = registered(&github, &server, clock.as_ref(), findings).await;
        Ok((github, reached))
    }
}

/// Looks at a token. Says whether GitHub takes it.
async fn look_by_token(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    findings: &mut Findings,
) -> Result<(GitHub, bool), Unusable> {
    let github = GitHub::new(settings, clock.clone())?;
    findings.good(&SETTINGS, "they can be used");
    let reached = token::token(&github, findings).await;
    if reached {
        grants::rate_limit(github.allowed(0).await, clock.now(), findings);
    }
    Ok((github, reached))
}

/// Looks at the App on GitHub.
async fn registered(
    github: &GitHub,
    server: &ServerSettings,
    clock: &dyn Clock,
    findings: &mut Findings,
) -> bool {
    let contact = github.contact().await;
    let Some(app) = app::contact(contact, clock.now(), findings) else {
        return false;
    };
    app::permissions(&app, findings);
    app::events(&app, findings);
    hook::webhook(github.hook().await, server.public_url.as_deref(), findings);
    hook::deliveries(github.delivered().await, findings);
    if let Some(installation) = grants::installations(&app, github.grants().await, findings) {
        grants::rate_limit(github.allowed(installation).await, clock.now(), findings);
    }
    true
}
