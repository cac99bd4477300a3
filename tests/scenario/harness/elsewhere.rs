//! Issues beyond the one repository: a second repository, and what moves there.
//!
//! Numbers of the second repository begin at 40, so that a number alone says which issue is meant.

use github_sim::world::{
    InstallationId, IssueKey, RepoId, Repository, Role, World as GitHub,
    ops::{InstallationChange, NewRepository},
};

use super::{REPOSITORY, World};

/// The second repository.
pub(crate) const ELSEWHERE: &str = "acme/payments";

impl World {
    /// Makes the second repository, with or without the App in it.
    pub(crate) async fn second_repository(&mut self, installed: bool) {
        let id = {
            let sim = &self.stage.sim;
            let id = sim.create_repo_with("acme", &NewRepository::named("payments"));
            for (login, role) in [
                ("alice", Role::Write),
                ("bob", Role::Write),
                ("carol", Role::Admin),
            ] {
                sim.set_role(ELSEWHERE, login, role)
                    .expect("the repository exists");
            }
            sim.world()
                .repositories
                .get_mut(&id)
                .expect("just made")
                .next_number = 40;
            id
        };
        if installed {
            let change = InstallationChange::AddRepositories(vec![id]);
            self.changes_installation(change).await;
        }
    }

    /// The administrator of the account changes the App's installation.
    pub(crate) async fn changes_installation(&mut self, change: InstallationChange) {
        {
            let mut world = self.stage.sim.world();
            let id = installation(&world);
            world
                .change_installation(id, change)
                .expect("the App is installed");
        }
        self.settles().await;
    }

    /// The account's administrator has not granted the App to read deployments.
    pub(crate) fn forgo_deployments(&mut self) {
        let mut world = self.stage.sim.world();
        let id = installation(&world);
        let one = world.installations.get_mut(&id).expect("the App is installed");
        one.permissions.remove("deployments");
        one.events.retain(|event| !event.starts_with("deployment"));
        let permissions = one.permissions.clone();
        world
            .change_installation(id, InstallationChange::AcceptPermissions(permissions))
            .expect("the App is installed");
    }
}

fn installation(world: &GitHub) -> InstallationId {
    *world.installations.keys().next().expect("the App is installed")
}

/// The repository that holds the issue of this number; the first one when none does.
pub(super) fn home(world: &GitHub, number: u64) -> &Repository {
    let holder = world.issues().find(|(key, _)| key.number == number);
    let id: RepoId = holder.map_or_else(
        || {
            let (owner, name) = REPOSITORY.split_once('/').expect("owner/name");
            let now = world.repo_by_name(owner, name).map(|repository| repository.id);
            now.or_else(|| world.redirects.get(REPOSITORY).copied())
                .expect("the repository exists")
        },
        |(key, _)| key.repo,
    );
    world.repo(id).expect("issues live in repositories")
}

/// Whether the App can see an issue at all.
pub(super) fn is_in_reach(world: &GitHub, key: IssueKey) -> bool {
    let one = world.installations.get(&installation(world));
    one.is_some_and(|one| one.repositories.contains(key.repo))
}
