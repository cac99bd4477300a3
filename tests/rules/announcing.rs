//! The message to customers: who says that it was published, and what waits for it.

use closeout::domain::{
    announcement::{Announced, Announcement},
    event::Verdict,
    incident::AnswerLine,
    marker::Slot,
    observation::{DocumentFile, PullRequestState},
    person::Login,
    postmortem::PostmortemStatus,
    refusal::Refusal,
};

use super::story::Story;

const URL: &str = "https://status.example.com/incidents/41";

fn accepted() -> Verdict {
    Verdict {
        accepted: true,
        refused: false,
        marked: false,
    }
}

/// An incident that bob owns and carol tells customers about, resolved, with its pull request open.
fn resolved(severity: &str) -> Story {
    Story::declared()
        .labels("bob", severity)
        .said("bob", "/owner me\n/comms @carol\n/resolved", accepted())
        .wait(60)
        .pull_request()
}

/// The same an hour later, merged with this word about customers at the document's top.
fn merged(severity: &str, word: &str) -> Story {
    let story = resolved(severity).wait(60);
    let at = story.now();
    story.pull(|pull| {
        pull.state = PullRequestState::Merged;
        pull.draft = false;
        pull.merged_at = Some(at);
        pull.document = Some(DocumentFile {
            path: "postmortems/2026/7-checkout-fails.md".into(),
            text: format!("---\nincident: 7\nannouncement: {word}\n---\n\n# Postmortem\n"),
        });
    })
}

fn plans(story: &Story, line: &str) -> bool {
    story.planned().iter().any(|planned| planned == line)
}

fn refusals(story: &Story) -> Vec<Refusal> {
    let answers = story.incident().answers.into_values();
    let lines = answers.flat_map(|answer| answer.lines);
    lines
        .filter_map(|line| match line {
            AnswerLine::Refused { refusal, .. } => Some(refusal),
            _ => None,
        })
        .collect()
}

#[test]
fn a_merged_sev1_waits_until_customers_were_told() {
    let story = merged("SEV1", "required");
    assert_eq!(story.incident().postmortem, Some(PostmortemStatus::Reviewed));
    assert!(plans(&story, "add label \"postmortem: reviewed\" to #7"));
    assert!(!plans(&story, "close #7: Completed"));
    assert!(!plans(&story, "post Learnings on #7"));

    let story = story
        .wait(5)
        .said("carol", &format!("/announced {URL}"), accepted());
    let incident = story.incident();
    assert_eq!(incident.postmortem, Some(PostmortemStatus::Closed));
    assert_eq!(
        incident.announced,
        Some(Announced {
            how: Announcement::Published {
                url: Some(URL.into())
            },
            by: Some(Login::new("carol")),
            at: story.now(),
        })
    );
    assert!(plans(&story, "post Learnings on #7"));
    assert!(plans(&story, "close #7: Completed"));
}

#[test]
fn nothing_waits_where_customers_need_not_be_told() {
    assert_eq!(
        merged("SEV2", "null").incident().postmortem,
        Some(PostmortemStatus::Closed)
    );
    let drill = merged("SEV1", "required").labels("bob", "drill");
    assert_eq!(drill.incident().postmortem, Some(PostmortemStatus::Closed));
    let asked = merged("SEV2", "null").policy("severities: {SEV2: {announcement: required}}");
    assert_eq!(asked.incident().postmortem, Some(PostmortemStatus::Reviewed));
}

#[test]
fn what_the_merged_document_says_counts() {
    for (word, how) in [
        ("none", Some(Announcement::None { reason: None })),
        ("published", Some(Announcement::Published { url: None })),
        (
            URL,
            Some(Announcement::Published {
                url: Some(URL.into()),
            }),
        ),
        ("required", None),
        ("null", None),
        ("maybe", None),
    ] {
        let story = merged("SEV1", word);
        let incident = story.incident();
        let expected = match how {
            Some(_) => PostmortemStatus::Closed,
            None => PostmortemStatus::Reviewed,
        };
        assert_eq!(incident.postmortem, Some(expected), "{word}");
        assert_eq!(incident.announced.map(|announced| announced.how), how, "{word}");
        let open = story.pull(|pull| pull.state = PullRequestState::Open);
        assert_eq!(open.incident().announced, None, "{word}: not before it is merged");
    }
}

#[test]
fn a_command_counts_more_than_the_document() {
    let story = merged("SEV1", "none").said("bob", &format!("/announced {URL}"), accepted());
    let announced = story.incident().announced.expect("it was");
    assert_eq!(announced.url(), Some(URL));
}

#[test]
fn only_comms_lead_and_owner_say_so() {
    let story = resolved("SEV1").says("alice", &format!("/announced {URL}"));
    assert_eq!(refusals(&story), [Refusal::AnnouncementNotYours]);
    assert_eq!(story.incident().announced, None);
    for login in ["bob", "carol"] {
        let story = resolved("SEV1").says(login, "/announced none nobody noticed");
        assert_eq!(refusals(&story), []);
        let announced = story.incident().announced.expect("it was decided");
        assert_eq!(announced.by, Some(Login::new(login)));
    }
}

#[test]
fn nothing_is_announced_while_it_goes_on() {
    let story = Story::declared().says("alice", &format!("/comms me\n/announced {URL}"));
    assert_eq!(
        refusals(&story),
        [Refusal::NotResolvedYet {
            command: "announced".into()
        }]
    );
}

#[test]
fn once_closed_it_stays_closed() {
    let closed = merged("SEV2", "null").posted(Slot::Learnings);
    let raised = closed.labels("bob", "SEV1");
    assert_eq!(raised.incident().postmortem, Some(PostmortemStatus::Closed));
}
