//! The response checklist: what is easily forgotten while the alarm rings.

use std::fmt::Write as _;

use aws_lc_rs::digest;
use serde::{Deserialize, Serialize};

/// What every checklist begins with unless the repository has its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Practice {
    /// End the customers' pain first; the cause can wait.
    StopTheBleeding,
    /// Keep logs, dumps and graphs before they are gone.
    PreserveEvidence,
    /// Tell customers and colleagues.
    Announce,
    /// Ask whether there is another explanation, and another remedy.
    ConsiderAlternatives,
    /// Send away whoever is not needed.
    DismissWhoIsNotNeeded,
}

/// One item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// Said in the configured language.
    Practice(Practice),
    /// Said in the repository's own words.
    Own(String),
}

impl Item {
    /// What a tick is kept by, so that it survives other items being added, moved or taken out.
    pub fn key(&self) -> String {
        match self {
            Self::Practice(practice) => practice.key().to_owned(),
            Self::Own(text) => {
                let hash = digest::digest(&digest::SHA256, text.as_bytes());
                hash.as_ref()[..6].iter().fold(String::new(), |mut key, byte| {
                    write!(key, "{byte:02x}").expect("writing to a string succeeds");
                    key
                })
            }
        }
    }
}

impl Practice {
    /// Every practice, in the order of the list.
    pub const ALL: [Self; 5] = [
        Self::StopTheBleeding,
        Self::PreserveEvidence,
        Self::Announce,
        Self::ConsiderAlternatives,
        Self::DismissWhoIsNotNeeded,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::StopTheBleeding => "stop-the-bleeding",
            Self::PreserveEvidence => "preserve-evidence",
            Self::Announce => "announce",
            Self::ConsiderAlternatives => "consider-alternatives",
            Self::DismissWhoIsNotNeeded => "dismiss-who-is-not-needed",
        }
    }
}

/// Writes the hidden end of an item's line, by which its tick is found again.
pub fn anchor(key: &str) -> String {
    format!("<!-- closeout:item {key} -->")
}

/// The keys of the items that are ticked in a comment of ours.
pub fn ticked(body: &str) -> impl Iterator<Item = &str> {
    body.lines().filter_map(|line| {
        let (text, rest) = line.split_once("<!-- closeout:item ")?;
        let (key, _) = rest.split_once(" -->")?;
        let text = text.trim_start();
        let is_ticked = ["- [x]", "- [X]", "* [x]", "* [X]"]
            .iter()
            .any(|box_| text.starts_with(box_));
        is_ticked.then_some(key)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_found_by_their_keys() {
        let own = Item::Own("監視を止める".into());
        let body = format!(
            "- [x] Stop the bleeding {}\r\n- [ ] Announce {}\n- [X] 監視を止める {}\n- [x] no anchor",
            anchor("stop-the-bleeding"),
            anchor("announce"),
            anchor(&own.key())
        );
        let found: Vec<&str> = ticked(&body).collect();
        assert_eq!(found, ["stop-the-bleeding", own.key().as_str()]);
    }

    #[test]
    fn keys_differ() {
        let own = ["a", "b"].map(|text| Item::Own(text.into()).key());
        let practices = Practice::ALL.map(|practice| Item::Practice(practice).key());
        let keys: std::collections::BTreeSet<&String> = own.iter().chain(&practices).collect();
        assert_eq!(keys.len(), 7);
    }
}
