//! `IssueComment`, and what everything written by somebody has in common.

use chrono::{DateTime, Utc};
use pulldown_cmark::{Event, Parser, TagEnd};

use super::account;
use super::execute::{Call, Context};
use super::reaction;
use super::resolve::{gone, issue_path};
use super::value::{Field, Resolved, Thing};
use crate::world::{AccountId, Issue, IssueKey, RepoId, Review, World, need};

/// A text with an author: an issue, a pull request, a comment or a review.
pub(super) struct Authored<'w> {
    /// The repository it is in.
    pub(super) repo: RepoId,
    /// Who wrote it.
    pub(super) author: AccountId,
    /// Markdown.
    pub(super) body: &'w str,
    /// When it was written.
    pub(super) created_at: DateTime<Utc>,
    /// When it last changed.
    pub(super) updated_at: DateTime<Utc>,
    /// When it was last edited, and by whom.
    pub(super) last_edited: Option<(DateTime<Utc>, AccountId)>,
    /// Its address without the host.
    pub(super) path: String,
    /// The object it is.
    pub(super) thing: Thing,
}

impl<'w> Authored<'w> {
    /// An issue or pull request.
    pub(super) fn issue(world: &World, key: IssueKey, issue: &'w Issue) -> Self {
        Self {
            repo: key.repo,
            author: issue.author,
            body: issue.body.as_deref().unwrap_or_default(),
            created_at: issue.created_at,
            updated_at: issue.updated_at,
            last_edited: issue.last_edited,
            path: issue_path(world, key),
            thing: super::resolve::issue_thing(world, key),
        }
    }

    /// A review.
    pub(super) fn review(world: &World, pull: IssueKey, review: &'w Review) -> Self {
        Self {
            repo: pull.repo,
            author: review.author,
            body: &review.body,
            created_at: review.submitted_at,
            updated_at: review.submitted_at,
            last_edited: None,
            path: format!("{}#pullrequestreview-{}", issue_path(world, pull), review.id),
            thing: Thing::Review { pull, id: review.id },
        }
    }

    /// A field of the `Comment` interface and its near relations.
    pub(super) fn field(&self, cx: &Context<'_>, world: &World, call: &Call<'_>) -> Resolved {
        let edited = self.last_edited.as_ref();
        Ok(match call.name() {
            "author" => account::actor(world, self.author),
            "authorAssociation" => world
                .repo(self.repo)
                .map(|repo| world.association(self.author, repo))
                .into(),
            "body" => self.body.into(),
            "bodyText" => plain(self.body).into(),
            "createdAt" | "publishedAt" => self.created_at.into(),
            "updatedAt" => self.updated_at.into(),
            "lastEditedAt" => edited.map(|(at, _)| *at).into(),
            "editor" => edited.map_or(Field::NULL, |(_, by)| account::actor(world, *by)),
            "includesCreatedEdit" => edited.is_some().into(),
            "createdViaEmail" => false.into(),
            "url" => format!("{}{}", world.web_url, self.path).into(),
            "resourcePath" => self.path.as_str().into(),
            "repository" => Thing::Repository(self.repo).into(),
            "viewerDidAuthor" => (self.author == cx.actor.account).into(),
            "viewerCanUpdate" | "viewerCanDelete" | "viewerCanMinimize" => {
                self.viewer_may_edit(cx, world).into()
            }
            "viewerCannotUpdateReasons" if self.viewer_may_edit(cx, world) => Field::List(Vec::new()),
            "viewerCannotUpdateReasons" => Field::list(["INSUFFICIENT_ACCESS"]),
            "viewerCanReact" => world
                .repo(self.repo)
                .is_some_and(|repo| !repo.archived && world.allows(cx.actor, repo, &need::COMMENT))
                .into(),
            "reactions" | "reactionGroups" => return reaction::field(cx, world, &self.thing, call),
            _ => return Err(call.unmodelled()),
        })
    }

    /// Authors may edit what they wrote, and maintainers anything.
    fn viewer_may_edit(&self, cx: &Context<'_>, world: &World) -> bool {
        let Some(repo) = world.repo(self.repo).filter(|repo| !repo.archived) else {
            return false;
        };
        let need = if self.author == cx.actor.account {
            need::COMMENT
        } else {
            need::MAINTAIN_ISSUES
        };
        world.allows(cx.actor, repo, &need)
    }
}

/// Markdown without its marks: what is left to read.
fn plain(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock) => {
                text.push('\n');
            }
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// A field of a comment.
pub(super) fn field(cx: &Context<'_>, issue: IssueKey, id: i64, call: &Call<'_>) -> Resolved {
    let world = cx.world();
    let comment = world
        .issue(issue)
        .and_then(|issue| issue.comment(id))
        .ok_or_else(gone)?;
    let authored = Authored {
        repo: issue.repo,
        author: comment.author,
        body: &comment.body,
        created_at: comment.created_at,
        updated_at: comment.updated_at,
        last_edited: comment.last_edited,
        path: format!("{}#issuecomment-{id}", issue_path(&world, issue)),
        thing: Thing::Comment { issue, id },
    };
    Ok(match call.name() {
        "id" => comment.node_id().into(),
        "databaseId" => id.into(),
        "fullDatabaseId" => id.to_string().into(),
        "isMinimized" => comment.minimized.is_some().into(),
        "minimizedReason" => comment.minimized.as_deref().map(reason).into(),
        // Promised to be an issue: a comment on a pull request has only `pullRequest`.
        "issue" => match super::resolve::issue_thing(&world, issue) {
            issue @ Thing::Issue(_) => issue.into(),
            _ => return Err(call.unmodelled()),
        },
        "pullRequest" => match super::resolve::issue_thing(&world, issue) {
            pull @ Thing::Pull(_) => pull.into(),
            _ => Field::NULL,
        },
        _ => return authored.field(cx, &world, call),
    })
}

/// `OFF_TOPIC` in the field's own spelling: `off-topic`.
fn reason(classifier: &str) -> String {
    classifier.to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_marks() {
        assert_eq!(
            plain("# 障害\n\n**Down** since `13:20`\n\n- a\n- b\n\n<!-- x -->"),
            "障害\nDown since 13:20\na\nb"
        );
        assert_eq!(plain(""), "");
    }
}
