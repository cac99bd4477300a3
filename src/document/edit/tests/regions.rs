//! Generated regions.

use super::{
    super::{Refused, replace_region},
    edited,
};
use crate::document::{Postmortem, RegionFlaw, RegionState, region};

fn document(body: &str) -> String {
    format!("# T\n\n{}\n\nmine\n", region("facts", body))
}

#[test]
fn an_untouched_region_is_generated_anew() {
    let text = document("| a |\n|---|");
    let read = Postmortem::parse(&text);
    let edit = replace_region(&read, "facts", "\n| a |\n|---|\n| b |  \n\n").unwrap();
    let wanted = document("| a |\n|---|\n| b |");
    assert_eq!(edited(&text, edit), wanted);
    let crlf = text.replace('\n', "\r\n");
    let read = Postmortem::parse(&crlf);
    let edit = replace_region(&read, "facts", "| a |\n|---|\n| b |").unwrap();
    assert_eq!(edited(&crlf, edit), wanted.replace('\n', "\r\n"));
    assert_eq!(replace_region(&read, "facts", "| a |\r\n|---|\n\n"), Ok(None));
    let emptied = edited(
        &text,
        replace_region(&Postmortem::parse(&text), "facts", "").unwrap(),
    );
    assert_eq!(emptied, document(""));
    assert_eq!(
        Postmortem::parse(&emptied).region("facts").unwrap().state,
        RegionState::Untouched
    );
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let text = document("a");
    let replaced =
        |text: &str| replace_region(&Postmortem::parse(text), "facts", "b").map(|edit| edit.is_some());
    assert_eq!(replaced(&text), Ok(true));
    assert_eq!(replaced(&text.replace("\na\n", "\nc\n")), Err(Refused::Edited));
    let (head, _) = text.split_once("facts ").unwrap();
    let unsealed = format!("{head}facts -->\n\na\n\n<!-- closeout:end facts -->\n");
    assert_eq!(replaced(&unsealed), Err(Refused::NeverOurs));
    assert_eq!(replaced("# T\n"), Err(Refused::Region(RegionFlaw::Missing)));
    assert_eq!(
        replaced(&text.repeat(2)),
        Err(Refused::Region(RegionFlaw::Duplicate))
    );
    assert_eq!(
        replaced(&text.replace("closeout:end", "end")),
        Err(Refused::Region(RegionFlaw::Torn))
    );
    let nested = text.replace("\na\n", &format!("\n{}\n", region("inner", "x")));
    assert_eq!(replaced(&nested), Err(Refused::Region(RegionFlaw::Nested)));
}

#[test]
fn a_text_that_would_break_out_is_refused() {
    let text = document("a");
    let read = Postmortem::parse(&text);
    for body in [
        "```\nnever closed",
        "<!-- never closed",
        "<!-- closeout:end facts -->",
        "<!-- closeout:end facts -->\n\n<!-- closeout:begin facts -->",
        "<!-- closeout:begin x -->",
        "<script>",
        "<pre>",
    ] {
        assert_eq!(
            replace_region(&read, "facts", body),
            Err(Refused::Unsafe),
            "{body}"
        );
    }
    for body in [
        "`<!-- closeout:end facts -->`",
        "- item",
        "> quote",
        "<div>",
        "    code",
        "a <!-- n -->",
    ] {
        let edit = replace_region(&read, "facts", body).unwrap();
        let after = edited(&text, edit);
        assert_eq!(after, document(body));
        assert_eq!(
            Postmortem::parse(&after).region("facts").unwrap().state,
            RegionState::Untouched
        );
    }
}
