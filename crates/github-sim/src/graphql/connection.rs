//! Relay connections: `first`, `after`, `last`, `before`, edges, cursors and `pageInfo`, with GitHub's limits.
//!
//! A cursor names the item it stands at, and its place. When the item is gone, paging goes on from its place, so
//! that nothing is shown twice because something else was deleted.

use apollo_compiler::response::JsonValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::errors::Failure;
use super::execute::Call;
use super::value::{Field, Record, Resolved, Thing};

/// The most items one page may have.
pub(super) const PAGE_LIMIT: i64 = 100;

/// One item of a connection before paging.
pub(super) struct Item {
    /// What identifies it within the connection.
    pub(super) key: String,
    /// The item.
    pub(super) node: Field,
    /// Further fields of its edge.
    pub(super) edge: Vec<(&'static str, Field)>,
}

impl Item {
    /// An item whose edge has nothing beside cursor and node.
    #[expect(clippy::needless_pass_by_value, reason = "numbers are handed over like texts")]
    pub(super) fn new(key: impl ToString, node: impl Into<Field>) -> Self {
        Self {
            key: key.to_string(),
            node: node.into(),
            edge: Vec::new(),
        }
    }
}

/// Answers the connection field `call` with a page of `items`.
pub(super) fn connection(call: &Call<'_>, items: Vec<Item>) -> Resolved {
    connection_with(call, items, Vec::new())
}

/// The same with further fields on the connection itself.
pub(super) fn connection_with(
    call: &Call<'_>,
    items: Vec<Item>,
    extra: Vec<(&'static str, Field)>,
) -> Resolved {
    let total = items.len();
    let Page { window, start, end } = page(call, &items)?;
    let shown: Vec<(String, Item)> = items
        .into_iter()
        .enumerate()
        .skip(start)
        .take(end - start)
        .map(|(at, item)| (cursor(at, &item.key), item))
        .collect();
    let edge_type = call.type_of("edges");
    let mut fields = vec![
        ("totalCount", total.into()),
        // Only the timelines' connections have these two.
        ("filteredCount", window.into()),
        ("pageCount", (end - start).into()),
        (
            "nodes",
            Field::List(shown.iter().map(|(_, item)| item.node.clone()).collect()),
        ),
        ("pageInfo", page_info(&shown, start > 0, end < total)),
    ];
    let edges = shown.into_iter().map(|(cursor, item)| {
        let mut edge = vec![("cursor", cursor.into()), ("node", item.node)];
        edge.extend(item.edge);
        Field::from(Record::new(edge_type.clone(), edge))
    });
    fields.push(("edges", Field::List(edges.collect())));
    fields.extend(extra);
    Ok(Record::new(call.result_type(), fields).into())
}

/// The edge of one item on its own, as mutations return it.
pub(super) fn edge(edge_type: &str, at: usize, item: Item) -> Field {
    let fields = vec![("cursor", cursor(at, &item.key).into()), ("node", item.node)];
    Record::new(edge_type, fields).into()
}

/// Which slice of the items the arguments ask for.
struct Page {
    /// How many items lie between the cursors.
    window: usize,
    /// The first one shown.
    start: usize,
    /// The one behind the last shown.
    end: usize,
}

fn page(call: &Call<'_>, items: &[Item]) -> Result<Page, Failure> {
    let (first, last) = (bound(call, "first")?, bound(call, "last")?);
    let name = call.name();
    match (first, last) {
        (Some(_), Some(_)) => {
            let text = format!(
                "Passing both `first` and `last` to paginate the `{name}` connection is not supported."
            );
            return Err(Failure::new("UNPROCESSABLE", text));
        }
        // Only counting needs no page.
        (None, None) if call.selects(&["nodes", "edges", "pageInfo"]) => {
            let text = format!(
                "You must provide a `first` or `last` value to properly paginate the `{name}` connection."
            );
            return Err(Failure::new("MISSING_PAGINATION_BOUNDARIES", text));
        }
        _ => {}
    }
    let start = match call.text("after") {
        Some(cursor) => place(cursor, items)?.after,
        None => 0,
    };
    let end = match call.text("before") {
        Some(cursor) => place(cursor, items)?.before.max(start),
        None => items.len(),
    };
    let start = start.min(end);
    let window = end - start;
    let (start, end) = match (first, last) {
        (Some(first), _) => (start, end.min(start + first)),
        (_, Some(last)) => (start.max(end.saturating_sub(last)), end),
        _ => (start, end),
    };
    Ok(Page { window, start, end })
}

fn bound(call: &Call<'_>, argument: &str) -> Result<Option<usize>, Failure> {
    let Some(number) = call.int(argument) else {
        return Ok(None);
    };
    let name = call.name();
    if number > PAGE_LIMIT {
        let text = format!(
            "Requesting {number} records on the `{name}` connection exceeds the `{argument}` limit of {PAGE_LIMIT} records."
        );
        return Err(Failure::new("EXCESSIVE_PAGINATION", text));
    }
    usize::try_from(number).map(Some).map_err(|_| {
        let text = format!("`{argument}` on the `{name}` connection cannot be less than zero.");
        Failure::new("EXCESSIVE_PAGINATION", text)
    })
}

/// The items after and before a cursor, as positions.
struct Place {
    after: usize,
    before: usize,
}

fn cursor(at: usize, key: &str) -> String {
    STANDARD.encode(format!("cursor:v2:{at}:{key}"))
}

fn place(cursor: &str, items: &[Item]) -> Result<Place, Failure> {
    let invalid = || {
        Failure::new(
            "INVALID_CURSOR_ARGUMENTS",
            format!("`{cursor}` does not appear to be a valid cursor."),
        )
    };
    let bytes = STANDARD.decode(cursor).map_err(|_| invalid())?;
    let text = String::from_utf8(bytes).map_err(|_| invalid())?;
    let (at, key) = text
        .strip_prefix("cursor:v2:")
        .and_then(|rest| rest.split_once(':'))
        .ok_or_else(invalid)?;
    let at: usize = at.parse().map_err(|_| invalid())?;
    // Equal keys can occur (one label added twice, say): the one at the cursor's own place is meant.
    if items.get(at).is_some_and(|item| item.key == key) {
        return Ok(Place {
            after: at + 1,
            before: at,
        });
    }
    Ok(match items.iter().position(|item| item.key == key) {
        Some(found) => Place {
            after: found + 1,
            before: found,
        },
        None => Place {
            after: at.min(items.len()),
            before: at.min(items.len()),
        },
    })
}

fn page_info(shown: &[(String, Item)], previous: bool, next: bool) -> Field {
    let at = |edge: Option<&(String, Item)>| {
        Field::Leaf(edge.map_or(JsonValue::Null, |(cursor, _)| cursor.as_str().into()))
    };
    let fields = vec![
        ("startCursor", at(shown.first())),
        ("endCursor", at(shown.last())),
        ("hasPreviousPage", previous.into()),
        ("hasNextPage", next.into()),
    ];
    Field::Thing(Thing::Record(Box::new(Record::new("PageInfo", fields))))
}
