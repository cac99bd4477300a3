//! Closer looks than a whole page: one comment, a part of a file, the state of an issue.

use github_sim::world::StateReason;

use super::{
    World,
    page::{self, said},
};

/// The languages in which scenarios are read.
pub(crate) const LANGUAGES: [&str; 2] = ["en", "ja"];

impl World {
    /// A world whose configuration chooses a language, with its zone, and has `more` to say.
    pub(crate) async fn speaking(language: &str, more: &str) -> Self {
        let mut world = Self::new().await;
        world.speaks(language, more).await;
        world
    }

    /// Carol chooses a language, with its zone, and has `more` to say.
    pub(crate) async fn speaks(&mut self, language: &str, more: &str) {
        let zone = if language == "ja" { "Asia/Tokyo" } else { "UTC" };
        self.configure(&format!("language: {language}\ntime_zone: {zone}\n{more}"))
            .await;
    }

    /// The status comment as people read it: without what is hidden from them.
    pub(crate) fn status(&mut self, number: u64) -> String {
        let found = self.comments_of_bot(number);
        let status = found
            .into_iter()
            .find(|text| text.contains("<!-- closeout:status "));
        self.read(&status.expect("there is a status comment"), number)
    }

    /// The latest comment of the bot that is not its status comment.
    pub(crate) fn last_word(&mut self, number: u64) -> String {
        let found = self.comments_of_bot(number);
        let last = found
            .into_iter()
            .rfind(|text| !text.contains("<!-- closeout:status "));
        self.read(&last.expect("the bot said something"), number)
    }

    /// How many comments the bot has written on an issue or pull request.
    pub(crate) fn count(&self, number: u64) -> usize {
        self.comments_of_bot(number).len()
    }

    /// Every comment of the bot on an issue or pull request as it stands, with everything that is hidden.
    pub(crate) fn comments_of_bot(&self, number: u64) -> Vec<String> {
        let found = page::bot_comments_on(&self.stage.sim.world(), number);
        found.into_iter().map(|(_, text)| text).collect()
    }

    fn read(&mut self, text: &str, number: u64) -> String {
        let found = page::bot_comments_on(&self.stage.sim.world(), number);
        self.heard
            .extend(found.into_iter().filter(|(_, known)| known == text));
        self.stable(&said(text))
    }

    /// Whether an issue is open, and for what reason it was closed.
    pub(crate) fn state(&self, number: u64) -> &'static str {
        let world = self.stage.sim.world();
        let found = world.issues().find(|(key, _)| key.number == number);
        let (_, issue) = found.expect("there is such an issue");
        match issue.state_reason {
            Some(reason) if !issue.is_open() => StateReason::as_str(reason),
            _ => issue.state(),
        }
    }

    /// The names of an issue's labels, in order.
    pub(crate) fn labels_of(&self, number: u64) -> Vec<String> {
        let page = page::page(&self.stage.sim.world(), number);
        let line = page.lines().find_map(|line| line.strip_prefix("labels: "));
        let labels = line.unwrap_or_default().split(", ");
        labels
            .filter(|label| !label.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

/// What stands between two lines that begin with these words; to the end, when the second is nowhere.
pub(crate) fn part<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let begin = text
        .find(from)
        .unwrap_or_else(|| panic!("there is no {from:?} in:\n{text}"));
    let rest = &text[begin..];
    let end = rest[from.len()..]
        .find(to)
        .map_or(rest.len(), |end| from.len() + end);
    rest[..end].trim_end()
}
