//! Labels: those a repository offers, and those on an issue.

use serde_json::{Value, json};

use super::emit::Event;
use crate::render::Render;
use crate::world::{Actor, EventKind, FieldError, IssueKey, Label, OpError, RepoId, World, need};

/// Names may not be longer, in characters.
const NAME_LIMIT: usize = 50;
/// Descriptions may not be longer, in characters.
const DESCRIPTION_LIMIT: usize = 100;
/// The colour of a label made by putting an unknown name on an issue.
const AUTOMATIC_COLOR: &str = "ededed";

/// A label to be made.
#[derive(Clone, Debug, Default)]
pub struct NewLabel {
    /// Name.
    pub name: String,
    /// Six hexadecimal digits without `#`; [`None`] for GitHub's grey.
    pub color: Option<String>,
    /// Description.
    pub description: Option<String>,
}

/// What is to be changed about a label; `None` leaves as it is.
#[derive(Clone, Debug, Default)]
pub struct LabelEdit {
    /// New name.
    pub name: Option<String>,
    /// New colour.
    pub color: Option<String>,
    /// New description.
    pub description: Option<String>,
}

impl World {
    /// Makes a label.
    pub fn create_label(&mut self, actor: &Actor, repo: RepoId, new: &NewLabel) -> Result<i64, OpError> {
        let found = self.writable(actor, repo, &need::MAINTAIN_ISSUES)?;
        let color = new.color.as_deref().unwrap_or(AUTOMATIC_COLOR);
        check_label(&new.name, color, new.description.as_deref())?;
        if found.label(&new.name).is_some() {
            return Err(OpError::field("Label", "already_exists", "name"));
        }
        self.insert_label(actor, repo, &new.name, color, new.description.clone())
    }

    fn insert_label(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        name: &str,
        color: &str,
        description: Option<String>,
    ) -> Result<i64, OpError> {
        let id = self.fresh_id();
        let label = Label {
            id,
            name: name.to_owned(),
            color: color.to_lowercase(),
            description,
            default: false,
        };
        self.repo_mut(repo)?.labels.push(label);
        self.emit_label(actor, repo, id, "created", json!({}));
        Ok(id)
    }

    /// Changes a label everywhere it is used.
    pub fn update_label(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        name: &str,
        edit: &LabelEdit,
    ) -> Result<i64, OpError> {
        let found = self.writable(actor, repo, &need::MAINTAIN_ISSUES)?;
        let old = found.label(name).ok_or(OpError::NotFound)?.clone();
        let new_name = edit.name.clone().unwrap_or_else(|| old.name.clone());
        let color = edit.color.clone().unwrap_or_else(|| old.color.clone());
        let description = edit.description.clone().or_else(|| old.description.clone());
        check_label(&new_name, &color, description.as_deref())?;
        if found.label(&new_name).is_some_and(|other| other.id != old.id) {
            return Err(OpError::field("Label", "already_exists", "name"));
        }
        let new = Label {
            name: new_name,
            color: color.to_lowercase(),
            description,
            ..old.clone()
        };
        let changes = label_changes(&old, &new);
        self.replace_label(repo, new)?;
        self.emit_label(actor, repo, old.id, "edited", json!({"changes": changes}));
        Ok(old.id)
    }

    /// Puts a label in the place of the one with its id, in what happened before as well.
    fn replace_label(&mut self, repo: RepoId, new: Label) -> Result<(), OpError> {
        let repo = self.repo_mut(repo)?;
        let events = repo.issues.values_mut().flat_map(|issue| &mut issue.timeline);
        for (label, name, color) in events.filter_map(|event| event.kind.label_mut()) {
            if *label == new.id {
                name.clone_from(&new.name);
                color.clone_from(&new.color);
            }
        }
        if let Some(label) = repo.labels.iter_mut().find(|label| label.id == new.id) {
            *label = new;
        }
        Ok(())
    }

    /// Deletes a label and takes it off every issue.
    pub fn delete_label(&mut self, actor: &Actor, repo: RepoId, name: &str) -> Result<(), OpError> {
        let found = self.writable(actor, repo, &need::MAINTAIN_ISSUES)?;
        let id = found.label(name).ok_or(OpError::NotFound)?.id;
        self.emit_label(actor, repo, id, "deleted", json!({}));
        let repo = self.repo_mut(repo)?;
        repo.labels.retain(|label| label.id != id);
        for issue in repo.issues.values_mut() {
            issue.labels.retain(|label| *label != id);
        }
        Ok(())
    }

    fn emit_label(&mut self, actor: &Actor, repo: RepoId, id: i64, action: &str, mut payload: Value) {
        let Some(found) = self.repo(repo) else { return };
        payload["label"] = found
            .label_by_id(id)
            .map_or(Value::Null, |label| Render::new(self).label(found, label));
        let sender = actor.account;
        self.emit(&Event {
            name: "label",
            action: Some(action),
            repo,
            sender,
            only: None,
            payload,
        });
    }

    /// Puts labels on an issue. Unknown ones are made; those already there are left alone.
    pub fn add_labels(&mut self, actor: &Actor, key: IssueKey, names: &[String]) -> Result<(), OpError> {
        self.writable_issue(actor, key, &need::TRIAGE)?;
        Self::check_label_names(names)?;
        for id in self.ensure_labels(actor, key.repo, names)? {
            let issue = self.issue_mut(key)?;
            if !issue.labels.contains(&id) {
                issue.labels.push(id);
                self.label_event(actor, key, id, true);
            }
        }
        Ok(())
    }

    /// Takes one label off an issue.
    pub fn remove_label(&mut self, actor: &Actor, key: IssueKey, name: &str) -> Result<(), OpError> {
        let issue = self.writable_issue(actor, key, &need::TRIAGE)?;
        let absent = || OpError::Missing("Label does not exist".into());
        let id = self
            .repo(key.repo)
            .and_then(|repo| repo.label(name))
            .ok_or_else(absent)?
            .id;
        if !issue.labels.contains(&id) {
            return Err(absent());
        }
        self.issue_mut(key)?.labels.retain(|label| *label != id);
        self.label_event(actor, key, id, false);
        Ok(())
    }

    /// Makes an issue have exactly these labels.
    pub fn set_labels(&mut self, actor: &Actor, key: IssueKey, names: &[String]) -> Result<(), OpError> {
        self.writable_issue(actor, key, &need::TRIAGE)?;
        Self::check_label_names(names)?;
        let wanted = self.ensure_labels(actor, key.repo, names)?;
        let present = self.issue_mut(key)?.labels.clone();
        self.issue_mut(key)?.labels.clone_from(&wanted);
        for id in present.iter().filter(|id| !wanted.contains(id)) {
            self.label_event(actor, key, *id, false);
        }
        for id in wanted.iter().filter(|id| !present.contains(id)) {
            self.label_event(actor, key, *id, true);
        }
        Ok(())
    }

    pub(crate) fn check_label_names(names: &[String]) -> Result<(), OpError> {
        let unfit = |name: &&String| name.trim().is_empty() || name.chars().count() > NAME_LIMIT;
        match names.iter().find(unfit) {
            Some(name) => {
                let entry = json!({"value": name, "resource": "Label", "field": "name", "code": "invalid"});
                Err(OpError::Validation(vec![FieldError(entry)]))
            }
            None => Ok(()),
        }
    }

    /// The ids of those labels by name that the repository has, in the order of the names.
    pub(super) fn known_labels(&self, repo: RepoId, names: &[String]) -> Vec<i64> {
        let found = names
            .iter()
            .filter_map(|name| Some(self.repo(repo)?.label(name)?.id));
        found.collect()
    }

    /// The ids of labels by name, each once; unknown ones are made.
    pub(super) fn ensure_labels(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        names: &[String],
    ) -> Result<Vec<i64>, OpError> {
        let mut ids = Vec::new();
        for name in names {
            let known = self
                .repo(repo)
                .and_then(|repo| repo.label(name))
                .map(|label| label.id);
            let id = match known {
                Some(id) => id,
                None => self.insert_label(actor, repo, name, AUTOMATIC_COLOR, None)?,
            };
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    /// Timeline and webhook of a label that was just put on or taken off.
    pub(super) fn label_event(&mut self, actor: &Actor, key: IssueKey, id: i64, added: bool) {
        let Some(repo) = self.repo(key.repo) else { return };
        let Some(label) = repo.label_by_id(id) else { return };
        let rendered = Render::new(self).label(repo, label);
        let (name, color) = (label.name.clone(), label.color.clone());
        let (kind, action) = if added {
            (
                EventKind::Labeled {
                    label: id,
                    name,
                    color,
                },
                "labeled",
            )
        } else {
            (
                EventKind::Unlabeled {
                    label: id,
                    name,
                    color,
                },
                "unlabeled",
            )
        };
        self.happened(actor, key, kind);
        self.emit_about(actor.account, key, action, json!({"label": rendered}));
    }
}

/// What a label was before, as far as it is another now.
fn label_changes(old: &Label, new: &Label) -> Value {
    let mut changes = json!({});
    if old.name != new.name {
        changes["name"] = json!({"from": old.name});
    }
    if old.color != new.color {
        changes["color"] = json!({"from": old.color});
    }
    if old.description != new.description {
        changes["description"] = json!({"from": old.description.as_deref().unwrap_or_default()});
    }
    changes
}

fn check_label(name: &str, color: &str, description: Option<&str>) -> Result<(), OpError> {
    let mut errors = Vec::new();
    if name.trim().is_empty() {
        errors.push(FieldError::new("Label", "missing_field", "name"));
    }
    if name.chars().count() > NAME_LIMIT {
        let message = format!("name is too long (maximum is {NAME_LIMIT} characters)");
        errors.push(FieldError::custom("Label", "name", &message));
    }
    if color.len() != 6 || !color.chars().all(|c| c.is_ascii_hexdigit()) {
        errors.push(FieldError::new("Label", "invalid", "color"));
    }
    if description.is_some_and(|text| text.chars().count() > DESCRIPTION_LIMIT) {
        let message = format!("description is too long (maximum is {DESCRIPTION_LIMIT} characters)");
        errors.push(FieldError::custom("Label", "description", &message));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(OpError::Validation(errors))
    }
}
