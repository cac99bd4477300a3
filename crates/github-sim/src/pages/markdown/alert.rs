//! Alerts: quotes that begin with `[!NOTE]` and the like.

use pulldown_cmark::BlockQuoteKind;

use crate::pages::icon::Icon;

/// How an alert begins; a `</div>` ends it.
pub(super) fn alert(kind: BlockQuoteKind) -> String {
    let (class, title, icon) = match kind {
        BlockQuoteKind::Note => ("note", "Note", Icon::Info),
        BlockQuoteKind::Tip => ("tip", "Tip", Icon::Light),
        BlockQuoteKind::Important => ("important", "Important", Icon::Report),
        BlockQuoteKind::Warning => ("warning", "Warning", Icon::Alert),
        BlockQuoteKind::Caution => ("caution", "Caution", Icon::Stop),
    };
    format!(
        "<div class=\"markdown-alert markdown-alert-{class}\">\n<p class=\"markdown-alert-title\">{icon}{title}</p>\n"
    )
}
