//! Charts: SVG without anything from elsewhere, drawn from the numbers of a table and named by its words.
//!
//! The table stands beneath and has the same numbers, so that nobody needs to see a chart. Every mark has a title that says
//! what it is. Colours come from the page's style, by class.

use std::fmt::Write as _;

use handlebars::html_escape;

use crate::message::{Language, helper::length};

/// Width of the drawing, in its own units; letters are 13 of them high.
const WIDTH: i64 = 480;
/// Height of the columns.
const HEIGHT: i64 = 170;
/// Room above the columns.
const TOP: i64 = 12;
/// Height of one bar with what is around it.
const BAR: i64 = 28;
/// Room for what stands behind a bar.
const BEHIND: i64 = 84;
/// The longest label that stands before its bar, and the longest one above it, in narrow letters.
const SHORT: i64 = 12;
const LONGEST: i64 = 56;
/// The most labels below columns, so that they do not touch.
const MOST_LABELS: usize = 12;
/// Steps of a scale of counts, and of times in seconds.
const COUNTS: [i64; 10] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const SPANS: [i64; 16] = [
    60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 432_000, 864_000,
    1_728_000, 4_320_000,
];
/// The most lines of a scale.
const MOST_LINES: i64 = 4;

/// How numbers are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A column for each row, whose parts are the series.
    Stacked,
    /// A column for each series, those of a row side by side.
    Grouped,
    /// A bar for each row.
    Bars,
    /// A bar for each row, whose parts are the series.
    StackedBars,
}

/// What the numbers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// How many.
    Count,
    /// How long.
    Seconds,
}

/// A chart, before its table gives it words.
pub(super) struct Chart {
    pub(super) form: Form,
    pub(super) unit: Unit,
    /// Columns of the table whose heads name the series.
    pub(super) columns: Vec<usize>,
    /// Classes of the series; of the rows, where each is one bar.
    pub(super) tones: Vec<&'static str>,
    /// The numbers: a row of the table each, one number a series.
    pub(super) rows: Vec<Vec<Option<i64>>>,
}

/// What the table above which a chart stands says.
pub(super) struct Labels<'t> {
    /// The heading.
    pub(super) title: &'t str,
    /// Heads of its columns.
    pub(super) heads: &'t [String],
    /// First cells of its rows.
    pub(super) rows: &'t [String],
}

impl Chart {
    /// The chart with its legend, as HTML.
    pub(super) fn html(&self, id: &str, labels: &Labels<'_>, language: Language) -> String {
        let greatest = self.greatest();
        if greatest <= 0 {
            return String::new();
        }
        let (height, body) = match self.form {
            Form::Stacked | Form::Grouped => self.columns(greatest, labels, language),
            Form::Bars | Form::StackedBars => self.bars(greatest, labels, language),
        };
        let title = html_escape(labels.title);
        format!(
            "<figure>\n{}<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"{id}-chart\">\n\
             <title id=\"{id}-chart\">{title}</title>\n{body}</svg>\n</figure>\n",
            self.legend(labels)
        )
    }

    /// The greatest column or bar.
    fn greatest(&self) -> i64 {
        let rows = self.rows.iter().map(|row| match self.form {
            Form::Stacked | Form::StackedBars => row.iter().flatten().copied().fold(0, i64::saturating_add),
            Form::Grouped | Form::Bars => row.iter().flatten().copied().max().unwrap_or(0),
        });
        rows.max().unwrap_or(0)
    }

    fn said(&self, value: i64, language: Language) -> String {
        match self.unit {
            Unit::Count => value.to_string(),
            Unit::Seconds => length(Some(value), language),
        }
    }

    /// The series' names, unless there is only one.
    fn legend(&self, labels: &Labels<'_>) -> String {
        if self.columns.len() < 2 {
            return String::new();
        }
        let mut html = "<ul class=\"legend\">\n".to_owned();
        for (series, tone) in self.tones.iter().enumerate().take(self.columns.len()) {
            let name = html_escape(self.series(series, labels));
            write_to(
                &mut html,
                format_args!("<li><i class=\"{tone}\"></i>{name}</li>\n"),
            );
        }
        html + "</ul>\n"
    }

    fn series<'l>(&self, series: usize, labels: &Labels<'l>) -> &'l str {
        let head = self
            .columns
            .get(series)
            .and_then(|column| labels.heads.get(*column));
        head.map_or("", String::as_str)
    }

    /// What a mark says when it is pointed at.
    fn title(
        &self,
        row: usize,
        series: usize,
        value: i64,
        labels: &Labels<'_>,
        language: Language,
    ) -> String {
        let label = labels.rows.get(row).map_or("", String::as_str);
        let said = self.said(value, language);
        let name = if self.columns.len() < 2 {
            ""
        } else {
            self.series(series, labels)
        };
        let parts: Vec<&str> = [label, name]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        html_escape(&format!("{}: {said}", parts.join(", ")))
    }

    fn columns(&self, greatest: i64, labels: &Labels<'_>, language: Language) -> (i64, String) {
        let step = self.step(greatest);
        let top = (greatest + step - 1) / step * step;
        let said = |value: i64| {
            if value == 0 {
                "0".to_owned()
            } else {
                self.said(value, language)
            }
        };
        let widest = (0..=top / step)
            .map(|line| room_of(&said(line * step)))
            .max()
            .unwrap_or(0);
        let left = widest * 8 + 10;
        let y = |value: i64| TOP + HEIGHT - scaled(value, top, HEIGHT);
        let mut svg = String::new();
        for line in 0..=top / step {
            let (value, at) = (line * step, y(line * step));
            let said = html_escape(&said(value));
            write_to(
                &mut svg,
                format_args!(
                    "<line class=\"grid\" x1=\"{left}\" x2=\"{WIDTH}\" y1=\"{at}\" y2=\"{at}\"/>\
                     <text class=\"soft\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{said}</text>\n",
                    left - 6,
                    at + 4
                ),
            );
        }
        let count = i64::try_from(self.rows.len()).unwrap_or(i64::MAX).max(1);
        let room = WIDTH - left;
        let every = self.rows.len().div_ceil(MOST_LABELS).max(1);
        for (row, values) in self.rows.iter().enumerate() {
            let index = i64::try_from(row).unwrap_or(0);
            let (from, to) = (left + room * index / count, left + room * (index + 1) / count);
            self.column(&mut svg, row, values, (from, to), &y, labels, language);
            if row.is_multiple_of(every) {
                label(&mut svg, labels.rows, row, every, i64::midpoint(from, to));
            }
        }
        (TOP + HEIGHT + 40, svg)
    }

    /// The marks of one row between two places.
    #[expect(
        clippy::too_many_arguments,
        reason = "it is the inside of a loop, set apart to be read"
    )]
    fn column(
        &self,
        svg: &mut String,
        row: usize,
        values: &[Option<i64>],
        (from, to): (i64, i64),
        y: &impl Fn(i64) -> i64,
        labels: &Labels<'_>,
        language: Language,
    ) {
        let gap = ((to - from) / 6).max(1);
        let width = (to - from - 2 * gap).clamp(1, 72);
        let left = (from + to - width) / 2;
        let series = i64::try_from(self.columns.len()).unwrap_or(1).max(1);
        let mut below = 0;
        for (index, (value, tone)) in values.iter().zip(&self.tones).enumerate() {
            let Some(value) = value.filter(|value| *value > 0) else {
                continue;
            };
            let (x, wide, base) = if self.form == Form::Grouped {
                let index = i64::try_from(index).unwrap_or(0);
                let (start, end) = (width * index / series, width * (index + 1) / series);
                (left + start, (end - start).max(1), 0)
            } else {
                (left, width, below)
            };
            let high = (y(base) - y(base + value)).max(1);
            let title = self.title(row, index, value, labels, language);
            write_to(
                svg,
                format_args!(
                    "<rect class=\"{tone}\" x=\"{x}\" y=\"{}\" width=\"{wide}\" height=\"{high}\"><title>{title}</title></rect>\n",
                    y(base) - high
                ),
            );
            below += value;
        }
    }

    /// Bars with their labels before them, or above them where those are long.
    fn bars(&self, greatest: i64, labels: &Labels<'_>, language: Language) -> (i64, String) {
        let longest = labels.rows.iter().map(|label| room_of(label)).max().unwrap_or(0);
        let before = if longest <= SHORT { longest * 8 + 10 } else { 0 };
        let (above, pitch) = if before == 0 { (18, BAR + 18) } else { (0, BAR) };
        let room = WIDTH - before - BEHIND;
        let mut svg = String::new();
        for (row, values) in self.rows.iter().enumerate() {
            let top = pitch * i64::try_from(row).unwrap_or(0);
            let label = html_escape(&shortened(labels.rows.get(row).map_or("", String::as_str)));
            let beside = top + above + BAR / 2 + 5;
            let baseline = if before == 0 { top + 16 } else { beside };
            write_to(
                &mut svg,
                format_args!("<text x=\"0\" y=\"{baseline}\">{label}</text>\n"),
            );
            let (mut x, mut sum) = (before, 0);
            for (series, value) in values.iter().enumerate() {
                let Some(value) = value.filter(|value| *value > 0) else {
                    continue;
                };
                let tone = self.tones.get(if self.form == Form::Bars { row } else { series });
                let wide = scaled(value, greatest, room).max(2);
                let title = self.title(row, series, value, labels, language);
                write_to(
                    &mut svg,
                    format_args!(
                        "<rect class=\"{}\" x=\"{x}\" y=\"{}\" width=\"{wide}\" height=\"{}\"><title>{title}</title></rect>\n",
                        tone.copied().unwrap_or("strong"),
                        top + above + 5,
                        BAR - 10
                    ),
                );
                x += wide;
                sum += value;
            }
            let said = html_escape(&self.said(sum, language));
            let behind = if sum == 0 { x } else { x + 6 };
            write_to(
                &mut svg,
                format_args!("<text class=\"soft\" x=\"{behind}\" y=\"{beside}\">{said}</text>\n"),
            );
        }
        (pitch * i64::try_from(self.rows.len()).unwrap_or(0) + 2, svg)
    }

    /// The step of the scale: the least that needs few lines.
    fn step(&self, greatest: i64) -> i64 {
        let steps: &[i64] = match self.unit {
            Unit::Count => &COUNTS,
            Unit::Seconds => &SPANS,
        };
        let fits = |step: &&i64| (greatest + **step - 1) / **step <= MOST_LINES;
        steps
            .iter()
            .find(fits)
            .copied()
            .unwrap_or(greatest.div_euclid(MOST_LINES) + 1)
    }
}

/// The label of a column: its month or quarter, and its year where that is another one than before.
fn label(svg: &mut String, labels: &[String], row: usize, every: usize, middle: i64) {
    let parts = |row: usize| labels.get(row).and_then(|label| label.split_once('-'));
    let Some((year, part)) = parts(row) else { return };
    let before = row.checked_sub(every).and_then(parts);
    let bottom = TOP + HEIGHT + 18;
    write_to(
        svg,
        format_args!(
            "<text x=\"{middle}\" y=\"{bottom}\" text-anchor=\"middle\">{}</text>\n",
            html_escape(part)
        ),
    );
    if before.is_none_or(|(earlier, _)| earlier != year) {
        write_to(
            svg,
            format_args!(
                "<text class=\"soft year\" x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
                bottom + 17,
                html_escape(year)
            ),
        );
    }
}

/// A value on a scale that ends at `top` and is `room` long.
fn scaled(value: i64, top: i64, room: i64) -> i64 {
    let scaled = i128::from(value) * i128::from(room) / i128::from(top.max(1));
    i64::try_from(scaled).unwrap_or(room)
}

/// How many narrow letters take as much room; wide ones take that of two.
fn room_of(label: &str) -> i64 {
    label
        .chars()
        .map(|letter| if letter.is_ascii() { 1 } else { 2 })
        .sum()
}

/// A label that fits the width.
fn shortened(label: &str) -> String {
    let mut short = String::new();
    for letter in label.chars() {
        if room_of(&short) > LONGEST {
            return format!("{}…", short.trim_end());
        }
        short.push(letter);
    }
    short
}

fn write_to(text: &mut String, words: std::fmt::Arguments<'_>) {
    text.write_fmt(words).expect("writing to a string succeeds");
}
