//! What can be looked at without asking GitHub: the database, and the server's public address.

use std::time::Duration;

use super::{
    finding::Findings,
    table::{DATABASE, PUBLIC_URL},
};
use crate::store::sqlite::SqliteStore;

/// Longer than this no proxy lets GitHub wait.
const PATIENCE: Duration = Duration::from_secs(10);

/// Looks at the database without making one.
pub(super) async fn database(url: &str, findings: &mut Findings) {
    match SqliteStore::examine(url).await {
        Ok(true) => findings.good(&DATABASE, "it opens, and can be written to"),
        Ok(false) => findings.good(&DATABASE, "there is none yet; the server makes it when it starts"),
        Err(error) => findings.fault(&DATABASE, error.to_string()),
    }
}

/// Asks the server whether it lives.
pub(super) async fn public_url(url: Option<&str>, findings: &mut Findings) {
    let Some(url) = url else {
        findings.warning(
            &PUBLIC_URL,
            "CLOSEOUT_PUBLIC_URL is not set, so that comments hold no addresses of calendars",
        );
        return;
    };
    let address = format!("{url}/healthz");
    match alive(&address).await {
        Ok(()) if url.starts_with("http://") && !is_here(url) => findings.warning(
            &PUBLIC_URL,
            format!("{address} answers, but deliveries and pages travel unencrypted: the address begins with http://"),
        ),
        Ok(()) => findings.good(&PUBLIC_URL, format!("{address} answers")),
        Err(reason) => findings.fault(&PUBLIC_URL, format!("{address} does not answer as the server would: {reason}")),
    }
}

/// Whether the address is this machine's own.
fn is_here(url: &str) -> bool {
    ["http://127.", "http://localhost", "http://[::1]"]
        .iter()
        .any(|here| url.starts_with(here))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the client of `github::transport` is for GitHub alone; this one has time limits of its own"
)]
async fn alive(address: &str) -> Result<(), String> {
    let client = reqwest::Client::builder()
        .user_agent(concat!("closeout/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(PATIENCE)
        .timeout(PATIENCE)
        .build()
        .map_err(|error| error.to_string())?;
    let answer = client
        .get(address)
        .send()
        .await
        .map_err(|error| in_words(&error))?;
    let status = answer.status();
    let body = answer.text().await.map_err(|error| in_words(&error))?;
    if !status.is_success() {
        return Err(format!("status {}", status.as_u16()));
    }
    if body.trim() != "alive" {
        return Err("something else answers there".to_owned());
    }
    Ok(())
}

fn in_words(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("no answer within {} s", PATIENCE.as_secs());
    }
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    causes
        .last()
        .map_or_else(|| error.to_string(), ToString::to_string)
}
