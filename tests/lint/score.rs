//! How well the rules about words do on the corpus: sentences that are fine, and sentences that must be found.
//!
//! A line is `section | sentence` where nothing may be found, and `section | rules | sentence` where these rules must
//! find something. Each sentence is put into its section of a postmortem that is good otherwise.

use closeout::document::{
    Postmortem, Section,
    lint::{Language, Measured, Setting, lint},
};

/// The rules that read sentences.
const RULES: [&str; 5] = [
    "blame-language",
    "root-cause-human-error",
    "root-cause-names-person",
    "action-vague-verb",
    "announcement-says-outage",
];

/// The result for each language, and a line about each sentence that was judged wrongly.
pub(crate) fn scores() -> (Vec<Measured>, Vec<String>) {
    let mut wrong = Vec::new();
    let scores = vec![
        score(
            Language::En,
            include_str!("../../src/document/lint/tests/good.en.md"),
            include_str!("corpus/en.good.txt"),
            include_str!("corpus/en.bad.txt"),
            &mut wrong,
        ),
        score(
            Language::Ja,
            include_str!("../../src/document/lint/tests/good.ja.md"),
            include_str!("corpus/ja.good.txt"),
            include_str!("corpus/ja.bad.txt"),
            &mut wrong,
        ),
    ];
    (scores, wrong)
}

fn score(language: Language, document: &str, good: &str, bad: &str, wrong: &mut Vec<String>) -> Measured {
    let mut measured = Measured {
        language,
        good: 0,
        bad: 0,
        found: 0,
        false_alarms: 0,
    };
    for line in lines(good) {
        let [section, sentence] = fields(line);
        let found = findings(document, section, sentence);
        measured.good += 1;
        measured.false_alarms += found.len();
        if !found.is_empty() {
            wrong.push(format!("{found:?} in {sentence}"));
        }
    }
    for line in lines(bad) {
        let [section, rules, sentence] = fields(line);
        let found = findings(document, section, sentence);
        for rule in rules.split(',') {
            measured.bad += 1;
            if found.contains(&rule) {
                measured.found += 1;
            } else {
                wrong.push(format!("no {rule} in {sentence}"));
            }
        }
        let others = found
            .iter()
            .filter(|found| !rules.split(',').any(|rule| rule == **found));
        for other in others {
            measured.false_alarms += 1;
            wrong.push(format!("{other} beside {rules} in {sentence}"));
        }
    }
    measured
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn fields<const N: usize>(line: &str) -> [&str; N] {
    let fields: Vec<&str> = line.splitn(N, " | ").collect();
    fields
        .try_into()
        .unwrap_or_else(|_| panic!("{N} fields in {line}"))
}

/// The rules that find something once the sentence stands in its section.
fn findings(document: &str, section: &str, sentence: &str) -> Vec<&'static str> {
    let (section, body) = match section {
        "summary" => (Section::Summary, sentence.to_owned()),
        "cause" => (Section::RootCause, sentence.to_owned()),
        "detection" => (Section::Detection, sentence.to_owned()),
        "well" => (Section::WentWell, format!("- {sentence}")),
        "badly" => (Section::WentBadly, format!("- {sentence}")),
        "lessons" => (Section::Lessons, sentence.to_owned()),
        "announcement" => (Section::CustomerAnnouncement, sentence.to_owned()),
        "action" => (
            Section::ActionItems,
            format!(
                "| Action | Kind | Priority | Owner | Due | Issue |\n|:--|:--|:--|:--|:--|:--|\n\
                 | {sentence} | prevent | P1 | @kenji | 2026-12-20 | #43 |"
            ),
        ),
        other => panic!("{other} is no section of the corpus"),
    };
    let read = Postmortem::parse(document);
    let old = read
        .section(section)
        .expect("the good document has every section")
        .range;
    let text = format!("{}\n\n{body}\n\n{}", &document[..old.start], &document[old.end..]);
    let found = lint(&Postmortem::parse(&text), &Setting::default());
    let mut rules: Vec<&str> = found.iter().map(|found| found.rule.id).collect();
    rules.retain(|rule| RULES.contains(rule));
    rules.dedup();
    rules
}
