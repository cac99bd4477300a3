//! The difference of two texts, line by line, with a few lines around each change and the rest left out.

use crate::world::compare::diff_lines;

/// Lines shown around each change.
const CONTEXT: usize = 3;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Unchanged.
    Same,
    /// Only in the new text.
    Added,
    /// Only in the old text.
    Removed,
    /// Lines left out here; the text is the `@@` header of what follows.
    Gap,
}

/// One line of the diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) mark: Mark,
    /// Line number in the old text.
    pub(super) old: Option<usize>,
    /// Line number in the new text.
    pub(super) new: Option<usize>,
    pub(super) text: String,
}

/// The diff with its context; empty when the texts are equal.
pub(super) fn diff(old: &str, new: &str) -> Vec<Line> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    with_gaps(&number(&diff_lines(&old, &new)))
}

fn number(rows: &[(char, &str)]) -> Vec<Line> {
    let (mut old, mut new) = (0, 0);
    let line = |(sign, text): &(char, &str)| {
        let mark = match sign {
            '+' => Mark::Added,
            '-' => Mark::Removed,
            _ => Mark::Same,
        };
        old += usize::from(mark != Mark::Added);
        new += usize::from(mark != Mark::Removed);
        Line {
            mark,
            old: (mark != Mark::Added).then_some(old),
            new: (mark != Mark::Removed).then_some(new),
            text: (*text).to_owned(),
        }
    };
    rows.iter().map(line).collect()
}

fn with_gaps(lines: &[Line]) -> Vec<Line> {
    let changed: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.mark != Mark::Same)
        .map(|(at, _)| at)
        .collect();
    let mut near = vec![false; lines.len()];
    for at in changed {
        let end = (at + CONTEXT + 1).min(lines.len());
        near[at.saturating_sub(CONTEXT)..end].fill(true);
    }
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if !near[at] {
            at += 1;
            continue;
        }
        let end = near[at..]
            .iter()
            .position(|shown| !shown)
            .map_or(lines.len(), |length| at + length);
        out.push(gap(&lines[at..end]));
        out.extend_from_slice(&lines[at..end]);
        at = end;
    }
    out
}

fn gap(hunk: &[Line]) -> Line {
    let side = |number: fn(&Line) -> Option<usize>| {
        let first = hunk.iter().find_map(number).unwrap_or(0);
        format!("{first},{}", hunk.iter().filter_map(number).count())
    };
    let text = format!("@@ -{} +{} @@", side(|line| line.old), side(|line| line.new));
    Line {
        mark: Mark::Gap,
        old: None,
        new: None,
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> Vec<String> {
        let sign = |mark| match mark {
            Mark::Same => ' ',
            Mark::Added => '+',
            Mark::Removed => '-',
            Mark::Gap => '@',
        };
        diff(old, new)
            .iter()
            .filter(|line| line.mark != Mark::Gap)
            .map(|line| format!("{}{}", sign(line.mark), line.text))
            .collect()
    }

    #[test]
    fn a_changed_line_is_shown_with_its_context() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let lines = diff(old, &old.replace('5', "five"));
        let texts: Vec<_> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(
            texts,
            ["@@ -2,7 +2,7 @@", "2", "3", "4", "5", "five", "6", "7", "8"]
        );
        assert_eq!((lines[4].old, lines[4].new), (Some(5), None));
        assert_eq!((lines[5].old, lines[5].new), (None, Some(5)));
    }

    #[test]
    fn new_and_removed_files_and_equal_texts() {
        assert_eq!(shown("", "a\nb\n"), ["+a", "+b"]);
        assert_eq!(shown("a\nb", ""), ["-a", "-b"]);
        assert!(diff("a\nb\n", "a\nb\n").is_empty());
        assert_eq!(diff("", "a\n")[0].text, "@@ -0,0 +1,1 @@");
    }

    #[test]
    fn far_apart_changes_are_two_hunks() {
        let old: String = (1..=30).flat_map(|n| [n.to_string(), "\n".into()]).collect();
        let new = old
            .replace("\n6\n", "\nfive and a half\n6\n")
            .replace("\n25\n", "\n");
        let gaps: Vec<_> = diff(&old, &new)
            .into_iter()
            .filter(|l| l.mark == Mark::Gap)
            .map(|l| l.text)
            .collect();
        assert_eq!(gaps, ["@@ -3,6 +3,7 @@", "@@ -22,7 +23,6 @@"]);
    }
}
