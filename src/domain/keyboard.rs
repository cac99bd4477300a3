//! Full-width characters, as Japanese keyboards produce them, read as the ASCII characters they stand for.
//!
//! Only text that is about to be interpreted goes through here: what people wrote is kept and shown as it was.

/// The ASCII character that a full-width one stands for; every other character stays.
pub(super) fn narrow_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        // Hyphens, dashes, the minus sign, and the long vowel mark that shares its key with the hyphen.
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' => '-',
        _ => c,
    }
}

/// The text with every character narrowed; it has as many characters as before.
pub(crate) fn narrow(text: &str) -> String {
    text.chars().map(narrow_char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_text_becomes_ascii() {
        assert_eq!(narrow("／ａｃｋ　１４：０５"), "/ack 14:05");
        assert_eq!(narrow("２０２６ー１１−２０"), "2026-11-20");
        assert_eq!(narrow("＠ａｌｉｃｅ ～"), "@alice ~");
    }

    #[test]
    fn other_text_stays() {
        for text in ["", "/ack 14:05", "昨日 23:10", "10分前", "é😀"] {
            assert_eq!(narrow(text), text);
        }
    }
}
