//! Runs a validated document against the world.

use std::cell::{Ref, RefCell};

use apollo_compiler::ExecutableDocument;
use apollo_compiler::executable::{Operation, Selection};
use apollo_compiler::resolvers::{Execution, FieldError, ObjectValue, ResolveInfo, ResolvedValue};
use apollo_compiler::response::{ExecutionResponse, JsonMap, JsonValue};
use apollo_compiler::validation::Valid;

use super::cost::Cost;
use super::errors::Failure;
use super::resolve;
use super::schema::{self, github};
use super::value::{Field, Thing};
use crate::world::{Actor, World};

/// What every resolver sees.
pub(super) struct Context<'c> {
    /// The world. Borrowed for the moment of one field; changed only by the fields of `Mutation`.
    pub(super) world: &'c RefCell<&'c mut World>,
    /// Who is asking.
    pub(super) actor: &'c Actor,
    /// What the request weighs.
    pub(super) cost: Cost,
}

/// Executes the operation and gives its data and errors.
pub(super) fn execute(
    world: &mut World,
    actor: &Actor,
    document: &Valid<ExecutableDocument>,
    operation: &Operation,
    variables: &Valid<JsonMap>,
    cost: Cost,
) -> Result<ExecutionResponse, String> {
    let root = if operation.is_mutation() {
        Thing::Mutation
    } else {
        Thing::Query
    };
    let schema = schema::of(world);
    let cell = RefCell::new(world);
    let context = Context {
        world: &cell,
        actor,
        cost,
    };
    Execution::new(&schema.schema, document)
        .implementers_map(&schema.implementers)
        .enable_schema_introspection(true)
        .operation(operation)
        .coerced_variable_values(variables)
        .execute_sync(&Object {
            context: &context,
            thing: root,
        })
        .map_err(|error| error.message().to_string())
}

/// One object in the middle of an execution.
struct Object<'c> {
    context: &'c Context<'c>,
    thing: Thing,
}

impl ObjectValue for Object<'_> {
    fn type_name(&self) -> &str {
        resolve::type_name(self.context, &self.thing)
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Result<ResolvedValue<'a>, FieldError> {
        let call = Call {
            info,
            type_name: self.type_name(),
        };
        let field = resolve::field(self.context, &self.thing, &call)?;
        self.context.answer(field)
    }
}

impl<'c> Context<'c> {
    /// The world, for reading.
    pub(super) fn world(&self) -> Ref<'_, World> {
        Ref::map(self.world.borrow(), |world| &**world)
    }

    /// The world, for an operation. Only the fields of `Mutation` may ask for it.
    pub(super) fn change<T>(&self, operation: impl FnOnce(&mut World) -> T) -> T {
        operation(&mut self.world.borrow_mut())
    }

    fn answer<'a>(&'c self, field: Field) -> Result<ResolvedValue<'a>, FieldError>
    where
        'c: 'a,
    {
        Ok(match field {
            Field::Leaf(value) => ResolvedValue::Leaf(value),
            Field::Thing(thing) => ResolvedValue::object(Object { context: self, thing }),
            Field::List(items) => {
                ResolvedValue::List(Box::new(items.into_iter().map(|item| self.answer(item))))
            }
            Field::Failed(failure) => return Err(failure.into()),
        })
    }
}

/// One field being asked for, with its arguments.
pub(super) struct Call<'i> {
    info: &'i ResolveInfo<'i>,
    type_name: &'i str,
}

impl<'i> Call<'i> {
    /// The field's name.
    pub(super) fn name(&self) -> &'i str {
        self.info.field_name()
    }

    /// The named type the field returns, without lists and exclamation marks.
    pub(super) fn result_type(&self) -> &'i str {
        self.info.field_definition().ty.inner_named_type()
    }

    /// The named type of a field of the type this field returns, such as the edges of a connection.
    pub(super) fn type_of(&self, field: &str) -> String {
        github()
            .field(self.result_type(), field)
            .map_or_else(String::new, |found| found.ty.inner_named_type().to_string())
    }

    fn argument(&self, name: &str) -> Option<&'i JsonValue> {
        self.info.arguments().get(name).filter(|value| !value.is_null())
    }

    /// A text, id or enum argument.
    pub(super) fn text(&self, name: &str) -> Option<&'i str> {
        self.argument(name)?.as_str()
    }

    /// A number argument.
    pub(super) fn int(&self, name: &str) -> Option<i64> {
        self.argument(name)?.as_i64()
    }

    /// A flag argument; false when absent.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.argument(name).and_then(JsonValue::as_bool).unwrap_or(false)
    }

    /// A list of texts; `None` when absent.
    pub(super) fn texts(&self, name: &str) -> Option<Vec<&'i str>> {
        Some(
            self.argument(name)?
                .as_array()?
                .iter()
                .filter_map(JsonValue::as_str)
                .collect(),
        )
    }

    /// An input object.
    pub(super) fn object(&self, name: &str) -> Option<&'i JsonMap> {
        self.argument(name)?.as_object()
    }

    /// Whether any of these fields is selected of what this field returns.
    pub(super) fn selects(&self, names: &[&str]) -> bool {
        let document = self.info.document();
        self.info
            .field_selections()
            .iter()
            .any(|field| selects(document, &field.selection_set.selections, names))
    }

    /// The failure of a field that GitHub has and the simulator has not.
    pub(super) fn unmodelled(&self) -> Failure {
        Failure::unmodelled(&format!("{}.{}", self.type_name, self.name()))
    }

    /// The failure of an argument that the simulator does not act on, once it is given.
    pub(super) fn refuse_arguments(&self, names: &[&str]) -> Result<(), Failure> {
        match names.iter().find(|name| self.argument(name).is_some()) {
            Some(name) => Err(Failure::unmodelled(&format!(
                "{}.{}({name}:)",
                self.type_name,
                self.name()
            ))),
            None => Ok(()),
        }
    }
}

fn selects(document: &ExecutableDocument, selections: &[Selection], names: &[&str]) -> bool {
    selections.iter().any(|selection| match selection {
        Selection::Field(field) => names.contains(&field.name.as_str()),
        Selection::InlineFragment(inline) => selects(document, &inline.selection_set.selections, names),
        Selection::FragmentSpread(spread) => document
            .fragments
            .get(&spread.fragment_name)
            .is_some_and(|fragment| selects(document, &fragment.selection_set.selections, names)),
    })
}
