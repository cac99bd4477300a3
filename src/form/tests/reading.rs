//! What is read of a form's answers, as GitHub writes them and as people change them afterwards.

use crate::{
    domain::{
        report::{Because, Detector, FormReport, Suggestion},
        severity::Severity,
    },
    form::read,
};

/// An answer to each question, in English.
const COMPLETE: &str = "### Severity\n\nSEV2: Major. An important part does not work, or many customers are affected, \
    and there is no way around it.\n\n\
    ### Can customers use the service?\n\nAn important part does not work\n\n\
    ### Who is affected?\n\nSome customers\n\n\
    ### Is there a way around it?\n\nYes, there is one\n\n\
    ### Is data being lost or exposed?\n\nNo, it is safe\n\n\
    ### Impact\n\n- **Checkout** fails\n- about `20 %` of orders\n\n\
    ### When did it start?\n\nyesterday 23:10 JST\n\n\
    ### How was it noticed?\n\nCustomer: a call, a ticket or a post\n\n\
    ### Links and logs\n\nhttps://example.com/trace/41\n";

fn complete() -> FormReport {
    FormReport {
        severity: Some(Severity::Sev2),
        suggestion: Some(Suggestion {
            severity: Severity::Sev3,
            because: vec![Because::PartDown, Because::SomeAffected, Because::Workaround],
        }),
        impact: Some("- **Checkout** fails\n- about `20 %` of orders".to_owned()),
        started: Some("yesterday 23:10 JST".to_owned()),
        detected_by: Some(Detector::Customer),
    }
}

#[track_caller]
fn report(body: &str) -> FormReport {
    read(body, None).unwrap_or_else(|| panic!("read as no form: {body}"))
}

#[test]
fn every_answer_is_read() {
    assert_eq!(report(COMPLETE), complete());
    assert_eq!(report(&COMPLETE.replace('\n', "\r\n")), complete());
    assert_eq!(report(&COMPLETE.replace('\n', "\r")), complete());
    let reversed: Vec<&str> = COMPLETE.split("### ").skip(1).collect();
    let reversed: Vec<&str> = reversed.into_iter().rev().collect();
    let reversed = format!("### {}", reversed.join("\n\n### "));
    assert_eq!(report(&reversed), complete());
}

#[test]
fn japanese_is_read_too() {
    let body = "### 重大度\n\nわからない（回答から提案してもらう）\n\n### お客さまはサービスを使えますか\n\nまったく使えない\n\n\
        ### 影響を受けている人\n\nほとんど、またはすべてのお客さま\n\n### 回避策はありますか\n\nわからない\n\n\
        ### データの消失や漏えいは起きていますか\n\n_No response_\n\n### 影響\n\n決済が失敗する。\n\n\
        ### いつ始まりましたか\n\n10分前\n\n### どのように気づきましたか\n\n監視（アラート、ダッシュボード、テスト）\n\n\
        ### リンクとログ\n\n_No response_";
    let expected = FormReport {
        severity: None,
        suggestion: Some(Suggestion {
            severity: Severity::Sev1,
            because: vec![Because::ServiceDown, Because::MostAffected],
        }),
        impact: Some("決済が失敗する。".to_owned()),
        started: Some("10分前".to_owned()),
        detected_by: Some(Detector::Monitor),
    };
    assert_eq!(report(body), expected);
}

#[test]
fn an_issue_without_a_known_label_was_not_made_with_a_form() {
    for body in [
        "",
        "Checkout is down",
        "## Impact\n\nall",
        "#### Impact\n\nall",
        "### impact\n\nall",
        "### Impact of it\n\nall",
        "text ### Impact\n\nall",
        " ### Impact\n\nall",
        "> ### Impact\n\nall",
        "```\n### Impact\n\nall\n```",
        "~~~~\n### Impact\n~~~\n### Severity\n~~~~",
        "### Steps to reproduce\n\nClick",
    ] {
        assert_eq!(read(body, None), None, "{body:?}");
    }
}

#[test]
fn what_is_left_out_or_empty_is_absent() {
    for body in [
        "### Impact",
        "### Impact\n",
        "### Impact  \n\n \n\t\n",
        "### Impact\n\n_No response_",
        "### Severity\n\nNone\n\n### Impact\n\n  _No response_  \n\n### When did it start?",
        "### Severity\n\nI am not sure – suggest one from my answers",
        "### Severity\n\nSEV5\n\n### How was it noticed?\n\nnobody knows",
        "### Is there a way around it?\n\nNo, there is none",
    ] {
        assert_eq!(report(body), FormReport::default(), "{body:?}");
    }
}

#[test]
fn severities_are_understood_as_people_write_them() {
    for (answer, expected) in [
        ("SEV1", Some(Severity::Sev1)),
        ("Sev 2", Some(Severity::Sev2)),
        ("sev-3 – only in Osaka", Some(Severity::Sev3)),
        ("SEV4: Slight.", Some(Severity::Sev4)),
        ("ＳＥＶ２", Some(Severity::Sev2)),
        ("**SEV2**", Some(Severity::Sev2)),
        ("\n\nSEV2\n\nIt got worse at ten.", Some(Severity::Sev2)),
        ("3", Some(Severity::Sev3)),
        ("2 customers", None),
        ("SEV22", None),
        ("SEV0", None),
        ("not SEV1", None),
        ("bad", None),
        ("***", None),
    ] {
        let body = format!("### Severity\n\n{answer}\n\n### Impact\n\n_No response_");
        assert_eq!(report(&body).severity, expected, "{answer:?}");
    }
}

#[test]
fn detectors_are_understood_as_people_write_them() {
    for (answer, expected) in [
        ("monitor", Some(Detector::Monitor)),
        ("Monitor (the new alert)", Some(Detector::Monitor)),
        ("お客さま", Some(Detector::Customer)),
        ("customer", Some(Detector::Customer)),
        ("`staff`", Some(Detector::Staff)),
        ("社内（夜勤）", Some(Detector::Staff)),
        ("monitoring was down", None),
        ("None", None),
    ] {
        // The labels of both languages are known, whatever language the answer is in.
        for label in ["How was it noticed?", "どのように気づきましたか"] {
            let body = format!("### {label}\n\n{answer}");
            assert_eq!(report(&body).detected_by, expected, "{answer:?}");
        }
    }
}

#[test]
fn an_answer_ends_only_at_a_known_label() {
    for (body, impact) in [
        ("### Impact\n\nall\n\n### Severity\n\nSEV1", "all"),
        ("### Impact\nall\n### Severity\nSEV1", "all"),
        (
            "### Impact\n\nall\n\n### Region\n\nEU\n\n### Severity\n\nSEV1",
            "all\n\n### Region\n\nEU",
        ),
        (
            "### Impact\n\nbefore\n\n### Impact\n\nafter\n\n### Severity\n\nSEV1",
            "before\n\n### Impact\n\nafter",
        ),
        (
            "### Impact\n\n```\n### Severity\n\nSEV4\n```\n\n### Severity\n\nSEV1",
            "```\n### Severity\n\nSEV4\n```",
        ),
        (
            "### Impact\n\n> ### Severity\n\n### Severity\n\nSEV1",
            "> ### Severity",
        ),
        ("### Impact\n\n    code\n\n### Severity\n\nSEV1", "    code"),
        // A fence that nobody closed ends with its answer.
        (
            "### Impact\n\n```\nlog\n\n### Severity\n\nSEV1\n\n### Links and logs\n\n~~~\nlog",
            "```\nlog",
        ),
    ] {
        let expected = FormReport {
            severity: Some(Severity::Sev1),
            impact: Some(impact.to_owned()),
            ..FormReport::default()
        };
        assert_eq!(report(body), expected, "{body:?}");
    }
}

#[test]
fn text_before_the_first_label_is_no_answer() {
    let body = "Moved here from chat.\n\n### Impact\n\nall";
    assert_eq!(report(body).impact.as_deref(), Some("all"));
}

/// A repository's own form: other words, two more questions, and an answer that GitHub shows as code.
const OWN: &str = "name: 障害\ndescription: x\nbody:\n\
    - {type: markdown, attributes: {value: Impact}}\n\
    - {type: dropdown, id: severity, attributes: {label: How bad?, options: [You tell me, Awful, Bad, Sev 3, Meh]}}\n\
    - {type: dropdown, id: works, attributes: {label: Up?, options: [Down, Half, Slow, Ugly, Dunno]}}\n\
    - {type: dropdown, id: affected, attributes: {label: Who?, options: [All, Few customers]}}\n\
    - {type: input, id: team, attributes: {label: Team}}\n\
    - {type: textarea, id: impact, attributes: {label: What happens, render: shell}}\n\
    - {type: input, id: since, attributes: {label: When did it start?}}\n";

#[test]
fn a_repository_words_its_form_as_it_likes() {
    let body = "### How bad?\n\nAwful\n\n### Up?\n\nslow\n\n### Who?\n\nFew customers\n\n### What happens\n\n\
        ```shell\n$ curl\n### Severity\n```\n\n### Team\n\nPayments\n\n### When did it start?\n\n14:05";
    let expected = FormReport {
        severity: Some(Severity::Sev1),
        suggestion: Some(Suggestion {
            severity: Severity::Sev4,
            because: vec![Because::FewAffected],
        }),
        impact: Some("$ curl\n### Severity".to_owned()),
        started: Some("14:05".to_owned()),
        detected_by: None,
    };
    assert_eq!(read(body, Some(OWN)), Some(expected));
    assert_eq!(
        read("### What happens\n\n```shell\n\n```", Some(OWN)),
        Some(FormReport::default())
    );
    // Whoever takes the code block away by hand means the same.
    let by_hand = read("### What happens\n\nall", Some(OWN)).expect("a form");
    assert_eq!(by_hand.impact.as_deref(), Some("all"));
    // Issues made with the built-in form, before there was an own one, are read as before.
    assert_eq!(read(COMPLETE, Some(OWN)), Some(complete()));
}

#[test]
fn places_mean_nothing_where_options_were_added_or_taken_away() {
    for (answer, reads) in [("Few customers", true), ("All", false)] {
        let body = format!("### Who?\n\n{answer}");
        let suggestion = read(&body, Some(OWN)).expect("a form").suggestion;
        assert_eq!(suggestion.is_some(), reads, "{answer}");
    }
}

#[test]
fn a_form_that_cannot_be_read_or_asks_something_else_is_ignored() {
    let large = format!("#{}\n{OWN}", "x".repeat(64 * 1024));
    for template in [
        "",
        ":",
        "body",
        "body: text",
        "body: [text, {id: impact}, {id: impact, attributes: {label: }}]",
        "body: [{id: impact, attributes: {label: &a What happens}}]",
        "body: [{type: input, id: browser, attributes: {label: What happens}}]",
        &large,
    ] {
        assert_eq!(
            read("### What happens\n\nall", Some(template)),
            None,
            "{template:.80}"
        );
        assert_eq!(read(COMPLETE, Some(template)), Some(complete()), "{template:.80}");
    }
}
