//! The table of all postmortems in a file of its own: one row for each, which is found again by a comment in it.
//!
//! The table stands between `<!-- closeout:begin index -->` and `<!-- closeout:end index -->`; what is around it is left
//! alone. A row carries `<!-- closeout:row NUMBER DATE FINGERPRINT -->`: the incident, the day by which it is sorted, newest
//! first, and the fingerprint of its cells. A row whose cells have another one was edited by somebody, and is theirs from
//! then on. Rows are read line by line, so that each incident changes its own line and no other.

use std::ops::Range;

use chrono::NaiveDate;

use super::region::fingerprint;

/// The comments around the table.
const BEGIN: &str = "<!-- closeout:begin index -->";
const END: &str = "<!-- closeout:end index -->";
/// How the comment of a row begins.
const ROW: &str = "<!-- closeout:row ";

/// The row of one postmortem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The incident's number.
    pub number: u64,
    /// The day by which it is sorted.
    pub date: NaiveDate,
    /// Its cells as Markdown on one line, from the first bar to before the last one. The last cell tells how many action
    /// items are done.
    pub cells: String,
}

/// What becomes of a text that should have a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It has it.
    There,
    /// Somebody edited the row, or what holds the table together, so that it is left alone.
    Theirs,
    /// It reads so with the row.
    Written(String),
}

/// A row that stands in a table.
struct Found<'t> {
    number: u64,
    date: NaiveDate,
    line: Range<usize>,
    cells: &'t str,
    intact: bool,
}

impl Row {
    /// Whether a text has the row. A number of action items that has changed since may be passed over.
    pub fn is_in(&self, text: &str, whatever_number: bool) -> bool {
        rows(text).iter().any(|found| {
            let same = found.cells == self.cells
                || (whatever_number && without_last(found.cells) == without_last(&self.cells));
            found.number == self.number && same
        })
    }

    /// Puts the row where it belongs, or brings the one that is there up to date. A text without a table gets one at its
    /// end: `head`, its first two lines.
    pub fn put(&self, text: &str, head: &str) -> Outcome {
        match rows(text).iter().find(|found| found.number == self.number) {
            Some(old) if old.cells == self.cells => Outcome::There,
            Some(old) if !old.intact => Outcome::Theirs,
            Some(_) => self.inserted(&without(text, self.number)),
            None if text.contains(BEGIN) || text.contains(END) => self.inserted(text),
            None => {
                let gap = if text.trim().is_empty() { "" } else { "\n\n" };
                let above = text.trim_end();
                self.inserted(&format!("{above}{gap}{BEGIN}\n\n{}\n\n{END}\n", head.trim()))
            }
        }
    }

    /// The text with the row before the first older one, else below the table's last line.
    fn inserted(&self, text: &str) -> Outcome {
        let Some(table) = table(text) else {
            return Outcome::Theirs;
        };
        let older = rows(text)
            .into_iter()
            .find(|found| (found.date, found.number) < (self.date, self.number));
        let at = older.map(|found| found.line.start).or_else(|| {
            let lines = lines(text, &table);
            let of_table = lines.filter(|line| text[line.clone()].trim_start().starts_with('|'));
            of_table.last().map(|line| line.end)
        });
        let Some(at) = at.filter(|at| text[..*at].ends_with('\n')) else {
            return Outcome::Theirs;
        };
        let end = if text[..at].ends_with("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        Outcome::Written(format!("{}{}{end}{}", &text[..at], self.line(), &text[at..]))
    }

    fn line(&self) -> String {
        let Self { number, date, cells } = self;
        format!("{cells} {ROW}{number} {date} {} --> |", fingerprint(cells))
    }
}

/// A text without the row of an incident, unless somebody edited that.
pub fn without(text: &str, number: u64) -> String {
    let mut rows = rows(text).into_iter();
    let row = rows.find(|found| found.number == number && found.intact);
    row.map_or_else(
        || text.to_owned(),
        |row| format!("{}{}", &text[..row.line.start], &text[row.line.end..]),
    )
}

/// A text with every row of another one that it lacks.
pub fn united(text: &str, other: &str, head: &str) -> String {
    let mut whole = text.to_owned();
    for found in rows(other).iter().filter(|found| found.intact) {
        if rows(&whole).iter().any(|known| known.number == found.number) {
            continue;
        }
        let row = Row {
            number: found.number,
            date: found.date,
            cells: found.cells.to_owned(),
        };
        if let Outcome::Written(text) = row.put(&whole, head) {
            whole = text;
        }
    }
    whole
}

/// Whether a text has no row at all.
pub fn is_empty(text: &str) -> bool {
    rows(text).is_empty()
}

/// Where the table is, when it can be told.
fn table(text: &str) -> Option<Range<usize>> {
    let is_once = |mark: &str| text.matches(mark).count() == 1;
    let (begin, end) = (text.find(BEGIN)? + BEGIN.len(), text.find(END)?);
    (is_once(BEGIN) && is_once(END) && begin <= end).then_some(begin..end)
}

/// The lines of a range, each with its end.
fn lines<'t>(text: &'t str, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'t> {
    let mut at = range.start;
    text[range.clone()].split_inclusive('\n').map(move |line| {
        let line = at..at + line.len();
        at = line.end;
        line
    })
}

fn rows(text: &str) -> Vec<Found<'_>> {
    let table = table(text).unwrap_or_default();
    lines(text, &table).filter_map(|line| row(text, line)).collect()
}

fn row(text: &str, line: Range<usize>) -> Option<Found<'_>> {
    let (cells, rest) = text[line.clone()].split_once(ROW)?;
    let (mark, _) = rest.split_once(" -->")?;
    let mut words = mark.split(' ');
    let (number, date, written) = (words.next()?, words.next()?, words.next()?);
    let cells = cells.trim();
    Some(Found {
        number: number.parse().ok()?,
        date: date.parse().ok()?,
        line,
        cells,
        intact: fingerprint(cells) == written,
    })
}

/// Cells without the last one.
fn without_last(cells: &str) -> &str {
    cells.rsplit_once(" | ").map_or(cells, |(rest, _)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "| Date | Postmortem | Done |\n|:--|:--|:--|";

    fn row(number: u64, day: u32, done: &str) -> Row {
        Row {
            number,
            date: NaiveDate::from_ymd_opt(2026, 11, day).unwrap(),
            cells: format!("| 2026-11-{day:02} | [No. {number}](x.md) | {done}"),
        }
    }

    fn put(text: &str, row: &Row) -> String {
        match row.put(text, HEAD) {
            Outcome::Written(text) => text,
            other => panic!("{other:?}"),
        }
    }

    fn order(text: &str) -> Vec<u64> {
        rows(text).iter().map(|found| found.number).collect()
    }

    #[test]
    fn rows_are_sorted_whatever_their_order_of_arrival() {
        let mut text = "# Postmortems\n\nRead them.\n".to_owned();
        for (number, day) in [(7, 20), (3, 5), (9, 21), (8, 20)] {
            text = put(&text, &row(number, day, "0/1"));
        }
        assert_eq!(order(&text), [9, 8, 7, 3]);
        assert!(text.starts_with("# Postmortems\n\nRead them.\n\n<!-- closeout:begin index -->\n\n| Date"));
        assert!(text.ends_with("\n\n<!-- closeout:end index -->\n"), "{text}");
        assert_eq!(row(8, 20, "0/1").put(&text, HEAD), Outcome::There);
    }

    #[test]
    fn only_its_own_line_changes() {
        let text = put(&put("", &row(7, 20, "0/1")), &row(8, 21, "0/1"));
        let text = format!("Above.\r\n\r\n{}Below.\n", text.replace('\n', "\r\n"));
        let changed = put(&text, &row(7, 20, "1/1"));
        let differing: Vec<_> = text
            .lines()
            .zip(changed.lines())
            .filter(|(a, b)| a != b)
            .collect();
        assert_eq!(differing.len(), 1, "{changed}");
        assert_eq!(text.lines().count(), changed.lines().count());
        assert_eq!(changed.matches('\n').count(), changed.matches("\r\n").count() + 1);
        assert!(row(7, 20, "0/1").is_in(&changed, true) && !row(7, 20, "0/1").is_in(&changed, false));
    }

    #[test]
    fn what_somebody_edited_is_theirs() {
        let text = put(&put("", &row(7, 20, "0/1")), &row(8, 21, "0/1"));
        let fixed = text.replace("No. 7", "The long night");
        assert_eq!(row(7, 20, "1/1").put(&fixed, HEAD), Outcome::Theirs);
        assert_eq!(without(&fixed, 7), fixed);
        let torn = text.replace("<!-- closeout:end index -->", "");
        assert_eq!(row(9, 22, "0/1").put(&torn, HEAD), Outcome::Theirs);
        let twice = format!("{text}{text}");
        assert_eq!(row(9, 22, "0/1").put(&twice, HEAD), Outcome::Theirs);
        let bare = "<!-- closeout:begin index -->\n<!-- closeout:end index -->\n";
        assert_eq!(row(9, 22, "0/1").put(bare, HEAD), Outcome::Theirs);
    }

    #[test]
    fn a_row_that_is_put_and_taken_away_leaves_nothing() {
        let text = put("", &row(7, 20, "0/1"));
        assert_eq!(without(&put(&text, &row(8, 21, "0/1")), 8), text);
        assert!(is_empty(&without(&text, 7)) && !is_empty(&text));
    }

    #[test]
    fn two_tables_become_one() {
        let one = put(&put("# Ours\n", &row(7, 20, "0/1")), &row(9, 22, "0/1"));
        let other = put(&put("", &row(7, 20, "1/1")), &row(8, 21, "0/1"));
        let both = united(&one, &other, HEAD);
        assert_eq!(order(&both), [9, 8, 7]);
        assert!(both.starts_with("# Ours\n") && row(7, 20, "0/1").is_in(&both, false));
    }
}
