//! Addresses that GitHub makes links of although nobody marked them.

use std::ops::Range;

/// What an address may begin with.
const SCHEMES: [&str; 3] = ["https://", "http://", "www."];

/// The addresses in a piece of text, in order.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // Nothing but these letters begins an address; the others need no closer look.
        if !matches!(bytes[at], b'h' | b'H' | b'w' | b'W') {
            at += 1;
            continue;
        }
        match address(text, at) {
            Some(end) => {
                found.push(at..end);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Where the address ends that begins at a byte.
fn address(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    let scheme = SCHEMES.iter().find(|scheme| {
        rest.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
    })?;
    let is_inside = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    let host = &text[at + scheme.len()..];
    if is_inside || !host.starts_with(char::is_alphanumeric) {
        return None;
    }
    let end = host.find(ends_address).unwrap_or(host.len());
    Some(at + scheme.len() + without_trail(&host[..end]).len())
}

/// Full-width punctuation ends an address here, although GitHub would take it in: nobody means it.
fn ends_address(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "<\"`、。，．（）「」『』【】〈〉《》！？：；".contains(c)
}

/// The address without the punctuation of the sentence around it.
fn without_trail(address: &str) -> &str {
    let mut kept = address;
    let (opened, mut closed) = (count(kept, b'('), count(kept, b')'));
    while let Some(last) = kept.bytes().next_back() {
        let drops = b"?!.,:;*_~'".contains(&last) || (last == b')' && closed > opened);
        if !drops {
            break;
        }
        closed -= usize::from(last == b')');
        kept = &kept[..kept.len() - 1];
    }
    kept
}

fn count(text: &str, wanted: u8) -> usize {
    text.bytes().filter(|byte| *byte == wanted).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (text, expected) in [
            (
                "see https://a.example/x_y?z=1&q=2, and",
                &["https://a.example/x_y?z=1&q=2"][..],
            ),
            ("(https://a.example/x_(y))", &["https://a.example/x_(y)"]),
            ("https://a.example.", &["https://a.example"]),
            (
                "詳細はhttps://a.example/障害を参照。",
                &["https://a.example/障害を参照"],
            ),
            (
                "詳細（https://a.example）と www.b.example、",
                &["https://a.example", "www.b.example"],
            ),
            ("HTTP://A.example x http://b", &["HTTP://A.example", "http://b"]),
            ("xhttps://a.example https:// www. swww.a", &[]),
            ("https://a.example/)))", &["https://a.example/"]),
        ] {
            let found: Vec<&str> = addresses(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
