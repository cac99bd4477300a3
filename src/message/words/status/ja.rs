//! Japanese.

use crate::domain::{
    action::{ActionKind, ItemField},
    checklist::Practice,
    report::{Because, CanPart, Detector},
};

use super::{Clock, StatusWords, Stretch};

pub(super) struct Japanese;

impl StatusWords for Japanese {
    fn practice(&self, practice: Practice) -> &'static str {
        match practice {
            Practice::StopTheBleeding => {
                "まずお客さまへの影響を止める（切り戻し、機能の停止、迂回など）。原因は後でよい"
            }
            Practice::PreserveEvidence => "ログ、ダンプ、グラフを消える前に残す",
            Practice::Announce => "お客さまと社内に知らせる",
            Practice::ConsiderAlternatives => "ほかの原因、ほかの手立てがないか考える",
            Practice::DismissWhoIsNotNeeded => "今は手が足りている人に離れてもらう",
        }
    }

    fn because(&self, because: Because) -> &'static str {
        match because {
            Because::DataAtRisk => "データの消失や漏えいが起きている",
            Because::ServiceDown => "お客さまがサービスをまったく使えない",
            Because::PartDown => "主要な機能が使えない",
            Because::Degraded => "遅い、またはエラーが出る",
            Because::Cosmetic => "見た目だけの問題である",
            Because::MostAffected => "ほとんどのお客さまに影響がある",
            Because::SomeAffected => "一部のお客さまに影響がある",
            Because::FewAffected => "影響を受ける人は少ない",
            Because::NoWorkaround => "回避策がない",
            Because::Workaround => "回避策がある",
        }
    }

    fn clauses(&self, clauses: &[&str]) -> String {
        clauses.join("、")
    }

    fn listed(&self, items: &[String]) -> String {
        items.join("、")
    }

    fn detector(&self, detector: Detector) -> &'static str {
        match detector {
            Detector::Monitor => "監視",
            Detector::Customer => "お客さま",
            Detector::Staff => "社内の人",
        }
    }

    fn part(&self, part: CanPart) -> &'static str {
        match part {
            CanPart::Conditions => "状況",
            CanPart::Actions => "対応",
            CanPart::Needs => "必要なもの",
        }
    }

    fn clock(&self, clock: Clock, duration: &str) -> String {
        match clock {
            Clock::Acknowledge => format!("対応開始まで{duration}（MTTA）"),
            Clock::Resolve => format!("対応開始から解決まで{duration}（MTTR）"),
            Clock::Restore => format!("合計{duration}（MTRS）"),
        }
    }

    fn open_role(&self, role: &str, line: &str) -> String {
        format!("{role} {line}")
    }

    fn action_kind(&self, kind: ActionKind) -> &'static str {
        match kind {
            ActionKind::Prevent => "再発の予防",
            ActionKind::Detect => "早期の検知",
            ActionKind::Mitigate => "影響の緩和",
            ActionKind::Process => "手順の改善",
        }
    }

    fn item_field(&self, field: ItemField) -> &'static str {
        match field {
            ItemField::Title => "タイトル",
            ItemField::Owner => "担当者",
            ItemField::Priority => "優先度",
            ItemField::Due => "期限",
        }
    }

    fn more(&self) -> &'static str {
        "続き"
    }

    fn rest(&self, link: &str) -> String {
        format!("…続きは{link}をご覧ください。")
    }

    fn thread(&self) -> &'static str {
        "スレッド"
    }

    fn document(&self) -> &'static str {
        "ポストモーテム"
    }

    fn stretch(&self, stretch: Stretch) -> &'static str {
        match stretch {
            Stretch::Waiting => "対応開始前",
            Stretch::Responding => "対応中",
            Stretch::Recovering => "影響解消後",
        }
    }

    fn sections(&self) -> [&'static str; 3] {
        ["フェーズ", "重大度", "できごと"]
    }

    fn times_in(&self, zone: &str) -> String {
        format!("時刻は {zone}")
    }
}
