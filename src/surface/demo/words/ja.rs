//! Japanese.

use chrono::{Datelike as _, NaiveDate, Weekday};
use chrono_tz::Tz;
use github_sim::world::Role;

use super::{Invitation, Words, labels, sign, threads};
use crate::surface::demo::change::Change;

pub(super) struct Japanese;

const INVITATION: Invitation = Invitation {
    heading: "ここからはご自由にどうぞ。ブラウザで開いてください:",
    pages: [
        "インシデント",
        "ポストモーテム",
        "文書",
        "チェック",
        "下書きへの指摘",
        "カレンダー",
        "リポジトリ",
        "新しい報告",
    ],
    bar: "どのページでも、いちばん上の帯で、誰として操作するかと時刻を選べます。たとえば:",
    tries: &[
        "ラベル `incident` をつけてイシューを作り、`/sev 1` や `/commander me` とコメントする",
        "`/resolved 昨日 23:10`、`/mitigatd`、`/help` とコメントする。sam としても試す",
        "`/can` で報告し、`/timeline` で経緯に行を足し、チェックリストにチェックを入れる",
        "重大度のラベルを付け替え、ステータスコメントが変わるのを見る",
        "解決したら、ポストモーテムに `/meeting 明日 15:00` や `/action P1 me 直す` とコメントする",
        "文書を悪く書き直して、チェックの指摘を読む。ボタンも押してみる",
        "ポストモーテムをレビュー可能にし、別の人として承認し、`/meeting held` のあとマージする",
        "何もせずに、時計を1週間進める",
    ],
    leave: "Closeoutはすぐに答えます。Ctrl-C で終わり、何も残りません。",
    ended: "デモを終わりました。",
};

impl Words for Japanese {
    fn progress(&self, scene: usize, of: usize, at: &str) -> String {
        format!("… {of}場のうち{scene}場目: {at}")
    }

    fn prologue(&self, repository: &str) -> String {
        format!(": {repository} のインシデントが、最初の報告からポストモーテムの完了に至るまで")
    }

    fn about(&self, zone: Tz) -> String {
        format!(
            "GitHub と登場人物は作りものですが、サーバーとウェブフック、そしてCloseoutの答えは本物です。時刻は {zone} です。"
        )
    }

    fn part(&self, part: &str, role: Option<Role>) -> String {
        let role = match role {
            None | Some(Role::None) => "権限なし",
            Some(Role::Read) => "読み取り権限",
            Some(Role::Triage) => "トリアージ権限",
            Some(Role::Write) => "書き込み権限",
            Some(Role::Maintain) => "メンテナンス権限",
            Some(Role::Admin) => "管理者権限",
        };
        format!("{part}、{role}")
    }

    fn day(&self, day: NaiveDate) -> String {
        let weekday = match day.weekday() {
            Weekday::Mon => "月",
            Weekday::Tue => "火",
            Weekday::Wed => "水",
            Weekday::Thu => "木",
            Weekday::Fri => "金",
            Weekday::Sat => "土",
            Weekday::Sun => "日",
        };
        format!("{}年{}月{}日（{weekday}）", day.year(), day.month(), day.day())
    }

    fn meanwhile(&self) -> &'static str {
        "その間に"
    }

    fn deed(&self, change: &Change) -> String {
        match change {
            Change::Reacted {
                emoji,
                author,
                comment,
                back,
            } => {
                let what = if *comment { "コメント" } else { "報告" };
                let (from, did) = if *back {
                    ("から", "を外す")
                } else {
                    ("に", "をつける")
                };
                format!("{author} さんの{what}{from} {emoji} {did}")
            }
            Change::MadeLabels(count) => format!("必要なラベル{count}個を作る"),
            Change::Labelled { numbers, on, off } => labelled(numbers, on, off),
            Change::Branched(branch) => format!("ブランチ {branch} を作る"),
            Change::Committed { path, new: true } => format!("{path} をコミットする"),
            Change::Committed { path, .. } => format!("{path} を更新する"),
            Change::OpenedIssue {
                number,
                title,
                parent: Some(parent),
            } => format!("#{number}「{title}」を #{parent} のサブイシューとして開く"),
            Change::OpenedIssue { number, title, .. } => format!("#{number}「{title}」を開く"),
            Change::Adopted { number, parent } => format!("#{number} を #{parent} のサブイシューにする"),
            Change::Retitled { number, title } => format!("#{number} の題名を「{title}」にする"),
            Change::Opened { number, title, draft } => {
                let draft = if *draft { "下書きの" } else { "" };
                format!("{draft}プルリクエスト #{number}「{title}」を開く")
            }
            Change::Assigned { number, login } => format!("{login} さんを #{number} の担当にする"),
            Change::Folded { number, folded: true } => format!("#{number} の前のコメントを折りたたむ"),
            Change::Folded { number, .. } => format!("#{number} の前のコメントを開く"),
            Change::Checked {
                name,
                conclusion,
                title,
                ..
            } => format!("チェック {} {name}: {title}", sign(conclusion)),
            Change::Closed(number) => format!("#{number} を閉じる"),
            Change::Commented { number, .. } => format!("#{number} にコメントする:"),
            Change::Edited {
                number, status, gone, ..
            } => {
                let comment = if *status {
                    "ステータスコメント"
                } else {
                    "コメント"
                };
                let did = if *gone {
                    "から消す"
                } else {
                    "を書き換える"
                };
                format!("#{number} の{comment}{did}:")
            }
        }
    }

    fn list(&self, deeds: &[String]) -> String {
        deeds.join("。")
    }

    fn more(&self, lines: usize) -> String {
        format!("… ほか{lines}行")
    }

    fn end(&self) -> (&'static str, &'static str) {
        (
            "おしまい",
            "ポストモーテムは完了しました。インシデントをもう一度見ても、することは残っていません。",
        )
    }

    fn invitation(&self) -> &'static Invitation {
        &INVITATION
    }
}

fn labelled(numbers: &[u64], on: &[String], off: &[String]) -> String {
    let (threads, and) = (threads(numbers, " と "), " と ");
    match (on, off) {
        (on, []) => format!("{threads} にラベル {} をつける", labels(on, and)),
        ([], off) => format!("{threads} からラベル {} を外す", labels(off, and)),
        (on, off) => format!(
            "{threads} のラベルを {} から {} に替える",
            labels(off, and),
            labels(on, and)
        ),
    }
}
