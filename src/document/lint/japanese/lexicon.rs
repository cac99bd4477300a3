//! Many words looked up at once.

/// Words with something to each, found in one pass over a text.
pub(in crate::document::lint) struct Lexicon<T: 'static> {
    buckets: Vec<Vec<&'static (&'static str, T)>>,
}

const BUCKETS: usize = 256;

impl<T> Lexicon<T> {
    /// The lexicon of these words.
    pub(in crate::document::lint) fn new(words: &'static [(&'static str, T)]) -> Self {
        let mut buckets: Vec<Vec<_>> = (0..BUCKETS).map(|_| Vec::new()).collect();
        for word in words {
            if let Some(first) = word.0.chars().next() {
                buckets[bucket(first)].push(word);
            }
        }
        Self { buckets }
    }

    /// Every word in a text, with the byte at which it begins.
    pub(in crate::document::lint) fn find<'l>(
        &'l self,
        text: &'l str,
    ) -> impl Iterator<Item = (usize, &'static (&'static str, T))> + 'l {
        text.char_indices().flat_map(move |(at, c)| {
            let here = &text[at..];
            let words = self.buckets[bucket(c)].iter();
            words
                .filter(move |word| here.starts_with(word.0))
                .map(move |word| (at, *word))
        })
    }
}

fn bucket(c: char) -> usize {
    // Both halves of the code matter: kana differ in the lower one only.
    let code = c as usize;
    (code ^ (code >> 8)) % BUCKETS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand() {
        static WORDS: &[(&str, u8)] = &[("不注意", 1), ("注意", 2), ("ミス", 3)];
        let lexicon = Lexicon::new(WORDS);
        let found: Vec<_> = lexicon
            .find("不注意なミス")
            .map(|(at, word)| (at, word.1))
            .collect();
        assert_eq!(found, [(0, 1), (3, 2), (12, 3)]);
    }
}
