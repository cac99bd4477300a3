//! Settings are refused all at once, in words that say what to set, and without showing a secret.

use clap::Parser;
use secrecy::ExposeSecret;

use super::*;
use crate::github::Credential;

#[derive(Debug, Parser)]
struct Line {
    #[command(flatten)]
    github: GitHubArgs,
    #[command(flatten)]
    server: ServerArgs,
}

fn line(flags: &[&str]) -> Line {
    Line::try_parse_from(["closeout"].iter().chain(flags)).unwrap()
}

fn resolve(flags: &[&str]) -> Result<(github::Settings, ServerSettings), Faults> {
    let line = line(flags);
    Faults::join(line.github.resolve(), line.server.resolve())
}

/// The App's number and key.
fn app(settings: &github::Settings) -> (u64, &str) {
    match &settings.credential {
        Credential::App { id, private_key } => (*id, private_key.expose_secret()),
        Credential::Token { .. } => panic!("no token was given"),
    }
}

const KEY: &str = "-----BEGIN RSA PRIVATE KEY-----\\nhunter2\\n-----END RSA PRIVATE KEY-----";
const GOOD: [&str; 6] = [
    "--app-id",
    "123",
    "--private-key",
    KEY,
    "--webhook-secret",
    "old, new,",
];

#[test]
fn everything_that_is_missing_is_reported_together() {
    let said = resolve(&[]).unwrap_err().to_string();
    assert!(said.starts_with("3 settings cannot be used:"), "{said}");
    for variable in [
        "CLOSEOUT_APP_ID",
        "CLOSEOUT_PRIVATE_KEY",
        "CLOSEOUT_WEBHOOK_SECRET",
    ] {
        assert!(said.contains(variable), "{said}");
    }
}

#[test]
fn everything_that_is_wrong_is_reported_together_and_with_what_to_write() {
    let wrong = [
        "--listen",
        "3000",
        "--public-url",
        "closeout.example.com",
        "--github-url",
        "ftp://x",
        "--app-id",
        "Iv1.abc",
        "--private-key",
        "/no/such/key.pem",
        "--webhook-secret",
        " , ",
        "--workers",
        "0",
        "--sweep",
        "often",
    ];
    let said = resolve(&wrong).unwrap_err().to_string();
    for fault in [
        "8 settings",
        "127.0.0.1:3000",
        "https://closeout.example.com",
        "https://ghe.example.com",
        "such as 123456",
        "/no/such/key.pem",
        "\"Webhook secret\"",
        "from 1 to 64",
        "`7 * * * *`",
    ] {
        assert!(said.contains(fault), "{fault} is not in: {said}");
    }
}

#[test]
fn the_defaults_suffice_for_the_public_site() {
    let (github, server) = resolve(&GOOD).unwrap();
    assert_eq!(github.api_url, "https://api.github.com");
    assert_eq!(app(&github).0, 123);
    assert_eq!(server.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(server.public_url, None);
    assert_eq!(server.workers, 4);
    let secrets: Vec<_> = server
        .webhook_secrets
        .iter()
        .map(ExposeSecret::expose_secret)
        .collect();
    assert_eq!(secrets, ["old", "new"]);
}

#[test]
fn a_key_comes_as_text_on_one_line_or_as_a_file() {
    let (github, _) = resolve(&GOOD).unwrap();
    assert!(app(&github).1.contains("-----\nhunter2\n-----"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("鍵.pem");
    std::fs::write(&path, "from the file").unwrap();
    let mut flags = GOOD;
    flags[3] = path.to_str().unwrap();
    let (github, _) = resolve(&flags).unwrap();
    assert_eq!(app(&github).1, "from the file");
}

#[test]
fn no_secret_is_ever_shown() {
    let settings = format!("{:?}", resolve(&GOOD).unwrap());
    for secret in ["hunter2", "old", "new,"] {
        assert!(!settings.contains(secret), "{settings}");
    }
    // A key without its first line looks like a path.
    let mut flags = GOOD;
    flags[3] = "MIIEowIBAAKCAQEAhunter2";
    let said = resolve(&flags).unwrap_err().to_string();
    assert!(!said.contains("hunter2"), "{said}");
    let mut flags = GOOD.to_vec();
    flags.extend(["--github-url", "https://me:hunter2@ghe.example.com"]);
    let said = resolve(&flags).unwrap_err().to_string();
    assert!(!said.contains("hunter2"), "{said}");
}

#[test]
fn the_address_of_the_api_follows_from_the_address_of_github() {
    let api = |url: &str| line(&["--github-url", url]).github.api_url().unwrap();
    assert_eq!(api("https://github.com/"), "https://api.github.com");
    assert_eq!(api("https://acme.ghe.com"), "https://api.acme.ghe.com");
    assert_eq!(api("https://ghe.example.com"), "https://ghe.example.com/api/v3");
    assert_eq!(api("http://127.0.0.1:8080/"), "http://127.0.0.1:8080/api/v3");
    let given = line(&["--github-api-url", "http://127.0.0.1:8080/"]);
    assert_eq!(given.github.api_url().unwrap(), "http://127.0.0.1:8080");
}
