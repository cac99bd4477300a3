//! The checklist of the status comment, as people tick it on the page.

use github_sim::world::OpError;

use super::{REPOSITORY, World, page};

impl World {
    /// Somebody ticks the nth box of the status comment, the first being 1, and everything that follows happens.
    pub(crate) async fn ticks(&mut self, login: &str, number: u64, nth: usize) {
        self.tick(login, number, nth, true).expect("people may tick");
        self.settles().await;
    }

    /// Somebody clears it again.
    pub(crate) async fn clears(&mut self, login: &str, number: u64, nth: usize) {
        self.tick(login, number, nth, false).expect("people may tick");
        self.settles().await;
    }

    /// Somebody ticks a box or clears it, and nobody has been told of it yet.
    pub(crate) fn tick(&self, login: &str, number: u64, nth: usize, done: bool) -> Result<(), OpError> {
        let comments = page::bot_comments_on(&self.stage.sim.world(), number);
        let status = comments
            .into_iter()
            .find(|(_, text)| text.contains("<!-- closeout:status "));
        let (id, _) = status.expect("there is a status comment");
        let person = self.stage.sim.person(login);
        person.tick(REPOSITORY, number, Some(id), nth, done)
    }

    /// The lines of the status comment's checklist.
    pub(crate) fn checklist(&mut self, number: u64) -> Vec<String> {
        let status = self.status(number);
        let boxes = status.lines().filter(|line| line.starts_with("- ["));
        boxes.map(str::to_owned).collect()
    }
}
