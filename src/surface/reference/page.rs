//! `docs/command-line.md`: every command with its flags, variables, examples and exit codes.

use std::{collections::BTreeMap, fmt::Write as _};

use clap::{Arg, ArgAction, Command, CommandFactory as _};

use crate::surface::{
    cli::Cli,
    help::{self, Help},
};

const HEAD: &str = "\
# The command line

`closeout <COMMAND> --help` tells the same on a terminal, and `closeout man <COMMAND>` as a manual page. This page is
generated: `cargo run --example command_line > docs/command-line.md`.

Results go to standard output, everything else to standard error, so that a pipe gets nothing but results. What is meant for
scripts has a flag: `--json`, or `--format json`.
";

const EXITS: &str = "
## Exit codes

They are the same for every command; the command's own section says what exactly they mean there.

| code | |
|--:|---|
";

const VARIABLES: &str = "
## Environment variables

What a flag says goes before what its variable says.

| variable | same as | of |
|---|---|---|
";

const COLOURS: &str = "\
| `NO_COLOR` | | all: no colours, whatever its value, unless it is empty |
| `CLICOLOR_FORCE` | | all: colours in files and pipes too, unless it is `0` or empty |
| `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` | | whatever asks GitHub: by which proxy, and for which hosts by none |
| `SSL_CERT_FILE` | | whatever asks GitHub: certificates to trust, in place of the system's |
";

/// The page of the command line.
pub fn page() -> String {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let mut page = format!("{HEAD}\n| command | |\n|---|---|\n");
    for command in program.get_subcommands() {
        let name = command.get_name();
        line(
            &mut page,
            &format!("| [`closeout {name}`](#closeout-{name}) | {} |", about(command)),
        );
    }
    page.push_str(EXITS);
    exits(&mut page, &help::PROGRAM);
    page.push_str(VARIABLES);
    for (variable, (flag, commands)) in variables(&program) {
        line(
            &mut page,
            &format!("| `{variable}` | `{flag}` | {} |", commands.join(", ")),
        );
    }
    page.push_str(COLOURS);
    line(&mut page, "\n## Flags of every command\n");
    arguments(
        &mut page,
        &mut program
            .get_arguments()
            .filter(|arg| arg.is_global_set() || is_common(arg)),
    );
    for command in program.get_subcommands() {
        section(&mut page, command);
    }
    page
}

fn section(page: &mut String, command: &Command) {
    let name = command.get_name();
    line(
        page,
        &format!("\n## closeout {name}\n\n{}\n", sentence(&about(command))),
    );
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    line(page, &format!("```text\n{usage}\n```"));
    let own = |arg: &&Arg| !arg.is_global_set() && !is_common(arg);
    if command.get_arguments().any(|arg| own(&arg)) {
        page.push('\n');
        arguments(page, &mut command.get_arguments().filter(own));
    }
    let Some(help) = help::of(name) else { return };
    line(page, "\n```sh");
    for example in help.lines("  # ") {
        line(page, &example);
    }
    line(page, "```");
    if !help.note.is_empty() {
        let note = help.note.replace("\n  ", "\n\n    ").replace('<', "\\<");
        line(page, &format!("\n{note}"));
    }
    line(page, "\n| exit code | |\n|--:|---|");
    exits(page, help);
}

fn exits(page: &mut String, help: &Help) {
    for (code, meaning) in help.exits.iter().enumerate() {
        line(page, &format!("| {code} | {meaning} |"));
    }
}

/// Flags that clap adds to every command.
fn is_common(arg: &Arg) -> bool {
    matches!(
        arg.get_action(),
        ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong | ArgAction::Version
    )
}

fn arguments(page: &mut String, arguments: &mut dyn Iterator<Item = &Arg>) {
    line(page, "| argument | | variable | default |\n|---|---|---|---|");
    for arg in arguments {
        let said = arg.get_long_help().or(arg.get_help()).map(ToString::to_string);
        let mut said = sentence(&in_cell(&said.unwrap_or_default()));
        let values = arg.get_possible_values();
        let values = values.iter().filter(|value| !value.is_hide_set());
        let values: Vec<String> = values.map(|value| format!("`{}`", value.get_name())).collect();
        if takes_value(arg) && !values.is_empty() {
            let _ = write!(said, " One of {}.", values.join(", "));
        }
        let variable = arg.get_env().map(|name| format!("`{}`", name.to_string_lossy()));
        let defaults = arg.get_default_values().iter().filter(|_| takes_value(arg));
        let defaults: Vec<String> = defaults
            .map(|value| format!("`{}`", value.to_string_lossy()))
            .collect();
        let (variable, defaults) = (variable.unwrap_or_default(), defaults.join(" "));
        line(
            page,
            &format!("| `{}` | {said} | {variable} | {defaults} |", spelled(arg)),
        );
    }
}

/// With the full stop that clap takes away.
fn sentence(text: &str) -> String {
    if text.ends_with('.') {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

fn takes_value(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Set | ArgAction::Append)
}

/// How it is typed.
fn spelled(arg: &Arg) -> String {
    let value = arg.get_value_names().unwrap_or_default();
    let value = value
        .iter()
        .map(|name| format!("<{name}>"))
        .collect::<Vec<_>>()
        .join(" ");
    let value = value.replace('|', "\\|");
    let short = arg
        .get_short()
        .map(|short| format!("-{short}, "))
        .unwrap_or_default();
    match arg.get_long() {
        None => value,
        Some(long) if takes_value(arg) => format!("{short}--{long} {value}"),
        Some(long) => format!("{short}--{long}"),
    }
}

/// Every variable with its flag and the commands that read it.
fn variables(program: &Command) -> BTreeMap<String, (String, Vec<String>)> {
    let mut variables: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    for command in program.get_subcommands() {
        for arg in command.get_arguments() {
            let (Some(variable), Some(long)) = (arg.get_env(), arg.get_long()) else {
                continue;
            };
            let variable = variable.to_string_lossy().into_owned();
            if variable == "NO_COLOR" {
                continue;
            }
            let entry = variables
                .entry(variable)
                .or_insert_with(|| (format!("--{long}"), Vec::new()));
            entry.1.push(command.get_name().to_owned());
        }
    }
    for (_, commands) in variables.values_mut() {
        if commands.len() == program.get_subcommands().count() {
            *commands = vec!["all".to_owned()];
        }
    }
    variables
}

fn about(command: &Command) -> String {
    let about = command.get_long_about().or(command.get_about());
    about.map(ToString::to_string).unwrap_or_default()
}

/// Text in a cell of a table.
fn in_cell(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('|', "\\|")
}

fn line(page: &mut String, text: &str) {
    page.push_str(text);
    page.push('\n');
}
