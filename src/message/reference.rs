//! `docs/commands.md`: the page of commands, made from the same table as the parser and `/help`.

use std::fmt::Write;

use crate::domain::command::spec::{Audience, Form, Spec, Verb};

use super::{Language, quote};

/// The page of commands, in English.
pub fn reference() -> String {
    let mut page = String::from(RULES);
    for &verb in Verb::ALL {
        let forms: Vec<String> = verb.spec().forms.iter().map(in_table).collect();
        let mut who: Vec<&str> = verb
            .spec()
            .forms
            .iter()
            .map(|form| audience(form.audience))
            .collect();
        who.dedup();
        let purpose = Language::En.words().purpose(verb);
        let (forms, who) = (forms.join(" · "), who.join(" · "));
        line(&mut page, &format!("| {forms} | {purpose} | {who} |"));
    }
    for &verb in Verb::ALL {
        section(&mut page, verb);
    }
    page.push_str(TIMES_HEAD);
    for (typed, meaning) in TIMES {
        line(&mut page, &format!("| `{typed}` | {meaning} |"));
    }
    page.push_str(TIMES_RULES);
    page
}

fn line(page: &mut String, text: &str) {
    writeln!(page, "{text}").expect("text can always be appended");
}

/// A form for a cell of the table: of several lines the first, since no cell holds more.
fn in_table(form: &Form) -> String {
    quote::cell(form.usage.lines().next().unwrap_or_default())
}

/// One command: its forms, other names and examples.
fn section(page: &mut String, verb: Verb) {
    let spec: &Spec = verb.spec();
    line(page, &format!("\n### `/{}`\n", spec.name));
    let aliases: Vec<String> = spec.aliases.iter().map(|alias| format!("`/{alias}`")).collect();
    let also = match aliases.as_slice() {
        [] => String::new(),
        aliases => format!(" Also typed {}.", aliases.join(", ")),
    };
    line(page, &format!("{}{also}", Language::En.words().purpose(verb)));
    fenced(page, spec.forms.iter().map(|form| form.usage));
    let is_own_example = spec.forms.iter().all(|form| form.examples == [form.usage]);
    if !is_own_example {
        line(page, "\nFor example:");
        fenced(
            page,
            spec.forms.iter().flat_map(|form| form.examples.iter().copied()),
        );
    }
    for form in spec
        .forms
        .iter()
        .filter(|form| form.audience != Audience::Responders)
    {
        let usage = quote::code(form.usage);
        line(
            page,
            &format!("\n{usage} is for the {}.", audience(form.audience)),
        );
    }
    if let Some((_, more)) = MORE.iter().find(|(other, _)| *other == verb) {
        line(page, &format!("\n{more}"));
    }
}

fn fenced<'a>(page: &mut String, lines: impl Iterator<Item = &'a str>) {
    line(page, "\n```text");
    lines.for_each(|text| line(page, text));
    line(page, "```");
}

fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Responders => "people with triage rights",
        Audience::CommsLeadOrOwner => "comms lead and postmortem's owner",
        Audience::CommanderOrOwner => "incident's commander and postmortem's owner",
    }
}

const RULES: &str = "\
# Commands

This page is generated: `cargo run --example commands > docs/commands.md`. `/help` in a comment shows the same table, and
`/help COMMAND` what is below about one of them.

## Where a command is read

- At the start of a line, in a comment on the incident or on its postmortem's pull request, or in the incident's first
  post. A comment may hold several, each on its own line, with other text between them.
- Never in a quote, a list, a table, a heading, code or a comment in HTML, and never in the middle of a line. What the page
  shows as part of a quote or of a list counts as such: leave a blank line behind them.
- In upper or lower case, and with full-width characters as Japanese keyboards type them: `／ａｃｋ　１４：０５`.
- From people with triage rights or better. 👍 on the comment says that a command in it was carried out, 😕 that one was
  not; the reply says why, and what to type instead.
- As the comment stands now. Edit a mistyped command, or delete the comment, and the incident follows.

A word that is nearly one of these commands is answered with the command that was probably meant. Commands of other bots
are left alone.

## What can be typed

`[ ]` may be left out; of words with `|` between them, one is typed; words in capitals stand for something.

| type | what it does | who may |
|---|---|---|
";

/// What there is to know about a command beyond its forms.
const MORE: [(Verb, &str); 7] = [
    (
        Verb::Commander,
        "The person is named with `@`, by a login alone when nothing follows it, or as `me`; `none` leaves the role vacant. \
         Whatever follows is the reason, which the timeline keeps. Every role works so. Two people or a team cannot hold a \
         role.",
    ),
    (
        Verb::Detected,
        "`alert`, `user`, `employee` and the like are understood too, and in Japanese 監視, アラート, お客さま, 顧客, 社内, \
         社員, with or without `by`.",
    ),
    (
        Verb::Can,
        "A part begins with its name and a colon, at the start of a line or of an item of a list, bold or not, and goes on \
         until the next part, the next command or the end of the comment. It may hold lists, quotes and code. The names may \
         be shortened to `C:`, `A:` and `N:`; in Japanese they are 状況, 対応 and 要請. Text without any name is about \
         conditions. A part that says `none`, `-` or なし is cleared.",
    ),
    (
        Verb::Timeline,
        "The text may begin with a time. What is written like a time but is none is refused, so that nothing is filed under \
         another instant; `10 servers restarted` is text.",
    ),
    (Verb::Duplicate, "The address of an issue is understood too."),
    (
        Verb::Snooze,
        "Units are `m`, `h`, `d` and `w`, their full words, and 分, 時間, 日 and 週間; they can be combined: `1h30m`. A time is \
         the next one to come, and may name a day alone: `tomorrow`, `monday 10:00`. Every reminder says by which name it is \
         held back; without a name, all are. [Reminders](nudges.md) lists them.",
    ),
    (
        Verb::Action,
        "What stands before the title may come in any order. The issue is opened at once, as a sub-issue of the incident, with \
         labels for its priority and its day; the row follows when there is a document. A comment may hold several. The \
         kind takes its colon, since titles begin with the same words; in Japanese it is 予防, 検知, 緩和 or 手順. A day has \
         its year first: `2030-01-31`, `2030/1/31`, `2030年1月31日`, and 期限 stands for `due`. Without a day, the configured \
         one of its priority counts. Another repository must belong to the same owner.",
    ),
];

const TIMES_HEAD: &str = "
## Times

Where a form says `[TIME]`, these are understood, with or without `at`. Without a time, the comment's own counts.

| typed | what it means |
|---|---|
";

/// Times that can be typed, and what is meant.
const TIMES: [(&str, &str); 18] = [
    (
        "14:05",
        "the latest such time that is over: at ten past midnight, 23:50 was yesterday",
    ),
    ("14:05:30", "to the second"),
    ("2:05pm", "on the 12-hour clock; `2pm` too"),
    ("today 9:00", "today, in the zone in question"),
    ("yesterday 23:10", "yesterday"),
    ("monday 10:00", "the latest Monday, today included; `mon` too"),
    ("10m ago", "before the comment was written"),
    ("1h30m ago", "the same; `90 min ago`, `2 days ago`"),
    ("now", "the comment's own instant"),
    ("2026-11-20 13:20", "in the configured zone"),
    ("2026/11/20 13:20", "the same"),
    (
        "2026-11-20 13:20 JST",
        "in a zone: an abbreviation, `Asia/Tokyo`, `UTC`, `+09:00`",
    ),
    (
        "2026-11-20T13:20:00+09:00",
        "ISO 8601, with or without seconds, fractions and zone; `Z` is UTC",
    ),
    (
        "Nov 20 13:20",
        "the latest such day; `20 November 2026 13:20` with its year",
    ),
    (
        "11-20 13:20",
        "the same, where only one reading is possible: `05/06` is refused",
    ),
    ("昨日 23:10", "in Japanese; 今日, 月曜 10:00 too"),
    ("10分前", "in Japanese; 1時間半前, 3日前 too"),
    ("11月20日 14時5分", "in Japanese; 2026年11月20日, 午後2時半 too"),
];

const TIMES_RULES: &str = "
- Without a zone, a time is in the repository's `time_zone`.
- An abbreviation that people use for several zones, such as `CST`, is refused, and so is whatever is on no calendar or
  clock.
- A time that the clocks skipped when they were put forward is refused. One that came twice when they were put back means
  the earlier; name the zone (`CET` or `CEST`, say) for the other.
- A time that is still to come is refused. Up to a minute counts as now, since people round up.
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::when::When;

    #[test]
    fn the_documentation_is_current() {
        assert_eq!(
            include_str!("../../docs/commands.md"),
            reference(),
            "see the page itself on how to make it anew"
        );
    }

    #[test]
    fn every_time_of_the_page_is_understood() {
        for (typed, meaning) in TIMES {
            assert!(When::parse(typed).is_ok(), "{typed}");
            // Behind a semicolon the page names more that can be typed, in part or in whole.
            let more = meaning.split_once(';').map_or("", |(_, more)| more);
            for code in more.split('`').skip(1).step_by(2) {
                let is_part = When::parse(code).is_ok() || When::parse(&format!("{code} 14:05")).is_ok();
                assert!(is_part, "{code}");
            }
        }
    }
}
