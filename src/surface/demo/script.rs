//! What a play is made of. The play itself is in `story`; how it is performed, in `play`.

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
    /// Opens the incident's issue.
    Opens {
        /// Its title.
        title: &'static str,
        /// Its first post.
        body: &'static str,
        /// Its label.
        label: &'static str,
    },
    /// Comments on the incident.
    Says(&'static str),
    /// Edits their latest comment on the incident.
    Corrects(&'static str),
    /// Writes the postmortem: one commit on its branch.
    Writes {
        /// First line of the commit message.
        message: &'static str,
        /// Lines of the front matter: what stands there, and what it becomes.
        facts: &'static [(&'static str, &'static str)],
        /// Headings, and what takes the place of the note to the author below each.
        sections: &'static [(&'static str, &'static str)],
        /// Rows of the table of action items.
        action_items: &'static [&'static str],
    },
    /// Marks the postmortem's pull request as ready for review.
    MarksReady,
    /// Approves it.
    Approves,
    /// Merges it.
    Merges,
    /// Does nothing.
    Waits,
}
