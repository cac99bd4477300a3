//! Ways for a meeting into somebody's calendar.

use handlebars::RenderError;

use crate::{
    calendar::{
        ics::{self, Invitation},
        links,
    },
    message::{calendar, quote},
};

use super::{Call, Write};

/// Registers `to_google`, `to_outlook` and `ics`, which take a meeting's entry.
pub(super) fn register(add: &mut impl FnMut(&'static str, Write)) {
    add("to_google", |call| {
        Ok(quote::link("Google", &links::google(&invitation(call)?)))
    });
    add("to_outlook", |call| {
        Ok(quote::link("Outlook", &links::outlook(&invitation(call)?)))
    });
    // The file itself, as a block of code.
    add("ics", |call| {
        Ok(quote::fenced("ics", &ics::invitation(&invitation(call)?)))
    });
    // Where the meeting takes place, to be clicked on.
    add("place_link", |call| {
        let url = call.text(0)?;
        Ok(quote::link(&quote::code(&url), &url))
    });
}

fn invitation(call: &Call<'_, '_>) -> Result<Invitation, RenderError> {
    Ok(calendar::invitation(&call.value(0)?, call.voice()?))
}
