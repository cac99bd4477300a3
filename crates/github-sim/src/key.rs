//! RSA keys of Apps.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A private key as PEM and its public half as PKCS#1 in DER.
#[derive(Debug)]
pub(crate) struct AppKey {
    pub(crate) private_pem: String,
    pub(crate) public_der: Vec<u8>,
}

/// Why a key is of no use.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The given text holds no RSA private key.
    #[error("the private key is not an RSA key in PEM (PKCS#1 or PKCS#8): {0}")]
    Unreadable(String),
    /// No key could be made.
    #[error("no RSA key could be generated")]
    NotGenerated,
}

/// Makes a key of 2048 bits. Takes a fraction of a second.
pub(crate) fn generate() -> Result<AppKey, KeyError> {
    let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyError::NotGenerated)?;
    let der: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| KeyError::NotGenerated)?;
    let text = STANDARD.encode(der.as_ref());
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(64)
        .filter_map(|line| std::str::from_utf8(line).ok())
        .collect();
    let private_pem = format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
        lines.join("\n")
    );
    Ok(AppKey {
        private_pem,
        public_der: pair.public_key().as_ref().to_vec(),
    })
}

/// Reads a key that was made before.
pub(crate) fn read(pem: &str) -> Result<AppKey, KeyError> {
    let unreadable = |why: String| KeyError::Unreadable(why);
    let text: String = pem
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .map(str::trim)
        .collect();
    let der = STANDARD
        .decode(text)
        .map_err(|error| unreadable(error.to_string()))?;
    let pair = if pem.contains("BEGIN RSA PRIVATE KEY") {
        KeyPair::from_der(&der)
    } else {
        KeyPair::from_pkcs8(&der)
    };
    let pair = pair.map_err(|error| unreadable(error.to_string()))?;
    Ok(AppKey {
        private_pem: pem.to_owned(),
        public_der: pair.public_key().as_ref().to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_key_can_be_read_back() {
        let made = generate().expect("a key can be made");
        let again = read(&made.private_pem).expect("its PEM can be read");
        assert_eq!(made.public_der, again.public_der);
    }

    #[test]
    fn nonsense_is_refused_with_a_reason() {
        let error =
            read("-----BEGIN PRIVATE KEY-----\n%%%\n-----END PRIVATE KEY-----").expect_err("not base64");
        assert!(error.to_string().contains("PKCS#8"), "{error}");
    }
}
