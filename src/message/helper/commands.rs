//! The table of commands, for help.

use handlebars::{Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, ScopedJson};
use serde_json::{Value, json};

use crate::domain::command::spec::{Form, Verb};

/// `commands`: the rows of the table as a list; with a parameter, only the command of that name or alias.
///
/// Forms and examples come line by line, since a command may have more than one.
pub(super) struct Commands;

impl HelperDef for Commands {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let rows = match helper.param(0).map(handlebars::PathAndJson::value) {
            None => Verb::ALL.iter().copied().map(row).collect(),
            Some(topic) => topic.as_str().and_then(named).map(row).into_iter().collect(),
        };
        Ok(ScopedJson::Derived(Value::Array(rows)))
    }
}

/// The command as somebody asks about it: with or without its slash, in any case.
fn named(topic: &str) -> Option<Verb> {
    Verb::named(&topic.trim().trim_start_matches('/').to_ascii_lowercase())
}

fn row(verb: Verb) -> Value {
    let spec = verb.spec();
    let forms: Vec<Value> = spec.forms.iter().map(form).collect();
    let any = |is: fn(&Form) -> bool| spec.forms.iter().any(is);
    json!({
        "verb": verb,
        "name": spec.name,
        "aliases": spec.aliases,
        "forms": forms,
        "has_several_lines": any(|form| form.usage.contains('\n')),
        // A command that is typed in one way only is its own example.
        "has_places": any(|form| !form.examples.contains(&form.usage)),
        "takes_time": any(|form| form.usage.contains("[TIME]")),
        "takes_time_ahead": any(|form| form.usage.contains("until TIME") || form.usage.contains("/meeting TIME")),
    })
}

fn form(form: &Form) -> Value {
    let usage: Vec<&str> = form.usage.lines().collect();
    let examples: Vec<&str> = form.examples.iter().flat_map(|example| example.lines()).collect();
    json!({ "usage": usage, "examples": examples, "audience": form.audience })
}
