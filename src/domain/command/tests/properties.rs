//! What holds for every text and every command.

use proptest::prelude::*;

use chrono::NaiveDate;

use super::{Command, IssueRef, Login, Milestone, Nominee, Role, Severity, Snooze, Verb, parse};
use crate::domain::{
    action::{ActionKind, ActionRequest, Priority},
    nudge::Nudge,
    report::{CanPart, Detector},
    when::tests::properties::any_when,
};

/// One line of text as somebody types it behind a command: whatever is in it, it begins like prose.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,12}",
        prop::sample::select(vec![
            "`",
            "```",
            "**",
            "|",
            "#12",
            "@bob",
            "[x](",
            "<b>",
            "-->",
            "\\",
            "/ack",
            "> ",
            "&#47;",
            "｜",
            "。",
            "🚀",
            "\u{202e}",
            "\u{200d}",
            "\u{3000}",
            "14:05",
            "by monitor",
            "until",
            "Needs:",
            "none",
            "\t",
            "\u{0}",
        ])
        .prop_map(str::to_owned),
    ];
    let word = prop::sample::select(vec!["rolled", "it", "切り戻し", "e", "Ünder", "🚀"]);
    (word, prop::collection::vec(piece, 0..6)).prop_map(|(word, pieces)| {
        let text = format!("{word} {}", pieces.join(" "));
        text.replace("<!--", "<!").trim().to_owned()
    })
}

/// Text of several lines: prose, lists, quotes and code.
fn lines() -> impl Strategy<Value = String> {
    let block = prop_oneof![
        text(),
        text().prop_map(|text| format!("- {text}\n- {text}")),
        text().prop_map(|text| format!("> {text}\n>\n> Needs: {text}")),
        text().prop_map(|text| format!("~~~~~~\n/ack {text}\nActions: {text}\n\n~~~~~~")),
    ];
    // Backticks and brackets that are left open reach into the next line and hide what is there.
    let closed = |text: String| text.replace(['`', '<', '[', '\\', '*', '~', '&'], "");
    prop::collection::vec(block.prop_map(move |block| restored(&block, closed)), 1..4)
        .prop_map(|blocks| blocks.join("\n\n"))
}

/// The block with its lines changed, but for its fences.
fn restored(block: &str, change: impl Fn(String) -> String) -> String {
    let lines = block.split('\n').map(|line| {
        if line == "~~~~~~" {
            line.to_owned()
        } else {
            change(line.to_owned()).trim_end().to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn login() -> impl Strategy<Value = Login> {
    "[A-Za-z0-9][A-Za-z0-9_-]{0,38}".prop_filter_map("me is the author", |login| {
        (!login.eq_ignore_ascii_case("me")).then(|| Login::new(login))
    })
}

fn appointment() -> impl Strategy<Value = Command> {
    let who = prop_oneof![
        Just(Nominee::Author),
        Just(Nominee::Nobody),
        login().prop_map(Nominee::Person),
    ];
    (
        prop::sample::select(Role::ALL.to_vec()),
        who,
        prop::option::of(text()),
    )
        .prop_map(|(role, who, reason)| Command::Appoint { role, who, reason })
}

fn report() -> impl Strategy<Value = Command> {
    let part = || prop::option::of(prop_oneof![Just(String::new()), text(), lines()]);
    (part(), part(), part()).prop_filter_map("a report has a part", |(conditions, actions, needs)| {
        let parts = CanPart::ALL.into_iter().zip([conditions, actions, needs]);
        let parts: Vec<_> = parts.filter_map(|(part, text)| Some((part, text?))).collect();
        (!parts.is_empty()).then_some(Command::Can(parts))
    })
}

fn snooze() -> impl Strategy<Value = Snooze> {
    prop_oneof![
        Just(Snooze::Off),
        (1..=u32::MAX).prop_map(Snooze::Minutes),
        any_when().prop_map(Snooze::Until),
    ]
}

fn action() -> impl Strategy<Value = Command> {
    let priority = prop::option::of((0..=99_u8).prop_map(Priority));
    let due = prop::option::of((2000..2100_i32, 1..=12_u32, 1..=28_u32));
    let repository = prop::option::of("[A-Za-z0-9-]{1,20}/[A-Za-z0-9._-]{1,20}");
    let kind = prop::option::of(prop::sample::select(ActionKind::ALL.to_vec()));
    let owner = prop::option::of(login());
    (priority, owner, due, repository, kind, text()).prop_map(
        |(priority, owner, due, repository, kind, title)| {
            let due = due.and_then(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day));
            Command::Action(Box::new(ActionRequest {
                priority,
                owner,
                due,
                repository,
                kind,
                title,
            }))
        },
    )
}

/// Every command that can be typed.
fn command() -> impl Strategy<Value = Command> {
    let when = || prop::option::of(any_when());
    // `/detected` is a command of its own, which says more.
    let milestones = Milestone::ALL
        .into_iter()
        .filter(|milestone| *milestone != Milestone::Detected);
    let milestone = prop::sample::select(milestones.collect::<Vec<_>>());
    let topic = prop::sample::select(Verb::ALL.to_vec()).prop_map(|verb| verb.spec().name.to_owned());
    let repository = prop::option::of("[A-Za-z0-9-]{1,20}/[A-Za-z0-9._-]{1,20}");
    let detector = prop::option::of(prop::sample::select(Detector::ALL.to_vec()));
    prop_oneof![
        prop::sample::select(Severity::ALL.to_vec()).prop_map(Command::Severity),
        (milestone, when()).prop_map(|(milestone, when)| Command::Reach { milestone, when }),
        (when(), detector).prop_map(|(when, by)| Command::Detected { when, by }),
        appointment(),
        report(),
        (when(), text()).prop_map(|(when, text)| Command::Note { when, text }),
        text().prop_map(|reason| Command::FalseAlarm { reason }),
        (repository, 1..=u64::MAX).prop_map(|(repository, number)| Command::Duplicate {
            of: IssueRef { repository, number }
        }),
        (
            prop::option::of(prop::sample::select(Nudge::ALL.to_vec())),
            snooze()
        )
            .prop_map(|(nudge, snooze)| Command::Snooze { nudge, snooze }),
        Just(Command::RequestPostmortem),
        text().prop_map(|reason| Command::SkipPostmortem { reason }),
        when().prop_map(|when| Command::MeetingHeld { when }),
        action(),
        Just(Command::Confirm),
        prop::option::of(topic).prop_map(|topic| Command::Help { topic }),
    ]
}

proptest! {
    #[test]
    fn what_is_printed_is_read_as_the_same_command(command in command()) {
        let typed = command.to_string();
        let lines = parse(&typed);
        prop_assert_eq!(lines.len(), 1, "{}", typed);
        prop_assert_eq!(&lines[0].command, &Ok(command), "{}", typed);
        prop_assert_eq!(Some(lines[0].text.as_str()), typed.lines().next());
    }

    #[test]
    fn no_text_makes_it_panic(body in "\\PC{0,80}") {
        parse(&body);
    }

    #[test]
    fn a_command_means_the_same_wherever_it_may_stand(
        verb in prop::sample::select(Verb::ALL.to_vec()),
        before in "[a-z ]{0,10}",
        indent in 0_usize..4,
        ending in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        for example in verb.spec().forms.iter().flat_map(|form| form.examples) {
            // What follows a report belongs to it.
            let behind = if verb == Verb::Can { "" } else { before.as_str() };
            let body = format!("{before}{ending}{ending}{}{example}{ending}{behind}", " ".repeat(indent));
            prop_assert_eq!(parse(&body), parse(example));
        }
    }
}
