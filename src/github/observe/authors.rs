//! Whether somebody else than our own bot has committed to a pull request.

use super::wire;
use crate::domain::person::Login;

/// The account by which GitHub commits what is done on its pages, and the address it commits with.
const WEB_FLOW: (&str, &str) = ("web-flow", "noreply@github.com");

/// Whether a commit came by other hands than ours and those of GitHub's pages. Commits that were not listed count as
/// somebody else's: we never make that many.
pub(super) fn others_committed(commits: wire::EveryCommit, us: &Login) -> bool {
    let listed: Vec<_> = commits.nodes.into_iter().flatten().flatten().collect();
    commits.total_count > listed.len() || listed.iter().any(|of| is_anothers(&of.commit, us))
}

/// Whether a commit came by other hands than ours and those of GitHub's pages.
pub(super) fn is_anothers(hands: &wire::Hands, us: &Login) -> bool {
    let neutral = |hand: &Option<wire::Hand>| {
        hand.as_ref()
            .is_some_and(|hand| is_ours(hand, us) || is_web_flow(hand))
    };
    !(neutral(&hands.author) && neutral(&hands.committer))
}

/// A bot is no user of GraphQL's, so that its commits are known by their address alone: `41+closeout[bot]@` or
/// `closeout[bot]@`, at `users.noreply.` and the server's name.
fn is_ours(hand: &wire::Hand, us: &Login) -> bool {
    if let Some(user) = &hand.user {
        return Login::new(user.login.as_str()) == *us;
    }
    let address = hand.email.as_deref().unwrap_or_default();
    let Some((name, _)) = address
        .split_once('@')
        .filter(|(_, server)| server.starts_with("users.noreply."))
    else {
        return false;
    };
    let login = match name.split_once('+') {
        Some((id, login)) if id.bytes().all(|byte| byte.is_ascii_digit()) => login,
        _ => name,
    };
    Login::new(login) == *us
}

fn is_web_flow(hand: &wire::Hand) -> bool {
    match &hand.user {
        Some(user) => user.login == WEB_FLOW.0,
        None => hand.email.as_deref() == Some(WEB_FLOW.1),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn by(login: Option<&str>, email: &str) -> Value {
        json!({ "email": email, "user": login.map(|login| json!({ "login": login })) })
    }

    fn others(total: usize, commits: &[(Value, Value)]) -> bool {
        let nodes: Vec<_> = commits
            .iter()
            .map(|(author, committer)| json!({ "commit": { "author": author, "committer": committer } }))
            .collect();
        let commits = json!({ "totalCount": total, "nodes": nodes });
        others_committed(
            serde_json::from_value(commits).unwrap(),
            &Login::new("closeout[bot]"),
        )
    }

    #[test]
    fn our_own_commits_and_those_of_githubs_pages_are_nobodys() {
        let us = || by(None, "41+closeout[bot]@users.noreply.github.com");
        let page = || by(Some("web-flow"), "noreply@github.com");
        assert!(!others(0, &[]));
        assert!(!others(
            4,
            &[
                (us(), page()),
                (us(), by(None, "closeout[bot]@users.noreply.git.example.com")),
                (by(Some("closeout[bot]"), "x@example.com"), us()),
                (page(), by(None, "noreply@github.com")),
            ]
        ));
    }

    #[test]
    fn everybody_else_is_somebody() {
        let us = || by(None, "41+closeout[bot]@users.noreply.github.com");
        for stranger in [
            by(Some("mona"), "41+closeout[bot]@users.noreply.github.com"),
            by(None, "mona@example.com"),
            by(None, "41+closeout[bot]@example.com"),
            by(None, "x+closeout[bot]@users.noreply.github.com"),
            by(None, "42+renovate[bot]@users.noreply.github.com"),
            json!({ "email": null, "user": null }),
            json!(null),
        ] {
            assert!(others(1, &[(stranger.clone(), us())]), "{stranger}");
            assert!(others(1, &[(us(), stranger.clone())]), "{stranger}");
        }
        assert!(others(2, &[(us(), us())]), "one was not listed");
    }
}
