//! How each command line is run.

/// How a command line is run.
#[derive(Debug, Clone, Copy)]
pub(crate) enum How {
    /// As it is, without GitHub; it ends with this exit code.
    Alone(i32),
    /// With the settings of an App.
    AsApp,
    /// In the environment of a workflow's step.
    InWorkflow,
    /// A server: it is started and told to stop.
    Serve,
    /// A demo, which may go on: it is played once.
    Play,
    /// Not at all, and why.
    Understood(&'static str),
}

use How::{Alone, AsApp, InWorkflow, Play, Serve, Understood};

pub(crate) const LINES: &[(&str, How)] = &[
    ("closeout init --repository acme/closeout", Alone(0)),
    // The first one's files are there already, and some read otherwise in Japanese.
    ("closeout init --app --language ja", Alone(1)),
    (
        "closeout init ../shop --repository acme/closeout --dry-run",
        Alone(1),
    ),
    (
        "closeout serve --app-id 123456 --private-key closeout.pem --webhook-secret \"$SECRET\"",
        Serve,
    ),
    (
        "CLOSEOUT_APP_ID=123456 CLOSEOUT_PRIVATE_KEY=closeout.pem CLOSEOUT_WEBHOOK_SECRET=… closeout serve",
        Serve,
    ),
    ("closeout serve", Serve),
    ("closeout doctor", AsApp),
    ("closeout doctor --repo acme/ops", AsApp),
    ("CLOSEOUT_TOKEN=\"$TOKEN\" closeout doctor --repo acme/ops", AsApp),
    ("closeout doctor --json", AsApp),
    ("closeout reconcile acme/ops#42 --dry-run", AsApp),
    ("closeout reconcile acme/ops#42", AsApp),
    ("closeout reconcile --all", AsApp),
    ("closeout reconcile --all --dry-run --json", AsApp),
    ("closeout action", InWorkflow),
    ("closeout action --dry-run", InWorkflow),
    ("closeout deadline --within \"3 business days\"", Alone(0)),
    (
        "closeout deadline --from 2026-11-20T23:10+09:00 --within \"3 business days\" --zone Asia/Tokyo --holidays jp",
        Alone(0),
    ),
    (
        "closeout deadline --from \"yesterday 23:10\" --within \"5 calendar days\" --hours 9:00-17:00 --json",
        Alone(0),
    ),
    // What a template leaves open is an error, and advice in a draft.
    ("closeout lint postmortems/2026/*.md", Alone(1)),
    ("closeout lint - --status draft < notes.md", Alone(0)),
    (
        "closeout lint postmortem.md --config .github/closeout.yml --format sarif > results.sarif",
        Alone(1),
    ),
    ("closeout lint postmortem.md --format github", Alone(1)),
    (
        "closeout render --template .github/closeout/postmortem.md.hbs",
        Alone(0),
    ),
    (
        "closeout render --template minimal --language ja --severity 2",
        Alone(0),
    ),
    ("closeout report", Alone(0)),
    (
        "closeout report --last \"12 months\" --output report.html",
        Alone(0),
    ),
    (
        "closeout report --by quarter --zone Asia/Tokyo --language ja",
        Alone(0),
    ),
    ("closeout report --repo acme/shop --format json", AsApp),
    (
        "closeout report --format atom --link-base https://github.com/acme/shop/blob/main/postmortems",
        Alone(0),
    ),
    (
        "closeout report --format atom --link-base https://example.com/postmortems",
        Alone(0),
    ),
    ("cargo run -- demo", Play),
    ("cargo run -- demo --once", Play),
    ("cargo run -- demo --language ja", Play),
    ("closeout demo", Play),
    (
        "closeout demo --listen 127.0.0.1:8000",
        Understood("the port may be taken on the machine that runs the tests"),
    ),
    ("closeout demo --once", Play),
    ("closeout demo --language ja", Play),
    ("closeout schema", Alone(0)),
    ("closeout schema --output closeout.schema.json", Alone(0)),
    (
        "closeout completions bash > ~/.local/share/bash-completion/completions/closeout",
        Alone(0),
    ),
    ("closeout completions zsh > ~/.zfunc/_closeout", Alone(0)),
    (
        "closeout completions fish > ~/.config/fish/completions/closeout.fish",
        Alone(0),
    ),
    ("closeout man | man -l -", Alone(0)),
    ("closeout man lint | man -l -", Alone(0)),
    ("closeout man --output ~/.local/share/man/man1", Alone(0)),
];

#[test]
fn whatever_is_not_run_has_a_reason() {
    for (line, how) in LINES {
        if let Understood(reason) = how {
            assert!(!reason.is_empty(), "{line}");
        }
    }
}
