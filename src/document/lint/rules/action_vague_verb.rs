//! An action item of which nobody can say when it is done.

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting,
        english::{self, Words},
        japanese,
        prose::said_in,
        source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "action-vague-verb",
    level: Level::Warning,
    gap: false,
    source: source::ACTION_ITEMS,
    examples: &[
        Example::good(
            En,
            Section::ActionItems,
            actions!(
                "| Alert when the disk is 80 % full | detect | P1 | @kenji | 2026-12-05 | #41 |",
                "| Improve p99 of checkout to below 300 ms | mitigate | P1 | @kenji | 2026-12-05 | #42 |",
                "| Investigate the lost lock and write down why | prevent | P1 | @kenji | 2026-12-05 | #43 |",
            ),
        ),
        Example::bad(
            En,
            Section::ActionItems,
            actions!(
                "| Improve monitoring | detect | P1 | @kenji | 2026-12-05 | #41 |",
                "| Be more careful with keys | process | P1 | @kenji | 2026-12-05 | #42 |",
            ),
            &["Improve", "Be more"],
        ),
        Example::good(
            Ja,
            Section::ActionItems,
            actions_ja!(
                "| 使用率が80％を超えたらアラートを出す | 検知 | P1 | @kenji | 2026-12-05 | #41 |",
                "| 決済のp99を300ms以下に改善する | 緩和 | P1 | @kenji | 2026-12-05 | #42 |",
                "| 原因を調査し、結果を手順書に書く | 防止 | P1 | @kenji | 2026-12-05 | #43 |",
            ),
        ),
        Example::bad(
            Ja,
            Section::ActionItems,
            actions_ja!(
                "| 監視を改善する | 検知 | P1 | @kenji | 2026-12-05 | #41 |",
                "| 手順の遵守を徹底する | 手順 | P1 | @kenji | 2026-12-05 | #42 |",
            ),
            &["改善する", "徹底する"],
        ),
    ],
    check,
};

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let items = document.action_items();
    let said = said_in(document, Section::ActionItems);
    let found = items.iter().filter_map(|item| {
        let cell = said
            .iter()
            .find(|said| said.range.start >= item.action.range.start)?;
        let sentence = cell.whole();
        if cell.range.start >= item.action.range.end {
            return None;
        }
        let english = english::task::vague(&Words::of(sentence.text, &[]));
        let range = english.or_else(|| japanese::task::vague(sentence.text))?;
        let words = sentence.words(&range).to_owned();
        Some(Finding::at(sentence.source(range)).with("found", words))
    });
    found.collect()
}
