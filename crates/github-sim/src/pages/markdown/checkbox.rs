//! Checkboxes of task lists.

use super::escape;
use crate::pages::icon::Icon;

/// The `nth` box of a text, the first being 1: a button of `form` for those who may tick it, a picture for others.
pub(super) fn of(nth: usize, done: bool, form: Option<&str>) -> String {
    let (label, checked, next, mark) = if done {
        ("Completed task", " checked", "off", Icon::Check.to_string())
    } else {
        ("Incomplete task", "", "on", String::new())
    };
    let Some(form) = form.map(escape) else {
        return format!("<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> ");
    };
    format!(
        "<button class=\"task\" form=\"{form}\" name=\"box\" value=\"{nth} {next}\" role=\"checkbox\" \
         aria-checked=\"{done}\" aria-label=\"{label}\">{mark}</button> "
    )
}
