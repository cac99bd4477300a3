//! Checkboxes of task lists, ticked by people.

use pulldown_cmark::{Event, Options, Parser};

use super::{IssueEdit, Subject};
use crate::world::{Actor, IssueKey, OpError, World};

/// The dialect that conversations are written in.
pub(crate) fn markdown_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}

impl World {
    /// Ticks or clears the `nth` checkbox of a text, the first being 1: an edit like any other, with the rights of one.
    pub fn tick(
        &mut self,
        actor: &Actor,
        key: IssueKey,
        subject: Subject,
        nth: usize,
        done: bool,
    ) -> Result<(), OpError> {
        if self.subject_key(subject)? != key {
            return Err(OpError::NotFound);
        }
        let text = match subject {
            Subject::Issue(key) => self.issue(key).and_then(|issue| issue.body.clone()),
            Subject::Comment(id) => self.comment_by_id(id).map(|(_, comment)| comment.body.clone()),
        };
        let text = text.as_deref().and_then(|text| with_box(text, nth, done));
        let text = text.ok_or_else(|| OpError::Missing("There is no such checkbox".into()))?;
        match subject {
            Subject::Comment(id) => self.edit_comment(actor, id, &text),
            Subject::Issue(_) => {
                let edit = IssueEdit {
                    body: Some(Some(text)),
                    ..IssueEdit::default()
                };
                self.edit_issue(actor, key, &edit)
            }
        }
    }
}

/// The text with its `nth` checkbox ticked or cleared; nothing else in it changes. `None` if it has no such box.
fn with_box(text: &str, nth: usize, done: bool) -> Option<String> {
    let marks = Parser::new_ext(text, markdown_options())
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::TaskListMarker(_)));
    let (_, place) = marks.into_iter().nth(nth.checked_sub(1)?)?;
    let inside = place.start + text.get(place.clone())?.find('[')? + 1;
    let mark = if done { "x" } else { " " };
    Some(format!("{}{mark}{}", &text[..inside], &text[inside + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str =
        "Do:\r\n- [ ] 戻す\r\n- [x] tell\r\n\r\n```\r\n- [ ] code\r\n```\r\n\r\n1. [ ] in order\r\n";

    #[test]
    fn only_the_one_box_changes() {
        let cases = [
            (1, true, LIST.replacen("[ ] 戻す", "[x] 戻す", 1)),
            (2, false, LIST.replace("[x] tell", "[ ] tell")),
            (2, true, LIST.to_owned()),
            (3, true, LIST.replace("[ ] in order", "[x] in order")),
        ];
        for (nth, done, expected) in cases {
            assert_eq!(with_box(LIST, nth, done), Some(expected), "{nth} {done}");
        }
    }

    #[test]
    fn a_box_that_is_not_there_is_none() {
        assert_eq!(with_box(LIST, 0, true), None);
        assert_eq!(with_box(LIST, 4, true), None);
        assert_eq!(with_box("no list", 1, true), None);
    }
}
