//! A release as `.github/workflows/release.yml` packs it, fetched by the action that is called by it.

use std::{fs, path::Path};

use serde_json::json;

use crate::{
    runner::{CHECKOUT, Ended, Order, Runner},
    stage::Stage,
};

const TAG: &str = "v9.8.7";

/// The runners of the release, and the platform that each builds for.
const PLATFORMS: [(&str, &str); 5] = [
    ("ubuntu-24.04", "x86_64-unknown-linux-musl"),
    ("ubuntu-24.04-arm", "aarch64-unknown-linux-musl"),
    ("macos-15-intel", "x86_64-apple-darwin"),
    ("macos-15", "aarch64-apple-darwin"),
    ("windows-2025", "x86_64-pc-windows-msvc"),
];

/// Runs a job of the release in a workspace of its own.
fn job(runner: &Runner, name: &str, matrix: Option<&str>) -> Ended {
    let reference = format!("refs/tags/{TAG}");
    let mut order = Order {
        workflow: &Path::new(CHECKOUT).join(".github/workflows/release.yml"),
        job: name,
        event: "push",
        payload: &json!({ "ref": reference }),
        repository: "acme/closeout",
        secrets: json!({ "GITHUB_TOKEN": "ghs_ofTheRelease" }),
        more: checked_out(runner, matrix.unwrap_or(name), &["CHANGELOG.md"]),
    };
    if let Some(target) = matrix {
        order
            .more
            .extend(["--matrix".to_owned(), format!("target={target}")]);
    }
    let ended = runner.run(&order);
    ended.succeeded();
    ended
}

/// Where images go.
const REGISTRY: &str = "images.example";

/// Makes the image of the release that people have published.
fn image(runner: &Runner) -> Ended {
    let vars = runner.path("vars.json");
    fs::write(&vars, json!({ "IMAGE_REGISTRY": REGISTRY }).to_string()).expect("a file");
    let mut more = checked_out(runner, "image", &["Dockerfile", "scripts/lay-out-image"]);
    more.extend(["--vars".to_owned(), vars.display().to_string()]);
    runner.run(&Order {
        workflow: &Path::new(CHECKOUT).join(".github/workflows/image.yml"),
        job: "image",
        event: "release",
        payload: &json!({ "action": "published", "release": { "tag_name": TAG } }),
        repository: "Acme/closeout",
        secrets: json!({ "GITHUB_TOKEN": "ghs_ofTheImage" }),
        more,
    })
}

/// A workspace with files of the checkout in it, and the options by which a job of the tag stands there.
fn checked_out(runner: &Runner, name: &str, files: &[&str]) -> Vec<String> {
    let workspace = runner.path(name);
    for file in files {
        let copy = workspace.join(file);
        fs::create_dir_all(copy.parent().expect("a folder")).expect("it is made");
        fs::copy(Path::new(CHECKOUT).join(file), copy).expect("it is there");
    }
    let mut options = vec![
        "--ref".to_owned(),
        format!("refs/tags/{TAG}"),
        "--workspace".to_owned(),
        workspace.display().to_string(),
    ];
    for action in ["attest-build-provenance", "upload-artifact", "download-artifact"] {
        let folder = runner.path(&format!("actions/{action}"));
        options.extend([
            "--action".to_owned(),
            format!("actions/{action}={}", folder.display()),
        ]);
    }
    options
}

fn release(runner: &Runner) {
    for (label, target) in PLATFORMS {
        let built = job(runner, "build", Some(target));
        assert_eq!(built.told("runner")["label"], label, "{target}");
    }
    job(runner, "draft", None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_released_is_what_the_action_fetches() {
    let stage = Stage::calling(TAG).await;
    release(&stage.runner);
    let release = stage.runner.path(&format!("store/releases/{TAG}"));
    let sums = fs::read_to_string(release.join("SHA256SUMS")).expect("it is released");
    let mut listed: Vec<_> = sums
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(_, name)| name)
        .collect();
    listed.push("SHA256SUMS");
    listed.sort_unstable();
    let mut released: Vec<_> = fs::read_dir(&release)
        .expect("it is there")
        .map(|file| {
            file.expect("it is there")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    released.sort_unstable();
    assert_eq!(listed, released, "every file has its checksum");

    let mut before = "ubuntu-24.04";
    for (label, target) in PLATFORMS {
        stage.edit(&format!("runs-on: {before}\n"), &format!("runs-on: {label}\n"));
        before = label;
        let run = stage.sweeps();
        assert!(
            run.log()
                .contains(&format!("Closeout {TAG}, released for {target}")),
            "{run:?}"
        );
        assert_eq!(run.outcome("Fetch or build the binary"), "success");
        // What is there for Windows does not run here.
        if !target.contains("windows") {
            run.succeeded();
            assert_eq!(run.told("annotations"), &json!([]), "nothing was built");
            assert_eq!(
                stage.sweeps().told("cache")["restored"],
                run.told("cache")["saved"]
            );
        }
    }
    stage.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_that_was_tampered_with_is_not_run() {
    let stage = Stage::calling(TAG).await;
    job(&stage.runner, "build", Some(PLATFORMS[0].1));
    job(&stage.runner, "draft", None);
    let archive = stage.runner.path(&format!(
        "store/releases/{TAG}/closeout-{TAG}-{}.tar.gz",
        PLATFORMS[0].1
    ));
    let packed = fs::read(&archive).expect("it is released");
    fs::write(&archive, &packed[1..]).expect("a file");
    let run = stage.sweeps();
    run.failed();
    assert!(run.annotations("error")[0].contains("The checksum of"), "{run:?}");
    assert_eq!(run.outcome("Carry on"), "skipped");
    stage.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_that_is_asked_for_and_not_there_is_an_error() {
    let stage = Stage::calling(TAG).await;
    stage.add("        with:\n          version: v1.0.0\n");
    let run = stage.sweeps();
    run.failed();
    assert!(
        run.annotations("error")[0].contains("Release v1.0.0 cannot be fetched"),
        "{run:?}"
    );
    stage.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_holds_what_was_released() {
    let stage = Stage::calling(TAG).await;
    let runner = &stage.runner;
    for (_, target) in &PLATFORMS[..2] {
        job(runner, "build", Some(target));
    }
    job(runner, "draft", None);
    image(runner).succeeded();
    let pushed = |name: &str| runner.path("store/docker/registry").join(name);
    let name = format!("{REGISTRY}_acme_closeout");
    for (arch, target) in [("amd64", PLATFORMS[0].1), ("arm64", PLATFORMS[1].1)] {
        let image = pushed(&format!("{name}_{TAG}-{arch}"));
        let built = runner.path(&format!("{target}/target/{target}/release/closeout"));
        let read = |path: &Path| fs::read(path).expect("it is there");
        assert!(
            read(&image.join("usr/bin/closeout")) == read(&built),
            "{arch}: it is the program for this platform"
        );
        assert!(!read(&image.join("etc/ssl/certs/ca-certificates.crt")).is_empty());
        assert_eq!(
            fs::read_dir(image.join("data")).expect("a folder").count(),
            0,
            "room for the database"
        );
    }
    let list = fs::read_to_string(pushed(&format!("{name}_{TAG}.list"))).expect("it is pushed");
    assert_eq!(list.lines().count(), 2, "{list}");
    let attested = fs::read_to_string(runner.path("store/attested")).expect("it is there");
    assert!(
        attested.contains(&format!("{REGISTRY}/acme/closeout@sha256:")),
        "{attested}"
    );
    stage.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn no_image_is_made_of_what_nobody_vouches_for() {
    let stage = Stage::calling(TAG).await;
    for (_, target) in &PLATFORMS[..2] {
        job(&stage.runner, "build", Some(target));
    }
    job(&stage.runner, "draft", None);
    fs::write(stage.runner.path("store/attested"), "").expect("a file");
    image(&stage.runner).failed();
    assert!(!stage.runner.path("store/docker").exists(), "nothing was built");
    stage.close();
}
