//! What the program tells about itself: the schema of its configuration, completions for shells, manual pages
//! ([`man`](mod@man)), and `docs/command-line.md` ([`page`](mod@page)).
//!
//! Everything is made from the same definitions that parse the command line and read the configuration.

mod man;
mod page;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use clap::{Args, CommandFactory as _, builder::PossibleValuesParser};
use clap_complete::Shell;

use super::cli::Cli;
use crate::policy;

pub use page::page;

/// Where the schema goes.
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// File to write instead of printing.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// For which shell.
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell.
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

/// Which pages, and where they go.
#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// Command whose page is printed; that of the program as a whole, unless given.
    #[arg(value_name = "COMMAND", conflicts_with = "output", value_parser = names())]
    command: Option<String>,
    /// Folder to write the pages of all commands to, instead of printing one. It is made when it is missing.
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// The names of all commands. They are written down, because who parses a command cannot ask which there are.
fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(super::help::HELPS.iter().map(|help| help.command))
}

/// Prints the schema of `.github/closeout.yml`, or writes it to a file.
pub(super) fn schema(args: &SchemaArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let schema = policy::schema();
    match &args.output {
        None => out.write_all(schema.as_bytes())?,
        Some(path) => write(path, schema.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a shell's completions.
pub(super) fn completions(args: &CompletionsArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    // The generator takes a closed pipe for its own fault; memory is never closed.
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "closeout", &mut text);
    out.write_all(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints a manual page, or writes all of them.
pub(super) fn man(args: &ManArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let pages = man::pages()?;
    if let Some(folder) = &args.output {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        for page in &pages {
            write(&folder.join(page.file()), &page.roff)?;
        }
    } else {
        let wanted = args.command.as_deref().unwrap_or_default();
        let page = pages.iter().find(|page| page.command == wanted);
        out.write_all(&page.with_context(|| format!("`{wanted}` has no page"))?.roff)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}

#[cfg(test)]
mod tests;
