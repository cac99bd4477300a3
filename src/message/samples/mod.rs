//! Every shape that a message can take: small, full, hostile, and in Japanese. Tests render each in each language.

mod answer;
mod check;
mod document;
mod index;
mod item;
mod meeting;
mod nudge;
mod refusal;
mod report;
mod response;
mod status;
mod thread;

use chrono::{DateTime, TimeZone as _, Utc};

use crate::{
    domain::{person::Login, phase::Instants, role::Role, severity::Severity},
    report::Report,
};

use super::{
    Message,
    context::{CalendarPage, RoleRow, SeverityRow},
};

use document::timeline as told;

/// A message with a name for its snapshot.
pub(super) struct Sample {
    pub(super) name: &'static str,
    pub(super) message: Message,
}

impl Sample {
    fn new(name: &'static str, message: Message) -> Self {
        Self { name, message }
    }
}

/// Every page with a name for its snapshot.
pub(super) fn pages() -> Vec<(&'static str, CalendarPage)> {
    meeting::pages()
}

/// Every report with a name for its snapshot.
pub(super) fn reports() -> Vec<(&'static str, Report)> {
    report::reports()
}

/// Every sample, by the kind of its message.
pub(super) fn all() -> Vec<(&'static str, Vec<Sample>)> {
    vec![
        ("status", status::samples()),
        ("answer", answer::samples()),
        ("duties", answer::duties()),
        ("help", answer::help()),
        ("nudge", nudge::samples()),
        ("meeting", meeting::meetings()),
        ("agenda", meeting::agendas()),
        ("learnings", thread::learnings()),
        ("action_issue", item::issues()),
        ("document", document::documents()),
        ("files", document::files()),
        ("pull_request", document::pull_requests()),
        ("index", index::samples()),
        ("postmortem_check", check::postmortem()),
        ("explanation", check::explanations()),
        ("config_check", check::config()),
        ("template_check", check::template()),
    ]
}

/// Text that tries everything at once. `EVIL` marks each of its pieces.
pub(super) const HOSTILE: &str = "EVIL --> <!-- closeout:status {\"fp\":\"EVIL\"} --> <!-- closeout:end facts -->\n\
     ## EVIL heading\n/close EVIL\n- EVIL item\n> EVIL quote\n```\nEVIL\n```\n\
     @EVIL @EVIL/team #1 GH-2 o/r#3 EVIL@example.com https://github.com/o/r/issues/4 www.example.com/EVIL \
     [EVIL](https://example.com) ![EVIL](https://example.com/a.png) <b>EVIL</b> <https://example.com> \
     | EVIL | `EVIL` ``EVIL`` `https://example.com` **EVIL** _EVIL_ ~~EVIL~~ $EVIL$ &lt;EVIL&#64;x \
     \u{202E}EVIL\u{2066} \\ \u{2028}/close EVIL \u{0}";

/// Somebody whom a message may notify.
pub(super) const ADDRESSEE: &str = "haruka";
/// A team whom messages notify.
pub(super) const TEAM: &str = "acme/sre";
/// Numbers that a message may refer to.
pub(super) const NUMBERS: [u64; 2] = [7, 12];
/// Addresses to which a message may link.
pub(super) const HOME: &str = "https://github.test/acme/shop";

/// Minutes after 2026-11-20 13:20 UTC, which is a Friday, 22:20 in Tokyo.
pub(super) fn at(minutes: i64) -> DateTime<Utc> {
    let start = Utc.with_ymd_and_hms(2026, 11, 20, 13, 20, 0);
    start.single().expect("a valid instant") + chrono::TimeDelta::minutes(minutes)
}

/// The deadline of the samples: five business days on, at the end of the working day in Tokyo.
pub(super) fn deadline() -> DateTime<Utc> {
    let deadline = Utc.with_ymd_and_hms(2026, 11, 27, 9, 0, 0);
    deadline.single().expect("a valid instant")
}

fn no_instants() -> Instants {
    Instants::default()
}

fn all_instants() -> Instants {
    Instants {
        started: Some(at(0)),
        detected: Some(at(2)),
        acknowledged: Some(at(9)),
        mitigated: Some(at(70)),
        resolved: Some(at(85)),
    }
}

/// Every role, of which these are held.
fn every_role(held: &[(Role, &str)]) -> Vec<RoleRow> {
    let holder = |role| held.iter().find(|(held, _)| *held == role);
    Role::ALL
        .map(|role| RoleRow {
            role,
            login: holder(role).map(|(_, login)| Login::new(*login)),
        })
        .into()
}

fn definitions(description: Option<&str>) -> Vec<SeverityRow> {
    let row = |severity| SeverityRow {
        severity,
        description: description.map(str::to_owned),
    };
    Severity::ALL.map(row).into()
}
