//! GitHub's descriptions, one per API version, and the operation that a request means.
//!
//! Does not judge anything: it finds what the rules judge by.

use std::sync::LazyLock;

use serde_json::Value;

use super::schema::{Schema, Schemas};
use super::template::Template;

/// The API version GitHub assumes when a request names none stands first.
static CONTRACTS: LazyLock<[Contract; 2]> = LazyLock::new(|| {
    [
        include_str!("../../data/github-contract-2022-11-28.json"),
        include_str!("../../data/github-contract-2026-03-10.json"),
    ]
    .map(Contract::parse)
});

/// GitHub's REST API in one of its versions.
pub(crate) struct Contract {
    version: String,
    document: &'static Value,
    schemas: Schemas,
    /// Most specific first.
    routes: Vec<Route>,
    /// Every operation GitHub has, described here or not.
    known: Vec<(String, Template)>,
}

struct Route {
    method: String,
    template: Template,
    operation: &'static Value,
    pointer: String,
}

/// What a method and a path mean.
pub(crate) enum Lookup {
    /// The operation, with the values that stand in its path.
    Found(Call),
    /// GitHub has it, but it is not described here.
    Elsewhere,
    /// GitHub has the path with these methods only.
    OtherMethods(Vec<String>),
    /// GitHub has nothing like it.
    Unknown,
}

/// One operation of the description, as a request called it.
pub(crate) struct Call {
    pub(crate) contract: &'static Contract,
    pub(crate) operation: &'static Value,
    pub(crate) template: &'static str,
    pub(crate) in_path: Vec<(String, String)>,
    pointer: String,
}

impl Contract {
    fn parse(text: &str) -> Self {
        let document: Value = serde_json::from_str(text).expect("the description kept in this crate is JSON");
        // Held for the life of the process: the compiled schemas and every call point into it.
        let document: &'static Value = Box::leak(Box::new(document));
        let version = document["x-api-version"].as_str().unwrap_or_default().to_owned();
        let mut routes: Vec<Route> = members(&document["paths"])
            .flat_map(|(path, item)| routes_of(path, item))
            .collect();
        routes.sort_by_cached_key(|route| route.template.specificity());
        let known = members(&document["x-all-operations"])
            .flat_map(|(method, paths)| {
                paths
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .map(move |path| {
                        (
                            method.clone(),
                            Template::new(path, &["path", "ref", "branch", "basehead"]),
                        )
                    })
            })
            .collect();
        Self {
            schemas: Schemas::new(&version, document),
            version,
            document,
            routes,
            known,
        }
    }

    /// The description of this version; of the one GitHub assumes when none is named.
    pub(crate) fn of_version(version: Option<&str>) -> Option<&'static Self> {
        version.map_or(Some(Self::oldest()), |version| {
            CONTRACTS.iter().find(|c| c.version == version)
        })
    }

    pub(crate) fn oldest() -> &'static Self {
        &CONTRACTS[0]
    }

    pub(crate) fn versions() -> Vec<&'static str> {
        CONTRACTS
            .iter()
            .map(|contract| contract.version.as_str())
            .collect()
    }

    pub(crate) fn find(&'static self, method: &str, path: &str) -> Lookup {
        let found = self
            .routes
            .iter()
            .filter(|route| route.method == method)
            .find_map(|route| {
                let in_path = route.template.matches(path)?;
                Some(Call {
                    contract: self,
                    operation: route.operation,
                    template: route.template.text(),
                    in_path,
                    pointer: route.pointer.clone(),
                })
            });
        if let Some(call) = found {
            return Lookup::Found(call);
        }
        let mut methods: Vec<String> = self
            .known
            .iter()
            .filter(|(_, template)| template.matches(path).is_some())
            .map(|(method, _)| method.clone())
            .collect();
        methods.sort();
        methods.dedup();
        if methods.iter().any(|known| known == method) {
            Lookup::Elsewhere
        } else if methods.is_empty() {
            Lookup::Unknown
        } else {
            Lookup::OtherMethods(methods)
        }
    }

    /// The schema at this JSON pointer of the description; a lone reference is followed.
    pub(crate) fn schema(&'static self, pointer: &str) -> Schema {
        Schema::at(&self.schemas, self.document, pointer)
    }
}

impl Call {
    /// `issues/create`, for messages.
    pub(crate) fn name(&self) -> &'static str {
        self.operation["operationId"].as_str().unwrap_or_default()
    }

    /// The operation's parameters that stand `place` (`path` or `query`): name, whether required, schema.
    pub(crate) fn parameters(&self, place: &str) -> Vec<(&'static str, bool, Schema)> {
        let all = self.operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .enumerate();
        all.filter(|(_, parameter)| parameter["in"] == place)
            .map(|(index, parameter)| {
                let name = parameter["name"].as_str().unwrap_or_default();
                let required = parameter["required"] == true;
                (
                    name,
                    required,
                    self.schema(&["parameters", &index.to_string(), "schema"]),
                )
            })
            .collect()
    }

    /// The media types under `content` at this place below the operation, each with its schema.
    pub(crate) fn media_types(&self, place: &[&str]) -> Vec<(&'static str, Schema)> {
        let node = place.iter().fold(self.operation, |node, key| &node[*key]);
        members(&node["content"])
            .map(|(media, _)| {
                let place = [place, &["content", media.as_str(), "schema"]].concat();
                (media.as_str(), self.schema(&place))
            })
            .collect()
    }

    fn schema(&self, place: &[&str]) -> Schema {
        let pointer = place
            .iter()
            .fold(self.pointer.clone(), |pointer, key| below(&pointer, key));
        self.contract.schema(&pointer)
    }
}

fn routes_of(path: &'static str, item: &'static Value) -> impl Iterator<Item = Route> {
    members(item).map(move |(method, operation)| {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let multi: Vec<&str> = parameters
            .filter(|parameter| parameter["x-multi-segment"] == true)
            .filter_map(|parameter| parameter["name"].as_str())
            .collect();
        Route {
            method: method.to_ascii_uppercase(),
            template: Template::new(path, &multi),
            operation,
            pointer: below(&below("/paths", path), method),
        }
    })
}

fn members(object: &'static Value) -> impl Iterator<Item = (&'static String, &'static Value)> {
    object.as_object().into_iter().flatten()
}

/// A JSON pointer one key deeper (RFC 6901).
fn below(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}
