//! What the program tells about itself is whole and current.

use std::collections::BTreeSet;

use super::*;

#[test]
fn the_committed_page_is_current() {
    assert_eq!(
        include_str!("../../../docs/command-line.md"),
        page(),
        "see the page itself on how to make it anew"
    );
}

#[test]
fn every_command_has_a_manual_page_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("man1");
    let args = ManArgs {
        command: None,
        output: Some(output.clone()),
    };
    man(&args, &mut Vec::new()).expect("they are written");
    let files = fs::read_dir(&output).expect("the folder was made");
    let files = files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned());
    let files: BTreeSet<String> = files.collect();
    let command = Cli::command();
    let expected = command
        .get_subcommands()
        .map(|command| format!("closeout-{}.1", command.get_name()));
    let expected: BTreeSet<String> = expected.chain(["closeout.1".to_owned()]).collect();
    assert_eq!(files, expected);
    for file in &files {
        let page = fs::read_to_string(output.join(file)).expect("it is text");
        for section in [
            ".TH",
            ".SH NAME",
            ".SH SYNOPSIS",
            ".SH EXAMPLES",
            ".SH \"EXIT STATUS\"",
        ] {
            assert!(page.contains(section), "{file} has no {section}: {page}");
        }
    }
}

#[test]
fn the_page_of_one_command_is_printed() {
    let printed = |command: Option<&str>| {
        let args = ManArgs {
            command: command.map(str::to_owned),
            output: None,
        };
        let mut out = Vec::new();
        man(&args, &mut out).expect("it is printed");
        String::from_utf8(out).expect("it is text")
    };
    assert!(printed(None).contains(".TH closeout 1"), "{}", printed(None));
    let lint = printed(Some("lint"));
    assert!(
        lint.contains(".TH closeout-lint 1") && lint.contains("NO_COLOR"),
        "{lint}"
    );
}

#[test]
fn every_shell_completes_every_command() {
    for shell in [
        Shell::Bash,
        Shell::Zsh,
        Shell::Fish,
        Shell::Elvish,
        Shell::PowerShell,
    ] {
        let mut out = Vec::new();
        completions(&CompletionsArgs { shell }, &mut out).expect("it is printed");
        let text = String::from_utf8(out).expect("it is text");
        for command in Cli::command().get_subcommands() {
            assert!(
                text.contains(command.get_name()),
                "{shell}: {}",
                command.get_name()
            );
        }
    }
}

#[test]
fn the_schema_is_written_where_it_is_wanted() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("schema.json");
    let mut out = Vec::new();
    schema(&SchemaArgs { output: None }, &mut out).expect("it is printed");
    let args = SchemaArgs {
        output: Some(path.clone()),
    };
    schema(&args, &mut Vec::new()).expect("it is written");
    assert_eq!(fs::read(&path).expect("a file"), out);
    let wrong = SchemaArgs {
        output: Some(folder.path().join("no/such/folder.json")),
    };
    let said = schema(&wrong, &mut Vec::new()).expect_err("there is no such folder");
    assert!(
        said.to_string().contains("folder.json cannot be written"),
        "{said}"
    );
}
