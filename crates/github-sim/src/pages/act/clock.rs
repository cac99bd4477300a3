//! Moving the clock, and choosing whom to play.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Duration;

use super::{Fields, back, with_cookie};
use crate::pages::address::local;
use crate::pages::visitor;
use crate::state::AppState;
use crate::world::AccountId;

/// The steps the bar offers, in minutes: a quarter, an hour, four hours, a day, a week.
const STEPS: [i64; 5] = [15, 60, 240, 1440, 10_080];

/// Moves the clock forward by one of the offered steps.
pub(super) async fn advance(State(state): State<AppState>, fields: Fields) -> Response {
    let place = local(fields.get("back"));
    let step = fields
        .get("minutes")
        .parse()
        .ok()
        .filter(|minutes| STEPS.contains(minutes));
    let Some(minutes) = step else {
        return back(
            place,
            Some("The clock moves by 15 minutes, 1 hour, 4 hours, 1 day or 1 week."),
        );
    };
    // The world is not locked meanwhile: whoever owns the clock may work in it before this returns.
    let clock = state.world().clock.clone();
    let moved = tokio::task::spawn_blocking(move || clock.advance(Duration::minutes(minutes))).await;
    back(place, moved.is_err().then_some("The clock could not be moved."))
}

/// Chooses the person to act as.
pub(super) async fn act_as(State(state): State<AppState>, fields: Fields) -> Response {
    let place = local(fields.get("back"));
    let account = fields.get("account").parse().ok().map(AccountId);
    let known = account.filter(|id| visitor::people(&state.world()).any(|person| person.id == *id));
    match known {
        Some(account) => with_cookie(
            Redirect::to(place).into_response(),
            Some(visitor::act_as(account)),
        ),
        None => back(place, Some("There is no such person.")),
    }
}
