//! It is not said who or what noticed.

use crate::document::{
    Postmortem, Section,
    lint::{
        Example, Finding,
        Language::{En, Ja},
        Level, Rule, Setting,
        prose::said_in,
        source,
    },
};

pub(super) const RULE: Rule = Rule {
    id: "detection-not-said",
    level: Level::Warning,
    gap: true,
    source: source::SRE_EXAMPLE,
    examples: &[
        Example::good(En, Section::Detection, "A customer wrote to us after 20 minutes."),
        Example::bad(En, Section::Detection, "It took a while.", &["## Detection"]),
        Example::bad_document(
            En,
            "---\ndetected_by: null\n---\n\n## Detection\n\nAn alert fired after two minutes.\n",
            &["null"],
        ),
        Example::good(
            Ja,
            Section::Detection,
            "発生から20分後に、お客さまから連絡があった。",
        ),
        Example::bad(Ja, Section::Detection, "しばらく時間がかかった。", &["## 検知"]),
        Example::bad_document(
            Ja,
            "---\ndetected_by:\n---\n\n## 検知\n\n2分後にアラートが鳴った。\n",
            &["detected_by:"],
        ),
    ],
    check,
};

/// Those who notice, and how they tell.
const NOTICED: &[&str] = &[
    "alarm",
    "alert",
    "anomal",
    "canary",
    "check",
    "colleague",
    "complain",
    "customer",
    "dashboard",
    "detect",
    "discover",
    "email",
    "employee",
    "engineer",
    "found",
    "graph",
    "log",
    "mail",
    "message",
    "monitor",
    "noticed",
    "on-call",
    "page",
    "partner",
    "phone",
    "probe",
    "report",
    "saw",
    "seen",
    "spotted",
    "support",
    "synthetic",
    "team",
    "test",
    "ticket",
    "told us",
    "tweet",
    "user",
    "vendor",
    "アラート",
    "エンジニア",
    "お客",
    "グラフ",
    "サポート",
    "ダッシュボード",
    "チェック",
    "チーム",
    "テスト",
    "パートナー",
    "メール",
    "メッセージ",
    "ログ",
    "利用者",
    "報告",
    "当番",
    "指摘",
    "検知",
    "気づ",
    "気付",
    "発見",
    "監視",
    "社員",
    "社内",
    "通知",
    "通報",
    "連絡",
    "問い合わせ",
    "電話",
    "顧客",
    "鳴",
    "ユーザー",
];

fn check(document: &Postmortem<'_>, _: &Setting) -> Vec<Finding> {
    let said = said_in(document, Section::Detection);
    let says = said.iter().any(|said| {
        let text = said.whole().text;
        NOTICED.iter().any(|word| text.contains(word))
    });
    let mut findings = Vec::new();
    let detection = document
        .sections
        .iter()
        .find(|found| found.section == Some(Section::Detection));
    if let Some(detection) = detection.filter(|_| !said.is_empty() && !says) {
        findings.push(Finding::at(detection.heading.range.clone()).with("what", "text"));
    }
    findings.extend(unset(document));
    findings
}

/// The front matter's key when it stands there without a value.
fn unset(document: &Postmortem<'_>) -> Option<Finding> {
    let entries = document.front_matter.as_ref()?.entries.as_ref().ok()?;
    let entry = entries
        .iter()
        .find(|entry| entry.key == "detected_by" && entry.value.is_null())?;
    let range = if entry.value.range.is_empty() {
        entry.key_range.start..entry.key_range.end + 1
    } else {
        entry.value.range.clone()
    };
    Some(Finding::at(range).with("what", "key"))
}
