//! The repository's file over its owner's over the defaults.

use chrono_tz::{Asia::Tokyo, Tz::UTC};
use proptest::{prelude::*, sample::Index};

use super::{super::*, cases::CASES, shown};

fn layers(owner: &str, repository: &str) -> Loaded {
    load_layers(Some(owner.into()), Some(repository.into()))
}

#[test]
fn the_repository_is_read_over_its_owner_key_by_key() {
    let owner = "language: ja\ntime_zone: Asia/Tokyo\nholidays: [2026-11-23]\n\
                 severities: {SEV1: {label: sev/1, update_every: 15m, checklist: [監視を止める]}}";
    let Loaded { policy, faults } = layers(
        owner,
        "time_zone: UTC\nlanguage:\nholidays: []\nseverities: {SEV1: {update_every: never}, SEV2: {checklist: []}}",
    );
    let mut expected = load(Some(owner)).policy;
    expected.zone = UTC;
    expected.calendar.zone = UTC;
    expected.calendar.holidays.clear();
    let severity = |policy: &mut Policy, severity, change: fn(&mut SeverityPolicy)| {
        change(
            policy
                .severities
                .get_mut(&severity)
                .expect("every severity has its entry"),
        );
    };
    severity(&mut expected, Severity::Sev1, |sev1| sev1.update_every = None);
    severity(&mut expected, Severity::Sev2, |sev2| sev2.checklist.clear());
    assert_eq!((policy, faults), (expected, vec![]));
}

#[test]
fn faults_of_the_owner_are_not_the_repositorys() {
    let Loaded { policy, faults } = layers("time_zone: nowhere\nx: 1", "language: ja");
    assert_eq!(
        (policy.language, policy.zone, faults),
        (Language::Ja, UTC, vec![])
    );
    let alone = load_layers(Some("x: [".into()), None);
    assert_eq!((alone.policy, alone.faults), (Policy::default(), vec![]));
}

#[test]
fn a_repository_with_faults_has_what_its_owner_says() {
    let loaded = layers("time_zone: Asia/Tokyo", "# ours\nlanguage: fr");
    assert_eq!(
        (loaded.policy.zone, loaded.policy.language),
        (Tokyo, Language::En)
    );
    assert_eq!(shown(&loaded.faults), ["2:11 language: bad fr"]);
}

#[test]
fn each_layer_has_its_own_last_good_text() {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let owners = texts(&["time_zone: UTC", "time_zone: Asia/Tokyo", "time_zone: x"]);
    let repositories = texts(&["language: en", "language: ja", "language: x"]);
    let owner = |text| Layer {
        text,
        previous: &owners,
    };
    let repository = |text| Layer {
        text,
        previous: &repositories,
    };
    for (owner, repository, zone, language, faults) in [
        (owner("y: 1"), repository("y: 1"), Tokyo, Language::Ja, 1),
        (owner("y: 1"), repository(""), Tokyo, Language::En, 0),
        (owner(""), repository("y: 1"), UTC, Language::Ja, 1),
        (owner(""), repository(""), UTC, Language::En, 0),
    ] {
        let loaded = load_layers(Some(owner), Some(repository));
        assert_eq!(
            (loaded.policy.zone, loaded.policy.language, loaded.faults.len()),
            (zone, language, faults),
            "{owner:?} {repository:?}"
        );
    }
}

#[test]
fn a_repository_contradicts_its_owner_where_it_says_so() {
    for (owner, repository, expected) in [
        (
            "labels: {incident: 障害}",
            "labels: {drill: 障害}",
            "1:17 labels.drill: 障害 is labels.incident",
        ),
        (
            "labels: {drill: 訓練}",
            "labels: {incident: 訓練}",
            "1:20 labels.incident: 訓練 is labels.drill",
        ),
        (
            "severities: {SEV2: {label: major}}",
            "severities: {SEV1: {label: Major}}",
            "1:28 severities.SEV1.label: major is severities.SEV2.label",
        ),
    ] {
        let loaded = layers(owner, repository);
        assert_eq!(shown(&loaded.faults), [expected]);
        assert_eq!(loaded.policy, load(Some(owner)).policy);
    }
    // A name that the owner gave away is free.
    let loaded = layers("labels: {incident: 障害}", "labels: {drill: incident}");
    assert_eq!(shown(&loaded.faults), [""; 0]);
}

/// For each key, perhaps one of its good values.
fn choice() -> impl Strategy<Value = Vec<Option<Index>>> {
    prop::collection::vec(prop::option::of(any::<Index>()), CASES.len())
}

/// The file with the chosen values; does to the policy what they should do.
fn write(choice: &[Option<Index>], policy: &mut Policy) -> String {
    let mut lines = Vec::new();
    for (case, index) in CASES.iter().zip(choice) {
        if let Some(index) = index {
            let (value, change) = index.get(case.good);
            change(policy);
            lines.push((case.path(), Some(*value)));
        }
    }
    example::file(&lines)
}

proptest! {
    #[test]
    fn every_key_of_the_repository_covers_its_owners(owner in choice(), repository in choice()) {
        let mut expected = Policy::default();
        let owner = write(&owner, &mut expected);
        let repository = write(&repository, &mut expected);
        let loaded = layers(&owner, &repository);
        prop_assert_eq!(loaded, Loaded { policy: expected, faults: vec![] });
    }

    #[test]
    fn layers_that_say_nothing_change_nothing(choice in choice()) {
        let text = write(&choice, &mut Policy::default());
        let alone = load(Some(&text));
        prop_assert_eq!(&layers(&text, ""), &alone);
        prop_assert_eq!(&load_layers(Some(text.as_str().into()), None), &alone);
        prop_assert_eq!(&layers("", &text), &alone);
        prop_assert_eq!(&layers(&text, &text), &alone);
    }
}
