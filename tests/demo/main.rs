//! `closeout demo` as people start it: a process, its output, its pages and its end.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Output, Stdio},
};

fn demo(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_closeout"));
    command.arg("demo").args(args);
    // It needs no configuration: there is none to be found.
    command.env_clear().stdin(Stdio::null());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn once_plays_to_the_end_and_leaves_nothing_behind() {
    let empty = tempfile::tempdir().unwrap();
    let Output {
        status,
        stdout,
        stderr,
    } = demo(&["--once"]).current_dir(empty.path()).output().unwrap();
    let told = text(&stdout);
    assert!(status.success(), "{told}\n{}", text(&stderr));
    assert_eq!(text(&stderr), "");
    assert!(told.contains("The postmortem is Closed"), "{told}");
    assert!(!told.contains('\x1b'), "no terminal, no colours: {told:?}");
    assert!(!told.contains("Open in a browser"), "{told}");
    assert_eq!(empty.path().read_dir().unwrap().count(), 0);
}

#[test]
fn it_plays_in_japanese_when_asked_to() {
    let played = demo(&["--once", "--language", "ja"]).output().unwrap();
    let told = text(&played.stdout);
    assert!(played.status.success(), "{told}\n{}", text(&played.stderr));
    assert!(told.contains("ポストモーテムは完了しました"), "{told}");
    let refused = demo(&["--language", "tlh"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("[possible values: en, ja]"));
}

#[test]
fn a_taken_port_is_told_with_what_to_do() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let Output {
        status,
        stdout,
        stderr,
    } = demo(&["--once", "--listen", &address]).output().unwrap();
    assert_eq!(status.code(), Some(1));
    assert_eq!(text(&stdout), "");
    let said = text(&stderr);
    assert!(said.contains(&address) && said.contains("--listen"), "{said}");
}

/// A demo that serves, killed when the test is over, however that ends.
struct Serving {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
    /// What was printed until it asked for somebody to stop it.
    told: String,
}

impl Serving {
    fn start() -> Self {
        let mut child = demo(&[]).stdout(Stdio::piped()).spawn().expect("it starts");
        let mut serving = Self {
            out: BufReader::new(child.stdout.take().expect("it is piped")),
            child,
            told: String::new(),
        };
        while !serving.told.contains("Ctrl-C") {
            let read = serving.out.read_line(&mut serving.told).expect("it prints text");
            assert!(read > 0, "it ended early: {}", serving.told);
        }
        serving
    }

    /// The address that is printed behind these words.
    fn address(&self, of: &str) -> String {
        let line = self.told.lines().find_map(|line| line.trim().strip_prefix(of));
        line.unwrap_or_else(|| panic!("no address of {of}: {}", self.told))
            .trim()
            .to_owned()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already, as it should.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is a visitor's browser, not the product"
)]
fn browser() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().expect("a browser")
}

#[tokio::test]
async fn the_pages_that_it_names_can_be_read_and_played_on_until_it_is_told_to_stop() {
    let mut serving = Serving::start();
    let client = browser();
    for (page, words) in [
        ("the incident", "Checkout fails for every third customer"),
        ("its postmortem", "The review meeting begins"),
        ("the document", "database connection pool"),
        ("the checks", "closeout / postmortem"),
        ("the findings", "The root cause names a person"),
        ("the calendar", "Checkout fails for every third customer"),
        ("the repository", "acme/shop"),
        ("a new incident", "incident"),
    ] {
        let answer = client.get(serving.address(page)).send().await.unwrap();
        assert!(answer.status().is_success(), "{page}: {}", answer.status());
        let shown = answer.text().await.unwrap();
        assert!(shown.contains(words), "{page} does not say {words:?}");
    }
    let answered = client
        .post(format!("{}/comments", serving.address("the incident")))
        .header("content-type", "application/x-www-form-urlencoded")
        .body("body=%2Fhelp")
        .send()
        .await
        .unwrap();
    let shown = answered.text().await.unwrap();
    assert!(shown.contains("Type a command at the start of a line"), "{shown}");

    let id = serving.child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .unwrap()
            .success()
    );
    let mut rest = String::new();
    serving.out.read_to_string(&mut rest).unwrap();
    assert!(serving.child.wait().unwrap().success());
    assert!(rest.contains("ended"), "{rest}");
}
