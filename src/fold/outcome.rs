//! What the walk amounts to in the end: phase, status, and the incident as a whole.

use crate::domain::{
    incident::{Incident, Standing},
    label,
    marker::Slot,
    observation::PullRequestState,
    phase::Phase,
    postmortem::PostmortemStatus,
};

use super::{evidence, walk::Walk};

impl Walk<'_> {
    fn phase(&self) -> Phase {
        let instants = self.clockwork.instants();
        match self.standing {
            Standing::Declared if self.withdrawn.is_some() => Phase::Withdrawn,
            _ if instants.resolved.is_some() => Phase::Resolved,
            _ if instants.mitigated.is_some() => Phase::Mitigated,
            _ if instants.acknowledged.is_some() => Phase::Acknowledged,
            _ => Phase::Declared,
        }
    }

    /// The status is the pull request's own state; we keep none beside it.
    ///
    /// Merged is Closed, unless customers still have to be told, or it was merged elsewhere than into the default branch. Once it was Closed, which what was learnt proves, no
    /// later change of severity or policy opens it again.
    fn status(&self, waits: bool) -> Option<PostmortemStatus> {
        let pull = self.observation.pull_request.as_ref();
        if let Some(pull) = pull.filter(|pull| pull.state == PullRequestState::Merged) {
            let was_closed = self.posts.iter().any(|post| post.marker.slot == Slot::Learnings);
            return Some(if (waits || pull.elsewhere.is_some()) && !was_closed {
                PostmortemStatus::Reviewed
            } else {
                PostmortemStatus::Closed
            });
        }
        if self.skipped.is_some() {
            return Some(PostmortemStatus::Skipped);
        }
        let pull = pull.filter(|pull| pull.state == PullRequestState::Open)?;
        let approvals = u32::try_from(pull.approvals.len()).unwrap_or(u32::MAX);
        let approved = approvals >= self.policy.approvals && !pull.changes_requested;
        let meeting_settled = self.meeting_held.is_some() || self.meeting_skipped.is_some();
        Some(match (pull.draft, approved && meeting_settled) {
            (true, _) => PostmortemStatus::Draft,
            (false, false) => PostmortemStatus::InReview,
            (false, true) => PostmortemStatus::Reviewed,
        })
    }

    pub(super) fn finish(mut self) -> Incident {
        let phase = self.phase();
        self.announced = self.announced.take().or_else(|| self.announced_by_document());
        let (declared_at, declared_by) = self.reported.take().unwrap_or((
            self.observation.issue.created_at,
            self.observation.issue.author.clone(),
        ));
        let labels = &self.observation.issue.labels;
        let drill = labels
            .iter()
            .any(|name| label::same(name, &self.policy.labels.drill));
        let form = self.form.take().unwrap_or_default();
        let severity = self.severities.current();
        let in_force = self.policy.in_force(severity, form.suggestion.as_ref());
        let must_tell = self.policy.announcement_required(in_force, drill);
        let postmortem = self.status(must_tell && self.announced.is_none());
        let instants = self.clockwork.instants();
        let kept = evidence::shipped(&self.observation.shipments, self.kept, &instants);
        let cited = evidence::cited(self.cited, &instants, self.observation);
        let (timeline, participants) = self.chronicle.finish(kept.iter().cloned().chain(cited));
        Incident {
            standing: self.standing,
            drill,
            phase,
            severity,
            severity_history: self.severities.into_history(),
            suggestion: form.suggestion,
            impact: form.impact,
            detected_by: self.detected_by,
            declared_at,
            declared_by,
            instants,
            roles: self.roles.holders,
            withdrawn: self.withdrawn,
            can: self.can,
            ticked: self.ticked,
            requested_items: self.requested_items,
            item_records: self.item_records,
            snoozed_until: self.snoozed_until,
            snoozed: self.snoozed,
            last_heard: self.last_heard.unwrap_or(declared_at),
            postmortem_requested: self.requested,
            postmortem_skipped: self.skipped,
            postmortem,
            meeting_held: self.meeting_held,
            announced: self.announced,
            meeting_skipped: self.meeting_skipped,
            meeting_choice: self.meeting_choice,
            timeline,
            kept,
            marks: self.marks,
            participants,
            answers: self.answers,
            form_answer: self.form_answer,
            posts: self.posts,
        }
    }
}
