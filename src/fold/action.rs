//! `/action`: items that people ask for.

use crate::domain::{
    action::{ActionRequest, RequestedItem},
    refusal::Refusal,
};

use super::{speech::Speech, walk::Walk};

impl Walk<'_> {
    /// Takes an item down. Whether its repository can be reached shows when its issue is opened.
    pub(super) fn request_item(
        &mut self,
        request: &ActionRequest,
        speech: &Speech<'_>,
    ) -> Result<(), Refusal> {
        let mut request = request.clone();
        if let Some(repository) = request.repository.take() {
            let here = &self.observation.repository;
            let (owner, name) = repository.split_once('/').unwrap_or((&repository, ""));
            if !owner.eq_ignore_ascii_case(&here.owner) {
                return Err(Refusal::OtherOwner {
                    owner: here.owner.clone(),
                    repository,
                });
            }
            request.repository = (!name.eq_ignore_ascii_case(&here.name)).then_some(repository);
        }
        let (comment, place) = speech.place;
        self.requested_items.push(RequestedItem {
            key: format!("a{comment}-{place}"),
            request,
            by: speech.actor.map(|actor| actor.login.clone()),
            at: speech.at,
            url: speech.url.to_owned(),
        });
        Ok(())
    }
}
