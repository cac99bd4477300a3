//! A section that every postmortem has is not there.

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting, source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "section-missing",
    level: Level::Error,
    gap: true,
    source: source::SRE_EXAMPLE,
    examples: &[
        Example::good(
            En,
            Section::Lessons,
            "### For other teams\n\nPaused jobs need an end date.",
        ),
        Example::bad_document(En, WITHOUT_LESSONS, &["# Postmortem: Mail is late"]),
        Example::good(
            Ja,
            Section::Lessons,
            "### ほかのチームへ\n\n止めたジョブには期限が要る。",
        ),
        Example::bad_document(Ja, WITHOUT_LESSONS_JA, &["# ポストモーテム: メールの遅延"]),
    ],
    check,
};

const WITHOUT_LESSONS: &str = "\
# Postmortem: Mail is late

## Summary

## Impact

## Timeline

## Root cause

## Resolution

## Detection

## What went well

## What went badly

## Where we got lucky

## Response process

## Action items

## Customer announcement
";

const WITHOUT_LESSONS_JA: &str = "\
# ポストモーテム: メールの遅延

## 要約

## 影響

## 経緯

## 根本原因

## 解決

## 検知

## うまくいったこと

## うまくいかなかったこと

## 幸運だったこと

## 対応プロセス

## アクションアイテム

## お客さまへのお知らせ
";

fn check(document: &Postmortem<'_>, setting: &Setting) -> Vec<Finding> {
    let is_missing = |section: &Section| document.section(*section).is_none();
    // A heading in the language of those that are there.
    let language = usize::from(document.sections.iter().any(|found| {
        let named = found.section.map(Section::headings);
        named.is_some_and(|[_, japanese]| found.heading.words.contains(japanese))
    }));
    let place = document
        .title
        .as_ref()
        .map_or(0..first_line(document.text), |title| title.range.clone());
    let missing = setting.sections.iter().copied().filter(is_missing);
    missing
        .map(|section| Finding::at(place.clone()).with("heading", section.headings()[language]))
        .collect()
}

fn first_line(text: &str) -> usize {
    text.lines().next().map_or(0, str::len)
}
