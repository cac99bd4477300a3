//! What the rules of good postmortems found: grouped by rule, with links to the lines.

use handlebars::{
    Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, RenderErrorReason, ScopedJson,
};
use serde_json::{Map, Value, json};

use crate::{
    document::lint::{self, Example},
    message::{Language, lint as words, quote},
};

use super::Write;

/// Registers the helpers about findings.
pub(super) fn register(add: &mut impl FnMut(&'static str, Write)) {
    add("rule_title", |call| {
        Ok(words::title(&call.text(0)?, call.language).into())
    });
    add("rule_reason", |call| {
        Ok(words::reason(&call.text(0)?, call.language).into())
    });
    add("rule_source", |call| {
        let id = call.text(0)?;
        Ok(lint::rule(&id).map_or_else(String::new, |rule| quote::inline(rule.source)))
    });
    add("bad_example", |call| {
        Ok(example(&call.text(0)?, call.language, |example| {
            !example.finds.is_empty()
        }))
    });
    add("good_example", |call| {
        Ok(example(&call.text(0)?, call.language, |example| {
            example.finds.is_empty()
        }))
    });
    // What was found, and what to write instead.
    add("said_of", |call| {
        let (rule, details): (String, Map<String, Value>) = (call.text(0)?, call.value(1)?);
        let details = details
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))
            .collect();
        let told = words::told(&rule, &details, call.language);
        Ok(quote::whole(&told.message))
    });
    // A line as a link to where it stands. What is shown rendered has no lines to point at.
    add("line_link", |call| {
        let line: u32 = call.value(1)?;
        let url = format!("{}?plain=1#L{line}", call.text(0)?);
        Ok(quote::link(&line.to_string(), &url))
    });
    add("level_name", |call| {
        Ok(call.language.words().level(call.value(0)?).into())
    });
}

/// Registers what groups findings.
pub(super) fn register_groups(registry: &mut Handlebars<'_>) {
    registry.register_helper("by_rule", Box::new(ByRule));
}

/// The first example of a kind, as a block of code.
fn example(id: &str, language: Language, wanted: fn(&Example) -> bool) -> String {
    let language = match language {
        Language::En => lint::Language::En,
        Language::Ja => lint::Language::Ja,
    };
    let examples = lint::rule(id).map(|rule| rule.examples).unwrap_or_default();
    let found = examples
        .iter()
        .find(|example| example.language == language && wanted(example));
    let text = found.map_or("", |example| example.text.trim());
    format!("````markdown\n{text}\n````")
}

/// `by_rule`: findings as one entry a rule, in the order in which the rules come first; errors before warnings.
struct ByRule;

impl HelperDef for ByRule {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let findings = helper.param(0).and_then(|list| list.value().as_array());
        let findings = findings.ok_or_else(|| RenderErrorReason::Other("`by_rule` takes findings".into()))?;
        let mut groups: Vec<(&Value, Vec<&Value>)> = Vec::new();
        for finding in findings {
            match groups.iter_mut().find(|(rule, _)| **rule == finding["rule"]) {
                Some((_, found)) => found.push(finding),
                None => groups.push((&finding["rule"], vec![finding])),
            }
        }
        groups.sort_by_key(|(_, found)| found[0]["level"] != "error");
        let groups = groups
            .into_iter()
            .map(|(rule, found)| json!({ "rule": rule, "level": found[0]["level"], "findings": found }));
        Ok(ScopedJson::Derived(groups.collect::<Vec<_>>().into()))
    }
}
