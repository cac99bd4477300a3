//! The postmortem's files as they should be on its branch: what we generate in them follows the incident.
//!
//! Other people write in these files, too. Each editor states what a part of the document should say and yields the edits
//! that lead there, none when nothing is to be changed; what it cannot do without touching somebody's text it leaves.
//! All edits together, and other files beside the document, become one commit, which GitHub refuses if the branch has
//! moved since it was observed. Nothing is written once the pull request is merged or closed: what was reviewed stays.

mod announcement;
mod regions;
mod values;

use crate::{
    document::{
        Postmortem,
        edit::{self, Edit},
    },
    domain::observation::{DocumentFile, PullRequest, PullRequestState},
    message::{
        Message,
        context::{Changed, FilesContext},
    },
};

use super::{
    Input, actions,
    effect::{Effect, FileText, Plan},
    effects, index, postmortem,
};

/// States what a part of the document should say, as edits of what it says.
type Editor = fn(&Input<'_>, &Postmortem<'_>) -> Vec<Edit>;
/// States what another file on the branch should be, if it is not.
type File = fn(&Input<'_>) -> Option<FileText>;

/// Everything that is kept up to date in the document.
const EDITORS: [(Changed, Editor); 6] = [
    (Changed::FrontMatter, values::front_matter),
    (Changed::FrontMatter, announcement::edit),
    (Changed::Facts, regions::facts),
    (Changed::Impact, regions::impact),
    (Changed::Timeline, regions::timeline),
    (Changed::ActionItems, actions::edits),
];
/// Every other file that is.
const FILES: [(Changed, File); 1] = [(Changed::Index, index::beside)];

pub(super) fn plan(input: &Input<'_>) -> Plan {
    effects(update(input).into_iter().collect())
}

/// One commit with everything that is out of date.
fn update(input: &Input<'_>) -> Option<Effect> {
    let pull = writable(input)?;
    let (mut changes, mut files) = (Vec::new(), Vec::new());
    if let Some(document) = &pull.document
        && let Some((changed, text)) = edited(input, document)
    {
        changes.extend(changed);
        files.push(FileText {
            path: document.path.clone(),
            text,
        });
    }
    for (change, wanted) in FILES {
        if let Some(file) = wanted(input) {
            changes.push(change);
            files.push(file);
        }
    }
    (!files.is_empty()).then(|| Effect::UpdateFiles {
        branch: postmortem::branch(input.observation.issue.number),
        expected_head: pull.head.clone(),
        files,
        message: Box::new(Message::Files(FilesContext {
            number: input.observation.issue.number,
            changes,
        })),
        voice: input.voice(),
    })
}

/// Generated parts that are left alone, because somebody edited inside; none once nothing is written.
pub(super) fn left_alone(input: &Input<'_>) -> Vec<Changed> {
    let document = writable(input).and_then(|pull| pull.document.as_ref());
    document.map_or_else(Vec::new, |document| {
        regions::edited(&Postmortem::parse(&document.text))
    })
}

/// The pull request, while we may write to it: it is open, comes from our own branch, and both show the same commit.
fn writable<'a>(input: &Input<'a>) -> Option<&'a PullRequest> {
    let observed = input.observation;
    let pull = observed.pull_request.as_ref()?;
    let is_ours = pull.ours && observed.branch_head.as_ref() == Some(&pull.head);
    let open = pull.state == PullRequestState::Open;
    (open && is_ours && input.is_live() && input.incident.postmortem_skipped.is_none()).then_some(pull)
}

/// The document with all edits made, and what they are about; none when it says what it should.
fn edited(input: &Input<'_>, document: &DocumentFile) -> Option<(Vec<Changed>, String)> {
    let read = Postmortem::parse(&document.text);
    if !is_the_postmortem(input, document, &read) {
        return None;
    }
    let (mut changes, mut edits) = (Vec::new(), Vec::new());
    for (change, editor) in EDITORS {
        let wanted = editor(input, &read);
        // An editor's edits belong together; whoever comes later and wants the same place has to wait.
        let all: Vec<Edit> = edits.iter().chain(&wanted).cloned().collect();
        if !wanted.is_empty() && edit::apply(&document.text, all.clone()).is_ok() {
            if !changes.contains(&change) {
                changes.push(change);
            }
            edits = all;
        }
    }
    let text = edit::apply(&document.text, edits).ok()?;
    (text != document.text).then_some((changes, text))
}

/// Whether the file is about this incident. When somebody deletes the document, another file of the pull request is taken
/// for it.
fn is_the_postmortem(input: &Input<'_>, document: &DocumentFile, read: &Postmortem<'_>) -> bool {
    let number = input.observation.issue.number.to_string();
    let front_matter = read.front_matter.as_ref();
    let named = front_matter.and_then(|front_matter| front_matter.get("incident"));
    let file = document.path.rsplit('/').next().unwrap_or_default();
    match named.and_then(|value| value.text()) {
        Some(incident) => incident.trim_start_matches('#') == number,
        None => file
            .strip_prefix(&number)
            .is_some_and(|rest| rest.starts_with(['-', '.'])),
    }
}
