//! What bob writes into the postmortem.

use crate::surface::demo::script::Report;

pub(super) const REPORT: Report = Report {
    message: "Write the postmortem",
    facts: &[("tags: []", "tags: [payments, configuration]")],
    sections: SECTIONS,
    action_heading: "Action items",
    action_items: &[
        "| Refuse to start with a connection pool below 20 in production | prevent | P0 | @bob | 2026-12-04 | |",
        "| Alert when the connection pool is full for one minute | detect | P1 | @alice | 2026-12-11 | {opened} |",
        "| Send 50 payments at once in the release check | detect | P1 | @bob | | |",
    ],
};

/// What the check found, and what bob makes of it.
pub(super) const CORRECTIONS: &[(&str, &str)] = &[
    (
        "Bob forgot that the value there, 4, came from",
        "The value there, 4, came from",
    ),
    (
        "An outage between 02:29 and 03:03 on 20 November declined some card payments.",
        "Between 02:29 and 03:03 on 20 November some card payments were declined.",
    ),
    (
        "in the release check | detect | P1 | @bob | | |",
        "in the release check | detect | P1 | @bob | 2026-12-18 | |",
    ),
];

/// Headings of the template, and what is written below each.
const SECTIONS: &[(&str, &str)] = &[
    (
        "Summary",
        "For 34 minutes in the night of 20 November, about every third card payment in the shop failed. A release \
         of the payments service had reduced its database connection pool to a tenth. Reverting it ended the \
         failures.",
    ),
    (
        "Impact",
        "412 of 1,260 card payments between 02:29 and 03:03 failed (33 %), counted from `payment_attempts`. 371 \
         customers saw an error; 240 of them paid later. 14 wrote to support. Nobody was charged twice: \
         checked against the acquirer's settlement file.",
    ),
    (
        "Timeline",
        "Everything happened on GitHub, so there is nothing to add.",
    ),
    (
        "Root cause",
        "The release moved the pool size from an environment variable to the configuration file. Bob forgot that the \
         value there, 4, came from the template for local development; 40 had only ever been set in production.\n\n\
         Why did nothing stop it? The release check sends one payment at a time, so four connections are plenty. \
         The configuration has no lower limit, and nothing compares the values of two releases.",
    ),
    (
        "Resolution",
        "Reverting to the previous release, live at 03:03. Retries cleared the queue by 03:20. Restarting two \
         instances at 02:53 had no effect: they came back with the same configuration.",
    ),
    (
        "Detection",
        "The alert `checkout-success-rate` fired at 02:44, 15 minutes after the first failure: it looks at a window \
         of 15 minutes. The pool reported that it was full at 02:29, on a dashboard that no alert reads.",
    ),
    (
        "What went well",
        "- The revert took five minutes and one command.\n\
         - Support answered every ticket before 03:10.",
    ),
    (
        "What went badly",
        "- A full pool was visible for 15 minutes and alerted nobody.\n\
         - The release check could not have found this.",
    ),
    (
        "Where we got lucky",
        "It was night. At noon the same release would have failed nine payments in ten.",
    ),
    (
        "Response process",
        "One commander, one thread, no hand-over needed. The first severity was too low, because the form says nothing \
         of the phone app; support corrected it within four minutes.",
    ),
    ("Action items", "Three, each with one owner and a date."),
    (
        "Customer announcement",
        "*An outage between 02:29 and 03:03 on 20 November declined some card payments. No declined payment was \
         charged. If your order is missing, please order again.*",
    ),
    (
        "Lessons",
        "- A limit that only production has will one day be forgotten: give it a default that works there.\n\
         - Alert on what fills up, not only on what already fails.",
    ),
];
