//! Form bodies: GitHub's default `content_type` for webhooks sends the JSON as one field of an HTML form.

use std::borrow::Cow;

use percent_encoding::percent_decode;

/// The JSON within a body, whatever form it came in. The signature covers the body as it came, not this.
///
/// A form without the field `payload` has no JSON, and none is returned.
pub fn payload<'a>(content_type: Option<&str>, body: &'a [u8]) -> Option<Cow<'a, [u8]>> {
    let kind = content_type.unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Some(Cow::Borrowed(body));
    }
    body.split(|byte| *byte == b'&')
        .find_map(|field| field.strip_prefix(b"payload="))
        .map(|value| Cow::Owned(decode(value)))
}

/// Undoes the encoding of HTML forms; what is no proper escape stays as it is.
fn decode(value: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = value
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    percent_decode(&spaced).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: Option<&str> = Some("application/x-www-form-urlencoded; charset=utf-8");

    #[test]
    fn json_is_taken_as_it_is() {
        let json = br#"{"a":"1+1%20"}"#;
        assert_eq!(payload(Some("application/json"), json).unwrap().as_ref(), json);
        assert_eq!(payload(None, json).unwrap().as_ref(), json);
    }

    #[test]
    fn a_form_holds_it_in_one_field() {
        let body = b"x=1&payload=%7B%22a%22%3A%22b+c%2B%E9%9A%9C%22%7D&y=2";
        assert_eq!(
            payload(FORM, body).unwrap().as_ref(),
            "{\"a\":\"b c+障\"}".as_bytes()
        );
        assert_eq!(payload(FORM, b"payload=100%&x=%zz").unwrap().as_ref(), b"100%");
        assert_eq!(payload(FORM, b"other=1"), None);
        assert_eq!(payload(FORM, b""), None);
    }
}
