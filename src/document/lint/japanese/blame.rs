//! Japanese words that blame.

use std::sync::LazyLock;

use super::{
    Actor, Lexicon, actor, is_denied,
    people::{ends_with_person, owns_near},
};
use crate::document::lint::blame::{Blame, Form};

/// What must be said beside a word so that it blames somebody.
#[derive(Clone, Copy)]
enum Needs {
    /// Nothing.
    Nothing,
    /// A person somewhere in the sentence.
    Person,
    /// A person to whom it belongs: `担当者の〜`.
    Owner,
    /// A person who acts.
    Actor,
    /// A person, or nobody named, but no thing that acts: `確認し〜`.
    NoThing,
    /// `〜べきだった`: what is missing decides.
    Duty,
    /// `〜していれば`: what was not done decides, and what would have been.
    Condition,
    /// `きちんと`: that something was not done.
    Undone,
    /// Behind `原因は` and the like, a person.
    Follows,
}

use Form::{Admonition, Counterfactual, Failed, Fault, Trait};

static WORDS: &[(&str, (Needs, Form))] = &[
    ("不注意", (Needs::Nothing, Trait)),
    ("注意不足", (Needs::Nothing, Trait)),
    ("怠慢", (Needs::Nothing, Trait)),
    ("気の緩み", (Needs::Nothing, Trait)),
    ("気が緩", (Needs::Nothing, Trait)),
    ("ずさん", (Needs::Nothing, Trait)),
    ("杜撰", (Needs::Nothing, Trait)),
    ("いい加減", (Needs::Nothing, Trait)),
    ("軽率", (Needs::Nothing, Trait)),
    ("無責任", (Needs::Nothing, Trait)),
    ("油断", (Needs::Nothing, Trait)),
    ("慢心", (Needs::Nothing, Trait)),
    ("当事者意識", (Needs::Nothing, Trait)),
    ("危機意識", (Needs::Nothing, Trait)),
    ("意識が低", (Needs::Nothing, Trait)),
    ("意識の低", (Needs::Nothing, Trait)),
    ("判断が甘", (Needs::Nothing, Trait)),
    ("認識が甘", (Needs::Nothing, Trait)),
    ("確認が甘", (Needs::Nothing, Trait)),
    ("うっかり", (Needs::Person, Trait)),
    ("未熟", (Needs::Owner, Trait)),
    ("注意力", (Needs::Owner, Trait)),
    ("認識不足", (Needs::Owner, Trait)),
    ("理解不足", (Needs::Owner, Trait)),
    ("知識不足", (Needs::Owner, Trait)),
    ("経験不足", (Needs::Owner, Trait)),
    ("スキル不足", (Needs::Owner, Trait)),
    ("能力不足", (Needs::Owner, Trait)),
    ("力量不足", (Needs::Owner, Trait)),
    ("配慮不足", (Needs::Owner, Trait)),
    ("確認不足", (Needs::Owner, Failed)),
    ("確認漏れ", (Needs::Owner, Failed)),
    ("見落とし", (Needs::Owner, Failed)),
    ("怠った", (Needs::NoThing, Failed)),
    ("怠り", (Needs::NoThing, Failed)),
    ("怠って", (Needs::NoThing, Failed)),
    ("忘れた", (Needs::NoThing, Failed)),
    ("忘れてい", (Needs::NoThing, Failed)),
    ("忘れてしま", (Needs::NoThing, Failed)),
    ("忘れまし", (Needs::NoThing, Failed)),
    ("失念", (Needs::NoThing, Failed)),
    ("守らなかった", (Needs::Actor, Failed)),
    ("守らず", (Needs::Actor, Failed)),
    ("守っていなかった", (Needs::Actor, Failed)),
    ("従わなかった", (Needs::Actor, Failed)),
    ("従わず", (Needs::Actor, Failed)),
    ("違反し", (Needs::Actor, Failed)),
    ("無視し", (Needs::Actor, Failed)),
    ("間違え", (Needs::Actor, Failed)),
    ("読まなかった", (Needs::Actor, Failed)),
    ("読まずに", (Needs::Actor, Failed)),
    ("読んでいなかった", (Needs::Actor, Failed)),
    ("確認せず", (Needs::Actor, Failed)),
    ("確認をせず", (Needs::Actor, Failed)),
    ("確認しなかった", (Needs::Actor, Failed)),
    ("確認していなかった", (Needs::Actor, Failed)),
    ("テストせず", (Needs::Actor, Failed)),
    ("テストをせず", (Needs::Actor, Failed)),
    ("テストしなかった", (Needs::Actor, Failed)),
    ("検証せず", (Needs::Actor, Failed)),
    ("相談せず", (Needs::Actor, Failed)),
    ("連絡せず", (Needs::Actor, Failed)),
    ("報告せず", (Needs::Actor, Failed)),
    ("報告しなかった", (Needs::Actor, Failed)),
    ("放置し", (Needs::Actor, Failed)),
    ("見逃し", (Needs::Actor, Failed)),
    ("思い込み", (Needs::Owner, Trait)),
    ("勘違い", (Needs::Owner, Trait)),
    ("作業に失敗", (Needs::Actor, Failed)),
    ("操作に失敗", (Needs::Actor, Failed)),
    ("対応に失敗", (Needs::Actor, Failed)),
    ("判断に失敗", (Needs::Actor, Failed)),
    ("ミス", (Needs::Owner, Fault)),
    ("不手際", (Needs::Owner, Fault)),
    ("失態", (Needs::Owner, Fault)),
    ("せいで", (Needs::Owner, Fault)),
    ("せいだ", (Needs::Owner, Fault)),
    ("せいに", (Needs::Owner, Fault)),
    ("たせいで", (Needs::Actor, Fault)),
    ("責任で", (Needs::Owner, Fault)),
    ("責任だ", (Needs::Owner, Fault)),
    ("責任は", (Needs::Owner, Fault)),
    ("責任が", (Needs::Owner, Fault)),
    ("落ち度", (Needs::Nothing, Fault)),
    ("過失", (Needs::Nothing, Fault)),
    ("犯人", (Needs::Nothing, Fault)),
    ("戦犯", (Needs::Nothing, Fault)),
    ("ミスを犯", (Needs::Nothing, Fault)),
    ("原因は", (Needs::Follows, Fault)),
    ("責任は", (Needs::Follows, Fault)),
    ("べきだった", (Needs::Duty, Counterfactual)),
    ("べきであった", (Needs::Duty, Counterfactual)),
    ("べきでした", (Needs::Duty, Counterfactual)),
    ("べきではなかった", (Needs::Duty, Counterfactual)),
    ("べきでなかった", (Needs::Duty, Counterfactual)),
    ("べきじゃなかった", (Needs::Duty, Counterfactual)),
    ("ていれば", (Needs::Condition, Counterfactual)),
    ("でいれば", (Needs::Condition, Counterfactual)),
    ("ておけば", (Needs::Condition, Counterfactual)),
    ("でおけば", (Needs::Condition, Counterfactual)),
    ("ちゃんと", (Needs::Undone, Failed)),
    ("きちんと", (Needs::Undone, Failed)),
    ("しっかり", (Needs::Undone, Failed)),
    ("始末書", (Needs::Nothing, Admonition)),
    ("叱責", (Needs::Nothing, Admonition)),
    ("懲戒", (Needs::Nothing, Admonition)),
    ("猛省", (Needs::Nothing, Admonition)),
    ("緊張感を持", (Needs::Nothing, Admonition)),
    ("自覚を持", (Needs::Nothing, Admonition)),
    ("襟を正", (Needs::Nothing, Admonition)),
    ("細心の注意", (Needs::Nothing, Admonition)),
    ("注意を徹底", (Needs::Nothing, Admonition)),
    ("気を引き締め", (Needs::Nothing, Admonition)),
    ("意識を高め", (Needs::Nothing, Admonition)),
    ("気をつける", (Needs::Nothing, Admonition)),
    ("気をつけます", (Needs::Nothing, Admonition)),
    ("気をつけたい", (Needs::Nothing, Admonition)),
    ("気を付ける", (Needs::Nothing, Admonition)),
    ("気を付けます", (Needs::Nothing, Admonition)),
    ("気を付けたい", (Needs::Nothing, Admonition)),
];

/// What only people do, in the forms in front of `べき`, `ていれば` and `ておけば`.
const HUMAN: &[&str] = &[
    "確認",
    "チェック",
    "テスト",
    "検証",
    "報告",
    "連絡",
    "相談",
    "エスカレーション",
    "レビュー",
    "注意",
    "判断",
    "周知",
    "依頼",
    "デプロイ",
    "実施",
    "信用",
    "信頼",
    "承認",
    "マージ",
    "リリース",
    "採用",
];
const HUMAN_VERBS: &[&str] = &[
    "読む",
    "読んで",
    "読ん",
    "気づく",
    "気付く",
    "気をつける",
    "守る",
    "守っ",
    "従う",
    "従っ",
    "気をつけ",
    "尋ねる",
    "聞く",
    "聞い",
];

static LEXICON: LazyLock<Lexicon<(Needs, Form)>> = LazyLock::new(|| Lexicon::new(WORDS));

/// The first words of a sentence that blame. `people` are known names, in lower case.
pub(in crate::document::lint) fn find(text: &str, people: &[String]) -> Option<Blame> {
    LEXICON.find(text).find_map(|(at, (word, (needs, form)))| {
        let place = Place {
            before: &text[..at],
            word,
            after: &text[at + word.len()..],
            people,
        };
        place.blames(*needs).then(|| Blame {
            range: at..at + word.len(),
            form: *form,
        })
    })
}

/// A word of the lexicon in its sentence.
struct Place<'t> {
    before: &'t str,
    word: &'t str,
    after: &'t str,
    people: &'t [String],
}

impl Place<'_> {
    fn blames(&self, needs: Needs) -> bool {
        if self.is_other_word() {
            return false;
        }
        let actor = || actor(self.before, self.people);
        match needs {
            Needs::Nothing => !self.is_denied(),
            Needs::Person => self.has_person() && !self.is_denied(),
            Needs::Owner => owns_near(self.before, self.people) && !self.is_denied(),
            Needs::Actor => actor() == Actor::Person,
            Needs::NoThing => actor() != Actor::Thing,
            Needs::Duty => self.is_duty(),
            Needs::Condition => actor() != Actor::Thing && self.is_human() && self.would_help(),
            Needs::Undone => actor() != Actor::Thing && self.is_undone(),
            Needs::Follows => self.names_person_next(),
        }
    }

    /// Whether what follows takes it back. The last letter of the word can be a part of that: `責任で` of `責任ではなく`.
    fn is_denied(&self) -> bool {
        let last = self.word.chars().last().map_or(0, char::len_utf8);
        let tail = &self.word[self.word.len() - last..];
        is_denied(&format!("{tail}{}", self.after))
    }

    /// Whether the letters belong to another word, or to words that mean something else.
    fn is_other_word(&self) -> bool {
        let starts = |words: &[&str]| words.iter().any(|word| self.after.starts_with(word));
        let ends = |words: &[&str]| words.iter().any(|word| self.before.ends_with(word));
        match self.word {
            "過失" => starts(&["敗"]),
            "犯人" => starts(&["探", "捜", "さが"]),
            "ミス" => starts(&["マッチ", "ト", "タ", "を犯"]) || ends(&["キャッシュ", "ヒット", "ページ"]),
            "責任が" | "責任は" => starts(&["問"]),
            "忘れた" => {
                ends(&["パスワードを", "暗証番号を"])
                    || starts(&["場合", "とき", "時", "際", "利用者", "お客", "ユーザー", "まま"])
            }
            "忘れてい" => starts(&["ても", "たら", "ないか"]),
            "気をつける" | "気をつけます" | "気を付ける" | "気を付けます" => {
                ends(&["お"])
            }
            "間違え" => starts(&["や", "に", "ば", "ても", "る"]),
            _ => false,
        }
    }

    fn has_person(&self) -> bool {
        let ends = |text: &str| {
            let mut particles = text.char_indices().filter(|(_, c)| "がはのもに、".contains(*c));
            particles.any(|(at, _)| ends_with_person(&text[..at], self.people))
        };
        ends(self.before) || ends(self.after)
    }

    /// `確認すべきだった`, unless a machine should have, or it should have been done to something.
    fn is_duty(&self) -> bool {
        let verb = self
            .before
            .strip_suffix('す')
            .or_else(|| self.before.strip_suffix("する"));
        if self.before.ends_with("れる") || self.before.ends_with("され") {
            return false;
        }
        match actor(self.before, self.people) {
            Actor::Person => true,
            Actor::Thing => false,
            Actor::Unsaid => match verb {
                Some(verb) => HUMAN.iter().any(|deed| verb.ends_with(deed)),
                None => HUMAN_VERBS.iter().any(|deed| self.before.ends_with(deed)),
            },
        }
    }

    /// Whether only people do what stands in front of the word.
    fn is_human(&self) -> bool {
        let verb = self.before.strip_suffix('し');
        match verb {
            Some(verb) => HUMAN.iter().any(|deed| verb.ends_with(deed)),
            None => HUMAN_VERBS.iter().any(|deed| self.before.ends_with(deed)),
        }
    }

    /// `〜、防げた`: what would have been, had somebody done it.
    fn would_help(&self) -> bool {
        let ends = [
            "できた",
            "防",
            "避け",
            "起き",
            "起こ",
            "なかった",
            "はず",
            "済ん",
            "早く",
        ];
        ends.iter().any(|end| self.after.contains(end))
    }

    fn is_undone(&self) -> bool {
        let forms = [
            "なかった",
            "ていれば",
            "でいれば",
            "ておけば",
            "べき",
            "ておらず",
            "せず",
        ];
        forms.iter().any(|form| self.after.contains(form))
    }

    /// `原因は担当者にある`.
    fn names_person_next(&self) -> bool {
        let ends = ["にある", "である", "だ", "です", "にあ", "。"];
        let mut found = ends.iter().filter_map(|end| self.after.find(end));
        found.any(|at| ends_with_person(&self.after[..at], self.people) && !is_denied(&self.after[at..]))
    }
}
