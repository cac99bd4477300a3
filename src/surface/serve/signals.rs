//! How a system says that it is enough, and the orderly end that follows.

use anyhow::Context as _;
use tokio_util::sync::CancellationToken;

/// A token that is cancelled when the system or somebody at the keyboard wants an end: by SIGTERM or Ctrl-C, on Windows by
/// Ctrl-C, Ctrl-Break, or a console that closes.
pub(in crate::surface) fn stop_signals() -> anyhow::Result<CancellationToken> {
    let told = told().context("the system grants no signal handler")?;
    let shutdown = CancellationToken::new();
    let cancelled = shutdown.clone();
    tokio::spawn(async move {
        told.await;
        tracing::info!("told to stop; finishing what was begun");
        cancelled.cancel();
    });
    Ok(shutdown)
}

/// Listens from now on, and ends when it was told.
#[cfg(unix)]
fn told() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Listens from now on, and ends when it was told.
#[cfg(windows)]
fn told() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_shutdown};

    let (mut interrupt, mut stop) = (ctrl_c()?, ctrl_break()?);
    let (mut close, mut shutdown) = (ctrl_close()?, ctrl_shutdown()?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = stop.recv() => {}
            _ = close.recv() => {}
            _ = shutdown.recv() => {}
        }
    })
}
