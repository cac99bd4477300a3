//! Performs the story on the stage and tells it as it goes.

use std::io::Write;

use anyhow::Context as _;
use chrono::{DateTime, NaiveDateTime, TimeZone as _, Utc};
use github_sim::{Person, world::World};

use crate::clock::Clock as _;

use super::{
    glance::Glance,
    progress::Progress,
    script::{Act, Scene, Turn},
    stage::Stage,
    story::{REPOSITORY, ZONE},
    transcript::Transcript,
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
    transcript: &'a mut Transcript<W>,
    progress: &'a mut Progress,
    /// The incident, once it is declared.
    incident: Option<u64>,
    /// The latest comment of a person.
    comment: Option<i64>,
}

/// An instant as the clocks show it where the story plays.
pub(super) fn instant(local: &str) -> anyhow::Result<DateTime<Utc>> {
    let naive = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").with_context(|| local.to_owned())?;
    let there = ZONE.from_local_datetime(&naive).single();
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
        transcript: &'a mut Transcript<W>,
        progress: &'a mut Progress,
    ) -> Self {
        Self {
            stage,
            transcript,
            progress,
            incident: None,
            comment: None,
        }
    }

    /// Plays all scenes and gives the incident's number.
    pub(super) async fn perform(mut self, scenes: &[Scene]) -> anyhow::Result<u64> {
        for (index, scene) in scenes.iter().enumerate() {
            self.progress.clear()?;
            self.transcript.scene(scene.title)?;
            for turn in scene.turns {
                self.progress
                    .show(&format!("scene {} of {}: {}", index + 1, scenes.len(), turn.at))?;
                self.take(turn)
                    .await
                    .with_context(|| format!("{}, {}", turn.at, turn.who))?;
            }
        }
        self.progress.clear()?;
        self.incident.context("nobody declared an incident")
    }

    async fn take(&mut self, turn: &Turn) -> anyhow::Result<()> {
        let at = instant(turn.at)?;
        let quiet = self.look();
        self.stage.pass(at - self.stage.clock.now()).await?;
        let meanwhile = quiet.changes(&self.look());
        self.progress.clear()?;
        if turn.who.is_empty() {
            self.transcript
                .turn(at.with_timezone(&ZONE), "", turn.direction)?;
            return Ok(self.transcript.answers(&meanwhile)?);
        }
        self.transcript.answers(&meanwhile)?;
        self.transcript
            .turn(at.with_timezone(&ZONE), turn.who, turn.direction)?;
        self.act(&self.stage.sim.person(turn.who), &turn.act)?;
        let acted = self.look();
        self.stage.settle().await?;
        Ok(self.transcript.answers(&acted.changes(&self.look()))?)
    }

    fn look(&self) -> Glance {
        Glance::at(&self.stage.sim.world(), REPOSITORY)
    }

    fn act(&mut self, person: &Person, act: &Act) -> anyhow::Result<()> {
        let pull = postmortem(&self.stage.sim.world());
        let pull = || pull.context("there is no postmortem yet");
        let incident = || self.incident.context("there is no incident yet");
        match act {
            Act::Opens { title, body, label } => {
                self.transcript.speech(&format!("{title}\n{body}"))?;
                self.incident = Some(person.open_issue(REPOSITORY, title, body, &[label])?);
            }
            Act::Says(text) => {
                self.transcript.speech(text)?;
                self.comment = Some(person.comment(REPOSITORY, incident()?, text)?);
            }
            Act::Corrects(text) => {
                self.transcript.speech(text)?;
                person.edit_comment(self.comment.context("nobody said anything yet")?, text)?;
            }
            Act::Writes {
                message,
                facts,
                sections,
                action_items,
            } => {
                let branch = pull()?.branch;
                let (path, text) = self.document(&branch)?;
                let text = super::document::write(&text, facts, sections, action_items)?;
                person.commit_file(REPOSITORY, &branch, &path, &text, message)?;
                self.transcript.speech(&format!("{message}\n{path}"))?;
            }
            Act::MarksReady => person.mark_ready(REPOSITORY, pull()?.number)?,
            Act::Approves => drop(person.approve(REPOSITORY, pull()?.number)?),
            Act::Merges => drop(person.merge(REPOSITORY, pull()?.number)?),
            Act::Waits => {}
        }
        Ok(())
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
