//! After the play: the stage is the audience's.

use std::io::{self, Write};

use super::{Ended, story::REPOSITORY, words::Words};
use crate::surface::ink::{Ink, Tone, width};

/// Columns of the names of pages.
const NAMES: usize = 16;

/// Says where to look and what to try. `site` is the address of the pages, without a trailing slash.
pub(super) fn invite(
    out: &mut impl Write,
    (ink, words): (Ink, &dyn Words),
    site: &str,
    ended: &Ended,
) -> io::Result<()> {
    let Ended {
        incident,
        postmortem,
        calendar,
        findings,
        ..
    } = ended;
    let invitation = words.invitation();
    let repository = format!("{site}/{REPOSITORY}");
    writeln!(out, "\n{}\n", ink.paint(Tone::Heading, invitation.heading))?;
    let addresses = [
        format!("{repository}/issues/{incident}"),
        format!("{repository}/pull/{postmortem}"),
        format!("{repository}/pull/{postmortem}/files"),
        format!("{repository}/pull/{postmortem}/checks"),
        format!("{repository}/runs/{findings}"),
        calendar.clone(),
        repository.clone(),
        format!("{repository}/issues/new"),
    ];
    for (name, address) in invitation.pages.iter().zip(addresses) {
        let space = " ".repeat(NAMES.saturating_sub(width(name)));
        writeln!(out, "  {name}{space}{}", ink.paint(Tone::Person, &address))?;
    }
    writeln!(out, "\n{}\n", invitation.bar)?;
    for line in invitation.tries {
        writeln!(out, "  - {line}")?;
    }
    writeln!(out, "\n{}", invitation.leave)?;
    out.flush()
}
