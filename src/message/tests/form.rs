//! The issue form offers severities in the same words in which messages explain them.

use crate::{domain::severity::Severity, message::Language};

#[test]
fn the_issue_form_defines_severities_as_messages_do() {
    for (language, form) in [
        (Language::En, include_str!("../../../templates/en/issue_form.yml")),
        (Language::Ja, include_str!("../../../templates/ja/issue_form.yml")),
    ] {
        for severity in Severity::ALL {
            let option = format!("- \"{severity}: {}\"\n", language.words().definition(severity));
            assert!(form.contains(&option), "the form in {language:?} lacks: {option}");
        }
    }
}
