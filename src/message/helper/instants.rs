//! Instants, days and lengths of time.

use chrono::{DateTime, Datelike as _, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use handlebars::RenderError;

use crate::message::{Voice, words::Span};

use super::{Call, Write};

/// Registers `time`, `deadline`, `typed`, `iso`, `date`, `local`, `hour_later` and `duration`.
pub(super) fn register(add: &mut impl FnMut(&'static str, Write)) {
    // When something happened.
    add("time", |call| Ok(time(call.value(0)?, call.voice()?)));
    // Until when something must happen, with the day of the week.
    add("deadline", |call| Ok(deadline(call.value(0)?, call.voice()?)));
    // An instant as it can be typed in a command.
    add("typed", |call| {
        let at: DateTime<Utc> = call.value(0)?;
        Ok(at
            .with_timezone(&call.voice()?.zone)
            .format("%Y-%m-%d %H:%M")
            .to_string())
    });
    // An instant for programs, `null` when there is none.
    add("iso", |call| {
        let at: Option<DateTime<Utc>> = call.value(0)?;
        Ok(at.map_or("null".into(), |at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string()))
    });
    // The day of an instant.
    add("date", |call| {
        let at: DateTime<Utc> = call.value(0)?;
        Ok(at
            .with_timezone(&call.voice()?.zone)
            .format("%Y-%m-%d")
            .to_string())
    });
    // A time of day without zone, as somebody typed it, and the same an hour later.
    add("local", |call| local(call, TimeDelta::zero()));
    add("hour_later", |call| local(call, TimeDelta::hours(1)));
    // From one instant to another.
    add("duration", |call| {
        Ok(duration(call.value(0)?, call.value(1)?, call.voice()?))
    });
}

fn time(at: DateTime<Utc>, voice: Voice) -> String {
    let there = at.with_timezone(&voice.zone);
    let local = format!("{} {}", there.format("%Y-%m-%d %H:%M"), zone_name(&there));
    beside(&local, at, voice)
}

fn deadline(at: DateTime<Utc>, voice: Voice) -> String {
    let words = voice.language.words();
    let there = at.with_timezone(&voice.zone);
    let local = words.day_and_time(
        words.weekday(there.weekday()),
        &there.format("%Y-%m-%d").to_string(),
        &format!("{} {}", there.format("%H:%M"), zone_name(&there)),
    );
    beside(&local, at, voice)
}

/// Adds UTC, with its date where that is another one; nothing where the zone is UTC itself.
fn beside(local: &str, at: DateTime<Utc>, voice: Voice) -> String {
    let there = at.with_timezone(&voice.zone);
    if matches!(voice.zone, Tz::UTC | Tz::Etc__UTC) {
        return local.to_owned();
    }
    let same_day = there.date_naive() == at.date_naive();
    let format = if same_day {
        "%H:%M UTC"
    } else {
        "%Y-%m-%d %H:%M UTC"
    };
    voice
        .language
        .words()
        .beside(local, &at.format(format).to_string())
}

/// The abbreviation by which people know the zone at that instant, or its offset where it has none.
fn zone_name(there: &DateTime<Tz>) -> String {
    let name = there.format("%Z").to_string();
    if name.starts_with(['+', '-']) {
        format!("UTC{name}")
    } else {
        name
    }
}

fn local(call: &Call<'_, '_>, later: TimeDelta) -> Result<String, RenderError> {
    let local: NaiveDateTime = call.value(0)?;
    let local = local.checked_add_signed(later).unwrap_or(local);
    Ok(local.format("%Y-%m-%d %H:%M").to_string())
}

/// The difference of the instants as they are shown, in whole minutes, so that times to acknowledge and to
/// resolve add up to the whole.
fn duration(from: DateTime<Utc>, to: DateTime<Utc>, voice: Voice) -> String {
    let minute = |at: DateTime<Utc>| at.timestamp().div_euclid(60);
    let span = Span::of_minutes(minute(to) - minute(from));
    voice.language.words().duration(span)
}
