//! From answers to severities, all of them.

use std::fmt::Write as _;

use crate::{
    domain::{
        report::{Because, Suggestion},
        severity::Severity,
    },
    form::{
        field::Field,
        suggest::{Affected, Answers, Data, TABLE, Workaround, Works, suggest},
        template::Form,
    },
};

/// Every answer to a question, and none.
fn each<T: Copy>(all: &[T]) -> Vec<Option<T>> {
    all.iter().copied().map(Some).chain([None]).collect()
}

/// Every combination of answers.
fn every() -> Vec<Answers> {
    let mut every = Vec::new();
    for works in each(&Works::ALL) {
        for affected in each(&Affected::ALL) {
            for workaround in each(&Workaround::ALL) {
                for data in each(&Data::ALL) {
                    every.push(Answers {
                        data,
                        works,
                        affected,
                        workaround,
                    });
                }
            }
        }
    }
    every
}

#[test]
fn every_combination_suggests_what_was_agreed() {
    let name = |answer: Option<&dyn std::fmt::Debug>| {
        answer.map_or_else(|| "unknown".to_owned(), |answer| format!("{answer:?}"))
    };
    let mut text = format!(
        "{:<11} {:<9} {:<11} suggestion\n",
        "works", "affected", "workaround"
    );
    for answers in every().into_iter().filter(|answers| answers.data.is_none()) {
        let suggestion = suggest(answers).map_or_else(
            || "none".to_owned(),
            |found| format!("{} {:?}", found.severity, found.because),
        );
        writeln!(
            text,
            "{:<11} {:<9} {:<11} {suggestion}",
            name(answers.works.as_ref().map(|answer| answer as _)),
            name(answers.affected.as_ref().map(|answer| answer as _)),
            name(answers.workaround.as_ref().map(|answer| answer as _)),
        )
        .expect("writing to a string succeeds");
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("suggestions", text));
}

#[test]
fn data_at_risk_decides_alone_and_safe_data_nothing() {
    for answers in every() {
        let without = Answers {
            data: None,
            ..answers
        };
        let expected = match answers.data {
            Some(Data::AtRisk) => Some(Suggestion {
                severity: Severity::Sev1,
                because: vec![Because::DataAtRisk],
            }),
            Some(Data::Safe) | None => suggest(without),
        };
        assert_eq!(suggest(answers), expected, "{answers:?}");
    }
}

/// Options stand worst first, and so do severities.
#[test]
fn a_worse_answer_never_suggests_a_lesser_severity() {
    fn rank<T: PartialEq + Copy>(all: &[T], answer: Option<T>) -> Option<usize> {
        all.iter().position(|&known| Some(known) == answer)
    }
    let ranks = |answers: Answers| {
        Some([
            rank(&Works::ALL, answers.works)?,
            rank(&Affected::ALL, answers.affected)?,
            rank(&Workaround::ALL, answers.workaround)?,
            rank(&Data::ALL, answers.data)?,
        ])
    };
    let complete: Vec<_> = every()
        .into_iter()
        .filter_map(|answers| Some((ranks(answers)?, suggest(answers)?.severity)))
        .collect();
    assert_eq!(complete.len(), 4 * 3 * 2 * 2);
    for (worse, severe) in &complete {
        for (better, lesser) in &complete {
            if worse.iter().zip(better).all(|(worse, better)| worse <= better) {
                assert!(severe <= lesser, "{worse:?} {severe}, {better:?} {lesser}");
            }
        }
    }
}

#[test]
fn reasons_are_answers_that_were_given() {
    for answers in every() {
        let Some(suggestion) = suggest(answers) else {
            continue;
        };
        assert!(!suggestion.because.is_empty(), "{answers:?}");
        for reason in suggestion.because {
            let given = match reason {
                Because::DataAtRisk => answers.data == Some(Data::AtRisk),
                Because::ServiceDown => answers.works == Some(Works::NotAtAll),
                Because::PartDown => answers.works == Some(Works::PartDown),
                Because::Degraded => answers.works == Some(Works::Degraded),
                Because::Cosmetic => answers.works == Some(Works::LooksWrong),
                Because::MostAffected => answers.affected == Some(Affected::Most),
                Because::SomeAffected => answers.affected == Some(Affected::Some),
                Because::FewAffected => answers.affected == Some(Affected::Few),
                Because::NoWorkaround => answers.workaround == Some(Workaround::Missing),
                Because::Workaround => answers.workaround == Some(Workaround::Exists),
            };
            assert!(given, "{reason:?} for {answers:?}");
        }
    }
}

/// The table in the words of a form, as it stands in `docs/issue-form.md`.
pub(super) fn table_in_words(form: &Form) -> String {
    let fields = [Field::Data, Field::Works, Field::Affected, Field::Workaround];
    let label = |field| form.asking(field).expect("asked").label.clone();
    let option = |field, place: Option<usize>| {
        let options = &form.asking(field).expect("asked").options;
        place.map_or_else(|| "any".to_owned(), |place| options[place].clone())
    };
    let mut text = format!("| {} | suggestion |\n", fields.map(label).join(" | "));
    text.push_str("|---|---|---|---|---|\n");
    for row in TABLE {
        let when = row.when;
        let places = [
            when.data.map(|answer| answer as usize),
            when.works.map(|answer| answer as usize),
            when.affected.map(|answer| answer as usize),
            when.workaround.map(|answer| answer as usize),
        ];
        let cells: Vec<String> = fields
            .into_iter()
            .zip(places)
            .map(|(field, place)| option(field, place))
            .collect();
        writeln!(text, "| {} | {} |", cells.join(" | "), row.severity).expect("writing to a string succeeds");
    }
    text
}
