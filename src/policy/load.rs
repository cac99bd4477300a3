//! From the files to the policy.

use crate::domain::observation::ConfigFile;

use super::{
    Fault, Loaded, Policy, contradiction::labels_are_distinct, path, preset::Deadlines, reader::Reader,
    target::Target,
};
use crate::yaml::{self, Node};

/// A file of the configuration, and what it was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layer<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its earlier texts, oldest known first.
    pub previous: &'a [String],
}

impl<'a> From<&'a str> for Layer<'a> {
    /// A file of which nothing earlier is known.
    fn from(text: &'a str) -> Self {
        Self { text, previous: &[] }
    }
}

impl<'a> From<&'a ConfigFile> for Layer<'a> {
    fn from(file: &'a ConfigFile) -> Self {
        Self {
            text: &file.text,
            previous: &file.previous,
        }
    }
}

/// Reads a configuration. Without a file, or with faults in it, the policy is the default one.
pub fn load(text: Option<&str>) -> Loaded {
    load_layers(None, text.map(Layer::from))
}

/// Reads the configuration in force: the file as it is now, or as it last was without faults, or the default.
/// The faults are always those of the file as it is now.
pub fn last_good(file: Option<&ConfigFile>) -> Loaded {
    load_layers(None, file.map(Layer::from))
}

/// Reads the configuration in force: the repository's file over the one in the owner's `.github` repository, key by
/// key, over the defaults. Lists replace each other.
///
/// Of each file that text is in force which was last without faults, or none. The faults are those of the repository's
/// file as it is now: the owner's are reported where they can be mended, in the owner's own repository. That repository
/// is read by [`last_good`].
pub fn load_layers(owner: Option<Layer<'_>>, repository: Option<Layer<'_>>) -> Loaded {
    let (owner, _) = in_force(owner, Draft::default());
    let (draft, faults) = in_force(repository, owner);
    Loaded {
        policy: draft.policy,
        faults,
    }
}

/// What the layers said so far.
#[derive(Clone, Default)]
struct Draft {
    policy: Policy,
    deadlines: Deadlines,
}

/// A layer over what lies below it, and the faults of its text.
fn in_force(layer: Option<Layer<'_>>, below: Draft) -> (Draft, Vec<Fault>) {
    let Some(layer) = layer else {
        return (below, Vec::new());
    };
    match read(layer.text, &below) {
        Ok(draft) => (draft, Vec::new()),
        Err(faults) => {
            let mut earlier = layer.previous.iter().rev();
            let good = earlier.find_map(|text| read(text, &below).ok());
            (good.unwrap_or(below), faults)
        }
    }
}

/// What a text makes of what lies below it, or everything that is wrong with the text.
fn read(text: &str, below: &Draft) -> Result<Draft, Vec<Fault>> {
    let mut draft = below.clone();
    let root = yaml::parse(text).map_err(|fault| vec![fault.into()])?;
    let mut reader = Reader::default();
    if let Some(root) = root.filter(|root| !root.is_null()) {
        section(&mut reader, &mut draft, &root, "");
        labels_are_distinct(&mut reader, &draft.policy, &root);
    }
    draft.deadlines.settle(&mut draft.policy);
    let faults = reader.finish();
    if faults.is_empty() { Ok(draft) } else { Err(faults) }
}

/// Reads the mapping at a path: its keys, and the mappings in it.
fn section(reader: &mut Reader, draft: &mut Draft, node: &Node, path: &str) {
    for (path, node) in reader.entries(node, path) {
        match path::at(&path) {
            Some((key, severity)) => {
                let mut target = Target {
                    policy: &mut draft.policy,
                    deadlines: &mut draft.deadlines,
                    severity,
                };
                key.takes.read(reader, node, &path, &mut target);
            }
            None => section(reader, draft, node, &path),
        }
    }
}
