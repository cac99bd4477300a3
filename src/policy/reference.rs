//! The page of keys, for people.

use std::fmt::Write;

use crate::calendar::national::{self, Region};

use super::{example, key::KEYS};

/// `docs/configuration.md`, made from the table of keys.
pub fn reference() -> String {
    let mut page = String::from(HEAD);
    for key in &KEYS {
        writeln!(
            page,
            "| `{}` | {} | {} | {} |",
            key.path,
            key.doc,
            key.takes.in_words(),
            key.fallback.in_words()
        )
        .expect("text can always be appended");
    }
    let complete = example::complete();
    let holidays = holidays();
    write!(page, "{COMPLETE}\n```yaml\n{complete}```\n{EXAMPLE}\n{holidays}")
        .expect("text can always be appended");
    page
}

/// The section on national holidays: every code that can be written.
fn holidays() -> String {
    let is_country = |region: &Region| !region.code.contains('-');
    let listed = |regions: &mut dyn Iterator<Item = Region>| {
        let regions = regions.map(|region| format!("`{}` {}", region.code, region.name));
        regions.collect::<Vec<_>>().join(", ")
    };
    let countries = listed(&mut national::regions().filter(is_country));
    let mut text = format!("{HOLIDAYS}\n{countries}.\n");
    for country in national::regions().filter(is_country) {
        let prefix = format!("{}-", country.code);
        let regions = listed(&mut national::regions().filter(|region| region.code.starts_with(&prefix)));
        if !regions.is_empty() {
            write!(text, "\n{}, by region: {regions}.\n", country.name).expect("text can always be appended");
        }
    }
    text
}

const HOLIDAYS: &str = "\
## Holidays

A code among the `holidays` stands for the public holidays of a country or region from 2020 to 2035, with substitute and \
observed days. A region has those of its country too. Where a country's holidays follow the moon, those of later years are \
estimates, and days that governments will decree are not known yet. Working weekends that make up for a holiday do not count \
as business days. The dates come from the Python package `holidays` (MIT licence).
";

const HEAD: &str = "# Configuration

`.github/closeout.yml` on the default branch of the repository. An empty file is a working configuration, and so is none. \
A file with faults changes nothing: all of its faults are reported on the commit that made them, with line and column, \
and the last good configuration stays in force.

`*` stands for `SEV1`, `SEV2`, `SEV3` and `SEV4`. This page is generated: \
`cargo run --example configuration > docs/configuration.md`. Editors that know JSON Schema complete and check \
the file with `docs/closeout.schema.json`.

| key | what it means | takes | default |
|---|---|---|---|
";

const COMPLETE: &str = "
## Every key at its default

This file says what counts without it. Keep the lines that you change.
";

const EXAMPLE: &str = "
## An example

```yaml
language: ja
time_zone: Asia/Tokyo
working_days: [mon, tue, wed, thu]
working_hours: 9:30-18:30
holidays:
  - jp
  - { date: 2026-12-29..2027-01-03, name: 年末年始 }
default_severity: SEV1
preset: pagerduty
severities:
  SEV1:
    label: sev/1
    description: 決済が止まっている
    postmortem: required
    meeting_within: 2 business days
    meeting_invites: [owner, commander, responders]
    update_every: 15 minutes
    announcement: required
    template: .github/closeout/sev1.md.hbs
    checklist:
      - stop-the-bleeding
      - preserve-evidence
      - ステータスページを更新する
      - サポート窓口に一報を入れる
  SEV3:
    postmortem: required
labels:
  incident: 障害
  drill: 訓練
timeline:
  comments: all
  mark: eyes
escalation: '@octo-org/sre-leads'
nudges:
  off: [ready-to-merge]
  at_most: 5
  at_most_in_all: 30
  commander_after: 10 minutes
  quiet_after: never
  owner_after: 1 hour
  review_before: 2 days
  outcome_after: 1 hour
  announcement_after: 2 business days
  merge_after: 2 business days
  item_before: 3 calendar days
meeting:
  time: 16:00
  length: 1 hour
postmortem:
  folder: docs/postmortems
  index: pull_request
  template: minimal
  approvals: 2
lint:
  rules:
    blame-language: error
    timeline-without-evidence: off
  most_action_items: 5
  least_priority: P2
actions:
  due_within:
    P0: 5 business days
    P1: 20 business days
    P2: 60 calendar days
    P3: 90 calendar days
```
";
