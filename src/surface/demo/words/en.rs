//! English.

use chrono::{Datelike as _, NaiveDate};
use chrono_tz::Tz;
use github_sim::world::Role;

use super::{Invitation, Words, labels, sign, threads};
use crate::surface::demo::change::Change;

pub(super) struct English;

const INVITATION: Invitation = Invitation {
    heading: "Now it is your turn. Open in a browser:",
    pages: [
        "the incident",
        "its postmortem",
        "the document",
        "the checks",
        "the findings",
        "the calendar",
        "the repository",
        "a new incident",
    ],
    bar: "The bar at the top of each page says who you are and what time it is. Try:",
    tries: &[
        "open a new issue with the label `incident`, then comment `/sev 1` and `/commander me`",
        "comment `/resolved yesterday 23:10`, `/mitigatd`, or `/help`; act as sam, and try again",
        "report with `/can`, add a row with `/timeline`, tick an item of the checklist",
        "swap the severity label, and see the status comment follow",
        "resolve it, and on its postmortem comment `/meeting tomorrow 15:00` or `/action P1 me Mend it`",
        "write the document's sentences worse, and read what the check says; press its buttons",
        "mark the postmortem as ready, approve it as somebody else, comment `/meeting held`, merge",
        "or let it lie, and advance the clock by a week",
    ],
    leave: "Closeout answers everything at once. Ctrl-C ends the demo; nothing is left behind.",
    ended: "The demo has ended.",
};

impl Words for English {
    fn progress(&self, scene: usize, of: usize, at: &str) -> String {
        format!("… scene {scene} of {of}: {at}")
    }

    fn prologue(&self, repository: &str) -> String {
        format!(": an incident in {repository}, from its first report to a Closed postmortem.")
    }

    fn about(&self, zone: Tz) -> String {
        format!(
            "GitHub is simulated and so are the people; the server, its webhooks and everything it answers are real. \
             Times are those of {zone}."
        )
    }

    fn part(&self, part: &str, role: Option<Role>) -> String {
        format!("{part}, {}", role.map_or("no role", Role::as_str))
    }

    fn day(&self, day: NaiveDate) -> String {
        format!("{}, {} {}", day.format("%A"), day.day(), day.format("%B %Y"))
    }

    fn meanwhile(&self) -> &'static str {
        "Meanwhile"
    }

    fn deed(&self, change: &Change) -> String {
        match change {
            Change::Reacted {
                emoji,
                author,
                comment,
                back,
            } => {
                let what = if *comment { "comment" } else { "report" };
                let (take, on) = if *back {
                    ("takes ", "back from")
                } else {
                    ("", "on")
                };
                format!("{take}{emoji} {on} {author}'s {what}")
            }
            Change::MadeLabels(count) => format!("makes the {count} labels it needs"),
            Change::Labelled { numbers, on, off } => labelled(numbers, on, off),
            Change::Branched(branch) => format!("makes the branch {branch}"),
            Change::Committed { path, new: true } => format!("commits {path}"),
            Change::Committed { path, .. } => format!("updates {path}"),
            Change::OpenedIssue {
                number,
                title,
                parent: Some(parent),
            } => format!("opens #{number}, \"{title}\", as a sub-issue of #{parent}"),
            Change::OpenedIssue { number, title, .. } => format!("opens #{number}, \"{title}\""),
            Change::Adopted { number, parent } => format!("makes #{number} a sub-issue of #{parent}"),
            Change::Retitled { number, title } => format!("calls #{number} \"{title}\""),
            Change::Opened { number, title, draft } => {
                let draft = if *draft { "draft " } else { "" };
                format!("opens the {draft}pull request #{number}, \"{title}\"")
            }
            Change::Assigned { number, login } => format!("assigns {login} to #{number}"),
            Change::Folded { number, folded: true } => format!("folds its earlier comment on #{number} away"),
            Change::Folded { number, .. } => format!("unfolds its earlier comment on #{number}"),
            Change::Checked {
                name,
                conclusion,
                title,
                ..
            } => format!("check {} {name}: {title}", sign(conclusion)),
            Change::Closed(number) => format!("closes #{number}"),
            Change::Commented { number, .. } => format!("comments on #{number}:"),
            Change::Edited {
                number, status, gone, ..
            } => {
                let comment = if *status { "status comment" } else { "comment" };
                if *gone {
                    format!("strikes from its {comment} on #{number}:")
                } else {
                    format!("edits its {comment} on #{number}, where it now reads:")
                }
            }
        }
    }

    fn list(&self, deeds: &[String]) -> String {
        deeds.join("; ")
    }

    fn more(&self, lines: usize) -> String {
        let plural = if lines == 1 { "" } else { "s" };
        format!("… and {lines} more line{plural}")
    }

    fn end(&self) -> (&'static str, &'static str) {
        (
            "The end",
            "The postmortem is Closed, and looking at the incident again finds nothing left to do.",
        )
    }

    fn invitation(&self) -> &'static Invitation {
        &INVITATION
    }
}

fn labelled(numbers: &[u64], on: &[String], off: &[String]) -> String {
    let (threads, and) = (threads(numbers, " and "), " and ");
    match (on, off) {
        (on, []) => format!("labels {threads} {}", labels(on, and)),
        ([], off) => format!("takes {} off {threads}", labels(off, and)),
        (on, off) => format!(
            "labels {threads} {} instead of {}",
            labels(on, and),
            labels(off, and)
        ),
    }
}
