//! The report of a small folder, made by hand, in every form; and what happens when something is wrong.

use std::{fs, path::Path, process::Command, sync::Arc};

use clap::Parser;
use tempfile::TempDir;

use super::*;
use crate::clock::ManualClock;

/// A folder with a drill, a postmortem whose meeting was late, a hostile one, and two that are broken.
const ENGLISH: &str = "tests/data/postmortems/en";
/// A folder whose second incident belongs to December in Tokyo.
const JAPANESE: &str = "tests/data/postmortems/ja";

#[derive(Debug, Parser)]
struct Line {
    #[command(flatten)]
    args: ReportArgs,
}

/// What is printed, what is said besides, and whether everything was counted.
async fn reported(arguments: &[&str]) -> anyhow::Result<(String, String, bool)> {
    let args = Line::try_parse_from([&["report"], arguments].concat())?.args;
    let clock = ManualClock::new("2026-12-01T00:00:00Z".parse().expect("an instant"));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = run_with(args, Arc::new(clock), &mut out, &mut err).await?;
    let text = |bytes| String::from_utf8(bytes).expect("it is text");
    Ok((text(out), text(err), code == ExitCode::SUCCESS))
}

/// The report of a folder without its history.
async fn of(folder: &str, arguments: &[&str]) -> (String, String, bool) {
    reported(&[&[folder, "--no-history"], arguments].concat())
        .await
        .expect("there is a report")
}

#[tokio::test]
async fn every_form_of_a_folder_in_english() {
    let base = "https://github.com/acme/shop/blob/main/postmortems";
    for format in ["md", "json", "csv", "html", "atom"] {
        let line = ["--format", format, "--link-base", base, "--from", "2026-08"];
        let (out, err, complete) = of(ENGLISH, &line).await;
        insta::assert_snapshot!(format!("en.{format}"), out);
        assert!(!complete);
        assert_eq!(
            err,
            "2026/27-broken.md:4:11: not counted: `severity` is `high`; write SEV1, SEV2, SEV3 or SEV4\n\
             2026/28-unclosed.md:1:1: not counted: the values at the top begin with `---` and never end; put a line `---` behind \
             the last\n\
             closeout: read 5 postmortems in 8 files of tests/data/postmortems/en\n"
        );
    }
}

#[tokio::test]
async fn every_form_for_people_in_japanese() {
    for format in ["md", "html", "atom"] {
        let line = [
            "--format",
            format,
            "--language",
            "ja",
            "--zone",
            "Asia/Tokyo",
            "--last",
            "3 months",
        ];
        let (out, err, complete) = of(JAPANESE, &line).await;
        insta::assert_snapshot!(format!("ja.{format}"), out);
        assert!(complete, "{err}");
    }
}

#[tokio::test]
async fn the_same_is_the_same_bytes() {
    for format in ["md", "json", "csv", "html", "atom"] {
        let line = ["--format", format];
        assert_eq!(of(ENGLISH, &line).await, of(ENGLISH, &line).await, "{format}");
    }
}

/// Reads what RFC 4180 describes.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut letters = csv.chars().peekable();
    let mut is_quoted = false;
    while let Some(letter) = letters.next() {
        let row = rows.last_mut().expect("there is a row");
        let cell = row.last_mut().expect("there is a cell");
        match letter {
            '"' if is_quoted && letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(String::new()),
            '\r' if !is_quoted => {
                assert_eq!(letters.next(), Some('\n'), "lines end with both");
                rows.push(vec![String::new()]);
            }
            other => cell.push(other),
        }
    }
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last line ends, too");
    rows
}

#[tokio::test]
async fn the_table_has_as_many_cells_in_each_row_and_no_formula() {
    let (out, ..) = of(ENGLISH, &["--format", "csv"]).await;
    let rows = cells(&out);
    assert_eq!(rows[0], csv::COLUMNS);
    assert_eq!(rows.len(), 6);
    for row in &rows {
        assert_eq!(row.len(), csv::COLUMNS.len());
        for (cell, column) in row.iter().zip(csv::COLUMNS) {
            let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert!(
                !(csv::WRITTEN.contains(&column) && is_formula),
                "{column}: {cell}"
            );
        }
    }
    let hostile = rows.iter().find(|row| row[0] == "26").expect("it is there");
    assert!(
        hostile[1].starts_with("'=HYPERLINK(\"https://evil.example\")"),
        "{}",
        hostile[1]
    );
}

#[tokio::test]
async fn the_form_follows_the_name_of_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, begins) in [
        ("r.html", "<!doctype html>"),
        ("r.xml", "<?xml"),
        ("r.json", "{"),
        ("r.csv", "incident,"),
        ("r.txt", "# "),
    ] {
        let path = folder.path().join(name);
        let (out, ..) = of(JAPANESE, &["--output", &path.display().to_string()]).await;
        assert_eq!(out, "", "{name}");
        let text = fs::read_to_string(&path).expect("it was written");
        assert!(text.starts_with(begins), "{name}: {text:.60}");
    }
}

#[tokio::test]
async fn an_id_of_the_feed_outlives_flags() {
    let ids = async |arguments: &[&str]| {
        let (out, ..) = of(ENGLISH, &[&["--format", "atom"], arguments].concat()).await;
        let ids = out
            .split("<id>")
            .skip(2)
            .map(|rest| rest.split('<').next().unwrap_or_default().to_owned());
        ids.collect::<Vec<_>>()
    };
    let plain = ids(&[]).await;
    assert_eq!(plain.len(), 4);
    assert_eq!(
        plain,
        ids(&[
            "--link-base",
            "https://example.com/x",
            "--language",
            "ja",
            "--zone",
            "Asia/Tokyo"
        ])
        .await
    );
}

/// Runs git in a folder at an instant.
fn git(folder: &Path, at: &str, arguments: &[&str]) {
    let status = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args([
            "-c",
            "user.name=x",
            "-c",
            "user.email=x@example.com",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(arguments)
        .env("GIT_AUTHOR_DATE", at)
        .env("GIT_COMMITTER_DATE", at)
        .env("GIT_CONFIG_GLOBAL", "")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("git is there");
    assert!(
        status.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&status.stderr)
    );
}

/// A repository with two postmortems: one came by a merge, one by a commit.
fn repository() -> TempDir {
    let clone = tempfile::tempdir().expect("a folder");
    let root = clone.path();
    let postmortem = |number: u64| {
        format!(
            "---\nincident: {number}\nseverity: SEV2\nstarted: 2026-09-01T10:00:00Z\ndeclared: 2026-09-01T10:00:00Z\n\
             acknowledged: 2026-09-01T10:05:00Z\nresolved: 2026-09-01T11:00:00Z\nannouncement: null\n---\n\n# It broke\n"
        )
    };
    let write = |number: u64| {
        let folder = root.join("postmortems/2026");
        fs::create_dir_all(&folder).expect("it can be made");
        fs::write(folder.join(format!("{number}-größe.md")), postmortem(number)).expect("it can be written");
    };
    git(root, "2026-08-01T00:00:00Z", &["init", "-q", "-b", "main"]);
    fs::write(root.join("README.md"), "x").expect("it can be written");
    git(root, "2026-08-01T00:00:00Z", &["add", "."]);
    git(root, "2026-08-01T00:00:00Z", &["commit", "-qm", "Begin"]);
    git(root, "2026-09-02T00:00:00Z", &["switch", "-qc", "postmortem/1"]);
    write(1);
    git(root, "2026-09-02T00:00:00Z", &["add", "."]);
    git(root, "2026-09-02T00:00:00Z", &["commit", "-qm", "Draft"]);
    git(root, "2026-09-02T00:00:00Z", &["switch", "-q", "main"]);
    git(
        root,
        "2026-09-05T11:00:00Z",
        &["merge", "-q", "--no-ff", "-m", "Merge", "postmortem/1"],
    );
    write(2);
    git(root, "2026-09-08T11:00:00Z", &["add", "."]);
    git(root, "2026-09-08T11:00:00Z", &["commit", "-qm", "Squashed"]);
    clone
}

#[tokio::test]
async fn a_clones_history_tells_when_postmortems_were_closed() {
    let clone = repository();
    let root = clone.path();
    let folder = root.join("postmortems").display().to_string();
    let (out, err, _) = reported(&[&folder, "--format", "json"])
        .await
        .expect("there is a report");
    let report: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let closed: Vec<&str> = report["incidents"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["postmortem_closed"].as_str())
        .collect();
    assert_eq!(closed, ["2026-09-05T11:00:00Z", "2026-09-08T11:00:00Z"], "{err}");
    assert_eq!(
        report["resolved_to_closed"]["median_seconds"],
        4 * 86_400 + 3 * 43_200
    );
    let shallow = tempfile::tempdir().expect("a folder");
    let copy = shallow.path().join("copy");
    let url = format!("file://{}", root.display());
    git(
        root,
        "2026-09-08T11:00:00Z",
        &["clone", "-q", "--depth", "1", &url, &copy.display().to_string()],
    );
    let folder = copy.join("postmortems").display().to_string();
    let (out, err, _) = reported(&[&folder, "--format", "json"])
        .await
        .expect("there is a report");
    assert!(
        out.contains("\"postmortem_closed\": null") && !out.contains("2026-09-08"),
        "{out}"
    );
    assert!(err.contains("the clone is shallow"), "{err}");
}

#[tokio::test]
async fn one_incident_in_two_documents_counts_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "---\nincident: 7\nseverity: SEV2\ndeclared: 2026-09-01T10:00:00Z\n---\n";
    for name in ["a.md", "b.md"] {
        fs::write(folder.path().join(name), text).expect("it can be written");
    }
    fs::write(folder.path().join("c.md"), b"\xff---\n").expect("it can be written");
    let shown = folder.path().display().to_string();
    let (out, err, complete) = of(&shown, &["--format", "csv"]).await;
    assert_eq!((cells(&out).len(), complete), (2, false));
    let expected = "b.md: not counted: about the same incident as a.md; keep one of them in this folder, or correct `incident`\n\
                    c.md: not counted: not written in UTF-8\n";
    assert!(err.starts_with(expected), "{err}");
}

#[tokio::test]
async fn what_cannot_be_used_says_what_to_type() {
    for (arguments, expected) in [
        (
            &["no/such/folder"][..],
            "no/such/folder cannot be read as a folder: ",
        ),
        (&["no/such/folder"], "or ask GitHub with --repo OWNER/REPO."),
        (
            &[ENGLISH, "--from", "2026-05", "--to", "2026-01"],
            "ends in 2026-01, before it begins in 2026-05; exchange the two",
        ),
        (
            &[ENGLISH, "--from", "May"],
            "\"May\" is no month; write the year first",
        ),
        (
            &[ENGLISH, "--last", "ever"],
            "\"ever\" is no length of time; write for example \"12 months\"",
        ),
        (&["--repo", "shop"], "write OWNER/REPO, such as acme/shop"),
        (
            &[ENGLISH, "--link-base", "postmortems"],
            "no http(s) address of a folder; write one such as https://",
        ),
        (
            &[ENGLISH, "--last", "1 month", "--from", "2026-01"],
            "cannot be used with",
        ),
        (&[ENGLISH, "--repo", "acme/shop"], "cannot be used with"),
    ] {
        let said = reported(arguments)
            .await
            .expect_err("it cannot be used")
            .to_string();
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
}

#[tokio::test]
async fn without_any_credential_both_kinds_are_named() {
    let said = reported(&[
        "--repo",
        "acme/shop",
        "--token",
        "",
        "--app-id",
        "",
        "--private-key",
        "",
    ])
    .await;
    let said = said.expect_err("there is none").to_string();
    for name in ["CLOSEOUT_APP_ID", "CLOSEOUT_PRIVATE_KEY", "CLOSEOUT_TOKEN"] {
        assert!(said.contains(name), "{said}");
    }
}

/// Every key of a JSON document, wherever it stands.
fn keys(value: &serde_json::Value, found: &mut std::collections::BTreeSet<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                found.insert(key.clone());
                keys(value, found);
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

#[tokio::test]
async fn the_page_of_the_documentation_names_every_column_and_every_key() {
    let page = include_str!("../../../docs/report.md");
    let (out, ..) = of(ENGLISH, &["--format", "json"]).await;
    let mut named = csv::COLUMNS.map(str::to_owned).into();
    keys(&serde_json::from_str(&out).expect("it is JSON"), &mut named);
    // Those are severities, and not names of ours.
    named.retain(|name| !name.starts_with("SEV") && name != "seconds" && name != "mtrs");
    for name in named {
        assert!(
            page.contains(&format!("`{name}`")),
            "docs/report.md does not name `{name}`"
        );
    }
    assert!(page.contains(crate::report::SCHEMA));
}
