//! How far one word is from another, and which word somebody probably meant.

/// How many letters must be inserted, left out, replaced, or exchanged with their neighbour to turn one word into
/// the other.
pub fn edits(from: &str, to: &str) -> usize {
    strsim::osa_distance(from, to)
}

/// The word with the fewest edits, when few enough are needed: a third of the letters that were typed, at least one.
pub fn nearest<'a>(typed: &str, allowed: &'a [String]) -> Option<&'a str> {
    // Nobody's slip is longer than that; what is, would only cost time.
    let typed: String = typed.to_lowercase().chars().take(64).collect();
    let bound = (typed.chars().count() / 3).max(1);
    allowed
        .iter()
        .map(|word| (edits(&typed, &word.to_lowercase()), word.as_str()))
        .filter(|(edits, _)| *edits <= bound)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn slips_of_the_keyboard_find_their_word() {
        let allowed = ["severities", "zone", "language"].map(str::to_owned);
        assert_eq!(nearest("severites", &allowed), Some("severities"));
        assert_eq!(nearest("Zoen", &allowed), Some("zone"));
        assert_eq!(nearest("langauge", &allowed), Some("language"));
        assert_eq!(nearest("", &allowed), None);
        assert_eq!(nearest("holidays", &allowed), None);
    }

    proptest! {
        #[test]
        fn exchanging_neighbours_counts_one(word in "[a-z]{2,10}", at in 0_usize..9) {
            let at = at % (word.len() - 1);
            let mut letters: Vec<char> = word.chars().collect();
            letters.swap(at, at + 1);
            let exchanged: String = letters.into_iter().collect();
            prop_assert!(edits(&exchanged, &word) <= 1);
        }
    }
}
