//! What templates can call. Each helper turns one or two values of a message into Markdown.
//!
//! A value that stands in a template without a helper is quoted by [`quote::inline`]: text that somebody else
//! wrote is safe unless a template asks for something else by name.

mod commands;
mod gantt;
pub(super) mod included;
mod instants;
mod items;
mod lint;
mod meeting;
mod people;
mod report;
mod status;
mod words;

use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonRender, Output, RenderContext, RenderError,
    RenderErrorReason,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

pub(super) use report::length;

use super::{Language, Voice, quote};
use crate::domain::{keyboard::narrow, person::Contact};

/// Registers every helper.
#[expect(
    clippy::too_many_lines,
    reason = "it is one list of cases, best read as a whole"
)]
pub(super) fn register(registry: &mut Handlebars<'_>, language: Language) {
    registry.register_escape_fn(quote::inline);
    let mut add = |name: &'static str, write: Write| {
        registry.register_helper(
            name,
            Box::new(Says {
                name,
                language,
                write,
            }),
        );
    };
    add("inline", |call| Ok(quote::inline(&call.text(0)?)));
    add("plain", |call| Ok(quote::plain(&call.text(0)?)));
    add("code", |call| Ok(quote::code(&call.text(0)?)));
    add("cell", |call| Ok(quote::cell(&call.text(0)?)));
    add("verbatim", |call| Ok(quote::verbatim(&call.text(0)?)));
    add("block", |call| Ok(quote::block(&call.text(0)?)));
    add("scalar", |call| Ok(quote::scalar(&call.text(0)?)));
    add("link", |call| {
        Ok(quote::link(&quote::inline(&call.text(0)?), &call.text(1)?))
    });
    // A line as it was typed, without what was too much at its end.
    add("without", |call| {
        let (line, excess) = (call.text(0)?, call.text(1)?);
        let kept = line.trim_end().strip_suffix(excess.trim_end()).unwrap_or(&line);
        Ok(quote::verbatim(kept))
    });
    // A line as it was typed, without the repository that it names.
    add("without_place", |call| {
        let (line, repository) = (call.text(0)?, call.text(1)?);
        let words: Vec<&str> = line.split_whitespace().collect();
        let named = words.array_windows().position(|[before, word]| {
            narrow(before).eq_ignore_ascii_case("in") && narrow(word) == repository
        });
        let kept = words.iter().enumerate();
        let kept = kept.filter(|(at, _)| named.is_none_or(|named| *at != named && *at != named + 1));
        let kept: Vec<&str> = kept.map(|(_, word)| *word).collect();
        Ok(quote::verbatim(&kept.join(" ")))
    });
    // A line as it was typed, with another word in place of one of its words.
    add("instead", |call| {
        let (line, word, other) = (call.text(0)?, call.text(1)?, call.text(2)?);
        Ok(quote::verbatim(&instead(&line, &word, &other)))
    });
    // The incident from within a file, where numbers do not become links by themselves.
    add("incident_link", |call| {
        let name = format!("{}#{}", quote::inline(&call.text(0)?), call.value::<u64>(1)?);
        Ok(quote::link(&name, &call.text(2)?))
    });
    add("issue", |call| Ok(format!("#{}", call.value::<u64>(0)?)));
    // A name that notifies, and one that does not.
    add("mention", |call| Ok(mention(&call.text(0)?)));
    add("login", |call| Ok(quote::inline(&call.text(0)?)));
    // The people and teams to whom something is said.
    add("addressed", |call| {
        let names: Vec<String> = call
            .value::<Vec<Contact>>(0)?
            .iter()
            .map(|to| mention(to.as_str()))
            .collect();
        Ok(call.language.words().addressed(&names))
    });
    instants::register(&mut add);
    meeting::register(&mut add);
    words::register(&mut add);
    status::register(&mut add);
    items::register(&mut add);
    lint::register(&mut add);
    report::register(&mut add);
    words::register_choices(registry);
    lint::register_groups(registry);
    people::register(registry);
    included::register(registry);
    registry.register_helper("commands", Box::new(commands::Commands));
}

/// The line with `other` where `word` first stands by itself, in whatever case and width; as it is where it does not.
fn instead(line: &str, word: &str, other: &str) -> String {
    let typed: Vec<char> = line.chars().collect();
    let narrowed: Vec<char> = narrow(line).to_ascii_lowercase().chars().collect();
    let word: Vec<char> = word.to_ascii_lowercase().chars().collect();
    let is_letter = |at: Option<usize>| {
        at.and_then(|at| narrowed.get(at))
            .is_some_and(char::is_ascii_alphabetic)
    };
    let found = (0..narrowed.len()).find(|&at| {
        narrowed[at..].starts_with(&word)
            && !is_letter(at.checked_sub(1))
            && !is_letter(Some(at + word.len()))
    });
    let Some(at) = found else {
        return line.to_owned();
    };
    let (before, behind) = (&typed[..at], &typed[at + word.len()..]);
    before
        .iter()
        .copied()
        .chain(other.chars())
        .chain(behind.iter().copied())
        .collect()
}

/// `@login` or `@organisation/team`, or only the quoted name when it is none that GitHub would notify.
fn mention(name: &str) -> String {
    match Contact::read(name) {
        Some(contact) if contact.as_str() == name => format!("@{name}"),
        _ => quote::inline(name),
    }
}

type Write = fn(&Call<'_, '_>) -> Result<String, RenderError>;

/// A helper that writes Markdown, which is not escaped again.
struct Says {
    name: &'static str,
    language: Language,
    write: Write,
}

impl HelperDef for Says {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let call = Call {
            name: self.name,
            language: self.language,
            root: context.data(),
            helper,
        };
        out.write(&(self.write)(&call)?)?;
        Ok(())
    }
}

/// One call of a helper.
struct Call<'a, 'rc> {
    name: &'static str,
    language: Language,
    root: &'a Value,
    helper: &'a Helper<'rc>,
}

impl Call<'_, '_> {
    /// A parameter as the type that the message had.
    fn value<T: DeserializeOwned>(&self, index: usize) -> Result<T, RenderError> {
        T::deserialize(self.json(index)?).map_err(|error| self.fault(&error.to_string()))
    }

    /// A parameter as text.
    fn text(&self, index: usize) -> Result<String, RenderError> {
        self.json(index).map(JsonRender::render)
    }

    fn json(&self, index: usize) -> Result<&Value, RenderError> {
        let parameter = self
            .helper
            .param(index)
            .filter(|parameter| !parameter.is_value_missing());
        parameter
            .map(handlebars::PathAndJson::value)
            .ok_or_else(|| self.fault(&format!("parameter {index} is missing")))
    }

    /// Language and zone of the message.
    fn voice(&self) -> Result<Voice, RenderError> {
        let zone = self.root.get("zone").and_then(Value::as_str);
        let zone = zone.and_then(|name| name.parse().ok());
        let zone = zone.ok_or_else(|| self.fault("the message has no zone"))?;
        Ok(Voice {
            language: self.language,
            zone,
        })
    }

    fn fault(&self, what: &str) -> RenderError {
        RenderErrorReason::Other(format!("helper `{}`: {what}", self.name)).into()
    }
}
