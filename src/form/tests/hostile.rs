//! Whatever is typed into a form comes back, and nothing that is typed makes reading fail.

use std::collections::BTreeMap;

use proptest::{option, prelude::*, sample::select};

use super::submitted;
use crate::{
    domain::{
        report::{Detector, FormReport},
        severity::Severity,
    },
    form::{
        field::Field,
        read,
        suggest::{Affected, Answers, Data, Workaround, Works, suggest},
        template::{BUILT_IN_FORMS, Form},
    },
};

/// Answers as somebody chose and typed them. Dropdowns by the place of the option.
#[derive(Debug, Clone)]
struct Filled {
    form: Form,
    places: BTreeMap<Field, usize>,
    texts: BTreeMap<Field, String>,
}

impl Filled {
    fn body(&self, windows: bool) -> String {
        let mut answers = self.texts.clone();
        for (field, place) in &self.places {
            let question = self.form.asking(*field).expect("asked");
            answers.insert(*field, question.options[*place].clone());
        }
        let body = submitted(&self.form, &answers);
        if windows { body.replace('\n', "\r\n") } else { body }
    }

    fn report(&self) -> FormReport {
        FormReport {
            // The first option is the one of those who are not sure.
            severity: self.place(
                Field::Severity,
                &[&[None][..], &Severity::ALL.map(Some)[..]].concat(),
            ),
            suggestion: suggest(Answers {
                works: self.place(Field::Works, &Works::ALL.map(Some)),
                affected: self.place(Field::Affected, &Affected::ALL.map(Some)),
                workaround: self.place(Field::Workaround, &Workaround::ALL.map(Some)),
                data: self.place(Field::Data, &Data::ALL.map(Some)),
            }),
            impact: self.text(Field::Impact),
            started: self.text(Field::Started).map(|started| started.trim().to_owned()),
            detected_by: self.place(Field::DetectedBy, &Detector::ALL.map(Some)),
        }
    }

    fn place<T: Copy>(&self, field: Field, meanings: &[Option<T>]) -> Option<T> {
        let place = self.places.get(&field)?;
        meanings.get(*place).copied().flatten()
    }

    /// The lines from the first to the last that is not empty.
    fn text(&self, field: Field) -> Option<String> {
        let lines: Vec<&str> = self.texts.get(&field)?.split('\n').collect();
        let first = lines.iter().position(|line| !line.trim().is_empty())?;
        let last = lines.iter().rposition(|line| !line.trim().is_empty())?;
        Some(lines[first..=last].join("\n").trim_end().to_owned())
    }
}

/// Lines that look like a form's own, and others.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        2 => "[^\r\n`~<]{0,30}",
        1 => select(&[
            "```\n### Impact\n```",
            "```text\n### Severity\n\nSEV1\n\n```",
            "~~~~\n### 影響\n~~~\n```\n~~~~",
            "````md\n```\n### Who is affected?\n```\n````",
            "- list\n```\n### When did it start?\n```",
            "> ### Impact",
            " ### Impact",
            "    ### Impact",
            "#### Impact",
            "### impact",
            "### Impact on customers",
            "### Notes",
            "##### ",
            "Impact\n---",
            "`### Impact`",
            "<!-- ### Impact -->",
            "it says _No response_",
            "/sev 1",
            "| a |\n|---|\n| b |",
            "",
        ][..]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.join("\n"))
}

fn filled() -> impl Strategy<Value = Filled> {
    let form = select(BUILT_IN_FORMS.clone());
    let dropdowns: Vec<_> = BUILT_IN_FORMS[0]
        .questions
        .iter()
        .filter(|question| !question.options.is_empty())
        .map(|question| option::of(0..question.options.len()))
        .collect();
    let texts = (
        option::of(text()),
        option::of("[^\r\n`~<]{1,30}"),
        option::of(text()),
    );
    (
        form,
        dropdowns,
        texts,
        any::<prop::sample::Index>(),
        any::<bool>(),
    )
        .prop_map(|(mut form, places, (impact, started, context), turn, reverse)| {
            let asked = Field::ALL.into_iter().filter(|field| {
                form.asking(*field)
                    .is_some_and(|question| !question.options.is_empty())
            });
            let places = asked
                .zip(places)
                .filter_map(|(field, place)| Some((field, place?)));
            let places = places.collect();
            let texts = [
                (Field::Impact, impact),
                (Field::Started, started),
                (Field::Context, context),
            ];
            let count = form.questions.len();
            form.questions.rotate_left(turn.index(count));
            if reverse {
                form.questions.reverse();
            }
            Filled {
                form,
                places,
                texts: texts
                    .into_iter()
                    .filter_map(|(field, text)| Some((field, text?)))
                    .collect(),
            }
        })
}

/// Parts of forms and of bodies, in no good order.
fn debris() -> impl Strategy<Value = String> {
    let labels: Vec<String> = BUILT_IN_FORMS
        .iter()
        .flat_map(|form| &form.questions)
        .flat_map(|question| [format!("### {}", question.label), question.label.clone()])
        .collect();
    let piece = prop_oneof![
        select(labels),
        ".{0,12}",
        select(
            &[
                "```",
                "~~~",
                "````x",
                "> ",
                "- ",
                "    ",
                "<!--",
                "-->",
                "<pre>",
                "SEV1",
                "Sev 2",
                "２",
                "_No response_",
                "body:",
                "- type: dropdown",
                "  id: works",
                "  id: impact",
                "  attributes:",
                "    label: Impact",
                "    label: 影響",
                "    options: [a, b]",
                "    options:",
                "    - ~",
                "    render: x",
                "&a",
                "*a",
            ][..]
        )
        .prop_map(str::to_owned),
    ];
    (
        prop::collection::vec(piece, 0..25),
        select(&["\n", "\r\n", "\r", "", "\n\n"][..]),
    )
        .prop_map(|(pieces, end)| pieces.join(end))
}

proptest! {
    #[test]
    fn what_was_filled_in_is_read_back(filled in filled(), windows in any::<bool>()) {
        let body = filled.body(windows);
        prop_assert_eq!(read(&body, None), Some(filled.report()), "{}", body);
    }

    #[test]
    fn nothing_makes_it_panic(body in debris(), template in option::of(debris())) {
        read(&body, template.as_deref());
    }

    #[test]
    fn any_text_at_all_can_be_read(body in any::<String>(), template in any::<String>()) {
        read(&body, Some(&template));
        read(&format!("### Impact\n{body}"), Some(&template));
    }
}
