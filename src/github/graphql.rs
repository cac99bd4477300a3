//! GraphQL requests, and what their errors mean: GitHub reports them with status 200 and, often, half an answer.

use chrono::TimeDelta;
use http::Method;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json, value::RawValue};

use super::{
    error::Error,
    gate::Limit,
    session::Session,
    transport::{Call, Deed, Target},
};

/// `data` is left as it is until the errors are known: half an answer has holes where its shape allows none.
#[derive(Debug, Deserialize)]
struct Envelope<'a> {
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
    #[serde(default)]
    errors: Vec<Fault>,
}

/// One entry of `errors`.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Fault {
    /// GitHub's own kind: `NOT_FOUND`, `FORBIDDEN`, `RATE_LIMITED`, `STALE_DATA`, …; absent for faults in the document.
    #[serde(default, rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    message: String,
    #[serde(default)]
    path: Vec<Value>,
}

impl Fault {
    /// What the answer can do without. Something on a thread that this installation may not see, such as a mention in
    /// somebody else's private repository: GitHub leaves a hole in the list and reports why; and an issue that was looked up
    /// by a name that somebody wrote. And whatever is wrong with
    /// deployments and releases, which an incident goes on without. The rest of the answer holds.
    fn is_bearable(&self) -> bool {
        let below = |field: &str| self.path.iter().any(|step| step == field);
        let hidden = matches!(self.kind.as_deref(), Some("FORBIDDEN" | "NOT_FOUND"));
        let looked_up = self.path.first().and_then(Value::as_str);
        let looked_up = looked_up.is_some_and(|field| field.starts_with("lookup"));
        (hidden && (looked_up || below("timelineItems"))) || below("deployments") || below("releases")
    }

    fn meaning(&self) -> Error {
        let message = self.message.clone();
        match self.kind.as_deref() {
            Some("NOT_FOUND") => Error::Gone { message },
            Some("FORBIDDEN" | "INSUFFICIENT_SCOPES" | "MISSING_PERMISSION") => Error::denied(message),
            Some("STALE_DATA" | "UNPROCESSABLE") => Error::Conflict { message },
            Some(
                "INTERNAL"
                | "SERVICE_UNAVAILABLE"
                | "LOADING"
                | "TIMEOUT"
                | "MAX_NODE_LIMIT_EXCEEDED_TIMEOUT",
            ) => Error::Transient { message },
            // GitHub's words when it fails inside, or gives up after ten seconds; they come without a kind.
            None if message.starts_with("Something went wrong while executing your query") => {
                Error::Transient { message }
            }
            _ => Error::Invalid { message },
        }
    }
}

impl Session {
    /// Makes a GraphQL request and reads `data`.
    ///
    /// # Errors
    /// Any error that GitHub reports fails the whole request, except for what the answer can do without.
    pub(super) async fn graphql<T: DeserializeOwned>(
        &self,
        deed: Deed,
        document: &str,
        variables: Value,
    ) -> Result<T, Error> {
        let call = Call {
            deed,
            method: Method::POST,
            target: Target::Graphql,
            body: Some(json!({ "query": document, "variables": variables })),
        };
        let answer = self.send(&call).await?.success()?;
        let envelope: Envelope<'_> = answer.json()?;
        if envelope
            .errors
            .iter()
            .any(|fault| fault.kind.as_deref() == Some("RATE_LIMITED"))
        {
            let after = answer.number("retry-after").map(TimeDelta::seconds);
            let limit = match (after, answer.reset()) {
                (Some(after), _) => Limit::Until(self.hub.clock.now() + after),
                (None, Some(reset)) => Limit::Until(reset),
                (None, None) => Limit::Unnamed,
            };
            return Err(self.close_gate(limit));
        }
        decode(&envelope)
    }
}

fn decode<T: DeserializeOwned>(envelope: &Envelope<'_>) -> Result<T, Error> {
    if let Some(fault) = envelope.errors.iter().find(|fault| !fault.is_bearable()) {
        return Err(fault.meaning());
    }
    let data = envelope.data.map_or("null", RawValue::get);
    serde_json::from_str(data).map_err(|fault| {
        Error::invalid(format!(
            "GitHub's GraphQL answer could not be understood: {fault}"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Value, Error> {
        decode(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn half_an_answer_counts_as_none() {
        let json = r#"{"data":{"a":null,"b":1},"errors":[
            {"type":"FORBIDDEN","path":["a"],"message":"Resource not accessible by integration"}]}"#;
        assert_eq!(
            read(json),
            Err(Error::denied("Resource not accessible by integration"))
        );
    }

    #[test]
    fn a_hole_in_a_thread_is_passed_over() {
        let json = r#"{"data":{"b":1},"errors":[
            {"type":"FORBIDDEN","path":["repository","issue","timelineItems","nodes",3,"source"],"message":"no"}]}"#;
        assert_eq!(read(json), Ok(json!({ "b": 1 })));
    }

    #[test]
    fn nothing_fails_for_want_of_deployments_and_releases() {
        for field in ["deployments", "releases"] {
            for kind in ["FORBIDDEN", "INTERNAL", "UNKNOWN"] {
                let fault = json!({ "type": kind, "path": ["repository", field, "nodes"], "message": "no" });
                let answer = json!({ "data": { "b": 1 }, "errors": [fault] });
                assert_eq!(read(&answer.to_string()), Ok(json!({ "b": 1 })), "{field} {kind}");
            }
        }
    }

    #[test]
    fn errors_are_sorted_by_their_kind() {
        let of = |kind: &str, message: &str| {
            let error = json!({ "data": null, "errors": [{ "type": kind, "message": message }] });
            read(&error.to_string()).unwrap_err()
        };
        let message = || "words".to_owned();
        assert_eq!(of("NOT_FOUND", "words"), Error::gone("words"));
        assert_eq!(of("STALE_DATA", "words"), Error::Conflict { message: message() });
        assert_eq!(of("INTERNAL", "words"), Error::transient("words"));
        assert_eq!(of("undefinedField", "words"), Error::invalid("words"));
        let broken = "Something went wrong while executing your query. Please include `ABCD` when reporting.";
        let json = json!({ "errors": [{ "message": broken }] }).to_string();
        assert_eq!(read(&json), Err(Error::transient(broken)));
    }
}
