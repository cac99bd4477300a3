//! Reactions on bodies and comments.

use crate::world::{Actor, IssueKey, OpError, Reaction, ReactionContent, World, need};

/// What a reaction is put on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The body of an issue or pull request.
    Issue(IssueKey),
    /// A comment, by its id.
    Comment(i64),
}

impl World {
    /// Where a subject stands. A comment that is not there is not found.
    pub fn subject_key(&self, subject: Subject) -> Result<IssueKey, OpError> {
        match subject {
            Subject::Issue(key) => Ok(key),
            Subject::Comment(id) => self
                .comment_by_id(id)
                .map(|(key, _)| key)
                .ok_or(OpError::NotFound),
        }
    }

    /// The reactions on something.
    pub fn reactions(&self, subject: Subject) -> Result<&[Reaction], OpError> {
        match subject {
            Subject::Issue(key) => Ok(&self.issue(key).ok_or(OpError::NotFound)?.reactions),
            Subject::Comment(id) => Ok(&self.comment_by_id(id).ok_or(OpError::NotFound)?.1.reactions),
        }
    }

    fn reactions_mut(&mut self, subject: Subject) -> Result<&mut Vec<Reaction>, OpError> {
        let key = self.subject_key(subject)?;
        match subject {
            Subject::Issue(_) => Ok(&mut self.issue_mut(key)?.reactions),
            Subject::Comment(id) => Ok(&mut self.comment_mut(key, id)?.reactions),
        }
    }

    /// Reacts. Gives the reaction's id and whether it is new: the same again changes nothing.
    pub fn react(
        &mut self,
        actor: &Actor,
        subject: Subject,
        content: ReactionContent,
    ) -> Result<(i64, bool), OpError> {
        self.writable_issue(actor, self.subject_key(subject)?, &need::COMMENT)?;
        let (id, created_at) = (self.fresh_id(), self.now());
        let user = actor.account;
        let reactions = self.reactions_mut(subject)?;
        if let Some(present) = reactions
            .iter()
            .find(|one| one.user == user && one.content == content)
        {
            return Ok((present.id, false));
        }
        reactions.push(Reaction {
            id,
            user,
            content,
            created_at,
        });
        Ok((id, true))
    }

    /// Takes the actor's own reaction away. Gives the id it had.
    pub fn unreact(
        &mut self,
        actor: &Actor,
        subject: Subject,
        content: ReactionContent,
    ) -> Result<i64, OpError> {
        self.writable_issue(actor, self.subject_key(subject)?, &need::COMMENT)?;
        let own = |one: &&Reaction| one.user == actor.account && one.content == content;
        let id = self
            .reactions(subject)?
            .iter()
            .find(own)
            .ok_or(OpError::NotFound)?
            .id;
        self.reactions_mut(subject)?.retain(|one| one.id != id);
        Ok(id)
    }

    /// Takes one of the actor's own reactions away, by its id.
    pub fn unreact_id(&mut self, actor: &Actor, subject: Subject, id: i64) -> Result<(), OpError> {
        self.writable_issue(actor, self.subject_key(subject)?, &need::COMMENT)?;
        let reaction = self
            .reactions(subject)?
            .iter()
            .find(|one| one.id == id)
            .ok_or(OpError::NotFound)?;
        if reaction.user != actor.account {
            return Err(OpError::Forbidden(
                "You can only delete your own reactions.".into(),
            ));
        }
        self.reactions_mut(subject)?.retain(|one| one.id != id);
        Ok(())
    }
}
