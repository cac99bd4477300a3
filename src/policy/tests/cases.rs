//! What each key takes, and what it does not. `keys.rs` tries it on the reader, `documents.rs` on the editor.
//!
//! Long because: it is one table, a case for each key.

use chrono::{NaiveDate, NaiveTime, TimeDelta, Weekday};
use chrono_tz::Asia::Tokyo;

use super::{super::*, actions, template};
use crate::{
    calendar::{DayOfWeek, HolidayName, national},
    domain::{checklist::Practice, event::Mark, nudge::Nudge, person::Contact, role::Role},
};

/// A value, and what it does to the default policy.
pub(super) type Good = (&'static str, fn(&mut Policy));

/// A value, the place in it where the fault stands, and what is found there.
pub(super) type Bad = (&'static str, usize, &'static str);

/// What one key takes.
pub(super) struct Case {
    /// Its path; `*` is tried with SEV3.
    pub(super) path: &'static str,
    /// What both the reader and an editor take.
    pub(super) good: &'static [Good],
    /// What the reader understands, although an editor objects.
    pub(super) lenient: &'static [Good],
    /// What neither takes.
    pub(super) bad: &'static [Bad],
    /// What the reader refuses, although an editor cannot know.
    pub(super) unseen: &'static [Bad],
}

impl Case {
    /// A file with this key only.
    pub(super) fn file(&self, value: &str) -> String {
        example::file(&[(self.path(), Some(value))])
    }

    pub(super) fn path(&self) -> String {
        self.path.replace('*', "SEV3")
    }
}

fn sev(policy: &mut Policy, severity: Severity) -> &mut SeverityPolicy {
    policy
        .severities
        .get_mut(&severity)
        .expect("every severity has its entry")
}

pub(super) fn sev3(policy: &mut Policy) -> &mut SeverityPolicy {
    sev(policy, Severity::Sev3)
}

fn japan() -> BTreeMap<NaiveDate, HolidayName> {
    national::region("jp").expect("Japan").holidays()
}

fn time(text: &str) -> NaiveTime {
    text.parse().expect("a time of day")
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub(super) const fn days(days: u32, unit: DayUnit) -> Within {
    Within { days, unit }
}

#[expect(clippy::semicolon_if_nothing_returned, reason = "a table of assignments")]
pub(super) static CASES: [Case; 45] = [
    Case {
        path: "language",
        good: &[("ja", |p| p.language = Language::Ja)],
        lenient: &[("JA", |p| p.language = Language::Ja)],
        bad: &[("fr", 0, "fr"), ("[ja]", 0, "[…]"), ("{ ja: 1 }", 0, "{…}")],
        unseen: &[],
    },
    Case {
        path: "time_zone",
        good: &[("Asia/Tokyo", |p| {
            p.zone = Tokyo;
            p.calendar.zone = Tokyo;
        })],
        lenient: &[],
        bad: &[("[UTC]", 0, "[…]"), ("9", 0, "9")],
        unseen: &[("Tokyo", 0, "Tokyo")],
    },
    Case {
        path: "working_days",
        good: &[
            ("[sun]", |p| {
                p.calendar.working_days = [DayOfWeek(Weekday::Sun)].into();
            }),
            ("[mon, thu, mon]", |p| {
                p.calendar.working_days = [Weekday::Mon, Weekday::Thu].map(DayOfWeek).into();
            }),
        ],
        lenient: &[("[Sunday]", |p| {
            p.calendar.working_days = [DayOfWeek(Weekday::Sun)].into();
        })],
        bad: &[
            ("[]", 0, "[]"),
            ("mon", 0, "mon"),
            ("[mon, monn]", 6, "monn"),
            ("[~]", 1, "null"),
        ],
        unseen: &[],
    },
    Case {
        path: "working_hours",
        good: &[
            ("9:30-23:59", |p| {
                (p.calendar.opens, p.calendar.closes) = (time("09:30"), time("23:59"));
            }),
            ("00:00-00:01", |p| {
                (p.calendar.opens, p.calendar.closes) = (time("00:00"), time("00:01"));
            }),
        ],
        lenient: &[("9:30 - 17:00", |p| {
            (p.calendar.opens, p.calendar.closes) = (time("09:30"), time("17:00"));
        })],
        bad: &[
            ("10-18", 0, "10-18"),
            ("10:00-24:00", 0, "10:00-24:00"),
            ("10:00", 0, "10:00"),
        ],
        unseen: &[
            ("18:00-10:00", 0, "18:00-10:00"),
            ("10:00-10:00", 0, "10:00-10:00"),
        ],
    },
    Case {
        path: "holidays",
        good: &[
            (
                "[2026-11-23, { date: 2026-02-11, name: 建国記念の日 }]",
                |p| {
                    p.calendar.holidays = [
                        (date("2026-11-23"), HolidayName::Unnamed),
                        (date("2026-02-11"), HolidayName::Own("建国記念の日".to_owned())),
                    ]
                    .into();
                },
            ),
            ("[2026-12-31..2027-01-01]", |p| {
                p.calendar.holidays = ["2026-12-31", "2027-01-01"]
                    .map(|day| (date(day), HolidayName::Unnamed))
                    .into();
            }),
            // The longest range.
            ("[2026-01-01..2026-04-10]", |p| {
                let days = date("2026-01-01").iter_days().take(100);
                p.calendar.holidays = days.map(|day| (day, HolidayName::Unnamed)).collect();
            }),
            // A later item names a day anew, unless it has no name.
            (
                "[jp, 2026-05-06, { date: 2026-11-23, name: 創立記念日 }]",
                |p| {
                    p.calendar.holidays = japan();
                    let own = HolidayName::Own("創立記念日".to_owned());
                    p.calendar.holidays.insert(date("2026-11-23"), own);
                },
            ),
        ],
        lenient: &[("[JP]", |p| p.calendar.holidays = japan())],
        bad: &[
            ("2026-11-23", 0, "2026-11-23"),
            ("[2026-11-23, tomorrow]", 13, "tomorrow"),
            ("[jp, uk]", 5, "uk"),
            ("jp", 0, "jp"),
            ("[{ date: jp }]", 9, "jp"),
            ("[{ name: x }]", 1, "{…}"),
            ("[{ date: 2026-11-23, name: '' }]", 27, ""),
        ],
        unseen: &[
            ("[2026-02-30]", 1, "2026-02-30"),
            ("[2027-01-03..2026-12-29]", 1, "2027-01-03..2026-12-29"),
            ("[2026-01-01..2026-04-11]", 1, "2026-01-01..2026-04-11"),
            ("[0001-01-01..9999-12-31]", 1, "0001-01-01..9999-12-31"),
        ],
    },
    Case {
        path: "default_severity",
        good: &[
            ("SEV1", |p| p.default_severity = Severity::Sev1),
            ("SEV3", |p| p.default_severity = Severity::Sev3),
            ("SEV4", |p| p.default_severity = Severity::Sev4),
        ],
        lenient: &[("sev3", |p| p.default_severity = Severity::Sev3)],
        bad: &[("SEV5", 0, "SEV5"), ("1", 0, "1")],
        unseen: &[],
    },
    Case {
        path: "preset",
        good: &[("pagerduty", |p| {
            sev(p, Severity::Sev1).meeting_within = days(3, DayUnit::Calendar);
        })],
        lenient: &[("PagerDuty", |p| {
            sev(p, Severity::Sev1).meeting_within = days(3, DayUnit::Calendar);
        })],
        bad: &[("opsgenie", 0, "opsgenie"), ("[default]", 0, "[…]")],
        unseen: &[],
    },
    Case {
        path: "severities.*.label",
        good: &[("重大度/3", |p| {
            p.labels.severities.insert(Severity::Sev3, "重大度/3".to_owned());
        })],
        lenient: &[("3", |p| {
            p.labels.severities.insert(Severity::Sev3, "3".to_owned());
        })],
        bad: &[("[a]", 0, "[…]"), ("''", 0, ""), ("'  '", 0, "  ")],
        unseen: &[],
    },
    Case {
        path: "severities.*.description",
        good: &[("一部の機能が使えない", |p| {
            sev3(p).description = Some("一部の機能が使えない".to_owned());
        })],
        lenient: &[],
        bad: &[("[a]", 0, "[…]"), ("''", 0, "")],
        unseen: &[],
    },
    Case {
        path: "severities.*.postmortem",
        good: &[("required", |p| sev3(p).postmortem_required = true)],
        lenient: &[("Required", |p| sev3(p).postmortem_required = true)],
        bad: &[("yes", 0, "yes"), ("true", 0, "true")],
        unseen: &[],
    },
    Case {
        path: "severities.*.meeting_within",
        good: &[
            ("1 business day", |p| {
                sev3(p).meeting_within = days(1, DayUnit::Business);
            }),
            ("90 calendar days", |p| {
                sev3(p).meeting_within = days(90, DayUnit::Calendar);
            }),
        ],
        lenient: &[("5 days", |p| sev3(p).meeting_within = days(5, DayUnit::Calendar))],
        bad: &[
            ("0 business days", 0, "0 business days"),
            ("91 business days", 0, "91 business days"),
            ("3 business", 0, "3 business"),
            ("3", 0, "3"),
            ("never", 0, "never"),
        ],
        unseen: &[],
    },
    Case {
        path: "severities.*.meeting_invites",
        good: &[
            ("[]", |p| sev3(p).invited = Vec::new()),
            ("[comms, responders]", |p| {
                sev3(p).invited = vec![Invited::Role(Role::CommsLead), Invited::Responders];
            }),
        ],
        lenient: &[("[Owner]", |p| sev3(p).invited = vec![Invited::Role(Role::Owner)])],
        bad: &[
            ("owner", 0, "owner"),
            ("[ic]", 1, "ic"),
            ("[owner, owner]", 8, "owner"),
        ],
        unseen: &[],
    },
    Case {
        path: "severities.*.update_every",
        good: &[("2 hours", |p| sev3(p).update_every = Some(TimeDelta::hours(2)))],
        lenient: &[("2時間", |p| sev3(p).update_every = Some(TimeDelta::hours(2)))],
        bad: &[
            ("often", 0, "often"),
            ("30", 0, "30"),
            ("0 minutes", 0, "0 minutes"),
            ("0h", 0, "0h"),
        ],
        unseen: &[],
    },
    Case {
        path: "severities.*.announcement",
        good: &[("required", |p| sev3(p).announcement_required = true)],
        lenient: &[("Required", |p| sev3(p).announcement_required = true)],
        bad: &[("optional", 0, "optional"), ("no", 0, "no")],
        unseen: &[],
    },
    template::OF_SEVERITY,
    Case {
        path: "severities.*.checklist",
        good: &[
            ("[]", |p| sev3(p).checklist = Vec::new()),
            ("[dismiss-who-is-not-needed]", |p| {
                sev3(p).checklist = vec![Item::Practice(Practice::DismissWhoIsNotNeeded)];
            }),
            (
                "[監視を止める, announce, 'Tell #support: it is down']",
                |p| {
                    sev3(p).checklist = vec![
                        Item::Own("監視を止める".to_owned()),
                        Item::Practice(Practice::Announce),
                        Item::Own("Tell #support: it is down".to_owned()),
                    ];
                },
            ),
            // Practices are meant by their keys only.
            ("[Announce, announce it]", |p| {
                sev3(p).checklist = ["Announce", "announce it"]
                    .map(|own| Item::Own(own.to_owned()))
                    .into();
            }),
        ],
        lenient: &[("[1, 2]", |p| {
            sev3(p).checklist = ["1", "2"].map(|own| Item::Own(own.to_owned())).into();
        })],
        bad: &[
            ("announce", 0, "announce"),
            ("{ announce: true }", 0, "{…}"),
            ("[announce, ログを残す, announce]", 18, "announce"),
            ("[ログを残す, ログを残す]", 8, "ログを残す"),
            ("['']", 1, ""),
            ("[~]", 1, "null"),
            ("[[a]]", 1, "[…]"),
        ],
        unseen: &[("[ログを残す, ' ログを残す']", 8, " ログを残す")],
    },
    Case {
        path: "labels.incident",
        good: &[("障害", |p| p.labels.incident = "障害".to_owned())],
        lenient: &[],
        bad: &[("[a]", 0, "[…]"), ("''", 0, "")],
        unseen: &[],
    },
    Case {
        path: "labels.drill",
        good: &[("訓練", |p| p.labels.drill = "訓練".to_owned())],
        lenient: &[],
        bad: &[("[a]", 0, "[…]"), ("''", 0, "")],
        unseen: &[],
    },
    Case {
        path: "timeline.comments",
        good: &[("all", |p| p.timeline.all_comments = true)],
        lenient: &[("All", |p| p.timeline.all_comments = true)],
        bad: &[("some", 0, "some"), ("true", 0, "true"), ("[all]", 0, "[…]")],
        unseen: &[],
    },
    Case {
        path: "timeline.mark",
        good: &[
            ("eyes", |p| p.timeline.mark = Mark::Eyes),
            ("heart", |p| p.timeline.mark = Mark::Heart),
            ("hooray", |p| p.timeline.mark = Mark::Hooray),
        ],
        lenient: &[("Heart", |p| p.timeline.mark = Mark::Heart)],
        bad: &[("'+1'", 0, "+1"), ("confused", 0, "confused"), ("🚀", 0, "🚀")],
        unseen: &[],
    },
    Case {
        path: "escalation",
        good: &[
            ("'@octo-org/sre'", |p| {
                p.escalation = Contact::read("octo-org/sre")
            }),
            ("octocat", |p| p.escalation = Contact::read("@octocat")),
        ],
        lenient: &[],
        bad: &[
            ("'@a/b/c'", 0, "@a/b/c"),
            ("'@ a'", 0, "@ a"),
            ("'@-a'", 0, "@-a"),
        ],
        unseen: &[],
    },
    Case {
        path: "nudges.off",
        good: &[("[gone-quiet, deadline-missed]", |p| {
            p.nudges.off = [Nudge::GoneQuiet, Nudge::DeadlineMissed].into();
        })],
        lenient: &[("[Gone_Quiet]", |p| p.nudges.off = [Nudge::GoneQuiet].into())],
        bad: &[("gone-quiet", 0, "gone-quiet"), ("[gone-quite]", 1, "gone-quite")],
        unseen: &[],
    },
    Case {
        path: "nudges.at_most",
        good: &[
            ("1", |p| p.nudges.at_most = 1),
            ("100", |p| p.nudges.at_most = 100),
        ],
        lenient: &[],
        bad: &[("0", 0, "0"), ("101", 0, "101")],
        unseen: &[],
    },
    Case {
        path: "nudges.at_most_in_all",
        good: &[
            ("1", |p| p.nudges.at_most_in_all = 1),
            ("500", |p| p.nudges.at_most_in_all = 500),
        ],
        lenient: &[],
        bad: &[("0", 0, "0"), ("501", 0, "501")],
        unseen: &[],
    },
    Case {
        path: "nudges.commander_after",
        good: &[
            ("never", |p| p.nudges.commander_after = None),
            ("10 minutes", |p| {
                p.nudges.commander_after = Some(TimeDelta::minutes(10))
            }),
        ],
        lenient: &[("Never", |p| p.nudges.commander_after = None)],
        bad: &[("no", 0, "no")],
        unseen: &[],
    },
    Case {
        path: "nudges.quiet_after",
        good: &[
            ("never", |p| p.nudges.quiet_after = None),
            ("1h30m", |p| p.nudges.quiet_after = Some(TimeDelta::minutes(90))),
        ],
        lenient: &[],
        bad: &[("off", 0, "off")],
        unseen: &[],
    },
    Case {
        path: "nudges.owner_after",
        good: &[
            ("never", |p| p.nudges.owner_after = None),
            ("1 day", |p| p.nudges.owner_after = Some(TimeDelta::days(1))),
        ],
        lenient: &[],
        bad: &[("soon", 0, "soon")],
        unseen: &[],
    },
    Case {
        path: "nudges.review_before",
        good: &[("2 days", |p| p.nudges.review_before = Some(TimeDelta::days(2)))],
        lenient: &[],
        bad: &[("1 business day", 0, "1 business day")],
        unseen: &[],
    },
    Case {
        path: "nudges.outcome_after",
        good: &[("never", |p| p.nudges.outcome_after = None)],
        lenient: &[],
        bad: &[("later", 0, "later")],
        unseen: &[],
    },
    Case {
        path: "nudges.announcement_after",
        good: &[("2 business days", |p| {
            p.nudges.announcement_after = days(2, DayUnit::Business);
        })],
        lenient: &[],
        bad: &[("at once", 0, "at once")],
        unseen: &[],
    },
    Case {
        path: "nudges.merge_after",
        good: &[("2 calendar days", |p| {
            p.nudges.merge_after = days(2, DayUnit::Calendar)
        })],
        lenient: &[("2 days", |p| p.nudges.merge_after = days(2, DayUnit::Calendar))],
        bad: &[("never", 0, "never")],
        unseen: &[],
    },
    Case {
        path: "nudges.item_before",
        good: &[("1 business day", |p| {
            p.nudges.item_before = days(1, DayUnit::Business)
        })],
        lenient: &[],
        bad: &[("0 calendar days", 0, "0 calendar days")],
        unseen: &[],
    },
    Case {
        path: "meeting.time",
        good: &[
            ("9:30", |p| p.meeting.time = time("09:30")),
            ("00:00", |p| p.meeting.time = time("00:00")),
        ],
        lenient: &[],
        bad: &[("15", 0, "15"), ("24:00", 0, "24:00"), ("3pm", 0, "3pm")],
        unseen: &[],
    },
    Case {
        path: "meeting.length",
        good: &[
            ("5 minutes", |p| p.meeting.length = TimeDelta::minutes(5)),
            ("480m", |p| p.meeting.length = TimeDelta::hours(8)),
            ("8 hours", |p| p.meeting.length = TimeDelta::hours(8)),
            ("1h30m", |p| p.meeting.length = TimeDelta::minutes(90)),
        ],
        lenient: &[("1 Hour", |p| p.meeting.length = TimeDelta::hours(1))],
        bad: &[
            ("4 minutes", 0, "4 minutes"),
            ("481 minutes", 0, "481 minutes"),
            ("8h1m", 0, "8h1m"),
            ("never", 0, "never"),
            ("45", 0, "45"),
        ],
        unseen: &[],
    },
    Case {
        path: "postmortem.folder",
        good: &[
            ("docs/ポストモーテム", |p| {
                p.folder = "docs/ポストモーテム".to_owned();
            }),
            ("a/b/", |p| p.folder = "a/b".to_owned()),
        ],
        lenient: &[],
        bad: &[
            ("/etc", 0, "/etc"),
            ("a//b", 0, "a//b"),
            ("../..", 0, "../.."),
            ("a/.GIT/b", 0, "a/.GIT/b"),
            (".git/hooks", 0, ".git/hooks"),
            ("'a\\b'", 0, "a\\b"),
            ("''", 0, ""),
        ],
        unseen: &[],
    },
    Case {
        path: "postmortem.index",
        good: &[
            ("off", |p| p.index = IndexPolicy::Off),
            ("pull_request", |p| p.index = IndexPolicy::PullRequest),
        ],
        lenient: &[("Off", |p| p.index = IndexPolicy::Off)],
        bad: &[("no", 0, "no"), ("[merge]", 0, "[…]")],
        unseen: &[],
    },
    template::OF_ALL,
    Case {
        path: "postmortem.approvals",
        good: &[("0", |p| p.approvals = 0), ("6", |p| p.approvals = 6)],
        lenient: &[],
        bad: &[
            ("7", 0, "7"),
            ("-1", 0, "-1"),
            ("some", 0, "some"),
            ("1.5", 0, "1.5"),
        ],
        unseen: &[],
    },
    Case {
        path: "lint.rules",
        good: &[("{ broken-link: off, blame-language: error }", |p| {
            p.lint.levels = BTreeMap::from([("broken-link", None), ("blame-language", Some(Level::Error))]);
        })],
        lenient: &[("{ broken-link: Warning }", |p| {
            p.lint.levels = BTreeMap::from([("broken-link", Some(Level::Warning))]);
        })],
        bad: &[
            ("[broken-link]", 0, "[…]"),
            ("off", 0, "off"),
            ("{ broken-link: no }", 15, "no"),
            ("{ broken-link: { level: off } }", 15, "{…}"),
        ],
        unseen: &[],
    },
    Case {
        path: "lint.most_action_items",
        good: &[
            ("1", |p| p.lint.most_action_items = 1),
            ("100", |p| p.lint.most_action_items = 100),
        ],
        lenient: &[],
        bad: &[("0", 0, "0"), ("101", 0, "101"), ("few", 0, "few")],
        unseen: &[],
    },
    Case {
        path: "lint.least_priority",
        good: &[
            ("P0", |p| p.lint.least_priority = 0),
            ("P3", |p| p.lint.least_priority = 3),
        ],
        lenient: &[("p2", |p| p.lint.least_priority = 2)],
        bad: &[("1", 0, "1"), ("P4", 0, "P4")],
        unseen: &[],
    },
    actions::P0,
    actions::P1,
    actions::P2,
    actions::P3,
];
