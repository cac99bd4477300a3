//! The files that the rules look at, and what a rule says of them.

use std::path::Path;
use std::{fmt, fs, io};

use crate::lex::{Lexed, lex};

/// What is not ours to keep tidy: builds, and data published by others.
const NOT_OURS: &[&str] = &[
    "target",
    ".git",
    ".cache",
    "node_modules",
    "tests/data",
    "crates/github-contract/data",
    "crates/github-sim/schema",
];

const TEXT: &[&str] = &[
    "rs", "toml", "md", "yml", "yaml", "sh", "sql", "hbs", "html", "css", "js", "json", "svg", "graphql",
    "py", "mjs",
];

/// The repository's text files, by path.
pub(crate) struct Tree {
    pub(crate) files: Vec<File>,
}

/// One file; for Rust, with comments and literals taken apart.
pub(crate) struct File {
    /// From the repository's root, with forward slashes.
    pub(crate) path: String,
    pub(crate) text: String,
    lexed: Option<Lexed>,
}

/// One place that breaks a rule.
pub(crate) struct Fault {
    pub(crate) path: String,
    pub(crate) line: usize,
    rule: String,
    instead: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "  {}:{}: {}; {}",
            self.path, self.line, self.rule, self.instead
        )
    }
}

impl Tree {
    /// All text files below this directory that are ours.
    pub(crate) fn read(root: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        let mut open = vec![String::new()];
        while let Some(directory) = open.pop() {
            for entry in fs::read_dir(root.join(&directory))? {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let path = if directory.is_empty() {
                    name
                } else {
                    format!("{directory}/{name}")
                };
                if NOT_OURS.contains(&path.as_str()) {
                    continue;
                }
                if entry.file_type()?.is_dir() {
                    open.push(path);
                } else if is_text(&path) {
                    files.push(File::new(&path, &fs::read_to_string(entry.path())?));
                }
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { files })
    }

    /// A tree that exists only in a test.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        Self {
            files: files.iter().map(|(path, text)| File::new(path, text)).collect(),
        }
    }

    pub(crate) fn rust(&self) -> impl Iterator<Item = (&File, &Lexed)> {
        self.files
            .iter()
            .filter_map(|file| Some((file, file.lexed.as_ref()?)))
    }
}

impl File {
    fn new(path: &str, text: &str) -> Self {
        let lexed = is_rust(path).then(|| lex(text));
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            lexed,
        }
    }

    /// Whether the file lies in one of these places: directories, or modules with or without one of their own.
    pub(crate) fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| {
            let rest = self.path.strip_prefix(place);
            rest.is_some_and(|rest| rest.is_empty() || rest == ".rs" || rest.starts_with('/'))
        })
    }

    pub(crate) fn is_rust(&self) -> bool {
        self.lexed.is_some()
    }

    /// Whether it holds nothing but tests.
    pub(crate) fn is_test(&self) -> bool {
        self.path
            .split('/')
            .any(|part| matches!(part, "tests" | "tests.rs" | "benches"))
    }

    pub(crate) fn fault(&self, line: usize, rule: impl Into<String>, instead: impl Into<String>) -> Fault {
        Fault {
            path: self.path.clone(),
            line,
            rule: rule.into(),
            instead: instead.into(),
        }
    }
}

fn is_rust(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "rs")
}

fn is_text(path: &str) -> bool {
    match Path::new(path).extension() {
        Some(extension) => TEXT.iter().any(|known| extension == *known),
        // Scripts have no extension; licences and lock files are not ours.
        None => path.starts_with("scripts/") || path.starts_with(".ci/"),
    }
}
