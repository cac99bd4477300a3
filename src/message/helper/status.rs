//! What the status comment, the document and the learnings tell about an incident.

use serde_json::Value;

use crate::{
    domain::{
        checklist::{self, Item},
        person::Login,
        phase::Instants,
        report::{Because, CanEntry, CanReport, IssueRef},
        role::Role,
    },
    message::{
        Language,
        context::{RoleRow, SeverityTime},
        quote::{self, Rest},
        words::{Clock, Span},
    },
};

use super::{Call, Write, gantt, instants::whole_minutes};

/// The most updates of the CAN report that are linked.
const UPDATES: usize = 10;

/// Registers the helpers.
pub(super) fn register(add: &mut impl FnMut(&'static str, Write)) {
    register_people(add);
    register_times(add);
    register_reports(add);
    add("gantt", |call| {
        let voice = call.voice()?;
        Ok(gantt::gantt(call.value(0)?, &call.value::<Vec<_>>(1)?, voice))
    });
    // A checklist's item, and the hidden end of its line.
    add("item", |call| {
        Ok(match call.value(0)? {
            Item::Practice(practice) => call.language.status_words().practice(practice).into(),
            Item::Own(text) => quote::inline(&text),
        })
    });
    // How many rows a timeline has, with those that are not shown.
    add("total", |call| {
        let rows: Vec<Value> = call.value(0)?;
        Ok((rows.len() + call.value::<usize>(1)?).to_string())
    });
    add("anchor", |call| Ok(checklist::anchor(&call.text(0)?)));
    // How many items are ticked.
    add("ticked", |call| {
        let rows: Vec<Value> = call.value(0)?;
        let ticked = rows.iter().filter(|row| row["ticked"] == true);
        Ok(ticked.count().to_string())
    });
}

fn register_people(add: &mut impl FnMut(&'static str, Write)) {
    // Whoever did something; GitHub shows deleted accounts under this name too.
    add("who", |call| {
        let login: Option<Login> = call.value(0)?;
        Ok(login.map_or("ghost".into(), |login| quote::inline(login.as_str())))
    });
    // Roles that nobody holds, with the lines to type. The commander has a row of its own, and an owner is wanted
    // only where there will be a postmortem.
    add("open_roles", |call| {
        let roles: Vec<RoleRow> = call.value(0)?;
        let is_ownerless = matches!(call.text(1)?.as_str(), "not_required" | "skipped");
        let is_left_out = |role| role == Role::Commander || (role == Role::Owner && is_ownerless);
        let open: Vec<String> = roles
            .iter()
            .filter(|row| row.login.is_none() && !is_left_out(row.role))
            .map(|row| open_role(row.role, call.language))
            .collect();
        Ok(call.language.status_words().listed(&open))
    });
    add("detector", |call| {
        Ok(call.language.status_words().detector(call.value(0)?).into())
    });
    // The same as the text of a link.
    add("issue_name", |call| {
        let issue: IssueRef = call.value(0)?;
        Ok(format!(
            "{}#{}",
            issue.repository.unwrap_or_default(),
            issue.number
        ))
    });
    // Another issue: a reference within the repository, plain text beyond it.
    add("issue_ref", |call| {
        let issue: IssueRef = call.value(0)?;
        Ok(match issue.repository {
            Some(repository) => quote::code(&format!("{repository}#{}", issue.number)),
            None => format!("#{}", issue.number),
        })
    });
}

fn open_role(role: Role, language: Language) -> String {
    let line = quote::code(&format!("/{} me", role.command()));
    language
        .status_words()
        .open_role(language.words().role(role), &line)
}

fn register_times(add: &mut impl FnMut(&'static str, Write)) {
    // The lengths of time of which both ends are known.
    add("clocks", |call| Ok(clocks(&call.value(0)?, call.language)));
    // One of them in minutes, for programs.
    add("mtta_minutes", |call| minutes_of(call, Clock::Acknowledge));
    add("mttr_minutes", |call| minutes_of(call, Clock::Resolve));
    add("mtrs_minutes", |call| minutes_of(call, Clock::Restore));
    // How long each severity was in force.
    add("severity_times", |call| {
        let times: Vec<SeverityTime> = call.value(0)?;
        let words = call.language.words();
        let amount = |time: &SeverityTime| {
            let span = Span::of_minutes(time.minutes);
            format!("{} {}", time.severity, words.duration(span))
        };
        let amounts: Vec<String> = times.iter().map(amount).collect();
        Ok(call.language.status_words().listed(&amounts))
    });
}

/// The minutes of one clock, as the instants are shown.
fn minutes(instants: &Instants, clock: Clock) -> Option<i64> {
    let (from, to) = match clock {
        Clock::Acknowledge => (instants.started, instants.acknowledged),
        Clock::Resolve => (instants.acknowledged, instants.resolved),
        Clock::Restore => (instants.started, instants.resolved),
    };
    Some(whole_minutes(from?, to?))
}

fn minutes_of(call: &Call<'_, '_>, clock: Clock) -> Result<String, handlebars::RenderError> {
    let minutes = minutes(&call.value(0)?, clock);
    Ok(minutes.map_or("null".into(), |minutes| minutes.to_string()))
}

fn clocks(instants: &Instants, language: Language) -> String {
    let words = language.status_words();
    let clocks = [Clock::Acknowledge, Clock::Resolve, Clock::Restore];
    let known = clocks.into_iter().filter_map(|clock| {
        let span = Span::of_minutes(minutes(instants, clock)?);
        Some(words.clock(clock, &language.words().duration(span)))
    });
    words.listed(&known.collect::<Vec<_>>())
}

fn register_reports(add: &mut impl FnMut(&'static str, Write)) {
    // Why a severity is suggested.
    add("reasons", |call| {
        let because: Vec<Because> = call.value(0)?;
        let words = call.language.status_words();
        let clauses: Vec<&str> = because.into_iter().map(|answer| words.because(answer)).collect();
        Ok(words.clauses(&clauses))
    });
    add("part", |call| {
        Ok(call.language.status_words().part(call.value(0)?).into())
    });
    // User text within a line or as a quote, with the address of all of it.
    add("excerpt", |call| {
        let url = call.text(1)?;
        Ok(quote::excerpt(&call.text(0)?, rest(call.language, &url)))
    });
    add("quoted", |call| {
        let url = call.text(1)?;
        Ok(quote::quoted(&call.text(0)?, rest(call.language, &url)))
    });
    // The same for a file, in which only paragraphs and lists are told apart.
    add("retold", |call| {
        let url = call.text(1)?;
        Ok(quote::retold(&call.text(0)?, rest(call.language, &url)))
    });
    // A part of the CAN report, which is found whole in the update that brought it.
    add("can_part", |call| {
        let entry: CanEntry = call.value(0)?;
        let report: CanReport = call.value(1)?;
        let update = report.updates.iter().rev().find(|update| update.at == entry.at);
        let url = update.map_or(call.text(2)?, |update| update.url.clone());
        Ok(quote::quoted(&entry.text, rest(call.language, &url)))
    });
    // Links to the latest updates of the report, by their numbers.
    add("can_updates", |call| {
        let report: CanReport = call.value(0)?;
        let earlier = report.updates.len().saturating_sub(UPDATES);
        let link = |(number, update): (usize, &crate::domain::report::CanUpdate)| {
            quote::link(&number.to_string(), &update.url)
        };
        let links = (1..).zip(&report.updates).skip(earlier).map(link);
        Ok(links.collect::<Vec<_>>().join(" "))
    });
}

fn rest(language: Language, url: &str) -> Rest<'_> {
    Rest {
        text: language.status_words().more(),
        url,
    }
}
