//! What is wrong with a template of a repository's own, and what to write instead.

use crate::message::{context::TemplateFaultKind as Kind, quote::brief};

pub(super) fn english_fault(kind: &Kind) -> String {
    match kind {
        Kind::TooLarge { .. } => "The template is too large".into(),
        Kind::TooMany { .. } => "There are too many expressions".into(),
        Kind::NotClosed => "This is never closed".into(),
        Kind::NotOpen => "Nothing is open that this could close".into(),
        Kind::NotAllowed { found } => format!("“{}” is not allowed in a template", brief(found)),
        Kind::UnknownName { name, .. } => format!("There is no “{}” here", brief(name)),
        Kind::Unusable { .. } => "The template cannot be filled in".into(),
        Kind::FrontMatter => "The document would have front matter that cannot be read".into(),
    }
}

pub(super) fn english_remedy(kind: &Kind) -> String {
    match kind {
        Kind::TooLarge { at_most } => format!("It may have {at_most} kilobytes."),
        Kind::TooMany { at_most } => {
            format!("At most {at_most} may stand here. The built-in regions and sections say much with one.")
        }
        Kind::NotClosed => {
            "Write }} behind an expression, and {{/if}}, {{/each}} or the like behind a block.".into()
        }
        Kind::NotOpen => "Delete it, or write the beginning of its block.".into(),
        Kind::NotAllowed { .. } => "Partials, raw HTML, loops within loops, and values in brackets are not. \
             docs/templates.md lists everything that is."
            .into(),
        Kind::UnknownName {
            meant: Some(meant), ..
        } => {
            format!(
                "Did you mean “{}”? docs/templates.md lists every name.",
                brief(meant)
            )
        }
        Kind::UnknownName { meant: None, .. } => "docs/templates.md lists every name.".into(),
        Kind::Unusable { detail } => format!("Handlebars says: {}", brief(detail)),
        Kind::FrontMatter => {
            "Look at it with “closeout render --template FILE”. Use {{scalar title}} for text in a value."
                .into()
        }
    }
}

pub(super) fn japanese_fault(kind: &Kind) -> String {
    match kind {
        Kind::TooLarge { .. } => "テンプレートが大きすぎます".into(),
        Kind::TooMany { .. } => "式が多すぎます".into(),
        Kind::NotClosed => "閉じられていません".into(),
        Kind::NotOpen => "対応する開始がありません".into(),
        Kind::NotAllowed { found } => format!("「{}」はテンプレートでは使えません", brief(found)),
        Kind::UnknownName { name, .. } => format!("「{}」という名前はここにはありません", brief(name)),
        Kind::Unusable { .. } => "このテンプレートでは文書を作れません".into(),
        Kind::FrontMatter => "作られる文書のフロントマターを読み取れません".into(),
    }
}

pub(super) fn japanese_remedy(kind: &Kind) -> String {
    match kind {
        Kind::TooLarge { at_most } => format!("{at_most} キロバイトまでにしてください。"),
        Kind::TooMany { at_most } => {
            format!("ここに書けるのは{at_most}個までです。組み込みの region や section なら、一つの式でまとめて書けます。")
        }
        Kind::NotClosed => "式は }} で、ブロックは {{/if}} や {{/each}} などで閉じてください。".into(),
        Kind::NotOpen => "削除するか、ブロックの開始を書いてください。".into(),
        Kind::NotAllowed { .. } => {
            "部分テンプレート、生の HTML、入れ子の繰り返し、括弧で書く値は使えません。使えるものは docs/templates.md にあります。"
                .into()
        }
        Kind::UnknownName { meant: Some(meant), .. } => {
            format!("「{}」のことでしょうか。名前の一覧は docs/templates.md にあります。", brief(meant))
        }
        Kind::UnknownName { meant: None, .. } => "名前の一覧は docs/templates.md にあります。".into(),
        Kind::Unusable { detail } => format!("Handlebars のメッセージ: {}", brief(detail)),
        Kind::FrontMatter => {
            "「closeout render --template FILE」で確かめてください。値に文字列を入れるときは {{scalar title}} と書きます。"
                .into()
        }
    }
}
