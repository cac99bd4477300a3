//! The table of templates: every file in `templates/<language>/`, compiled into the binary.
//!
//! A template that is missing in one language does not compile, and neither does a refusal or a nudge without one.

use crate::domain::{incident::AnswerLine, refusal::Refusal, when::TimeFault};

use super::{Language, context::NudgeLine};

macro_rules! templates {
    ($($variant:ident => $path:literal,)*) => {
        /// A template, in whatever language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum Template {
            $($variant,)*
        }

        impl Template {
            /// Every template.
            pub(super) const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its path below the folder of its language, by which other templates include it too.
            pub(super) fn path(self) -> &'static str {
                match self {
                    $(Self::$variant => $path,)*
                }
            }

            /// Its text.
            pub(super) fn source(self, language: Language) -> &'static str {
                match (language, self) {
                    $((Language::En, Self::$variant) => include_str!(concat!("../../templates/en/", $path)),)*
                    $((Language::Ja, Self::$variant) => include_str!(concat!("../../templates/ja/", $path)),)*
                }
            }
        }
    };
}

templates! {
    Status => "comment/status.md.hbs",
    Answer => "comment/answer.md.hbs",
    Nudge => "comment/nudge.md.hbs",
    Learnings => "comment/learnings.md.hbs",
    Postmortem => "postmortem.md.hbs",
    PullRequestCommit => "pull_request/commit.hbs",
    PullRequestTitle => "pull_request/title.hbs",
    PullRequestBody => "pull_request/body.md.hbs",
    PostmortemCheckTitle => "check/postmortem_title.hbs",
    PostmortemCheckSummary => "check/postmortem.md.hbs",
    ConfigCheckTitle => "check/config_title.hbs",
    ConfigCheckSummary => "check/config.md.hbs",
    Drill => "part/drill.md.hbs",
    Severities => "part/severities.md.hbs",
    Times => "part/times.md.hbs",
    Help => "help/all.md.hbs",
    HelpTimes => "help/times.md.hbs",
    HelpTopic => "help/topic.md.hbs",
    NudgeOwnerMissing => "nudge/owner_missing.md.hbs",
    NudgeDeadlineMissed => "nudge/deadline_missed.md.hbs",
    NudgeAbandoned => "nudge/abandoned.md.hbs",
    RefusalUnknownCommand => "refusal/unknown_command.md.hbs",
    RefusalUnexpectedArgument => "refusal/unexpected_argument.md.hbs",
    RefusalUnknownSeverity => "refusal/unknown_severity.md.hbs",
    RefusalCosmeticSeverity => "refusal/cosmetic_severity.md.hbs",
    RefusalTimeUnreadable => "refusal/time_unreadable.md.hbs",
    RefusalTimeImpossible => "refusal/time_impossible.md.hbs",
    RefusalTimeAmbiguous => "refusal/time_ambiguous.md.hbs",
    RefusalTimeSkipped => "refusal/time_skipped.md.hbs",
    RefusalTimeFuture => "refusal/time_future.md.hbs",
    RefusalImpossibleOrder => "refusal/impossible_order.md.hbs",
    RefusalBadNominee => "refusal/bad_nominee.md.hbs",
    RefusalCannotSeeRepository => "refusal/cannot_see_repository.md.hbs",
    RefusalUnknownSubcommand => "refusal/unknown_subcommand.md.hbs",
    RefusalReasonMissing => "refusal/reason_missing.md.hbs",
    RefusalSkipNotYours => "refusal/skip_not_yours.md.hbs",
    RefusalSkipTooLate => "refusal/skip_too_late.md.hbs",
    RefusalWithdrawn => "refusal/withdrawn.md.hbs",
    RefusalAwaitingConfirmation => "refusal/awaiting_confirmation.md.hbs",
}

impl From<&AnswerLine> for Template {
    fn from(line: &AnswerLine) -> Self {
        match line {
            AnswerLine::Refused { refusal, .. } => refusal.into(),
            AnswerLine::Help { topic: None } => Self::Help,
            AnswerLine::Help { topic: Some(_) } => Self::HelpTopic,
        }
    }
}

impl From<&Refusal> for Template {
    fn from(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::UnknownCommand { .. } => Self::RefusalUnknownCommand,
            Refusal::UnexpectedArgument { .. } => Self::RefusalUnexpectedArgument,
            Refusal::UnknownSeverity { .. } => Self::RefusalUnknownSeverity,
            Refusal::CosmeticSeverity => Self::RefusalCosmeticSeverity,
            Refusal::BadTime { fault, .. } => match fault {
                TimeFault::Unreadable { .. } => Self::RefusalTimeUnreadable,
                TimeFault::Impossible { .. } => Self::RefusalTimeImpossible,
                TimeFault::AmbiguousZone { .. } => Self::RefusalTimeAmbiguous,
                TimeFault::Skipped { .. } => Self::RefusalTimeSkipped,
                TimeFault::Future { .. } => Self::RefusalTimeFuture,
            },
            Refusal::ImpossibleOrder { .. } => Self::RefusalImpossibleOrder,
            Refusal::BadNominee { .. } => Self::RefusalBadNominee,
            Refusal::CannotSeeRepository { .. } => Self::RefusalCannotSeeRepository,
            Refusal::UnknownSubcommand { .. } => Self::RefusalUnknownSubcommand,
            Refusal::ReasonMissing { .. } => Self::RefusalReasonMissing,
            Refusal::SkipNotYours => Self::RefusalSkipNotYours,
            Refusal::SkipTooLate => Self::RefusalSkipTooLate,
            Refusal::Withdrawn => Self::RefusalWithdrawn,
            Refusal::AwaitingConfirmation => Self::RefusalAwaitingConfirmation,
        }
    }
}

impl From<&NudgeLine> for Template {
    fn from(line: &NudgeLine) -> Self {
        match line {
            NudgeLine::OwnerMissing { .. } => Self::NudgeOwnerMissing,
            NudgeLine::DeadlineMissed { .. } => Self::NudgeDeadlineMissed,
            NudgeLine::Abandoned { .. } => Self::NudgeAbandoned,
        }
    }
}
