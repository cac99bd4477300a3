//! Each format on the same hostile little document.

use serde_json::Value;

use super::*;

const TEXT: &str = "---\nseverity: SEV2\n---\n\n# Postmortem: x\n\n## Root cause\n\n担当者は 障害に気づくべきだった。\n\n\
    The team failed to look.\u{1b}[31m\n::error::x\n\n## Action items\n\n\
    | Action | Kind | Priority | Owner | Due | Issue |\n|:--|:--|:--|:--|:--|:--|\n\
    | ::set-output name=x::100%, done | prevent | P1 |  | 2026-12-05 | #41 |\n";

fn checked(path: &str) -> Vec<Checked> {
    let setting = Setting {
        levels: RULES_OFF.iter().map(|id| (*id, None)).collect(),
        ..Setting::default()
    };
    let document = Postmortem::parse(TEXT);
    let found = lint::lint(&document, &setting);
    vec![Checked {
        path: path.to_owned(),
        text: TEXT.to_owned(),
        findings: found
            .iter()
            .map(|found| FindingRow::of(found, &document))
            .collect(),
    }]
}

/// What would only make the snapshots longer.
const RULES_OFF: [&str; 1] = ["section-missing"];

#[test]
fn people_see_the_words_marked_in_either_language() {
    for language in Language::ALL {
        let name = format!("human.{language:?}").to_lowercase();
        insta::assert_snapshot!(name, human::text(&checked("a/b.md"), language, Ink::Plain));
    }
}

#[test]
fn colours_are_all_that_ink_adds_and_nothing_in_a_file_commands_a_terminal() {
    let (plain, ink) = (
        human::text(&checked("a.md"), Language::En, Ink::Plain),
        human::text(&checked("a.md"), Language::En, Ink::Coloured),
    );
    assert!(!plain.contains('\u{1b}'), "{plain}");
    let mut bare = String::new();
    for (number, part) in ink.split("\u{1b}[").enumerate() {
        let part = if number == 0 {
            part
        } else {
            part.split_once('m').expect("a colour").1
        };
        bare.push_str(part);
    }
    assert_eq!(bare, plain);
}

#[test]
fn long_lines_are_cut_around_the_words() {
    let text = format!(
        "{}The team failed to look. {}",
        "前".repeat(200),
        "後".repeat(200)
    );
    let document = Postmortem::parse(&text);
    let found = lint::lint(
        &document,
        &Setting {
            levels: RULES_OFF.iter().map(|id| (*id, None)).collect(),
            ..Setting::default()
        },
    );
    let checked = vec![Checked {
        path: "a.md".into(),
        findings: found
            .iter()
            .map(|found| FindingRow::of(found, &document))
            .collect(),
        text: text.clone(),
    }];
    let shown = human::text(&checked, Language::En, Ink::Plain);
    let lines: Vec<&str> = shown.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.contains("failed to look"))
        .expect("the words are shown");
    let column = |line: &str, find: &str| {
        let before = &line[..line.find(find).expect("it is there")];
        unicode_width::UnicodeWidthStr::width(before)
    };
    assert_eq!(
        column(lines[at], "failed to"),
        column(lines[at + 1], "^"),
        "{shown}"
    );
    assert!(unicode_width::UnicodeWidthStr::width(lines[at]) < 120);
}

#[test]
fn programs_get_everything() {
    let text = machine::json(&checked("a.md"), Language::En);
    let value: Value = serde_json::from_str(&text).expect("it is JSON");
    let findings = value["files"][0]["findings"].as_array().expect("a list");
    let errors = findings.iter().filter(|found| found["level"] == "error").count();
    assert_eq!(value["errors"], errors);
    assert_eq!(value["warnings"], findings.len() - errors);
    insta::assert_snapshot!("json", text);
}

#[test]
fn sarif_is_what_the_standard_asks_for() {
    let text = machine::sarif(&checked("a b/日本#1.md"), Language::En);
    let log: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), lint::RULES.len());
    for rule in rules {
        let uri = rule["helpUri"].as_str().expect("an address");
        assert!(uri.starts_with("https://") && !uri.contains(' '), "{uri}");
        assert!(
            !rule["shortDescription"]["text"]
                .as_str()
                .expect("text")
                .is_empty()
        );
        assert!(matches!(
            rule["defaultConfiguration"]["level"].as_str(),
            Some("error" | "warning")
        ));
    }
    let results = run["results"].as_array().expect("results");
    assert!(!results.is_empty());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(matches!(result["level"].as_str(), Some("error" | "warning")));
        assert!(!result["message"]["text"].as_str().expect("text").is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(
            place["artifactLocation"]["uri"],
            "a%20b/%E6%97%A5%E6%9C%AC%231.md"
        );
        let number = |name: &str| place["region"][name].as_u64().expect("a number");
        let (start, end) = (
            (number("startLine"), number("startColumn")),
            (number("endLine"), number("endColumn")),
        );
        assert!(start.0 >= 1 && start.1 >= 1 && end > start, "{place}");
    }
}

#[test]
fn runners_get_one_command_a_line_whatever_a_file_holds() {
    let text = machine::github(&checked("a,b:c\n::error::x.md"), Language::En);
    for line in text.lines() {
        assert!(
            line.starts_with("::error file=") || line.starts_with("::warning file="),
            "{line}"
        );
    }
    insta::assert_snapshot!("github", text);
}
