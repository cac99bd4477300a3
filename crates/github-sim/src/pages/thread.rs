//! A conversation: the opening text, comments, reviews and events, in the order they happened.
//!
//! Issues and pull requests share it. How events are worded is in [`super::event`].

use chrono::{DateTime, Utc};

use super::event::{self, Event};
use super::face::{Face, When};
use super::markdown::Html;
use super::scene::Scene;
use crate::world::{
    AccountId, Comment, EventKind, Issue, IssueKey, Reaction, ReactionContent, Repository, Review,
    ReviewState, Role,
};

/// One thing in a conversation.
pub(super) enum Item {
    Comment(Box<Post>),
    Review(Box<Verdict>),
    Event(Box<Event>),
}

/// A text somebody posted.
pub(super) struct Post {
    pub(super) anchor: String,
    pub(super) face: Face,
    /// `Owner`, `Member`, …; empty for strangers and bots.
    pub(super) badge: &'static str,
    pub(super) when: When,
    pub(super) edited: Option<When>,
    pub(super) body: Html,
    /// Why it is hidden, in small letters.
    pub(super) minimized: Option<String>,
    pub(super) reactions: Vec<Chip>,
    pub(super) choices: Vec<Emoji>,
    /// `issue`, or the comment's id: what its forms are about.
    pub(super) subject: String,
    /// The text to edit, when the visitor may.
    pub(super) source: Option<String>,
}

/// One reaction with everybody who gave it.
pub(super) struct Chip {
    pub(super) emoji: Emoji,
    pub(super) count: usize,
    pub(super) mine: bool,
    pub(super) who: String,
}

/// A reaction as a picture and a word.
#[derive(Clone, Copy)]
pub(super) struct Emoji {
    pub(super) picture: &'static str,
    pub(super) word: &'static str,
}

/// A review.
pub(super) struct Verdict {
    pub(super) anchor: String,
    pub(super) face: Face,
    pub(super) state: ReviewState,
    pub(super) words: &'static str,
    pub(super) when: When,
    pub(super) body: Html,
}

/// Everything that was said and done, oldest first, the opening text excepted.
pub(super) fn items(scene: &Scene<'_>, repo: &Repository, issue: &Issue) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for happened in &issue.timeline {
        match &happened.kind {
            EventKind::Commented { comment } => {
                items.extend(
                    issue
                        .comment(*comment)
                        .map(|c| Item::Comment(Box::new(comment_post(scene, repo, c)))),
                );
            }
            EventKind::Reviewed { review } => {
                let found = issue
                    .pull
                    .iter()
                    .flat_map(|pull| &pull.reviews)
                    .find(|one| one.id == *review);
                items.extend(found.map(|review| Item::Review(Box::new(verdict(scene, repo, review)))));
            }
            _ => {
                let merged = match items.last_mut() {
                    Some(Item::Event(last)) => event::join(last, happened),
                    _ => false,
                };
                if !merged {
                    items.extend(
                        event::event(scene, repo, issue, happened).map(|event| Item::Event(Box::new(event))),
                    );
                }
            }
        }
    }
    items
}

/// The text an issue or pull request opens with.
pub(super) fn opening(scene: &Scene<'_>, repo: &Repository, issue: &Issue) -> Post {
    let text = issue.body.as_deref().unwrap_or_default();
    let editable = may_edit(scene, repo, issue.author);
    Post {
        anchor: format!("issue-{}", issue.id),
        face: scene.face(issue.author),
        badge: badge(scene, repo, issue.author),
        when: scene.when(issue.created_at),
        edited: edited(scene, issue.last_edited),
        body: scene.post(repo, text, "opening", editable.then_some("tick-issue")),
        minimized: None,
        reactions: chips(scene, &issue.reactions),
        choices: emojis(),
        subject: "issue".into(),
        source: editable.then(|| text.to_owned()),
    }
}

fn comment_post(scene: &Scene<'_>, repo: &Repository, comment: &Comment) -> Post {
    let anchor = format!("issuecomment-{}", comment.id);
    let editable = may_edit(scene, repo, comment.author);
    let form = format!("tick-{}", comment.id);
    Post {
        face: scene.face(comment.author),
        badge: badge(scene, repo, comment.author),
        when: scene.when(comment.created_at),
        edited: edited(scene, comment.last_edited),
        body: scene.post(repo, &comment.body, &anchor, editable.then_some(form.as_str())),
        minimized: comment
            .minimized
            .as_ref()
            .map(|why| why.to_lowercase().replace('_', " ")),
        reactions: chips(scene, &comment.reactions),
        choices: emojis(),
        subject: comment.id.to_string(),
        source: editable.then(|| comment.body.clone()),
        anchor,
    }
}

fn verdict(scene: &Scene<'_>, repo: &Repository, review: &Review) -> Verdict {
    let anchor = format!("pullrequestreview-{}", review.id);
    Verdict {
        face: scene.face(review.author),
        state: review.state,
        words: match review.state {
            ReviewState::Approved => "approved these changes",
            ReviewState::ChangesRequested => "requested changes",
            ReviewState::Commented => "reviewed",
            ReviewState::Dismissed => "reviewed, and the review was dismissed",
        },
        when: scene.when(review.submitted_at),
        body: scene.talk(repo, &review.body, &anchor),
        anchor,
    }
}

/// Authors edit what is theirs, and people with write access everything.
fn may_edit(scene: &Scene<'_>, repo: &Repository, author: AccountId) -> bool {
    scene.actor.account == author || scene.world.role(scene.actor.account, repo) >= Role::Write
}

fn badge(scene: &Scene<'_>, repo: &Repository, author: AccountId) -> &'static str {
    match scene.world.association(author, repo) {
        "OWNER" => "Owner",
        "MEMBER" => "Member",
        "COLLABORATOR" => "Collaborator",
        "CONTRIBUTOR" if !scene.face(author).bot => "Contributor",
        _ => "",
    }
}

fn edited(scene: &Scene<'_>, last: Option<(DateTime<Utc>, AccountId)>) -> Option<When> {
    last.map(|(at, _)| scene.when(at))
}

fn emojis() -> Vec<Emoji> {
    ReactionContent::ALL.map(emoji).into()
}

fn emoji(content: ReactionContent) -> Emoji {
    let picture = match content {
        ReactionContent::PlusOne => "👍",
        ReactionContent::MinusOne => "👎",
        ReactionContent::Laugh => "😄",
        ReactionContent::Hooray => "🎉",
        ReactionContent::Confused => "😕",
        ReactionContent::Heart => "❤️",
        ReactionContent::Rocket => "🚀",
        ReactionContent::Eyes => "👀",
    };
    Emoji {
        picture,
        word: content.rest(),
    }
}

fn chips(scene: &Scene<'_>, reactions: &[Reaction]) -> Vec<Chip> {
    let of = |content| {
        let given: Vec<_> = reactions
            .iter()
            .filter(|reaction| reaction.content == content)
            .collect();
        let who: Vec<_> = given
            .iter()
            .map(|reaction| scene.face(reaction.user).login)
            .collect();
        (!given.is_empty()).then(|| Chip {
            emoji: emoji(content),
            count: given.len(),
            mine: given.iter().any(|reaction| reaction.user == scene.actor.account),
            who: who.join(", "),
        })
    };
    ReactionContent::ALL.into_iter().filter_map(of).collect()
}

/// A link to another issue or pull request: title and number, or nothing when the visitor may not see it.
pub(super) struct Pointer {
    pub(super) href: String,
    pub(super) title: String,
    /// `#12`, or `owner/name#12` from another repository.
    pub(super) number: String,
}

/// See [`Pointer`].
pub(super) fn pointer(scene: &Scene<'_>, from: &Repository, to: IssueKey) -> Option<Pointer> {
    let repo = scene
        .world
        .repo(to.repo)
        .filter(|repo| scene.world.can_see(&scene.actor, repo))?;
    let issue = repo.issues.get(&to.number)?;
    let prefix = if repo.id == from.id {
        String::new()
    } else {
        scene.world.full_name(repo)
    };
    Some(Pointer {
        href: scene.site(repo).thread(to.number, issue.pull.is_some()),
        title: issue.title.clone(),
        number: format!("{prefix}#{}", to.number),
    })
}
