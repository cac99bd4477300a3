//! Messages into words.

use super::{Message, Rendered, Voice};

/// Writes a message out in the language and zone of `voice`.
pub fn render(message: &Message, voice: Voice) -> Rendered {
    let text = format!("{voice:?} {message:#?}");
    match message {
        Message::Status(_) | Message::Answer(_) | Message::Nudge(_) | Message::Learnings(_) => {
            Rendered::Comment { body: text }
        }
        Message::Document(_) => Rendered::Document {
            headline: "Add the draft postmortem".into(),
            text,
        },
        Message::PullRequest(context) => Rendered::PullRequest {
            title: format!("Postmortem: {}", context.title),
            body: text,
        },
        Message::PostmortemCheck(_) | Message::ConfigCheck(_) => Rendered::Check {
            title: "Check".into(),
            summary: text,
            annotations: Vec::new(),
        },
    }
}
