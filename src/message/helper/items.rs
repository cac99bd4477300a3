//! What the list of action items tells about one.

use crate::{
    domain::{
        action::{ActionKind, Closer, Finisher, Item, ItemField},
        report::IssueRef,
    },
    message::quote,
};

use super::Write;

/// Registers the helpers.
pub(super) fn register(add: &mut impl FnMut(&'static str, Write)) {
    // An item's title, with the link to its issue once there is one.
    add("item_link", |call| {
        let item: Item = call.value(0)?;
        let title = quote::inline(&item.title);
        Ok(match item.issue {
            None => title,
            Some(issue) => {
                let link = quote::link(&name(&issue.name), &issue.url);
                format!("{link} {title}").trim_end().to_owned()
            }
        })
    });
    // The pull request or commit that closed an item's issue.
    add("item_change", |call| {
        Ok(match call.value(0)? {
            Finisher::Person { login } => {
                login.map_or_else(String::new, |login| quote::inline(login.as_str()))
            }
            Finisher::Change {
                change: Closer::PullRequest { number, url, .. },
            } => quote::link(&format!("#{number}"), &url),
            Finisher::Change {
                change: Closer::Commit { id, url },
            } => quote::link(&quote::inline(&id), &url),
        })
    });
    add("item_kind", |call| {
        let kind: ActionKind = call.value(0)?;
        Ok(call.language.status_words().action_kind(kind).into())
    });
    add("item_field", |call| {
        let field: ItemField = call.value(0)?;
        Ok(call.language.status_words().item_field(field).into())
    });
}

/// A name as the text of a link, which refers to nothing by itself.
fn name(issue: &IssueRef) -> String {
    let repository = issue.repository.as_deref().map(quote::inline);
    format!("{}#{}", repository.unwrap_or_default(), issue.number)
}
