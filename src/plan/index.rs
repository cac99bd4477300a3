//! The list of all postmortems, `README.md` in their folder: one row for each that is Closed.
//!
//! Where the policy says `merge`, the row comes with the postmortem's own pull request, as long as the list on the default
//! branch still is what it was on ours: a row that would make two postmortems conflict is taken back. Whatever the merge
//! did not bring comes by a pull request of its own, from the branch `closeout/index`. Somebody who closes that without
//! merging has decided, until there is another row. A number of action items that changes later is brought once all are done.

use crate::{
    document::{
        self, Postmortem,
        index::{self, Outcome, Row},
    },
    domain::{
        action::ItemState,
        observation::{Index, PullRequest, PullRequestState},
        postmortem::PostmortemStatus,
    },
    form,
    message::{
        Message,
        context::{Changed, FilesContext, IndexPullRequestContext, IndexRow, IndexText},
        index_text,
    },
    policy::IndexPolicy,
};

use super::{
    Input, actions,
    effect::{Effect, FileText, Plan},
    effects,
};

/// The branch of the list's own pull request.
pub const BRANCH: &str = "closeout/index";

/// The list as it should be on the postmortem's branch, if it is not.
pub(super) fn beside(input: &Input<'_>) -> Option<FileText> {
    if input.policy.index != IndexPolicy::Merge || input.incident.drill {
        return None;
    }
    let (index, pull) = (
        input.observation.index.as_ref()?,
        input.observation.pull_request.as_ref()?,
    );
    // What nobody reviews yet goes on changing.
    let row = (!pull.draft).then(|| row(input, pull))??;
    let (head, page) = (words(input, IndexText::Head), words(input, IndexText::Page));
    let ours = index.at_head.as_deref();
    let rest = ours.map(|ours| index::without(ours, row.number));
    // We have taken our row back once.
    let gave_up = index.touched && rest.as_deref() == ours;
    let goes_on_from_theirs = match (&rest, index.on_default.as_deref()) {
        (None, None) => true,
        (Some(rest), Some(theirs)) => rest == theirs && !gave_up,
        // We brought the file itself.
        (Some(rest), None) => index::is_empty(rest),
        (None, Some(_)) => false,
    };
    let wanted = if goes_on_from_theirs {
        match row.put(ours.unwrap_or(&page), &head) {
            Outcome::Written(text) => text,
            Outcome::There | Outcome::Theirs => return None,
        }
    } else {
        // Two branches that change a file in the same way do not conflict.
        let theirs = index.on_default.as_deref()?;
        let brought = ours.is_some_and(|ours| rest.as_deref() != Some(ours));
        brought.then(|| theirs.to_owned())?
    };
    Some(FileText {
        path: index.path.clone(),
        text: wanted,
    })
}

/// The list's own pull request, for what a merge did not bring.
pub(super) fn plan(input: &Input<'_>) -> Plan {
    effects(proposal(input).into_iter().collect())
}

fn proposal(input: &Input<'_>) -> Option<Effect> {
    let incident = input.incident;
    let wanted = input.policy.index != IndexPolicy::Off && !incident.drill && input.is_live();
    let (index, pull) = (
        input.observation.index.as_ref()?,
        input.observation.pull_request.as_ref()?,
    );
    if !wanted || incident.postmortem != Some(PostmortemStatus::Closed) || pull.elsewhere.is_some() {
        return None;
    }
    let row = row(input, pull)?;
    let head = words(input, IndexText::Head);
    let page = words(input, IndexText::Page);
    let theirs = index.on_default.as_deref();
    let put = |text: &str| match row.put(text, &head) {
        Outcome::Written(text) => Some(text),
        Outcome::There | Outcome::Theirs => None,
    };
    if theirs.is_some_and(|theirs| row.is_in(theirs, !is_done(input))) {
        return None;
    }
    put(theirs.unwrap_or(&page))?;
    let open = index.proposal.as_ref();
    if let Some(proposal) = open
        && let Some(text) = &proposal.text
        && !proposal.conflicting
    {
        match proposal.state {
            PullRequestState::Open => {
                return Some(Effect::UpdateFiles {
                    branch: BRANCH.to_owned(),
                    expected_head: proposal.head.clone(),
                    files: vec![file(index, put(text)?)],
                    message: Box::new(headline(input)),
                    voice: input.voice(),
                });
            }
            PullRequestState::Closed if row.is_in(text, false) => return None,
            PullRequestState::Closed | PullRequestState::Merged => {}
        }
    }
    let waiting = open.filter(|proposal| proposal.state == PullRequestState::Open);
    let waiting = waiting
        .and_then(|proposal| proposal.text.as_deref())
        .unwrap_or_default();
    let base = input.observation.repository.default_branch.as_ref()?;
    Some(Effect::Propose {
        branch: BRANCH.to_owned(),
        onto: base.head.clone(),
        base: base.name.clone(),
        files: vec![file(
            index,
            put(&index::united(theirs.unwrap_or(&page), waiting, &head))?,
        )],
        headline: Box::new(headline(input)),
        message: Box::new(Message::IndexPullRequest(IndexPullRequestContext {
            path: index.path.clone(),
        })),
        voice: input.voice(),
    })
}

fn file(index: &Index, text: String) -> FileText {
    FileText {
        path: index.path.clone(),
        text,
    }
}

fn headline(input: &Input<'_>) -> Message {
    Message::Files(FilesContext {
        number: input.observation.issue.number,
        changes: vec![Changed::Index],
    })
}

/// The incident's row, once it is over and there is a document.
fn row(input: &Input<'_>, pull: &PullRequest) -> Option<Row> {
    let (incident, observed) = (input.incident, input.observation);
    let resolved = incident.instants.resolved?;
    let file = pull.document.as_ref()?;
    let read = Postmortem::parse(&file.text);
    let (done, total) = items(input);
    let branch = observed.repository.default_branch.as_ref()?;
    let date = incident
        .declared_at
        .with_timezone(&input.policy.zone)
        .date_naive();
    let cells = words(
        input,
        IndexText::Row(IndexRow {
            day: date,
            severity: input.severity(),
            title: form::subject(&observed.issue.title).to_owned(),
            url: document::url(&observed.repository.url, &branch.name, &file.path),
            status: PostmortemStatus::Closed,
            repaired_in: incident
                .instants
                .acknowledged
                .map(|acknowledged| (resolved - acknowledged).num_minutes().max(0)),
            tags: tags(&read),
            done,
            items: total,
        }),
    );
    Some(Row {
        number: observed.issue.number,
        date,
        cells: cells.trim().trim_end_matches('|').trim_end().to_owned(),
    })
}

/// How many action items are done, and how many there are that were not declined.
fn items(input: &Input<'_>) -> (usize, usize) {
    let items = actions::items(input).into_iter();
    let kept: Vec<_> = items
        .filter(|item| !matches!(item.state, ItemState::Declined { .. }))
        .collect();
    let done = kept
        .iter()
        .filter(|item| matches!(item.state, ItemState::Done { .. }));
    (done.count(), kept.len())
}

fn is_done(input: &Input<'_>) -> bool {
    let (done, total) = items(input);
    done == total
}

/// The tags at the top of the document.
fn tags(read: &Postmortem<'_>) -> Vec<String> {
    let front_matter = read.front_matter.as_ref();
    let tags = front_matter.and_then(|front_matter| front_matter.get("tags"));
    let tags = tags.and_then(document::Value::items).unwrap_or_default();
    tags.iter()
        .filter_map(|tag| Some(tag.text()?.to_owned()))
        .collect()
}

fn words(input: &Input<'_>, part: IndexText) -> String {
    index_text(part, input.voice())
}
