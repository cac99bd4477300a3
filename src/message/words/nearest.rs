//! Which allowed word somebody probably meant.

/// The word with the fewest letters to change, when few enough are: a third of what was typed, at least one.
pub(super) fn nearest<'a>(typed: &str, allowed: &'a [String]) -> Option<&'a str> {
    let typed: Vec<char> = typed.to_lowercase().chars().take(64).collect();
    let bound = (typed.len() / 3).max(1);
    allowed
        .iter()
        .map(|word| {
            (
                distance(&typed, &word.to_lowercase().chars().collect::<Vec<_>>()),
                word.as_str(),
            )
        })
        .filter(|(distance, _)| *distance <= bound)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// How many letters must be inserted, deleted, replaced or swapped with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let best = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            rows[i][j] = if swapped {
                best.min(rows[i - 2][j - 2] + 1)
            } else {
                best
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
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
}
