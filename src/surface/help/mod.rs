//! What the help of a command ends with: examples to copy, what else is to be known, and what the exit code says.
//!
//! [`table`] holds a row for each command. The same rows make the terminal's help, the manual pages and
//! `docs/command-line.md`, so that the three cannot tell different things.

mod table;

use std::fmt::Write as _;

pub(super) use table::{HELPS, PROGRAM};

/// Columns beyond which an example is a long one.
const LONG: usize = 60;

/// How one command is used, and how it ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Help {
    /// The command's name; empty for the program as a whole.
    pub(super) command: &'static str,
    /// Lines to type, each with what it is good for; empty where the line says it.
    pub(super) examples: &'static [(&'static str, &'static str)],
    /// What else is to be known.
    pub(super) note: &'static str,
    /// What the exit codes 0, 1 and 2 say.
    pub(super) exits: [&'static str; 3],
}

/// The end of a command's help. A command without a row has none, which a test finds.
pub(super) fn tail(command: &str) -> String {
    of(command).map(Help::text).unwrap_or_default()
}

/// The row of a command.
pub(super) fn of(command: &str) -> Option<&'static Help> {
    HELPS.iter().find(|help| help.command == command)
}

impl Help {
    /// The examples, with what each is good for in one column behind a `gap`.
    pub(super) fn lines(&self, gap: &str) -> impl Iterator<Item = String> {
        let told = self.examples.iter().filter(|(_, purpose)| !purpose.is_empty());
        // A line that is longer than most does not push the others' purposes to the right.
        let widths = told.map(|(line, _)| line.chars().count());
        let widest = widths.filter(|width| *width <= LONG).max().unwrap_or(0);
        self.examples.iter().map(move |(line, purpose)| {
            let space = " ".repeat(widest.saturating_sub(line.chars().count()));
            if purpose.is_empty() {
                (*line).to_owned()
            } else {
                format!("{line}{space}{gap}{purpose}")
            }
        })
    }

    /// The end of the help as a terminal shows it.
    pub(super) fn text(&self) -> String {
        let mut text = String::from("Examples:\n");
        for line in self.lines("    ") {
            // Writing to a string does not fail.
            let _ = writeln!(text, "  {line}");
        }
        if !self.note.is_empty() {
            let _ = write!(text, "\n{}\n", self.note);
        }
        let _ = write!(text, "\nExit codes:");
        for (code, meaning) in self.exits.iter().enumerate() {
            let _ = write!(text, "\n  {code}  {meaning}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::surface::cli::Cli;

    #[test]
    fn every_command_has_a_row_and_shows_it() {
        let program = Cli::command();
        for command in program.get_subcommands() {
            let help =
                of(command.get_name()).unwrap_or_else(|| panic!("no row for `{}`", command.get_name()));
            let shown = command.get_after_help().map(ToString::to_string);
            assert_eq!(
                shown.as_deref(),
                Some(help.text().as_str()),
                "{}",
                command.get_name()
            );
        }
        let named = program.get_subcommands().map(clap::Command::get_name);
        let named: Vec<&str> = named.collect();
        for help in HELPS {
            assert!(named.contains(&help.command), "`{}` is no command", help.command);
        }
    }

    #[test]
    fn examples_name_their_command_and_exit_codes_are_sentences_without_a_stop() {
        for help in HELPS {
            for (line, _) in help.examples {
                let named = line.contains(&format!("closeout {}", help.command));
                assert!(named, "`{line}` is no example of `{}`", help.command);
            }
            assert!(!help.examples.is_empty(), "{}", help.command);
            for exit in help.exits {
                assert!(
                    !exit.is_empty() && !exit.ends_with('.'),
                    "{}: {exit}",
                    help.command
                );
            }
        }
    }

    #[test]
    fn purposes_stand_in_one_column() {
        let help = Help {
            command: "x",
            examples: &[
                ("closeout x", "short"),
                ("closeout x --long", "long"),
                ("closeout x --very-long", ""),
            ],
            note: "Note.",
            exits: ["good", "bad", "unusable"],
        };
        let expected = "\
Examples:
  closeout x           short
  closeout x --long    long
  closeout x --very-long

Note.

Exit codes:
  0  good
  1  bad
  2  unusable";
        assert_eq!(help.text(), expected);
    }
}
