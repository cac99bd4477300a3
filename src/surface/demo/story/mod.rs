//! The play in every language: one SEV2 incident of a shop, from the night it happened to the day its postmortem was
//! Closed.
//!
//! Pure data. To tell another story, write other scenes; nothing else has to change.

mod english;
mod japanese;

use crate::message::Language;

use super::script::Story;

/// Where it plays.
pub(super) const REPOSITORY: &str = "acme/shop";

/// Where a shop's service is deployed to.
pub(super) const ENVIRONMENT: &str = "production";

/// The repository's issue form.
const FORM: &str = ".github/ISSUE_TEMPLATE/incident.yml";

/// The play in a language.
pub(super) const fn told_in(language: Language) -> &'static Story {
    match language {
        Language::En => &english::STORY,
        Language::Ja => &japanese::STORY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surface::demo::script::Act;

    #[test]
    fn the_reports_answer_the_questions_that_the_repositorys_form_asks() {
        for language in Language::ALL {
            let story = told_in(language);
            let form = story.before.iter().find(|(path, ..)| *path == FORM);
            let (_, form, _) = form.expect("the repository has a form");
            let acts = story.scenes.iter().flat_map(|scene| scene.turns);
            let asked: Vec<&str> = acts
                .filter_map(|turn| match turn.act {
                    Act::Reports { answers, .. } => Some(answers),
                    _ => None,
                })
                .flatten()
                .map(|(question, _)| *question)
                .collect();
            let labels: Vec<&str> = form
                .lines()
                .filter_map(|line| line.strip_prefix("      label: "))
                .collect();
            assert_eq!(asked, labels);
        }
    }

    #[test]
    fn everybody_who_acts_is_in_the_cast() {
        for language in Language::ALL {
            let story = told_in(language);
            for turn in story.scenes.iter().flat_map(|scene| scene.turns) {
                let known = story.cast.iter().any(|person| person.login == turn.who);
                assert!(known || turn.who.is_empty(), "{}", turn.who);
            }
        }
    }
}
