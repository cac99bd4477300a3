//! From the file to the policy.

use crate::{
    calendar::DayOfWeek,
    domain::{label, observation::ConfigFile, postmortem::PostmortemStatus, severity::Severity},
    message::Language,
    yaml::{self, Node, Value},
};

use super::{Expected, FaultKind, Loaded, Policy, labels::status_label, reader::Reader, value};

/// Reads a configuration. Without a file, or with faults in it, the policy is the default one.
pub fn load(text: Option<&str>) -> Loaded {
    let root = match yaml::parse(text.unwrap_or_default()) {
        Ok(root) => root,
        Err(fault) => {
            return Loaded {
                policy: Policy::default(),
                faults: vec![fault.into()],
            };
        }
    };
    let mut reader = Reader::default();
    let mut policy = Policy::default();
    if let Some(root) = root.filter(|root| !root.is_null()) {
        for (key, path, node) in reader.entries(&root, "") {
            top(&mut reader, &mut policy, key, &path, node);
        }
        labels_are_distinct(&mut reader, &policy, &root);
    }
    policy.calendar.zone = policy.zone;
    let faults = reader.finish();
    if faults.is_empty() {
        Loaded { policy, faults }
    } else {
        Loaded {
            policy: Policy::default(),
            faults,
        }
    }
}

/// Reads the configuration in force: the file as it is now, or as it last was without faults, or the default.
/// The faults are always those of the file as it is now.
pub fn last_good(file: Option<&ConfigFile>) -> Loaded {
    let Some(file) = file else { return load(None) };
    let now = load(Some(&file.text));
    if now.faults.is_empty() {
        return now;
    }
    let earlier = file.previous.iter().rev().map(|text| load(Some(text)));
    let good = earlier.into_iter().find(|loaded| loaded.faults.is_empty());
    Loaded {
        policy: good.map_or(now.policy, |loaded| loaded.policy),
        faults: now.faults,
    }
}

fn top(reader: &mut Reader, policy: &mut Policy, key: &str, path: &str, node: &Node) {
    match key {
        "language" => {
            let words = [("en", Language::En), ("ja", Language::Ja)];
            set(&mut policy.language, reader.word(node, path, &words));
        }
        "time_zone" => {
            let zone = reader.scalar(node, path, Expected::TimeZone, |text| text.trim().parse().ok());
            set(&mut policy.zone, zone);
        }
        "working_days" => working_days(reader, policy, path, node),
        "working_hours" => {
            if let Some((opens, closes)) = reader.scalar(node, path, Expected::Hours, value::hours) {
                policy.calendar.opens = opens;
                policy.calendar.closes = closes;
            }
        }
        "holidays" => {
            for item in reader.items(node, path) {
                holiday(reader, policy, path, item);
            }
        }
        "default_severity" => set(&mut policy.default_severity, severity(reader, node, path)),
        "severities" => {
            for (name, path, node) in reader.entries(node, path) {
                if let Ok(severity) = name.parse() {
                    one_severity(reader, policy, severity, &path, node);
                }
            }
        }
        "labels" => {
            for (key, path, node) in reader.entries(node, path) {
                let label = reader.text(node, &path, 50);
                set(
                    if key == "drill" {
                        &mut policy.labels.drill
                    } else {
                        &mut policy.labels.incident
                    },
                    label,
                );
            }
        }
        _ => postmortem(reader, policy, path, node),
    }
}

fn set<T>(target: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *target = value;
    }
}

fn severity(reader: &mut Reader, node: &Node, path: &str) -> Option<Severity> {
    reader.word(
        node,
        path,
        &Severity::ALL.map(|severity| (severity.name(), severity)),
    )
}

fn working_days(reader: &mut Reader, policy: &mut Policy, path: &str, node: &Node) {
    let words = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(str::to_owned);
    let expected = Expected::OneOf { words: words.into() };
    let mut days = std::collections::BTreeSet::new();
    for item in reader.items(node, path) {
        days.extend(
            reader
                .scalar(item, path, expected.clone(), value::weekday)
                .map(DayOfWeek),
        );
    }
    if matches!(&node.value, Value::List(items) if items.is_empty()) {
        // Somebody must work, or no deadline would ever come.
        reader.bad(node, path, expected);
    }
    policy.calendar.working_days = days;
}

fn holiday(reader: &mut Reader, policy: &mut Policy, path: &str, item: &Node) {
    let Value::Mapping(entries) = &item.value else {
        let dates = reader.scalar(item, path, Expected::DateOrRange, |text| value::dates(text, ""));
        policy.calendar.holidays.extend(dates.unwrap_or_default());
        return;
    };
    let mut name = String::new();
    let mut date = None;
    for (key, node) in entries {
        match key.text() {
            Some("name") => name = reader.text(node, path, 100).unwrap_or_default(),
            Some("date") => date = Some(node),
            _ => {
                let allowed = ["date", "name"].map(str::to_owned).into();
                reader.fault(
                    key,
                    path,
                    FaultKind::UnknownKey {
                        key: key.found(),
                        allowed,
                    },
                );
            }
        }
    }
    let dates = reader.scalar(date.unwrap_or(item), path, Expected::DateOrRange, |text| {
        value::dates(text, &name)
    });
    policy.calendar.holidays.extend(dates.unwrap_or_default());
}

fn one_severity(reader: &mut Reader, policy: &mut Policy, severity: Severity, path: &str, node: &Node) {
    for (key, path, node) in reader.entries(node, path) {
        let entry = policy
            .severities
            .get_mut(&severity)
            .expect("every severity has its entry");
        match key {
            "label" => {
                if let Some(label) = reader.text(node, &path, 50) {
                    policy.labels.severities.insert(severity, label);
                }
            }
            "description" => entry.description = reader.text(node, &path, 300),
            "postmortem" => {
                let words = [("required", true), ("optional", false)];
                set(&mut entry.postmortem_required, reader.word(node, &path, &words));
            }
            _ => set(
                &mut entry.meeting_within,
                reader.scalar(node, &path, Expected::Days, value::days),
            ),
        }
    }
}

fn postmortem(reader: &mut Reader, policy: &mut Policy, path: &str, node: &Node) {
    for (key, path, node) in reader.entries(node, path) {
        if key == "folder" {
            set(
                &mut policy.folder,
                reader.scalar(node, &path, Expected::Path, value::folder),
            );
        } else {
            let (min, max) = (0, 6);
            let in_range = |number: &u32| (min..=max).contains(number);
            let approvals = reader.scalar(node, &path, Expected::Number { min, max }, |text| {
                text.trim().parse().ok().filter(in_range)
            });
            set(&mut policy.approvals, approvals);
        }
    }
}

/// Two meanings of one label would contradict each other on every issue.
fn labels_are_distinct(reader: &mut Reader, policy: &Policy, root: &Node) {
    let names = &policy.labels;
    let severities = names
        .severities
        .iter()
        .map(|(severity, name)| (format!("severities.{severity}.label"), name.as_str()));
    let ours = [
        ("labels.incident".to_owned(), names.incident.as_str()),
        ("labels.drill".to_owned(), names.drill.as_str()),
    ];
    let mut taken: Vec<(String, &str)> = PostmortemStatus::ALL
        .map(|status| ("postmortem".to_owned(), status_label(status)))
        .into();
    for (path, name) in ours.into_iter().chain(severities) {
        if let Some((by, _)) = taken.iter().find(|(_, earlier)| label::same(earlier, name)) {
            // A name that was never written is a default that another key has taken.
            let (path, by, node) = match (written(root, &path), written(root, by)) {
                (Some(node), _) => (&path, by, node),
                (None, Some(node)) => (by, &path, node),
                (None, None) => (&path, by, root),
            };
            let kind = FaultKind::LabelTaken {
                label: name.to_owned(),
                by: by.clone(),
            };
            reader.fault(node, path, kind);
        }
        taken.push((path, name));
    }
}

/// The node at a path, when there is one.
fn written<'a>(root: &'a Node, path: &str) -> Option<&'a Node> {
    path.split('.').try_fold(root, |node, part| match &node.value {
        Value::Mapping(entries) => entries
            .iter()
            .find(|(key, _)| key.text() == Some(part))
            .map(|(_, value)| value),
        Value::Null | Value::Scalar(_) | Value::List(_) => None,
    })
}
