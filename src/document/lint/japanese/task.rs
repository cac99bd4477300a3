//! Tasks of which nobody can say when they are done.

use std::ops::Range;

/// Words of more and better: a number says how much.
const GROWTH: &[&str] = &["改善", "強化", "向上", "最適化", "見直し", "見直す", "見直します"];

/// Words of meaning well.
const INTENT: &[&str] = &[
    "検討",
    "再検討",
    "調査",
    "徹底",
    "周知徹底",
    "意識",
    "注意",
    "考慮",
    "配慮",
    "議論",
    "気をつける",
    "気を付ける",
    "気をつけます",
    "気を付けます",
    "心がける",
    "心掛ける",
    "心がけます",
    "努める",
    "努めます",
    "考える",
    "話し合う",
    "話し合います",
    "目指す",
    "気を配る",
];

/// What ends a task and says nothing more.
const ENDINGS: &[&str] = &[
    "。",
    "こと",
    "する",
    "します",
    "していく",
    "していきます",
    "させる",
    "を行う",
    "を行います",
    "を実施",
    "を図る",
    "を深める",
    "を高める",
    "に努める",
    "に努めます",
    "に留意",
    "を",
];

/// The vague words with which a task ends, unless it holds a number to check.
pub(in crate::document::lint) fn vague(text: &str) -> Option<Range<usize>> {
    let mut rest = text.trim_end();
    loop {
        let growth = GROWTH.iter().find(|word| rest.ends_with(**word));
        let intent = INTENT.iter().find(|word| rest.ends_with(**word));
        if let Some(word) = growth.or(intent) {
            let is_measured = growth.is_some() && text.contains(|c: char| c.is_numeric());
            return (!is_measured).then(|| rest.len() - word.len()..text.trim_end().len());
        }
        let ending = ENDINGS.iter().find(|ending| rest.ends_with(**ending))?;
        rest = rest[..rest.len() - ending.len()].trim_end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vague_endings_are_found() {
        for (text, expected) in [
            ("監視の強化", Some("強化")),
            ("作業時は十分に注意すること", Some("注意すること")),
            ("品質の向上に努める", Some("努める")),
            ("整備を検討していく。", Some("検討していく。")),
            ("p99を300ms以下に改善する", None),
            ("原因を調査し、結果を手順書に書く", None),
            ("TLS 1.3に対応する", None),
        ] {
            assert_eq!(vague(text).map(|range| &text[range]), expected, "{text}");
        }
    }
}
