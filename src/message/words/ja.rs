//! Japanese.

use chrono::Weekday;

use crate::{
    document::lint::Level,
    domain::{
        command::spec::Verb,
        incident::Fact,
        phase::{Milestone, Phase},
        postmortem::PostmortemStatus,
        request::Request,
        role::Role,
        severity::Severity,
        spelling::nearest,
    },
    message::{
        context::{Changed, NextStep, Remaining, TemplateFaultKind},
        quote::{brief, code},
    },
    policy::{Expected, FaultKind},
};

use super::{Advice, Span, Words, fact, template};

pub(super) struct Japanese;

impl Words for Japanese {
    fn phase(&self, phase: Phase) -> &'static str {
        match phase {
            Phase::Declared => "宣言済み",
            Phase::Acknowledged => "対応中",
            Phase::Mitigated => "影響解消",
            Phase::Resolved => "解決済み",
            Phase::Withdrawn => "取り下げ",
        }
    }

    fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Commander => "インシデントコマンダー",
            Role::Deputy => "副コマンダー",
            Role::TechLead => "技術リード",
            Role::CommsLead => "広報リード",
            Role::Scribe => "記録係",
            Role::Owner => "ポストモーテム担当者",
        }
    }

    fn status(&self, status: PostmortemStatus) -> &'static str {
        match status {
            PostmortemStatus::Draft => "下書き",
            PostmortemStatus::InReview => "レビュー中",
            PostmortemStatus::Reviewed => "レビュー済み",
            PostmortemStatus::Closed => "完了",
            PostmortemStatus::Skipped => "作成しない",
        }
    }

    fn milestone(&self, milestone: Milestone) -> &'static str {
        match milestone {
            Milestone::Started => "影響開始",
            Milestone::Detected => "検知",
            Milestone::Acknowledged => "対応開始",
            Milestone::Mitigated => "影響解消",
            Milestone::Resolved => "解決",
        }
    }

    fn definition(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Sev1 => {
                "致命的。ほとんどのお客さまがサービスを使えない。または、データの消失や漏えいが起きている。"
            }
            Severity::Sev2 => "重大。主要な機能が使えない、または多くのお客さまに影響があり、回避策がない。",
            Severity::Sev3 => "軽度。一部のお客さまに影響があるが、回避策がある。",
            Severity::Sev4 => "軽微。気づく人は少ないか社内だけだが、修正は必要。",
        }
    }

    fn purpose(&self, verb: Verb) -> &'static str {
        match verb {
            Verb::Confirm => {
                "トリアージ権限のない人の報告を、インシデントとして認めます。インシデントのラベルを付け直しても同じです。"
            }
            Verb::Severity => "重大度を1（最も深刻）から4で決めます。ラベルを付けても同じです。",
            Verb::Commander => "インシデントコマンダーを決めます。判断と調整を担う人です。",
            Verb::Started => "影響が始まった時刻を記録します。宣言より前に始まっていたときに使います。",
            Verb::Detected => "いつ、誰が（何が）気づいたかを記録します。",
            Verb::Acknowledged => "対応を始めたことを記録します。",
            Verb::Mitigated => {
                "お客さまへの影響がなくなったことを記録します。原因が残っていてもかまいません。"
            }
            Verb::Resolved => "解決したことを記録します。イシューを閉じても同じです。",
            Verb::Deputy => "副コマンダーを決めます。コマンダーの代わりを務める人です。",
            Verb::TechLead => "技術リードを決めます。原因の調査と復旧を率いる人です。",
            Verb::CommsLead => "広報リードを決めます。お客さまと社内に知らせる人です。",
            Verb::Scribe => "記録係を決めます。タイムラインを残す人です。",
            Verb::Can => "状況・対応・必要なものを報告します。書かなかった項目は前のまま残ります。",
            Verb::Timeline => "タイムラインに一行加えます。",
            Verb::FalseAlarm => "インシデントを取り下げます。実際には何も起きていなかった場合です。",
            Verb::Duplicate => "同じ内容の別のインシデントがある場合に、こちらを取り下げます。",
            Verb::Snooze => "お知らせをしばらく止めます。",
            Verb::Owner => "ポストモーテムの担当者を決めます。完了まで見届ける人です。",
            Verb::Postmortem => {
                "必須でない場合にポストモーテムを書くことにするか、理由を添えて書かないと決めます。"
            }
            Verb::Announced => {
                "お客さまへのお知らせを公開した場所、または不要な理由を記録します。お知らせが必須の場合は、それまで完了になりません。"
            }
            Verb::Action => "アクションアイテムのイシューを作り、ポストモーテムの表に加えます。",
            Verb::Meeting => {
                "レビュー会議の日時・長さ・場所を決めます。開いたことの記録や、理由を添えて開かないと決めるときにも使います。書かなかった項目は前のまま残ります。"
            }
            Verb::Help => "コマンドの一覧、または一つのコマンドの説明を表示します。",
        }
    }

    fn level(&self, level: Level) -> &'static str {
        match level {
            Level::Error => "🔴 エラー",
            Level::Warning => "🟡 警告",
        }
    }

    fn button(&self, request: Request) -> Option<(&'static str, &'static str)> {
        match request {
            Request::CreateIssues => Some(("イシューを作成", "アクションアイテムのイシューを作ります")),
            Request::RefreshFacts => Some(("事実を更新", "自動生成の部分を最新の状態にします")),
            Request::Explain => Some(("説明を見る", "見つかった点の理由をコメントします")),
            Request::Rerun => None,
        }
    }

    fn next(&self, step: NextStep) -> Advice {
        match step {
            NextStep::Confirm => Advice::new(
                "トリアージ権限のある人が、インシデントであることを確認してください",
                "/confirm",
            ),
            NextStep::ChooseSeverity => Advice::new("重大度を1〜4から選んでください", "/sev 2"),
            NextStep::Acknowledge => Advice::new("対応を始める人は宣言してください", "/ack"),
            NextStep::NameCommander => {
                Advice::new("指揮を執るか、ほかの人を指名してください", "/commander me")
            }
            NextStep::Mitigate => Advice::new("お客さまへの影響がなくなったら", "/mitigated"),
            NextStep::Resolve => Advice::new("すべて解決したら", "/resolved"),
            NextStep::NameOwner => Advice::new("ポストモーテムの担当者を決めてください", "/owner @login"),
            NextStep::WritePostmortem => {
                Advice::only("ポストモーテムを書き、プルリクエストの **Ready for review** を押してください")
            }
            NextStep::ChangeBase => Advice::only(
                "ポストモーテムのプルリクエストの **Edit** を押し、マージ先をデフォルトブランチに変えてください",
            ),
            NextStep::BringToDefault => Advice::only(
                "ポストモーテムをデフォルトブランチにもマージしてください。別のブランチへのマージだけでは完了になりません",
            ),
            NextStep::ResolveConflicts => {
                Advice::only("ポストモーテムのプルリクエストのコンフリクトを解消してください")
            }
            NextStep::Approve => Advice::only("ポストモーテムのプルリクエストに承認をもらってください"),
            NextStep::HoldMeeting => {
                Advice::new("レビュー会議を開き、終わったら知らせてください", "/meeting held")
            }
            NextStep::PublishAnnouncement => Advice::new(
                "お客さまへのお知らせを公開し、場所を知らせてください",
                "/announced https://…",
            ),
            NextStep::Merge => {
                Advice::only("ポストモーテムのプルリクエストをマージしてください。それで完了です")
            }
            NextStep::DecidePostmortem => Advice::new(
                "ポストモーテムのプルリクエストを再オープンするか、書かない理由を知らせてください",
                "/postmortem skip 理由",
            ),
            NextStep::CloseOrWrite => Advice::new(
                "このイシューを閉じるか、必要ならポストモーテムを書いてください",
                "/postmortem",
            ),
        }
    }

    fn remaining(&self, remaining: &Remaining) -> Advice {
        match remaining {
            Remaining::NameOwner => Advice::new(
                "担当者を決める（インシデントのイシューにコメント）",
                "/owner @login",
            ),
            Remaining::MarkReady => Advice::only("**Ready for review** を押す"),
            Remaining::ChangeBase { base } => Advice::only(format!(
                "**Edit** を押し、マージ先をデフォルトブランチに変える（{} にマージしても完了にはなりません）",
                code(base)
            )),
            Remaining::BringToDefault { base } => Advice::only(format!(
                "デフォルトブランチにもマージする（{} にマージされています）",
                code(base)
            )),
            Remaining::ResolveConflicts => Advice::only("マージ先とのコンフリクトを解消する"),
            Remaining::Approvals { given, required } => {
                Advice::only(format!("承認をもらう（現在 {given} / {required} 件）"))
            }
            Remaining::ChangesRequested => {
                Advice::only("変更を求めているレビューに対応し、再レビューを依頼する")
            }
            Remaining::HoldMeeting => Advice::new(
                "レビュー会議を開き、終わったら知らせる（インシデントのイシューにコメント）",
                "/meeting held",
            ),
            Remaining::PublishAnnouncement => Advice::new(
                "お客さまへのお知らせを公開し、場所を知らせる（インシデントのイシューにコメント）",
                "/announced https://…",
            ),
            Remaining::MendText { errors } => Advice::only(format!("文書のエラー（{errors}件）を直す")),
            Remaining::Merge => Advice::only("マージする"),
        }
    }

    fn changed(&self, parts: &[Changed]) -> String {
        let name = |part: &Changed| match part {
            Changed::FrontMatter => "フロントマター",
            Changed::Facts => "基本情報",
            Changed::Impact => "報告された影響",
            Changed::Timeline => "経緯",
            Changed::ActionItems => "アクションアイテム",
            Changed::Index => "ポストモーテム一覧",
        };
        parts.iter().map(name).collect::<Vec<_>>().join("・")
    }

    fn fact(&self, fact: &Fact) -> String {
        fact::japanese(fact)
    }

    fn fault(&self, kind: &FaultKind) -> String {
        match kind {
            FaultKind::Syntax { .. } => "YAML として読めません".into(),
            FaultKind::UnknownKey { key, .. } => format!("ここに「{}」というキーはありません", brief(key)),
            FaultKind::DuplicateKey { key } => format!("キー「{}」が重複しています", brief(key)),
            FaultKind::Unsupported { found } => format!("「{}」という書き方はできません", brief(found)),
            FaultKind::TooLarge { .. } => "ファイルが大きすぎます".into(),
            FaultKind::LabelTaken { label, .. } => {
                format!("ラベル「{}」はすでに別の意味で使われています", brief(label))
            }
            FaultKind::BadValue { found, .. } => format!("「{}」はここでは使えません", brief(found)),
        }
    }

    fn remedy(&self, kind: &FaultKind) -> String {
        match kind {
            FaultKind::Syntax { detail } => format!("パーサーのメッセージ: {}", brief(detail)),
            FaultKind::UnknownKey { key, allowed } => {
                let meant = nearest(key, allowed).map(|word| format!("「{word}」ではありませんか。"));
                let allowed = allowed.join("、");
                format!("{}ここで使えるキー: {allowed}", meant.unwrap_or_default())
            }
            FaultKind::DuplicateKey { .. } => "どちらか一方を残し、もう一方を消してください。".into(),
            FaultKind::Unsupported { .. } => {
                "アンカー、エイリアス、タグは使えません。値をそのまま書いてください。".into()
            }
            FaultKind::TooLarge { at_most } => format!("{}キロバイトまでにしてください。", at_most / 1024),
            FaultKind::LabelTaken { by, .. } => {
                format!(
                    "{} で使われています。それぞれ別のラベルにしてください。",
                    brief(by)
                )
            }
            FaultKind::BadValue { found, expected } => {
                let meant = match expected {
                    Expected::OneOf { words } => nearest(found, words),
                    Expected::Holiday { meant } => meant.as_deref(),
                    _ => None,
                };
                let meant = meant.map(|word| format!("「{word}」ではありませんか。"));
                format!("{}書けるもの: {}", meant.unwrap_or_default(), wanted(expected))
            }
        }
    }

    fn addressed(&self, names: &[String]) -> String {
        if names.is_empty() {
            return "最初に読んだ方へ。".to_owned();
        }
        let polite = |name: &String| {
            let title = if name.contains('/') {
                "の皆さん"
            } else {
                "さん"
            };
            format!("{name} {title}、")
        };
        names.iter().map(polite).collect()
    }

    fn template_fault(&self, kind: &TemplateFaultKind) -> String {
        template::japanese_fault(kind)
    }

    fn template_remedy(&self, kind: &TemplateFaultKind) -> String {
        template::japanese_remedy(kind)
    }

    fn duration(&self, span: Span) -> String {
        span.in_units(["日", "時間", "分"], "")
    }

    fn weekday(&self, day: Weekday) -> &'static str {
        match day {
            Weekday::Mon => "月",
            Weekday::Tue => "火",
            Weekday::Wed => "水",
            Weekday::Thu => "木",
            Weekday::Fri => "金",
            Weekday::Sat => "土",
            Weekday::Sun => "日",
        }
    }

    fn day_and_time(&self, weekday: &str, date: &str, time: &str) -> String {
        format!("{date}（{weekday}）{time}")
    }

    fn review_meetings(&self, repository: &str) -> String {
        format!("{repository} のレビュー会議")
    }

    fn beside(&self, local: &str, utc: &str) -> String {
        format!("{local}（{utc}）")
    }
}

/// What a key of the configuration takes.
fn wanted(expected: &Expected) -> String {
    match expected {
        Expected::Mapping => "字下げした「キー: 値」の並び".into(),
        Expected::List => "[a, b] のようなリスト".into(),
        Expected::Text { at_most } => format!("{at_most}文字以内の文字列"),
        Expected::OneOf { words } => format!("次のいずれか: {}", words.join("、")),
        Expected::Number { min, max } => format!("{min}から{max}までの整数"),
        Expected::TimeZone => "Asia/Tokyo のようなタイムゾーン名".into(),
        Expected::Holiday { .. } => {
            "jp、us、gb-eng のような国・地域コード、2026-12-29 のような日付、または 2026-12-29..2027-01-03 のような期間"
                .into()
        }
        Expected::TimeOfDay => "15:00 のような時刻".into(),
        Expected::Length => "45 minutes、1 hour のような時間（5分から8時間まで）".into(),
        Expected::DateOrRange => "2026-12-29 のような日付、または 2026-12-29..2027-01-03 のような期間".into(),
        Expected::Hours => "10:00-18:00 のような時間帯".into(),
        Expected::Days => "3 business days（営業日）や 7 calendar days（暦日）のような日数".into(),
        Expected::Span => "30 minutes、2 hours、1h30m のような時間（1分から7日まで）、または never".into(),
        Expected::Template => "full、minimal、または .hbs で終わるリポジトリ内のテンプレートのパス".into(),
        Expected::Path => "postmortems のようなリポジトリ内のパス（.. は使えません）".into(),
        Expected::Items { at_most } => format!("{at_most}項目以内のリスト"),
        Expected::NewItem => "リストの中で重複しない項目".into(),
        Expected::Contact => "\"@octocat\" のような個人、\"@octo-org/sre\" のようなチーム、または nobody".into(),
    }
}
