//! The check on the pull request: what still separates it from Reviewed and Closed.

use crate::{
    document::lint::Level,
    domain::{
        observation::{CheckRun, PullRequest, PullRequestState},
        postmortem::PostmortemStatus,
        request::Request,
        role::Role,
    },
    message::{
        Message, Voice,
        context::{PostmortemCheck, Remaining},
    },
};

use super::{
    Input, deadline,
    effect::{Conclusion, Effect, Plan},
    lint::{self, Findings},
    writing,
};

/// Name of the check.
pub const NAME: &str = "closeout / postmortem";

pub(super) fn plan(input: &Input<'_>) -> Plan {
    let pull = input
        .observation
        .pull_request
        .as_ref()
        .filter(|pull| pull.state != PullRequestState::Closed);
    let (Some(pull), Some(deadline), true) = (pull, deadline::meeting(input), input.is_live()) else {
        return Plan::default();
    };
    let Some(status) = input.incident.postmortem else {
        return Plan::default();
    };
    let findings = Findings::of(input, pull);
    let (errors, warnings) = (findings.count(Level::Error), findings.count(Level::Warning));
    // Merging waits for a required check that failed; a draft cannot be merged anyway and deserves no red mark. What is
    // merged has been decided.
    let conclusion = match status {
        PostmortemStatus::InReview => Conclusion::Failure,
        PostmortemStatus::Reviewed if errors > 0 => Conclusion::Failure,
        PostmortemStatus::Reviewed | PostmortemStatus::Closed => Conclusion::Success,
        PostmortemStatus::Draft | PostmortemStatus::Skipped => Conclusion::Neutral,
    };
    let wake_at = findings.change_at;
    let (rows, cut) = findings.shown();
    let buttons = if input.means.buttons {
        buttons(pull, !rows.is_empty())
    } else {
        Vec::new()
    };
    let message = Message::PostmortemCheck(PostmortemCheck {
        status,
        remaining: with_errors(remaining(input, pull), errors),
        left_alone: writing::left_alone(input),
        deadline: Some(deadline)
            .filter(|_| !input.incident.meeting_settled() && status != PostmortemStatus::Closed),
        document: lint::checked_file(input, pull),
        errors,
        warnings,
        findings: rows,
        cut,
        buttons,
    });
    let publication = publication(Publication {
        name: NAME,
        head: &pull.head,
        checks: &pull.checks,
        conclusion,
        message,
        voice: input.voice(),
        again: input.requests.contains(&Request::Rerun),
    });
    Plan {
        effects: publication.into_iter().collect(),
        wake_at,
    }
}

/// The same with the errors of the text: they come before what others think of it.
fn with_errors(mut remaining: Vec<Remaining>, errors: usize) -> Vec<Remaining> {
    if errors > 0 && remaining.contains(&Remaining::Merge) {
        let place = remaining
            .iter()
            .position(|step| !matches!(step, Remaining::NameOwner | Remaining::MarkReady));
        remaining.insert(place.unwrap_or(remaining.len()), Remaining::MendText { errors });
    }
    remaining
}

/// What can be asked for while the pull request is open.
fn buttons(pull: &PullRequest, found: bool) -> Vec<Request> {
    if pull.state != PullRequestState::Open {
        return Vec::new();
    }
    let explain = found.then_some(Request::Explain);
    [Request::CreateIssues, Request::RefreshFacts]
        .into_iter()
        .chain(explain)
        .collect()
}

/// What remains to be done, in the order in which it is usually done.
pub(super) fn remaining(input: &Input<'_>, pull: &PullRequest) -> Vec<Remaining> {
    let untold = input.awaits_announcement();
    if pull.state == PullRequestState::Merged {
        if input.incident.postmortem == Some(PostmortemStatus::Closed) {
            return Vec::new();
        }
        let elsewhere = pull.elsewhere.clone();
        let elsewhere = elsewhere.map(|base| Remaining::BringToDefault { base });
        let untold = untold.then_some(Remaining::PublishAnnouncement);
        return elsewhere.into_iter().chain(untold).collect();
    }
    let base = pull.elsewhere.clone();
    let given = u32::try_from(pull.approvals.len()).unwrap_or(u32::MAX);
    let required = input.policy.approvals;
    [
        (
            !input.incident.roles.contains_key(&Role::Owner),
            Remaining::NameOwner,
        ),
        (pull.draft, Remaining::MarkReady),
        (
            base.is_some(),
            Remaining::ChangeBase {
                base: base.unwrap_or_default(),
            },
        ),
        (pull.conflicting, Remaining::ResolveConflicts),
        (pull.changes_requested, Remaining::ChangesRequested),
        (given < required, Remaining::Approvals { given, required }),
        (untold, Remaining::PublishAnnouncement),
        (!input.incident.meeting_settled(), Remaining::HoldMeeting),
        (true, Remaining::Merge),
    ]
    .into_iter()
    .filter_map(|(applies, what)| applies.then_some(what))
    .collect()
}

/// A check as it should stand on a commit.
pub(super) struct Publication<'a> {
    /// Its name.
    pub(super) name: &'static str,
    /// The commit.
    pub(super) head: &'a str,
    /// Our checks that are there.
    pub(super) checks: &'a [CheckRun],
    /// How it ends.
    pub(super) conclusion: Conclusion,
    /// What it says.
    pub(super) message: Message,
    /// Language and zone.
    pub(super) voice: Voice,
    /// Somebody asked for it to be run again.
    pub(super) again: bool,
}

/// Publishes a check unless the commit carries it and it says the same.
pub(super) fn publication(wanted: Publication<'_>) -> Option<Effect> {
    let latest = wanted.checks.iter().rev().find(|check| check.name == wanted.name);
    let says = latest.and_then(|check| check.external_id.as_deref());
    let is_current = says.is_some_and(|fingerprint| fingerprint == wanted.message.fingerprint(wanted.voice));
    if is_current && !wanted.again {
        return None;
    }
    Some(Effect::PublishCheck {
        head: wanted.head.to_owned(),
        name: wanted.name.to_owned(),
        existing: latest
            .filter(|check| !check.annotated && !wanted.again)
            .map(|check| check.id),
        again: latest.filter(|_| wanted.again).map(|check| check.id),
        conclusion: wanted.conclusion,
        message: Box::new(wanted.message),
        voice: wanted.voice,
    })
}
