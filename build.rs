//! Makes one table of all message templates, so that a template is a file in each language and nothing else.
//!
//! A template that is missing in one language fails the build.

#![expect(
    clippy::disallowed_methods,
    reason = "a build script is told everything through its environment"
)]

use std::{
    collections::BTreeSet,
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("templates");
    println!("cargo::rerun-if-changed={}", root.display());
    let [english, japanese] = ["en", "ja"].map(|language| root.join(language));
    let (paths, others) = (files(&english)?, files(&japanese)?);
    if let Some(lonely) = paths.symmetric_difference(&others).next() {
        return Err(format!("templates: {lonely} exists in one language only").into());
    }
    let mut table = format!("pub(super) static TEMPLATES: [Source; {}] = [\n", paths.len());
    for path in paths {
        let text =
            |language: &Path| format!("include_str!({:?})", language.join(&path).display().to_string());
        writeln!(
            table,
            "    Source {{ path: {path:?}, en: {}, ja: {} }},",
            text(&english),
            text(&japanese)
        )?;
    }
    table.push_str("];\n");
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("templates.rs"), table)?;
    Ok(())
}

/// Paths of the templates below a folder, with slashes whatever the system.
fn files(folder: &Path) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "hbs") {
                let below = path.strip_prefix(folder)?;
                let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
                found.insert(parts.join("/"));
            }
        }
    }
    Ok(found)
}
