//! Who is meant: whether two names are one person, and whether a reply has anything to say to somebody.

use handlebars::{
    Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, RenderErrorReason, ScopedJson,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::domain::{incident::AnswerLine, person::Login};

/// Registers `same_login` and `addresses`, whose values are true or false.
pub(super) fn register(registry: &mut Handlebars<'_>) {
    // Two logins, either of which may be absent.
    let same_login = Asks(|helper| {
        let first: Option<Login> = value(helper, 0)?;
        let second: Option<Login> = value(helper, 1)?;
        Ok(first.is_some() && first == second)
    });
    // The lines of a reply, and the author of the comment that it answers.
    let addresses = Asks(|helper| {
        let lines: Vec<AnswerLine> = value(helper, 0)?;
        let author: Option<Login> = value(helper, 1)?;
        Ok(author.is_some_and(|author| lines.iter().any(|line| is_for(line, &author))))
    });
    registry.register_helper("same_login", Box::new(same_login));
    registry.register_helper("addresses", Box::new(addresses));
}

/// Whether a line speaks to the author of the comment; those about somebody else's role name that person.
fn is_for(line: &AnswerLine, author: &Login) -> bool {
    match line {
        AnswerLine::Duties { login, .. } | AnswerLine::DoubleRole { login, .. } => login == author,
        AnswerLine::Refused { .. } | AnswerLine::TimeCameTwice { .. } | AnswerLine::Help { .. } => true,
    }
}

/// A helper that answers yes or no.
struct Asks(fn(&Helper<'_>) -> Result<bool, RenderError>);

impl HelperDef for Asks {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived(Value::Bool((self.0)(helper)?)))
    }
}

fn value<T: DeserializeOwned>(helper: &Helper<'_>, index: usize) -> Result<T, RenderError> {
    let fault = |what: String| RenderErrorReason::Other(format!("helper `{}`: {what}", helper.name()));
    let parameter = helper
        .param(index)
        .ok_or_else(|| fault(format!("parameter {index} is missing")))?;
    T::deserialize(parameter.value()).map_err(|error| fault(error.to_string()).into())
}
