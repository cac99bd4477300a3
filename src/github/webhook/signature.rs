//! Whether a delivery comes from GitHub: HMAC-SHA-256 over the raw body, in `X-Hub-Signature-256`.

use aws_lc_rs::hmac;
use secrecy::{ExposeSecret, SecretString};

/// Why a delivery is not believed. All three are answered alike; they are told apart for the operator's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureFault {
    /// There is no signature. GitHub leaves it out when the webhook has no secret.
    #[error(
        "the delivery is not signed: set the App's webhook secret on GitHub to one of those in CLOSEOUT_WEBHOOK_SECRET"
    )]
    Missing,
    /// The header holds something else than `sha256=` and 64 hexadecimal digits.
    #[error("the header X-Hub-Signature-256 is malformed: it must be sha256= and 64 hexadecimal digits")]
    Malformed,
    /// None of the secrets made this signature.
    #[error(
        "the signature fits none of the secrets in CLOSEOUT_WEBHOOK_SECRET: set it to the App's webhook secret \
         (several, comma-separated, while rotating)"
    )]
    Wrong,
}

/// Verifies the signature in constant time. `secrets` are all those that count, several while they are rotated.
///
/// # Errors
/// [`SignatureFault`], also when there is no secret at all: an unsigned world is never believed.
pub fn verify(secrets: &[SecretString], header: Option<&str>, body: &[u8]) -> Result<(), SignatureFault> {
    let header = header.ok_or(SignatureFault::Missing)?;
    let tag = header
        .strip_prefix("sha256=")
        .and_then(digits)
        .ok_or(SignatureFault::Malformed)?;
    // Every secret is tried, so that time does not tell which of them fitted.
    let fitting = secrets
        .iter()
        .filter(|secret| !secret.expose_secret().is_empty())
        .filter(|secret| {
            let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose_secret().as_bytes());
            hmac::verify(&key, body, &tag).is_ok()
        })
        .count();
    if fitting == 0 {
        Err(SignatureFault::Wrong)
    } else {
        Ok(())
    }
}

/// Thirty-two bytes from sixty-four hexadecimal digits.
fn digits(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let digit = |c: u8| {
            char::from(c)
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        };
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// The example of GitHub's documentation.
    const SECRET: &str = "It's a Secret to Everybody";
    const BODY: &[u8] = b"Hello, World!";
    const SIGNATURE: &str = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    fn secrets(list: &[&str]) -> Vec<SecretString> {
        list.iter().map(|secret| (*secret).into()).collect()
    }

    #[test]
    fn githubs_own_example_is_believed_with_any_secret_in_rotation() {
        assert_eq!(verify(&secrets(&[SECRET]), Some(SIGNATURE), BODY), Ok(()));
        assert_eq!(verify(&secrets(&["old", SECRET]), Some(SIGNATURE), BODY), Ok(()));
        assert_eq!(verify(&secrets(&[SECRET, "new"]), Some(SIGNATURE), BODY), Ok(()));
    }

    #[test]
    fn nothing_else_is() {
        let wrong = Err(SignatureFault::Wrong);
        assert_eq!(verify(&secrets(&["other"]), Some(SIGNATURE), BODY), wrong);
        assert_eq!(
            verify(&secrets(&[SECRET]), Some(SIGNATURE), b"Hello, World?"),
            wrong
        );
        assert_eq!(verify(&[], Some(SIGNATURE), BODY), wrong);
    }

    #[test]
    fn an_empty_secret_counts_as_none() {
        let key = hmac::Key::new(hmac::HMAC_SHA256, b"");
        let tag = hmac::sign(&key, BODY);
        let forged = tag
            .as_ref()
            .iter()
            .fold(String::from("sha256="), |mut forged, byte| {
                write!(forged, "{byte:02x}").unwrap();
                forged
            });
        assert_eq!(
            verify(&secrets(&[""]), Some(&forged), BODY),
            Err(SignatureFault::Wrong)
        );
    }

    #[test]
    fn missing_and_malformed_are_told_apart() {
        let secrets = secrets(&[SECRET]);
        assert_eq!(verify(&secrets, None, BODY), Err(SignatureFault::Missing));
        let short = &SIGNATURE[..70];
        let letters = format!("sha256={}", "g".repeat(64));
        let wide = format!("sha256={}", "é".repeat(32));
        for header in [
            "",
            "sha256=",
            "sha1=abcd",
            &SIGNATURE[7..],
            short,
            &letters,
            &wide,
        ] {
            assert_eq!(
                verify(&secrets, Some(header), BODY),
                Err(SignatureFault::Malformed),
                "{header:?}"
            );
        }
    }
}
