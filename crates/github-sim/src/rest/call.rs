//! What an operation is called with and what it gives back.

use serde_json::{Value, json};

use super::{Caller, Params};
use crate::render::{ApiVersion, Render};
use crate::world::{Actor, IssueKey, OpError, RepoId, Repository, World};

/// One call of one operation, authenticated and taken apart.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) world: &'a mut World,
    pub(crate) caller: Caller,
    pub(crate) params: Params,
    pub(crate) query: Vec<(String, String)>,
    /// Null when there was none.
    pub(crate) body: Value,
    pub(crate) version: ApiVersion,
    pub(crate) accept: String,
    /// The repository of `/repos/{owner}/{repo}/…`, which the caller may know of.
    pub(crate) repo: Option<RepoId>,
    /// The path, for links to further pages.
    pub(crate) path: String,
}

/// The content of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Body {
    Empty,
    Json(Value),
    /// A file's own bytes.
    Raw(Vec<u8>),
}

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Body,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Reply {
    pub(crate) fn json(status: u16, body: Value) -> Self {
        Self {
            status,
            body: Body::Json(body),
            headers: Vec::new(),
        }
    }

    pub(crate) fn ok(body: Value) -> Self {
        Self::json(200, body)
    }

    pub(crate) fn created(body: Value) -> Self {
        Self::json(201, body)
    }

    pub(crate) fn no_content() -> Self {
        Self {
            status: 204,
            body: Body::Empty,
            headers: Vec::new(),
        }
    }
}

/// A missing field, in GitHub's words.
fn missing(name: &str) -> OpError {
    OpError::Unprocessable(format!("Invalid request.\n\n\"{name}\" wasn't supplied."))
}

/// A field of the wrong type, in GitHub's words.
fn mistyped(name: &str, value: &Value, wanted: &str) -> OpError {
    OpError::Unprocessable(format!(
        "Invalid request.\n\nFor 'properties/{name}', {value} is not {wanted}."
    ))
}

impl Call<'_> {
    /// Who calls. Operations for JWTs and for anybody have no actor and are not found by others.
    pub(crate) fn actor(&self) -> Result<Actor, OpError> {
        self.caller.actor(self.world).ok_or(OpError::NotFound)
    }

    pub(crate) fn render(&self) -> Render<'_> {
        Render {
            world: self.world,
            version: self.version,
        }
    }

    /// The repository's id; known to exist for paths below `/repos`.
    pub(crate) fn repo_id(&self) -> Result<RepoId, OpError> {
        self.repo.ok_or(OpError::NotFound)
    }

    pub(crate) fn repo(&self) -> Result<&Repository, OpError> {
        self.world.repo(self.repo_id()?).ok_or(OpError::NotFound)
    }

    /// A placeholder's value.
    pub(crate) fn param(&self, name: &str) -> &str {
        self.params.get(name).map(String::as_str).unwrap_or_default()
    }

    /// A placeholder's value as a number; other text names nothing.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Result<T, OpError> {
        self.param(name).parse().map_err(|_| OpError::NotFound)
    }

    /// The issue or pull request of the path.
    pub(crate) fn issue_key(&self, name: &str) -> Result<IssueKey, OpError> {
        Ok(IssueKey {
            repo: self.repo_id()?,
            number: self.number(name)?,
        })
    }

    /// A query parameter.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// A body field, absent and null being the same.
    pub(crate) fn field(&self, name: &str) -> Option<&Value> {
        self.body.get(name).filter(|value| !value.is_null())
    }

    pub(crate) fn text(&self, name: &str) -> Result<Option<String>, OpError> {
        match self.field(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(other) => Err(mistyped(name, other, "a string")),
        }
    }

    pub(crate) fn required_text(&self, name: &str) -> Result<String, OpError> {
        self.text(name)?.ok_or_else(|| missing(name))
    }

    pub(crate) fn required_integer(&self, name: &str) -> Result<i64, OpError> {
        self.integer(name)?.ok_or_else(|| missing(name))
    }

    pub(crate) fn integer(&self, name: &str) -> Result<Option<i64>, OpError> {
        match self.field(name) {
            None => Ok(None),
            Some(value) => value
                .as_i64()
                .map(Some)
                .ok_or_else(|| mistyped(name, value, "an integer")),
        }
    }

    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, OpError> {
        match self.field(name) {
            None => Ok(None),
            Some(value) => value
                .as_bool()
                .map(Some)
                .ok_or_else(|| mistyped(name, value, "a boolean")),
        }
    }

    /// A list of texts. Labels may also come as objects with a name.
    pub(crate) fn texts(&self, name: &str) -> Result<Option<Vec<String>>, OpError> {
        self.field(name).map(|value| text_list(name, value)).transpose()
    }

    pub(crate) fn required_texts(&self, name: &str) -> Result<Vec<String>, OpError> {
        self.texts(name)?.ok_or_else(|| missing(name))
    }
}

/// Reads a list of texts; see [`Call::texts`].
pub(crate) fn text_list(name: &str, value: &Value) -> Result<Vec<String>, OpError> {
    let items = match value {
        Value::Array(items) => items.clone(),
        Value::String(_) => vec![value.clone()],
        _ => return Err(mistyped(name, value, "an array")),
    };
    let text = |item: &Value| item.as_str().or_else(|| item["name"].as_str()).map(str::to_owned);
    items
        .iter()
        .map(|item| text(item).ok_or_else(|| mistyped(name, item, "a string")))
        .collect()
}

/// A list under a name, with its length, as some operations answer.
pub(crate) fn counted(name: &str, total: usize, items: &[Value]) -> Value {
    json!({"total_count": total, name: items})
}
