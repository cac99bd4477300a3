//! What bob writes into the postmortem, and how it gets there.

use std::ops::Range;

use anyhow::Context as _;

/// Headings of the template, and what bob writes below each.
pub(super) const SECTIONS: &[(&str, &str)] = &[
    (
        "Summary",
        "For 34 minutes in the night of 20 November, about every third card payment in the shop failed. A release \
         of the payments service had reduced its database connection pool to a tenth. Rolling it back ended the \
         failures.",
    ),
    (
        "Impact",
        "412 of 1,260 card payments between 02:29 and 03:03 failed (33 %), counted from `payment_attempts`. 371 \
         customers saw an error; 240 of them paid later. 14 wrote to support. Nobody was charged twice: \
         checked against the acquirer's settlement file.",
    ),
    (
        "Root cause",
        "The release moved the pool size from an environment variable to the configuration file. The file's value, 4, \
         came from the template for local development; 40 had only ever been set in production.\n\n\
         Why did nothing stop it? The release check sends one payment at a time, so four connections are plenty. \
         The configuration has no lower limit, and nothing compares the values of two releases.",
    ),
    (
        "Resolution",
        "Rolling back to the previous release at 03:03. Restarting two instances at 02:56 had no effect: they came \
         back with the same configuration.",
    ),
    (
        "Detection",
        "The alert `checkout-success-rate` fired at 02:44, 15 minutes after the first failure: it looks at a window \
         of 15 minutes. The pool reported that it was full at 02:29, on a dashboard that no alert reads.",
    ),
    (
        "What went well",
        "- The rollback took five minutes and one command.\n\
         - Support pointed customers to bank transfer at once; 62 orders were saved by it.",
    ),
    (
        "What went badly",
        "- A full pool was visible for 15 minutes and alerted nobody.\n\
         - The release check could not have found this.",
    ),
    (
        "Where we got lucky",
        "It was night. At noon the same release would have failed nine payments in ten.",
    ),
    (
        "Response process",
        "One commander, one thread, no hand-over needed. The deploy at 02:28 was not in the incident channel; finding \
         it took nine minutes.",
    ),
    (
        "Customer announcement",
        "Published on the status page on 20 November: *Between 02:29 and 03:03 some card payments were declined. No \
         declined payment was charged. If your order is missing, please order again.*",
    ),
    (
        "Lessons",
        "- A limit that only production has will one day be forgotten: give it a default that works there.\n\
         - Alert on what fills up, not only on what already fails.",
    ),
];

/// Rows of the table of action items.
pub(super) const ACTION_ITEMS: &[&str] = &[
    "| Refuse to start with a connection pool below 20 in production | prevent | P0 | @bob | 2026-12-04 | |",
    "| Alert when the connection pool is full for one minute | detect | P1 | @alice | 2026-12-11 | |",
    "| Send 50 payments at once in the release check | detect | P1 | @bob | 2026-12-18 | |",
];

/// The document with all of it written in: lines of the front matter replaced, a text in place of the note to the
/// author below each heading, and rows below the table of action items.
///
/// # Errors
///
/// Fails when the document has no such line, heading, note or table: then the template is another one.
pub(super) fn write(
    document: &str,
    facts: &[(&str, &str)],
    sections: &[(&str, &str)],
    action_items: &[&str],
) -> anyhow::Result<String> {
    let mut text = document.to_owned();
    for (before, after) in facts {
        let line = format!("\n{before}\n");
        anyhow::ensure!(text.contains(&line), "the document has no line `{before}`");
        text = text.replacen(&line, &format!("\n{after}\n"), 1);
    }
    for (heading, words) in sections {
        let note = note_below(&text, heading)?;
        text.replace_range(note, words);
    }
    if !action_items.is_empty() {
        let note = note_below(&text, "Action items")?;
        let table = text[note.end..].find("|:--|\n");
        let (found, rule) = (table.map(|at| note.end + at), "|:--|\n".len());
        let rows = found.context("the document has no table of action items")? + rule;
        text.insert_str(rows, &format!("{}\n", action_items.join("\n")));
        text.replace_range(note.start..note.end, "Three, each with one owner and a date.");
    }
    Ok(text)
}

/// Where the note to the author stands below a heading.
fn note_below(text: &str, heading: &str) -> anyhow::Result<Range<usize>> {
    let mark = format!("\n## {heading}\n");
    let body = text
        .find(&mark)
        .with_context(|| format!("the document has no section `{heading}`"))?
        + mark.len();
    let section = text[body..].find("\n## ").map_or(text.len(), |end| body + end);
    let missing = || format!("there is no note to the author below `{heading}`");
    let start = body + text[body..section].find("<!--").with_context(missing)?;
    let end = start + text[start..section].find("-->").with_context(missing)? + "-->".len();
    Ok(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "---\ntags: []\n---\n\n## Summary\n\n<!-- What\nbroke. -->\n\n## Action items\n\n<!-- Few. -->\n\n| Action | Issue |\n|:--|:--|\n\n## Lessons\n";

    #[test]
    fn everything_finds_its_place() {
        let written = write(
            TEMPLATE,
            &[("tags: []", "tags: [a]")],
            &[("Summary", "It broke.")],
            &["| Mend it | |"],
        );
        assert_eq!(
            written.unwrap(),
            "---\ntags: [a]\n---\n\n## Summary\n\nIt broke.\n\n## Action items\n\nThree, each with one owner and a date.\n\n| Action | Issue |\n|:--|:--|\n| Mend it | |\n\n## Lessons\n"
        );
    }

    #[test]
    fn another_template_is_noticed() {
        let written = |facts, sections| write(TEMPLATE, facts, sections, &[]).unwrap_err().to_string();
        assert!(written(&[("tags: [b]", "")], &[]).contains("tags: [b]"));
        assert!(written(&[], &[("Impact", "")]).contains("Impact"));
        assert!(written(&[], &[("Lessons", "")]).contains("note to the author"));
    }
}
