//! Manual pages, one for each command and one for the program.
//!
//! `clap_mangen` makes the sections that clap knows of. Examples and exit codes are ours, because lines to type must stay
//! lines.

use std::io;

use clap::{Command, CommandFactory as _};
use clap_mangen::{
    Man,
    roff::{Roff, bold, roman},
};

use crate::surface::{
    cli::Cli,
    help::{self, Help},
};

/// A manual page.
pub(super) struct Page {
    /// The command's name; empty for the program.
    pub(super) command: String,
    /// The page, as `man` reads it.
    pub(super) roff: Vec<u8>,
}

impl Page {
    /// Its name as a file in section 1.
    pub(super) fn file(&self) -> String {
        if self.command.is_empty() {
            "closeout.1".to_owned()
        } else {
            format!("closeout-{}.1", self.command)
        }
    }
}

/// All pages, that of the program first.
pub(super) fn pages() -> io::Result<Vec<Page>> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let commands = program.get_subcommands().cloned();
    let commands: Vec<Command> = commands.collect();
    let mut pages = vec![page("", &program, &help::PROGRAM)?];
    for command in &commands {
        let name = command.get_name();
        let help = help::of(name).unwrap_or(&help::PROGRAM);
        pages.push(page(name, command, help)?);
    }
    Ok(pages)
}

fn page(name: &str, command: &Command, help: &Help) -> io::Result<Page> {
    let title = if name.is_empty() {
        "closeout".to_owned()
    } else {
        format!("closeout-{name}")
    };
    let source = concat!("closeout ", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone().version(env!("CARGO_PKG_VERSION")))
        .title(title)
        .source(source)
        .manual("Closeout");
    let mut bytes = Vec::new();
    man.render_title(&mut bytes)?;
    man.render_name_section(&mut bytes)?;
    man.render_synopsis_section(&mut bytes)?;
    man.render_description_section(&mut bytes)?;
    if command.get_arguments().next().is_some() {
        man.render_options_section(&mut bytes)?;
    }
    if command.has_subcommands() {
        man.render_subcommands_section(&mut bytes)?;
    }
    tail(help).to_writer(&mut bytes)?;
    Ok(Page {
        command: name.to_owned(),
        roff: bytes,
    })
}

/// Examples, what else is to be known, and exit codes.
fn tail(help: &Help) -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", ["EXAMPLES"]);
    for (line, purpose) in help.examples {
        roff.control("TP", []);
        roff.text([bold(*line)]);
        roff.text([roman(*purpose)]);
    }
    if !help.note.is_empty() {
        roff.control("SH", ["NOTES"]);
        for line in help.note.lines() {
            roff.control("PP", []);
            roff.text([roman(line.trim())]);
        }
    }
    roff.control("SH", ["EXIT STATUS"]);
    for (code, meaning) in help.exits.iter().enumerate() {
        roff.control("TP", []);
        roff.text([bold(code.to_string())]);
        roff.text([roman(format!("{meaning}."))]);
    }
    roff
}
