//! Issues that go to another repository of the same owner.

use serde_json::{Value, json};

use super::emit::Event;
use crate::render::Render;
use crate::world::{Actor, EventKind, Issue, IssueKey, OpError, RepoId, Repository, World, need};

impl World {
    /// Moves an issue with all that was said and done there, and gives its new place. Labels go along if the other
    /// repository has some of the same name, or with `make_labels`; the issue gets a new number and id, comments
    /// keep theirs.
    pub fn transfer_issue(
        &mut self,
        actor: &Actor,
        key: IssueKey,
        to: RepoId,
        make_labels: bool,
    ) -> Result<IssueKey, OpError> {
        let issue = self.writable_issue(actor, key, &need::TRANSFER_ISSUE)?;
        if issue.pull.is_some() {
            return Err(OpError::Unprocessable(
                "Pull requests cannot be transferred.".into(),
            ));
        }
        let target = self.writable(actor, to, &need::TRANSFER_ISSUE)?;
        let home = self.repo(key.repo).ok_or(OpError::NotFound)?;
        check_target(home, target)?;
        let render = Render::new(self);
        let (old_issue, old_repository) = (render.issue_payload(home, issue), render.repository(home, None));
        if make_labels {
            self.make_labels(actor, key, to)?;
        }
        let new = self.carry_over(key, to)?;
        self.point_to(key, new);
        self.moved_issues.insert(key, new);
        self.happened(actor, new, EventKind::Transferred { from: key.repo });
        self.tell_transfer(actor, (key, new), &old_issue, &old_repository);
        Ok(new)
    }

    /// Makes the labels of an issue that another repository lacks.
    fn make_labels(&mut self, actor: &Actor, key: IssueKey, to: RepoId) -> Result<(), OpError> {
        let names = self.label_names(key);
        self.ensure_labels(actor, to, &names).map(|_| ())
    }

    fn label_names(&self, key: IssueKey) -> Vec<String> {
        let labels = self.repo(key.repo).zip(self.issue(key)).map(|(repo, issue)| {
            let labels = issue.labels.iter().filter_map(|id| repo.label_by_id(*id));
            labels.map(|label| label.name.clone()).collect()
        });
        labels.unwrap_or_default()
    }

    /// Takes the issue out of its repository and puts it into the other, fitted to what there is.
    fn carry_over(&mut self, key: IssueKey, to: RepoId) -> Result<IssueKey, OpError> {
        let names = self.label_names(key);
        let milestone = self.issue(key).and_then(|issue| issue.milestone);
        let home = self.repo_mut(key.repo)?;
        let milestone = milestone
            .and_then(|number| home.milestone(number))
            .map(|one| one.title.clone());
        let mut issue = home.issues.remove(&key.number).ok_or(OpError::NotFound)?;
        issue.id = self.fresh_id();
        let target = self.repo(to).ok_or(OpError::NotFound)?;
        issue.labels = self.known_labels(to, &names);
        issue.assignees.retain(|one| self.assignable(*one, target));
        issue.milestone = milestone.and_then(|title| {
            let same = target.milestones.iter().find(|one| one.title == title);
            same.map(|one| one.number)
        });
        adopt_labels(&mut issue, target);
        let target = self.repo_mut(to)?;
        issue.number = target.next_number;
        target.next_number += 1;
        let new = IssueKey {
            repo: to,
            number: issue.number,
        };
        target.issues.insert(new.number, issue);
        Ok(new)
    }

    /// Lets everything that spoke of the old place speak of the new one.
    fn point_to(&mut self, old: IssueKey, new: IssueKey) {
        let repos = self.repositories.values_mut();
        for issue in repos.flat_map(|repo| repo.issues.values_mut()) {
            let events = issue
                .timeline
                .iter_mut()
                .filter_map(|event| event.kind.other_mut());
            let places = events.chain(&mut issue.sub_issues).chain(&mut issue.parent);
            for place in places.filter(|place| **place == old) {
                *place = new;
            }
        }
    }

    fn tell_transfer(
        &mut self,
        actor: &Actor,
        (old, new): (IssueKey, IssueKey),
        old_issue: &Value,
        old_repository: &Value,
    ) {
        let Some((target, issue)) = self.repo(new.repo).zip(self.issue(new)) else {
            return;
        };
        let render = Render::new(self);
        let changes = json!({
            "new_issue": render.issue_payload(target, issue), "new_repository": render.repository(target, None),
        });
        let came = json!({"changes": {"old_issue": old_issue, "old_repository": old_repository}});
        self.emit(&Event {
            name: "issues",
            action: Some("transferred"),
            repo: old.repo,
            sender: actor.account,
            only: None,
            payload: json!({"issue": old_issue, "changes": changes}),
        });
        self.emit_about(actor.account, new, "opened", came);
    }
}

/// Label events speak of the label of the same name, where there is one.
fn adopt_labels(issue: &mut Issue, target: &Repository) {
    let events = issue.timeline.iter_mut();
    for (id, name, _) in events.filter_map(|event| event.kind.label_mut()) {
        if let Some(label) = target.label(name) {
            *id = label.id;
        }
    }
}

fn check_target(home: &Repository, target: &Repository) -> Result<(), OpError> {
    let refused = |text: &str| Err(OpError::Unprocessable(text.into()));
    if home.id == target.id {
        return refused("Cannot transfer an issue to the repository it is in.");
    }
    if home.owner != target.owner {
        return refused("Issues can only be transferred between repositories of the same owner.");
    }
    if home.private && !target.private {
        return refused("Cannot transfer an issue from a private repository to a public one.");
    }
    if target.has_issues {
        Ok(())
    } else {
        Err(OpError::IssuesDisabled)
    }
}
