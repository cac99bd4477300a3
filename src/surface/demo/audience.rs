//! After the play: the stage is the audience's.

use std::io::{self, Write};

use super::{
    ink::{Ink, Tone},
    story::REPOSITORY,
};

/// Says where to look and what to try. `site` is the address of the pages, without a trailing slash.
pub(super) fn invite(
    out: &mut impl Write,
    ink: Ink,
    site: &str,
    incident: u64,
    postmortem: u64,
) -> io::Result<()> {
    let repository = format!("{site}/{REPOSITORY}");
    writeln!(
        out,
        "\n{}\n",
        ink.paint(Tone::Heading, "Now it is your turn. Open in a browser:")
    )?;
    for (what, address) in [
        ("the incident", format!("{repository}/issues/{incident}")),
        ("its postmortem", format!("{repository}/pull/{postmortem}")),
        ("the document", format!("{repository}/pull/{postmortem}/files")),
        ("the checks", format!("{repository}/pull/{postmortem}/checks")),
        ("the repository", repository.clone()),
        ("a new incident", format!("{repository}/issues/new")),
    ] {
        writeln!(out, "  {what:<16}{}", ink.paint(Tone::Person, &address))?;
    }
    writeln!(
        out,
        "\nThe bar at the top of each page says who you are and what time it is. Try:\n"
    )?;
    for line in [
        "open a new issue with the label `incident`, then comment `/sev 1` and `/commander me`",
        "comment `/resolved yesterday 23:10`, `/mitigatd`, or `/help`; act as sam, and try again",
        "swap the severity label, and see the status comment follow",
        "mark the postmortem as ready, approve it as somebody else, comment `/meeting held`, merge",
        "or let it lie, and advance the clock by a week",
    ] {
        writeln!(out, "  - {line}")?;
    }
    writeln!(
        out,
        "\nCloseout answers everything at once. Ctrl-C ends the demo; nothing is left behind."
    )?;
    out.flush()
}
