//! The play in Japanese, from the morning after.

use super::{
    super::super::script::{Act, Scene, Turn},
    report,
};

pub(super) const MORNING_AFTER: Scene = Scene {
    title: "翌朝",
    turns: &[
        Turn {
            at: "2026-11-20 09:40",
            who: "mio",
            direction: "さんが、レビュー会議を都合のよい日時に変える",
            act: Act::Discusses(
                "金曜日なら全員そろいます。\n\n/meeting 2026-11-27 15:00 45m https://meet.example.com/payments",
            ),
        },
        Turn {
            at: "2026-11-20 10:15",
            who: "sakura",
            direction: "さんが、すでにわかっている改善点のイシューを作る",
            act: Act::Opens {
                title: ALERT,
                body: "満杯になってから15分間、アラートが鳴りませんでした。",
            },
        },
    ],
};

/// An issue that sakura opens before anybody writes the postmortem.
const ALERT: &str = "接続プールが1分間満杯ならアラートを鳴らす";

pub(super) const WRITING: Scene = Scene {
    title: "書き残す",
    turns: &[
        Turn {
            at: "2026-11-26 15:01",
            who: "",
            direction: "会議は明日のこの時刻。読むものはまだない。",
            act: Act::Waits,
        },
        Turn {
            at: "2026-11-26 15:04",
            who: "kenta",
            direction: "さんは移動中で、書けるまで待ってもらう",
            act: Act::Says(
                "明日が会議なのは承知しています。16時半まで新幹線の中です。\n\n/snooze until 17:30",
            ),
        },
        Turn {
            at: "2026-11-26 16:50",
            who: "kenta",
            direction: "さんが、Closeoutの用意した文書に書き込む",
            act: Act::Writes(&report::REPORT),
        },
        Turn {
            at: "2026-11-26 16:53",
            who: "kenta",
            direction: "さんが指摘の理由を知りたくて、チェックのボタンを押す",
            act: Act::Presses("explain"),
        },
        Turn {
            at: "2026-11-26 17:02",
            who: "kenta",
            direction: "さんが書き直す",
            act: Act::Mends {
                message: "誰のせいかではなく、何が起きたかを書く",
                changes: report::CORRECTIONS,
            },
        },
        Turn {
            at: "2026-11-26 17:05",
            who: "kenta",
            direction: "さんが Ready for review を押す",
            act: Act::MarksReady,
        },
        Turn {
            at: "2026-11-26 17:20",
            who: "naoki",
            direction: "さんが、もう一つ改善点を挙げる",
            act: Act::Discusses(
                "フォームには、アプリのことを書く欄がありませんでした。\n\n/action P1 @sakura due 2026-12-18 検知: \
                 インシデントのフォームで端末の種類を尋ねる",
            ),
        },
    ],
};

pub(super) const REVIEW: Scene = Scene {
    title: "レビュー、そして完了",
    turns: &[
        Turn {
            at: "2026-11-27 10:30",
            who: "mio",
            direction: "さんが読んで承認する",
            act: Act::Approves,
        },
        Turn {
            at: "2026-11-27 15:00",
            who: "",
            direction: "レビュー会議が始まる。",
            act: Act::Waits,
        },
        Turn {
            at: "2026-11-27 15:41",
            who: "mio",
            direction: "さんが会議を終える",
            act: Act::Discusses(
                "5人で40分、追加はありませんでした。kenta さん、ありがとうございました。\n\n/meeting held",
            ),
        },
        Turn {
            at: "2026-11-27 16:05",
            who: "naoki",
            direction: "さんが、お客さまへのお知らせを公開する",
            act: Act::Says("/announced https://status.example.com/2026-11-20"),
        },
        Turn {
            at: "2026-11-27 16:20",
            who: "kenta",
            direction: "さんがマージする",
            act: Act::Merges,
        },
    ],
};

pub(super) const FOLLOWING_UP: Scene = Scene {
    title: "約束したこと",
    turns: &[
        Turn {
            at: "2026-12-03 10:30",
            who: "kenta",
            direction: "さんが期限の前に知らされ、一つ目を済ませる",
            act: Act::Ships {
                issue: "本番では接続プールが20未満なら起動を拒む",
                message: "接続プールが小さすぎるなら起動を拒む",
                path: "payments/config.toml",
                text: "pool_size = \"env:POOL_SIZE\"\npool_size_min = 20\n",
            },
        },
        Turn {
            at: "2026-12-09 14:00",
            who: "sakura",
            direction: "さんがアラートを設定し終える",
            act: Act::Finishes(ALERT),
        },
        Turn {
            at: "2026-12-14 11:00",
            who: "kenta",
            direction: "さんが、新しいテスト環境で足りるので、リリース前の確認は変えないことにする",
            act: Act::Declines("リリース前の確認で50件の決済を同時に送る"),
        },
        Turn {
            at: "2026-12-18 10:30",
            who: "sakura",
            direction: "さんが、最後のお知らせに応える",
            act: Act::Finishes("インシデントのフォームで端末の種類を尋ねる"),
        },
        Turn {
            at: "2026-12-18 10:40",
            who: "mio",
            direction: "さんが、ポストモーテムの一覧の変更をマージする",
            act: Act::MergesList,
        },
    ],
};
