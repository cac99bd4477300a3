//! `closeout serve` in a process of its own, which can be killed.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, ChildStderr, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex},
    thread,
};

use closeout::clock::{Clock as _, SystemClock};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::oneshot,
};

use crate::town::{LOOK, Town};

/// A server that listens. It dies with this value.
pub(crate) struct Server {
    process: Child,
    pub(crate) address: String,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Starts a server for the town, on this database, and has GitHub deliver to it.
    pub(crate) async fn start(town: &Town, database: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_closeout"))
            .env_clear()
            .arg("serve")
            .env("CLOSEOUT_LISTEN", "127.0.0.1:0")
            .env(
                "CLOSEOUT_DATABASE_URL",
                format!("sqlite://{}", database.display()),
            )
            .env("CLOSEOUT_GITHUB_API_URL", town.sim.api_url())
            .env("CLOSEOUT_APP_ID", town.app.id.0.to_string())
            .env("CLOSEOUT_PRIVATE_KEY", &town.app.private_key_pem)
            .env("CLOSEOUT_WEBHOOK_SECRET", &town.app.webhook_secret)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        let stderr = process.stderr.take().expect("it is piped");
        let log = Arc::new(Mutex::new(String::new()));
        let (said, listens) = oneshot::channel();
        let kept = log.clone();
        thread::spawn(move || keep(stderr, &kept, said));
        let Ok(address) = listens.await else {
            panic!(
                "the server ended before it listened:\n{}",
                log.lock().expect("no panic")
            );
        };
        town.sim
            .set_webhook_url(town.app.id, &format!("http://{address}/webhooks/github"));
        Self {
            process,
            address,
            log,
        }
    }

    /// SIGKILL, and no grace.
    pub(crate) fn kill(mut self) {
        self.process.kill().expect("it runs");
        self.process.wait().expect("it is ours");
    }

    /// SIGTERM, without waiting for the end.
    pub(crate) fn terminate(&self) {
        let process = self.process.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &process]).status();
        assert!(sent.expect("the system has `kill`").success());
    }

    /// Whether it still runs.
    pub(crate) fn runs(&mut self) -> bool {
        self.process.try_wait().expect("it is ours").is_none()
    }

    /// Waits until it has logged these words.
    pub(crate) async fn says(&self, words: &str) {
        while !self.said().contains(words) {
            SystemClock.sleep_until(SystemClock.now() + LOOK).await;
        }
    }

    /// Waits for the end.
    pub(crate) fn end(mut self) -> (ExitStatus, String) {
        let status = self.process.wait().expect("it is ours");
        (status, self.said())
    }

    /// What it has logged.
    pub(crate) fn said(&self) -> String {
        self.log.lock().expect("no panic").clone()
    }

    /// Whether an incident waits in its queue and nothing else is to be done.
    pub(crate) async fn is_idle(&self) -> bool {
        let numbers = self.get("/metrics").await;
        let incidents = |state: &str| -> u64 {
            let name = format!("closeout_incidents{{state=\"{state}\"}} ");
            let line = numbers.lines().find_map(|line| line.strip_prefix(&name));
            line.and_then(|number| number.parse().ok())
                .unwrap_or_else(|| panic!("{state} is not in\n{numbers}"))
        };
        incidents("waiting") > 0 && ["due", "working", "failing", "parked"].map(incidents) == [0; 4]
    }

    async fn get(&self, path: &str) -> String {
        let mut connection = TcpStream::connect(&self.address)
            .await
            .unwrap_or_else(|error| panic!("{error}:\n{}", self.said()));
        let request = format!("GET {path} HTTP/1.1\r\nHost: closeout\r\nConnection: close\r\n\r\n");
        connection.write_all(request.as_bytes()).await.expect("it reads");
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.expect("it answers");
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Keeps the log until its end, and tells the address as soon as it is known.
fn keep(stderr: ChildStderr, log: &Mutex<String>, said: oneshot::Sender<String>) {
    let mut said = Some(said);
    for line in BufReader::new(stderr).lines().map_while(Result::ok) {
        if let Some((_, address)) = line.trim().split_once("address=")
            && let Some(said) = said.take()
        {
            // Nobody may be waiting any more.
            let _ = said.send(address.to_owned());
        }
        let mut log = log.lock().expect("no panic");
        log.push_str(&line);
        log.push('\n');
    }
}
