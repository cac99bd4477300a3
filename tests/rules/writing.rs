//! The document in everybody's hands: whatever people did to it, only what is ours is written anew.

use closeout::{
    document::{Postmortem, RegionState},
    domain::observation::DocumentFile,
    message::{Rendered, render},
    plan::effect::{Effect, FileText},
};
use proptest::{prelude::*, sample::Index};

use crate::story::Story;

const REGIONS: [&str; 3] = ["facts", "impact", "timeline"];

/// An incident that was resolved.
fn resolved(language: &str) -> Story {
    Story::declared()
        .policy(&format!("language: {language}\n"))
        .says("alice", "/sev 2\n/commander me\n/owner @bob")
        .wait(30)
        .says("alice", "/mitigated\n/resolved")
}

/// The document as it is opened.
fn opened(story: &Story) -> String {
    let effects = story.plan().effects;
    let document = effects.iter().find_map(|effect| match effect {
        Effect::CommitDocument { message, voice, .. } => Some(render(message, *voice)),
        _ => None,
    });
    match document {
        Some(Rendered::Document { text, .. }) => text,
        _ => panic!("a postmortem is opened: {effects:?}"),
    }
}

/// The story with its pull request, and the document as it stands there.
fn with(story: Story, text: &str) -> Story {
    let mut story = story.pull_request().pull(|pull| {
        pull.document = Some(DocumentFile {
            path: "postmortems/2026/7-checkout-fails.md".into(),
            text: text.to_owned(),
        });
    });
    let head = story
        .observation
        .pull_request
        .as_ref()
        .map(|pull| pull.head.clone());
    story.observation.branch_head = head;
    story
}

/// What the document becomes, if it is to change.
fn written(story: &Story) -> Option<String> {
    story.plan().effects.into_iter().find_map(|effect| match effect {
        Effect::UpdateFiles { files, .. } => {
            let [FileText { text, .. }] = &files[..] else {
                panic!("one file is enough: {files:?}");
            };
            Some(text.clone())
        }
        _ => None,
    })
}

/// The text without what is ours: the front matter, and regions in which nobody edited.
fn others(text: &str) -> String {
    let read = Postmortem::parse(text);
    let mut cuts: Vec<_> = REGIONS
        .into_iter()
        .filter_map(|name| read.region(name).ok())
        .filter(|region| region.state == RegionState::Untouched)
        .map(|region| region.begin.start..region.end.start)
        .collect();
    cuts.extend(
        read.front_matter
            .as_ref()
            .map(|front_matter| front_matter.range.clone()),
    );
    cuts.sort_by_key(|cut| cut.start);
    let mut rest = String::new();
    let mut at = 0;
    for cut in cuts {
        rest.push_str(&text[at..cut.start]);
        rest.push('\u{1}');
        at = cut.end;
    }
    rest + &text[at..]
}

#[test]
fn a_document_that_was_just_opened_says_what_it_should() {
    for language in ["en", "ja"] {
        let story = resolved(language);
        let text = opened(&story);
        assert_eq!(written(&with(story, &text)), None);
    }
}

#[test]
fn a_value_is_ours_until_somebody_changes_it() {
    let story = resolved("en");
    let text = opened(&story);
    let worse = |text: &str| {
        written(
            &with(story.clone(), text)
                .labels("alice", "SEV1")
                .unlabels("alice", "SEV2"),
        )
    };
    let front = |text: Option<String>| -> String {
        let text = text.expect("something is written");
        text.split("---\n")
            .nth(1)
            .expect("there is front matter")
            .to_owned()
    };
    assert!(front(worse(&text)).contains("\nseverity: SEV1\n"));
    for by_hand in [
        "severity: SEV3",
        "severity: 'SEV2 '",
        "severity: [SEV2]",
        "Severity: SEV2",
        "sev: x",
    ] {
        let edited = text.replacen("severity: SEV2", by_hand, 1);
        let after = front(worse(&edited));
        assert!(after.contains(&format!("\n{by_hand}\n")), "{by_hand}: {after}");
        assert!(!after.contains("SEV1"), "{by_hand}: {after}");
    }
    // How it is written does not matter, and neither does what somebody adds.
    for same in ["severity: \"SEV2\"", "severity: SEV2 # major", "severity:   SEV2"] {
        let edited = text.replacen("severity: SEV2", same, 1);
        assert!(front(worse(&edited)).contains("SEV1"), "{same}");
    }
    // Clocks follow from the instants that stand there.
    let edited = text.replacen("started: 2026", "started: 2025", 1);
    let later = with(story.clone(), &edited)
        .wait(5)
        .says("alice", "/started 09:00 UTC\n/ack at 09:10 UTC");
    let after = front(written(&later));
    assert!(after.contains("started: 2025"), "{after}");
    assert!(after.contains("acknowledged: 2026-11-20T09:10:00Z"), "{after}");
    assert!(after.contains("mtta_minutes: 0"), "{after}");
    // Without the line of fingerprints nothing is ours.
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("# closeout:values"))
        .collect();
    assert!(front(worse(&lines.join("\n"))).contains("severity: SEV2"));
}

#[test]
fn another_file_is_not_written_to() {
    let story = resolved("en");
    let text = opened(&story);
    let about_another = text.replacen("incident: 7", "incident: 8", 1);
    let worse = |text: &str| {
        with(story.clone(), text)
            .labels("alice", "SEV1")
            .unlabels("alice", "SEV2")
    };
    assert!(written(&worse(&text)).is_some());
    assert_eq!(written(&worse(&about_another)), None);
    let mut elsewhere = worse(&text);
    elsewhere.observation.branch_head = Some("another".into());
    assert_eq!(written(&elsewhere), None, "the branch has moved on");
}

/// What people do to documents.
fn damages() -> impl Strategy<Value = Vec<(Index, usize)>> {
    prop::collection::vec((any::<Index>(), 0..9_usize), 0..5)
}

fn damaged(mut text: String, damages: &[(Index, usize)]) -> String {
    for (place, what) in damages {
        let starts: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let line_starts: Vec<usize> = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        let at = *place.get(&starts);
        let line = *place.get(&line_starts);
        let end = text[line..].find('\n').map_or(text.len(), |end| line + end + 1);
        match what {
            0 => text.replace_range(line..end, ""),
            1 => text.insert_str(line, "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> main\n"),
            2 => text.insert_str(line, "| 22:15 JST | 春香 | 再起動した | |\n"),
            3 => text.insert_str(at, "障害"),
            4 => text = text.replace("\r\n", "\n").replace('\n', "\r\n"),
            5 => text.insert_str(line, "```\n"),
            6 => {
                let line = text[line..end].to_owned();
                text.insert_str(end, &line);
            }
            7 => {
                if let Some(region) = REGIONS.get(at % 4)
                    && let Some(begin) = text.find(&format!("<!-- closeout:begin {region}"))
                    && let Some(end) = text[begin..].find("<!-- closeout:end")
                {
                    text.replace_range(begin..begin + end, "");
                }
            }
            _ => {
                if let Some(end) = text.find("\n---").filter(|_| text.starts_with("---")) {
                    text.replace_range(..=end, "");
                }
            }
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn whatever_people_did_only_what_is_ours_is_written_anew(damages in damages(), japanese in any::<bool>()) {
        let story = resolved(if japanese { "ja" } else { "en" });
        let text = damaged(opened(&story), &damages);
        let changed = with(story, &text)
            .wait(10)
            .labels("alice", "SEV1")
            .unlabels("alice", "SEV2")
            .says("alice", "/started 08:30 UTC\n/scribe @carol");
        if let Some(after) = written(&changed) {
            prop_assert_eq!(others(&text), others(&after));
            let again = changed.pull(|pull| {
                if let Some(document) = &mut pull.document {
                    document.text.clone_from(&after);
                }
            });
            prop_assert_eq!(written(&again), None, "{}", after);
        }
    }
}
