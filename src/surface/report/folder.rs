//! The documents of a folder, in the order of their paths.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};

use super::told::Trouble;
use crate::{
    document,
    report::{
        Record,
        document::{File, Found, read},
    },
};

/// No postmortem is longer; what is, was put there by mistake.
const LARGEST: u64 = 1024 * 1024;
/// The deepest folder that is looked into.
const DEEPEST: usize = 12;
/// Files that tell about a folder, and not about an incident.
const ABOUT: [&str; 4] = ["readme", "index", "template", "_index"];

/// What a folder holds.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Its postmortems.
    pub(super) records: Vec<Record>,
    /// Files that could not be counted.
    pub(super) troubles: Vec<Trouble>,
    /// Files that were looked at.
    pub(super) files: usize,
}

/// Reads a folder. `landed` tells when each file came into the default branch, as far as that is known.
///
/// # Errors
/// The folder itself cannot be read.
pub(super) fn contents(
    folder: &Path,
    landed: &BTreeMap<String, DateTime<Utc>>,
    link_base: Option<&str>,
    now: DateTime<Utc>,
) -> io::Result<Contents> {
    let mut contents = Contents::default();
    let mut seen: BTreeMap<(u64, Option<String>), String> = BTreeMap::new();
    for (path, place) in documents(folder)? {
        contents.files += 1;
        let text = match text(&place) {
            Ok(text) => text,
            Err(why) => {
                contents.troubles.push(Trouble::file(path, why));
                continue;
            }
        };
        let file = File {
            path: &path,
            text: &text,
            landed: landed.get(&path).copied(),
        };
        match read(file, now) {
            Found::Nothing => {}
            Found::Broken(problem) => contents.troubles.push(Trouble::problem(path, problem)),
            Found::Postmortem(mut record) => {
                let key = record.incident.map(|number| (number, record.url.clone()));
                if let Some(other) = key.as_ref().and_then(|key| seen.get(key)) {
                    contents.troubles.push(Trouble::twice(path, other));
                    continue;
                }
                seen.extend(key.map(|key| (key, path.clone())));
                record.document_url = link_base.map(|base| document::page(base, &path));
                contents.records.push(*record);
            }
        }
    }
    Ok(contents)
}

fn text(place: &Path) -> Result<String, String> {
    let length = fs::metadata(place).map_err(|error| error.to_string())?.len();
    if length > LARGEST {
        return Err("larger than 1 MiB, which no postmortem is".to_owned());
    }
    let bytes = fs::read(place).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|_| "not written in UTF-8".to_owned())
}

/// The Markdown files below a folder with their paths within it, which have slashes on every system. Links are not followed.
fn documents(folder: &Path) -> io::Result<BTreeMap<String, PathBuf>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![(folder.to_path_buf(), String::new(), 0)];
    while let Some((place, path, depth)) = folders.pop() {
        for entry in fs::read_dir(&place)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let kind = entry.file_type()?;
            let below = format!("{path}{name}");
            if kind.is_dir() && depth < DEEPEST {
                folders.push((entry.path(), format!("{below}/"), depth + 1));
            } else if kind.is_file() && is_document(&name) {
                found.insert(below, entry.path());
            }
        }
    }
    Ok(found)
}

fn is_document(name: &str) -> bool {
    let name = name.to_lowercase();
    let stem = name
        .strip_suffix(".md")
        .or_else(|| name.strip_suffix(".markdown"));
    stem.is_some_and(|stem| !ABOUT.contains(&stem))
}
