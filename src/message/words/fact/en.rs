//! Rows of the timeline in English: short, in the past tense.

use crate::{
    domain::{incident::Fact, person::Login, phase::Milestone, report::Withdrawal},
    message::{
        quote::inline,
        words::{Words, en::English},
    },
};

use super::issue;

/// What a row says.
pub(in crate::message::words) fn english(fact: &Fact) -> String {
    match fact {
        Fact::Declared => "Declared the incident".into(),
        Fact::Severity { severity } => format!("Set the severity to {severity}"),
        Fact::Reached { milestone } => reached(*milestone).into(),
        Fact::Appointed {
            role,
            login,
            from,
            reason,
        } => {
            let role = English.role(*role).to_lowercase();
            let before = from.as_ref().map(|from| format!(" in place of {}", name(from)));
            format!(
                "Made {} {role}{}{}",
                name(login),
                before.unwrap_or_default(),
                because(reason.as_deref())
            )
        }
        Fact::Vacated { role, login } => {
            format!(
                "{} stopped being {}",
                name(login),
                English.role(*role).to_lowercase()
            )
        }
        Fact::Conditions { text } => format!("Reported conditions: {}", inline(text)),
        Fact::Closed => "Closed the issue".into(),
        Fact::Reopened => "Reopened the issue".into(),
        Fact::Said { text } | Fact::Noted { text } => inline(text),
        Fact::Referenced { title } => format!("Referred to the incident: {}", inline(title)),
        Fact::Landed { title, revert: false } => format!("Landed a change: {}", inline(title)),
        Fact::Landed { title, revert: true } => format!("Reverted a change: {}", inline(title)),
        Fact::Deployed {
            environment,
            commit,
            failed,
        } => {
            let (commit, environment) = (inline(commit), inline(environment));
            if *failed {
                format!("Failed to deploy {commit} to {environment}")
            } else {
                format!("Deployed {commit} to {environment}")
            }
        }
        Fact::Released { name } => format!("Released {}", inline(name)),
        Fact::Transferred { from: Some(from) } => format!("Moved the issue here from {}", inline(from)),
        Fact::Transferred { from: None } => "Moved the issue here from another repository".into(),
        Fact::Withdrawn { why } => withdrawn(why),
    }
}

fn reached(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Started => "Impact began",
        Milestone::Detected => "The incident was noticed",
        Milestone::Acknowledged => "Acknowledged the incident",
        Milestone::Mitigated => "Impact ended: mitigated",
        Milestone::Resolved => "Resolved the incident",
    }
}

fn withdrawn(why: &Withdrawal) -> String {
    match why {
        Withdrawal::FalseAlarm { reason } => {
            format!(
                "Withdrew the incident as a false alarm{}",
                because(reason.as_deref())
            )
        }
        Withdrawal::Duplicate { of: Some(of) } => {
            format!("Withdrew the incident as a duplicate of {}", issue(of))
        }
        Withdrawal::Duplicate { of: None } => "Withdrew the incident as a duplicate".into(),
        Withdrawal::Unlabeled => "Withdrew the incident: removed its label".into(),
    }
}

fn name(login: &Login) -> String {
    inline(login.as_str())
}

fn because(reason: Option<&str>) -> String {
    reason
        .map(|reason| format!(": {}", inline(reason)))
        .unwrap_or_default()
}
