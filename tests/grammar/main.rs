//! Comments of every shape against the grammar of commands: a fuzzer that is an ordinary test.
//!
//! `PROPTEST_CASES` says how many comments each test makes; `CONTRIBUTING.md` tells how to let it run for an hour.
//! Nothing is asserted about speed, but a comment of the greatest length that GitHub takes is among them, and a
//! parser that needed more than a little of anything for each character would be noticed.

mod page;

use closeout::domain::{
    command::{Command, CommandLine, parse, without_commands},
    report::CanPart,
};
use proptest::prelude::*;

use page::{Block, blocks, dead, quoted_report, soup, storm};

/// What holds for every comment, whatever is in it.
fn check(body: &str) -> Result<Vec<CommandLine>, TestCaseError> {
    let lines = parse(body);
    for line in &lines {
        prop_assert_eq!(line.text.trim(), line.text.as_str());
        prop_assert!(!line.text.contains(['\n', '\r']));
        if let Ok(command) = &line.command {
            check_printed(command)?;
        }
    }
    if !body.contains('\r') {
        for ending in ["\r\n", "\r"] {
            prop_assert_eq!(&parse(&body.replace('\n', ending)), &lines, "with {:?}", ending);
        }
    }
    prop_assert!(without_commands(body).len() <= body.len());
    Ok(lines)
}

/// A command of one line is read from its own line as the same again. A comment in HTML that code kept from being one
/// may be one there, and what stands in a report needs all of its comment to be understood.
fn check_printed(command: &Command) -> Result<(), TestCaseError> {
    let printed = command.to_string();
    if !matches!(command, Command::Can(_)) && !printed.contains("<!--") {
        let again: Vec<_> = parse(&printed).into_iter().map(|line| line.command).collect();
        prop_assert_eq!(again, [Ok(command.clone())], "{}", printed);
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_text_breaks_it(body in soup()) {
        check(&body)?;
    }

    #[test]
    fn no_amount_of_text_breaks_it(body in storm()) {
        let lines = parse(&body);
        prop_assert!(lines.len() <= body.len() / "/ack".len());
        prop_assert!(without_commands(&body).len() <= body.len());
    }

    /// Commands count where they stand on their own, in their order, and nowhere else.
    #[test]
    fn only_what_stands_in_a_paragraph_commands(blocks in blocks()) {
        let body: Vec<&str> = blocks.iter().map(Block::source).collect();
        let alive = blocks.iter().flat_map(Block::commands);
        let expected: Vec<CommandLine> = alive.flat_map(|line| parse(line)).collect();
        let lines = check(&body.join("\n\n"))?;
        prop_assert_eq!(lines, expected);
    }

    /// What belongs to a report commands nothing and begins no other part of it.
    #[test]
    fn a_report_holds_what_is_quoted_in_it(quoted in prop::collection::vec(quoted_report(), 0..4)) {
        let quoted = quoted.join("\n\n");
        let body = format!("/can\nConditions: c\n\n{quoted}\n\nNeeds: n\n\n/ack\n\nNeeds: chat");
        let lines = check(&body)?;
        prop_assert_eq!(lines.len(), 2);
        let Ok(Command::Can(parts)) = &lines[0].command else {
            return Err(TestCaseError::fail(format!("{:?}", lines[0])));
        };
        let conditions = format!("c\n\n{quoted}").trim().to_owned();
        prop_assert_eq!(parts, &[(CanPart::Conditions, conditions), (CanPart::Needs, "n".to_owned())]);
    }

    /// However deep it is buried, it is still buried.
    #[test]
    fn nothing_comes_out_of_a_quote(inner in soup(), depth in prop_oneof![1_usize..4, 1_usize..40]) {
        let marks = "> ".repeat(depth);
        let lines: Vec<String> = inner.split(['\n', '\r']).map(|line| format!("{marks}{line}")).collect();
        prop_assert_eq!(check(&lines.join("\n"))?, []);
    }

    #[test]
    fn nothing_comes_out_of_what_is_dead(blocks in prop::collection::vec(dead(), 1..8)) {
        prop_assert_eq!(check(&blocks.join("\n\n"))?, []);
    }
}
