//! The world as GitHub's JSON: the same objects in REST answers and in webhook payloads.
//!
//! Start at [`Render`]. It reads and never changes. What an operation allows is not asked here.

mod account;
mod app;
mod check;
mod commit;
mod deployment;
mod event;
mod issue;
mod pull;
mod release;
mod repository;

pub use app::permission_words;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::percent::encode;
use crate::world::World;

/// The dated version of the REST API an answer is shaped for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ApiVersion {
    /// `2022-11-28`, also used for webhooks and when a request names none.
    #[default]
    V2022,
    /// `2026-03-10`, which drops several fields.
    V2026,
}

impl ApiVersion {
    /// The date on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V2022 => "2022-11-28",
            Self::V2026 => "2026-03-10",
        }
    }
}

/// Renders parts of a world for one API version.
#[derive(Clone, Copy, Debug)]
pub struct Render<'a> {
    /// What is rendered.
    pub world: &'a World,
    /// For which version.
    pub version: ApiVersion,
}

impl<'a> Render<'a> {
    /// For webhook payloads, which do not follow the API version.
    pub fn new(world: &'a World) -> Self {
        Self {
            world,
            version: ApiVersion::V2022,
        }
    }

    fn api(&self, path: &str) -> String {
        format!("{}{path}", self.world.api_url)
    }

    fn web(&self, path: &str) -> String {
        format!("{}{path}", self.world.web_url)
    }
}

/// An instant as GitHub writes it: `2026-01-05T09:00:00Z`.
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The same, or null.
fn maybe_instant(at: Option<DateTime<Utc>>) -> Value {
    at.map_or(Value::Null, |at| json!(instant(at)))
}

/// Merges the members of `extra` into `object`.
fn merge(object: &mut Value, extra: Value) {
    if let (Some(object), Value::Object(extra)) = (object.as_object_mut(), extra) {
        object.extend(extra);
    }
}
