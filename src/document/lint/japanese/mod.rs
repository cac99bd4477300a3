//! Just enough Japanese to tell who is said to have done what: people, particles, and what takes a word back.
//!
//! Words are found by their letters, since nothing stands between them. Where it is not clear who is meant, rules stay
//! silent: Japanese leaves out what everybody knows.

pub(super) mod blame;
mod lexicon;
pub(super) mod people;
pub(super) mod task;

pub(super) use lexicon::Lexicon;

/// Whether what follows a word takes it back, or sets it aside: `〜ではなく`, `〜で片付けず`.
pub(super) fn is_denied(after: &str) -> bool {
    const DENIALS: &[&str] = &[
        "ではな",
        "ではあり",
        "でな",
        "でもな",
        "でもあり",
        "じゃな",
        "わけで",
        "とはせ",
        "とせず",
        "に帰さ",
        "で片付け",
        "で片づけ",
        "で終わら",
        "で済ま",
        "を責め",
        "を防",
        "を防止",
        "を減ら",
        "を検出",
        "を検知",
        "があっても",
        "しても",
        "が起きても",
        "せいにせず",
        "せいにしな",
    ];
    let near: String = after.chars().take(14).collect();
    DENIALS.iter().any(|denial| near.contains(denial))
}

/// Who or what is said to act, in the words in front of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Actor {
    /// A person.
    Person,
    /// Something else.
    Thing,
    /// It is not said, or only the topic is.
    Unsaid,
}

/// The actor in a text that ends where the verb begins. `people` are known names, in lower case.
pub(super) fn actor(before: &str, people: &[String]) -> Actor {
    let mut thing = false;
    for (at, particle) in before.char_indices().rev() {
        let behind = &before[at + particle.len_utf8()..];
        let is_particle = match particle {
            // `したが、` joins sentences; `はず` and `では` are words.
            'が' => !behind.starts_with(['、', 'っ', 'り', 'る']) && !before[..at].ends_with(['た', 'だ']),
            'は' => !behind.starts_with(['ず', 'じ', 'い']),
            'も' => !behind.starts_with(['っ', 'の', 'し']),
            _ => false,
        };
        if !is_particle {
            continue;
        }
        if people::ends_with_person(&before[..at], people) {
            // The topic of the sentence acts, unless something nearer does.
            return if thing && particle != 'は' {
                Actor::Thing
            } else {
                Actor::Person
            };
        }
        thing |= particle == 'が';
    }
    if thing { Actor::Thing } else { Actor::Unsaid }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_who_acts_is_found() {
        for (before, expected) in [
            ("担当者が手順を", Actor::Person),
            ("担当者は証明書が切れるまで確認を", Actor::Person),
            ("リトライ処理がヘッダーを", Actor::Thing),
            ("この変更は事前に", Actor::Unsaid),
            ("担当者が設定したジョブが", Actor::Thing),
            ("kenjiが証明書を", Actor::Person),
            ("手順書どおりに作業したが、", Actor::Unsaid),
            ("誰も", Actor::Person),
            ("", Actor::Unsaid),
        ] {
            assert_eq!(actor(before, &["kenji".to_owned()]), expected, "{before}");
        }
    }

    #[test]
    fn what_is_taken_back_does_not_count() {
        for after in ["ではなく、設計の問題である", "で片付けず、", "を防ぐ確認画面"]
        {
            assert!(is_denied(after), "{after}");
        }
        assert!(!is_denied("により、データが削除された"));
    }
}
