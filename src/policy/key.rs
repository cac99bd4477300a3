//! The one table of keys: what may be written, where it goes, what counts when it is not there, and what it means.
//!
//! Everything follows from it: the reader, `docs/configuration.md`, and the JSON Schema.

use crate::{
    domain::{event::Mark, severity::Severity},
    message::Language,
};

use super::{IndexPolicy, fallback::Fallback, preset::Preset, takes::Takes};

/// A key of the configuration.
pub(super) struct Key {
    /// Dotted path; `*` stands for each severity.
    pub(super) path: &'static str,
    /// What it means, in one line.
    pub(super) doc: &'static str,
    /// What may be written, and where it goes.
    pub(super) takes: Takes,
    /// What counts when it is not there.
    pub(super) fallback: Fallback,
}

const fn key(path: &'static str, takes: Takes, fallback: Fallback, doc: &'static str) -> Key {
    Key {
        path,
        doc,
        takes,
        fallback,
    }
}

/// The most characters of a label's name; GitHub allows no more.
const LABEL: u32 = 50;

/// Every key, in the order of the documentation; those of one section stand together.
pub(super) static KEYS: [Key; 45] = [
    key(
        "language",
        Takes::Words(&[
            ("en", |at| at.policy.language = Language::En),
            ("ja", |at| at.policy.language = Language::Ja),
        ]),
        Fallback::Is("en"),
        "Language of everything Closeout writes.",
    ),
    key(
        "time_zone",
        Takes::TimeZone(|at, zone| {
            at.policy.zone = zone;
            at.policy.calendar.zone = zone;
        }),
        Fallback::Is("UTC"),
        "Zone in which times are read and shown. UTC always stands beside it.",
    ),
    key(
        "working_days",
        Takes::DaysOfWeek(|at, days| at.policy.calendar.working_days = days),
        Fallback::Is("[mon, tue, wed, thu, fri]"),
        "Days that count as business days, unless they are holidays.",
    ),
    key(
        "working_hours",
        Takes::Hours(|at, (opens, closes)| {
            at.policy.calendar.opens = opens;
            at.policy.calendar.closes = closes;
        }),
        Fallback::Is("10:00-18:00"),
        "Hours in which people are reminded. Deadlines fall at their end.",
    ),
    key(
        "holidays",
        Takes::Holidays(|at, days| at.policy.calendar.holidays = days),
        Fallback::Is("[]"),
        "Days off: the public holidays of countries, and days of your own. A range has at most 100 days.",
    ),
    key(
        "default_severity",
        Takes::Words(&[
            ("SEV1", |at| at.policy.default_severity = Severity::Sev1),
            ("SEV2", |at| at.policy.default_severity = Severity::Sev2),
            ("SEV3", |at| at.policy.default_severity = Severity::Sev3),
            ("SEV4", |at| at.policy.default_severity = Severity::Sev4),
        ]),
        Fallback::Is("SEV2"),
        "Severity that counts while nobody chose one. Closeout says so and asks.",
    ),
    key(
        "preset",
        Takes::Words(&[
            ("default", |at| at.deadlines.preset = Preset::Default),
            ("pagerduty", |at| at.deadlines.preset = Preset::PagerDuty),
        ]),
        Fallback::Is("default"),
        "Deadlines of the review meeting. `pagerduty` means 3 calendar days for SEV1, 5 business days for the others.",
    ),
    key(
        "severities.*.label",
        Takes::Text {
            at_most: LABEL,
            set: |at, label| {
                let severity = at.severity();
                at.policy.labels.severities.insert(severity, label);
            },
        },
        Fallback::SeverityName,
        "Label that sets this severity.",
    ),
    key(
        "severities.*.description",
        Takes::Text {
            at_most: 300,
            set: |at, text| at.of_severity().description = Some(text),
        },
        Fallback::BuiltIn("a built-in definition"),
        "What this severity means, shown beside every question about severity.",
    ),
    key(
        "severities.*.postmortem",
        Takes::Words(&[
            ("required", |at| at.of_severity().postmortem_required = true),
            ("optional", |at| at.of_severity().postmortem_required = false),
        ]),
        Fallback::Each(["required", "required", "optional", "optional"]),
        "Whether a postmortem opens by itself at resolution.",
    ),
    key(
        "severities.*.meeting_within",
        Takes::Days(|at, within| {
            let severity = at.severity();
            at.deadlines.written.insert(severity, within);
        }),
        Fallback::Each([
            "3 business days",
            "5 business days",
            "5 business days",
            "5 business days",
        ]),
        "How long after resolution the review meeting must be held. Counts more than a preset.",
    ),
    key(
        "severities.*.meeting_invites",
        Takes::Invited(|at, invited| at.of_severity().invited = invited),
        Fallback::Each([
            "[owner, commander, deputy, tech, scribe, comms, responders]",
            "[owner, commander, deputy, tech, scribe, responders]",
            "[owner, commander, deputy, tech, scribe, responders]",
            "[owner, commander, deputy, tech, scribe, responders]",
        ]),
        "Who is invited to the review meeting. `responders` are those who typed commands while the incident went on.",
    ),
    key(
        "severities.*.update_every",
        Takes::Span(|at, span| at.of_severity().update_every = span),
        Fallback::Each(["30 minutes", "1 hour", "never", "never"]),
        "How often the commander's summary (`/can`) is due while the incident goes on.",
    ),
    key(
        "severities.*.announcement",
        Takes::Words(&[
            ("required", |at| at.of_severity().announcement_required = true),
            ("none", |at| at.of_severity().announcement_required = false),
        ]),
        Fallback::Each(["required", "none", "none", "none"]),
        "Whether a postmortem is Closed only after customers were told (`/announced`). Not for practice.",
    ),
    key(
        "severities.*.template",
        Takes::Template(|at, template| at.of_severity().template = Some(template)),
        Fallback::BuiltIn("that of `postmortem.template`"),
        "Template of the documents of this severity.",
    ),
    key(
        "severities.*.checklist",
        Takes::Checklist(|at, items| at.of_severity().checklist = items),
        Fallback::Each([
            "[stop-the-bleeding, preserve-evidence, announce, consider-alternatives, dismiss-who-is-not-needed]",
            "[stop-the-bleeding, preserve-evidence, announce, consider-alternatives, dismiss-who-is-not-needed]",
            "[stop-the-bleeding, preserve-evidence]",
            "[]",
        ]),
        "The response checklist: what is easily forgotten while the alarm rings.",
    ),
    key(
        "labels.incident",
        Takes::Text {
            at_most: LABEL,
            set: |at, label| at.policy.labels.incident = label,
        },
        Fallback::Is("incident"),
        "Label that declares an incident.",
    ),
    key(
        "labels.drill",
        Takes::Text {
            at_most: LABEL,
            set: |at, label| at.policy.labels.drill = label,
        },
        Fallback::Is("drill"),
        "Label that marks an incident as practice.",
    ),
    key(
        "timeline.comments",
        Takes::Words(&[
            ("marked", |at| at.policy.timeline.all_comments = false),
            ("all", |at| at.policy.timeline.all_comments = true),
        ]),
        Fallback::Is("marked"),
        "Which comments go into the timeline: those that a responder marked with a reaction, or all.",
    ),
    key(
        "timeline.mark",
        Takes::Words(&[
            ("rocket", |at| at.policy.timeline.mark = Mark::Rocket),
            ("eyes", |at| at.policy.timeline.mark = Mark::Eyes),
            ("heart", |at| at.policy.timeline.mark = Mark::Heart),
            ("hooray", |at| at.policy.timeline.mark = Mark::Hooray),
        ]),
        Fallback::Is("rocket"),
        "The reaction that marks a comment for the timeline: 🚀, 👀, ❤️ or 🎉.",
    ),
    key(
        "escalation",
        Takes::Contact(|at, contact| at.policy.escalation = contact),
        Fallback::Is("nobody"),
        "Who is told when owner and commander have been reminded and nothing happened: a person, or a team of the organisation.",
    ),
    key(
        "nudges.off",
        Takes::Nudges(|at, nudges| at.policy.nudges.off = nudges),
        Fallback::Is("[]"),
        "Reminders that are never sent.",
    ),
    key(
        "nudges.at_most",
        Takes::Number {
            min: 1,
            max: 100,
            set: |at, most| at.policy.nudges.at_most = most,
        },
        Fallback::Is("12"),
        "The most reminders of one kind about one incident. Those about action items are counted for each item.",
    ),
    key(
        "nudges.at_most_in_all",
        Takes::Number {
            min: 1,
            max: 500,
            set: |at, most| at.policy.nudges.at_most_in_all = most,
        },
        Fallback::Is("60"),
        "The most comments with reminders on one incident.",
    ),
    key(
        "nudges.commander_after",
        Takes::Span(|at, span| at.policy.nudges.commander_after = span),
        Fallback::Is("5 minutes"),
        "How long a SEV1 or SEV2 may go without a commander before somebody is asked to name one.",
    ),
    key(
        "nudges.quiet_after",
        Takes::Span(|at, span| at.policy.nudges.quiet_after = span),
        Fallback::Is("2 hours"),
        "How long a SEV1 or SEV2 may go without a word before the commander is asked how it stands.",
    ),
    key(
        "nudges.owner_after",
        Takes::Span(|at, span| at.policy.nudges.owner_after = span),
        Fallback::Is("30 minutes"),
        "How long a postmortem may be without an owner before the commander is asked to name one, during working hours.",
    ),
    key(
        "nudges.review_before",
        Takes::Span(|at, span| at.policy.nudges.review_before = span),
        Fallback::Is("24 hours"),
        "How long before the review meeting a postmortem that is still a draft is asked about.",
    ),
    key(
        "nudges.outcome_after",
        Takes::Span(|at, span| at.policy.nudges.outcome_after = span),
        Fallback::Is("30 minutes"),
        "How long after the end of the review meeting somebody is asked whether it was held.",
    ),
    key(
        "nudges.announcement_after",
        Takes::Days(|at, within| at.policy.nudges.announcement_after = within),
        Fallback::Is("1 business day"),
        "How long after the review meeting, or the merge, customers must have been told before somebody is reminded.",
    ),
    key(
        "nudges.merge_after",
        Takes::Days(|at, within| at.policy.nudges.merge_after = within),
        Fallback::Is("1 business day"),
        "How long a Reviewed postmortem may wait to be merged before its owner is reminded.",
    ),
    key(
        "nudges.item_before",
        Takes::Days(|at, within| at.policy.nudges.item_before = within),
        Fallback::Is("2 calendar days"),
        "How long before the day of an action item whoever does it is reminded for the first time.",
    ),
    key(
        "meeting.time",
        Takes::TimeOfDay(|at, time| at.policy.meeting.time = time),
        Fallback::Is("15:00"),
        "Time of day for which the review meeting is proposed, moved into the working hours where it must be.",
    ),
    key(
        "meeting.length",
        Takes::Length(|at, length| at.policy.meeting.length = length),
        Fallback::Is("45 minutes"),
        "How long a review meeting takes, unless somebody says otherwise (`/meeting 30m`).",
    ),
    key(
        "postmortem.folder",
        Takes::Path(|at, folder| at.policy.folder = folder),
        Fallback::Is("postmortems"),
        "Folder of the documents.",
    ),
    key(
        "postmortem.index",
        Takes::Words(&[
            ("merge", |at| at.policy.index = IndexPolicy::Merge),
            ("pull_request", |at| at.policy.index = IndexPolicy::PullRequest),
            ("off", |at| at.policy.index = IndexPolicy::Off),
        ]),
        Fallback::Is("merge"),
        "How `README.md` in that folder lists all postmortems: by their own pull requests where that works, by one for the list, or not at all.",
    ),
    key(
        "postmortem.template",
        Takes::Template(|at, template| at.policy.template = template),
        Fallback::Is("full"),
        "Template of the documents. One of your own is read from the default branch.",
    ),
    key(
        "postmortem.approvals",
        Takes::Number {
            min: 0,
            max: 6,
            set: |at, approvals| at.policy.approvals = approvals,
        },
        Fallback::Is("1"),
        "Approvals that a postmortem needs before it counts as Reviewed.",
    ),
    key(
        "lint.rules",
        Takes::Levels(|at, levels| at.policy.lint.levels = levels),
        Fallback::Is("{}"),
        "Levels of the rules by which postmortems are checked, by id. The rules and their own levels are in `docs/lint.md`.",
    ),
    key(
        "lint.most_action_items",
        Takes::Number {
            min: 1,
            max: 100,
            set: |at, most| at.policy.lint.most_action_items = most,
        },
        Fallback::Is("10"),
        "Action items beyond which the rule `action-too-many` advises to choose.",
    ),
    key(
        "lint.least_priority",
        Takes::Words(&[
            ("P0", |at| at.policy.lint.least_priority = 0),
            ("P1", |at| at.policy.lint.least_priority = 1),
            ("P2", |at| at.policy.lint.least_priority = 2),
            ("P3", |at| at.policy.lint.least_priority = 3),
        ]),
        Fallback::Is("P1"),
        "The least urgent priority that an action item may have before the rule `action-low-priority` advises to drop it.",
    ),
    key(
        "actions.due_within.P0",
        Takes::Days(|at, within| at.policy.due_within(0, within)),
        Fallback::Is("15 calendar days"),
        "How long after it was opened an action item of this priority is to be done, when nobody gives it a day.",
    ),
    key(
        "actions.due_within.P1",
        Takes::Days(|at, within| at.policy.due_within(1, within)),
        Fallback::Is("30 calendar days"),
        "How long after it was opened an action item of this priority is to be done, when nobody gives it a day.",
    ),
    key(
        "actions.due_within.P2",
        Takes::Days(|at, within| at.policy.due_within(2, within)),
        Fallback::Is("60 calendar days"),
        "How long after it was opened an action item of this priority is to be done, when nobody gives it a day.",
    ),
    key(
        "actions.due_within.P3",
        Takes::Days(|at, within| at.policy.due_within(3, within)),
        Fallback::Is("90 calendar days"),
        "How long after it was opened an action item of this priority is to be done, when nobody gives it a day.",
    ),
];
