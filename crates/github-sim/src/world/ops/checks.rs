//! Check runs and suites. Only Apps make check runs; people press their buttons.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::check_limits::check_change;
use super::emit::Event;
use crate::render::Render;
use crate::world::{
    Actor, Annotation, AppId, CheckAction, CheckOutput, CheckRun, CheckSuite, Level, Oid, OpError, Powers,
    RepoId, World, need,
};

/// What a check run is to be; `None` leaves as it is, or as GitHub has it at first.
#[derive(Clone, Debug, Default)]
pub struct CheckRunChange {
    /// Name.
    pub name: Option<String>,
    /// `queued`, `in_progress` or `completed`.
    pub status: Option<String>,
    /// Outcome; giving one means completed.
    pub conclusion: Option<String>,
    /// The App's own reference.
    pub external_id: Option<String>,
    /// The App's own page.
    pub details_url: Option<String>,
    /// When it began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub completed_at: Option<DateTime<Utc>>,
    /// What it says. Annotations are added to those already there.
    pub output: Option<CheckOutput>,
    /// Its buttons, replacing the old ones.
    pub actions: Option<Vec<CheckAction>>,
}

/// What a person does on the page of a check run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuiteAction {
    /// Presses "Re-run".
    Rerequest,
    /// Presses one of the check run's own buttons, by its identifier.
    Button(String),
}

impl World {
    /// Makes a check run on a commit.
    pub fn create_check_run(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        head_sha: &str,
        change: &CheckRunChange,
    ) -> Result<i64, OpError> {
        let app = self.checking_app(actor, repo)?;
        let found = self.repo(repo).ok_or(OpError::NotFound)?;
        if !found.git.commits.contains_key(head_sha) {
            return Err(OpError::Unprocessable(format!(
                "No commit found for SHA: {head_sha}"
            )));
        }
        check_change(change)?;
        let suite = self.suite_for(repo, app, head_sha)?;
        let (id, now) = (self.fresh_id(), self.now());
        let mut run = CheckRun {
            id,
            suite,
            app,
            name: change.name.clone().unwrap_or_default(),
            head_sha: head_sha.to_owned(),
            status: "queued".into(),
            conclusion: None,
            external_id: None,
            details_url: None,
            started_at: Some(now),
            completed_at: None,
            output: CheckOutput::default(),
            actions: Vec::new(),
        };
        apply(&mut run, change, now);
        let completed = run.status == "completed";
        let found = self.repo_mut(repo)?;
        found.check_runs.insert(id, run);
        if let Some(suite) = found.check_suites.get_mut(&suite) {
            (suite.updated_at, suite.rerequested) = (now, false);
        }
        self.emit_check(actor, repo, id, "created", None, json!({}));
        if completed {
            self.emit_check(actor, repo, id, "completed", None, json!({}));
        }
        Ok(id)
    }

    /// Changes a check run. Only the App that made it may.
    pub fn update_check_run(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        id: i64,
        change: &CheckRunChange,
    ) -> Result<(), OpError> {
        let app = self.checking_app(actor, repo)?;
        let run = self
            .repo(repo)
            .and_then(|repo| repo.check_runs.get(&id))
            .ok_or(OpError::NotFound)?;
        if run.app != app {
            let text = "Invalid app_id `".to_owned()
                + &app.0.to_string()
                + "` - check run can only be modified by the GitHub App that created it.";
            return Err(OpError::Forbidden(text));
        }
        check_change(change)?;
        let now = self.now();
        let run = self
            .repo_mut(repo)?
            .check_runs
            .get_mut(&id)
            .ok_or(OpError::NotFound)?;
        let was_completed = run.status == "completed";
        apply(run, change, now);
        let (completed, suite) = (run.status == "completed", run.suite);
        if let Some(suite) = self.repo_mut(repo)?.check_suites.get_mut(&suite) {
            (suite.updated_at, suite.rerequested) = (now, false);
        }
        if completed && !was_completed {
            self.emit_check(actor, repo, id, "completed", None, json!({}));
        }
        Ok(())
    }

    /// A person presses a button on a check run: only its App is told. Asked for again, the suite is queued until the
    /// App says something; the run itself stays as it is.
    pub fn press_check(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        id: i64,
        action: &SuiteAction,
    ) -> Result<(), OpError> {
        self.writable(actor, repo, &need::WRITE_CHECKS)?;
        let run = self
            .repo(repo)
            .and_then(|repo| repo.check_runs.get(&id))
            .ok_or(OpError::NotFound)?;
        let (app, suite) = (run.app, run.suite);
        match action {
            SuiteAction::Rerequest => {
                if let Some(suite) = self.repo_mut(repo)?.check_suites.get_mut(&suite) {
                    suite.rerequested = true;
                }
                self.emit_check(actor, repo, id, "rerequested", Some(app), json!({}));
            }
            SuiteAction::Button(identifier) => {
                if !run.actions.iter().any(|one| one.identifier == *identifier) {
                    return Err(OpError::NotFound);
                }
                let payload = json!({"requested_action": {"identifier": identifier}});
                self.emit_check(actor, repo, id, "requested_action", Some(app), payload);
            }
        }
        Ok(())
    }

    /// Only an App's installation makes check runs.
    fn checking_app(&self, actor: &Actor, repo: RepoId) -> Result<AppId, OpError> {
        self.writable(actor, repo, &need::WRITE_CHECKS)?;
        match (&actor.powers, actor.via_app) {
            (Powers::Installation { .. }, Some(app)) => Ok(app),
            _ => Err(OpError::Forbidden(
                "You must authenticate via a GitHub App.".into(),
            )),
        }
    }

    fn suite_for(&mut self, repo: RepoId, app: AppId, head_sha: &str) -> Result<i64, OpError> {
        let (id, now) = (self.fresh_id(), self.now());
        let found = self.repo_mut(repo)?;
        let present = found
            .check_suites
            .values()
            .find(|suite| suite.app == app && suite.head_sha == head_sha);
        if let Some(suite) = present {
            return Ok(suite.id);
        }
        let head_branch = found
            .git
            .branches
            .iter()
            .find(|(_, oid)| *oid == head_sha)
            .map(|(name, _)| name.clone());
        let suite = CheckSuite {
            id,
            app,
            head_sha: head_sha.to_owned(),
            head_branch,
            before: None,
            rerequested: false,
            created_at: now,
            updated_at: now,
        };
        found.check_suites.insert(id, suite);
        Ok(id)
    }

    /// Every push opens a suite for every App that may write checks, and asks it to begin.
    pub(super) fn open_suites(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        branch: &str,
        before: Option<&Oid>,
        after: &str,
    ) {
        let Some(found) = self.repo(repo) else { return };
        let able = self.installations.values().filter(|one| {
            one.account == found.owner
                && one.repositories.contains(repo)
                && one.permissions.get("checks") >= Some(&Level::Write)
        });
        let apps: Vec<AppId> = able.map(|one| one.app).collect();
        for app in apps {
            let Ok(id) = self.suite_for(repo, app, after) else {
                return;
            };
            if let Some(suite) = self
                .repo_mut(repo)
                .ok()
                .and_then(|repo| repo.check_suites.get_mut(&id))
            {
                suite.before = before.cloned();
                suite.head_branch = Some(branch.to_owned());
            }
            let Some(found) = self.repo(repo) else { return };
            let Some(suite) = found.check_suites.get(&id) else {
                return;
            };
            let mut rendered = Render::new(self).check_suite(found, suite);
            if let Some(fields) = rendered.as_object_mut() {
                // The payload has its repository beside the suite.
                fields.remove("repository");
            }
            let payload = json!({"check_suite": rendered});
            let (name, sender) = ("check_suite", actor.account);
            self.emit(&Event {
                name,
                action: Some("requested"),
                repo,
                sender,
                only: Some(app),
                payload,
            });
        }
    }

    fn emit_check(
        &mut self,
        actor: &Actor,
        repo: RepoId,
        id: i64,
        action: &str,
        only: Option<AppId>,
        mut payload: Value,
    ) {
        let Some(found) = self.repo(repo) else { return };
        let Some(run) = found.check_runs.get(&id) else {
            return;
        };
        payload["check_run"] = Render::new(self).check_run_event(found, run);
        let sender = actor.account;
        self.emit(&Event {
            name: "check_run",
            action: Some(action),
            repo,
            sender,
            only,
            payload,
        });
    }
}

fn apply(run: &mut CheckRun, change: &CheckRunChange, now: DateTime<Utc>) {
    run.name = change.name.clone().unwrap_or_else(|| run.name.clone());
    run.status = change.status.clone().unwrap_or_else(|| run.status.clone());
    run.external_id = change.external_id.clone().or_else(|| run.external_id.clone());
    run.details_url = change.details_url.clone().or_else(|| run.details_url.clone());
    run.started_at = change.started_at.or(run.started_at);
    if run.status != "completed" {
        run.conclusion = None;
        run.completed_at = None;
    }
    if let Some(conclusion) = &change.conclusion {
        run.status = "completed".into();
        run.conclusion = Some(conclusion.clone());
        run.completed_at = change.completed_at.or(Some(now));
    }
    if let Some(output) = &change.output {
        let before: Vec<Annotation> = std::mem::take(&mut run.output.annotations);
        run.output.title = output.title.clone().or_else(|| run.output.title.take());
        run.output.summary = output.summary.clone().or_else(|| run.output.summary.take());
        run.output.text = output.text.clone().or_else(|| run.output.text.take());
        run.output.annotations = before
            .into_iter()
            .chain(output.annotations.iter().cloned())
            .collect();
    }
    if let Some(actions) = &change.actions {
        run.actions.clone_from(actions);
    }
}
