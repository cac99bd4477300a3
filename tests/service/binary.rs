//! The program as it is started: settings, signals, and a death without warning.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, ChildStderr, Command, Output, Stdio},
};

use closeout::store::{Store as _, sqlite::SqliteStore};

use super::stage::{Stage, signed};

const SECRET: &str = "hunter2-of-the-webhook";

/// `closeout` with nothing in its environment.
fn closeout(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_closeout"));
    command.env_clear().args(arguments);
    command
}

/// `closeout serve` with usable settings; GitHub is out of reach.
fn serve(folder: &Path, key: &str) -> Command {
    let mut command = closeout(&["serve"]);
    let database = format!("sqlite://{}", folder.join("closeout.db").display());
    command
        .env("CLOSEOUT_LISTEN", "127.0.0.1:0")
        .env("CLOSEOUT_DATABASE_URL", database)
        .env("CLOSEOUT_GITHUB_API_URL", "http://127.0.0.1:9")
        .env("CLOSEOUT_APP_ID", "1")
        .env("CLOSEOUT_PRIVATE_KEY", key)
        .env("CLOSEOUT_WEBHOOK_SECRET", SECRET);
    command
}

/// A server that listens, and where.
struct Server {
    process: Child,
    log: BufReader<ChildStderr>,
    address: String,
}

impl Server {
    fn start(mut command: Command) -> Self {
        let mut process = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let mut line = String::new();
        log.read_line(&mut line).unwrap();
        let (_, address) = line.trim().split_once("address=").expect(&line);
        Self {
            address: address.to_owned(),
            process,
            log,
        }
    }

    /// The status of the answer to a signed delivery.
    fn deliver(&self, body: &str) -> String {
        let signature = signed(SECRET, body.as_bytes());
        let request = format!(
            "POST /webhooks/github HTTP/1.1\r\nHost: closeout\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nX-GitHub-Event: issues\r\n\
             X-Hub-Signature-256: {signature}\r\n\r\n{body}",
            body.len()
        );
        let mut connection = TcpStream::connect(&self.address).unwrap();
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        answer.split(' ').nth(1).unwrap().to_owned()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

const LABELED: &str = r#"{"action":"labeled","label":{"name":"incident"},
  "issue":{"number":7,"labels":[{"name":"incident"}],"user":{"login":"mona"}},
  "repository":{"id":1000,"name":"ops","owner":{"login":"acme"}},
  "installation":{"id":77},"sender":{"login":"mona"}}"#;

#[test]
fn without_settings_it_says_everything_that_is_missing() {
    let output = closeout(&["serve"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    for variable in [
        "CLOSEOUT_APP_ID",
        "CLOSEOUT_PRIVATE_KEY",
        "CLOSEOUT_WEBHOOK_SECRET",
    ] {
        assert!(said(&output).contains(variable), "{}", said(&output));
    }
}

#[tokio::test]
async fn what_it_cannot_use_is_named_and_no_secret_is() {
    let stage = Stage::set().await;
    let key = &stage.app.private_key_pem;
    let folder = tempfile::tempdir().unwrap();
    let holder = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = holder.local_addr().unwrap().to_string();
    let nowhere = "sqlite:///no/such/folder/closeout.db";
    let cases = [
        ("CLOSEOUT_LISTEN", taken.as_str(), 1, "a free port"),
        ("CLOSEOUT_DATABASE_URL", nowhere, 1, "/no/such/folder"),
        (
            "CLOSEOUT_PRIVATE_KEY",
            "-----BEGIN nonsense",
            2,
            "CLOSEOUT_PRIVATE_KEY",
        ),
        ("CLOSEOUT_LOG", "loud", 2, "json,info"),
    ];
    for (variable, value, code, expected) in cases {
        let output = serve(folder.path(), key).env(variable, value).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{variable}: {}", said(&output));
        assert!(said(&output).contains(expected), "{variable}: {}", said(&output));
        assert!(!said(&output).contains(SECRET) && !said(&output).contains("MII"));
    }
}

#[tokio::test]
async fn an_accepted_delivery_survives_kill_9() {
    let stage = Stage::set().await;
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(serve(folder.path(), &stage.app.private_key_pem));
    assert_eq!(server.deliver(LABELED), "202");
    server.process.kill().unwrap();
    server.process.wait().unwrap();
    let url = format!("sqlite://{}", folder.path().join("closeout.db").display());
    let store = SqliteStore::open(&url).await.unwrap();
    store.recover().await.unwrap();
    // GitHub was out of reach, so that it backs off or was interrupted, unless nobody had taken it up yet.
    let later = "2999-01-01T00:00:00Z".parse().unwrap();
    let lease = store.lease(later, later, "test").await.unwrap().unwrap();
    assert_eq!(lease.locator.to_string(), "acme/ops#7");
}

#[tokio::test]
async fn sigterm_ends_it_in_good_order() {
    let stage = Stage::set().await;
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(serve(folder.path(), &stage.app.private_key_pem));
    let process = server.process.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &process])
            .status()
            .unwrap()
            .success()
    );
    assert!(server.process.wait().unwrap().success());
    let mut log = String::new();
    server.log.read_to_string(&mut log).unwrap();
    assert!(log.contains("told to stop") && log.contains("stopped"), "{log}");
    assert!(!log.contains('\u{1b}'), "no colours in a file: {log}");
    assert!(
        !folder.path().join("closeout.db-wal").exists(),
        "the database was closed"
    );
}
