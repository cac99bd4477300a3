//! Accounts: made and deleted when the stage is set.

use std::collections::BTreeMap;

use crate::world::{Account, AccountId, AccountKind, World};

impl World {
    /// Makes a person. A login that is taken gives the account that has it.
    pub fn create_user(&mut self, login: &str) -> AccountId {
        self.create_account(login, AccountKind::User)
    }

    /// Makes an organization. A login that is taken gives the account that has it.
    pub fn create_org(&mut self, login: &str) -> AccountId {
        self.create_account(login, AccountKind::Organization)
    }

    pub(crate) fn create_account(&mut self, login: &str, kind: AccountKind) -> AccountId {
        if let Some(account) = self.account_by_login(login) {
            return account.id;
        }
        let (id, created_at) = (AccountId(self.fresh_narrow_id()), self.now());
        let account = Account {
            id,
            login: login.to_owned(),
            name: None,
            kind,
            app: None,
            members: BTreeMap::new(),
            created_at,
            deleted: false,
        };
        self.accounts.insert(id, account);
        id
    }

    /// Makes a person a member of an organization, or its admin.
    pub fn add_member(&mut self, org: AccountId, member: AccountId, admin: bool) {
        if let Some(org) = self.accounts.get_mut(&org) {
            org.members.insert(member, if admin { "admin" } else { "member" });
        }
    }

    /// Takes a person out of an organization.
    pub fn remove_member(&mut self, org: AccountId, member: AccountId) {
        if let Some(org) = self.accounts.get_mut(&org) {
            org.members.remove(&member);
        }
    }

    /// Deletes an account. What it wrote stays, as the ghost's.
    pub fn delete_account(&mut self, id: AccountId) {
        if let Some(account) = self.accounts.get_mut(&id) {
            account.deleted = true;
        }
        self.tokens.retain(|_, token| token.actor.account != id);
    }
}
