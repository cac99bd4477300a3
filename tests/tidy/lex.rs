//! Takes a Rust file apart into code, comments and literals, just well enough to search each by itself.

/// A file taken apart. Lines count from 1.
pub(crate) struct Lexed {
    /// The text with comments and the insides of literals blanked; line breaks stay where they were.
    pub(crate) code: String,
    /// Each comment, its marker included, with the line it begins on.
    pub(crate) comments: Vec<(usize, String)>,
    /// The inside of each string literal, as written, with the line it begins on.
    pub(crate) literals: Vec<(usize, String)>,
}

pub(crate) fn lex(text: &str) -> Lexed {
    let mut lexed = Lexed {
        code: String::new(),
        comments: Vec::new(),
        literals: Vec::new(),
    };
    let mut rest = text;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let after_word = lexed.code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let (end, kind) = next_piece(rest, after_word);
        let (piece, more) = rest.split_at(end);
        match kind {
            Piece::Code => lexed.code.push(first),
            Piece::Comment => lexed.comments.push((line, piece.to_owned())),
            Piece::Literal { open, close } => {
                lexed
                    .literals
                    .push((line, piece[open..piece.len() - close].to_owned()));
            }
            Piece::Char => {}
        }
        if !matches!(kind, Piece::Code) {
            lexed
                .code
                .extend(piece.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        }
        line += piece.matches('\n').count();
        rest = more;
    }
    lexed
}

enum Piece {
    Code,
    Comment,
    /// With the lengths of its marks.
    Literal {
        open: usize,
        close: usize,
    },
    Char,
}

/// The length of the piece at the start of `rest`, and what it is.
fn next_piece(rest: &str, after_word: bool) -> (usize, Piece) {
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), Piece::Comment);
    }
    if rest.starts_with("/*") {
        return (block_comment(rest), Piece::Comment);
    }
    if let Some((open, mark)) = literal_opening(rest).filter(|_| !after_word || rest.starts_with('"')) {
        let escapes = mark == "\"" && !rest[..open].contains('r');
        let inside = literal_inside(&rest[open..], &mark, escapes);
        let end = (open + inside + mark.len()).min(rest.len());
        return (
            end,
            Piece::Literal {
                open,
                close: end - open - inside,
            },
        );
    }
    if rest.starts_with('\'')
        && let Some(end) = char_literal(rest)
    {
        return (end, Piece::Char);
    }
    (rest.chars().next().map_or(0, char::len_utf8), Piece::Code)
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        let here = &rest.as_bytes()[at..];
        if here.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// Of `"`, `b"`, `c"`, `r"`, `br#"` and so on: the opening's length, and the mark that closes it.
fn literal_opening(rest: &str) -> Option<(usize, String)> {
    let prefix = rest.len() - rest.trim_start_matches(['b', 'c', 'r']).len();
    let hashes = rest[prefix..].len() - rest[prefix..].trim_start_matches('#').len();
    let raw = rest[..prefix].contains('r');
    let well_formed = prefix <= 2 && (raw || hashes == 0) && rest[prefix + hashes..].starts_with('"');
    well_formed.then(|| (prefix + hashes + 1, format!("\"{}", "#".repeat(hashes))))
}

fn literal_inside(rest: &str, mark: &str, escapes: bool) -> usize {
    let mut at = 0;
    while at < rest.len() && !rest.as_bytes()[at..].starts_with(mark.as_bytes()) {
        at += if escapes && rest.as_bytes()[at] == b'\\' {
            2
        } else {
            1
        };
    }
    at.min(rest.len())
}

/// `'a'`, `'\n'`, `'"'`; but not the lifetime `'a`.
fn char_literal(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices().skip(1);
    match chars.next()? {
        (_, '\\') => rest[3..].find('\'').map(|end| end + 4),
        _ => chars.next().filter(|(_, c)| *c == '\'').map(|(end, _)| end + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::lex;

    #[test]
    fn comments_and_literals_leave_the_code_and_keep_their_lines() {
        let lexed = lex(
            "let a = \"x // y\"; // not \"z\"\n/* two\nlines */ let b = r#\"say \"hi\"\"#;\n'\"'; let c: &'a str;",
        );
        assert_eq!(
            lexed.comments,
            [(1, "// not \"z\"".to_owned()), (2, "/* two\nlines */".to_owned())]
        );
        assert_eq!(
            lexed.literals,
            [(1, "x // y".to_owned()), (3, "say \"hi\"".to_owned())]
        );
        assert_eq!(lexed.code.lines().count(), 4);
        assert!(lexed.code.contains("let c: &'a str;"), "{}", lexed.code);
        assert!(!lexed.code.contains("hi") && !lexed.code.contains("two"));
    }

    #[test]
    fn escapes_and_words_that_end_like_a_prefix_do_not_mislead() {
        let lexed = lex(r#"f("a\"b", '\'', b"c"); macro_r!("d"); let 日 = "本";"#);
        let literals: Vec<&str> = lexed.literals.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(literals, [r#"a\"b"#, "c", "d", "本"]);
        assert!(lexed.code.contains("let 日"));
    }
}
