//! Labels that get another name or go, and labels that come with an issue form.

use github_sim::world::{EventKind, OpError};

use crate::stage::{SHOP, happened, issue, names, set, told};

/// The names in the label events of issue 1.
fn names_told(kinds: Vec<EventKind>) -> Vec<String> {
    let named = kinds.into_iter().filter_map(|kind| match kind {
        EventKind::Labeled { name, .. } | EventKind::Unlabeled { name, .. } => Some(name),
        _ => None,
    });
    named.collect()
}

#[tokio::test]
async fn the_past_follows_a_new_name_and_keeps_it_when_the_label_goes() {
    let sim = set().await;
    let (alice, bob) = (sim.person("alice"), sim.person("bob"));
    let number = alice.open_issue(SHOP, "Down", "", &["sev"]).expect("alice may");
    alice.remove_label(SHOP, number, "sev").expect("alice may");
    alice.add_label(SHOP, number, "sev").expect("alice may");
    sim.drop_pending();
    assert!(matches!(
        bob.rename_label(SHOP, "sev", "x"),
        Err(OpError::Forbidden(_))
    ));

    alice.rename_label(SHOP, "sev", "SEV1").expect("alice may");
    assert_eq!(names_told(happened(&sim, SHOP, number)), ["SEV1"; 3]);
    alice.delete_label(SHOP, "SEV1").expect("alice may");
    assert_eq!(names_told(happened(&sim, SHOP, number)), ["SEV1"; 3]);
    assert_eq!(issue(&sim, SHOP, number).labels, Vec::<i64>::new());
    alice.create_label(SHOP, "SEV1", "b60205").expect("alice may");
    alice.rename_label(SHOP, "SEV1", "another").expect("alice may");
    assert_eq!(
        names_told(happened(&sim, SHOP, number)),
        ["SEV1"; 3],
        "a namesake is another label"
    );

    let told = told(&sim);
    assert_eq!(
        names(&told),
        [
            "acme/shop label.edited",
            "acme/shop label.deleted",
            "acme/shop label.created",
            "acme/shop label.edited"
        ]
    );
    assert_eq!(told[0].1["changes"], serde_json::json!({"name": {"from": "sev"}}));
    assert_eq!(told[0].1["label"]["name"], "SEV1");
}

#[tokio::test]
async fn a_form_labels_for_those_who_may_not() {
    let sim = set().await;
    let (alice, bob) = (sim.person("alice"), sim.person("bob"));
    alice.create_label(SHOP, "Incident", "b60205").expect("alice may");
    sim.drop_pending();
    let number = bob
        .open_form(SHOP, "Down", "### Since\n\nnoon", &["incident", "unknown"])
        .expect("bob may");
    let told = told(&sim);
    assert_eq!(
        names(&told),
        ["acme/shop issues.opened", "acme/shop issues.labeled"]
    );
    assert_eq!(told[1].1["label"]["name"], "Incident");
    assert_eq!(told[1].1["sender"]["login"], "bob");
    assert_eq!(
        issue(&sim, SHOP, number).labels.len(),
        1,
        "nothing is made for a form"
    );
    let plain = bob.open_issue(SHOP, "Down", "", &["incident"]).expect("bob may");
    assert_eq!(issue(&sim, SHOP, plain).labels, Vec::<i64>::new());
}
