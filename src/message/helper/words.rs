//! Words of the language, and the choice of templates by what a message holds.

use handlebars::{
    Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, RenderErrorReason, ScopedJson,
};
use serde::de::DeserializeOwned;

use crate::{
    domain::{
        incident::{AnswerLine, TimelineRow},
        phase::Milestone,
        role::Role,
        severity::Severity,
    },
    message::{
        context::{NudgeLine, SeverityRow},
        quote,
        template::Template,
        words::Advice,
    },
    policy::Fault,
};

use super::Write;

/// Registers the helpers that name things.
pub(super) fn register(add: &mut impl FnMut(&'static str, Write)) {
    add("phase", |call| {
        Ok(call.language.words().phase(call.value(0)?).into())
    });
    add("role", |call| {
        Ok(call.language.words().role(call.value(0)?).into())
    });
    add("status", |call| {
        Ok(call.language.words().status(call.value(0)?).into())
    });
    add("milestone", |call| {
        Ok(call.language.words().milestone(call.value(0)?).into())
    });
    // The command that sets a milestone, or that gives a role.
    add("milestone_command", |call| {
        Ok(call.value::<Milestone>(0)?.command().into())
    });
    add("role_command", |call| Ok(call.value::<Role>(0)?.command().into()));
    // What a severity means, in the repository's words or in ours.
    add("definition", |call| {
        let row: SeverityRow = call.value(0)?;
        Ok(match row.description {
            Some(description) => quote::inline(&description),
            None => call.language.words().definition(row.severity).into(),
        })
    });
    // The digit after `/sev`.
    add("digit", |call| {
        let severity: Severity = call.value(0)?;
        Ok(severity.name().trim_start_matches("SEV").into())
    });
    // What a command is good for.
    add("purpose", |call| {
        Ok(call.language.words().purpose(call.value(0)?).into())
    });
    add("next", |call| {
        Ok(written(&call.language.words().next(call.value(0)?)))
    });
    add("remaining", |call| {
        Ok(written(&call.language.words().remaining(&call.value(0)?)))
    });
    add("fact", |call| {
        let row: TimelineRow = call.value(0)?;
        Ok(call.language.words().fact(&row.fact))
    });
    // What is wrong in the configuration, and what to write instead.
    add("fault", |call| {
        let fault: Fault = call.value(0)?;
        Ok(quote::inline(&call.language.words().fault(&fault.kind)))
    });
    add("remedy", |call| {
        let fault: Fault = call.value(0)?;
        Ok(quote::inline(&call.language.words().remedy(&fault.kind)))
    });
}

fn written(advice: &Advice) -> String {
    match advice.line {
        Some(line) => format!("{}: {}", advice.say, quote::code(line)),
        None => advice.say.clone(),
    }
}

/// Registers the helpers that choose the template of an answer's or a nudge's line.
pub(super) fn register_choices(registry: &mut Handlebars<'_>) {
    registry.register_helper("answer", Box::new(Chooses(choose::<AnswerLine>)));
    registry.register_helper("nudge", Box::new(Chooses(choose::<NudgeLine>)));
}

/// A helper whose value is the path of a template.
struct Chooses(fn(&serde_json::Value) -> Result<Template, serde_json::Error>);

fn choose<T>(value: &serde_json::Value) -> Result<Template, serde_json::Error>
where
    T: DeserializeOwned,
    for<'a> Template: From<&'a T>,
{
    T::deserialize(value).map(|line| Template::from(&line))
}

impl HelperDef for Chooses {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let fault = |what: String| RenderErrorReason::Other(what);
        let line = helper
            .param(0)
            .ok_or_else(|| fault("nothing to choose by".into()))?;
        let template = (self.0)(line.value()).map_err(|error| fault(error.to_string()))?;
        Ok(ScopedJson::Derived(template.path().into()))
    }
}
