//! The last resort for a message that is too long: whole lines, with everything closed that they leave open.

use super::quote::at_most;

/// The lines of a text that fit, and `rest` behind them; the text as it is when all of it fits.
///
/// Lines are never broken, so that no link, table cell or hidden anchor is. Open code blocks and folds are closed.
/// The result has at most `most` characters.
pub(super) fn cut(text: &str, most: usize, rest: &str) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let room = most.saturating_sub(rest.chars().count() + 2);
    let mut open = Open::default();
    let mut length = 0;
    let mut kept = (0, String::new());
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        length += line.chars().count();
        open.read(line.trim_end());
        let closing = open.closing();
        if length + closing.chars().count() > room {
            break;
        }
        end += line.len();
        kept = (end, closing);
    }
    let (end, closing) = kept;
    if end == 0 {
        return at_most(rest, most);
    }
    format!("{}{closing}\n\n{rest}", text[..end].trim_end())
}

/// What is open at the end of a line.
#[derive(Default)]
struct Open {
    fence: bool,
    folds: usize,
}

impl Open {
    fn read(&mut self, line: &str) {
        // A line that begins with a code span has more backticks later on, which no fence has.
        let is_fence = line.starts_with("```") && !line.trim_start_matches('`').contains('`');
        if is_fence {
            self.fence = !self.fence;
        } else if !self.fence && line == "<details>" {
            self.folds += 1;
        } else if !self.fence && line == "</details>" {
            self.folds = self.folds.saturating_sub(1);
        }
    }

    fn closing(&self) -> String {
        let fence = if self.fence { "\n```" } else { "" };
        format!("{fence}{}", "\n\n</details>".repeat(self.folds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_stays() {
        assert_eq!(cut("a\nb", 3, "rest"), "a\nb");
    }

    #[test]
    fn lines_stay_whole_and_everything_is_closed() {
        let text = "Head\n\n<details>\n<summary>Fold</summary>\n\n```mermaid\ngantt\nmore\n```\n\n</details>\n\nlast line";
        for (most, expected) in [
            (
                74,
                "Head\n\n<details>\n<summary>Fold</summary>\n\n```mermaid\n```\n\n</details>\n\nrest",
            ),
            (
                64,
                "Head\n\n<details>\n<summary>Fold</summary>\n\n</details>\n\nrest",
            ),
            (20, "Head\n\nrest"),
            (5, "rest"),
            (2, "r…"),
        ] {
            assert_eq!(cut(text, most, "rest"), expected, "{most}");
        }
        for most in 1..text.len() {
            assert!(cut(text, most, "rest").chars().count() <= most, "{most}");
        }
    }
}
