//! Performs the story on the stage and tells it as it goes.

use std::io::Write;

use anyhow::Context as _;
use chrono::{DateTime, NaiveDateTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use github_sim::{
    Person,
    world::{
        AccountKind, Issue, IssueKey, ReactionContent, StateReason, World,
        ops::{NewDeployment, NewDeploymentStatus, SuiteAction},
    },
};

use crate::{clock::Clock as _, surface::progress::Progress};

use super::{
    glance::Glance,
    plain,
    script::{Act, Scene, Story, Turn},
    stage::Stage,
    story::{ENVIRONMENT, REPOSITORY},
    transcript::Transcript,
    words::Words,
};

/// The postmortem's pull request, as it is now.
pub(super) struct Postmortem {
    /// Number.
    pub(super) number: u64,
    /// Branch that is to be merged.
    pub(super) branch: String,
    /// Whether it was.
    pub(super) merged: bool,
}

/// A performance.
pub(super) struct Play<'a, W> {
    stage: &'a Stage,
    story: &'static Story,
    words: &'static dyn Words,
    transcript: &'a mut Transcript<W>,
    progress: &'a mut Progress,
    /// The incident, once it is declared.
    incident: Option<u64>,
    /// The latest comment of a person.
    comment: Option<i64>,
    /// The issue that was opened last, the incident apart.
    opened: Option<u64>,
}

/// An instant as the clocks show it where the story plays.
pub(super) fn instant(local: &str, zone: Tz) -> anyhow::Result<DateTime<Utc>> {
    let naive = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").with_context(|| local.to_owned())?;
    let there = zone.from_local_datetime(&naive).single();
    Ok(there
        .with_context(|| format!("{local} is not one instant"))?
        .to_utc())
}

/// The pull request that is a postmortem, if one was opened.
pub(super) fn postmortem(world: &World) -> Option<Postmortem> {
    let mut pulls = world.issues().filter_map(|(key, issue)| {
        let pull = issue.pull.as_ref()?;
        Some(Postmortem {
            number: key.number,
            branch: pull.head_branch.clone(),
            merged: pull.merge.is_some(),
        })
    });
    pulls.next()
}

impl<'a, W: Write> Play<'a, W> {
    pub(super) fn new(
        stage: &'a Stage,
        (story, words): (&'static Story, &'static dyn Words),
        transcript: &'a mut Transcript<W>,
        progress: &'a mut Progress,
    ) -> Self {
        Self {
            stage,
            story,
            words,
            transcript,
            progress,
            incident: None,
            comment: None,
            opened: None,
        }
    }

    /// Plays all scenes and gives the incident's number.
    pub(super) async fn perform(mut self) -> anyhow::Result<u64> {
        let scenes: &[Scene] = self.story.scenes;
        for (index, scene) in scenes.iter().enumerate() {
            self.progress.clear()?;
            self.transcript.scene(scene.title)?;
            for turn in scene.turns {
                self.progress
                    .show(&self.words.progress(index + 1, scenes.len(), turn.at))?;
                self.take(turn)
                    .await
                    .with_context(|| format!("{}, {}", turn.at, turn.who))?;
            }
        }
        self.progress.clear()?;
        self.incident.context("nobody declared an incident")
    }

    async fn take(&mut self, turn: &Turn) -> anyhow::Result<()> {
        let at = instant(turn.at, self.story.zone)?;
        let there = at.with_timezone(&self.story.zone);
        let quiet = self.look();
        self.stage.pass(at - self.stage.clock.now()).await?;
        let meanwhile = quiet.changes(&self.look());
        self.progress.clear()?;
        if turn.who.is_empty() {
            self.transcript.turn(there, "", turn.direction)?;
            return Ok(self.transcript.answers(&meanwhile)?);
        }
        self.transcript.meanwhile(&meanwhile)?;
        self.transcript.turn(there, turn.who, turn.direction)?;
        self.act(&self.stage.sim.person(turn.who), &turn.act)?;
        let acted = self.look();
        self.stage.settle().await?;
        Ok(self.transcript.answers(&acted.changes(&self.look()))?)
    }

    fn look(&self) -> Glance {
        Glance::at(&self.stage.sim.world(), REPOSITORY)
    }

    #[expect(clippy::too_many_lines, reason = "one arm an act")]
    fn act(&mut self, person: &Person, act: &Act) -> anyhow::Result<()> {
        let pull = postmortem(&self.stage.sim.world());
        let pull = || pull.context("there is no postmortem yet");
        let incident = || self.incident.context("there is no incident yet");
        match act {
            Act::Pushes { message, path, text } => {
                self.transcript.speech(&format!("{message}\n{path}"))?;
                person.commit_file(REPOSITORY, "main", path, text, message)?;
            }
            Act::Deploys => deploy(person)?,
            Act::Reports { title, answers } => {
                self.transcript.speech(&format!("{title}\n{}", list(answers)))?;
                let number = person.open_form(REPOSITORY, title, &filled(answers), &["incident"])?;
                self.incident = Some(number);
            }
            Act::Opens { title, body } => {
                self.transcript.speech(&format!("{title}\n{body}"))?;
                self.opened = Some(person.open_issue(REPOSITORY, title, body, &[])?);
            }
            Act::Says(text) => {
                self.transcript.speech(text)?;
                self.comment = Some(person.comment(REPOSITORY, incident()?, text)?);
            }
            Act::Discusses(text) => {
                self.transcript.speech(text)?;
                person.comment(REPOSITORY, pull()?.number, text)?;
            }
            Act::Corrects(text) => {
                self.transcript.speech(text)?;
                person.edit_comment(self.latest()?, text)?;
            }
            Act::Marks => person.react(self.latest()?, ReactionContent::Rocket)?,
            Act::Ticks(nth) => {
                let status = self.status_comment(incident()?)?;
                person.tick(REPOSITORY, incident()?, Some(status), *nth, true)?;
                self.transcript.speech(&self.item(status, *nth)?)?;
            }
            Act::Writes(report) => {
                let branch = pull()?.branch;
                let (path, text) = self.document(&branch)?;
                let text = super::document::write(&text, report)?;
                person.commit_file(REPOSITORY, &branch, &path, &self.filled_in(&text), report.message)?;
                self.transcript.speech(&format!("{}\n{path}", report.message))?;
            }
            Act::Mends { message, changes } => {
                let branch = pull()?.branch;
                let (path, text) = self.document(&branch)?;
                let text = super::document::mend(&text, changes)?;
                person.commit_file(REPOSITORY, &branch, &path, &self.filled_in(&text), message)?;
                self.transcript.speech(&format!("{message}\n{path}"))?;
            }
            Act::Presses(button) => self.press(person, button)?,
            Act::Finishes(title) => person.close(REPOSITORY, self.issue(title)?)?,
            Act::Declines(title) => {
                person.close_as(REPOSITORY, self.issue(title)?, StateReason::NotPlanned)?;
            }
            Act::Ships {
                issue,
                message,
                path,
                text,
            } => {
                let number = self.issue(issue)?;
                self.transcript
                    .speech(&format!("{message}\n{path}\nFixes #{number}"))?;
                ship(person, number, message, (path, text))?;
            }
            Act::MarksReady => person.mark_ready(REPOSITORY, pull()?.number)?,
            Act::Approves => drop(person.approve(REPOSITORY, pull()?.number)?),
            Act::MergesList => drop(person.merge(REPOSITORY, self.newest_of_ours()?)?),
            Act::Merges => drop(person.merge(REPOSITORY, pull()?.number)?),
            Act::Waits => {}
        }
        Ok(())
    }

    /// The text with the address of what was opened last in its place.
    fn filled_in(&self, text: &str) -> String {
        let site = self.stage.sim.url();
        let address = self
            .opened
            .map(|number| format!("{site}/{REPOSITORY}/issues/{number}"));
        text.replace("{opened}", &address.unwrap_or_default())
    }

    /// The newest pull request that Closeout opened.
    fn newest_of_ours(&self) -> anyhow::Result<u64> {
        let world = self.stage.sim.world();
        let is_ours =
            |issue: &Issue| issue.pull.is_some() && world.account(issue.author).kind == AccountKind::Bot;
        let ours = world.issues().filter(|(_, issue)| is_ours(issue));
        let newest = ours.map(|(key, _)| key.number).max();
        newest.context("Closeout opened no pull request")
    }

    /// The number of the issue with this title.
    fn issue(&self, title: &str) -> anyhow::Result<u64> {
        let world = self.stage.sim.world();
        let mut issues = world.issues();
        let found = issues.find(|(_, issue)| issue.pull.is_none() && issue.title == title);
        let (key, _) = found.with_context(|| format!("there is no issue \"{title}\""))?;
        Ok(key.number)
    }

    /// Presses a button on the newest check of the postmortem that has it.
    fn press(&mut self, person: &Person, button: &str) -> anyhow::Result<()> {
        let (run, label) = {
            let world = self.stage.sim.world();
            let runs = world
                .repositories
                .values()
                .flat_map(|repo| repo.check_runs.values());
            let mut buttons = runs.flat_map(|run| run.actions.iter().map(move |action| (run.id, action)));
            let found = buttons.rfind(|(_, action)| action.identifier == button);
            let (run, action) = found.with_context(|| format!("no check has the button `{button}`"))?;
            (run, action.label.clone())
        };
        self.transcript.speech(&format!("[ {label} ]"))?;
        person.press_check(REPOSITORY, run, &SuiteAction::Button(button.to_owned()))?;
        Ok(())
    }

    fn latest(&self) -> anyhow::Result<i64> {
        self.comment.context("nobody said anything yet")
    }

    /// The first comment that Closeout wrote on the incident.
    fn status_comment(&self, number: u64) -> anyhow::Result<i64> {
        let repo = self.stage.sim.repo_id(REPOSITORY)?;
        let world = self.stage.sim.world();
        let issue = world.issue(IssueKey { repo, number });
        let comments = &issue.context("the incident is gone")?.comments;
        let ours = comments
            .iter()
            .find(|comment| world.account(comment.author).kind == AccountKind::Bot);
        Ok(ours.context("there is no status comment")?.id)
    }

    /// An item of the checklist in a comment, as it is read; the first is 1.
    fn item(&self, comment: i64, nth: usize) -> anyhow::Result<String> {
        let world = self.stage.sim.world();
        let (_, comment) = world.comment_by_id(comment).context("the comment is gone")?;
        let lines = plain::lines(&comment.body).into_iter().map(|line| line.text);
        let mut items = lines.filter(|line| line.starts_with("- ["));
        items.nth(nth - 1).context("the checklist is shorter")
    }

    /// The postmortem's file: the one that its branch has and `main` has not.
    fn document(&self, branch: &str) -> anyhow::Result<(String, String)> {
        let world = self.stage.sim.world();
        let (owner, name) = REPOSITORY.split_once('/').context("owner/name")?;
        let git = &world
            .repo_by_name(owner, name)
            .context("there is no repository")?
            .git;
        let head = git.head(branch).context("the branch is gone")?;
        let main = git.head("main").context("there is no main")?;
        let new = head
            .tree
            .files
            .iter()
            .find(|(path, _)| !main.tree.files.contains_key(*path));
        let (path, blob) = new.context("the branch brings no document")?;
        Ok((path.clone(), blob.text()))
    }
}

/// Changes a file by a pull request that closes an issue.
fn ship(person: &Person, number: u64, message: &str, (path, text): (&str, &str)) -> anyhow::Result<()> {
    let branch = format!("issue-{number}");
    person.create_branch(REPOSITORY, &branch, "main")?;
    person.commit_file(REPOSITORY, &branch, path, text, message)?;
    let pull = person.open_pull(REPOSITORY, message, &branch, "main")?;
    person.edit_body(REPOSITORY, pull, &format!("Fixes #{number}"))?;
    person.merge(REPOSITORY, pull)?;
    Ok(())
}

/// Deploys the default branch, with success.
fn deploy(person: &Person) -> anyhow::Result<()> {
    let deployment = person.deploy(REPOSITORY, &NewDeployment::of("main", ENVIRONMENT))?;
    let success = NewDeploymentStatus {
        state: "success".to_owned(),
        ..NewDeploymentStatus::default()
    };
    person.deployment_status(REPOSITORY, deployment, &success)?;
    Ok(())
}

/// What GitHub makes of a filled issue form.
fn filled(answers: &[(&str, &str)]) -> String {
    let sections: Vec<String> = answers
        .iter()
        .map(|(question, answer)| match *answer {
            "" => format!("### {question}\n\n_No response_"),
            answer => format!("### {question}\n\n{answer}"),
        })
        .collect();
    sections.join("\n\n")
}

/// The answers of a form, one a line.
fn list(answers: &[(&str, &str)]) -> String {
    let given = answers.iter().filter(|(_, answer)| !answer.is_empty());
    let lines: Vec<String> = given
        .map(|(question, answer)| {
            let colon = if question.ends_with('?') { "" } else { ":" };
            format!("{question}{colon} {answer}")
        })
        .collect();
    lines.join("\n")
}
