//! The page of keys, for people.

use std::fmt::Write;

use super::key::KEYS;

/// `docs/configuration.md`, made from the table of keys.
pub fn reference() -> String {
    let mut page = String::from(
        "# Configuration\n\n\
         `.github/closeout.yml` on the default branch of the repository. An empty file is a working configuration, \
         and so is none. A file with faults changes nothing: all of its faults are reported on the commit that made \
         them, with line and column, and the last good configuration stays in force.\n\n\
         `*` stands for `SEV1`, `SEV2`, `SEV3` and `SEV4`. This page is generated: \
         `cargo run --example configuration > docs/configuration.md`. Editors that know JSON Schema complete and check \
         the file with `docs/closeout.schema.json`.\n\n\
         | key | what it means | takes | default |\n|---|---|---|---|\n",
    );
    for key in &KEYS {
        writeln!(
            page,
            "| `{}` | {} | {} | {} |",
            key.path,
            key.doc,
            key.takes.in_words(),
            key.default
        )
        .expect("text can always be appended");
    }
    page.push_str(EXAMPLE);
    page
}

const EXAMPLE: &str = r"
A complete example:

```yaml
language: ja
time_zone: Asia/Tokyo
working_days: [mon, tue, wed, thu, fri]
working_hours: 10:00-18:00
holidays:
  - 2026-11-23
  - { date: 2026-12-29..2027-01-03, name: 年末年始 }
default_severity: SEV2
severities:
  SEV1:
    label: sev/1
    description: 決済が止まっている
    postmortem: required
    meeting_within: 3 business days
labels:
  incident: 障害
  drill: 訓練
postmortem:
  folder: docs/postmortems
  approvals: 2
```
";
