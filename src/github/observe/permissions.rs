//! What people may do in the repository, asked of GitHub for each of them.

use std::collections::{BTreeMap, BTreeSet};

use http::StatusCode;
use serde::Deserialize;
use tokio::task::JoinSet;

use crate::{
    domain::person::{Login, Permission},
    github::{error::Error, path::path, session::Session},
};

/// Questions asked at the same time.
const AT_ONCE: usize = 8;

#[derive(Debug, Deserialize)]
struct Answer {
    #[serde(default)]
    permission: String,
    #[serde(default)]
    role_name: String,
}

/// Asks what each of these people may do.
pub(super) async fn ask(
    session: &Session,
    owner: &str,
    name: &str,
    logins: BTreeSet<Login>,
) -> Result<BTreeMap<Login, Permission>, Error> {
    let mut answers = BTreeMap::new();
    let mut asked = JoinSet::new();
    for login in logins {
        if asked.len() == AT_ONCE
            && let Some(done) = asked.join_next().await
        {
            let (login, permission) = finished(done)?;
            answers.insert(login, permission);
        }
        let session = session.clone();
        let path = path(&[
            "repos",
            owner,
            name,
            "collaborators",
            login.as_str(),
            "permission",
        ]);
        asked.spawn(async move {
            let permission = one(&session, path?).await?;
            Ok((login, permission))
        });
    }
    while let Some(done) = asked.join_next().await {
        let (login, permission) = finished(done)?;
        answers.insert(login, permission);
    }
    Ok(answers)
}

type Asked = Result<(Login, Permission), Error>;

fn finished(done: Result<Asked, tokio::task::JoinError>) -> Asked {
    done.map_err(|fault| Error::transient(format!("asking for a permission was broken off: {fault}")))?
}

async fn one(session: &Session, path: String) -> Result<Permission, Error> {
    let answer = session.get(path, String::new()).await?;
    // Nobody of that name, or nobody who is known here.
    if answer.status == StatusCode::NOT_FOUND {
        return Ok(Permission::None);
    }
    Ok(permission(&answer.success()?.json()?))
}

/// The built-in role; for a role of the organisation's own making, the one it is based on.
fn permission(answer: &Answer) -> Permission {
    let known = |word: &str| match word {
        "admin" => Some(Permission::Admin),
        "maintain" => Some(Permission::Maintain),
        "write" => Some(Permission::Write),
        "triage" => Some(Permission::Triage),
        "read" => Some(Permission::Read),
        "none" => Some(Permission::None),
        _ => None,
    };
    known(&answer.role_name)
        .or_else(|| known(&answer.permission))
        .unwrap_or(Permission::None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_read_from_the_finer_word_and_fall_back_to_the_coarser() {
        let of = |permission_word: &str, role: &str| {
            permission(&Answer {
                permission: permission_word.into(),
                role_name: role.into(),
            })
        };
        assert_eq!(of("write", "maintain"), Permission::Maintain);
        assert_eq!(of("read", "triage"), Permission::Triage);
        assert_eq!(of("admin", "admin"), Permission::Admin);
        assert_eq!(of("write", "release-engineer"), Permission::Write);
        assert_eq!(of("none", ""), Permission::None);
        assert_eq!(of("", "something new"), Permission::None);
    }
}
