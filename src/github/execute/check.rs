//! Publishing check runs.

use chrono::SecondsFormat;
use http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Attempt, Site, misplaced};
use crate::{
    github::{answer::Answer, error::Error, path::query, transport::Deed},
    message::{Annotation, AnnotationLevel, Button, Message, Rendered, Voice, render},
    plan::effect::Conclusion,
};

/// Annotations that GitHub takes in one request.
const MOST_ANNOTATIONS: usize = 50;

/// What a run is called by that has not got all of its annotations yet. Such a run is never brought up to date.
const UNFINISHED: &str = "unfinished+";

/// A check run, rendered.
pub(super) struct Run<'a> {
    head: &'a str,
    name: &'a str,
    conclusion: &'static str,
    /// What the finished run is called by: the fingerprint of what it says, and how many annotations it carries.
    external_id: String,
    title: String,
    summary: String,
    annotations: Vec<Value>,
    actions: Vec<Value>,
}

#[derive(Deserialize)]
struct Published {
    check_runs: Vec<Known>,
}

/// A run that was just made.
#[derive(Deserialize)]
struct Made {
    id: u64,
}

#[derive(Deserialize)]
struct Known {
    id: u64,
    external_id: Option<String>,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        head: &'a str,
        name: &'a str,
        conclusion: Conclusion,
        message: &Message,
        voice: Voice,
    ) -> Result<Self, Error> {
        let Rendered::Check {
            title,
            summary,
            annotations,
            buttons,
        } = render(message, voice)
        else {
            return Err(misplaced("a check"));
        };
        let fingerprint = message.fingerprint(voice);
        Ok(Self {
            head,
            name,
            conclusion: match conclusion {
                Conclusion::Success => "success",
                Conclusion::Neutral => "neutral",
                Conclusion::Failure => "failure",
            },
            external_id: if annotations.is_empty() {
                fingerprint
            } else {
                format!("{fingerprint}+{}", annotations.len())
            },
            title,
            summary,
            annotations: annotations.iter().map(annotation).collect(),
            actions: buttons.iter().map(action).collect(),
        })
    }

    /// The annotations, a request's worth each; one without any when there are none.
    fn batches(&self) -> Vec<&[Value]> {
        if self.annotations.is_empty() {
            return vec![&[]];
        }
        self.annotations.chunks(MOST_ANNOTATIONS).collect()
    }

    fn output(&self, annotations: &[Value]) -> Value {
        json!({ "title": self.title, "summary": self.summary, "annotations": annotations })
    }
}

fn action(button: &Button) -> Value {
    json!({
        "label": button.label,
        "description": button.description,
        "identifier": button.request.name(),
    })
}

fn annotation(annotation: &Annotation) -> Value {
    let mut wire = json!({
        "path": annotation.path,
        "start_line": annotation.line,
        "end_line": annotation.end_line,
        "annotation_level": match annotation.level {
            AnnotationLevel::Notice => "notice",
            AnnotationLevel::Warning => "warning",
            AnnotationLevel::Failure => "failure",
        },
        "title": annotation.title,
        "message": annotation.message,
    });
    if let Some((first, last)) = annotation.columns {
        wire["start_column"] = json!(first);
        wire["end_column"] = json!(last);
    }
    wire
}

impl Site<'_> {
    /// Publishes a check run, or brings our existing one up to date.
    ///
    /// GitHub adds annotations to those a run has already, so that a run with annotations is never brought up to date:
    /// a new one of the same name takes its place. For the same reason a retry looks for what it may have published. A
    /// run that takes several requests ends with the last of them, so that one that was cut off is known by that: the
    /// retry leaves it alone and makes a new one.
    pub(super) async fn publish_check(
        &self,
        run: &Run<'_>,
        existing: Option<u64>,
        attempt: Attempt,
    ) -> Result<(), Error> {
        if matches!(attempt, Attempt::Retry { .. }) && self.published(run).await? {
            return Ok(());
        }
        let batches = run.batches();
        let (first, rest) = batches.split_first().expect("there is always a batch");
        let mut begun = json!({ "name": run.name, "output": run.output(first), "actions": run.actions });
        if rest.is_empty() {
            self.end(&mut begun, run);
        } else {
            begun["external_id"] = json!(format!("{UNFINISHED}{}", run.annotations.len()));
            begun["status"] = json!("in_progress");
        }
        let answer = match existing {
            Some(id) if run.annotations.is_empty() => self.update_run(id, begun).await?,
            _ => {
                begun["head_sha"] = json!(run.head);
                self.change(Deed::Write, Method::POST, &["check-runs"], Some(begun))
                    .await?
            }
        };
        let answer = answer.success()?;
        let Some((last, middle)) = rest.split_last() else {
            return Ok(());
        };
        let Made { id } = answer.json()?;
        for batch in middle {
            self.update_run(id, json!({ "output": run.output(batch) }))
                .await?
                .success()?;
        }
        let mut ended = json!({ "output": run.output(last), "actions": run.actions });
        self.end(&mut ended, run);
        self.update_run(id, ended).await?.success().map(drop)
    }

    /// Writes into a request that the run is complete.
    fn end(&self, body: &mut Value, run: &Run<'_>) {
        let now = self.github.hub.clock.now();
        body["external_id"] = json!(run.external_id);
        body["status"] = json!("completed");
        body["conclusion"] = json!(run.conclusion);
        body["completed_at"] = json!(now.to_rfc3339_opts(SecondsFormat::Secs, true));
    }

    async fn update_run(&self, id: u64, body: Value) -> Result<Answer, Error> {
        let segments = ["check-runs", &id.to_string()];
        self.change(Deed::Write, Method::PATCH, &segments, Some(body))
            .await
    }

    /// Whether our latest run of that name on that commit says the same already.
    async fn published(&self, run: &Run<'_>) -> Result<bool, Error> {
        let app = self.github.app_id().await?.to_string();
        let path = self.path(&["commits", run.head, "check-runs"])?;
        let query = query(&[("check_name", run.name), ("app_id", &app), ("filter", "latest")]);
        let published: Published = self.session.get(path, query).await?.success()?.json()?;
        let latest = published.check_runs.iter().max_by_key(|known| known.id);
        Ok(latest.is_some_and(|known| known.external_id.as_ref() == Some(&run.external_id)))
    }
}
