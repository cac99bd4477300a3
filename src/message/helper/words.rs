//! Words of the language, and the choice of templates by what a message holds.

use handlebars::{
    Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, RenderErrorReason, ScopedJson,
};

use crate::{
    domain::{incident::TimelineRow, phase::Milestone, role::Role, severity::Severity},
    message::{
        context::{Changed, SeverityRow, TemplateFault},
        quote,
        template::named_after,
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
    add("changed", |call| {
        let parts: Vec<Changed> = call.value(0)?;
        Ok(call.language.words().changed(&parts))
    });
    add("fact", |call| {
        let row: TimelineRow = call.value(0)?;
        Ok(call.language.words().fact(&row.fact))
    });
    add("template_fault", |call| {
        let fault: TemplateFault = call.value(0)?;
        Ok(quote::inline(&call.language.words().template_fault(&fault.kind)))
    });
    add("template_remedy", |call| {
        let fault: TemplateFault = call.value(0)?;
        Ok(quote::inline(&call.language.words().template_remedy(&fault.kind)))
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
    for (name, folder, tag) in [
        ("answer", "answer", "kind"),
        ("duty", "duty", "role"),
        ("refusal", "refusal", "refusal"),
        ("time_fault", "time_fault", "fault"),
        ("nudge", "nudge", "nudge"),
    ] {
        registry.register_helper(name, Box::new(Chooses { folder, tag }));
    }
    registry.register_helper("latest", Box::new(Latest));
}

/// `latest`: the last of a list.
struct Latest;

impl HelperDef for Latest {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let entries = helper.param(0).and_then(|list| list.value().as_array());
        let latest = entries.and_then(|entries| entries.last()).cloned();
        Ok(ScopedJson::Derived(latest.unwrap_or_default()))
    }
}

/// A helper whose value is the path of the template that is named after a value's variant.
struct Chooses {
    folder: &'static str,
    tag: &'static str,
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
        let template = named_after(self.folder, self.tag, line.value())
            .ok_or_else(|| fault(format!("no `{}` in {}", self.tag, line.value())))?;
        Ok(ScopedJson::Derived(template.into()))
    }
}
