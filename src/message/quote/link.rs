//! Links to addresses that GitHub gave us.

/// A Markdown link, or only its text when the address is no web address. `text` is Markdown already.
pub(in crate::message) fn link(text: &str, address: &str) -> String {
    if address.starts_with("https://") || address.starts_with("http://") {
        format!("[{text}]({})", encoded(address))
    } else {
        text.to_owned()
    }
}

/// The address with everything percent-encoded that could end the link or the table cell it stands in.
fn encoded(address: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'*+,;=%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("writing to a string succeeds");
        }
    }
    out
}
