//! The table of commands, shared by the parser, `/help` and the documentation.
//!
//! It holds names, forms and examples as data and no prose: what a command is good for is said by `message`, in the
//! reader's language. To add a command, add a row to [`Verb`]; the compiler then asks for its spec, the parser's
//! arm and the wording.

use serde::{Deserialize, Serialize};

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
    /// The form with its slash: `[…]` may be left out, of words with `|` between them one is typed, words in capitals
    /// stand for something, the others are typed as they are. A form may have several lines.
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
    /// Of those, the comms lead and the postmortem's owner.
    CommsLeadOrOwner,
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
    ($name:literal, [$($alias:literal),*], [$($example:literal),+]) => {
        Spec {
            name: $name,
            aliases: &[$($alias),*],
            forms: &[form(
                concat!("/", $name, " @LOGIN|me|none [REASON]"),
                &[$($example),+],
            )],
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
    Commander => role_spec!(
        "commander",
        ["ic"],
        ["/commander me", "/ic @octocat", "/commander @octocat my shift ends"]
    ),
    /// `/deputy`
    Deputy => role_spec!("deputy", [], ["/deputy @octocat", "/deputy none"]),
    /// `/tech`
    TechLead => role_spec!("tech", [], ["/tech @octocat", "/tech @octocat knows the payment gateway"]),
    /// `/comms`
    CommsLead => role_spec!("comms", [], ["/comms @octocat", "/comms me"]),
    /// `/scribe`
    Scribe => role_spec!("scribe", [], ["/scribe @octocat", "/scribe none"]),
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
        forms: &[form("/detected [TIME] [by monitor|customer|staff]", &["/detected 13:24 by monitor", "/detected 13:24", "/detected by customer"])],
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
        aliases: &["falsealarm", "false_alarm"],
        forms: &[form("/false-alarm REASON", &["/false-alarm the probe itself was broken"])],
    },
    /// `/duplicate`
    Duplicate => Spec {
        name: "duplicate",
        aliases: &[],
        forms: &[
            form("/duplicate #NUMBER", &["/duplicate #41"]),
            form("/duplicate OWNER/NAME#NUMBER", &["/duplicate octo-org/payments#41"]),
        ],
    },
    /// `/snooze`
    Snooze => Spec {
        name: "snooze",
        aliases: &[],
        forms: &[
            form("/snooze SPAN", &["/snooze 2h", "/snooze 3 days"]),
            form("/snooze until TIME", &["/snooze until tomorrow 10:00", "/snooze until 2030-01-07 10:00"]),
            form("/snooze REMINDER SPAN", &["/snooze deadline-missed 3 days", "/snooze gone-quiet until tomorrow 10:00"]),
            form("/snooze off", &["/snooze off", "/snooze deadline-missed off"]),
        ],
    },
    /// `/owner`
    Owner => role_spec!("owner", [], ["/owner @octocat", "/owner me"]),
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
        forms: &[
            form(
                "/meeting TIME [LENGTH] [URL]",
                &["/meeting 2030-01-08 15:00", "/meeting tomorrow 15:00 45m https://meet.example.com/review"],
            ),
            form("/meeting LENGTH", &["/meeting 45m"]),
            form("/meeting URL", &["/meeting https://meet.example.com/review"]),
            form("/meeting held [TIME]", &["/meeting held", "/meeting held yesterday 15:00"]),
            Form {
                usage: "/meeting skip REASON",
                examples: &["/meeting skip everybody was in the room when it was solved"],
                audience: Audience::CommanderOrOwner,
            },
        ],
    },
    /// `/announced`
    Announced => Spec {
        name: "announced",
        aliases: &[],
        forms: &[
            Form {
                usage: "/announced URL",
                examples: &["/announced https://status.example.com/incidents/41"],
                audience: Audience::CommsLeadOrOwner,
            },
            Form {
                usage: "/announced none REASON",
                examples: &["/announced none no customer noticed"],
                audience: Audience::CommsLeadOrOwner,
            },
        ],
    },
    /// `/action`
    Action => Spec {
        name: "action",
        aliases: &["action-item"],
        forms: &[form(
            "/action [P1] [@LOGIN] [due DATE] [in OWNER/NAME] [prevent:|detect:|mitigate:|process:] TITLE",
            &[
                "/action P1 @octocat due 2030-01-31 Alert when the connection pool runs dry",
                "/action P0 prevent: refuse deploys that shrink the pool",
                "/action in octo-org/payments Retry a payment only once",
            ],
        )],
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::{
        command::{Command, parse},
        phase::Milestone,
        role::Role,
    };

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
                    let again = parse(&command.to_string());
                    assert_eq!(
                        again[0].command, lines[0].command,
                        "{example} is printed as {command}"
                    );
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
            let is_typed = |byte: u8| byte.is_ascii_lowercase() || byte == b'-' || byte == b'_';
            assert!(word.bytes().all(is_typed), "{word}");
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
