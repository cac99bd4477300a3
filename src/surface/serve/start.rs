//! `closeout serve`: from settings to a server that runs.

use std::sync::Arc;

use anyhow::Context as _;
use tokio::net::TcpListener;

use super::{App, Parts, signals::stop_signals};
use crate::{
    clock::SystemClock,
    engine::Tuning,
    github::GitHub,
    store::sqlite::SqliteStore,
    surface::{cli::ServeArgs, settings::Faults},
};

/// Runs the server until a signal says that it is enough.
pub(in crate::surface) async fn serve(args: ServeArgs) -> anyhow::Result<()> {
    let (github, server) = Faults::join(args.github.resolve(), args.server.resolve())?;
    let clock = Arc::new(SystemClock);
    let github = GitHub::new(&github, clock.clone())?;
    let listener = TcpListener::bind(server.listen).await.with_context(|| {
        format!(
            "cannot listen on {}: set CLOSEOUT_LISTEN (--listen) to an address of this machine and a free port",
            server.listen
        )
    })?;
    let store = SqliteStore::open(&args.store.database_url)
        .await
        .context("CLOSEOUT_DATABASE_URL (--database-url)")?;
    let app = App::build(Parts {
        store: Arc::new(store),
        github,
        clock,
        webhook_secrets: server.webhook_secrets,
        public_url: server.public_url,
        tuning: Tuning {
            workers: server.workers,
            sweep: server.sweep,
            remembers: true,
        },
    });
    let address = listener.local_addr()?;
    let shutdown = stop_signals()?;
    tracing::info!(%address, "listening");
    app.run(listener, shutdown)
        .await
        .context("the server broke off")?;
    tracing::info!("stopped");
    Ok(())
}
