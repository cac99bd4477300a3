//! References to other issues in what people write: `#12`, `owner/name#12`, full addresses, closing keywords.
//!
//! Only prose counts: code, and HTML comments, refer to nothing.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::world::{Actor, EventKind, IssueKey, Oid, RepoId, World};

/// Words that, before a reference in a merged pull request, close the issue.
const CLOSING: [&str; 9] = [
    "close", "closes", "closed", "fix", "fixes", "fixed", "resolve", "resolves", "resolved",
];

impl World {
    /// Enters a cross-reference into the timeline of everything `text` mentions for the first time.
    pub(crate) fn mentioned(&mut self, actor: &Actor, source: IssueKey, text: &str) {
        for target in self.references(source.repo, text) {
            let known = |kind: &EventKind| matches!(kind, EventKind::CrossReferenced { source: one } if *one == source);
            let first = self
                .issue(target)
                .is_some_and(|issue| !issue.timeline.iter().any(|one| known(&one.kind)));
            if first && target != source {
                self.happened(actor, target, EventKind::CrossReferenced { source });
            }
        }
    }

    /// Enters commits that came onto the default branch into the timeline of everything their messages mention. A
    /// pull request's own merge is no mention of it.
    pub(super) fn mentioned_by_commits(&mut self, pusher: &Actor, repo: RepoId, commits: &[Oid]) {
        for oid in commits {
            let Some(commit) = self.repo(repo).and_then(|repo| repo.git.commits.get(oid)) else {
                continue;
            };
            let (message, author) = (commit.message.clone(), commit.author.account);
            let other = author.filter(|author| *author != pusher.account);
            let actor = other.map_or_else(|| pusher.clone(), Actor::person);
            let kind = EventKind::Referenced {
                repo,
                commit: oid.clone(),
            };
            let mut told = Vec::new();
            for target in self.references(repo, &message) {
                let fresh = self.issue(target).is_some_and(|issue| {
                    let merge = issue.pull.as_ref().and_then(|pull| pull.merge.as_ref());
                    !issue.timeline.iter().any(|one| one.kind == kind)
                        && merge.is_none_or(|merge| merge.commit != *oid)
                });
                if fresh && !told.contains(&target) {
                    told.push(target);
                    self.happened(&actor, target, kind.clone());
                }
            }
        }
    }

    /// The existing issues and pull requests a text refers to, in order.
    pub(crate) fn references(&self, home: RepoId, text: &str) -> Vec<IssueKey> {
        let prose = prose(text);
        let words = prose.split(|c: char| c.is_whitespace() || "(),;:!?。、".contains(c));
        words.filter_map(|word| self.reference(home, word)).collect()
    }

    /// The issues a text says it closes.
    pub(crate) fn closes(&self, home: RepoId, text: &str) -> Vec<IssueKey> {
        let prose = prose(text);
        let words: Vec<&str> = prose
            .split(|c: char| c.is_whitespace() || "(),;:!?".contains(c))
            .filter(|w| !w.is_empty())
            .collect();
        let pairs = words
            .windows(2)
            .filter(|pair| CLOSING.contains(&pair[0].to_lowercase().as_str()));
        pairs.filter_map(|pair| self.reference(home, pair[1])).collect()
    }

    fn reference(&self, home: RepoId, word: &str) -> Option<IssueKey> {
        let word = word.trim_end_matches('.');
        let address = word.strip_prefix(&format!("{}/", self.web_url));
        let (repo, number) = if let Some(path) = address {
            let mut parts = path.split('/');
            let repo = self.repo_by_name(parts.next()?, parts.next()?)?.id;
            parts.next().filter(|kind| ["issues", "pull"].contains(kind))?;
            (repo, parts.next()?.split('#').next()?)
        } else {
            let (place, number) = word.split_once('#')?;
            let repo = match place.split_once('/') {
                Some((owner, name)) => self.repo_by_name(owner, name)?.id,
                None if place.is_empty() => home,
                None => return None,
            };
            (repo, number)
        };
        let key = IssueKey {
            repo,
            number: number.parse().ok()?,
        };
        self.issue(key).map(|_| key)
    }
}

/// The running text of a Markdown document.
fn prose(text: &str) -> String {
    let mut out = String::new();
    let mut in_code = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::Link { dest_url, .. }) => {
                out.push(' ');
                out.push_str(&dest_url);
                out.push(' ');
            }
            Event::Text(piece) if !in_code => out.push_str(&piece),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => out.push(' '),
            _ => {}
        }
    }
    out
}
