//! Addresses of the repositories' calendars: whoever knows one may read that calendar.
//!
//! The token in an address is made from a secret of the server, so that it cannot be guessed, and names what it opens, so
//! that nothing has to be stored. It changes with the first of the secrets; for as long as an earlier secret is still
//! listed, the addresses made from it go on working.

use std::fmt::Write as _;

use aws_lc_rs::{constant_time::verify_slices_are_equal, hmac};
use secrecy::{ExposeSecret as _, SecretString};

use crate::calendar::address::Address;

/// Hexadecimal digits of the part of a token that cannot be guessed: 128 bits.
const DIGITS: usize = 32;

/// Makes and opens the addresses of calendars.
pub struct Calendars {
    public_url: String,
    keys: Vec<hmac::Key>,
}

/// What a token opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    /// The installation for which it was made.
    pub installation: u64,
    /// The repository whose meetings it shows.
    pub repository: u64,
}

impl Calendars {
    /// Calendars below a public address; none without a secret.
    pub fn new(public_url: &str, secrets: &[SecretString]) -> Option<Self> {
        let key =
            |secret: &SecretString| hmac::Key::new(hmac::HMAC_SHA256, secret.expose_secret().as_bytes());
        let keys: Vec<hmac::Key> = secrets.iter().map(key).collect();
        (!keys.is_empty()).then(|| Self {
            public_url: public_url.trim_end_matches('/').to_owned(),
            keys,
        })
    }

    /// Where the calendar of a repository is served.
    pub fn address(&self, installation: u64, repository: u64) -> Address {
        let opened = Opened {
            installation,
            repository,
        };
        let proof = proof(&self.keys[0], opened);
        Address::new(&self.public_url, &format!("{installation}-{repository}-{proof}"))
    }

    /// What a token opens; nothing when it is none of ours.
    pub fn open(&self, token: &str) -> Option<Opened> {
        let (installation, rest) = token.split_once('-')?;
        let (repository, given) = rest.split_once('-')?;
        let opened = Opened {
            installation: installation.parse().ok()?,
            repository: repository.parse().ok()?,
        };
        // Every key is tried, so that the time it takes does not tell which one fits.
        let fits = |key: &hmac::Key| {
            verify_slices_are_equal(proof(key, opened).as_bytes(), given.as_bytes()).is_ok()
        };
        let fitting = self.keys.iter().filter(|key| fits(key)).count();
        (fitting > 0).then_some(opened)
    }
}

/// What only somebody who holds the secret can tell of a repository.
fn proof(key: &hmac::Key, opened: Opened) -> String {
    let Opened {
        installation,
        repository,
    } = opened;
    let tag = hmac::sign(key, format!("calendar {installation} {repository}").as_bytes());
    let mut digits = String::with_capacity(DIGITS);
    for byte in &tag.as_ref()[..DIGITS / 2] {
        write!(digits, "{byte:02x}").expect("writing to a string succeeds");
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendars(secrets: &[&str]) -> Calendars {
        let secrets: Vec<SecretString> = secrets.iter().map(|secret| (*secret).into()).collect();
        Calendars::new("https://closeout.example/", &secrets).expect("there is a secret")
    }

    fn token(calendars: &Calendars) -> String {
        let page = calendars.address(77, 1000).page();
        let token = page.strip_prefix("https://closeout.example/calendar/");
        token.expect("the address begins so").to_owned()
    }

    #[test]
    fn an_address_opens_what_it_was_made_for() {
        let opened = Opened {
            installation: 77,
            repository: 1000,
        };
        let old = token(&calendars(&["old"]));
        assert_eq!(calendars(&["old"]).open(&old), Some(opened));
        assert_eq!(calendars(&["new", "old"]).open(&old), Some(opened));
        assert_eq!(calendars(&["new"]).open(&old), None);
        assert_ne!(token(&calendars(&["new", "old"])), old);
    }

    #[test]
    fn nothing_else_opens_anything() {
        let calendars = calendars(&["secret"]);
        let right = token(&calendars);
        let proof = right.rsplit('-').next().expect("it ends with the proof");
        for wrong in [
            String::new(),
            "-".into(),
            "77-1000-".into(),
            "77-1000".into(),
            format!("77-1001-{proof}"),
            format!("78-1000-{proof}"),
            format!("77-1000-{}", &proof[..31]),
            format!("77-1000-{proof}0"),
            right.to_uppercase(),
            format!("{right} "),
        ] {
            assert_eq!(calendars.open(&wrong), None, "{wrong:?}");
        }
        assert!(Calendars::new("https://closeout.example", &[]).is_none());
    }
}
