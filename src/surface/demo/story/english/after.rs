//! The play in English, from the morning after.

use super::{
    super::super::script::{Act, Scene, Turn},
    report,
};

pub(super) const MORNING_AFTER: Scene = Scene {
    title: "The morning after",
    turns: &[
        Turn {
            at: "2026-11-20 09:40",
            who: "carol",
            direction: "finds a better time for the review meeting",
            act: Act::Discusses(
                "Wednesday suits everybody who was there.\n\n/meeting 2026-11-25 15:00 45m https://meet.example.com/payments",
            ),
        },
        Turn {
            at: "2026-11-20 10:15",
            who: "alice",
            direction: "opens an issue for what she already knows must change",
            act: Act::Opens {
                title: ALERT,
                body: "It was full for 15 minutes before any alert fired.",
            },
        },
    ],
};

/// An issue that alice opens before anybody writes the postmortem.
const ALERT: &str = "Alert when the connection pool is full for one minute";

pub(super) const WRITING: Scene = Scene {
    title: "Writing it down",
    turns: &[
        Turn {
            at: "2026-11-24 15:01",
            who: "",
            direction: "The meeting is tomorrow at this time, and there is nothing to read yet.",
            act: Act::Waits,
        },
        Turn {
            at: "2026-11-24 15:04",
            who: "bob",
            direction: "is on a train, and asks for peace until he can write",
            act: Act::Says(
                "I know: the meeting is tomorrow. I am on a train until half past four.\n\n/snooze until 17:30",
            ),
        },
        Turn {
            at: "2026-11-24 16:50",
            who: "bob",
            direction: "fills in the document that Closeout prepared",
            act: Act::Writes(&report::REPORT),
        },
        Turn {
            at: "2026-11-24 16:53",
            who: "bob",
            direction: "wants to know why the check minds, and presses a button on it",
            act: Act::Presses("explain"),
        },
        Turn {
            at: "2026-11-24 17:02",
            who: "bob",
            direction: "says it better",
            act: Act::Mends {
                message: "Say what happened, not whose fault it was",
                changes: report::CORRECTIONS,
            },
        },
        Turn {
            at: "2026-11-24 17:05",
            who: "bob",
            direction: "presses Ready for review",
            act: Act::MarksReady,
        },
        Turn {
            at: "2026-11-24 17:20",
            who: "dave",
            direction: "has one more thing to do",
            act: Act::Discusses(
                "The form could not tell us about the phone app.\n\n/action P1 @alice due 2026-12-18 detect: Ask for the device in \
                 the incident form",
            ),
        },
    ],
};

pub(super) const REVIEW: Scene = Scene {
    title: "Review, and the end",
    turns: &[
        Turn {
            at: "2026-11-25 09:30",
            who: "carol",
            direction: "reads it and approves",
            act: Act::Approves,
        },
        Turn {
            at: "2026-11-25 15:00",
            who: "",
            direction: "The review meeting begins.",
            act: Act::Waits,
        },
        Turn {
            at: "2026-11-25 15:41",
            who: "carol",
            direction: "comes out of it",
            act: Act::Discusses(
                "Forty minutes, five people, nothing to add. Thank you, Bob.\n\n/meeting held",
            ),
        },
        Turn {
            at: "2026-11-25 16:05",
            who: "dave",
            direction: "has published what customers should know",
            act: Act::Says("/announced https://status.example.com/2026-11-20"),
        },
        Turn {
            at: "2026-11-25 16:20",
            who: "bob",
            direction: "merges",
            act: Act::Merges,
        },
    ],
};

pub(super) const FOLLOWING_UP: Scene = Scene {
    title: "What was promised",
    turns: &[
        Turn {
            at: "2026-12-03 10:30",
            who: "bob",
            direction: "is reminded in time, and does the first thing",
            act: Act::Ships {
                issue: "Refuse to start with a connection pool below 20 in production",
                message: "Refuse to start with a small connection pool",
                path: "payments/config.toml",
                text: "pool_size = \"env:POOL_SIZE\"\npool_size_min = 20\n",
            },
        },
        Turn {
            at: "2026-12-09 14:00",
            who: "alice",
            direction: "has set up the alert",
            act: Act::Finishes(ALERT),
        },
        Turn {
            at: "2026-12-14 11:00",
            who: "bob",
            direction: "looks at the release check: the new test environment will replace it anyway",
            act: Act::Declines("Send 50 payments at once in the release check"),
        },
        Turn {
            at: "2026-12-18 10:30",
            who: "alice",
            direction: "answers the last reminder",
            act: Act::Finishes("Ask for the device in the incident form"),
        },
        Turn {
            at: "2026-12-18 10:40",
            who: "carol",
            direction: "merges what that changes in the list of all postmortems",
            act: Act::MergesList,
        },
    ],
};
