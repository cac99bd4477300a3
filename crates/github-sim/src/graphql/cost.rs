//! What a query weighs: how many nodes it may return at most, and what it costs.
//!
//! GitHub multiplies the page sizes on the way down. More than half a million possible nodes are refused before
//! anything is looked up, however few there really are.

use apollo_compiler::ExecutableDocument;
use apollo_compiler::ast::Value;
use apollo_compiler::executable::{Field, Selection};
use apollo_compiler::response::JsonMap;

use super::connection::PAGE_LIMIT;

/// The most nodes a query may possibly return.
const NODE_LIMIT: i64 = 500_000;

/// The weight of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cost {
    /// Nodes at most.
    pub(super) nodes: i64,
    /// Points taken from the hourly limit.
    pub(super) points: i64,
}

impl Cost {
    /// Why GitHub refuses a request of this weight, if it does.
    pub(super) fn refusal(self) -> Option<String> {
        (self.nodes > NODE_LIMIT).then(|| {
            format!(
                "This query requests up to {} possible nodes which exceeds the maximum limit of {}.",
                grouped(self.nodes),
                grouped(NODE_LIMIT)
            )
        })
    }
}

/// Weighs the selections of an operation.
pub(super) fn weigh(document: &ExecutableDocument, selections: &[Selection], variables: &JsonMap) -> Cost {
    let mut scale = Scale {
        document,
        variables,
        nodes: 0,
        requests: 0,
    };
    scale.add(selections, 1);
    // One request for each connection of each parent; a hundred of them are a point, and a query is at least one.
    Cost {
        nodes: scale.nodes,
        points: (scale.requests / 100).max(1),
    }
}

struct Scale<'d> {
    document: &'d ExecutableDocument,
    variables: &'d JsonMap,
    nodes: i64,
    requests: i64,
}

impl Scale<'_> {
    fn add(&mut self, selections: &[Selection], parents: i64) {
        for selection in selections {
            match selection {
                Selection::Field(field) => {
                    let below = self.page(field).map_or(parents, |page| {
                        self.requests = self.requests.saturating_add(parents);
                        let below = parents.saturating_mul(page);
                        self.nodes = self.nodes.saturating_add(below);
                        below
                    });
                    self.add(&field.selection_set.selections, below);
                }
                Selection::InlineFragment(inline) => self.add(&inline.selection_set.selections, parents),
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.document.fragments.get(&spread.fragment_name) {
                        self.add(&fragment.selection_set.selections, parents);
                    }
                }
            }
        }
    }

    /// The page size of a connection; `None` for any other field.
    fn page(&self, field: &Field) -> Option<i64> {
        field.definition.argument_by_name("first")?;
        let given = field
            .arguments
            .iter()
            .find(|one| matches!(one.name.as_str(), "first" | "last"))?;
        let number = match given.value.as_ref() {
            Value::Variable(name) => self.variables.get(name.as_str())?.as_i64()?,
            value => i64::from(value.to_i32()?),
        };
        Some(number.clamp(0, PAGE_LIMIT))
    }
}

fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
