//! The view of a workflow run: a token, and nothing else.

use super::{
    finding::Findings,
    table::{TOKEN, WORKFLOWS},
};
use crate::github::{Error, GitHub, inspect::Place};

/// Looks at whose token it is. Says whether GitHub takes it.
pub(super) async fn token(github: &GitHub, findings: &mut Findings) -> bool {
    let viewer = match github.viewer().await {
        Ok(viewer) => viewer,
        Err(error) => {
            findings.fault(&TOKEN, error.to_string());
            return false;
        }
    };
    match github.app().await {
        Ok(app) if app.login == viewer => findings.good(&TOKEN, format!("it acts as {viewer}")),
        Ok(app) => {
            let said = format!(
                "it acts as {viewer}, and not as {}: our own comments would be taken for somebody else's",
                app.login
            );
            findings.fault(&TOKEN, said);
        }
        Err(Error::Gone { .. }) => {
            findings.fault(&TOKEN, "there is no App of the name that --token-app gives");
        }
        Err(error) => findings.fault(&TOKEN, error.to_string()),
    }
    true
}

/// What a workflow in this repository may do.
pub(super) async fn workflows(github: &GitHub, place: Option<&Place>, findings: &mut Findings) {
    let told = match place {
        Some(place) => github.workflows_may_open_pulls(place).await,
        None => Ok(None),
    };
    match told {
        Ok(Some(true)) => findings.good(&WORKFLOWS, "workflows may open pull requests here"),
        Ok(Some(false)) => findings.warning(
            &WORKFLOWS,
            "workflows may not open pull requests here: the postmortem's branch is pushed, and a person opens its pull request",
        ),
        Ok(None) => findings.note(
            &WORKFLOWS,
            "whether workflows may open pull requests is told to administrators only, and what a token may write to nobody",
        ),
        Err(error) => findings.fault(&WORKFLOWS, error.to_string()),
    }
}
