//! Words that the grammar asks about.
//!
//! Long because: words are listed one a line, so that a change of one shows as one.

/// People by what they do. Words that also name software (`operator`, `manager`) are in [`MAYBE`].
const PEOPLE: &[&str] = &[
    "administrator",
    "administrators",
    "analyst",
    "anybody",
    "anyone",
    "architect",
    "author",
    "authors",
    "boss",
    "colleague",
    "colleagues",
    "commander",
    "committer",
    "consultant",
    "contractor",
    "contractors",
    "coworker",
    "crew",
    "deputy",
    "dev",
    "developer",
    "developers",
    "devs",
    "employee",
    "employees",
    "engineer",
    "engineering",
    "engineers",
    "everybody",
    "everyone",
    "he",
    "hire",
    "hires",
    "i",
    "intern",
    "interns",
    "lead",
    "leads",
    "maintainer",
    "maintainers",
    "newcomer",
    "on-call",
    "oncall",
    "ops",
    "people",
    "person",
    "programmer",
    "programmers",
    "qa",
    "responder",
    "responders",
    "reviewer",
    "reviewers",
    "scribe",
    "she",
    "somebody",
    "someone",
    "sre",
    "sres",
    "staff",
    "sysadmin",
    "sysadmins",
    "team",
    "teams",
    "technician",
    "technicians",
    "tester",
    "testers",
    "trainee",
    "trainees",
    "who",
    "whoever",
    "you",
];

/// People and programs alike.
const MAYBE: &[&str] = &[
    "admin",
    "admins",
    "leader",
    "manager",
    "managers",
    "member",
    "members",
    "operator",
    "operators",
    "owner",
    "owners",
    "supervisor",
    "they",
];

/// Whether a word means a person, and nothing else.
pub(in crate::document::lint) fn is_person(word: &str) -> bool {
    PEOPLE.binary_search(&word).is_ok()
}

/// Whether a word can mean a person or a program.
pub(super) fn is_maybe_person(word: &str) -> bool {
    MAYBE.binary_search(&word).is_ok()
}

/// Whether a clause ends at a word or mark.
pub(super) fn ends_clause(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "although", "and", "as", "because", "before", "but", "if", "or", "since", "so", "than", "that",
        "then", "though", "unless", "until", "when", "where", "whereas", "which", "while", "yet", "after",
    ];
    let is_mark = word.len() <= 3
        && word
            .chars()
            .all(|c| !c.is_alphanumeric() && !"'’\u{1}\u{2}@".contains(c));
    is_mark || WORDS.contains(&word)
}

/// Words between a subject and its verb.
pub(super) fn is_between(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "again", "also", "am", "are", "been", "being", "be", "can", "could", "did", "do", "does", "even",
        "ever", "had", "has", "have", "is", "just", "may", "might", "must", "need", "needs", "never", "not",
        "often", "ought", "should", "still", "then", "to", "twice", "was", "were", "will", "would",
    ];
    WORDS.contains(&word) || word.ends_with("n't") || is_adverb(word)
}

/// Words that say how something was done.
pub(super) fn is_adverb(word: &str) -> bool {
    const NOUNS: &[&str] = &[
        "family", "reply", "supply", "assembly", "anomaly", "july", "italy", "fly",
    ];
    let other = matches!(
        word,
        "just" | "also" | "even" | "really" | "at" | "least" | "indeed"
    );
    other || (word.len() > 4 && word.ends_with("ly") && !NOUNS.contains(&word))
}

/// Words that put a noun behind another.
pub(super) fn is_preposition(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "about",
        "against",
        "at",
        "behind",
        "between",
        "by",
        "during",
        "for",
        "from",
        "in",
        "inside",
        "involved",
        "of",
        "on",
        "over",
        "responsible",
        "to",
        "under",
        "who",
        "with",
        "within",
        "without",
        "working",
    ];
    WORDS.contains(&word)
}

/// Words of number and amount, behind which `of` names what is meant.
pub(super) fn is_amount(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "all", "any", "both", "each", "either", "few", "many", "most", "neither", "none", "one", "several",
        "some", "three", "two", "member", "members",
    ];
    WORDS.contains(&word)
}

/// Words with which a noun begins.
pub(super) fn is_determiner(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "a", "an", "another", "any", "each", "every", "her", "his", "its", "my", "no", "one", "our", "some",
        "that", "the", "their", "this", "these", "those", "whoever",
    ];
    WORDS.contains(&word)
}

/// Words that take back what follows them, or set it aside.
pub(super) fn denies(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "avoid",
        "avoids",
        "against",
        "behind",
        "beyond",
        "blameless",
        "calling",
        "cannot",
        "hardly",
        "instead",
        "neither",
        "never",
        "no",
        "nobody",
        "none",
        "nor",
        "not",
        "nothing",
        "prevent",
        "prevents",
        "protect",
        "protects",
        "rather",
        "reduce",
        "reduces",
        "survive",
        "survives",
        "tolerate",
        "tolerates",
        "without",
    ];
    WORDS.contains(&word) || word.ends_with("n't")
}

/// What careful people do and programs do not, or what is said of people only.
pub(super) fn is_human_deed(verb: &str) -> bool {
    const WORDS: &[&str] = &[
        "anticipate",
        "appreciate",
        "ask",
        "bother",
        "check",
        "communicate",
        "consider",
        "consult",
        "coordinate",
        "document",
        "double-check",
        "escalate",
        "follow",
        "inform",
        "listen",
        "look",
        "mention",
        "notice",
        "pay",
        "plan",
        "question",
        "read",
        "realise",
        "realize",
        "recognise",
        "recognize",
        "remember",
        "review",
        "see",
        "tell",
        "test",
        "think",
        "understand",
        "verify",
    ];
    WORDS.contains(&verb)
}

/// What nobody did is said to blame them: the base form behind `did not`.
pub(super) fn is_duty(verb: &str) -> bool {
    const WORDS: &[&str] = &[
        "ask",
        "bother",
        "care",
        "check",
        "comply",
        "consult",
        "double-check",
        "follow",
        "listen",
        "look",
        "obey",
        "pay",
        "read",
        "review",
        "test",
        "think",
        "verify",
    ];
    WORDS.contains(&verb)
}

/// The same behind `never` and `had`.
pub(super) fn is_duty_done(verb: &str) -> bool {
    const WORDS: &[&str] = &[
        "asked",
        "checked",
        "consulted",
        "double-checked",
        "followed",
        "listened",
        "looked",
        "obeyed",
        "paid",
        "read",
        "reviewed",
        "tested",
        "thought",
        "verified",
    ];
    WORDS.contains(&verb)
}

/// The same of what only people do, whether it is a duty or not.
pub(super) fn is_human_done(verb: &str) -> bool {
    const WORDS: &[&str] = &[
        "anticipated",
        "communicated",
        "considered",
        "escalated",
        "known",
        "noticed",
        "planned",
        "realised",
        "realized",
        "remembered",
        "seen",
        "told",
        "understood",
    ];
    is_duty_done(verb) || WORDS.contains(&verb)
}

/// A past participle, as far as its form tells.
pub(super) fn is_participle(word: &str) -> bool {
    const IRREGULAR: &[&str] = &[
        "become",
        "begun",
        "brought",
        "built",
        "caught",
        "chosen",
        "come",
        "cut",
        "done",
        "drawn",
        "driven",
        "felt",
        "found",
        "given",
        "gone",
        "got",
        "gotten",
        "heard",
        "held",
        "hit",
        "kept",
        "known",
        "led",
        "left",
        "let",
        "lost",
        "made",
        "met",
        "paid",
        "put",
        "quit",
        "read",
        "run",
        "said",
        "seen",
        "sent",
        "set",
        "shown",
        "shut",
        "split",
        "spoken",
        "spent",
        "stood",
        "taken",
        "thought",
        "told",
        "understood",
        "withdrawn",
        "woken",
        "written",
    ];
    IRREGULAR.contains(&word) || (word.len() > 4 && word.ends_with("ed"))
}

/// Words that call a person or their work bad. They need no subject.
pub(super) fn is_reproach(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "amateurish",
        "careless",
        "carelessly",
        "carelessness",
        "clumsiness",
        "foolish",
        "foolishly",
        "idiotic",
        "inattention",
        "inattentive",
        "incompetence",
        "incompetent",
        "irresponsible",
        "irresponsibly",
        "lackadaisical",
        "laziness",
        "negligence",
        "negligent",
        "negligently",
        "reckless",
        "recklessly",
        "recklessness",
        "sloppily",
        "sloppiness",
        "sloppy",
        "stupid",
        "stupidity",
        "stupidly",
        "thoughtless",
        "thoughtlessness",
        "unprofessional",
    ];
    WORDS.contains(&word)
}

/// Trouble for which somebody can be made responsible.
pub(super) fn is_trouble(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "breakage",
        "disaster",
        "disruption",
        "failure",
        "incident",
        "mess",
        "mistake",
        "outage",
        "problem",
        "trouble",
    ];
    WORDS.contains(&word)
}

/// What a person can have made.
pub(super) fn is_lapse(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "blunder",
        "carelessness",
        "error",
        "errors",
        "failure",
        "fault",
        "inattention",
        "incompetence",
        "mistake",
        "mistakes",
        "negligence",
        "oversight",
        "sloppiness",
    ];
    WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_are_searched_are_sorted() {
        assert!(PEOPLE.is_sorted() && MAYBE.is_sorted());
    }
}
