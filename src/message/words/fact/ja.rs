//! Rows of the timeline in Japanese: short, ending in a noun.

use crate::{
    domain::{incident::Fact, person::Login, phase::Milestone, report::Withdrawal},
    message::{
        quote::inline,
        words::{Words, ja::Japanese},
    },
};

use super::issue;

/// What a row says.
pub(in crate::message::words) fn japanese(fact: &Fact) -> String {
    match fact {
        Fact::Declared => "インシデントを宣言".into(),
        Fact::Severity { severity } => format!("重大度を {severity} に設定"),
        Fact::Reached { milestone } => reached(*milestone).into(),
        Fact::Appointed {
            role,
            login,
            from,
            reason,
        } => {
            let before = from.as_ref().map(|from| format!("（{} から交代）", name(from)));
            format!(
                "{} を{}に指名{}{}",
                name(login),
                Japanese.role(*role),
                before.unwrap_or_default(),
                because(reason.as_deref())
            )
        }
        Fact::Vacated { role, login } => format!("{} が{}を退任", name(login), Japanese.role(*role)),
        Fact::Conditions { text } => format!("状況報告: {}", inline(text)),
        Fact::Closed => "イシューをクローズ".into(),
        Fact::Reopened => "イシューを再オープン".into(),
        Fact::Said { text } | Fact::Noted { text } => inline(text),
        Fact::Referenced { title } => format!("インシデントへの言及: {}", inline(title)),
        Fact::Landed { title, revert: false } => format!("変更を取り込み: {}", inline(title)),
        Fact::Landed { title, revert: true } => format!("変更を取り消し（リバート）: {}", inline(title)),
        Fact::Deployed {
            environment,
            commit,
            failed,
        } => {
            let end = if *failed {
                "へのデプロイに失敗"
            } else {
                "にデプロイ"
            };
            format!("{} を {} {end}", inline(commit), inline(environment))
        }
        Fact::Released { name } => format!("{} をリリース", inline(name)),
        Fact::Transferred { from: Some(from) } => format!("{} からイシューを移動", inline(from)),
        Fact::Transferred { from: None } => "別のリポジトリからイシューを移動".into(),
        Fact::Withdrawn { why } => withdrawn(why),
    }
}

fn reached(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Started => "影響の始まり",
        Milestone::Detected => "異常の検知",
        Milestone::Acknowledged => "対応を開始",
        Milestone::Mitigated => "影響が解消",
        Milestone::Resolved => "解決を宣言",
    }
}

fn withdrawn(why: &Withdrawal) -> String {
    match why {
        Withdrawal::FalseAlarm { reason } => {
            format!("誤報としてインシデントを取り下げ{}", because(reason.as_deref()))
        }
        Withdrawal::Duplicate { of: Some(of) } => {
            format!("{} と同じ内容のため、インシデントを取り下げ", issue(of))
        }
        Withdrawal::Duplicate { of: None } => "ほかと同じ内容のため、インシデントを取り下げ".into(),
        Withdrawal::Unlabeled => "ラベルを外してインシデントを取り下げ".into(),
    }
}

fn name(login: &Login) -> String {
    inline(login.as_str())
}

fn because(reason: Option<&str>) -> String {
    reason
        .map(|reason| format!("。理由: {}", inline(reason)))
        .unwrap_or_default()
}
