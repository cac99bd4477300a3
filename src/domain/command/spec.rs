//! The commands and their table, shared by the parser, `/help` and the documentation.
//!
//! It holds names, forms and examples as data and no prose: what a command is good for is said by `message`, in the
//! reader's language. To add a command, add a row to [`Verb`]; the compiler then asks for its spec, the parser's
//! arm and the wording.

use serde::{Deserialize, Serialize};

use crate::domain::{
    person::Login,
    phase::Milestone,
    report::{CanPart, Detector, IssueRef},
    role::Role,
    severity::Severity,
    when::When,
};

/// A command, completely parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// `/sev N`
    Severity(Severity),
    /// `/started`, `/ack`, `/mitigated`, `/resolved`, each with an optional time.
    Reach {
        /// The milestone that was reached.
        milestone: Milestone,
        /// When; absent means at the comment's own instant.
        when: Option<When>,
    },
    /// `/detected [time] [by monitor]`
    Detected {
        /// When; absent while only the detector is told, and when neither is: at the comment's own instant.
        when: Option<When>,
        /// By whom or by what.
        by: Option<Detector>,
    },
    /// `/commander @x [reason]`, `/owner me`
    Appoint {
        /// The role.
        role: Role,
        /// Who takes it.
        who: Nominee,
        /// Why it changes hands; user text.
        reason: Option<String>,
    },
    /// `/can` and the lines below it: the parts that were given, at least one, each once.
    Can(Vec<(CanPart, String)>),
    /// `/timeline [time] text`
    Note {
        /// When it happened; absent means at the comment's own instant.
        when: Option<When>,
        /// What happened; user text.
        text: String,
    },
    /// `/false-alarm reason`
    FalseAlarm {
        /// What it was instead; user text.
        reason: String,
    },
    /// `/duplicate #n`
    Duplicate {
        /// The issue that is about the same.
        of: IssueRef,
    },
    /// `/snooze 2h`, `/snooze until 2026-11-25 10:00`, `/snooze off`
    Snooze(Snooze),
    /// `/postmortem`: write one although none is required.
    RequestPostmortem,
    /// `/postmortem skip reason`
    SkipPostmortem {
        /// Why none is written.
        reason: String,
    },
    /// `/meeting held [time]`
    MeetingHeld {
        /// When it was held; absent means at the comment's own instant.
        when: Option<When>,
    },
    /// `/confirm`: a stranger's report is an incident.
    Confirm,
    /// `/help [command]`
    Help {
        /// The command somebody asks about, without its slash; absent means all.
        topic: Option<String>,
    },
}

/// Whom a role is given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Nominee {
    /// `me`: the comment's author.
    Author,
    /// `@login`.
    Person(Login),
    /// `none`: the role is vacant.
    Nobody,
}

/// For how long nobody wants to be reminded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Snooze {
    /// So many minutes from the comment on.
    Minutes(u32),
    /// Until an instant.
    Until(When),
    /// No longer.
    Off,
}

/// What the table says about one command.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Spec {
    /// Its name, in lower case, without its slash.
    pub name: &'static str,
    /// Other names for it.
    pub aliases: &'static [&'static str],
    /// Every form that it takes.
    pub forms: &'static [Form],
}

/// One form of a command.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Form {
    /// The form with its slash: `[…]` may be left out, words in capitals stand for something, the others are typed.
    pub usage: &'static str,
    /// Lines that can be typed just so.
    pub examples: &'static [&'static str],
    /// Who may use it.
    pub audience: Audience,
}

/// Who may use a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everybody who may command incidents: triage rights or better.
    Responders,
    /// Of those, the incident's commander and the postmortem's owner.
    CommanderOrOwner,
}

impl Spec {
    /// The name, then the aliases.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }
}

macro_rules! verbs {
    ($($(#[$doc:meta])+ $verb:ident => $spec:expr,)+) => {
        /// The commands, whatever follows them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Verb {
            $($(#[$doc])+ $verb,)+
        }

        impl Verb {
            /// Every command, in the order in which an incident needs them.
            pub const ALL: &'static [Self] = &[$(Self::$verb),+];

            /// Its row of the table.
            pub const fn spec(self) -> &'static Spec {
                match self {
                    $(Self::$verb => {
                        const SPEC: Spec = $spec;
                        &SPEC
                    })+
                }
            }
        }
    };
}

/// A form for everybody who may command.
const fn form(usage: &'static str, examples: &'static [&'static str]) -> Form {
    Form {
        usage,
        examples,
        audience: Audience::Responders,
    }
}

/// The row of a role's command.
macro_rules! role_spec {
    ($name:literal, [$($alias:literal),*]) => {
        Spec {
            name: $name,
            aliases: &[$($alias),*],
            forms: &[
                form(concat!("/", $name, " @LOGIN [REASON]"), &[concat!("/", $name, " @octocat")]),
                form(concat!("/", $name, " me"), &[concat!("/", $name, " me")]),
                form(concat!("/", $name, " none"), &[concat!("/", $name, " none")]),
            ],
        }
    };
}

verbs! {
    /// `/confirm`
    Confirm => Spec {
        name: "confirm",
        aliases: &[],
        forms: &[form("/confirm", &["/confirm"])],
    },
    /// `/sev`
    Severity => Spec {
        name: "sev",
        aliases: &["severity"],
        forms: &[form("/sev N", &["/sev 2", "/sev SEV1"])],
    },
    /// `/commander`
    Commander => Spec {
        name: "commander",
        aliases: &["ic"],
        forms: &[
            form("/commander @LOGIN [REASON]", &["/commander @octocat", "/commander @octocat my shift ends"]),
            form("/commander me", &["/commander me", "/ic me"]),
            form("/commander none", &["/commander none"]),
        ],
    },
    /// `/deputy`
    Deputy => role_spec!("deputy", []),
    /// `/tech`
    TechLead => role_spec!("tech", []),
    /// `/comms`
    CommsLead => role_spec!("comms", []),
    /// `/scribe`
    Scribe => role_spec!("scribe", []),
    /// `/can`
    Can => Spec {
        name: "can",
        aliases: &[],
        forms: &[form(
            "/can\nConditions: TEXT\nActions: TEXT\nNeeds: TEXT",
            &["/can\nConditions: checkout fails for one customer in three\nActions: rolling back to v41\nNeeds: somebody who knows the payment gateway"],
        )],
    },
    /// `/timeline`
    Timeline => Spec {
        name: "timeline",
        aliases: &[],
        forms: &[form("/timeline [TIME] TEXT", &["/timeline 14:05 rolled back to v41", "/timeline error rate is back to normal"])],
    },
    /// `/started`
    Started => Spec {
        name: "started",
        aliases: &[],
        forms: &[form("/started [TIME]", &["/started 13:20", "/started 2026-11-20 13:20 JST"])],
    },
    /// `/detected`
    Detected => Spec {
        name: "detected",
        aliases: &[],
        forms: &[form("/detected [TIME] [by monitor|customer|staff]", &["/detected 13:24", "/detected 13:24 by monitor", "/detected by customer"])],
    },
    /// `/ack`
    Acknowledged => Spec {
        name: "ack",
        aliases: &["acknowledged", "acknowledge"],
        forms: &[form("/ack [TIME]", &["/ack", "/ack 10m ago"])],
    },
    /// `/mitigated`
    Mitigated => Spec {
        name: "mitigated",
        aliases: &[],
        forms: &[form("/mitigated [TIME]", &["/mitigated", "/mitigated yesterday 23:10"])],
    },
    /// `/resolved`
    Resolved => Spec {
        name: "resolved",
        aliases: &[],
        forms: &[form("/resolved [TIME]", &["/resolved", "/resolved at 14:05"])],
    },
    /// `/false-alarm`
    FalseAlarm => Spec {
        name: "false-alarm",
        aliases: &[],
        forms: &[form("/false-alarm REASON", &["/false-alarm the probe itself was broken"])],
    },
    /// `/duplicate`
    Duplicate => Spec {
        name: "duplicate",
        aliases: &[],
        forms: &[form("/duplicate #NUMBER", &["/duplicate #41"])],
    },
    /// `/snooze`
    Snooze => Spec {
        name: "snooze",
        aliases: &[],
        forms: &[
            form("/snooze SPAN", &["/snooze 2h", "/snooze 3 days"]),
            form("/snooze until TIME", &["/snooze until 2030-01-07 10:00"]),
            form("/snooze off", &["/snooze off"]),
        ],
    },
    /// `/owner`
    Owner => role_spec!("owner", []),
    /// `/postmortem`
    Postmortem => Spec {
        name: "postmortem",
        aliases: &[],
        forms: &[
            form("/postmortem", &["/postmortem"]),
            Form {
                usage: "/postmortem skip REASON",
                examples: &["/postmortem skip same cause as #41, which has one"],
                audience: Audience::CommanderOrOwner,
            },
        ],
    },
    /// `/meeting`
    Meeting => Spec {
        name: "meeting",
        aliases: &[],
        forms: &[form("/meeting held [TIME]", &["/meeting held", "/meeting held yesterday 15:00"])],
    },
    /// `/help`
    Help => Spec {
        name: "help",
        aliases: &[],
        forms: &[form("/help [COMMAND]", &["/help", "/help sev"])],
    },
}

impl Verb {
    /// The command with this name or alias, written in lower case.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|verb| verb.spec().words().any(|name| name == word))
    }
}

impl Command {
    /// Its row of the table.
    pub fn verb(&self) -> Verb {
        match self {
            Self::Severity(_) => Verb::Severity,
            Self::Reach { milestone, .. } => match milestone {
                Milestone::Started => Verb::Started,
                Milestone::Detected => Verb::Detected,
                Milestone::Acknowledged => Verb::Acknowledged,
                Milestone::Mitigated => Verb::Mitigated,
                Milestone::Resolved => Verb::Resolved,
            },
            Self::Detected { .. } => Verb::Detected,
            Self::Appoint { role, .. } => match role {
                Role::Commander => Verb::Commander,
                Role::Deputy => Verb::Deputy,
                Role::TechLead => Verb::TechLead,
                Role::CommsLead => Verb::CommsLead,
                Role::Scribe => Verb::Scribe,
                Role::Owner => Verb::Owner,
            },
            Self::Can(_) => Verb::Can,
            Self::Note { .. } => Verb::Timeline,
            Self::FalseAlarm { .. } => Verb::FalseAlarm,
            Self::Duplicate { .. } => Verb::Duplicate,
            Self::Snooze(_) => Verb::Snooze,
            Self::RequestPostmortem | Self::SkipPostmortem { .. } => Verb::Postmortem,
            Self::MeetingHeld { .. } => Verb::Meeting,
            Self::Confirm => Verb::Confirm,
            Self::Help { .. } => Verb::Help,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::command::parse;

    #[test]
    fn every_example_is_understood_as_its_own_command() {
        for &verb in Verb::ALL {
            for form in verb.spec().forms {
                assert!(!form.examples.is_empty(), "{}", form.usage);
                for example in form.examples {
                    let lines = parse(example);
                    assert_eq!(lines.len(), 1, "{example}");
                    let command = lines[0].command.as_ref().expect("an example is never refused");
                    assert_eq!(command.verb(), verb, "{example}");
                }
            }
        }
    }

    #[test]
    fn every_form_begins_with_its_name() {
        for &verb in Verb::ALL {
            for form in verb.spec().forms {
                let first = form.usage.split_whitespace().next();
                assert_eq!(first, Some(format!("/{}", verb.spec().name).as_str()));
            }
        }
    }

    #[test]
    fn no_name_is_used_twice() {
        let words: Vec<&str> = Verb::ALL.iter().flat_map(|verb| verb.spec().words()).collect();
        assert_eq!(words.len(), words.iter().collect::<BTreeSet<_>>().len());
        for word in words {
            assert!(word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word}");
        }
    }

    #[test]
    fn milestones_and_roles_agree_with_the_table() {
        for milestone in Milestone::ALL {
            let command = Command::Reach {
                milestone,
                when: None,
            };
            assert_eq!(command.verb().spec().name, milestone.command());
        }
        for role in Role::ALL {
            assert_eq!(
                Verb::named(role.command()).map(|verb| verb.spec().name),
                Some(role.command())
            );
        }
    }
}
