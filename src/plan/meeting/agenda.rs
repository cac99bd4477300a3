//! The agenda, posted on the pull request when the meeting begins.

use crate::{
    document::{self, Postmortem},
    domain::{
        marker::Slot,
        meeting::MeetingRecord,
        observation::{PullRequest, PullRequestState},
    },
    message::{
        Message,
        context::{ActionCount, AgendaContext},
    },
    plan::{
        Input,
        effect::{Effect, Plan},
        posts,
    },
};

/// Posts the agenda of the meeting as it was announced. Whoever comes after its end has no use for it.
pub(super) fn plan(input: &Input<'_>, record: Option<&MeetingRecord>) -> Plan {
    let pull = input.observation.pull_request.as_ref();
    let (Some(record), Some(pull)) = (record, pull) else {
        return Plan::default();
    };
    let takes_place = !record.cancelled && !input.incident.meeting_settled() && input.is_live();
    if !takes_place || pull.state == PullRequestState::Closed {
        return Plan::default();
    }
    if input.now < record.starts {
        return Plan {
            effects: Vec::new(),
            wake_at: Some(record.starts),
        };
    }
    let slot = Slot::Agenda(record.sequence);
    if input.now >= record.ends || posts::find(input, &slot).is_some() {
        return Plan::default();
    }
    let effect = Effect::PostComment {
        number: pull.number,
        slot,
        message: Box::new(message(input, record, pull)),
        voice: input.voice(),
    };
    Plan {
        effects: vec![effect],
        wake_at: None,
    }
}

fn message(input: &Input<'_>, record: &MeetingRecord, pull: &PullRequest) -> Message {
    let incident = input.incident;
    let text = pull.document.as_ref().map_or("", |file| file.text.as_str());
    let document_url = pull.document.as_ref().map_or_else(
        || pull.url.clone(),
        |file| document::url(&input.observation.repository.url, &pull.head, &file.path),
    );
    Message::Agenda(Box::new(AgendaContext {
        drill: incident.drill,
        number: input.observation.issue.number,
        url: record.url.clone(),
        document_url,
        instants: incident.instants,
        rows: incident.timeline.len(),
        summary: document::extract(text).summary,
        detected_by: incident.detected_by,
        impact: incident.impact.clone(),
        incident_url: input.observation.issue.url.clone(),
        actions: actions(text),
    }))
}

/// How far the action items in the document are.
fn actions(text: &str) -> ActionCount {
    let postmortem = Postmortem::parse(text);
    let items = postmortem.action_items();
    let count =
        |lacks: fn(&document::ActionItem<'_>) -> bool| items.iter().filter(|item| lacks(item)).count();
    ActionCount {
        all: items.len(),
        without_owner: count(|item| item.owner.value.is_err()),
        without_due: count(|item| item.due.value.is_err()),
    }
}
