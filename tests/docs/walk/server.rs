//! `closeout serve` as it is started by README's own lines, and the proxy before it.

use std::{
    fs,
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command},
    sync::{Arc, OnceLock},
};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
};

use super::{clone::Machine, town::until};

/// What holds the public address, and passes everything on to wherever the server listens.
pub(crate) struct Proxy {
    pub(crate) url: String,
    behind: Arc<OnceLock<SocketAddr>>,
}

impl Proxy {
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let behind = Arc::new(OnceLock::new());
        let known = Arc::clone(&behind);
        tokio::spawn(async move {
            while let Ok((mut outside, _)) = listener.accept().await {
                let server: Option<SocketAddr> = known.get().copied();
                tokio::spawn(async move {
                    let mut inside = TcpStream::connect(server.expect("there is a server")).await?;
                    copy_bidirectional(&mut outside, &mut inside).await
                });
            }
        });
        Self { url, behind }
    }
}

/// A server that listens. It dies with this value.
pub(crate) struct Server {
    process: Child,
    log: PathBuf,
}

impl Server {
    /// Runs lines that end in a server, and lets the proxy lead to it.
    pub(crate) async fn start(machine: &Machine, lines: &str, proxy: &Proxy) -> Self {
        let log = machine.path("server.log");
        let file = fs::File::create(&log).expect("it is made");
        let lines = lines.replace("closeout serve", "exec closeout serve");
        let process = machine
            .shell(&lines, "home")
            .stderr(file)
            .spawn()
            .expect("there is a shell");
        let server = Self { process, log };
        let address = until(
            || server.said(),
            || {
                let said = server.said();
                let mut lines = said.lines().filter(|line| line.contains("listening"));
                let (_, address) = lines.next()?.split_once("address=")?;
                address.trim().parse().ok()
            },
        )
        .await;
        proxy.behind.set(address).expect("there is one server");
        server
    }

    /// What it has logged.
    pub(crate) fn said(&self) -> String {
        fs::read_to_string(&self.log).expect("it is there")
    }

    /// Tells it to stop, and waits for that.
    pub(crate) fn stop(mut self) {
        let told = Command::new("kill")
            .args(["-TERM", &self.process.id().to_string()])
            .status();
        assert!(told.is_ok_and(|status| status.success()));
        let ended = self.process.wait().expect("it is ours");
        assert!(ended.success(), "{}", self.said());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
