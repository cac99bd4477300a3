//! `closeout init`: the files by which a repository uses Closeout ([`files`]), shown before they are written.
//!
//! Nothing that exists is changed ([`place`]): whoever has a file already sees how it differs, and decides.

mod files;
mod place;
mod show;
#[cfg(test)]
mod tests;

use std::{
    io::{self, BufRead as _, IsTerminal as _, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context as _;
use clap::Args;

use self::{
    files::{Source, Wanted, wanted},
    place::{Found, Root},
};
use super::ink::Ink;
use crate::{
    message::Language,
    policy::{self, Policy},
};

pub(super) use place::Misplaced;

/// Where, and for what.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag that is typed by itself"
)]
#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// Root of a clone of the repository.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// Let a workflow of the repository do the work. This is the default.
    #[arg(long, conflicts_with = "app")]
    action: bool,
    /// Leave the workflow out, because a GitHub App does the work.
    #[arg(long)]
    app: bool,
    /// Language of the files, and of everything that is written on GitHub. That of an existing configuration, or English,
    /// unless given.
    #[arg(long, value_name = "LANGUAGE", value_parser = super::demo::language())]
    language: Option<Language>,
    /// The repository on GitHub that holds your copy of Closeout, whose action the workflow uses.
    #[arg(long, value_name = "OWNER/NAME", value_parser = repository)]
    repository: Option<String>,
    /// Release, branch or commit of that copy.
    #[arg(long = "ref", value_name = "REF", default_value = concat!("v", env!("CARGO_PKG_VERSION")), value_parser = reference)]
    reference: String,
    /// Show what would be written, and write nothing.
    #[arg(long, visible_alias = "check")]
    dry_run: bool,
    /// Write without asking.
    #[arg(long, short, conflicts_with = "dry_run")]
    yes: bool,
    /// Write even where there is no Git repository.
    #[arg(long)]
    force: bool,
    /// No colours, which are for terminals only anyway.
    #[arg(long, env = "NO_COLOR", hide_env_values = true, value_parser = super::demo::is_set)]
    no_color: bool,
}

/// How the files stand.
struct Standing {
    new: Vec<Wanted>,
    /// So many read otherwise, or cannot be compared.
    other: usize,
}

/// Shows what is missing, and writes it after a question.
pub(super) fn run(args: &InitArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let root = Root::of(&args.folder, args.force)?;
    let ink = Ink::on(&io::stdout(), args.no_color);
    let source = args.repository.as_deref().map(|repository| Source {
        repository,
        reference: &args.reference,
    });
    if source.is_none() && !args.app {
        return Err(Misplaced::NoSource.into());
    }
    let wanted = wanted(&args.policy(&root)?, source, !args.app);
    let standing = compare(&root, wanted, ink, out)?;
    let Standing { new, other } = &standing;
    if args.dry_run {
        writeln!(out, "{}", summary(new.len(), *other, "would be written"))?;
        return Ok(code(new.is_empty() && *other == 0));
    }
    if !new.is_empty() && !args.yes && !agreed(new.len())? {
        writeln!(out, "Nothing was written.")?;
        return Ok(ExitCode::FAILURE);
    }
    for file in new {
        root.write(file.path, &file.text)
            .with_context(|| format!("{} cannot be written", file.path))?;
    }
    writeln!(out, "{}", summary(new.len(), *other, "written"))?;
    if !new.is_empty() {
        next(args, &mut io::stderr())?;
    }
    Ok(code(*other == 0))
}

impl InitArgs {
    /// What counts here so far, in the language that is wanted.
    fn policy(&self, root: &Root) -> anyhow::Result<Policy> {
        let text = match root.look(policy::PATH)? {
            Found::Text(text) => Some(text),
            Found::Nothing | Found::Other(_) => None,
        };
        let mut policy = policy::load(text.as_deref()).policy;
        policy.language = self.language.unwrap_or(policy.language);
        Ok(policy)
    }
}

/// Shows each file as it stands, and keeps those that are missing.
fn compare(root: &Root, wanted: Vec<Wanted>, ink: Ink, out: &mut impl Write) -> anyhow::Result<Standing> {
    let mut standing = Standing {
        new: Vec::new(),
        other: 0,
    };
    for file in wanted {
        let (path, found) = standing_at(root, file.path)?;
        match found {
            Found::Nothing => {
                writeln!(out, "{}", show::new(&path, &file.text, ink))?;
                standing.new.push(file);
            }
            Found::Text(theirs) if show::is_same(&theirs, &file.text) => {
                writeln!(out, "{path}: already there")?;
            }
            Found::Text(theirs) => {
                writeln!(out, "{}", show::other(&path, &theirs, &file.text, ink))?;
                writeln!(out, "{path}: kept as it is; above, how it differs")?;
                standing.other += 1;
            }
            Found::Other(what) => {
                writeln!(out, "{path}: kept as it is; it is {what}")?;
                standing.other += 1;
            }
        }
    }
    Ok(standing)
}

/// What stands at a path, or at the other spelling of it that GitHub reads just as well.
fn standing_at(root: &Root, path: &str) -> anyhow::Result<(String, Found)> {
    let found = root.look(path)?;
    if found == Found::Nothing && path != policy::PATH {
        let twin = path.replace(".yml", ".yaml");
        match root.look(&twin)? {
            Found::Nothing => {}
            found => return Ok((twin, found)),
        }
    }
    Ok((path.to_owned(), found))
}

/// How it ended, in one line.
fn summary(new: usize, other: usize, verb: &str) -> String {
    let files = |count: usize| {
        if count == 1 {
            "1 file".to_owned()
        } else {
            format!("{count} files")
        }
    };
    let kept = if other == 1 {
        "reads otherwise and stays"
    } else {
        "read otherwise and stay"
    };
    match (new, other) {
        (0, 0) => "Nothing to do: everything is already there.".to_owned(),
        (new, 0) => format!("{} {verb}.", files(new)),
        (0, other) => format!("Nothing {verb}; {} {kept}.", files(other)),
        (new, other) => format!("{} {verb}; {} {kept}.", files(new), files(other)),
    }
}

fn code(is_good: bool) -> ExitCode {
    if is_good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Asks whoever sits at the terminal. Nobody else is asked: what is written is new, and can be taken back by deleting it.
fn agreed(count: usize) -> io::Result<bool> {
    let mut err = io::stderr();
    if !io::stdin().is_terminal() || !err.is_terminal() {
        return Ok(true);
    }
    write!(
        err,
        "Write {count} file{}? [y/N] ",
        if count == 1 { "" } else { "s" }
    )?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// What is left for a person to do.
fn next(args: &InitArgs, err: &mut impl Write) -> io::Result<()> {
    writeln!(err, "\nNext: commit the files to the default branch.")?;
    if args.app {
        writeln!(
            err,
            "Then install your App on the repository; `closeout doctor` finds what is missing."
        )
    } else {
        writeln!(
            err,
            "Then tick “Allow GitHub Actions to create and approve pull requests” in the repository's settings, under \
             Actions, General."
        )
    }
}

/// Reads `owner/name`.
pub(super) fn repository(text: &str) -> Result<String, String> {
    let is_name = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    match text.split_once('/') {
        Some((owner, name)) if is_name(owner) && is_name(name) => Ok(text.to_owned()),
        _ => Err("write OWNER/NAME, such as acme/closeout".to_owned()),
    }
}

/// Reads the name of a release, a branch or a commit. It becomes a part of a workflow.
fn reference(text: &str) -> Result<String, String> {
    let usable = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    if !text.is_empty() && text.chars().all(usable) && !text.starts_with('-') {
        Ok(text.to_owned())
    } else {
        Err("write a release such as v0.1.0, a branch or a commit".to_owned())
    }
}
