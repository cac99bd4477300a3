//! Fingerprints: how a comment of ours tells whether it still says what it should.

use std::{collections::BTreeSet, fmt::Write as _};

use aws_lc_rs::digest;

use super::{Message, Voice};

impl Message {
    /// Sixteen hexadecimal digits that change when the message or its voice changes.
    ///
    /// It is kept in the comment's marker, so that comparing what is there with what should be there needs no
    /// rendering, and a release with better wording does not rewrite every comment ever posted.
    ///
    /// # Panics
    ///
    /// Never: a message is plain data, which always becomes JSON.
    pub fn fingerprint(&self, voice: Voice) -> String {
        // Ticks are other people's, and set without us: a comment is not out of date because of them.
        let unticked = self.ticked(&BTreeSet::new());
        let json = serde_json::to_vec(&(unticked, voice)).expect("messages are plain data");
        let hash = digest::digest(&digest::SHA256, &json);
        hash.as_ref()[..8].iter().fold(String::new(), |mut digits, byte| {
            write!(digits, "{byte:02x}").expect("writing to a string succeeds");
            digits
        })
    }
}
