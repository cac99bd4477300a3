//! Publishing check runs.

use chrono::SecondsFormat;
use http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Attempt, Site, misplaced};
use crate::{
    github::{answer::Answer, error::Error, path::query, transport::Deed},
    message::{Annotation, AnnotationLevel, Message, Rendered, Voice, render},
    plan::effect::Conclusion,
};

/// Annotations that GitHub takes in one request.
const MOST_ANNOTATIONS: usize = 50;

/// A check run, rendered.
pub(super) struct Run<'a> {
    head: &'a str,
    name: &'a str,
    conclusion: &'static str,
    fingerprint: String,
    annotated: bool,
    output: Value,
}

#[derive(Deserialize)]
struct Published {
    check_runs: Vec<Known>,
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
        } = render(message, voice)
        else {
            return Err(misplaced("a check"));
        };
        let annotations: Vec<Value> = annotations
            .iter()
            .take(MOST_ANNOTATIONS)
            .map(annotation)
            .collect();
        Ok(Self {
            head,
            name,
            conclusion: match conclusion {
                Conclusion::Success => "success",
                Conclusion::Neutral => "neutral",
                Conclusion::Failure => "failure",
            },
            fingerprint: message.fingerprint(voice),
            annotated: !annotations.is_empty(),
            output: json!({ "title": title, "summary": summary, "annotations": annotations }),
        })
    }
}

fn annotation(annotation: &Annotation) -> Value {
    let mut wire = json!({
        "path": annotation.path,
        "start_line": annotation.line,
        "end_line": annotation.line,
        "annotation_level": match annotation.level {
            AnnotationLevel::Notice => "notice",
            AnnotationLevel::Warning => "warning",
            AnnotationLevel::Failure => "failure",
        },
        "title": annotation.title,
        "message": annotation.message,
    });
    if let Some(column) = annotation.column {
        wire["start_column"] = json!(column);
        wire["end_column"] = json!(column);
    }
    wire
}

impl Site<'_> {
    /// Publishes a check run, or brings our existing one up to date.
    ///
    /// GitHub adds annotations to those a run has already, so that a run with annotations is never brought up to date:
    /// a new one of the same name takes its place. For the same reason a retry looks for what it may have published.
    pub(super) async fn publish_check(
        &self,
        run: &Run<'_>,
        existing: Option<u64>,
        attempt: Attempt,
    ) -> Result<(), Error> {
        if matches!(attempt, Attempt::Retry { .. }) && self.published(run).await? {
            return Ok(());
        }
        let now = self
            .github
            .hub
            .clock
            .now()
            .to_rfc3339_opts(SecondsFormat::Secs, true);
        let mut body = json!({
            "name": run.name,
            "external_id": run.fingerprint,
            "status": "completed",
            "conclusion": run.conclusion,
            "completed_at": now,
            "output": run.output,
        });
        let answer = match existing {
            Some(id) if !run.annotated => {
                let segments = ["check-runs", &id.to_string()];
                self.change(Deed::Write, Method::PATCH, &segments, Some(body))
                    .await
            }
            _ => {
                body["head_sha"] = json!(run.head);
                self.change(Deed::Write, Method::POST, &["check-runs"], Some(body))
                    .await
            }
        };
        answer.and_then(Answer::success).map(drop)
    }

    /// Whether our latest run of that name on that commit says the same already.
    async fn published(&self, run: &Run<'_>) -> Result<bool, Error> {
        let app = self.github.app_id().await?.to_string();
        let path = self.path(&["commits", run.head, "check-runs"])?;
        let query = query(&[("check_name", run.name), ("app_id", &app), ("filter", "latest")]);
        let published: Published = self.session.get(path, query).await?.success()?.json()?;
        let latest = published.check_runs.iter().max_by_key(|known| known.id);
        Ok(latest.is_some_and(|known| known.external_id.as_ref() == Some(&run.fingerprint)))
    }
}
