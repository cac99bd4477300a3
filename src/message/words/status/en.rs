//! English.

use crate::domain::{
    action::{ActionKind, ItemField},
    checklist::Practice,
    report::{Because, CanPart, Detector},
};

use super::{Clock, StatusWords, Stretch};

pub(super) struct English;

impl StatusWords for English {
    fn practice(&self, practice: Practice) -> &'static str {
        match practice {
            Practice::StopTheBleeding => {
                "End the customers' pain first: roll back, switch off, send traffic elsewhere. The cause can wait."
            }
            Practice::PreserveEvidence => "Keep logs, dumps and graphs before they are gone.",
            Practice::Announce => "Tell customers and colleagues.",
            Practice::ConsiderAlternatives => "Ask what else could be the cause, and what else would help.",
            Practice::DismissWhoIsNotNeeded => "Let everybody go who is not needed right now.",
        }
    }

    fn because(&self, because: Because) -> &'static str {
        match because {
            Because::DataAtRisk => "data is being lost or exposed",
            Because::ServiceDown => "customers cannot use the service at all",
            Because::PartDown => "an important part does not work",
            Because::Degraded => "it is slow or shows errors",
            Because::Cosmetic => "only the looks are wrong",
            Because::MostAffected => "most customers are affected",
            Because::SomeAffected => "some customers are affected",
            Because::FewAffected => "few people are affected",
            Because::NoWorkaround => "there is no way around it",
            Because::Workaround => "there is a way around it",
        }
    }

    fn clauses(&self, clauses: &[&str]) -> String {
        match clauses {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    fn listed(&self, items: &[String]) -> String {
        items.join(", ")
    }

    fn detector(&self, detector: Detector) -> &'static str {
        match detector {
            Detector::Monitor => "monitoring",
            Detector::Customer => "a customer",
            Detector::Staff => "somebody of our own",
        }
    }

    fn part(&self, part: CanPart) -> &'static str {
        match part {
            CanPart::Conditions => "Conditions",
            CanPart::Actions => "Actions",
            CanPart::Needs => "Needs",
        }
    }

    fn clock(&self, clock: Clock, duration: &str) -> String {
        match clock {
            Clock::Acknowledge => format!("{duration} to acknowledge (MTTA)"),
            Clock::Resolve => format!("{duration} to resolve (MTTR)"),
            Clock::Restore => format!("{duration} in all (MTRS)"),
        }
    }

    fn open_role(&self, role: &str, line: &str) -> String {
        format!("{} {line}", role.to_lowercase())
    }

    fn action_kind(&self, kind: ActionKind) -> &'static str {
        match kind {
            ActionKind::Prevent => "prevent it",
            ActionKind::Detect => "detect it sooner",
            ActionKind::Mitigate => "mitigate it",
            ActionKind::Process => "improve the process",
        }
    }

    fn item_field(&self, field: ItemField) -> &'static str {
        match field {
            ItemField::Title => "title",
            ItemField::Owner => "owner",
            ItemField::Priority => "priority",
            ItemField::Due => "day",
        }
    }

    fn more(&self) -> &'static str {
        "more"
    }

    fn rest(&self, link: &str) -> String {
        format!("… the rest is in {link}.")
    }

    fn thread(&self) -> &'static str {
        "the thread"
    }

    fn document(&self) -> &'static str {
        "the postmortem"
    }

    fn stretch(&self, stretch: Stretch) -> &'static str {
        match stretch {
            Stretch::Waiting => "Not acknowledged yet",
            Stretch::Responding => "Acknowledged",
            Stretch::Recovering => "Mitigated",
        }
    }

    fn sections(&self) -> [&'static str; 3] {
        ["Phase", "Severity", "Events"]
    }

    fn times_in(&self, zone: &str) -> String {
        format!("Times in {zone}")
    }
}
