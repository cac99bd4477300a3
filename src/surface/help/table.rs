//! The rows: a command each, in the order of `closeout --help`.

use super::Help;

/// When the program could not begin.
const UNUSABLE: &str = "the arguments or the settings cannot be used, so that nothing was done";

/// The program as a whole.
pub(in crate::surface) const PROGRAM: Help = Help {
    command: "",
    examples: &[
        ("closeout demo", "see it all without GitHub"),
        (
            "closeout init --repository acme/closeout",
            "prepare a repository for the Action",
        ),
        ("closeout serve", "run the GitHub App's server"),
        (
            "closeout doctor --repo acme/ops",
            "what is wrong with the installation",
        ),
        (
            "closeout reconcile acme/ops#42 --dry-run",
            "what would be done about an incident",
        ),
        ("closeout lint postmortems/2026/*.md", "check postmortems"),
        ("closeout report --repo acme/ops", "what its incidents amount to"),
        (
            "closeout deadline --within \"3 business days\"",
            "when a deadline falls",
        ),
    ],
    note: "A flag can be given as the environment variable that `closeout <COMMAND> --help` names with it. Results go to \
           standard output, everything else to standard error. Colours are for terminals only; NO_COLOR takes them away, \
           CLICOLOR_FORCE=1 brings them into files and pipes.",
    exits: [
        "it was done, and nothing was found wrong",
        "something could not be done, or was found wrong; each command's help says what",
        UNUSABLE,
    ],
};

/// Every command.
pub(in crate::surface) const HELPS: &[Help] = &[
    Help {
        command: "init",
        examples: &[
            (
                "closeout init --repository acme/closeout",
                "for a workflow that uses acme's copy of Closeout",
            ),
            (
                "closeout init --app --language ja",
                "for a GitHub App, in Japanese",
            ),
            (
                "closeout init ../shop --repository acme/closeout --dry-run",
                "show what would be written",
            ),
        ],
        note: "It writes .github/closeout.yml, .github/ISSUE_TEMPLATE/incident.yml and, unless --app is given, \
               .github/workflows/closeout.yml. It asks before it writes when somebody sits at a terminal. A file that is there \
               already is never changed: how it differs is shown, and it stays.",
        exits: [
            "everything is there now, or was already",
            "a file that is there reads otherwise and was kept; or --dry-run found something missing; or somebody said no",
            "the arguments cannot be used, or the folder is not the root of a Git repository, so that nothing was written",
        ],
    },
    Help {
        command: "serve",
        examples: &[
            (
                "closeout serve --app-id 123456 --private-key closeout.pem --webhook-secret \"$SECRET\"",
                "",
            ),
            (
                "CLOSEOUT_APP_ID=123456 CLOSEOUT_PRIVATE_KEY=closeout.pem CLOSEOUT_WEBHOOK_SECRET=… closeout serve",
                "",
            ),
        ],
        note: "Let GitHub deliver to http(s)://<this server>/webhooks/github. Operators look at /healthz, /readyz and /metrics. \
               The container image of a release listens on port 3000 and keeps its database in the volume /data; the private key \
               goes into its environment as text.",
        exits: [
            "it was told to stop, and stopped in good order",
            "it could not listen, or could not open the database",
            UNUSABLE,
        ],
    },
    Help {
        command: "doctor",
        examples: &[
            (
                "closeout doctor",
                "the App and its server, by the settings of `closeout serve`",
            ),
            ("closeout doctor --repo acme/ops", "the same, and a repository"),
            (
                "CLOSEOUT_TOKEN=\"$TOKEN\" closeout doctor --repo acme/ops",
                "what a workflow's token can do there",
            ),
            ("closeout doctor --json", "for a script"),
        ],
        note: "It reads and writes nothing, and shows no secret. docs/doctor.md lists the checks.",
        exits: [
            "nothing is wrong; warnings do not count",
            "there are faults; each comes with what to do about it",
            "the arguments or the settings cannot be used, so that GitHub was not asked",
        ],
    },
    Help {
        command: "reconcile",
        examples: &[
            (
                "closeout reconcile acme/ops#42 --dry-run",
                "print what would be done about one incident",
            ),
            ("closeout reconcile acme/ops#42", "do it"),
            (
                "closeout reconcile --all",
                "find and mend every incident, as after the loss of the database",
            ),
            (
                "closeout reconcile --all --dry-run --json",
                "the plans of all of them, for a script",
            ),
        ],
        note: "It tells on standard error how far it is when there is more than one incident.",
        exits: [
            "everything was done, or printed",
            "an incident or a repository could not be looked at, or something could not be done",
            UNUSABLE,
        ],
    },
    Help {
        command: "action",
        examples: &[
            (
                "closeout action",
                "in a workflow's step, where everything stands in the environment",
            ),
            (
                "closeout action --dry-run",
                "say what would be done, and do nothing",
            ),
        ],
        note: "The action passes everything by environment variables; docs/action.md lists its inputs and outputs.",
        exits: [
            "everything was done",
            "something could not be done; an annotation says what",
            UNUSABLE,
        ],
    },
    Help {
        command: "deadline",
        examples: &[
            ("closeout deadline --within \"3 business days\"", ""),
            (
                "closeout deadline --from 2026-11-20T23:10+09:00 --within \"3 business days\" --zone Asia/Tokyo --holidays jp",
                "",
            ),
            (
                "closeout deadline --from \"yesterday 23:10\" --within \"5 calendar days\" --hours 9:00-17:00 --json",
                "",
            ),
        ],
        note: "It uses no configuration: what a repository has in its own is given here by hand.",
        exits: ["the deadline was printed", "it could not be printed", UNUSABLE],
    },
    Help {
        command: "lint",
        examples: &[
            ("closeout lint postmortems/2026/*.md", ""),
            ("closeout lint - --status draft < notes.md", ""),
            (
                "closeout lint postmortem.md --config .github/closeout.yml --format sarif > results.sarif",
                "",
            ),
            ("closeout lint postmortem.md --format github", ""),
        ],
        note: "docs/lint.md lists the rules.",
        exits: [
            "there are no errors; warnings do not count",
            "there are errors",
            "the arguments cannot be used, or a file cannot be read, so that nothing was checked",
        ],
    },
    Help {
        command: "render",
        examples: &[
            (
                "closeout render --template .github/closeout/postmortem.md.hbs",
                "",
            ),
            (
                "closeout render --template minimal --language ja --severity 2",
                "",
            ),
        ],
        note: "It uses no configuration and asks nobody. Faults of a template are told with line and column; \
               docs/templates.md lists everything that a template can say.",
        exits: [
            "the document was printed",
            "the template has faults",
            "the arguments cannot be used, or the template cannot be read",
        ],
    },
    Help {
        command: "report",
        examples: &[
            ("closeout report", "the clone you are in, as Markdown"),
            (
                "closeout report --last \"12 months\" --output report.html",
                "a year, with charts",
            ),
            (
                "closeout report --by quarter --zone Asia/Tokyo --language ja",
                "by quarters, in Japanese",
            ),
            (
                "closeout report --repo acme/shop --format json",
                "all that GitHub knows",
            ),
            (
                "closeout report --format atom --link-base https://example.com/postmortems",
                "",
            ),
        ],
        note: "It only reads. With --repo it needs an App's id and key, or a token; a folder needs neither. What could not be \
               counted is told on standard error, a line each. docs/report.md explains every figure.",
        exits: [
            "everything was counted",
            "something could not be read and is missing in the report, or GitHub could not be asked",
            UNUSABLE,
        ],
    },
    Help {
        command: "demo",
        examples: &[
            (
                "closeout demo",
                "play, then serve pages on which you can go on playing",
            ),
            (
                "closeout demo --listen 127.0.0.1:8000",
                "the same on a port of your choice",
            ),
            ("closeout demo --once", "play, print, and exit"),
            ("closeout demo --language ja", "play in Japanese"),
        ],
        note: "It needs no account, no configuration and no Internet, and leaves nothing behind.",
        exits: [
            "the postmortem is Closed, and nothing is left to do",
            "the play did not end as it should, or its pages could not be served",
            "the arguments cannot be used",
        ],
    },
    Help {
        command: "schema",
        examples: &[
            ("closeout schema", "print it"),
            (
                "closeout schema --output closeout.schema.json",
                "write it to a file",
            ),
        ],
        note: "Editors use it to complete and check the configuration. Name it in the file's first line:\n  \
               # yaml-language-server: $schema=closeout.schema.json",
        exits: [
            "it was printed or written",
            "it could not be written",
            "the arguments cannot be used",
        ],
    },
    Help {
        command: "completions",
        examples: &[
            (
                "closeout completions bash > ~/.local/share/bash-completion/completions/closeout",
                "",
            ),
            ("closeout completions zsh > ~/.zfunc/_closeout", ""),
            (
                "closeout completions fish > ~/.config/fish/completions/closeout.fish",
                "",
            ),
        ],
        note: "The shell reads the file when it starts the next time.",
        exits: [
            "it was printed",
            "it could not be printed",
            "the arguments cannot be used",
        ],
    },
    Help {
        command: "man",
        examples: &[
            (
                "closeout man | man -l -",
                "read the page of the program as a whole",
            ),
            ("closeout man lint | man -l -", "read the page of a command"),
            (
                "closeout man --output ~/.local/share/man/man1",
                "write the pages of all commands",
            ),
        ],
        note: "",
        exits: [
            "the pages were printed or written",
            "they could not be written",
            "the arguments cannot be used",
        ],
    },
];
