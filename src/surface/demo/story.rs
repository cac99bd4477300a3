//! The play: one SEV2 incident of a shop, from the night it happened to the day its postmortem was Closed.
//!
//! Pure data. To tell another story, write other scenes; nothing else has to change.

use super::script::{Act, Scene, Turn};

/// Where it plays.
pub(super) const REPOSITORY: &str = "acme/shop";

/// The zone in which its people live.
pub(super) const ZONE: chrono_tz::Tz = chrono_tz::Europe::Berlin;

/// The configuration that carol has committed before the curtain rises.
pub(super) const CONFIGURATION: &str = "time_zone: Europe/Berlin\n";

/// When the curtain rises, as the clocks show it in [`ZONE`].
pub(super) const CURTAIN: &str = "2026-11-20 02:40";

/// The scenes, in order.
pub(super) const STORY: [Scene; 5] = [NIGHT, CAUSE, SILENCE, WRITING, REVIEW];

const NIGHT: Scene = Scene {
    title: "The pager goes off",
    turns: &[
        Turn {
            at: "2026-11-20 02:47",
            who: "alice",
            direction: "opens an issue and labels it `incident`",
            act: Act::Opens {
                title: "Checkout fails for every third customer",
                body: "The alert `checkout-success-rate` fired at 02:44. About one card payment in three ends with \
                       \"Payment could not be completed\". The rest of the shop works.",
                label: "incident",
            },
        },
        Turn {
            at: "2026-11-20 02:49",
            who: "alice",
            direction: "says how bad it is and takes command",
            act: Act::Says(
                "No workaround for the customer, and revenue is affected. I am looking at the payment gateway.\n\n\
                 /sev 2\n/commander me\n/started 02:30",
            ),
        },
        Turn {
            at: "2026-11-20 02:52",
            who: "dave",
            direction: "knows from support that it began earlier",
            act: Act::Says(
                "14 tickets so far, and the first is from 02:29. I am answering them with a pointer to bank \
                 transfer.\n\n/started 02:29",
            ),
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
            at: "2026-11-20 02:58",
            who: "bob",
            direction: "has an idea",
            act: Act::Says(
                "The payments deploy went out at 02:28. It sets the connection pool of `payment-gateway` to 4 per \
                 instance; it was 40. Under night traffic a third of the requests wait longer than the timeout. \
                 Rolling back.",
            ),
        },
        Turn {
            at: "2026-11-20 03:08",
            who: "bob",
            direction: "reports, and mistypes",
            act: Act::Says("The rollback is through, and payments are going up again.\n\n/mitigatd"),
        },
        Turn {
            at: "2026-11-20 03:10",
            who: "bob",
            direction: "edits his comment",
            act: Act::Corrects(
                "The rollback is through, and payments are going up again.\n\n/mitigated 5m ago",
            ),
        },
        Turn {
            at: "2026-11-20 03:31",
            who: "alice",
            direction: "calls it over",
            act: Act::Says(
                "Success rate above 99.5 % for twenty minutes. Thank you all, back to bed.\n\n\
                 /resolved\n/owner @bob",
            ),
        },
    ],
};

const SILENCE: Scene = Scene {
    title: "Everybody has other things to do",
    turns: &[Turn {
        at: "2026-11-30 10:00",
        who: "",
        direction: "The deadline was on Friday evening. Nobody was bothered at the weekend.",
        act: Act::Waits,
    }],
};

const WRITING: Scene = Scene {
    title: "Writing it down",
    turns: &[
        Turn {
            at: "2026-11-30 13:20",
            who: "bob",
            direction: "fills in the document that Closeout prepared",
            act: Act::Writes {
                message: "Write the postmortem",
                facts: &[
                    ("detected_by: null", "detected_by: alert"),
                    ("announcement: null", "announcement: published"),
                    ("tags: []", "tags: [payments, configuration]"),
                ],
                sections: super::document::SECTIONS,
                action_items: super::document::ACTION_ITEMS,
            },
        },
        Turn {
            at: "2026-11-30 13:45",
            who: "bob",
            direction: "presses Ready for review",
            act: Act::MarksReady,
        },
    ],
};

const REVIEW: Scene = Scene {
    title: "Review, and the end",
    turns: &[
        Turn {
            at: "2026-11-30 16:30",
            who: "carol",
            direction: "reads it and approves",
            act: Act::Approves,
        },
        Turn {
            at: "2026-12-01 11:30",
            who: "carol",
            direction: "comes out of the review meeting",
            act: Act::Says("Half an hour, five people, nothing to add. Thank you, Bob.\n\n/meeting held"),
        },
        Turn {
            at: "2026-12-01 11:42",
            who: "bob",
            direction: "merges",
            act: Act::Merges,
        },
    ],
};
