//! English.

use chrono::Weekday;

use crate::{
    document::lint::Level,
    domain::{
        command::spec::Verb,
        incident::Fact,
        phase::{Milestone, Phase},
        postmortem::PostmortemStatus,
        request::Request,
        role::Role,
        severity::Severity,
        spelling::nearest,
    },
    message::{
        context::{Changed, NextStep, Remaining, TemplateFaultKind},
        quote::{brief, code},
    },
    policy::{Expected, FaultKind},
};

use super::{Advice, Span, Words, fact, template};

pub(super) struct English;

impl Words for English {
    fn phase(&self, phase: Phase) -> &'static str {
        phase.name()
    }

    fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Commander => "Commander",
            Role::Deputy => "Deputy",
            Role::TechLead => "Tech lead",
            Role::CommsLead => "Comms lead",
            Role::Scribe => "Scribe",
            Role::Owner => "Postmortem owner",
        }
    }

    fn status(&self, status: PostmortemStatus) -> &'static str {
        status.name()
    }

    fn milestone(&self, milestone: Milestone) -> &'static str {
        match milestone {
            Milestone::Started => "Started",
            Milestone::Detected => "Detected",
            Milestone::Acknowledged => "Acknowledged",
            Milestone::Mitigated => "Mitigated",
            Milestone::Resolved => "Resolved",
        }
    }

    fn definition(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Sev1 => {
                "Critical. Most customers cannot use the service at all, or data is being lost or exposed."
            }
            Severity::Sev2 => {
                "Major. An important part does not work, or many customers are affected, and there is no way around it."
            }
            Severity::Sev3 => "Minor. Some customers are affected, and there is a way around it.",
            Severity::Sev4 => "Slight. Few notice, or only people inside, but it needs a fix.",
        }
    }

    fn purpose(&self, verb: Verb) -> &'static str {
        match verb {
            Verb::Confirm => {
                "Confirms that a report by somebody without triage rights is an incident. Adding the incident label again does the same."
            }
            Verb::Severity => "Sets the severity, from 1 (the worst) to 4. A label does the same.",
            Verb::Commander => "Gives command of the incident to somebody, who then decides and coordinates.",
            Verb::Started => "Says when impact began, if that was before the incident was declared.",
            Verb::Detected => "Says when the incident was noticed, and by whom or by what.",
            Verb::Acknowledged => "Says that somebody is on it.",
            Verb::Mitigated => "Says that customers no longer suffer. The cause may still be there.",
            Verb::Resolved => "Says that the incident is over. Closing the issue does the same.",
            Verb::Deputy => "Names a deputy, who stands in for the commander.",
            Verb::TechLead => "Names the tech lead, who finds the cause and leads the repair.",
            Verb::CommsLead => "Names the comms lead, who tells customers and colleagues.",
            Verb::Scribe => "Names the scribe, who keeps the timeline.",
            Verb::Can => "Reports conditions, actions and needs. Parts that are left out stay as they were.",
            Verb::Timeline => "Adds a row to the timeline.",
            Verb::FalseAlarm => "Withdraws the incident: there was nothing.",
            Verb::Duplicate => "Withdraws the incident in favour of another one about the same.",
            Verb::Snooze => "Holds reminders back for a while.",
            Verb::Owner => "Names the owner of the postmortem, who sees it through to Closed.",
            Verb::Postmortem => {
                "Asks for a postmortem where none is required, or, with a reason, decides that none is written."
            }
            Verb::Announced => {
                "Says where customers were told about the incident, or why they need not be. Closed waits for it where it is required."
            }
            Verb::Action => "Opens an issue for an action item, and puts it into the postmortem's table.",
            Verb::Meeting => {
                "Says when and where the review meeting is, that it has taken place, or, with a reason, that none is held. What is left out stays as it was."
            }
            Verb::Help => "Lists the commands, or explains one.",
        }
    }

    fn level(&self, level: Level) -> &'static str {
        match level {
            Level::Error => "🔴 Error",
            Level::Warning => "🟡 Warning",
        }
    }

    fn button(&self, request: Request) -> Option<(&'static str, &'static str)> {
        match request {
            Request::CreateIssues => Some(("Create issues", "Make issues of the action items")),
            Request::RefreshFacts => Some(("Refresh facts", "Bring the generated parts up to date")),
            Request::Explain => Some(("Explain", "Tell why each finding matters")),
            Request::Rerun => None,
        }
    }

    fn next(&self, step: NextStep) -> Advice {
        match step {
            NextStep::Confirm => Advice::new(
                "Somebody with triage rights confirms that this is an incident",
                "/confirm",
            ),
            NextStep::ChooseSeverity => Advice::new("Choose the severity, 1 to 4", "/sev 2"),
            NextStep::Acknowledge => Advice::new("Say that you are on it", "/ack"),
            NextStep::NameCommander => Advice::new("Take command, or name somebody", "/commander me"),
            NextStep::Mitigate => Advice::new("When customers no longer suffer", "/mitigated"),
            NextStep::Resolve => Advice::new("When it is over", "/resolved"),
            NextStep::NameOwner => Advice::new("Name the postmortem's owner", "/owner @login"),
            NextStep::WritePostmortem => {
                Advice::only("Write the postmortem, then press **Ready for review** on its pull request")
            }
            NextStep::ChangeBase => Advice::only(
                "Let the postmortem's pull request go into the default branch: press **Edit** and change its base",
            ),
            NextStep::BringToDefault => Advice::only(
                "Merge the postmortem into the default branch: it was merged into another one, which does not close it",
            ),
            NextStep::ResolveConflicts => {
                Advice::only("Resolve the conflicts of the postmortem's pull request")
            }
            NextStep::Approve => Advice::only("Get the postmortem's pull request approved"),
            NextStep::HoldMeeting => Advice::new("Hold the review meeting, then say so", "/meeting held"),
            NextStep::PublishAnnouncement => {
                Advice::new("Tell customers, then say where", "/announced https://…")
            }
            NextStep::Merge => Advice::only("Merge the postmortem's pull request: that closes it"),
            NextStep::DecidePostmortem => Advice::new(
                "Reopen the postmortem's pull request, or say why none is written",
                "/postmortem skip reason",
            ),
            NextStep::CloseOrWrite => Advice::new(
                "Close this issue, or write a postmortem all the same",
                "/postmortem",
            ),
        }
    }

    fn remaining(&self, remaining: &Remaining) -> Advice {
        match remaining {
            Remaining::NameOwner => {
                Advice::new("Name an owner, with a comment on the incident", "/owner @login")
            }
            Remaining::MarkReady => Advice::only("Press **Ready for review**"),
            Remaining::ChangeBase { base } => Advice::only(format!(
                "Press **Edit** and change the base to the default branch: merging into {} does not close the postmortem",
                code(base)
            )),
            Remaining::BringToDefault { base } => Advice::only(format!(
                "Merge the document into the default branch, too: it was merged into {}",
                code(base)
            )),
            Remaining::ResolveConflicts => Advice::only("Resolve the conflicts with the base branch"),
            Remaining::Approvals { given, required } => {
                Advice::only(format!("Get approvals: {given} of {required} so far"))
            }
            Remaining::ChangesRequested => {
                Advice::only("Answer the review that asks for changes, and ask for another look")
            }
            Remaining::HoldMeeting => Advice::new(
                "Hold the review meeting, then say so with a comment on the incident",
                "/meeting held",
            ),
            Remaining::PublishAnnouncement => Advice::new(
                "Publish the customer announcement, then say where with a comment on the incident",
                "/announced https://…",
            ),
            Remaining::MendText { errors } => Advice::only(format!(
                "Mend the {errors} {} that the rules find in the text",
                if *errors == 1 { "error" } else { "errors" }
            )),
            Remaining::Merge => Advice::only("Merge"),
        }
    }

    fn changed(&self, parts: &[Changed]) -> String {
        let name = |part: &Changed| match part {
            Changed::FrontMatter => "front matter",
            Changed::Facts => "facts",
            Changed::Impact => "reported impact",
            Changed::Timeline => "timeline",
            Changed::ActionItems => "action items",
            Changed::Index => "the list of postmortems",
        };
        let names: Vec<_> = parts.iter().map(name).collect();
        match names.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, earlier)) => format!("{} and {last}", earlier.join(", ")),
            None => String::new(),
        }
    }

    fn fact(&self, fact: &Fact) -> String {
        fact::english(fact)
    }

    fn fault(&self, kind: &FaultKind) -> String {
        match kind {
            FaultKind::Syntax { .. } => "This is not valid YAML".into(),
            FaultKind::UnknownKey { key, .. } => format!("There is no key “{}” here", brief(key)),
            FaultKind::DuplicateKey { key } => format!("The key “{}” stands here twice", brief(key)),
            FaultKind::Unsupported { found } => format!("“{}” is not read here", brief(found)),
            FaultKind::TooLarge { .. } => "The file is too large".into(),
            FaultKind::LabelTaken { label, .. } => {
                format!("The label “{}” means something else already", brief(label))
            }
            FaultKind::BadValue { found, .. } => format!("“{}” is not allowed here", brief(found)),
        }
    }

    fn remedy(&self, kind: &FaultKind) -> String {
        match kind {
            FaultKind::Syntax { detail } => format!("The parser says: {}", brief(detail)),
            FaultKind::UnknownKey { key, allowed } => {
                let meant = nearest(key, allowed).map(|word| format!("Did you mean “{word}”? "));
                let allowed = allowed.join(", ");
                format!(
                    "{}These keys are allowed here: {allowed}.",
                    meant.unwrap_or_default()
                )
            }
            FaultKind::DuplicateKey { .. } => "Keep one of the two and delete the other.".into(),
            FaultKind::Unsupported { .. } => {
                "Anchors, aliases and tags are not needed in a configuration. Write the value out.".into()
            }
            FaultKind::TooLarge { at_most } => format!("It may have {} kilobytes.", at_most / 1024),
            FaultKind::LabelTaken { by, .. } => {
                format!("{} uses it. Give each its own label.", brief(by))
            }
            FaultKind::BadValue { found, expected } => {
                let meant = match expected {
                    Expected::OneOf { words } => nearest(found, words),
                    Expected::Holiday { meant } => meant.as_deref(),
                    _ => None,
                };
                let meant = meant.map(|word| format!("Did you mean “{word}”? "));
                format!("{}Write {}.", meant.unwrap_or_default(), wanted(expected))
            }
        }
    }

    fn addressed(&self, names: &[String]) -> String {
        match names {
            [] => "To whoever reads this first: ".to_owned(),
            [only] => format!("{only}: "),
            [first @ .., last] => format!("{} and {last}: ", first.join(", ")),
        }
    }

    fn template_fault(&self, kind: &TemplateFaultKind) -> String {
        template::english_fault(kind)
    }

    fn template_remedy(&self, kind: &TemplateFaultKind) -> String {
        template::english_remedy(kind)
    }

    fn duration(&self, span: Span) -> String {
        span.in_units([" d", " h", " min"], " ")
    }

    fn weekday(&self, day: Weekday) -> &'static str {
        match day {
            Weekday::Mon => "Monday",
            Weekday::Tue => "Tuesday",
            Weekday::Wed => "Wednesday",
            Weekday::Thu => "Thursday",
            Weekday::Fri => "Friday",
            Weekday::Sat => "Saturday",
            Weekday::Sun => "Sunday",
        }
    }

    fn day_and_time(&self, weekday: &str, date: &str, time: &str) -> String {
        format!("{weekday} {date} {time}")
    }

    fn review_meetings(&self, repository: &str) -> String {
        format!("Postmortem reviews of {repository}")
    }

    fn beside(&self, local: &str, utc: &str) -> String {
        format!("{local} ({utc})")
    }
}

/// What a key of the configuration takes, as the end of "Write …".
fn wanted(expected: &Expected) -> String {
    match expected {
        Expected::Mapping => "keys with values, indented below it".into(),
        Expected::List => "a list such as [a, b]".into(),
        Expected::Text { at_most } => format!("text of at most {at_most} characters"),
        Expected::OneOf { words } => format!("one of: {}", words.join(", ")),
        Expected::Number { min, max } => format!("a whole number from {min} to {max}"),
        Expected::TimeZone => "a time zone such as Asia/Tokyo or Europe/Berlin".into(),
        Expected::Holiday { .. } => {
            "a country such as jp, us or gb-eng, a date such as 2026-12-29, or a range such as 2026-12-29..2027-01-03"
                .into()
        }
        Expected::TimeOfDay => "a time of day such as 15:00".into(),
        Expected::Length => "a length such as 45 minutes or 1 hour, from 5 minutes to 8 hours".into(),
        Expected::DateOrRange => {
            "a date such as 2026-12-29, or a range such as 2026-12-29..2027-01-03".into()
        }
        Expected::Hours => "hours such as 10:00-18:00".into(),
        Expected::Days => "a number of days such as 3 business days or 7 calendar days".into(),
        Expected::Span => {
            "a span such as 30 minutes, 2 hours or 1h30m, from 1 minute to 7 days; or never".into()
        }
        Expected::Template => "full, minimal, or the path of a template in this repository that ends in .hbs".into(),
        Expected::Path => "a path within the repository without .., such as postmortems".into(),
        Expected::Items { at_most } => format!("at most {at_most} items"),
        Expected::NewItem => "each item only once".into(),
        Expected::Contact => "a person such as \"@octocat\", a team such as \"@octo-org/sre\", or nobody".into(),
    }
}
