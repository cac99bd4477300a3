//! GitHub's limits on connections: each says how many nodes it wants, at most a hundred, and the whole document no
//! more than half a million.
//!
//! Source: "Rate limits and query limits for the GraphQL API" in GitHub's documentation.

use apollo_compiler::ExecutableDocument;
use apollo_compiler::ast;
use apollo_compiler::executable::{Field, Operation, Selection, SelectionSet};
use serde_json::{Map, Value};

use crate::finding::{Kind, Report};

const MAX_PAGE: i64 = 100;
const MAX_NODES: i64 = 500_000;

pub(super) fn check(
    document: &ExecutableDocument,
    operation: &Operation,
    variables: &Map<String, Value>,
    report: &mut Report<'_>,
) {
    let mut walk = Walk {
        document,
        variables,
        report,
        nodes: 0,
    };
    walk.selections(&operation.selection_set, 1);
    if walk.nodes > MAX_NODES {
        let nodes = walk.nodes;
        walk.report.add(
            Kind::GraphqlLimits,
            format!("asks for up to {nodes} nodes; GitHub allows {MAX_NODES}"),
        );
    }
}

struct Walk<'a, 'r> {
    document: &'a ExecutableDocument,
    variables: &'a Map<String, Value>,
    report: &'a mut Report<'r>,
    nodes: i64,
}

impl Walk<'_, '_> {
    /// `times` is how often this selection may be filled in.
    fn selections(&mut self, set: &SelectionSet, times: i64) {
        for selection in &set.selections {
            match selection {
                Selection::Field(field) => {
                    let times = match self.page(field) {
                        Some(page) => {
                            let times = times.saturating_mul(page);
                            self.nodes = self.nodes.saturating_add(times);
                            times
                        }
                        None => times,
                    };
                    self.selections(&field.selection_set, times);
                }
                Selection::InlineFragment(fragment) => self.selections(&fragment.selection_set, times),
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.document.fragments.get(&spread.fragment_name) {
                        self.selections(&fragment.selection_set, times);
                    }
                }
            }
        }
    }

    /// How many nodes a connection asks for; `None` for other fields.
    fn page(&mut self, field: &Field) -> Option<i64> {
        let takes_page = field.definition.argument_by_name("first").is_some();
        if !takes_page || !field.ty().inner_named_type().ends_with("Connection") {
            return None;
        }
        let size = ["first", "last"]
            .iter()
            .find_map(|name| self.number(field.specified_argument_by_name(name)?));
        let name = field.response_key();
        match size {
            None => self.report.add(
                Kind::GraphqlLimits,
                format!("{name}: a connection needs `first` or `last`"),
            ),
            Some(size) if !(1..=MAX_PAGE).contains(&size) => {
                let message = format!("{name}: {size} is outside 1 to {MAX_PAGE}");
                self.report.add(Kind::GraphqlLimits, message);
            }
            Some(_) => {}
        }
        size
    }

    fn number(&self, argument: &ast::Value) -> Option<i64> {
        match argument {
            ast::Value::Int(number) => number.as_str().parse().ok(),
            ast::Value::Variable(name) => self.variables.get(name.as_str())?.as_i64(),
            _ => None,
        }
    }
}
