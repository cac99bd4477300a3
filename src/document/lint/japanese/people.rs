//! Which Japanese words mean people.

/// People by what they do.
const PEOPLE: &[&str] = &[
    "担当",
    "エンジニア",
    "プログラマー",
    "プログラマ",
    "レビュアー",
    "レビューア",
    "レビュワー",
    "オペレーター",
    "オペレータ",
    "当番",
    "当直",
    "社員",
    "従業員",
    "新人",
    "新卒",
    "上司",
    "上長",
    "部下",
    "メンバー",
    "チーム",
    "スタッフ",
    "指揮官",
    "オンコール",
    "本人",
    "委託先",
    "協力会社",
    "部署",
    "部門",
    "誰か",
    "誰",
    "彼",
    "彼女",
    "運用側",
    "開発側",
    "さん",
    "氏",
    "者",
];

/// Words that end like people and are none, or whom nobody blames.
const OTHERS: &[&str] = &[
    "利用者",
    "使用者",
    "消費者",
    "購入者",
    "閲覧者",
    "来訪者",
    "訪問者",
    "被害者",
    "受信者",
    "送信者",
    "読者",
    "前者",
    "後者",
    "両者",
    "三者",
    "契約者",
    "加入者",
    "登録者",
    "対象者",
    "お客さん",
    "皆さん",
    "みなさん",
    "たくさん",
    "クラスターメンバー",
];

/// Whether a text ends with a word for a person, or with a known name.
pub(in crate::document::lint) fn ends_with_person(text: &str, people: &[String]) -> bool {
    let text = text.trim_end();
    if OTHERS.iter().any(|other| text.ends_with(other)) {
        return false;
    }
    PEOPLE.iter().any(|person| text.ends_with(person)) || ends_with_name(text, people)
}

fn ends_with_name(text: &str, people: &[String]) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let start = text.trim_end_matches(is_part).len();
    let name = &text[start..];
    let is_mention = text[..start].ends_with('@');
    !name.is_empty() && (is_mention || people.iter().any(|known| known == name))
}

/// Whether a person stands somewhere in a text, as the owner of what follows: `担当者の`.
pub(in crate::document::lint) fn owns_near(before: &str, people: &[String]) -> bool {
    /// What can stand between the owner and the word: `担当者の単純な〜`.
    const NEAR: usize = 8;
    let mut near = before.char_indices().rev().take(NEAR);
    near.any(|(at, c)| c == 'の' && ends_with_person(&before[..at], people))
}

/// Names with a title, as bytes of the text: `田中さん`, `佐藤氏`.
pub(in crate::document::lint) fn titled_names(text: &str) -> Vec<std::ops::Range<usize>> {
    /// People by what they are, to whom a title is given as well.
    const ROLES: &[&str] = &[
        "者",
        "員",
        "業",
        "社",
        "店",
        "当",
        "当番",
        "客",
        "皆",
        "取引先",
        "委託先",
        "新人",
        "子",
        "親",
        "奥",
        "娘",
    ];
    let mut found = Vec::new();
    for title in ["さん", "氏", "くん", "君"] {
        for (at, _) in text.match_indices(title) {
            let name = family_name(&text[..at]);
            let length = name.chars().count();
            let after = &text[at + title.len()..];
            let goes_on = after.starts_with(|c: char| is_kanji(c));
            let is_role = ROLES.iter().any(|role| name.ends_with(role));
            if (2..=5).contains(&length) && !is_role && !goes_on && !name.is_empty() {
                found.push(at - name.len()..at + title.len());
            }
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

/// The run of kanji, or of katakana, at the end of a text.
fn family_name(text: &str) -> &str {
    let katakana = |c: char| matches!(c, 'ァ'..='ヶ' | 'ー');
    let of = |is_part: &dyn Fn(char) -> bool| {
        let start = text.trim_end_matches(is_part).len();
        &text[start..]
    };
    let kanji = of(&is_kanji);
    if kanji.is_empty() { of(&katakana) } else { kanji }
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '々')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_what_ends_like_them() {
        for text in ["作業者", "運用担当", "kenji", "@sam", "開発チーム", "田中さん"] {
            assert!(ends_with_person(text, &["kenji".to_owned()]), "{text}");
        }
        for text in ["利用者", "ジョブ", "お客さん", "daniel", "前者"] {
            assert!(!ends_with_person(text, &["kenji".to_owned()]), "{text}");
        }
        assert!(owns_near("担当者の単純な", &[]) && !owns_near("画面の", &[]));
    }

    #[test]
    fn names_have_titles() {
        let names = |text: &'static str| -> Vec<&str> {
            titled_names(text).into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(
            names("田中さんと佐藤氏とスミスさん"),
            ["田中さん", "佐藤氏", "スミスさん"]
        );
        assert_eq!(
            names("お客さん、たくさん、担当者さん、氏名、彼氏名、摂氏"),
            [""; 0]
        );
    }
}
