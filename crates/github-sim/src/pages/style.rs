//! The stylesheets and the site's icon.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;

use super::face::{text_on, tidy_color};
use crate::state::AppState;
use crate::world::{EventKind, World};

const SHEET: &str = include_str!("../../templates/style.css");
const ICON: &str = include_str!("../../templates/icon.svg");

/// The one stylesheet.
pub(super) async fn sheet() -> Response {
    (
        [
            (header::CONTENT_TYPE, "text/css; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        SHEET,
    )
        .into_response()
}

/// The icon in the browser's tab.
pub(super) async fn icon() -> Response {
    (
        [
            (header::CONTENT_TYPE, "image/svg+xml"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        ICON,
    )
        .into_response()
}

/// A class for each colour a label has or had. Inline styles are forbidden by the pages' policy.
pub(super) async fn labels(State(state): State<AppState>) -> Response {
    let css = label_classes(&state.world());
    (
        [
            (header::CONTENT_TYPE, "text/css; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        css,
    )
        .into_response()
}

fn label_classes(world: &World) -> String {
    let offered = world
        .repositories
        .values()
        .flat_map(|repo| &repo.labels)
        .map(|label| tidy_color(&label.color));
    let past = world
        .issues()
        .flat_map(|(_, issue)| &issue.timeline)
        .filter_map(|event| match &event.kind {
            EventKind::Labeled { color, .. } | EventKind::Unlabeled { color, .. } => Some(tidy_color(color)),
            _ => None,
        });
    let colors: BTreeSet<String> = offered.chain(past).chain([tidy_color("")]).collect();
    colors.iter().fold(String::new(), |mut css, color| {
        let _ = writeln!(
            css,
            ".label-{color}{{background:#{color};color:{}}}",
            text_on(color)
        );
        css
    })
}
