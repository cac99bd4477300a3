//! Who could command next: somebody who knows how, and has not had to for long.
//!
//! One name and no ranking. People are weighed by nothing but the time since they last commanded.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    domain::{
        incident::{Incident, Standing},
        key::IncidentKey,
        person::Login,
        phase::Phase,
        role::Role,
    },
    store::Projection,
};

/// How far back an incident may lie for its people to be thought of.
const REMEMBERED: TimeDelta = TimeDelta::days(180);
/// Below this many people there is nothing to choose from.
const FEWEST: usize = 2;

/// Whether a commander is missing, so that it matters who could be one.
pub(super) fn is_wanted(incident: &Incident) -> bool {
    incident.standing == Standing::Declared
        && incident.phase < Phase::Resolved
        && !incident.roles.contains_key(&Role::Commander)
}

/// Somebody of the repository's earlier incidents who holds no role in this one, and has not commanded for the longest
/// time; who never did counts as longest, and of equals the first by name. Practice does not count. Nobody, when fewer
/// than two people come into question.
pub(super) fn rested(
    earlier: &[Projection],
    key: IncidentKey,
    incident: &Incident,
    now: DateTime<Utc>,
) -> Option<Login> {
    let mut last_command: BTreeMap<&Login, Option<DateTime<Utc>>> = BTreeMap::new();
    let counts = |known: &&Projection| {
        known.locator.key != key && !known.drill && (now - REMEMBERED..=now).contains(&known.declared_at)
    };
    for known in earlier.iter().filter(counts) {
        for person in &known.participants {
            last_command.entry(person).or_default();
        }
        if let Some(commander) = &known.commander {
            let last = last_command.entry(commander).or_default();
            *last = (*last).max(Some(known.declared_at));
        }
    }
    last_command.retain(|person, _| !incident.roles.values().any(|holder| holder == *person));
    if last_command.len() < FEWEST {
        return None;
    }
    // The map is in the order of names, and the first of several equals is taken.
    last_command
        .into_iter()
        .min_by_key(|(_, last)| *last)
        .map(|(person, _)| person.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{event::Mark, key::Locator},
        fold,
        policy::Policy,
    };

    fn at(day: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + day * 86_400, 0).unwrap()
    }

    /// Declared on this day; the first name commanded, unless it is empty.
    fn past(issue: u64, day: i64, people: &[&str]) -> Projection {
        let commander = people.first().filter(|name| !name.is_empty());
        Projection {
            locator: Locator {
                key: IncidentKey { repository: 1, issue },
                installation: 77,
                owner: "acme".into(),
                name: "ops".into(),
            },
            title: "API is down".into(),
            url: "u".into(),
            drill: false,
            phase: Phase::Resolved,
            severity: None,
            declared_at: at(day),
            commander: commander.map(|name| Login::new(*name)),
            participants: people
                .iter()
                .filter(|name| !name.is_empty())
                .map(|name| Login::new(*name))
                .collect(),
            postmortem: None,
            pull_request: None,
            document: None,
            labels: Vec::new(),
            meeting: None,
            deadline: None,
            voice: Policy::default().voice(),
            templates: Vec::new(),
            mark: Mark::default(),
            items: Vec::new(),
            index: None,
            wake_at: None,
            seen_at: at(day),
        }
    }

    /// Incident 9, on day 200.
    fn chosen(earlier: &[Projection], scribe: Option<&str>) -> Option<String> {
        let mut incident = running();
        let scribe = scribe.map(|login| (Role::Scribe, Login::new(login)));
        incident.roles.extend(scribe);
        let key = IncidentKey {
            repository: 1,
            issue: 9,
        };
        rested(earlier, key, &incident, at(200)).map(|login| login.as_str().to_owned())
    }

    fn running() -> Incident {
        let observation = serde_json::from_value(serde_json::json!({
            "repository": {
                "id": 1, "owner": "acme", "name": "ops", "url": "u", "default_branch": null, "labels": [],
                "config": null, "form": null
            },
            "issue": {
                "number": 9, "node_id": "I", "url": "u", "title": "t", "body": "", "author": null,
                "created_at": at(200), "open": true, "labels": [],
                "verdict": { "accepted": false, "refused": false, "marked": false }
            },
            "events": [], "branch_head": null, "pull_request": null, "permissions": {}, "shipments": []
        }))
        .unwrap();
        fold::fold(&observation, &Policy::default())
    }

    #[test]
    fn the_one_who_has_not_commanded_for_longest() {
        let longer_ago = [past(1, 100, &["ann"]), past(2, 90, &["bob"])];
        assert_eq!(chosen(&longer_ago, None).as_deref(), Some("bob"));
        let the_last_time_counts = [
            past(1, 30, &["ann"]),
            past(2, 150, &["ann"]),
            past(3, 100, &["bob"]),
        ];
        assert_eq!(chosen(&the_last_time_counts, None).as_deref(), Some("bob"));
        let never_is_longest = [past(1, 30, &["ann", "zoe"])];
        assert_eq!(chosen(&never_is_longest, None).as_deref(), Some("zoe"));
        let equals_by_name = [past(1, 30, &["", "zoe", "Bob", "cleo"])];
        assert_eq!(chosen(&equals_by_name, None).as_deref(), Some("Bob"));
    }

    #[test]
    fn nobody_where_there_is_no_choice() {
        assert_eq!(chosen(&[], None), None);
        assert_eq!(chosen(&[past(1, 100, &["ann"])], None), None);
        let two = [past(1, 30, &["ann", "bob"])];
        assert_eq!(chosen(&two, Some("bob")), None, "too few are left");
        let three = [past(1, 30, &["ann", "bob", "cleo"])];
        assert_eq!(chosen(&three, Some("BOB")).as_deref(), Some("cleo"));
    }

    #[test]
    fn practice_the_far_past_and_this_very_incident_do_not_count() {
        let drill = Projection {
            drill: true,
            ..past(4, 199, &["zoe", "yan"])
        };
        let mut earlier = vec![drill, past(5, 19, &["xia", "wei"]), past(9, 199, &["ulf", "vic"])];
        assert_eq!(chosen(&earlier, None), None);
        earlier.push(past(1, 20, &["ann", "bob"]));
        assert_eq!(chosen(&earlier, None).as_deref(), Some("bob"));
    }

    #[test]
    fn nobody_is_looked_for_unless_a_commander_is_missing() {
        let with = |change: fn(&mut Incident)| {
            let mut incident = running();
            incident.standing = Standing::Declared;
            change(&mut incident);
            is_wanted(&incident)
        };
        assert!(with(|_| {}));
        assert!(with(|incident| incident.phase = Phase::Mitigated));
        assert!(!with(|incident| incident.phase = Phase::Resolved));
        assert!(!with(|incident| incident.phase = Phase::Withdrawn));
        assert!(!with(
            |incident| incident.standing = Standing::AwaitingConfirmation
        ));
        assert!(!with(|incident| drop(
            incident.roles.insert(Role::Commander, Login::new("ann"))
        )));
    }
}
