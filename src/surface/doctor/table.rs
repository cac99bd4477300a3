//! The checks: what each looks at, and how to mend what it finds. `docs/doctor.md` is made from it.

/// What a check is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Machine,
    GitHub,
    App,
    Token,
    Repository,
}

impl Group {
    pub(super) const ALL: [Self; 5] = [
        Self::Machine,
        Self::GitHub,
        Self::App,
        Self::Token,
        Self::Repository,
    ];

    /// As a heading.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Machine => "This machine",
            Self::GitHub => "GitHub",
            Self::App => "The App",
            Self::Token => "The token",
            Self::Repository => "The repository",
        }
    }
}

/// A check.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Check {
    /// Its name, for scripts.
    pub(super) id: &'static str,
    pub(super) group: Group,
    /// What is looked at.
    pub(super) about: &'static str,
    /// How to mend it.
    pub(super) mend: &'static str,
}

const fn check(id: &'static str, group: Group, about: &'static str, mend: &'static str) -> Check {
    Check {
        id,
        group,
        about,
        mend,
    }
}

pub(super) const SETTINGS: Check = check(
    "settings",
    Group::Machine,
    "The settings can be used, and the private key is one",
    "Set what the message names; `closeout serve --help` lists every setting. Or set CLOSEOUT_TOKEN, to look at a token \
     in place of an App.",
);
pub(super) const DATABASE: Check = check(
    "database",
    Group::Machine,
    "The database can be opened and written to, or can be made",
    "Let CLOSEOUT_DATABASE_URL name a file in a folder to which the server's user may write.",
);
pub(super) const PUBLIC_URL: Check = check(
    "public-url",
    Group::Machine,
    "The server answers at its public address, as seen from here",
    "Set CLOSEOUT_PUBLIC_URL, start the server, and let whatever stands before it forward to CLOSEOUT_LISTEN.",
);
pub(super) const GITHUB: Check = check(
    "github",
    Group::GitHub,
    "GitHub answers",
    "Let this machine reach the API: check CLOSEOUT_GITHUB_URL, the proxy (HTTPS_PROXY) and the firewall.",
);
pub(super) const CLOCK: Check = check(
    "clock",
    Group::GitHub,
    "This machine's clock agrees with GitHub's: an App signs with the time, and GitHub refuses a wrong one",
    "Keep the clock right with NTP.",
);
pub(super) const APP: Check = check(
    "app",
    Group::App,
    "GitHub knows the App by its number and key",
    "Take the App ID from the App's settings page, and make a new private key there if this one was deleted.",
);
pub(super) const PERMISSIONS: Check = check(
    "permissions",
    Group::App,
    "The App asks for every permission that it needs, and for none besides",
    "Change them on the App's settings page under Permissions & events; whoever installed it has to accept more.",
);
pub(super) const EVENTS: Check = check(
    "events",
    Group::App,
    "The App subscribes to the events that matter",
    "Tick them on the App's settings page under Permissions & events.",
);
pub(super) const WEBHOOK: Check = check(
    "webhook",
    Group::App,
    "Deliveries go to the server, and are signed",
    "Set the webhook's address and secret on the App's settings page: CLOSEOUT_PUBLIC_URL with /webhooks/github behind it, and \
     what CLOSEOUT_WEBHOOK_SECRET holds.",
);
pub(super) const DELIVERIES: Check = check(
    "deliveries",
    Group::App,
    "The latest deliveries arrived",
    "Look at them on the App's settings page under Advanced. 401 means that the secrets differ; no answer, that the server is \
     out of reach. What was missed is found again: `closeout reconcile --all`.",
);
pub(super) const INSTALLATIONS: Check = check(
    "installations",
    Group::App,
    "The App is installed somewhere, and nowhere suspended",
    "Install it on the repositories that are to use it; only whoever suspended an installation can lift that.",
);
pub(super) const APPROVALS: Check = check(
    "approvals",
    Group::App,
    "Every installation has accepted the permissions that the App asks for",
    "Let the account's owner accept them on the installation's page.",
);
pub(super) const RATE_LIMIT: Check = check(
    "rate-limit",
    Group::GitHub,
    "Requests are left for this hour",
    "Wait; the server does so by itself. When it happens often, see who else uses the App's installation.",
);
pub(super) const TOKEN: Check = check(
    "token",
    Group::Token,
    "GitHub takes the token, and it belongs to the App that is named",
    "Pass the workflow's own, or one that an App minted together with that App's slug (--token-app).",
);
pub(super) const WORKFLOWS: Check = check(
    "workflows",
    Group::Token,
    "What a workflow's token may do",
    "Name contents, issues, pull-requests and checks with write in the workflow's permissions, and tick “Allow GitHub Actions to \
     create and approve pull requests” in the repository's settings under Actions, General.",
);
pub(super) const REPOSITORY: Check = check(
    "repository",
    Group::Repository,
    "The repository can be reached, is not archived, and has issues",
    "Install the App on it, unarchive it, or turn on issues in its settings.",
);
pub(super) const CONFIGURATION: Check = check(
    "configuration",
    Group::Repository,
    ".github/closeout.yml has no faults; without the file the defaults count",
    "Change the lines that are named; docs/configuration.md lists every key.",
);
pub(super) const ESCALATION: Check = check(
    "escalation",
    Group::Repository,
    "A team to whom reminders go can be notified",
    "Give the App the permission to read the organisation's members, or name a person in escalation: a workflow's own token can \
     mention no team at all.",
);
pub(super) const LABELS: Check = check(
    "labels",
    Group::Repository,
    "The labels are there, in their colours",
    "Nothing has to be done: they are made when they are first needed. The incident label is worth making by hand where there \
     is an issue form, since GitHub sets no label that does not exist.",
);
pub(super) const FORM: Check = check(
    "form",
    Group::Repository,
    "The issue form for incidents is there, and its answers are understood",
    "`closeout init` writes one; docs/issue-form.md says what may be changed in it.",
);
pub(super) const TEMPLATES: Check = check(
    "templates",
    Group::Repository,
    "The repository's own templates are there, and have no faults",
    "Change the lines that are named, and look at the result with `closeout render --template FILE`.",
);
pub(super) const SUB_ISSUES: Check = check(
    "sub-issues",
    Group::Repository,
    "Action items can be sub-issues of their incident",
    "Nothing has to be done: on an older server a list of tasks takes their place.",
);
pub(super) const PROTECTION: Check = check(
    "protection",
    Group::Repository,
    "Merging a postmortem waits for its check",
    "Require the check “closeout / postmortem” in a ruleset for the default branch, if postmortems shall not be merged before \
     they are ready.",
);

/// All of them, in the order in which they are told.
pub(super) const CHECKS: [&Check; 23] = [
    &SETTINGS,
    &DATABASE,
    &PUBLIC_URL,
    &GITHUB,
    &CLOCK,
    &RATE_LIMIT,
    &APP,
    &PERMISSIONS,
    &EVENTS,
    &WEBHOOK,
    &DELIVERIES,
    &INSTALLATIONS,
    &APPROVALS,
    &TOKEN,
    &WORKFLOWS,
    &REPOSITORY,
    &CONFIGURATION,
    &ESCALATION,
    &LABELS,
    &FORM,
    &TEMPLATES,
    &SUB_ISSUES,
    &PROTECTION,
];
