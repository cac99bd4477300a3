//! What templates may say, and what they may not.

use chrono_tz::Tz;

use super::*;
use crate::message::{
    Language,
    helper::included::{Part, SECTIONS},
};

fn voice() -> Voice {
    Voice {
        language: Language::En,
        zone: Tz::UTC,
    }
}

fn made(text: &str) -> Result<String, TemplateFault> {
    let template = Template::Own(text.to_owned());
    super::super::filled(
        &DocumentContext {
            template,
            ..example::full()
        },
        voice(),
    )
}

/// Line, column and kind of every fault.
fn told(text: &str) -> Vec<(u32, u32, Kind)> {
    let faults = faults(text, voice());
    faults
        .into_iter()
        .map(|fault| (fault.line, fault.column, fault.kind))
        .collect()
}

fn unknown(name: &str, meant: Option<&str>) -> Kind {
    Kind::UnknownName {
        name: name.to_owned(),
        meant: meant.map(str::to_owned),
    }
}

#[test]
fn everything_in_the_tables_can_be_said() {
    for tool in names::TOOLS {
        let text = match tool.name {
            "role" | "role_command" => format!("{{{{#each roles}}}}{}{{{{/each}}}}", tool.usage),
            "login" => "{{#each roles}}{{#if login}}{{login login}}{{/if}}{{/each}}".to_owned(),
            "fact" | "who" => format!("{{{{#each timeline}}}}{}{{{{/each}}}}", tool.usage),
            "retold" | "detector" => format!(
                "{{{{#if impact}}}}{{{{#if detected_by}}}}{}{{{{/if}}}}{{{{/if}}}}",
                tool.usage
            ),
            "time" => "{{#if instants.started}}{{time instants.started}}{{/if}}".to_owned(),
            "front_matter" => format!("{}\n\n# T\n", tool.usage),
            _ => tool.usage.to_owned(),
        };
        assert_eq!(told(&text), [], "{}: {text}", tool.name);
    }
    for section in SECTIONS {
        assert_eq!(told(&format!("{{{{section \"{section}\"}}}}")), [], "{section}");
    }
    assert_eq!(Part::Region.names().len(), 3);
    let reference = reference();
    let (_, example) = reference
        .split_once("```handlebars\n")
        .expect("the page has an example");
    let (example, _) = example.split_once("```").expect("which ends");
    assert_eq!(told(example), [], "the page's own example is good");
}

#[test]
fn whatever_is_wrong_is_told_with_its_place() {
    for (text, expected) in [
        ("# {{titel}}", vec![(1, 5, unknown("titel", Some("title")))]),
        (
            "障害{{severty}}",
            vec![(1, 5, unknown("severty", Some("severity")))],
        ),
        (
            "{{started}}",
            vec![(1, 3, unknown("started", Some("instants.started")))],
        ),
        ("{{tme declared_at}}", vec![(1, 3, unknown("tme", Some("time")))]),
        ("\n{{#fi drill}}{{/fi}}", vec![(2, 1, unknown("fi", Some("if")))]),
        (
            "{{#if (lookup roles 0)}}{{/if}}",
            vec![(1, 8, unknown("lookup", None))],
        ),
        ("a\n{{#if drill}}", vec![(2, 1, Kind::NotClosed)]),
        ("{{title", vec![(1, 1, Kind::NotClosed)]),
        ("{{/if}}", vec![(1, 1, Kind::NotOpen)]),
        (
            "{{titel}} {{severty}}",
            vec![
                (1, 3, unknown("titel", Some("title"))),
                (1, 13, unknown("severty", Some("severity"))),
            ],
        ),
        ("---\na: [\n---\n", vec![(1, 1, Kind::FrontMatter)]),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
    let [(1, _, Kind::Unusable { detail })] = &told("{{region \"fact\"}}")[..] else {
        panic!("{:?}", told("{{region \"fact\"}}"));
    };
    assert!(detail.contains("facts, impact, timeline"), "{detail}");
}

#[test]
fn what_could_do_harm_is_refused_by_its_form() {
    for text in [
        "{{#*inline \"p\"}}{{> p}}{{/inline}}{{> p}}",
        "{{> postmortem/full.md.hbs}}",
        "{{{title}}}",
        "{{&title}}",
        "{{{{raw}}}}{{{{/raw}}}}",
        "{{#each timeline}}{{#each timeline}}x{{/each}}{{/each}}",
        "{{#each timeline}}{{region \"timeline\"}}{{/each}}",
        "{{#if (or (or (or (or (or a b)))))}}{{/if}}",
        "{{time [[[[[[[[1]]]]]]]]}}",
        "{{time {\"a\":{\"a\":1}}}}",
        "{{link \"}}\" url}}",
        "{{lookup this 'a'}}",
        "{{#each roles as |role|}}{{/each}}",
        "{{log title}}",
        "{{mention title}}",
    ] {
        assert_ne!(told(text), [], "{text}");
        assert!(made(text).is_err(), "{text}");
    }
    let many = "{{title}}".repeat(3_000);
    assert!(matches!(told(&many)[..], [(.., Kind::TooMany { .. })]));
    let deep = "{{#if drill}}".repeat(2_000) + &"{{/if}}".repeat(2_000);
    assert!(matches!(told(&deep)[0], (1, _, Kind::NotAllowed { .. })));
    let chain = "{{#if drill}}".to_owned() + &"{{else if drill}}".repeat(3_000) + "{{/if}}";
    assert!(matches!(told(&chain)[0], (1, _, Kind::NotAllowed { .. })));
    assert!(matches!(
        told(&"x".repeat(70_000))[..],
        [(1, 1, Kind::TooLarge { at_most: 64 })]
    ));
    let loud = format!("{{{{#each timeline}}}}{}{{{{/each}}}}", "x".repeat(60_000));
    let [(_, _, Kind::Unusable { detail })] = &told(&loud)[..] else {
        panic!("a document too long was made");
    };
    assert!(detail.contains("256 kilobytes"), "{detail}");
}

#[test]
fn what_a_postmortem_cannot_do_without_is_added() {
    let bare = made("# {{title}}\n\nText.\n").expect("it is good");
    assert!(bare.starts_with("---\nincident: 42\n"), "{bare}");
    assert!(bare.contains("\n# closeout:values "), "{bare}");
    let own = made("---\nteam: pay\nseverity: {{severity}}\nstarted: at noon\n---\n\n# {{title}}\n")
        .expect("it is good");
    assert!(own.starts_with("---\nincident: 42\nteam: pay\n"), "{own}");
    let later = super::super::front_matter(
        &DocumentContext {
            severity: crate::domain::severity::Severity::Sev3,
            ..example::full()
        },
        voice(),
    );
    let edits = crate::document::synchronised(&Postmortem::parse(&own), &later);
    let after = edit::apply(&own, edits).expect("the edits fit");
    assert!(
        after.contains("\nseverity: SEV3\nstarted: at noon\n# closeout:values "),
        "{after}"
    );
}

#[test]
fn the_committed_page_is_current() {
    let committed = include_str!("../../../docs/templates.md");
    assert_eq!(
        committed,
        reference(),
        "see the page itself on how to make it anew"
    );
}

proptest::proptest! {
    #[test]
    fn nothing_that_is_typed_does_harm(parts in proptest::collection::vec(proptest::sample::select(&[
        "{{", "}}", "{{{", "}}}", "#if ", "#each ", "/if", "/each", "else", "title", "timeline", "(", ")", "\"", "'", "[", "]",
        "~", "!", "!--", "--", ">", "*", "&", "^", " ", "\n", "region ", "\"facts\"", "front_matter", "障害", "\\", "roles", "../", "this",
    ][..]), 0..60)) {
        let text = parts.concat();
        let good = faults(&text, voice()).is_empty();
        proptest::prop_assert_eq!(good, made(&text).is_ok() && good);
    }
}
