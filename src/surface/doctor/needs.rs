//! What the App needs of GitHub, and what does not work without it.

/// A permission that the App needs.
pub(super) struct Permission {
    pub(super) name: &'static str,
    /// `read` or `write`.
    pub(super) level: &'static str,
    /// Everything else works without it.
    pub(super) optional: bool,
    /// What does not work without it.
    pub(super) without: &'static str,
}

const fn permission(name: &'static str, level: &'static str, without: &'static str) -> Permission {
    Permission {
        name,
        level,
        optional: false,
        without,
    }
}

pub(super) const PERMISSIONS: [Permission; 7] = [
    permission("issues", "write", "nothing works"),
    permission(
        "contents",
        "write",
        "the configuration is not read, and no postmortem can be written",
    ),
    permission("pull_requests", "write", "no postmortem's pull request opens"),
    permission(
        "checks",
        "write",
        "nobody is told what a postmortem lacks, nor what is wrong in the configuration",
    ),
    permission("metadata", "read", "nothing works"),
    Permission {
        name: "deployments",
        level: "read",
        optional: true,
        without: "deployments are not in the timeline",
    },
    Permission {
        name: "members",
        level: "read",
        optional: true,
        without: "reminders that go to a team in the end reach nobody there",
    },
];

/// An event to which the App subscribes.
pub(super) struct Event {
    pub(super) name: &'static str,
    /// It is seen at the next look anyway.
    pub(super) optional: bool,
    /// The permission that it takes.
    pub(super) takes: &'static str,
    /// What comes late without it.
    pub(super) without: &'static str,
}

const fn event(name: &'static str, optional: bool, takes: &'static str, without: &'static str) -> Event {
    Event {
        name,
        optional,
        takes,
        without,
    }
}

pub(super) const EVENTS: [Event; 12] = [
    event("issues", false, "issues", "no incident is noticed"),
    event("issue_comment", false, "issues", "no command is noticed"),
    event(
        "pull_request",
        false,
        "pull_requests",
        "no move of a postmortem is noticed",
    ),
    event(
        "pull_request_review",
        false,
        "pull_requests",
        "no approval is noticed",
    ),
    event(
        "push",
        false,
        "contents",
        "no change of the configuration or the document is noticed",
    ),
    event("check_run", true, "checks", "the buttons on the check do nothing"),
    event("label", true, "issues", "renamed labels are noticed late"),
    event(
        "repository",
        true,
        "metadata",
        "renamed and moved repositories are noticed late",
    ),
    event(
        "release",
        true,
        "contents",
        "releases come late into the timeline",
    ),
    event(
        "sub_issues",
        true,
        "issues",
        "action items that are moved by hand are noticed late",
    ),
    event(
        "deployment",
        true,
        "deployments",
        "deployments come late into the timeline",
    ),
    event(
        "deployment_status",
        true,
        "deployments",
        "failed deployments come late into the timeline",
    ),
];

/// How much a level allows, to compare two.
pub(super) fn rank(level: Option<&str>) -> u8 {
    match level {
        Some("admin") => 3,
        Some("write") => 2,
        Some("read") => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surface::demo::stage;

    #[test]
    fn the_demo_asks_for_exactly_this() {
        let of_level = |level: &str| {
            let found = PERMISSIONS.iter().filter(|needed| needed.level == level);
            let mut names: Vec<&str> = found.map(|needed| needed.name).collect();
            names.sort_unstable();
            names
        };
        let sorted = |names: &[&'static str]| {
            let mut names = names.to_vec();
            names.sort_unstable();
            names
        };
        assert_eq!(of_level("write"), sorted(&stage::PERMISSIONS));
        assert_eq!(of_level("read"), sorted(&stage::READABLE));
        assert_eq!(sorted(&EVENTS.map(|event| event.name)), sorted(&stage::EVENTS));
    }
}
