//! The difference of two texts, line by line, with a few lines around each change and the rest left out.

use std::collections::BTreeSet;

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
    /// How bad a remark about this line is: `notice`, `warning` or `failure`.
    pub(super) noted: Option<&'static str>,
    /// Stretches of it that remarks are about: first and last character, counted from 1, and how bad it is.
    pub(super) marks: Vec<(usize, usize, &'static str)>,
}

impl Line {
    /// The text in pieces, each with how bad the remark about it is. Where two remarks overlap, the earlier wins.
    pub(super) fn pieces(&self) -> Vec<(Option<&'static str>, String)> {
        let mut pieces: Vec<(Option<&'static str>, String)> = Vec::new();
        for (at, letter) in self.text.chars().enumerate() {
            let about = |(from, to, _): &&(usize, usize, &'static str)| (*from..=*to).contains(&(at + 1));
            let level = self.marks.iter().find(about).map(|(_, _, level)| *level);
            match pieces.last_mut() {
                Some((last, text)) if *last == level => text.push(letter),
                _ => pieces.push((level, letter.to_string())),
            }
        }
        pieces
    }
}

/// The diff with its context; empty when the texts are equal.
#[cfg(test)]
fn diff(old: &str, new: &str) -> Vec<Line> {
    with_gaps(&all_lines(old, new), &BTreeSet::new())
}

/// Every line of both texts.
pub(super) fn all_lines(old: &str, new: &str) -> Vec<Line> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    number(&diff_lines(&old, &new))
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
            noted: None,
            marks: Vec::new(),
        }
    };
    rows.iter().map(line).collect()
}

/// Only what changed, and the lines of the new text that are wanted besides, with a few lines around each.
pub(super) fn with_gaps(lines: &[Line], wanted: &BTreeSet<usize>) -> Vec<Line> {
    let shown = |line: &Line| line.mark != Mark::Same || line.new.is_some_and(|new| wanted.contains(&new));
    let changed: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| shown(line))
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
        noted: None,
        marks: Vec::new(),
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
    fn a_wanted_line_is_shown_and_marked_where_the_remarks_are() {
        let text: String = (1..=30).flat_map(|n| [n.to_string(), "\n".into()]).collect();
        let mut lines = with_gaps(&all_lines(&text, &text), &[20].into());
        assert_eq!(lines.iter().filter(|line| line.mark == Mark::Same).count(), 7);
        let line = &mut lines[4];
        assert_eq!(
            (line.new, line.pieces()),
            (Some(20), vec![(None, "20".to_owned())])
        );
        line.text = "日本語 text".into();
        line.marks = vec![(2, 3, "failure"), (3, 4, "notice"), (9, 99, "notice")];
        let pieces: Vec<_> = line
            .pieces()
            .into_iter()
            .map(|(level, text)| (level.unwrap_or("-"), text))
            .collect();
        let expected = [("-", "日"), ("failure", "本語"), ("notice", " "), ("-", "text")];
        assert_eq!(pieces, expected.map(|(level, text)| (level, text.to_owned())));
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
