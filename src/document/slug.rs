//! The part of a document's file name that people read.

/// The most characters of a slug.
const MOST: usize = 50;

/// A file name from a title: letters and digits of any script in lower case, joined by hyphens.
///
/// Never empty, never longer than 50 characters, without dots and slashes, so that it is safe within any path.
/// Text that cannot be kept leaves `incident`.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || (is_mark(c) && !slug.is_empty() && !slug.ends_with('-')) {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = shortened(slug.trim_end_matches('-'));
    if slug.is_empty() {
        "incident".to_owned()
    } else {
        slug
    }
}

/// Marks that belong to the letter before them, such as a voiced sound mark typed by itself.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{3099}' | '\u{309A}')
}

/// At most [`MOST`] characters, without half a word where that leaves enough.
fn shortened(slug: &str) -> String {
    let Some((cut, next)) = slug.char_indices().nth(MOST) else {
        return slug.to_owned();
    };
    let kept = &slug[..cut];
    let whole = match kept.rsplit_once('-') {
        Some((words, _)) if next != '-' && words.chars().count() >= MOST / 2 => words,
        _ => kept,
    };
    whole.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn titles_become_file_names() {
        for (title, expected) in [
            ("Checkout fails: \"declined\"", "checkout-fails-declined"),
            ("決済が失敗する（約20％）", "決済が失敗する-約20"),
            ("ガ\u{3099}", "ガ\u{3099}"),
            ("../../etc/passwd", "etc-passwd"),
            ("--> <!-- @everyone", "everyone"),
            ("🔥🔥", "incident"),
            ("", "incident"),
            ("API — 500s", "api-500s"),
        ] {
            assert_eq!(slug(title), expected);
        }
    }

    #[test]
    fn long_titles_end_with_a_whole_word() {
        let title = "the payment gateway returns errors for every fifth customer in Tokyo";
        assert_eq!(slug(title), "the-payment-gateway-returns-errors-for-every-fifth");
        assert_eq!(slug(&"長".repeat(80)), "長".repeat(50));
    }

    proptest! {
        #[test]
        fn slugs_are_safe(title in any::<String>()) {
            let slug = slug(&title);
            prop_assert!(!slug.is_empty());
            prop_assert!(slug.chars().count() <= MOST);
            prop_assert!(slug.chars().all(|c| c.is_alphanumeric() || c == '-' || is_mark(c)));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        }
    }
}
