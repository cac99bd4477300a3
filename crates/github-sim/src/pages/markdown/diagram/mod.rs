//! Mermaid fences as figures. Timelines and Gantt charts of dated bars are drawn; anything else is shown as it was
//! written, with a caption.
//!
//! Places along the chart are percentages and the rest is in pixels, so that a drawing fits every width without its
//! letters becoming small.

mod gantt;

use std::fmt::Write as _;

use super::escape;

/// Height of one line of text.
const LINE: usize = 22;
/// Room for a line on the narrowest screens, in letters; wide ones count twice.
const LETTERS: usize = 40;

/// The figure for the text of a fence.
pub(super) fn figure(source: &str) -> String {
    let lines: Vec<&str> = source
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("%%"))
        .collect();
    let drawn = match lines.split_first() {
        Some((&"timeline", rest)) => timeline(rest),
        Some((&"gantt", rest)) => gantt::draw(rest),
        _ => None,
    };
    match drawn {
        Some((title, svg)) => format!("<figure class=\"diagram\">{}{svg}</figure>\n", caption(&title)),
        None => format!(
            "<figure class=\"diagram\">{}<pre tabindex=\"0\"><code class=\"language-mermaid\">{}</code></pre></figure>\n",
            caption("Diagram, as written for Mermaid"),
            escape(source)
        ),
    }
}

fn caption(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<figcaption>{}</figcaption>", escape(text))
}

/// A rail with a dot for each period, and what happened then below it.
fn timeline(lines: &[&str]) -> Option<(String, String)> {
    let (mut title, mut body, mut y) = (String::new(), String::new(), 0);
    for line in lines {
        if let Some(text) = line.strip_prefix("title ") {
            text.trim().clone_into(&mut title);
        } else if let Some(text) = line.strip_prefix("section ") {
            y += write_text(&mut body, text, 0, y, "part");
        } else {
            let parts = split(line);
            let (period, events) = parts.split_first()?;
            if !period.is_empty() {
                let _ = write!(
                    body,
                    "<circle class=\"bar-todo\" cx=\"7\" cy=\"{}\" r=\"5\"/>",
                    y + 11
                );
                y += write_text(&mut body, period, 22, y, "when");
            }
            for text in events {
                y += write_text(&mut body, text, 22, y, "what");
            }
        }
    }
    let rail = format!("<line class=\"rail\" x1=\"7\" y1=\"8\" x2=\"7\" y2=\"{y}\"/>");
    (y > 0).then(|| (title, svg(y, &format!("{rail}{body}"))))
}

/// The parts of a line that stand between ` : `; a time such as 13:20 has no spaces around its colon. A line that
/// begins with a colon goes on with the period before.
fn split(line: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = line.split(" : ").map(str::trim).collect();
    if let Some(rest) = line.strip_prefix(": ") {
        parts[0] = rest.split(" : ").next().unwrap_or_default().trim();
        parts.insert(0, "");
    }
    parts
}

fn svg(height: usize, body: &str) -> String {
    format!("<svg width=\"100%\" height=\"{height}\">{body}</svg>")
}

/// Writes a text below `y`, wrapped, and gives its height.
fn write_text(out: &mut String, text: &str, x: usize, y: usize, class: &str) -> usize {
    let lines = wrap(text);
    for (at, line) in lines.iter().enumerate() {
        let baseline = y + at * LINE + 16;
        let line = escape(line);
        let _ = write!(
            out,
            "<text class=\"{class}\" x=\"{x}\" y=\"{baseline}\">{line}</text>"
        );
    }
    lines.len() * LINE
}

/// A text in lines that fit: broken at spaces, or anywhere in scripts that have none.
fn wrap(text: &str) -> Vec<String> {
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for word in text.trim().split_inclusive(|c: char| c == ' ' || !c.is_ascii()) {
        let width = word
            .chars()
            .map(|c| if c.is_ascii() { 1 } else { 2 })
            .sum::<usize>();
        if used + width > LETTERS && used > 0 {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        line.push_str(word);
        used += width;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeline_is_drawn_with_its_times() {
        let drawn = figure(
            "timeline\n  title What <b>happened</b>\n  section Before\n  13:20 : Deploy : 502\n       : again\n",
        );
        assert!(
            drawn.contains("<figcaption>What &lt;b&gt;happened&lt;/b&gt;</figcaption>"),
            "{drawn}"
        );
        assert_eq!(drawn.matches("<circle").count(), 1, "{drawn}");
        for text in [
            ">13:20</text>",
            ">Deploy</text>",
            ">502</text>",
            ">again</text>",
            ">Before</text>",
        ] {
            assert!(drawn.contains(text), "{text} in {drawn}");
        }
    }

    #[test]
    fn what_is_not_understood_is_shown_as_it_is() {
        for source in ["graph TD\n  A --> B", "gantt\n  Task : someday", "", "timeline"] {
            let shown = figure(source);
            assert!(
                shown.contains("<code class=\"language-mermaid\">") && !shown.contains("<svg"),
                "{shown}"
            );
        }
        assert!(figure("graph TD\n  A --> <script>").contains("--&gt; &lt;script&gt;"));
    }

    #[test]
    fn long_texts_are_wrapped_in_every_script() {
        let lines = wrap("再試行の上限が外れ、接続プールが枯渇したため、決済の五分の一が失敗しました");
        assert!(
            lines.len() == 2 && lines.iter().all(|line| line.chars().count() <= 20),
            "{lines:?}"
        );
        assert_eq!(wrap("short"), ["short"]);
    }
}
