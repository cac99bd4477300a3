//! The parts of a CAN report.

use super::{Command, CommandLine, parse};
use crate::domain::report::CanPart;

const C: CanPart = CanPart::Conditions;
const A: CanPart = CanPart::Actions;
const N: CanPart = CanPart::Needs;

/// The parts of the one report in a comment.
#[track_caller]
fn parts(body: &str) -> Vec<(CanPart, String)> {
    let mut lines = parse(body);
    assert_eq!(lines.len(), 1, "{body:?} holds {lines:?}");
    match lines.remove(0).command {
        Ok(Command::Can(parts)) => parts,
        other => panic!("{body:?}: {other:?}"),
    }
}

#[track_caller]
fn check(body: &str, expected: &[(CanPart, &str)]) {
    let expected: Vec<(CanPart, String)> = expected
        .iter()
        .map(|(part, text)| (*part, (*text).to_owned()))
        .collect();
    assert_eq!(parts(body), expected, "{body:?}");
}

#[test]
fn parts_begin_with_their_heading() {
    for body in [
        "/can\nConditions: c\nActions: a\nNeeds: n",
        "/can\r\nConditions: c\r\nActions: a\r\nNeeds: n\r\n",
        "/can\n\nConditions:\n\nc\n\nActions:\n\na\n\nNeeds:\n\nn\n",
        "/can Conditions: c\nActions: a\nNeeds: n",
        "/can: Conditions: c\nActions: a\nNeeds: n",
        "/can c\nActions: a\nNeeds: n",
        "/can\nNeeds: n\nActions: a\nConditions: c",
        "/can\nCONDITIONS : c\nactions:a\nneed: n",
        "/can\nC: c\nA: a\nN: n",
        "/can\n**Conditions:** c\n**Actions**: a\n__Needs__ : n",
        "/can\n- Conditions: c\n- Actions: a\n- Needs: n",
        "/can\n- **Conditions:** c\n- **Actions:** a\n- **Needs:** n",
        "/can\n1. Conditions: c\n2. Actions: a\n3. Needs: n",
        "/can\n### Conditions\nc\n### Actions:\na\n### Needs\n\nn",
        "/can\nConditions： c\nActions：a\nNeeds： n",
        "/can\n状況：c\n対応：a\n要請：n",
        "/can\n・現状: c\n・対応状況: a\n・必要なもの: n",
        "/can\n**状況** c\n状況: c\n対応: a\n要望: n",
        "/can\nConditions: old\nActions: a\nNeeds: n\nConditions: c",
        "/can\n<!-- Conditions: x -->\nConditions: c <!-- y -->\nActions: a\n\n<!--\nz\n-->\n\nNeeds: n",
    ] {
        check(body, &[(C, "c"), (A, "a"), (N, "n")]);
    }
}

#[test]
fn any_part_may_be_left_out_and_an_empty_one_is_cleared() {
    check("/can\nActions: a", &[(A, "a")]);
    check("/can Needs: n", &[(N, "n")]);
    check("/can checkout fails", &[(C, "checkout fails")]);
    check("/can\ncheckout fails\n\nstill", &[(C, "checkout fails\n\nstill")]);
    for nothing in ["", "-", "none", "None.", "n/a", "なし", "特になし", " \n\n"] {
        check(
            &format!("/can\nConditions: c\nNeeds: {nothing}"),
            &[(C, "c"), (N, "")],
        );
    }
}

#[test]
fn a_part_goes_on_until_the_next_one() {
    check(
        "/can\nConditions: one\n  two\n\n- three\n  - Needs: four\n\n| x |\n|---|\nActions: a",
        &[
            (C, "one\n  two\n\n- three\n  - Needs: four\n\n| x |\n|---|"),
            (A, "a"),
        ],
    );
    let quoting =
        "log:\n\n```\nNeeds: x\n/ack\n```\n\n> Needs: y\n> /ack\n\n    Needs: z\n\n<pre>\nNeeds: x\n</pre>";
    check(
        &format!("/can\nConditions: {quoting}\n\nActions: a"),
        &[(C, quoting), (A, "a")],
    );
    check(
        "/can\nConditions: c\n> quoted\nActions: a",
        &[(C, "c\n> quoted"), (A, "a")],
    );
    check(
        "/can\nConditions: see https://a.example\nC:\\logs is full\nneedless: x\nActions and: y\nAction items",
        &[(
            C,
            "see https://a.example\nC:\\logs is full\nneedless: x\nActions and: y\nAction items",
        )],
    );
    check(
        "/can\nConditions: **down** and *out*",
        &[(C, "**down** and *out*")],
    );
    check("/can\n**Conditions:** **down**", &[(C, "**down**")]);
}

#[test]
fn the_report_ends_with_the_next_command() {
    let can = |text: &str, parts: &[(CanPart, &str)]| CommandLine {
        text: text.to_owned(),
        command: Ok(Command::Can(
            parts
                .iter()
                .map(|(part, text)| (*part, (*text).to_owned()))
                .collect(),
        )),
    };
    let lines = parse("/ack\n/can\nNeeds: n\n/approve\nmore\n\n/sev 2\nchat\n/can Actions: a\n\nb");
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[1], can("/can", &[(N, "n\n/approve\nmore")]));
    assert_eq!(lines[3], can("/can Actions: a", &[(A, "a\n\nb")]));
    // A slip is answered, and what it was meant to end is not swallowed.
    let lines = parse("/can\nNeeds: n\n/akc\nchat");
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0], can("/can", &[(N, "n")]));
    // On the page it belongs to the item, and so it does here.
    let lines = parse("/can\n- Needs: n\n/ack");
    assert_eq!(lines, [can("/can", &[(N, "n\n/ack")])]);
}
