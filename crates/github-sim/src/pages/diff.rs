//! The difference of two texts, line by line, as a unified diff shows it.
//!
//! A shortest edit script is found with Myers' algorithm; texts that have too little in common are shown as one
//! removal and one addition.

/// Lines shown around each change.
const CONTEXT: usize = 3;

/// Edits beyond which the search is given up.
const MAX_EDITS: usize = 1000;

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
    with_gaps(number(&marks(&old, &new), &old, &new))
}

/// Which lines stay, go and come, in order.
fn marks(old: &[&str], new: &[&str]) -> Vec<Mark> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[head..], &new[head..]);
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let mut marks = vec![Mark::Same; head];
    marks.extend(shortest(old, new).unwrap_or_else(|| replace(old.len(), new.len())));
    marks.extend(vec![Mark::Same; tail]);
    marks
}

fn replace(old: usize, new: usize) -> Vec<Mark> {
    [vec![Mark::Removed; old], vec![Mark::Added; new]].concat()
}

/// Myers' greedy search. `reach[k]` is the furthest old line on diagonal `k`; a copy for each number of edits
/// lets the way be walked back.
fn shortest(old: &[&str], new: &[&str]) -> Option<Vec<Mark>> {
    if old.is_empty() || new.is_empty() {
        return Some(replace(old.len(), new.len()));
    }
    let limit = MAX_EDITS.min(old.len() + new.len());
    let mut reach = vec![0_usize; 2 * limit + 3];
    let mut trace: Vec<Vec<usize>> = Vec::new();
    for edits in 0..=limit {
        trace.push(reach[limit + 1 - edits..=limit + 1 + edits].to_vec());
        for step in 0..=edits {
            // Diagonal k = 2 * step - edits, kept at k + limit + 1 so that the index is never negative.
            let at = 2 * step + limit + 1 - edits;
            let down = step == 0 || (step != edits && reach[at - 1] < reach[at + 1]);
            let mut x = if down { reach[at + 1] } else { reach[at - 1] + 1 };
            if edits == 0 {
                x = 0;
            }
            let Some(mut y) = (x + limit + 1).checked_sub(at) else {
                continue;
            };
            while x < old.len() && y < new.len() && old[x] == new[y] {
                (x, y) = (x + 1, y + 1);
            }
            reach[at] = x;
            if x >= old.len() && y >= new.len() {
                return Some(walk_back(&trace, old.len(), new.len()));
            }
        }
    }
    None
}

fn walk_back(trace: &[Vec<usize>], mut x: usize, mut y: usize) -> Vec<Mark> {
    let mut marks = Vec::new();
    for edits in (1..trace.len()).rev() {
        // `trace[edits]` is what had been reached before: diagonals -edits..=edits, at index k + edits.
        let before = &trace[edits];
        let at = (x + edits).saturating_sub(y);
        let down = at == 0 || (at != 2 * edits && before[at - 1] < before[at + 1]);
        let from_x = if down { before[at + 1] } else { before[at - 1] };
        let diagonal = if down { at + 1 } else { at - 1 };
        let from_y = (from_x + edits).saturating_sub(diagonal);
        while x > from_x + usize::from(!down) && y > from_y + usize::from(down) {
            marks.push(Mark::Same);
            (x, y) = (x - 1, y - 1);
        }
        marks.push(if down { Mark::Added } else { Mark::Removed });
        (x, y) = (from_x, from_y);
    }
    marks.extend(vec![Mark::Same; x.min(y)]);
    marks.reverse();
    marks
}

fn number(marks: &[Mark], old: &[&str], new: &[&str]) -> Vec<Line> {
    let (mut x, mut y) = (0, 0);
    let line = |mark: &Mark| {
        let text = if *mark == Mark::Added {
            new.get(y)
        } else {
            old.get(x)
        };
        let has_old = *mark != Mark::Added;
        let has_new = *mark != Mark::Removed;
        x += usize::from(has_old);
        y += usize::from(has_new);
        Line {
            mark: *mark,
            old: has_old.then_some(x),
            new: has_new.then_some(y),
            text: text.copied().unwrap_or_default().to_owned(),
        }
    };
    marks.iter().map(line).collect()
}

fn with_gaps(lines: Vec<Line>) -> Vec<Line> {
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

    /// Applying the diff to the old text must give the new one, and no more lines change than must.
    #[test]
    fn every_pair_of_short_texts_is_told_right() {
        let texts: Vec<Vec<&str>> = (0..3_usize.pow(5))
            .map(|mut n| {
                let mut text = Vec::new();
                while n > 0 {
                    text.push(["a", "b", "c"][n % 3]);
                    n /= 3;
                }
                text
            })
            .collect();
        for old in texts.iter().step_by(5) {
            for new in texts.iter().step_by(3) {
                let marks = marks(old, new);
                let kept = marks.iter().filter(|mark| **mark == Mark::Same).count();
                let lines = number(&marks, old, new);
                let rebuilt: Vec<_> = lines
                    .iter()
                    .filter(|line| line.new.is_some())
                    .map(|line| line.text.as_str())
                    .collect();
                assert_eq!(&rebuilt, new, "{old:?}");
                assert_eq!(lines.iter().filter(|line| line.old.is_some()).count(), old.len());
                assert_eq!(kept, common(old, new), "{old:?} {new:?}");
            }
        }
    }

    /// Length of the longest common subsequence, by the textbook.
    fn common(a: &[&str], b: &[&str]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut corner = 0;
            for (at, y) in b.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if x == y { corner + 1 } else { above.max(row[at]) };
                corner = above;
            }
        }
        row[b.len()]
    }

    #[test]
    fn texts_with_nothing_in_common_do_not_take_forever() {
        let old: String = (0..5000).map(|n| format!("old {n}\n")).collect();
        let new: String = (0..5000).map(|n| format!("new {n}\n")).collect();
        assert_eq!(diff(&old, &new).len(), 10_001);
    }
}
