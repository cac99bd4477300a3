//! Who plays in the demo, and what each of them may do.

use github_sim::world::Role;

/// Somebody with a part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person {
    /// Login.
    pub(super) login: &'static str,
    /// Role in the repository; strangers have none.
    pub(super) role: Option<Role>,
    /// Who they are.
    pub(super) part: &'static str,
}

/// Everybody, in order of importance.
pub(super) const CAST: [Person; 5] = [
    Person {
        login: "alice",
        role: Some(Role::Write),
        part: "on call tonight",
    },
    Person {
        login: "bob",
        role: Some(Role::Write),
        part: "engineer, payments",
    },
    Person {
        login: "carol",
        role: Some(Role::Admin),
        part: "engineering manager",
    },
    Person {
        login: "dave",
        role: Some(Role::Triage),
        part: "customer support",
    },
    Person {
        login: "sam",
        role: None,
        part: "a stranger",
    },
];

/// Those who have a role in the repository.
pub(super) fn members() -> Vec<(&'static str, Role)> {
    CAST.iter()
        .filter_map(|person| Some((person.login, person.role?)))
        .collect()
}
