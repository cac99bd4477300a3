//! Sub-issues: what happens to one concerns the issue above it, which can be an incident.

use super::{
    affairs::{labelled, locator, named, place},
    envelope::{Envelope, Issue},
    route::{Ignored, Route},
};

/// An issue became a sub-issue of another, or was taken out of it: that concerns the other, if it can be an incident.
pub(super) fn parent(envelope: &Envelope) -> Result<Route, Ignored> {
    let (installation, here) = place(envelope)?;
    let parent = envelope.parent_issue.as_ref().ok_or(Ignored::Incomplete)?;
    if !labelled(parent) {
        return Err(Ignored::NoLabels);
    }
    let number = parent.number.ok_or(Ignored::Incomplete)?;
    let there = envelope
        .parent_issue_repo
        .as_ref()
        .and_then(named)
        .unwrap_or(here);
    Ok(Route::Look(vec![locator(installation, there, number)]))
}

/// What happens to a sub-issue concerns its parent in the same repository. Parents elsewhere are known by their items.
pub(super) fn with_parent(envelope: &Envelope, route: Result<Route, Ignored>) -> Result<Route, Ignored> {
    let of = |issue: &Issue| issue.parent_issue_url.clone();
    let (Some(url), Ok((installation, here))) = (envelope.issue.as_ref().and_then(of), place(envelope))
    else {
        return route;
    };
    let below = format!("/repos/{}/{}/issues/", here.owner, here.name);
    let Some(number) = url.split_once(&below).and_then(|(_, number)| number.parse().ok()) else {
        return route;
    };
    let parent = locator(installation, here, number);
    match route {
        Ok(Route::Look(mut keys)) => {
            keys.push(parent);
            Ok(Route::Look(keys))
        }
        Ok(other) => Ok(other),
        Err(_) => Ok(Route::Look(vec![parent])),
    }
}
