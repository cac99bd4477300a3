//! The play in Japanese, where a holiday moves the deadline.

mod after;
mod report;

use github_sim::world::Role;

use super::{
    super::script::{Act, Person, Scene, Story, Turn},
    FORM,
};
use crate::policy;

pub(super) const STORY: Story = Story {
    zone: chrono_tz::Asia::Tokyo,
    curtain: "2026-11-20 02:15",
    cast: &[
        Person {
            login: "sakura",
            role: Some(Role::Write),
            part: "今夜の当番",
        },
        Person {
            login: "kenta",
            role: Some(Role::Write),
            part: "決済のエンジニア",
        },
        Person {
            login: "mio",
            role: Some(Role::Admin),
            part: "エンジニアリングマネージャー",
        },
        Person {
            login: "naoki",
            role: Some(Role::Triage),
            part: "カスタマーサポート",
        },
        Person {
            login: "sam",
            role: None,
            part: "通りすがりの人",
        },
    ],
    founder: "mio",
    before: &[
        (
            policy::PATH,
            "language: ja\ntime_zone: Asia/Tokyo\nholidays: [jp]\nseverities:\n  SEV2:\n    announcement: required\n",
            "Closeout を設定",
        ),
        (
            FORM,
            include_str!("../../../../../templates/ja/issue_form.yml"),
            "インシデントのフォームを追加",
        ),
        (
            "payments/config.toml",
            "pool_size = \"env:POOL_SIZE\"\n",
            "決済サービスを設定",
        ),
    ],
    scenes: &[
        NIGHT,
        CAUSE,
        after::MORNING_AFTER,
        after::WRITING,
        after::REVIEW,
        after::FOLLOWING_UP,
    ],
};

const NIGHT: Scene = Scene {
    title: "夜中のアラート",
    turns: &[
        Turn {
            at: "2026-11-20 02:25",
            who: "kenta",
            direction: "さんが決済サービスを少し変える",
            act: Act::Pushes {
                message: "接続プールの大きさを設定ファイルから読む",
                path: "payments/config.toml",
                text: "pool_size = 4\n",
            },
        },
        Turn {
            at: "2026-11-20 02:28",
            who: "kenta",
            direction: "さんが、お客さまの少ない時間にデプロイする",
            act: Act::Deploys,
        },
        Turn {
            at: "2026-11-20 02:47",
            who: "sakura",
            direction: "さんがアラートで起こされ、インシデントのフォームに記入する",
            act: Act::Reports {
                title: "購入手続きが3回に1回失敗する",
                answers: &[
                    ("重大度", "わからない（回答から提案してもらう）"),
                    ("お客さまはサービスを使えますか", "主要な機能が使えない"),
                    ("影響を受けている人", "一部のお客さま"),
                    ("回避策はありますか", "ある"),
                    ("データの消失や漏えいは起きていますか", "起きていない"),
                    (
                        "影響",
                        "カード決済の3回に1回が「お支払いを完了できませんでした」で終わる。銀行振込は使える。",
                    ),
                    ("いつ始まりましたか", "02:44"),
                    (
                        "どのように気づきましたか",
                        "監視（アラート、ダッシュボード、テスト）",
                    ),
                    ("リンクとログ", "鳴ったアラートは `checkout-success-rate`"),
                ],
            },
        },
        Turn {
            at: "2026-11-20 02:49",
            who: "sakura",
            direction: "さんが指揮をとり、手を借りる",
            act: Act::Says(
                "kenta さんは原因を、naoki さんはお客さまへの連絡をお願いします。\n\n/commander me\n/tech @kenta\n/comms @naoki",
            ),
        },
        Turn {
            at: "2026-11-20 02:51",
            who: "naoki",
            direction: "さんは問い合わせから、もっと前から、もっと深刻だと知っている",
            act: Act::Says(
                "問い合わせは14件、最初は02:29です。お客さまの多くが使うスマートフォンのアプリでは、銀行振込を選べません。\n\n\
                 /started 02:29",
            ),
        },
        Turn {
            at: "2026-11-20 02:52",
            who: "sakura",
            direction: "さんが重大度を上げる",
            act: Act::Says("では、多くのお客さまには回避策がありませんね。\n\n/sev 2"),
        },
        Turn {
            at: "2026-11-20 02:54",
            who: "sam",
            direction: "さん（権限のない人）がコマンドを試す",
            act: Act::Says("こちらでは動いています\n\n/resolved"),
        },
    ],
};

const CAUSE: Scene = Scene {
    title: "原因を見つけて、止める",
    turns: &[
        Turn {
            at: "2026-11-20 02:57",
            who: "kenta",
            direction: "さんが見つける",
            act: Act::Says(
                "02:28のリリースで `payments` の接続が40本から4本に減っています。\n\nリクエストの3分の1が、空きを待つ\
                 うちにタイムアウトしています。リリースを戻します。",
            ),
        },
        Turn {
            at: "2026-11-20 02:58",
            who: "sakura",
            direction: "さんがそのコメントに🚀をつける（経緯に残すため）",
            act: Act::Marks,
        },
        Turn {
            at: "2026-11-20 02:59",
            who: "sakura",
            direction: "さんが現状を知らせる",
            act: Act::Says(
                "/can\nConditions: カード決済の3分の1が失敗中。原因は判明\nActions: kenta さんが02:28のリリースを戻し、naoki \
                 さんが問い合わせに回答\nNeeds: naoki さん、ステータスページへの掲載をお願いします",
            ),
        },
        Turn {
            at: "2026-11-20 03:01",
            who: "kenta",
            direction: "さんが変更を戻す",
            act: Act::Pushes {
                message: "Revert \"接続プールの大きさを設定ファイルから読む\"\n\nRefs #1",
                path: "payments/config.toml",
                text: "pool_size = \"env:POOL_SIZE\"\n",
            },
        },
        Turn {
            at: "2026-11-20 03:02",
            who: "kenta",
            direction: "さんが、戻したものをデプロイする",
            act: Act::Deploys,
        },
        Turn {
            at: "2026-11-20 03:05",
            who: "sakura",
            direction: "さんが、naoki さんの載せたお知らせを見て、チェックを入れる",
            act: Act::Ticks(3),
        },
        Turn {
            at: "2026-11-20 03:08",
            who: "kenta",
            direction: "さんが報告し、打ち間違える",
            act: Act::Says("決済は通るようになりました。\n\n/mitigatd 03:03"),
        },
        Turn {
            at: "2026-11-20 03:09",
            who: "kenta",
            direction: "さんがコメントを直す",
            act: Act::Corrects("決済は通るようになりました。\n\n/mitigated 03:03"),
        },
        Turn {
            at: "2026-11-20 03:31",
            who: "sakura",
            direction: "さんがグラフを確かめ、10分ほど前に解決していたとする",
            act: Act::Says(
                "03:20から失敗は0件です。みなさん、ありがとうございました。おやすみなさい。\n\n/resolved 03:20\n/owner @kenta",
            ),
        },
    ],
};
