//! That the runner does what it is believed to do: what GitHub documents, shown on a workflow made for it.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::runner::{CHECKOUT, Ended, Order, Runner};

/// Runs the sample's job for an event.
fn attempt(job: &str, event: &str, payload: &Value, more: &[&str]) -> Result<Ended, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let runner = Runner::new(folder.path());
    runner.attempt(&Order {
        workflow: &Path::new(CHECKOUT).join("tests/workflow/sample.yml"),
        job,
        event,
        payload,
        repository: "acme/shop",
        secrets: json!({ "SESAME": "open" }),
        more: more.iter().map(|&option| option.to_owned()).collect(),
    })
}

fn opened() -> Value {
    json!({ "action": "opened", "issue": { "number": 7, "title": "it's }} 100 %" } })
}

#[test]
fn steps_speak_to_the_runner_and_to_each_other() {
    let ended = attempt("speak", "issues", &opened(), &[]).expect("it can be run");
    ended.failed();
    assert_eq!(ended.told("concurrency"), &json!([{ "group": "sample-7" }]));
    assert_eq!(ended.told("permissions"), &json!({ "issues": "read" }));
    assert_eq!(ended.annotations("error")[0], "first\nsecond");
    assert_eq!(ended.told("annotations")[0]["title"], "a:b, c");
    assert_eq!(ended.annotations("warning"), ["indented"]);
    assert_eq!(ended.annotations("notice"), ["in brackets", "heard again"]);
    assert_eq!(ended.step(0)["outputs"], json!({ "one": "a=b", "lines": "x\ny" }));
    let outcomes = |name: &str| -> Vec<_> {
        (0..7)
            .map(|step| ended.step(step)[name].as_str().expect("a text"))
            .collect()
    };
    assert_eq!(
        outcomes("conclusion"),
        [
            "success", "success", "success", "failure", "skipped", "success", "failure"
        ],
    );
    assert_eq!(outcomes("outcome")[2], "failure", "it goes on all the same");
    let log = ended.log();
    for line in [
        "global job step x/issues",
        "::error::not heard",
        "*** ***",
        "from the path, later",
        "it's }} 100 % after a failure",
    ] {
        assert!(log.lines().any(|shown| shown == line), "{line}: {log}");
    }
    assert_eq!(ended.summary(), "a *** here\n", "the other one was too long");
    assert_eq!(ended.told("masked"), 1, "one line");
    let problems = ended.told("problems").to_string();
    assert!(
        problems.contains("got 1025k") && problems.contains("set-env"),
        "{problems}"
    );
}

#[test]
fn events_start_what_listens_to_them() {
    let started = |event: &str, payload: &Value, more: &[&str]| {
        let options = [&["--plan"], more].concat();
        attempt("speak", event, payload, &options)
            .expect("it is understood")
            .started()
    };
    assert!(started("issues", &opened(), &[]));
    assert!(!started("issues", &json!({ "action": "closed" }), &[]));
    assert!(!started("issue_comment", &json!({ "action": "created" }), &[]));
    for (path, starts) in [
        ("docs/page.md", true),
        ("docs/deep/page.md", true),
        ("docs/skip.md", false),
        ("README.md", true),
        ("xREADME.md", false),
    ] {
        let push = json!({ "commits": [{ "modified": [path] }] });
        assert_eq!(started("push", &push, &[]), starts, "{path}");
        assert!(!started("push", &push, &["--ref", "refs/heads/other"]));
    }
    for (tag, starts) in [
        ("v1.2.3", true),
        ("v10.20.30-rc.1", true),
        ("v1.2", false),
        ("1.2.3", false),
    ] {
        let reference = format!("refs/tags/{tag}");
        assert_eq!(
            started("push", &json!({}), &["--ref", &reference]),
            starts,
            "{tag}"
        );
    }
    assert!(started("schedule", &json!({ "schedule": "7 * * * *" }), &[]));
    assert!(!started("schedule", &json!({ "schedule": "8 * * * *" }), &[]));
}

#[test]
fn a_matrix_has_the_combinations_that_github_makes_of_it() {
    let plan = |matrix: &[&str]| attempt("many", "issues", &opened(), &[&["--plan"], matrix].concat());
    let runner = |matrix: &[&str]| plan(matrix).expect("it is one").told("runner")["label"].clone();
    assert_eq!(
        runner(&["--matrix", "size=1", "--matrix", "extra=more"]),
        "ubuntu-24.04"
    );
    assert_eq!(runner(&["--matrix", "size=9"]), "windows-2025");
    let several = plan(&["--matrix", "size=1"]).expect_err("there are two").clone();
    assert!(several.contains("it chooses 2"), "{several}");
    assert!(
        plan(&["--matrix", "size=2", "--matrix", "runner=macos-15"]).is_err(),
        "it is excluded"
    );
}

#[test]
fn what_cannot_be_run_is_said() {
    let unknown = attempt("unknown", "issues", &opened(), &[]).expect_err("nothing stands for it");
    assert!(
        unknown.contains("uses: acme/other@v1 cannot run here")
            && unknown.contains("--action acme/other=FOLDER"),
        "{unknown}"
    );
    let misspelt = attempt("misspelt", "issues", &opened(), &[]).expect("it can be run");
    misspelt.failed();
    assert!(
        misspelt.annotations("error")[0].contains("Unrecognized"),
        "{misspelt:?}"
    );
}

#[test]
fn an_action_sees_its_inputs_and_nothing_of_the_jobs_secrets() {
    let folder = tempfile::tempdir().expect("a folder");
    let action = |step: &str| {
        let text = format!(
            "inputs:\n  given: {{ default: no }}\n  usual: {{ default: \"${{{{ github.repository }}}}\" }}\n\
             outputs:\n  told: {{ value: \"${{{{ steps.a.outputs.told }}}}\" }}\n\
             runs:\n  using: composite\n  steps:\n    - id: a\n{step}"
        );
        fs::write(folder.path().join("action.yml"), text).expect("a file");
        let action = format!("acme/other={}", folder.path().display());
        attempt("unknown", "issues", &opened(), &["--action", &action]).expect("it can be run")
    };
    let told = action(
        "      shell: bash\n      run: echo \"told=$A $B $GITHUB_ACTION_REPOSITORY\" >>\"$GITHUB_OUTPUT\"\n      \
         env: { A: \"${{ inputs.given }} ${{ inputs.usual }}\", B: \"${{ github.action_ref }}\" }\n",
    );
    told.succeeded();
    assert_eq!(told.step(0)["outputs"]["told"], "yes acme/shop v1 ");
    let secret = action("      shell: bash\n      run: echo ${{ secrets.SESAME }}\n");
    secret.failed();
    let bare = action("      run: echo no shell\n");
    assert!(bare.annotations("error")[0].contains("shell"), "{bare:?}");
}
