//! The page of keys, for people.

use std::fmt::Write;

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
    write!(page, "{COMPLETE}\n```yaml\n{complete}```\n{EXAMPLE}").expect("text can always be appended");
    page
}

const HEAD: &str = "# Configuration

`.github/closeout.yml` on the default branch of the repository. An empty file is a working configuration, and so is none. \
A file with faults changes nothing: all of its faults are reported on the commit that made them, with line and column, \
and the last good configuration stays in force.

What several repositories of one owner have in common can stand in `.github/closeout.yml` of the owner's repository \
named `.github`. Each repository's own file is read over it, key by key: a key that stands in both counts as the \
repository has it, a list as a whole, and a key without a value counts as not there. The faults of the owner's file are \
reported in the owner's `.github` repository, and nowhere else.

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
  - 2026-11-23
  - { date: 2026-12-29..2027-01-03, name: 年末年始 }
default_severity: SEV1
severities:
  SEV1:
    label: sev/1
    description: 決済が止まっている
    postmortem: required
    meeting_within: 2 business days
    update_every: 15 minutes
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
nudges:
  commander_after: 10 minutes
  quiet_after: never
postmortem:
  folder: docs/postmortems
  approvals: 2
```
";
