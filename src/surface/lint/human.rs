//! Findings for people, as compilers tell them: what, where, the line itself with the words marked, and what to do.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

use super::{Checked, count, level, told};
use crate::{
    document::lint::Level,
    message::{Language, context::FindingRow},
    surface::ink::Ink,
};

/// Columns of a terminal that a line may take; of a longer one, the part around the words is shown.
const WIDTH: usize = 100;
/// Columns that are shown in front of the words when the line has to be cut.
const BEFORE: usize = 30;

const RESET: &str = "\u{1b}[0m";
const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const BLUE: &str = "\u{1b}[1;34m";

/// Everything that was found, and how much it was.
pub(super) fn text(checked: &[Checked], language: Language, ink: Ink) -> String {
    let paint = |color: &str, text: &str| match ink {
        Ink::Coloured => format!("{color}{text}{RESET}"),
        Ink::Plain => text.to_owned(),
    };
    let mut out = String::new();
    for file in checked {
        let lines: Vec<&str> = file.text.split('\n').collect();
        for row in &file.findings {
            let told = told(row, language);
            let color = match row.level {
                Level::Error => RED,
                Level::Warning => YELLOW,
            };
            let head = paint(color, &format!("{}[{}]", level(row.level), row.rule));
            let title = paint(BOLD, &format!(": {}", told.title));
            let at = usize::try_from(row.line).unwrap_or(usize::MAX);
            let line = lines.get(at.saturating_sub(1)).copied().unwrap_or_default();
            let (shown, mark) = marked(line, row);
            let number = row.line.to_string();
            let gap = " ".repeat(number.len());
            let bar = paint(BLUE, "|");
            // Writing to a string does not fail.
            let _ = writeln!(out, "{head}{title}");
            let arrow = paint(BLUE, "-->");
            let path = visible(&file.path);
            let _ = writeln!(out, "{gap}{arrow} {path}:{}:{}", row.line, row.column);
            let _ = writeln!(out, "{gap} {bar}");
            let _ = writeln!(out, "{} {bar} {shown}", paint(BLUE, &number));
            let _ = writeln!(out, "{gap} {bar} {}", paint(color, &mark));
            for note in [told.message.as_str(), told.reason] {
                let _ = writeln!(out, "{gap} {} {note}", paint(BLUE, "="));
            }
            out.push('\n');
        }
    }
    let _ = writeln!(out, "{}", summary(checked, language));
    out
}

/// How much was found in how many files.
fn summary(checked: &[Checked], language: Language) -> String {
    let (errors, warnings) = (count(checked, Level::Error), count(checked, Level::Warning));
    let plural = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    match language {
        Language::En => format!(
            "{}: {}, {}",
            plural(checked.len(), "file"),
            plural(errors, "error"),
            plural(warnings, "warning")
        ),
        Language::Ja => format!("{}ファイル: エラー{errors}件、警告{warnings}件", checked.len()),
    }
}

/// The line as a terminal shows it, and below it the marks under what is meant.
fn marked(line: &str, row: &FindingRow) -> (String, String) {
    let line = line.strip_suffix('\r').unwrap_or(line);
    let line = line
        .strip_prefix('\u{feff}')
        .filter(|_| row.line == 1)
        .unwrap_or(line);
    let first = usize::try_from(row.column).unwrap_or(1).saturating_sub(1);
    let last = if row.line == row.end_line {
        usize::try_from(row.end_column).unwrap_or(usize::MAX)
    } else {
        usize::MAX
    };
    let cells: Vec<(String, usize)> = line.chars().map(cell).collect();
    let end = last.min(cells.len()).max(first + 1);
    let width = |cells: &[(String, usize)]| cells.iter().map(|(_, width)| width).sum::<usize>();
    let mut from = 0;
    if width(&cells) > WIDTH {
        while from < first && width(&cells[from..first.min(cells.len())]) > BEFORE {
            from += 1;
        }
    }
    let (mut shown, mut under, mut taken) = (String::new(), String::new(), 0);
    if from > 0 {
        shown.push('…');
        under.push(' ');
    }
    for (at, (text, width)) in cells.iter().enumerate().skip(from) {
        if taken + width > WIDTH {
            shown.push('…');
            break;
        }
        taken += width;
        shown.push_str(text);
        let mark = if (first..end).contains(&at) { "^" } else { " " };
        under.push_str(&mark.repeat(*width));
    }
    if !under.contains('^') {
        under.push('^');
    }
    (shown, under.trim_end().to_owned())
}

/// A character as it is shown, and how many columns it takes. Nothing in a file may command a terminal.
fn cell(c: char) -> (String, usize) {
    match c {
        '\t' => ("    ".to_owned(), 4),
        c if c.is_control() || is_direction(c) => ("\u{fffd}".to_owned(), 1),
        c => (c.to_string(), c.width().unwrap_or(0)),
    }
}

fn visible(text: &str) -> String {
    text.chars().map(|c| cell(c).0).collect()
}

/// Characters that reorder what stands around them.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
