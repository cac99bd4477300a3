//! The issue form, filled in: GitHub turns what somebody chose and typed into Markdown.

use super::{REPOSITORY, World};

/// Where GitHub looks for the repository's form.
const PATH: &str = ".github/ISSUE_TEMPLATE/incident.yml";

/// The questions of the built-in forms by their ids, as the English and the Japanese form ask them.
const QUESTIONS: [(&str, &str, &str); 9] = [
    ("severity", "Severity", "重大度"),
    (
        "works",
        "Can customers use the service?",
        "お客さまはサービスを使えますか",
    ),
    ("affected", "Who is affected?", "影響を受けている人"),
    ("workaround", "Is there a way around it?", "回避策はありますか"),
    (
        "data",
        "Is data being lost or exposed?",
        "データの消失や漏えいは起きていますか",
    ),
    ("impact", "Impact", "影響"),
    ("started", "When did it start?", "いつ始まりましたか"),
    ("detected_by", "How was it noticed?", "どのように気づきましたか"),
    ("context", "Links and logs", "リンクとログ"),
];

/// The first post that GitHub makes of a form's answers, which are told by the ids of their questions.
pub(crate) fn filled(language: &str, answers: &[(&str, &str)]) -> String {
    for (id, _) in answers {
        assert!(
            QUESTIONS.iter().any(|(known, ..)| known == id),
            "nobody asks {id}"
        );
    }
    let section = |(id, english, japanese): &(&str, &str, &str)| {
        let label = if language == "ja" { japanese } else { english };
        let answer = answers.iter().find(|(answered, _)| answered == id);
        let text = answer.map_or("_No response_", |(_, text)| text);
        format!("### {label}\n\n{text}")
    };
    let sections: Vec<String> = QUESTIONS.iter().map(section).collect();
    sections.join("\n\n")
}

impl World {
    /// Somebody opens an issue by the form, which brings the label along.
    pub(crate) async fn fills_in(&mut self, login: &str, title: &str, body: &str) -> u64 {
        self.acts(login, |person| {
            person.open_form(REPOSITORY, title, body, &["incident"])
        })
        .await
    }

    /// Somebody changes the first post.
    pub(crate) async fn rewrites(&mut self, login: &str, number: u64, body: &str) {
        self.acts(login, |person| person.edit_body(REPOSITORY, number, body))
            .await;
    }

    /// Carol commits the repository's own form.
    pub(crate) async fn offers_form(&mut self, yaml: &str) {
        self.acts("carol", |carol| {
            carol.commit_file(REPOSITORY, "main", PATH, yaml, "Offer a form")
        })
        .await;
    }
}
