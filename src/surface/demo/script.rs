//! What a play is made of. The plays themselves are in `story`; how one is performed, in `play`.

use chrono_tz::Tz;
use github_sim::world::Role;

/// A play, in one language.
#[derive(Debug)]
pub(super) struct Story {
    /// The zone in which its people live.
    pub(super) zone: Tz,
    /// When the curtain rises, as the clocks show it there.
    pub(super) curtain: &'static str,
    /// Who plays, in order of importance.
    pub(super) cast: &'static [Person],
    /// Who has prepared the repository before the curtain rises.
    pub(super) founder: &'static str,
    /// What they committed: path, text, and message.
    pub(super) before: &'static [(&'static str, &'static str, &'static str)],
    /// The scenes, in order.
    pub(super) scenes: &'static [Scene],
}

/// Somebody with a part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person {
    /// Login.
    pub(super) login: &'static str,
    /// Role in the repository; strangers have none.
    pub(super) role: Option<Role>,
    /// Who they are.
    pub(super) part: &'static str,
}

/// A part of the play that has a heading.
#[derive(Debug)]
pub(super) struct Scene {
    /// Heading.
    pub(super) title: &'static str,
    /// What happens, in order.
    pub(super) turns: &'static [Turn],
}

/// One person does one thing.
#[derive(Debug)]
pub(super) struct Turn {
    /// When, as the clocks show it where the story plays: `2026-11-20 02:47`.
    pub(super) at: &'static str,
    /// Login of who does it; empty when time passes and nobody does anything.
    pub(super) who: &'static str,
    /// Stage direction, read after the name.
    pub(super) direction: &'static str,
    /// What is done.
    pub(super) act: Act,
}

/// What people do on GitHub.
#[derive(Debug)]
pub(super) enum Act {
    /// Changes a file: one commit on the default branch.
    Pushes {
        /// The commit message.
        message: &'static str,
        /// The file that is changed.
        path: &'static str,
        /// What it becomes.
        text: &'static str,
    },
    /// Deploys what is on the default branch.
    Deploys,
    /// Opens the incident's issue with the issue form.
    Reports {
        /// Its title.
        title: &'static str,
        /// Every question of the form with its answer, which may be empty.
        answers: &'static [(&'static str, &'static str)],
    },
    /// Comments on the incident.
    Says(&'static str),
    /// Edits their latest comment on the incident.
    Corrects(&'static str),
    /// Marks the latest comment for the timeline.
    Marks,
    /// Ticks an item of the checklist in the status comment, the first being 1.
    Ticks(usize),
    /// Writes the postmortem: one commit on its branch.
    Writes(&'static Report),
    /// Mends what was written: what stands in the document, and what it becomes. `{opened}` stands for the address of
    /// the issue that was opened last.
    Mends {
        /// The commit message.
        message: &'static str,
        /// What stands there, and what it becomes.
        changes: &'static [(&'static str, &'static str)],
    },
    /// Comments on the postmortem's pull request.
    Discusses(&'static str),
    /// Opens an issue of another kind.
    Opens {
        /// Its title.
        title: &'static str,
        /// What it says.
        body: &'static str,
    },
    /// Presses a button on the postmortem's check.
    Presses(&'static str),
    /// Closes the issue with this title, because the work is done.
    Finishes(&'static str),
    /// Closes the issue with this title, because the work will not be done.
    Declines(&'static str),
    /// Does the work of the issue with this title: one commit, by a pull request that closes it.
    Ships {
        /// The issue's title.
        issue: &'static str,
        /// What the commit says.
        message: &'static str,
        /// The file that is changed.
        path: &'static str,
        /// What it becomes.
        text: &'static str,
    },
    /// Marks the postmortem's pull request as ready for review.
    MarksReady,
    /// Approves it.
    Approves,
    /// Merges it.
    Merges,
    /// Merges the pull request that Closeout opened last.
    MergesList,
    /// Does nothing.
    Waits,
}

/// What is written into the document that Closeout prepared.
#[derive(Debug)]
pub(super) struct Report {
    /// The commit message.
    pub(super) message: &'static str,
    /// Lines of the front matter: what stands there, and what it becomes.
    pub(super) facts: &'static [(&'static str, &'static str)],
    /// Headings, and what takes the place of the note to the author below each.
    pub(super) sections: &'static [(&'static str, &'static str)],
    /// The heading above the table of action items, which is one of those above.
    pub(super) action_heading: &'static str,
    /// Rows of that table.
    pub(super) action_items: &'static [&'static str],
}
