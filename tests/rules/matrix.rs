//! Every command in every phase: one table, to be read as a whole.

use closeout::domain::{
    command::spec::Verb,
    event::{CloseReason, Place, Verdict},
    incident::AnswerLine,
    observation::PullRequestState,
    person::Actor,
};

use super::story::Story;

/// A situation, and how it came about.
type Situation = (&'static str, fn() -> Story);

const SITUATIONS: [Situation; 10] = [
    ("no incident", || Story::opened_by("alice")),
    ("unconfirmed", || {
        Story::opened_by("stranger").labels("stranger", "incident")
    }),
    ("Declared", by_an_alert),
    ("Acknowledged", || {
        by_an_alert().says("bob", "/commander me").wait(10)
    }),
    ("Mitigated", mitigated),
    ("Resolved", || mitigated().says("bob", "/resolved").wait(10)),
    ("In Review", || {
        mitigated()
            .says("bob", "/resolved\n/owner me")
            .pull_request()
            .pull(|pull| pull.draft = false)
            .wait(10)
    }),
    ("Closed", closed),
    ("false alarm", || {
        by_an_alert()
            .wait(10)
            .says("bob", "/false-alarm nothing")
            .closed_by(Actor::bot("closeout[bot]"), CloseReason::NotPlanned)
            .wait(10)
    }),
    ("label off", || {
        by_an_alert().wait(10).unlabels("bob", "incident").wait(10)
    }),
];

fn by_an_alert() -> Story {
    let alert = Actor::bot("pager[bot]");
    let mut story = Story::opened_by("pager[bot]");
    story.observation.issue.author = Some(alert.clone());
    story.labels_as(alert, "incident").wait(300)
}

fn mitigated() -> Story {
    by_an_alert()
        .says("bob", "/commander me")
        .wait(10)
        .says("bob", "/mitigated")
        .wait(10)
}

fn closed() -> Story {
    let story = mitigated()
        .says("bob", "/resolved\n/owner me")
        .pull_request()
        .wait(10);
    let at = story.now();
    story
        .pull(|pull| {
            pull.state = PullRequestState::Merged;
            pull.merged_at = Some(at);
        })
        .wait(10)
}

/// What a command by somebody who may command leads to.
fn outcome(story: &Story, line: &str) -> String {
    let before = story.incident();
    let after_it = story
        .clone()
        .says_as(Some(Actor::person("bob")), Place::Issue, line, Verdict::default());
    let after = after_it.incident();
    let Some(answer) = after.answers.get(&after_it.last_id()) else {
        return "ignored".into();
    };
    let mut words = Vec::new();
    if answer.refused {
        words.push("✗".to_owned());
    }
    for line in &answer.lines {
        words.push(match line {
            AnswerLine::Refused { refusal, .. } => {
                tag(&serde_json::to_value(refusal).expect("plain data"), "refusal")
            }
            told => tag(&serde_json::to_value(told).expect("plain data"), "kind"),
        });
    }
    if before.phase != after.phase {
        words.push(format!("→ {}", after.phase));
    }
    if before.postmortem != after.postmortem {
        words.push(format!(
            "→ {}",
            after.postmortem.map_or("no postmortem", |status| status.name())
        ));
    }
    if words.is_empty() {
        "✓".into()
    } else {
        words.join(" ")
    }
}

fn tag(value: &serde_json::Value, field: &str) -> String {
    value[field].as_str().expect("a tag").replace('_', " ")
}

#[test]
fn every_command_in_every_phase() {
    let mut rows = vec![vec![String::new()]];
    rows[0].extend(SITUATIONS.iter().map(|(name, _)| (*name).to_owned()));
    for verb in Verb::ALL {
        for example in verb.spec().forms.iter().flat_map(|form| form.examples) {
            let first_line = example.lines().next().unwrap_or_default();
            let mut row = vec![first_line.to_owned()];
            row.extend(SITUATIONS.iter().map(|(_, story)| outcome(&story(), example)));
            rows.push(row);
        }
    }
    let widths: Vec<usize> = (0..rows[0].len())
        .map(|column| {
            rows.iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut table = String::new();
    for row in rows {
        for (cell, width) in row.iter().zip(&widths) {
            table.push_str(cell);
            table.push_str(&" ".repeat(width + 2 - cell.chars().count()));
        }
        table.truncate(table.trim_end().len());
        table.push('\n');
    }
    insta::assert_snapshot!(table);
}
