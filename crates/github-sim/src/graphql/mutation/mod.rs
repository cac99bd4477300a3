//! stub
use super::execute::{Call, Context};
use super::value::Resolved;
pub(super) fn field(_cx: &Context<'_>, call: &Call<'_>) -> Resolved {
    Err(call.unmodelled())
}
