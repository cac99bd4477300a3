//! The command on folders of a temporary disk.

use std::{fs, path::Path};

use clap::Parser;
use tempfile::TempDir;

use super::*;
use crate::form;

/// The arguments alone.
#[derive(Debug, Parser)]
struct Line {
    #[command(flatten)]
    args: InitArgs,
}

fn repository() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(".git")).expect("it is made");
    folder
}

/// Whether it ended well, and what it printed.
fn init(folder: &Path, arguments: &[&str]) -> anyhow::Result<(bool, String)> {
    let folder = folder.to_str().expect("a plain path");
    let line = ["init", folder, "--no-color"]
        .into_iter()
        .chain(arguments.iter().copied());
    let mut out = Vec::new();
    let code = run(&Line::try_parse_from(line)?.args, &mut out)?;
    Ok((code == ExitCode::SUCCESS, String::from_utf8(out)?))
}

const ACTION: [&str; 3] = ["--repository", "acme/closeout", "--yes"];

fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).expect("it was written")
}

#[test]
fn the_first_run_writes_everything_and_the_second_nothing() {
    let folder = repository();
    let (good, said) = init(folder.path(), &ACTION).expect("it runs");
    assert!(good && said.ends_with("3 files written.\n"), "{said}");
    assert!(
        said.contains("--- /dev/null\n+++ b/.github/closeout.yml\n@@ "),
        "{said}"
    );
    let form = read(&folder, files::FORM);
    let post = "### Severity\n\nSEV1: Critical. Most customers cannot use the service at all, or data is being lost or exposed.";
    assert!(form::read(post, Some(&form)).is_some_and(|report| report.severity.is_some()));
    assert!(read(&folder, files::WORKFLOW).contains("uses: acme/closeout@v"));
    let (good, said) = init(folder.path(), &ACTION).expect("it runs");
    let expected = "\
.github/closeout.yml: already there
.github/ISSUE_TEMPLATE/incident.yml: already there
.github/workflows/closeout.yml: already there
Nothing to do: everything is already there.
";
    assert_eq!((good, said.as_str()), (true, expected));
    let left = fs::read_dir(folder.path().join(".github"))
        .expect("a folder")
        .count();
    assert_eq!(left, 3, "no draft is left behind");
}

#[test]
fn what_somebody_wrote_is_shown_and_stays() {
    let folder = repository();
    fs::create_dir(folder.path().join(".github")).expect("it is made");
    let own = "language: ja\nlabels: { incident: 障害 }\n\u{1b}[2J";
    fs::write(folder.path().join(policy::PATH), own).expect("it is written");
    let (good, said) = init(folder.path(), &["--app"]).expect("it runs");
    assert!(!good, "{said}");
    assert!(
        said.contains("--- a/.github/closeout.yml\n+++ b/.github/closeout.yml\n"),
        "{said}"
    );
    assert!(!said.contains('\u{1b}'), "{said}");
    assert!(
        said.ends_with("1 file written; 1 file reads otherwise and stays.\n"),
        "{said}"
    );
    assert_eq!(read(&folder, policy::PATH), own);
    assert!(
        !folder.path().join(files::WORKFLOW).exists(),
        "the App needs no workflow"
    );
}

#[test]
fn the_form_follows_the_configuration_that_is_there() {
    let folder = repository();
    fs::create_dir(folder.path().join(".github")).expect("it is made");
    fs::write(
        folder.path().join(policy::PATH),
        "language: ja\nlabels: { incident: 障害 }\n",
    )
    .expect("it is written");
    init(folder.path(), &["--app"]).expect("it runs");
    let form = read(&folder, files::FORM);
    assert!(
        form.contains("labels: ['障害']") && form.contains("重大度"),
        "{form}"
    );
}

#[test]
fn a_rehearsal_writes_nothing_and_tells_scripts_whether_something_is_missing() {
    let folder = repository();
    for flag in ["--dry-run", "--check"] {
        let (good, said) = init(folder.path(), &["--app", flag]).expect("it runs");
        assert!(!good && said.ends_with("2 files would be written.\n"), "{said}");
        assert!(!folder.path().join(".github").exists());
    }
    init(folder.path(), &["--app", "--yes"]).expect("it runs");
    let (good, said) = init(folder.path(), &["--app", "--check"]).expect("it runs");
    assert!(good, "{said}");
}

#[test]
fn another_spelling_of_a_name_is_the_same_file() {
    let folder = repository();
    init(folder.path(), &["--app"]).expect("it runs");
    let twin = folder.path().join(".github/ISSUE_TEMPLATE/incident.yaml");
    fs::rename(folder.path().join(files::FORM), twin).expect("it is moved");
    let (good, said) = init(folder.path(), &["--app"]).expect("it runs");
    assert!(good && said.contains("incident.yaml: already there"), "{said}");
}

#[test]
fn lines_may_end_as_git_ends_them() {
    let folder = repository();
    init(folder.path(), &["--app"]).expect("it runs");
    let windows = read(&folder, files::FORM).replace('\n', "\r\n");
    fs::write(folder.path().join(files::FORM), windows).expect("it is written");
    let (good, said) = init(folder.path(), &["--app"]).expect("it runs");
    assert!(good, "{said}");
}

#[test]
fn it_writes_to_the_root_of_a_repository_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = |path: &Path, arguments: &[&str]| init(path, arguments).expect_err("it refuses").to_string();
    assert!(said(folder.path(), &["--app"]).contains("is no Git repository"));
    assert!(init(folder.path(), &["--app", "--force"]).expect("it may").0);
    let repository = repository();
    let inside = repository.path().join("src");
    fs::create_dir(&inside).expect("it is made");
    assert!(said(&inside, &["--app"]).contains("Write: closeout init "));
    assert!(said(&repository.path().join("nowhere"), &["--app"]).contains("cannot be used"));
    let bare = init(repository.path(), &[]).expect_err("it refuses").to_string();
    assert!(bare.contains("--repository OWNER/closeout"), "{bare}");
    for wrong in ["acme", "acme/", "a b/c", "acme/x/y", "acme/x@v1"] {
        let refused = init(repository.path(), &["--repository", wrong])
            .expect_err("it refuses")
            .to_string();
        assert!(refused.contains("acme/closeout"), "{refused}");
    }
    assert!(init(repository.path(), &["--app", "--ref", "v1\n  evil: true"]).is_err());
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_repository() {
    use std::os::unix::fs::symlink;
    let (folder, elsewhere) = (repository(), tempfile::tempdir().expect("a folder"));
    symlink(elsewhere.path(), folder.path().join(".github")).expect("it is made");
    let said = init(folder.path(), &["--app"])
        .expect_err("it refuses")
        .to_string();
    assert!(said.contains("leads out of the repository"), "{said}");
    assert_eq!(fs::read_dir(elsewhere.path()).expect("a folder").count(), 0);

    let folder = self::repository();
    fs::create_dir(folder.path().join("config")).expect("it is made");
    symlink("config", folder.path().join(".github")).expect("it is made");
    symlink("../nowhere", folder.path().join("config/closeout.yml")).expect("it is made");
    let (good, said) = init(folder.path(), &["--app"]).expect("it runs");
    assert!(
        !good && said.contains("closeout.yml: kept as it is; it is a symbolic link"),
        "{said}"
    );
    assert!(
        folder.path().join("config/ISSUE_TEMPLATE/incident.yml").is_file(),
        "a link inside is followed"
    );
}

#[test]
fn what_appears_meanwhile_stays() {
    let folder = repository();
    let root = Root::of(folder.path(), false).expect("it is one");
    fs::write(folder.path().join("x.yml"), "theirs").expect("it is written");
    assert!(root.write("x.yml", "ours").is_err());
    assert_eq!(read(&folder, "x.yml"), "theirs");
    assert_eq!(
        fs::read_dir(folder.path()).expect("a folder").count(),
        2,
        "no draft is left behind"
    );
}
