//! What changes the world: each field of `Mutation` is one operation of [`crate::world::ops`], or a few in a row.
//!
//! Rights, values, timeline events and webhooks are the operations' business. Here ids are looked up, refusals are
//! put into GraphQL's words, and payloads are made.

mod comment;
mod git;
mod input;
mod issue;
mod label;
mod pull_request;
mod reaction;
mod sub_issue;

use super::account;
use super::errors::Failure;
use super::execute::{Call, Context};
use super::value::{Field, Record, Resolved};
use crate::world::{OpError, World};
use input::Input;

/// The fields of a payload.
type Payload = Result<Vec<(&'static str, Field)>, Failure>;

/// Carries out one mutation.
pub(super) fn field(cx: &Context<'_>, call: &Call<'_>) -> Resolved {
    let input = Input::of(cx, call);
    let families = [
        issue::run,
        label::run,
        comment::run,
        reaction::run,
        sub_issue::run,
        pull_request::run,
        git::run,
    ];
    let outcome = families
        .into_iter()
        .find_map(|family| family(&input, call.name()));
    let mut fields = outcome.ok_or_else(|| call.unmodelled())??;
    fields.push(("clientMutationId", input.text("clientMutationId").into()));
    fields.push(("actor", account::actor(&cx.world(), cx.actor.account)));
    Ok(Record::new(call.result_type(), fields).into())
}

impl Input<'_, '_> {
    /// Runs an operation of the world; `subject` is the id the caller gave for what it is about.
    fn perform<T>(
        &self,
        subject: &str,
        operation: impl FnOnce(&mut World) -> Result<T, OpError>,
    ) -> Result<T, Failure> {
        self.cx
            .change(operation)
            .map_err(|error| self.refusal(&error, subject))
    }

    /// An operation's refusal in the words GraphQL has for it.
    fn refusal(&self, error: &OpError, subject: &str) -> Failure {
        match error {
            OpError::Forbidden(text) if is_about_role(text) => {
                let world = self.cx.world();
                let login = &world.account(self.cx.actor.account).login;
                let name = capital(self.mutation);
                Failure::new(
                    "FORBIDDEN",
                    format!("{login} does not have the correct permissions to execute `{name}`"),
                )
            }
            OpError::IssuesDisabled => Failure::unprocessable("Issues has been disabled in this repository."),
            error => Failure::from_op(error, &Failure::no_node(subject).message),
        }
    }
}

/// Whether a refusal says that a person lacks a role, as REST words it.
fn is_about_role(text: &str) -> bool {
    text.starts_with("You must have push access") || text.starts_with("Must have admin rights")
}

/// `addComment` as the refusals call it: `AddComment`.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
