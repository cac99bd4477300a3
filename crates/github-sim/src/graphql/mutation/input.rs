//! The input object of a mutation, and the things its ids name.

use apollo_compiler::response::{JsonMap, JsonValue};

use crate::graphql::errors::Failure;
use crate::graphql::execute::{Call, Context};
use crate::graphql::query;
use crate::graphql::value::Thing;
use crate::world::{IssueKey, RepoId};

/// The input of one mutation.
pub(super) struct Input<'i, 'c> {
    /// What every resolver sees.
    pub(super) cx: &'i Context<'c>,
    /// The mutation's name.
    pub(super) mutation: &'i str,
    fields: Option<&'i JsonMap>,
}

impl<'i, 'c> Input<'i, 'c> {
    /// The input of the mutation being called.
    pub(super) fn of(cx: &'i Context<'c>, call: &Call<'i>) -> Self {
        Self {
            cx,
            mutation: call.name(),
            fields: call.object("input"),
        }
    }

    fn get(&self, name: &str) -> Option<&'i JsonValue> {
        self.fields?.get(name).filter(|value| !value.is_null())
    }

    /// A text, id or enum word.
    pub(super) fn text(&self, name: &str) -> Option<&'i str> {
        self.get(name)?.as_str()
    }

    /// A text the schema demands. Empty if it is missing all the same, which no operation accepts.
    pub(super) fn required(&self, name: &str) -> &'i str {
        self.text(name).unwrap_or_default()
    }

    /// A flag; false when absent.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.get(name).and_then(JsonValue::as_bool).unwrap_or(false)
    }

    /// An object inside the input.
    pub(super) fn inner(&self, name: &str) -> Self {
        Self {
            cx: self.cx,
            mutation: self.mutation,
            fields: self.get(name).and_then(JsonValue::as_object),
        }
    }

    /// A list of objects inside the input.
    pub(super) fn list(&self, name: &str) -> Vec<Self> {
        let items = self
            .get(name)
            .and_then(JsonValue::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        items
            .iter()
            .map(|item| Self {
                cx: self.cx,
                mutation: self.mutation,
                fields: item.as_object(),
            })
            .collect()
    }

    /// A list of ids; `None` when it is not given.
    pub(super) fn ids(&self, name: &str) -> Option<Vec<&'i str>> {
        Some(
            self.get(name)?
                .as_array()?
                .iter()
                .filter_map(JsonValue::as_str)
                .collect(),
        )
    }

    /// Refuses inputs the simulator does not act on, once one is given and not empty.
    pub(super) fn refuse(&self, names: &[&str]) -> Result<(), Failure> {
        let given = |name: &&&str| {
            self.get(name)
                .is_some_and(|value| !value.as_array().is_some_and(Vec::is_empty))
        };
        match names.iter().find(given) {
            Some(name) => Err(Failure::unmodelled(&format!(
                "Mutation.{}(input.{name})",
                self.mutation
            ))),
            None => Ok(()),
        }
    }

    /// What an id names, if the actor may see it.
    pub(super) fn thing(&self, name: &str) -> Result<Thing, Failure> {
        query::thing(self.cx, &self.cx.world(), self.required(name))
    }

    /// The repository an id names.
    pub(super) fn repository(&self, name: &str) -> Result<RepoId, Failure> {
        match self.thing(name)? {
            Thing::Repository(id) => Ok(id),
            _ => Err(self.wrong_kind("Repository", name)),
        }
    }

    /// The issue an id names; pull requests are not meant.
    pub(super) fn issue(&self, name: &str) -> Result<IssueKey, Failure> {
        match self.thing(name)? {
            Thing::Issue(key) => Ok(key),
            _ => Err(self.wrong_kind("Issue", name)),
        }
    }

    /// The pull request an id names.
    pub(super) fn pull(&self, name: &str) -> Result<IssueKey, Failure> {
        match self.thing(name)? {
            Thing::Pull(key) => Ok(key),
            _ => Err(self.wrong_kind("PullRequest", name)),
        }
    }

    /// The issue or pull request an id names.
    pub(super) fn issue_or_pull(&self, name: &str) -> Result<IssueKey, Failure> {
        match self.thing(name)? {
            Thing::Issue(key) | Thing::Pull(key) => Ok(key),
            _ => Err(Failure::no_node(self.required(name))),
        }
    }

    /// The number of the comment an id names, with its place.
    pub(super) fn comment(&self, name: &str) -> Result<(IssueKey, i64), Failure> {
        match self.thing(name)? {
            Thing::Comment { issue, id } => Ok((issue, id)),
            _ => Err(self.wrong_kind("IssueComment", name)),
        }
    }

    /// The names of the labels that ids name; `None` when the list is not given.
    pub(super) fn labels(&self, name: &str) -> Result<Option<Vec<String>>, Failure> {
        self.named(name, |world, thing| match thing {
            Thing::Label { repo, id } => world
                .repo(*repo)?
                .label_by_id(*id)
                .map(|label| label.name.clone()),
            _ => None,
        })
    }

    /// The logins of the accounts that ids name; `None` when the list is not given.
    pub(super) fn logins(&self, name: &str) -> Result<Option<Vec<String>>, Failure> {
        self.named(name, |world, thing| match thing {
            Thing::Account(id) => Some(world.account(*id).login.clone()),
            _ => None,
        })
    }

    fn named(
        &self,
        name: &str,
        read: impl Fn(&crate::world::World, &Thing) -> Option<String>,
    ) -> Result<Option<Vec<String>>, Failure> {
        let Some(ids) = self.ids(name) else {
            return Ok(None);
        };
        let world = self.cx.world();
        let found = ids.into_iter().map(|id| {
            let thing = query::thing(self.cx, &world, id)?;
            read(&world, &thing).ok_or_else(|| Failure::no_node(id))
        });
        found.collect::<Result<Vec<String>, Failure>>().map(Some)
    }

    /// The number of the milestone an id names.
    pub(super) fn milestone(&self, name: &str) -> Result<Option<u64>, Failure> {
        if self.text(name).is_none() {
            return Ok(None);
        }
        match self.thing(name)? {
            Thing::Milestone { number, .. } => Ok(Some(number)),
            _ => Err(self.wrong_kind("Milestone", name)),
        }
    }

    /// The failure of an id that names something else.
    pub(super) fn wrong_kind(&self, kind: &str, name: &str) -> Failure {
        let id = self.required(name);
        Failure::not_found(format!(
            "Could not resolve to {kind} node with the global id of '{id}'."
        ))
    }
}
