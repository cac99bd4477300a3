//! YAML front matter at the head of a file, shown as a table the way GitHub shows it.
//!
//! This is a reader for display, not a YAML parser: it follows the indentation of mappings and lists and takes
//! everything else literally. A head it cannot follow is shown whole, as code.

use std::fmt::Write as _;

use super::escape;

/// The front matter between its `---` lines, if the file begins with one, and the rest of the file.
pub(super) fn split(text: &str) -> (Option<&str>, &str) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some(after) = text
        .strip_prefix("---\n")
        .or_else(|| text.strip_prefix("---\r\n"))
    else {
        return (None, text);
    };
    let mut at = 0;
    for line in after.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return (Some(&after[..at]), &after[at + line.len()..]);
        }
        at += line.len();
    }
    (None, text)
}

/// The table of `matter`: a row for each key, and tables inside tables.
pub(super) fn table(matter: &str) -> String {
    let lines: Vec<Line<'_>> = matter.lines().filter_map(Line::read).collect();
    if lines.is_empty() {
        return String::new();
    }
    let body = mapping(&lines, 0)
        .unwrap_or_else(|| format!("<pre tabindex=\"0\"><code>{}</code></pre>", escape(matter)));
    format!(
        "<div class=\"front-matter scroll\" role=\"group\" aria-label=\"Front matter\" tabindex=\"0\">{body}</div>\n"
    )
}

struct Line<'a> {
    indent: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let text = line.trim();
        let shown = !text.is_empty() && !text.starts_with('#');
        shown.then(|| Self {
            indent: line.len() - line.trim_start().len(),
            text,
        })
    }
}

/// Deeper than any front matter people write; a hostile one is shown as code.
const MAX_DEPTH: usize = 8;

fn mapping(lines: &[Line<'_>], depth: usize) -> Option<String> {
    let indent = lines.first()?.indent;
    let mut rows = String::new();
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        let (key, value) = key_and_value(line.text)?;
        if line.indent != indent || depth > MAX_DEPTH {
            return None;
        }
        // A list may stand at the same indentation as its key.
        let inner = after
            .iter()
            .take_while(|l| l.indent > indent || is_item(l, indent))
            .count();
        let (inner, after) = after.split_at(inner);
        let cell = if inner.is_empty() {
            scalar(value)
        } else if value.is_empty() {
            block(inner, depth + 1)?
        } else {
            literal(value, inner)
        };
        let _ = write!(
            rows,
            "<tr><th scope=\"row\">{}</th><td>{cell}</td></tr>",
            scalar(key)
        );
        rest = after;
    }
    Some(format!("<table><tbody>{rows}</tbody></table>"))
}

fn is_item(line: &Line<'_>, indent: usize) -> bool {
    line.indent == indent && (line.text == "-" || line.text.starts_with("- "))
}

fn block(lines: &[Line<'_>], depth: usize) -> Option<String> {
    let first = lines.first()?;
    if is_item(first, first.indent) {
        list(lines, depth)
    } else {
        mapping(lines, depth)
    }
}

fn list(lines: &[Line<'_>], depth: usize) -> Option<String> {
    let indent = lines.first()?.indent;
    let mut cells = String::new();
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        if !is_item(line, indent) || depth > MAX_DEPTH {
            return None;
        }
        let text = line.text[1..].trim_start();
        let inner = after.iter().take_while(|l| l.indent > indent).count();
        let (inner, after) = after.split_at(inner);
        let cell = if inner.is_empty() && key_and_value(text).is_none() {
            scalar(text)
        } else {
            let head = Line {
                indent: indent + (line.text.len() - text.len()),
                text,
            };
            let whole: Vec<_> = std::iter::once(&head)
                .chain(inner)
                .map(|l| Line { ..*l })
                .collect();
            mapping(&whole, depth + 1)?
        };
        let _ = write!(cells, "<li>{cell}</li>");
        rest = after;
    }
    Some(format!("<ul>{cells}</ul>"))
}

/// A block scalar (`|` or `>`) or a plain one that goes on over several lines.
fn literal(value: &str, lines: &[Line<'_>]) -> String {
    let head = (!value.starts_with(['|', '>'])).then_some(value);
    let texts: Vec<_> = head.into_iter().chain(lines.iter().map(|l| l.text)).collect();
    escape(&texts.join(" "))
}

fn key_and_value(text: &str) -> Option<(&str, &str)> {
    if text.starts_with(['"', '\'', '{', '[']) {
        return None;
    }
    let (key, value) = text.split_once(':')?;
    (value.is_empty() || value.starts_with(' ')).then(|| (key.trim(), without_comment(value.trim())))
}

fn without_comment(value: &str) -> &str {
    if value.starts_with(['"', '\'']) {
        return value;
    }
    value.find(" #").map_or(value, |at| value[..at].trim_end())
}

fn scalar(value: &str) -> String {
    let flow = value.strip_prefix('[').and_then(|v| v.strip_suffix(']'));
    if let Some(items) = flow {
        let items: Vec<_> = items
            .split(',')
            .map(|item| escape(unquoted(item.trim())))
            .collect();
        return items.join(", ");
    }
    if matches!(value, "null" | "~") {
        String::new()
    } else {
        escape(unquoted(value))
    }
}

fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote).and_then(|v| v.strip_suffix(quote)))
        .unwrap_or(value)
}
