//! Sentences that blame somebody.

use crate::document::{
    Place, Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting,
        blame::blame,
        named,
        prose::{Said, said},
        source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "blame-language",
    level: Level::Warning,
    gap: false,
    source: source::ETSY,
    examples: &[
        Example::good(
            En,
            Section::RootCause,
            "The job failed to start, because its image had been removed.",
        ),
        Example::good(
            En,
            Section::RootCause,
            "An alert should have fired; it had been silenced for a test.",
        ),
        Example::good(
            En,
            Section::RootCause,
            "The reviewer said \"we should have asked\".",
        ),
        Example::bad(
            En,
            Section::RootCause,
            "The on-call engineer should have checked the queue.",
            &["should have"],
        ),
        Example::bad(
            En,
            Section::WentBadly,
            "- The team failed to read the runbook.",
            &["failed to"],
        ),
        Example::bad(
            En,
            Section::RootCause,
            "A careless change removed the route.",
            &["careless"],
        ),
        Example::bad(
            En,
            Section::RootCause,
            "It was the fault of the platform team.",
            &["fault"],
        ),
        Example::bad(
            En,
            Section::Lessons,
            "Engineers need to be more careful.",
            &["be more careful"],
        ),
        Example::good(
            Ja,
            Section::RootCause,
            "イメージが削除されていたため、ジョブの起動が失敗した。",
        ),
        Example::good(
            Ja,
            Section::RootCause,
            "アラートが鳴るべきだったが、テストのために止められていた。",
        ),
        Example::good(
            Ja,
            Section::RootCause,
            "個人の不注意ではなく、画面の設計に問題があった。",
        ),
        Example::bad(
            Ja,
            Section::RootCause,
            "担当者は事前に確認すべきだった。",
            &["べきだった"],
        ),
        Example::bad(
            Ja,
            Section::RootCause,
            "作業者のミスで設定が上書きされた。",
            &["ミス"],
        ),
        Example::bad(
            Ja,
            Section::RootCause,
            "担当者の不注意により、データが削除された。",
            &["不注意"],
        ),
        Example::bad(
            Ja,
            Section::WentBadly,
            "- 運用チームのせいで復旧が遅れた。",
            &["せいで"],
        ),
        Example::bad(
            Ja,
            Section::Lessons,
            "今後は一人ひとりが気をつける。",
            &["気をつける"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, setting: &Setting) -> Vec<Finding> {
    let people = named::people(document, setting);
    let said = said(document);
    // What is vague in an action item, another rule finds.
    let is_task = |said: &&Said| said.section == Some(Section::ActionItems) && said.place == Place::Cell;
    let own = said.iter().filter(|said| !is_task(said));
    let found = own.flat_map(Said::sentences).filter_map(|sentence| {
        let blame = blame(sentence, &people)?;
        let words = sentence.words(&blame.range).to_owned();
        Some(
            Finding::at(sentence.source(blame.range))
                .with("found", words)
                .with("sentence", sentence.original())
                .with("form", blame.form.name()),
        )
    });
    found.collect()
}
