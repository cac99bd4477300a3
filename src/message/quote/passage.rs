//! The beginning of a text that is too long to be quoted whole.

/// The first characters of a text, at most `most` of them, up to where a reader would pause: the end of a line,
/// of a sentence, of a word. Nothing when the text fits whole.
pub(super) fn beginning(text: &str, most: usize) -> Option<&str> {
    let (end, _) = text.char_indices().nth(most)?;
    let kept = &text[..end];
    let pauses = [line_end, sentence_end, word_end];
    // A pause in the first half would throw too much away.
    let pause = pauses
        .iter()
        .find_map(|pause| pause(kept).filter(|at| *at > end / 2));
    Some(kept[..pause.unwrap_or(end)].trim_end())
}

fn line_end(text: &str) -> Option<usize> {
    text.rfind('\n')
}

fn sentence_end(text: &str) -> Option<usize> {
    let ends = [". ", "! ", "? ", "。", "！", "？"];
    ends.iter()
        .filter_map(|end| text.rfind(end).map(|at| at + end.trim_end().len()))
        .max()
}

fn word_end(text: &str) -> Option<usize> {
    text.rfind(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_where_readers_pause() {
        for (text, most, expected) in [
            ("short", 5, None),
            ("", 0, None),
            ("line one\nline two", 12, Some("line one")),
            ("One sentence. Another one", 20, Some("One sentence.")),
            ("一つ目の文。二つ目の文。", 10, Some("一つ目の文。")),
            ("several words here", 11, Some("several")),
            ("unbroken", 4, Some("unbr")),
            ("a\nbbbbbbbbbbbbbbbbbbbbbb", 10, Some("a\nbbbbbbbb")),
            ("決済が失敗", 3, Some("決済が")),
        ] {
            assert_eq!(beginning(text, most), expected, "{text:?}");
        }
    }
}
