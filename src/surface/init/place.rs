//! Where files go: the repository's root, and paths below it that stay below it.
//!
//! Nothing that exists is ever written to. A new file appears whole or not at all.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

/// What stands at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// A file with this text.
    Text(String),
    /// Something that cannot be compared, and why.
    Other(&'static str),
}

/// The root of a repository.
#[derive(Debug)]
pub(super) struct Root(PathBuf);

/// Nothing can be written here.
#[derive(Debug, thiserror::Error)]
pub(in crate::surface) enum Misplaced {
    /// There is no such folder.
    #[error("{path} cannot be used: {cause}")]
    Folder {
        /// As it was given.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// GitHub reads the files from the root only.
    #[error(
        "{path} is inside the Git repository {root}, and GitHub reads .github from its root only. Write: closeout init {root}"
    )]
    Inside {
        /// As it was given.
        path: PathBuf,
        /// Where the repository begins.
        root: PathBuf,
    },
    /// Nobody said which action the workflow calls.
    #[error(
        "the workflow has to name a copy of Closeout. Write: closeout init --repository OWNER/closeout, with its owner; or \
         leave the workflow out with --app, when a GitHub App does the work"
    )]
    NoSource,
    /// Nothing would be committed.
    #[error(
        "{path} is no Git repository, so that nothing would reach GitHub. Give the path of a clone, or write here all the \
         same with --force"
    )]
    NoRepository {
        /// As it was given.
        path: PathBuf,
    },
    /// A link would lead the file somewhere else.
    #[error(
        "{path} leads out of the repository by a symbolic link. Replace the link by a folder of the repository"
    )]
    LeadsOut {
        /// The link.
        path: PathBuf,
    },
}

impl Root {
    /// The folder, if it is the root of a Git repository, or if anything goes.
    pub(super) fn of(folder: &Path, anything_goes: bool) -> Result<Self, Misplaced> {
        let unusable = |cause| Misplaced::Folder {
            path: folder.to_owned(),
            cause,
        };
        let root = folder.canonicalize().map_err(unusable)?;
        if !root.is_dir() {
            return Err(unusable(io::ErrorKind::NotADirectory.into()));
        }
        // In a worktree and in a submodule `.git` is a file.
        let is_root = |folder: &&Path| folder.join(".git").exists();
        match root.ancestors().find(is_root) {
            _ if anything_goes => Ok(Self(root)),
            Some(found) if found == root => Ok(Self(root)),
            Some(found) => Err(Misplaced::Inside {
                path: folder.to_owned(),
                root: found.to_owned(),
            }),
            None => Err(Misplaced::NoRepository {
                path: folder.to_owned(),
            }),
        }
    }

    /// What stands at a path below the root.
    pub(super) fn look(&self, path: &str) -> Result<Found, Misplaced> {
        let place = self.place(path)?;
        let Ok(kind) = fs::symlink_metadata(&place) else {
            return Ok(Found::Nothing);
        };
        if kind.is_symlink()
            && !place
                .canonicalize()
                .is_ok_and(|target| target.starts_with(&self.0))
        {
            return Ok(Found::Other(
                "a symbolic link that leads nowhere, or out of the repository",
            ));
        }
        if !place.is_file() {
            return Ok(Found::Other("no file"));
        }
        Ok(match fs::read(&place).map(String::from_utf8) {
            Ok(Ok(text)) => Found::Text(text),
            Ok(Err(_)) => Found::Other("no text in UTF-8"),
            Err(_) => Found::Other("not readable"),
        })
    }

    /// Writes a new file. It is prepared beside its place and then appears there at once; whatever has appeared there
    /// meanwhile stays.
    pub(super) fn write(&self, path: &str, text: &str) -> anyhow::Result<()> {
        let place = self.place(path)?;
        let folder = place.parent().unwrap_or(&self.0);
        fs::create_dir_all(folder)?;
        let draft = folder.join(format!(".closeout-{}.tmp", std::process::id()));
        let written = prepare(&draft, text).and_then(|()| appear(&draft, &place));
        let removed = fs::remove_file(&draft);
        written?;
        // Where it was moved there is nothing left to remove.
        match removed {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// The path below the root, none of whose folders leads out of it.
    fn place(&self, path: &str) -> Result<PathBuf, Misplaced> {
        let place = self.0.join(path);
        let folders = place.ancestors().skip(1).take_while(|folder| *folder != self.0);
        for folder in folders {
            let is_link = fs::symlink_metadata(folder).is_ok_and(|kind| kind.is_symlink());
            if is_link
                && !folder
                    .canonicalize()
                    .is_ok_and(|target| target.starts_with(&self.0))
            {
                return Err(Misplaced::LeadsOut {
                    path: folder.to_owned(),
                });
            }
        }
        Ok(place)
    }
}

fn prepare(draft: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Gives the draft its name. A second name for a file is refused where there is one, which moving is not; it is moved
/// only where the file system has no second names.
fn appear(draft: &Path, place: &Path) -> io::Result<()> {
    match fs::hard_link(draft, place) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) if fs::symlink_metadata(place).is_err() => fs::rename(draft, place),
        other => other,
    }
}
