//! The play in English.

mod after;
mod report;

use github_sim::world::Role;

use super::{
    super::script::{Act, Person, Scene, Story, Turn},
    FORM,
};
use crate::policy;

pub(super) const STORY: Story = Story {
    zone: chrono_tz::Europe::Berlin,
    curtain: "2026-11-20 02:15",
    cast: &[
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
    ],
    founder: "carol",
    before: &[
        (
            policy::PATH,
            "time_zone: Europe/Berlin\nseverities:\n  SEV2:\n    announcement: required\n",
            "Configure Closeout",
        ),
        (
            FORM,
            include_str!("../../../../../templates/en/issue_form.yml"),
            "Add the form for incidents",
        ),
        (
            "payments/config.toml",
            "pool_size = \"env:POOL_SIZE\"\n",
            "Configure payments",
        ),
    ],
    scenes: &[
        NIGHT,
        CAUSE,
        after::MORNING_AFTER,
        after::WRITING,
        after::REVIEW,
        after::FOLLOWING_UP,
    ],
};

const NIGHT: Scene = Scene {
    title: "The pager goes off",
    turns: &[
        Turn {
            at: "2026-11-20 02:25",
            who: "bob",
            direction: "makes a small change to the payments service",
            act: Act::Pushes {
                message: "Take the pool size from the configuration file",
                path: "payments/config.toml",
                text: "pool_size = 4\n",
            },
        },
        Turn {
            at: "2026-11-20 02:28",
            who: "bob",
            direction: "deploys it while few people shop",
            act: Act::Deploys,
        },
        Turn {
            at: "2026-11-20 02:47",
            who: "alice",
            direction: "is woken by an alert and fills in the incident form",
            act: Act::Reports {
                title: "Checkout fails for every third customer",
                answers: &[
                    ("Severity", "I am not sure – suggest one from my answers"),
                    (
                        "Can customers use the service?",
                        "An important part does not work",
                    ),
                    ("Who is affected?", "Some customers"),
                    ("Is there a way around it?", "Yes, there is one"),
                    ("Is data being lost or exposed?", "No, it is safe"),
                    (
                        "Impact",
                        "One card payment in three ends with “Payment could not be completed”. Bank transfer works.",
                    ),
                    ("When did it start?", "02:44"),
                    ("How was it noticed?", "Monitor: an alert, a dashboard or a test"),
                    ("Links and logs", "The alert is `checkout-success-rate`."),
                ],
            },
        },
        Turn {
            at: "2026-11-20 02:49",
            who: "alice",
            direction: "takes command and gets help",
            act: Act::Says(
                "Bob, please find the cause. Dave, please tell customers.\n\n/commander me\n/tech @bob\n/comms @dave",
            ),
        },
        Turn {
            at: "2026-11-20 02:51",
            who: "dave",
            direction: "knows from support that it is worse, and older",
            act: Act::Says(
                "14 tickets so far, the first from 02:29. The phone app does not offer bank transfer, and that is \
                 where most people pay.\n\n/started 02:29",
            ),
        },
        Turn {
            at: "2026-11-20 02:52",
            who: "alice",
            direction: "raises the severity",
            act: Act::Says("Then most people have no way around it.\n\n/sev 2"),
        },
        Turn {
            at: "2026-11-20 02:54",
            who: "sam",
            direction: ", a stranger, tries a command",
            act: Act::Says("works for me\n\n/resolved"),
        },
    ],
};

const CAUSE: Scene = Scene {
    title: "Finding it, and stopping it",
    turns: &[
        Turn {
            at: "2026-11-20 02:57",
            who: "bob",
            direction: "has found it",
            act: Act::Says(
                "Found it: since 02:28 `payments` has 4 database connections, not 40.\n\nA third of the requests wait until \
                 they time out. I am reverting the release.",
            ),
        },
        Turn {
            at: "2026-11-20 02:58",
            who: "alice",
            direction: "marks that comment with 🚀, to have it in the timeline",
            act: Act::Marks,
        },
        Turn {
            at: "2026-11-20 02:59",
            who: "alice",
            direction: "says where things stand",
            act: Act::Says(
                "/can\nConditions: a third of card payments fail, cause known\nActions: Bob reverts the 02:28 release, \
                 Dave answers tickets\nNeeds: a notice on the status page, please, Dave",
            ),
        },
        Turn {
            at: "2026-11-20 03:01",
            who: "bob",
            direction: "reverts that change",
            act: Act::Pushes {
                message: "Revert \"Take the pool size from the configuration file\"\n\nRefs #1",
                path: "payments/config.toml",
                text: "pool_size = \"env:POOL_SIZE\"\n",
            },
        },
        Turn {
            at: "2026-11-20 03:02",
            who: "bob",
            direction: "deploys the revert",
            act: Act::Deploys,
        },
        Turn {
            at: "2026-11-20 03:05",
            who: "alice",
            direction: "finds Dave's notice on the status page, and ticks that off",
            act: Act::Ticks(3),
        },
        Turn {
            at: "2026-11-20 03:08",
            who: "bob",
            direction: "reports, and mistypes",
            act: Act::Says("Payments go through again.\n\n/mitigatd 03:03"),
        },
        Turn {
            at: "2026-11-20 03:09",
            who: "bob",
            direction: "edits his comment",
            act: Act::Corrects("Payments go through again.\n\n/mitigated 03:03"),
        },
        Turn {
            at: "2026-11-20 03:31",
            who: "alice",
            direction: "looks at the graph, and calls it over as of ten minutes ago",
            act: Act::Says(
                "No failure since 03:20. Thank you all, back to bed.\n\n/resolved at 03:20\n/owner @bob",
            ),
        },
    ],
};
