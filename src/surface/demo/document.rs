//! How a report gets into the document that Closeout prepared.

use std::ops::Range;

use anyhow::Context as _;

use super::script::Report;

/// The document with the report written in: lines of the front matter replaced, rows below the table of action items,
/// and a text in place of the note to the author below each heading.
///
/// # Errors
///
/// Fails when the document has no such line, heading, note or table: then the template is another one.
pub(super) fn write(document: &str, report: &Report) -> anyhow::Result<String> {
    let mut text = document.to_owned();
    for (before, after) in report.facts {
        let line = format!("\n{before}\n");
        anyhow::ensure!(text.contains(&line), "the document has no line `{before}`");
        text = text.replacen(&line, &format!("\n{after}\n"), 1);
    }
    if !report.action_items.is_empty() {
        let note = note_below(&text, report.action_heading)?;
        let table = text[note.end..].find("|:--|\n");
        let (found, rule) = (table.map(|at| note.end + at), "|:--|\n".len());
        let rows = found.context("the document has no table of action items")? + rule;
        text.insert_str(rows, &format!("{}\n", report.action_items.join("\n")));
    }
    for (heading, words) in report.sections {
        let note = note_below(&text, heading)?;
        text.replace_range(note, words);
    }
    Ok(text)
}

/// The document with these pieces replaced, each of which must stand there.
///
/// # Errors
///
/// Fails when a piece does not.
pub(super) fn mend(document: &str, changes: &[(&str, &str)]) -> anyhow::Result<String> {
    let mut text = document.to_owned();
    for (before, after) in changes {
        anyhow::ensure!(text.contains(before), "the document does not say `{before}`");
        text = text.replacen(before, after, 1);
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

    const NOTHING: Report = Report {
        message: "Write",
        facts: &[],
        sections: &[],
        action_heading: "Action items",
        action_items: &[],
    };

    #[test]
    fn everything_finds_its_place() {
        let written = write(
            TEMPLATE,
            &Report {
                facts: &[("tags: []", "tags: [a]")],
                sections: &[("Summary", "It broke."), ("Action items", "One.")],
                action_items: &["| Mend it | |"],
                ..NOTHING
            },
        );
        assert_eq!(
            written.unwrap(),
            "---\ntags: [a]\n---\n\n## Summary\n\nIt broke.\n\n## Action items\n\nOne.\n\n| Action | Issue |\n|:--|:--|\n| Mend it | |\n\n## Lessons\n"
        );
    }

    #[test]
    fn what_is_mended_has_to_be_there() {
        let mended = mend("one two two", &[("two", "three"), ("one ", "")]).unwrap();
        assert_eq!(mended, "three two");
        assert!(mend("one", &[("two", "")]).is_err());
    }

    #[test]
    fn another_template_is_noticed() {
        let written = |facts, sections| {
            let report = Report {
                facts,
                sections,
                ..NOTHING
            };
            write(TEMPLATE, &report).unwrap_err().to_string()
        };
        assert!(written(&[("tags: [b]", "")], &[]).contains("tags: [b]"));
        assert!(written(&[], &[("Impact", "")]).contains("Impact"));
        assert!(written(&[], &[("Lessons", "")]).contains("note to the author"));
    }
}
