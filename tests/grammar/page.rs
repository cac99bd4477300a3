//! Markdown at random: blocks in which commands stand, blocks in which they are only shown, and soup.

use closeout::domain::command::spec::Verb;
use proptest::prelude::*;

/// The most characters that GitHub takes in a comment.
const LONGEST: usize = 65_536;

/// Bits of Markdown, of commands and of scripts that have their own ideas about order, width and case.
const BITS: [&str; 72] = [
    "/",
    "／",
    "/ack",
    "/sev",
    "/can",
    "/timeline",
    "/snooze",
    "/detected",
    "/commander",
    "/duplicate",
    "/false-alarm",
    "/deploy",
    "/akc",
    "／ａｃｋ",
    " ",
    " ",
    "　",
    "\t",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "> ",
    ">",
    "- ",
    "* ",
    "1. ",
    "    ",
    "```",
    "~~~",
    "`",
    "``",
    "<!--",
    "-->",
    "<b>",
    "<div>",
    "</div>",
    "<pre>",
    "[",
    "](",
    ")",
    "![",
    "[^1]:",
    "|",
    "---",
    "===",
    "# ",
    "\\",
    "&#47;",
    "**",
    "_",
    "Conditions:",
    "needs：",
    "**Actions:**",
    "状況:",
    "none",
    "14:05",
    "25:00",
    "CST",
    "10分前",
    "昨日",
    "until",
    "by",
    "monitor",
    "監視",
    "@bob",
    "@org/team",
    "#12",
    "2h",
    "🚀\u{fe0f}",
    "\u{202e}שלום\u{200d}",
    "\u{0}\u{feff}é",
];

/// Lines of prose that mean nothing in Markdown.
const PROSE: [&str; 8] = [
    "looking at it",
    "決済が失敗しています。",
    "１４：０５　確認中",
    "שלום עולם",
    "🚀 👩\u{200d}🚒 done",
    "a /ack in the middle",
    "see /etc/hosts, or not",
    "e\u{301}\u{301}\u{301} 𝕏 \u{202e}gnorw",
];

/// A part of a comment.
#[derive(Debug, Clone)]
pub(crate) enum Block {
    /// A paragraph with commands among its lines.
    Alive { source: String, commands: Vec<String> },
    /// Something that shows commands.
    Dead(String),
}

impl Block {
    pub(crate) fn source(&self) -> &str {
        match self {
            Self::Alive { source, .. } | Self::Dead(source) => source,
        }
    }

    pub(crate) fn commands(&self) -> &[String] {
        match self {
            Self::Alive { commands, .. } => commands,
            Self::Dead(_) => &[],
        }
    }
}

/// Whatever there is, in any order.
pub(crate) fn soup() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        8 => prop::sample::select(BITS.to_vec()).prop_map(str::to_owned),
        2 => prop::sample::select(examples()).prop_map(|example| format!("\n{example}\n")),
        1 => "\\PC{0,6}",
    ];
    prop::collection::vec(bit, 0..48).prop_map(|bits| bits.concat())
}

/// The same few bits again and again, mostly a few times, at times until the comment is full.
pub(crate) fn storm() -> impl Strategy<Value = String> {
    let bits = prop::collection::vec(prop::sample::select(BITS.to_vec()), 1..5);
    let length = prop_oneof![30 => 1..2_000_usize, 1 => LONGEST / 2..LONGEST];
    (bits, length).prop_map(|(bits, length)| {
        let piece = bits.concat();
        piece.repeat(length / piece.len())
    })
}

pub(crate) fn blocks() -> impl Strategy<Value = Vec<Block>> {
    prop::collection::vec(prop_oneof![alive(), dead().prop_map(Block::Dead)], 0..10)
}

/// Lines to type. What follows a report belongs to it, so that none is among them.
fn examples() -> Vec<&'static str> {
    let verbs = Verb::ALL.iter().filter(|verb| **verb != Verb::Can);
    let forms = verbs.flat_map(|verb| verb.spec().forms);
    let wide = [
        "／ａｃｋ　１４：０５",
        "/ack。",
        "/sev2",
        "/akc",
        "/snooze never",
        "/timeline 25:00 x",
    ];
    forms
        .flat_map(|form| form.examples.iter().copied())
        .chain(wide)
        .collect()
}

fn example() -> impl Strategy<Value = &'static str> {
    prop::sample::select(examples())
}

/// A paragraph. Its first line is not indented, which behind a list would make it a part of the list.
fn alive() -> impl Strategy<Value = Block> {
    let line = prop_oneof![
        prop::sample::select(PROSE.to_vec()).prop_map(|line| (line, false)),
        example().prop_map(|line| (line, true)),
    ];
    prop::collection::vec((line, 0_usize..4), 1..6).prop_map(|lines| {
        let source = lines.iter().enumerate().map(|(index, ((line, _), indent))| {
            let indent = if index == 0 { 0 } else { *indent };
            format!("{}{line}", " ".repeat(indent))
        });
        let commands = lines.iter().filter(|((_, is_command), _)| *is_command);
        Block::Alive {
            source: source.collect::<Vec<_>>().join("\n"),
            commands: commands.map(|((line, _), _)| (*line).to_owned()).collect(),
        }
    })
}

/// Lines that would command if they stood alone, none of them blank.
fn lines() -> impl Strategy<Value = Vec<String>> {
    let line = prop_oneof![
        3 => example().prop_map(str::to_owned),
        1 => prop::sample::select(PROSE.to_vec()).prop_map(str::to_owned),
    ];
    prop::collection::vec(line, 1..5)
}

fn each(lines: &[String], before: &str) -> String {
    let lines: Vec<String> = lines.iter().map(|line| format!("{before}{line}")).collect();
    lines.join("\n")
}

/// A block in which commands are only shown.
pub(crate) fn dead() -> impl Strategy<Value = String> {
    let kind = 0_u8..17;
    (lines(), kind).prop_map(|(lines, kind)| {
        let plain = each(&lines, "");
        match kind {
            0 => each(&lines, "> "),
            1 => format!("> quoted\n{plain}"),
            2 => format!("```sh\n{plain}\n\n{plain}\n```"),
            3 => format!("~~~~\n```\n{plain}\n~~~~"),
            4 => each(&lines, "    "),
            5 => each(&lines, "\t"),
            6 => each(&lines, "- "),
            7 => format!("1. one\n{plain}"),
            8 => format!("- one\n\n{}", each(&lines, "  ")),
            9 => format!("- > {}", lines[0]),
            10 => format!("<!--\n{plain}\n\n{plain}\n-->"),
            11 => format!("text <!-- {}\n{} -->", lines[0], lines[0].replace("--", "")),
            12 => format!("<div>\n{plain}\n</div>"),
            13 => format!("<pre>\n\n{plain}\n\n</pre>"),
            14 => each(&lines, "## "),
            15 => format!("text `code\n{}\n` end", lines[0]),
            _ => format!("| a |\n|---|\n{plain}"),
        }
    })
}

/// A block for within a report, in which parts of a report are only shown too.
pub(crate) fn quoted_report() -> impl Strategy<Value = String> {
    (lines(), 0_u8..5).prop_map(|(mut lines, kind)| {
        lines.push("Actions: x".to_owned());
        let plain = each(&lines, "");
        match kind {
            0 => each(&lines, "> "),
            1 => format!("```\n{plain}\n\n{plain}\n```"),
            2 => format!("<pre>\n{plain}\n</pre>"),
            3 => format!("- one\n{}", each(&lines, "  - ")),
            _ => format!("text\n\n~~~\n{plain}\n~~~\n\ntext"),
        }
    })
}
