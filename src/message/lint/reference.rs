//! `docs/lint.md`: the page of rules, made from the rules themselves, their examples and their measurements.

use std::fmt::Write as _;

use super::{reason, title};
use crate::{
    document::lint::{self, Example, Level, Measured, RULES, Rule},
    message::Language,
};

/// The page; `measured` is how well the rules about words do on the corpus, once a language.
pub fn reference(measured: &[Measured]) -> String {
    let mut page = String::from(HEAD);
    page.push_str("| rule | what it finds | level |\n|---|---|---|\n");
    for rule in RULES {
        let (id, title) = (rule.id, title(rule.id, Language::En));
        writeln!(page, "| [`{id}`](#{id}) | {title} | {} |", level(rule)).expect(APPENDED);
    }
    page.push_str(CONFIGURE);
    page.push_str(&measurements(measured));
    page.push_str("\n## The rules\n");
    for rule in RULES {
        page.push_str(&entry(rule));
    }
    page
}

fn level(rule: &Rule) -> String {
    let name = match rule.level {
        Level::Error => "error",
        Level::Warning => "warning",
    };
    if rule.gap && rule.level == Level::Error {
        format!("{name}; warning in a draft")
    } else {
        name.to_owned()
    }
}

fn entry(rule: &Rule) -> String {
    let mut text = format!("\n### {}\n", rule.id);
    for language in Language::ALL {
        let (title, reason) = (title(rule.id, language), reason(rule.id, language));
        write!(text, "\n**{title}.** {reason}\n").expect(APPENDED);
    }
    let (work, address) = rule.source.rsplit_once(": ").unwrap_or((rule.source, ""));
    write!(
        text,
        "\nLevel: {}. Source: [{work}]({}).\n",
        level(rule),
        address.trim()
    )
    .expect(APPENDED);
    for (name, is_wanted) in [
        (
            "Found",
            (|example: &&Example| !example.finds.is_empty()) as fn(&&Example) -> bool,
        ),
        ("Fine", |example| example.finds.is_empty()),
    ] {
        write!(text, "\n{name}:\n").expect(APPENDED);
        for example in rule.examples.iter().filter(is_wanted) {
            text.push_str(&shown(example));
        }
    }
    text
}

/// An example as code, with what is found in it below.
fn shown(example: &Example) -> String {
    let place = example.section.map_or_else(String::new, |section| {
        let [english, japanese] = section.headings();
        let heading = match example.language {
            lint::Language::En => english,
            lint::Language::Ja => japanese,
        };
        format!("## {heading}\n\n")
    });
    let whole = format!("{place}{}", example.text.trim_end());
    let mut text = format!("\n````markdown\n{}\n````\n", whole.trim_end());
    if !example.finds.is_empty() {
        let finds = example.finds.iter().map(|words| format!("`` {words} ``"));
        let finds: Vec<String> = finds.collect();
        write!(text, "\n→ {}\n", finds.join(", ")).expect(APPENDED);
    }
    text
}

fn measurements(measured: &[Measured]) -> String {
    let mut text = String::from(MEASURED);
    for one in measured {
        let language = match one.language {
            lint::Language::En => "English",
            lint::Language::Ja => "Japanese",
        };
        writeln!(
            text,
            "| {language} | {} | {} | {} | {} | {} | {} |",
            one.good,
            one.bad,
            one.found,
            one.false_alarms,
            percent(one.precision()),
            percent(one.recall())
        )
        .expect(APPENDED);
    }
    text
}

/// Thousandths as a percentage.
fn percent(thousandths: usize) -> String {
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}

const APPENDED: &str = "text can always be appended";

const HEAD: &str = "# Rules of good postmortems

The check `closeout / postmortem` applies these rules to the document on every push to its pull request, and \
`closeout lint FILE…` to files anywhere, with the same findings as text, JSON, SARIF or annotations of a workflow run. An error \
keeps the check from succeeding; a warning is advice. What is merely missing yet is advice as long as the pull request is a \
draft. This page is generated: `cargo run --example lint > docs/lint.md`.

";

const CONFIGURE: &str = "
## Other levels

In `.github/closeout.yml`; a level that is written there counts in drafts too.

```yaml
lint:
  rules:
    blame-language: error
    timeline-without-evidence: off
  most_action_items: 5
  least_priority: P2
```

Rules about words read whole sentences and ask who is said to have done what. They leave alone what stands in quotation \
marks, in code, in quoted blocks and in generated parts, and stay silent where it is not clear who is meant.
";

const MEASURED: &str = "
## How well the rules about words do

`tests/lint/corpus` holds sentences as public postmortems have them, written for this purpose: good ones, in which nothing may be \
found, and bad ones, each with the rules that must find it. Precision is the share of what was found that should be, recall the \
share of what should be found that was. The rules were made with these sentences at hand, so that both are an upper bound for \
texts that nobody has seen. The rules are `blame-language`, `root-cause-human-error`, `root-cause-names-person`, \
`action-vague-verb` and `announcement-says-outage`.

| language | good sentences | things to be found | found | false alarms | precision | recall |
|---|--:|--:|--:|--:|--:|--:|
";
