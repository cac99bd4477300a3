//! Findings for programs: JSON of our own, SARIF for code scanning, and commands to GitHub's runners.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Checked, count, level, told};
use crate::{
    document::lint::{Level, RULES, Rule},
    message::{Language, context::FindingRow, lint as words},
};

/// What cannot stand in an address as it is.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// One object: the files with their findings, and how many there are.
pub(super) fn json(checked: &[Checked], language: Language) -> String {
    let finding = |row: &FindingRow| {
        let told = told(row, language);
        json!({
            "rule": row.rule,
            "level": level(row.level),
            "line": row.line,
            "column": row.column,
            "end_line": row.end_line,
            "end_column": row.end_column,
            "title": told.title,
            "message": told.message,
            "reason": told.reason,
        })
    };
    let file = |file: &Checked| {
        let findings: Vec<Value> = file.findings.iter().map(finding).collect();
        json!({ "path": file.path, "findings": findings })
    };
    let files: Vec<Value> = checked.iter().map(file).collect();
    let whole = json!({
        "files": files,
        "errors": count(checked, Level::Error),
        "warnings": count(checked, Level::Warning),
    });
    format!("{whole:#}\n")
}

/// A log of the Static Analysis Results Interchange Format, version 2.1.0.
pub(super) fn sarif(checked: &[Checked], language: Language) -> String {
    let results: Vec<Value> = checked
        .iter()
        .flat_map(|file| file.findings.iter().map(move |row| result(file, row, language)))
        .collect();
    let rules: Vec<Value> = RULES.iter().map(|rule| descriptor(rule, language)).collect();
    let whole = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "closeout",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            // Columns are counted in characters, not in the pairs of UTF-16.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{whole:#}\n")
}

fn descriptor(rule: &Rule, language: Language) -> Value {
    let (work, address) = rule.source.rsplit_once(": ").unwrap_or((rule.source, ""));
    json!({
        "id": rule.id,
        "shortDescription": { "text": words::title(rule.id, language) },
        "fullDescription": { "text": words::reason(rule.id, language) },
        "help": { "text": work },
        "helpUri": address.trim(),
        "defaultConfiguration": { "level": level(rule.level) },
    })
}

fn result(file: &Checked, row: &FindingRow, language: Language) -> Value {
    let told = told(row, language);
    let index = RULES.iter().position(|rule| rule.id == row.rule);
    json!({
        "ruleId": row.rule,
        "ruleIndex": index,
        "level": level(row.level),
        "message": { "text": format!("{}: {}", told.title, told.message) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": utf8_percent_encode(&file.path, PATH).to_string() },
            // The end lies behind the last character.
            "region": {
                "startLine": row.line,
                "startColumn": row.column,
                "endLine": row.end_line,
                "endColumn": row.end_column + 1,
            },
        } }],
    })
}

/// Commands that a runner turns into annotations. What a file holds is data in them, and never a command itself.
pub(super) fn github(checked: &[Checked], language: Language) -> String {
    let mut out = String::new();
    for file in checked {
        for row in &file.findings {
            let told = told(row, language);
            let columns = if row.line == row.end_line {
                format!(",col={},endColumn={}", row.column, row.end_column)
            } else {
                String::new()
            };
            // Writing to a string does not fail.
            let _ = writeln!(
                out,
                "::{} file={},line={},endLine={}{columns},title={}::{}",
                level(row.level),
                property(&file.path),
                row.line,
                row.end_line,
                property(told.title),
                data(&format!("{} ({})", told.message, row.rule)),
            );
        }
    }
    out
}

/// The message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command, which commas and colons would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
