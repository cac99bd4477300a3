//! The message to customers: who says that it was published, or that none is needed.

use crate::{
    document::Postmortem,
    domain::{
        announcement::{Announced, Announcement, is_address},
        observation::PullRequestState,
        person::Login,
        refusal::Refusal,
        role::Role,
    },
};

use super::{speech::Speech, walk::Walk};

impl Walk<'_> {
    /// `/announced`, which is for comms lead and owner. The last word counts.
    pub(super) fn announce(&mut self, how: &Announcement, speech: &Speech<'_>) -> Result<(), Refusal> {
        if self.is_running() {
            return Err(Refusal::NotResolvedYet {
                command: "announced".to_owned(),
            });
        }
        let holds = |login: &Login| {
            let roles = [Role::CommsLead, Role::Owner];
            roles
                .iter()
                .any(|role| self.roles.holders.get(role) == Some(login))
        };
        let by = match speech.actor {
            // Whoever said it then has deleted their account since.
            None if speech.nominees_on_record => None,
            actor => Some(
                actor
                    .map(|actor| actor.login.clone())
                    .filter(holds)
                    .ok_or(Refusal::AnnouncementNotYours)?,
            ),
        };
        self.announced = Some(Announced {
            how: how.clone(),
            by,
            at: speech.at,
        });
        Ok(())
    }

    /// What the document says at its top, which counts once people have merged it, unless a command says otherwise.
    pub(super) fn announced_by_document(&self) -> Option<Announced> {
        let pull = self.observation.pull_request.as_ref();
        let pull = pull.filter(|pull| pull.state == PullRequestState::Merged)?;
        let document = Postmortem::parse(&pull.document.as_ref()?.text);
        let word = document.front_matter.as_ref()?.get("announcement")?.text()?;
        let how = match word {
            "none" => Announcement::None { reason: None },
            "published" => Announcement::Published { url: None },
            url if is_address(url) => Announcement::Published {
                url: Some(url.to_owned()),
            },
            _ => return None,
        };
        Some(Announced {
            how,
            by: None,
            at: pull.merged_at?,
        })
    }
}
