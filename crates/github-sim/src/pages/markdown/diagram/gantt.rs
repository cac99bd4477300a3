//! Gantt charts: one bar for each task, between the first instant and the last.

use std::collections::HashMap;
use std::fmt::Write as _;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::{LINE, svg, write_text};

/// Words that only say how a chart looks.
const SETTINGS: [&str; 6] = [
    "dateFormat",
    "axisFormat",
    "tickInterval",
    "todayMarker",
    "excludes",
    "weekday",
];

struct Task<'t> {
    name: &'t str,
    class: &'static str,
    start: NaiveDateTime,
    end: NaiveDateTime,
    is_milestone: bool,
}

enum Row<'t> {
    Section(&'t str),
    Task(Task<'t>),
}

/// Title and drawing, if every line is understood.
pub(super) fn draw(lines: &[&str]) -> Option<(String, String)> {
    let mut title = "";
    let (mut rows, mut ends, mut last) = (Vec::new(), HashMap::new(), None);
    for line in lines {
        let word = line.split_whitespace().next().unwrap_or_default();
        if SETTINGS.contains(&word) {
            continue;
        }
        if let Some(text) = line.strip_prefix("title ") {
            title = text.trim();
        } else if let Some(text) = line.strip_prefix("section ") {
            rows.push(Row::Section(text));
        } else {
            let task = task(line, &mut ends, last)?;
            last = Some(task.end);
            rows.push(Row::Task(task));
        }
    }
    let tasks = rows.iter().filter_map(|row| match row {
        Row::Task(task) => Some(task),
        Row::Section(_) => None,
    });
    let from = tasks.clone().map(|task| task.start).min()?;
    let to = tasks.map(|task| task.end).max()?;
    Some((title.to_owned(), chart(&rows, from, to)))
}

fn chart(rows: &[Row<'_>], from: NaiveDateTime, to: NaiveDateTime) -> String {
    let (mut body, mut y) = (String::new(), 0);
    for row in rows {
        match row {
            Row::Section(name) => y += write_text(&mut body, name, 0, y, "part"),
            Row::Task(task) => y += drawn(&mut body, task, y, (from, to)),
        }
    }
    svg(y, &body)
}

/// Draws a task below `y` and gives its height: its name, its times, and a bar; a milestone is a dot.
fn drawn(body: &mut String, task: &Task<'_>, y: usize, (from, to): (NaiveDateTime, NaiveDateTime)) -> usize {
    let whole = (to - from).num_seconds().max(1);
    let share = |span: TimeDelta| span.num_seconds() * 1000 / whole;
    let percent = |tenths: i64| format!("{}.{}%", tenths / 10, tenths % 10);
    let class = task.class;
    let (lettering, figure) = if task.is_milestone {
        // A dot at either end is seen whole.
        let at = percent(share(task.start - from).clamp(8, 992));
        let height = write_text(body, &format!("{} {}", span(task), task.name), 0, y, "what");
        (
            height,
            format!(
                "<circle class=\"{class}\" cx=\"{at}\" cy=\"{}\" r=\"5\"/>",
                y + height + 5
            ),
        )
    } else {
        let (x, width) = (
            percent(share(task.start - from)),
            percent(share(task.end - task.start)),
        );
        let name = write_text(body, task.name, 0, y, "what");
        let height = name + write_text(body, &span(task), 0, y + name, "when");
        let bar = format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"10\" rx=\"5\"/>",
            y + height
        );
        (height, bar)
    };
    let track = y + lettering;
    let _ = write!(
        body,
        "<rect class=\"track\" y=\"{track}\" width=\"100%\" height=\"10\" rx=\"5\"/>{figure}"
    );
    lettering + LINE
}

fn span(task: &Task<'_>) -> String {
    let midnight = |at: NaiveDateTime| at.time() == NaiveTime::MIN;
    let format = if midnight(task.start) && midnight(task.end) {
        "%b %-d"
    } else if task.start.date() == task.end.date() {
        "%H:%M"
    } else {
        "%b %-d, %H:%M"
    };
    let start = task.start.format(format);
    if task.is_milestone {
        return start.to_string();
    }
    format!("{start} – {}", task.end.format(format))
}

/// `Name :tags, id, start, end`, where all but the last may be missing.
fn task<'t>(
    line: &'t str,
    ends: &mut HashMap<&'t str, NaiveDateTime>,
    last: Option<NaiveDateTime>,
) -> Option<Task<'t>> {
    let (name, rest) = line.split_once(" :").or_else(|| line.split_once(':'))?;
    let (mut class, mut is_milestone) = ("bar-todo", false);
    let mut fields: Vec<&str> = rest.split(',').map(str::trim).collect();
    while let Some(tag) = fields.first().copied() {
        match tag {
            "done" => class = "bar-done",
            "active" => class = "bar-active",
            "crit" => class = "bar-crit",
            "milestone" => is_milestone = true,
            _ => break,
        }
        fields.remove(0);
    }
    let (id, start, end) = match *fields.as_slice() {
        [end] => (None, None, end),
        [start, end] => (None, Some(start), end),
        [id, start, end] => (Some(id), Some(start), end),
        _ => return None,
    };
    let start = match start.map(|text| text.strip_prefix("after ").ok_or(text)) {
        None => last?,
        Some(Ok(other)) => *ends.get(other.trim())?,
        Some(Err(text)) => match instant(text) {
            Some(at) => at,
            // `id, end` begins where the task before ends.
            None => last?,
        },
    };
    let end = instant(end).or_else(|| start.checked_add_signed(duration(end)?))?;
    if let Some(id) = id {
        ends.insert(id, end);
    }
    (end >= start).then_some(Task {
        name: name.trim(),
        class,
        start,
        end,
        is_milestone,
    })
}

fn instant(text: &str) -> Option<NaiveDateTime> {
    let whole = [
        "%Y-%m-%d %H:%M",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%dT%H:%M:%S",
    ];
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let time = || NaiveTime::parse_from_str(text, "%H:%M").ok();
    whole
        .into_iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .or_else(|| day().map(|day| day.and_time(NaiveTime::MIN)))
        .or_else(|| time().map(|time| NaiveDate::default().and_time(time)))
}

fn duration(text: &str) -> Option<TimeDelta> {
    let at = text.find(|c: char| !c.is_ascii_digit())?;
    let count: i64 = text[..at].parse().ok()?;
    match &text[at..] {
        "m" | "min" => TimeDelta::try_minutes(count),
        "h" => TimeDelta::try_hours(count),
        "d" => TimeDelta::try_days(count),
        "w" => TimeDelta::try_weeks(count),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_lie_where_their_times_are() {
        let lines = [
            "title Checkout",
            "dateFormat HH:mm",
            "section Response",
            "Unnoticed :crit, a, 13:00, 30m",
            "Repair :active, after a, 14:00",
            "Watched :1h",
        ];
        let (title, svg) = draw(&lines).expect("every line is understood");
        assert_eq!(title, "Checkout");
        for bar in [
            "<rect class=\"bar-crit\" x=\"0.0%\" y=\"66\" width=\"25.0%\"",
            "<rect class=\"bar-active\" x=\"25.0%\" y=\"132\" width=\"25.0%\"",
            "<rect class=\"bar-todo\" x=\"50.0%\" y=\"198\" width=\"50.0%\"",
        ] {
            assert!(svg.contains(bar), "{bar} in {svg}");
        }
        assert!(svg.contains(">13:30 – 14:00</text>"), "{svg}");
    }

    #[test]
    fn milestones_are_dots_with_one_time() {
        let lines = [
            "Repair :13:00, 1h",
            "Found :milestone, 13:30, 0m",
            "Over :milestone, 14:00, 0m",
        ];
        let (_, svg) = draw(&lines).expect("every line is understood");
        for part in [
            ">13:30 Found</text>",
            "<circle class=\"bar-todo\" cx=\"50.0%\" cy=\"93\" r=\"5\"/>",
            ">14:00 Over</text>",
            "cx=\"99.2%\"",
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
    }

    #[test]
    fn days_are_shown_as_days() {
        let (_, svg) = draw(&["Fix :done, 2026-11-21, 3d"]).expect("understood");
        assert!(svg.contains(">Nov 21 – Nov 24</text>"), "{svg}");
    }

    #[test]
    fn nothing_is_guessed() {
        for line in [
            "Task : someday",
            "Task",
            "Task :2026-11-21, 2026-11-20",
            "Task :after x, 1d",
        ] {
            assert!(draw(&[line]).is_none(), "{line}");
        }
    }
}
