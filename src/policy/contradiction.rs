//! Values that are good each by itself and contradict each other.

use crate::domain::{label, postmortem::PostmortemStatus};

use crate::yaml::{Node, Value};

use super::{FaultKind, Policy, labels::status_label, reader::Reader};

/// Two meanings of one label would contradict each other on every issue.
pub(super) fn labels_are_distinct(reader: &mut Reader, policy: &Policy, root: &Node) {
    let names = &policy.labels;
    let severities = names
        .severities
        .iter()
        .map(|(severity, name)| (format!("severities.{severity}.label"), name.as_str()));
    let ours = [
        ("labels.incident".to_owned(), names.incident.as_str()),
        ("labels.drill".to_owned(), names.drill.as_str()),
    ];
    let mut taken: Vec<(String, &str)> = PostmortemStatus::ALL
        .map(|status| ("postmortem".to_owned(), status_label(status)))
        .into();
    for (path, name) in ours.into_iter().chain(severities) {
        if let Some((by, _)) = taken.iter().find(|(_, earlier)| label::same(earlier, name)) {
            // A name that was never written here is a default, or the owner's, that another key has taken.
            let (path, by, node) = match (written(root, &path), written(root, by)) {
                (Some(node), _) => (&path, by, node),
                (None, Some(node)) => (by, &path, node),
                (None, None) => (&path, by, root),
            };
            let kind = FaultKind::LabelTaken {
                label: name.to_owned(),
                by: by.clone(),
            };
            reader.fault(node, path, kind);
        }
        taken.push((path, name));
    }
}

/// The node at a path, when there is one.
fn written<'a>(root: &'a Node, path: &str) -> Option<&'a Node> {
    path.split('.').try_fold(root, |node, part| match &node.value {
        Value::Mapping(entries) => entries
            .iter()
            .find(|(key, _)| key.text() == Some(part))
            .map(|(_, value)| value),
        Value::Null | Value::Scalar(_) | Value::List(_) => None,
    })
}
