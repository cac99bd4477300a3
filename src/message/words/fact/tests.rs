//! Every row in both languages, and rows that quote hostile text.

use crate::{
    domain::{
        incident::Fact,
        person::Login,
        phase::Milestone,
        report::{IssueRef, Withdrawal},
        role::Role,
        severity::Severity,
    },
    message::{
        Language,
        samples::HOSTILE,
        tests::scan::{Effects, scan},
    },
};

fn said(fact: &Fact) -> [String; 2] {
    Language::ALL.map(|language| language.words().fact(fact))
}

fn check(rows: Vec<(Fact, &str, &str)>) {
    for (fact, in_english, in_japanese) in rows {
        assert_eq!(said(&fact), [in_english, in_japanese]);
    }
}

fn reached(milestone: Milestone) -> Fact {
    Fact::Reached { milestone }
}

#[test]
fn how_the_incident_went() {
    check(vec![
        (Fact::Declared, "Declared the incident", "インシデントを宣言"),
        (
            Fact::Severity {
                severity: Severity::Sev2,
            },
            "Set the severity to SEV2",
            "重大度を SEV2 に設定",
        ),
        (reached(Milestone::Started), "Impact began", "影響の始まり"),
        (
            reached(Milestone::Detected),
            "The incident was noticed",
            "異常の検知",
        ),
        (
            reached(Milestone::Acknowledged),
            "Acknowledged the incident",
            "対応を開始",
        ),
        (
            reached(Milestone::Mitigated),
            "Impact ended: mitigated",
            "影響が解消",
        ),
        (
            reached(Milestone::Resolved),
            "Resolved the incident",
            "解決を宣言",
        ),
        (Fact::Closed, "Closed the issue", "イシューをクローズ"),
        (Fact::Reopened, "Reopened the issue", "イシューを再オープン"),
    ]);
}

#[test]
fn who_held_which_role() {
    let appointed = |role, from: Option<&str>, reason: Option<&str>| Fact::Appointed {
        role,
        login: Login::new("kenji"),
        from: from.map(Login::new),
        reason: reason.map(str::to_owned),
    };
    check(vec![
        (
            appointed(Role::TechLead, None, None),
            "Made kenji tech lead",
            "kenji を技術リードに指名",
        ),
        (
            appointed(Role::Commander, Some("hana"), None),
            "Made kenji commander in place of hana",
            "kenji をインシデントコマンダーに指名（hana から交代）",
        ),
        (
            appointed(Role::Commander, Some("hana"), Some("my *shift* ends")),
            "Made kenji commander in place of hana: my \\*shift\\* ends",
            "kenji をインシデントコマンダーに指名（hana から交代）。理由: my \\*shift\\* ends",
        ),
        (
            appointed(Role::Owner, None, Some("knows it best")),
            "Made kenji postmortem owner: knows it best",
            "kenji をポストモーテム担当者に指名。理由: knows it best",
        ),
        (
            Fact::Vacated {
                role: Role::CommsLead,
                login: Login::new("hana"),
            },
            "hana stopped being comms lead",
            "hana が広報リードを退任",
        ),
    ]);
}

#[test]
fn what_was_said_and_done() {
    let text = || "error rate is **back**".to_owned();
    let landed = |revert| Fact::Landed {
        title: "Use the new cache".into(),
        revert,
    };
    let deployed = |failed| Fact::Deployed {
        environment: "production".into(),
        commit: "0a1b2c3".into(),
        failed,
    };
    let quoted = "error rate is \\*\\*back\\*\\*";
    check(vec![
        (Fact::Said { text: text() }, quoted, quoted),
        (Fact::Noted { text: text() }, quoted, quoted),
        (
            Fact::Conditions { text: text() },
            "Reported conditions: error rate is \\*\\*back\\*\\*",
            "状況報告: error rate is \\*\\*back\\*\\*",
        ),
        (
            Fact::Referenced {
                title: "Raise the limit".into(),
            },
            "Referred to the incident: Raise the limit",
            "インシデントへの言及: Raise the limit",
        ),
        (
            landed(false),
            "Landed a change: Use the new cache",
            "変更を取り込み: Use the new cache",
        ),
        (
            landed(true),
            "Reverted a change: Use the new cache",
            "変更を取り消し（リバート）: Use the new cache",
        ),
        (
            deployed(false),
            "Deployed 0a1b2c3 to production",
            "0a1b2c3 を production にデプロイ",
        ),
        (
            deployed(true),
            "Failed to deploy 0a1b2c3 to production",
            "0a1b2c3 を production へのデプロイに失敗",
        ),
        (
            Fact::Released { name: "v41".into() },
            "Released v41",
            "v41 をリリース",
        ),
    ]);
}

#[test]
fn where_the_issue_came_from_and_how_it_ended() {
    let transferred = |from: Option<&str>| Fact::Transferred {
        from: from.map(str::to_owned),
    };
    let withdrawn = |why| Fact::Withdrawn { why };
    let false_alarm = |reason: Option<&str>| {
        let reason = reason.map(str::to_owned);
        withdrawn(Withdrawal::FalseAlarm { reason })
    };
    let duplicate = |of| withdrawn(Withdrawal::Duplicate { of });
    let issue = |repository: Option<&str>| IssueRef {
        repository: repository.map(str::to_owned),
        number: 41,
    };
    check(vec![
        (
            transferred(Some("acme/old")),
            "Moved the issue here from acme/old",
            "acme/old からイシューを移動",
        ),
        (
            transferred(None),
            "Moved the issue here from another repository",
            "別のリポジトリからイシューを移動",
        ),
        (
            false_alarm(Some("the probe broke")),
            "Withdrew the incident as a false alarm: the probe broke",
            "誤報としてインシデントを取り下げ。理由: the probe broke",
        ),
        (
            false_alarm(None),
            "Withdrew the incident as a false alarm",
            "誤報としてインシデントを取り下げ",
        ),
        (
            duplicate(Some(issue(None))),
            "Withdrew the incident as a duplicate of #41",
            "#41 と同じ内容のため、インシデントを取り下げ",
        ),
        (
            duplicate(Some(issue(Some("acme/web")))),
            "Withdrew the incident as a duplicate of acme/web#41",
            "acme/web#41 と同じ内容のため、インシデントを取り下げ",
        ),
        (
            duplicate(None),
            "Withdrew the incident as a duplicate",
            "ほかと同じ内容のため、インシデントを取り下げ",
        ),
        (
            withdrawn(Withdrawal::Unlabeled),
            "Withdrew the incident: removed its label",
            "ラベルを外してインシデントを取り下げ",
        ),
    ]);
}

#[test]
fn quoted_text_stays_text() {
    let text = || HOSTILE.to_owned();
    let login = || Login::new(HOSTILE);
    for fact in [
        Fact::Appointed {
            role: Role::Deputy,
            login: login(),
            from: Some(login()),
            reason: Some(text()),
        },
        Fact::Vacated {
            role: Role::Scribe,
            login: login(),
        },
        Fact::Conditions { text: text() },
        Fact::Said { text: text() },
        Fact::Noted { text: text() },
        Fact::Referenced { title: text() },
        Fact::Landed {
            title: text(),
            revert: true,
        },
        Fact::Deployed {
            environment: text(),
            commit: text(),
            failed: true,
        },
        Fact::Released { name: text() },
        Fact::Transferred { from: Some(text()) },
        Fact::Withdrawn {
            why: Withdrawal::FalseAlarm { reason: Some(text()) },
        },
    ] {
        for said in said(&fact) {
            assert_eq!(scan(&said), Effects::default(), "{said}");
            assert!(
                !said.contains('\n') && !said.replace("\\|", "").contains('|'),
                "{said}"
            );
        }
    }
}
