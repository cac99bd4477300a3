//! Who takes a role, and why.

use super::{Command, Login, Nominee, Refusal, Role, one};

fn bob() -> Nominee {
    Nominee::Person(Login::new("bob"))
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table, one row a case")]
fn one_person_is_named_with_or_without_a_reason() {
    for (typed, role, who, reason) in [
        ("/commander @bob", Role::Commander, bob(), None),
        ("/commander bob", Role::Commander, bob(), None),
        ("/commander bob.", Role::Commander, bob(), None),
        ("/commander@bob", Role::Commander, bob(), None),
        ("/ic @Bob", Role::Commander, bob(), None),
        ("/deputy @bob", Role::Deputy, bob(), None),
        ("/tech @bob", Role::TechLead, bob(), None),
        ("/comms @bob", Role::CommsLead, bob(), None),
        ("/scribe @bob", Role::Scribe, bob(), None),
        ("/owner bob", Role::Owner, bob(), None),
        (
            "/commander @bob my shift ends",
            Role::Commander,
            bob(),
            Some("my shift ends"),
        ),
        (
            "/commander @bob, taking over",
            Role::Commander,
            bob(),
            Some("taking over"),
        ),
        (
            "/commander @bob: taking over from @eve",
            Role::Commander,
            bob(),
            Some("taking over from @eve"),
        ),
        ("/commander @bob.", Role::Commander, bob(), None),
        (
            "/commander @bob (on call)",
            Role::Commander,
            bob(),
            Some("(on call)"),
        ),
        (
            "／ｃｏｍｍａｎｄｅｒ　＠ｂｏｂ　交代します",
            Role::Commander,
            bob(),
            Some("交代します"),
        ),
        (
            "/commander @bob、交代します",
            Role::Commander,
            bob(),
            Some("交代します"),
        ),
        (
            "/commander @bob交代します",
            Role::Commander,
            bob(),
            Some("交代します"),
        ),
        (
            "/commander @bob（夜間）",
            Role::Commander,
            bob(),
            Some("（夜間）"),
        ),
        ("/commander @bob さん", Role::Commander, bob(), None),
        ("/commander @bobさん、", Role::Commander, bob(), Some("さん、")),
        ("/ic ME", Role::Commander, Nominee::Author, None),
        (
            "/ic me, she is ill",
            Role::Commander,
            Nominee::Author,
            Some("she is ill"),
        ),
        ("/owner @me", Role::Owner, Nominee::Author, None),
        (
            "/owner me I know the system",
            Role::Owner,
            Nominee::Author,
            Some("I know the system"),
        ),
        ("/deputy none", Role::Deputy, Nominee::Nobody, None),
        ("/deputy NONE", Role::Deputy, Nominee::Nobody, None),
        (
            "/scribe none: not needed",
            Role::Scribe,
            Nominee::Nobody,
            Some("not needed"),
        ),
        (
            "/scribe @none",
            Role::Scribe,
            Nominee::Person(Login::new("none")),
            None,
        ),
        (
            "/scribe @none because",
            Role::Scribe,
            Nominee::Person(Login::new("none")),
            Some("because"),
        ),
        (
            "/tech @octo_corp",
            Role::TechLead,
            Nominee::Person(Login::new("octo_corp")),
            None,
        ),
    ] {
        let reason = reason.map(str::to_owned);
        assert_eq!(one(typed), Ok(Command::Appoint { role, who, reason }), "{typed}");
    }
}

#[test]
fn nobody_is_named_by_a_sentence_a_team_or_two_people() {
    for (typed, role, rest) in [
        ("/commander", Role::Commander, ""),
        ("/ic @", Role::Commander, "@"),
        ("/owner @a @b", Role::Owner, "@a @b"),
        ("/tech @a, @b", Role::TechLead, "@a, @b"),
        ("/tech @a and @b", Role::TechLead, "@a and @b"),
        ("/tech @aと@b", Role::TechLead, "@aと@b"),
        ("/tech me and @b", Role::TechLead, "me and @b"),
        ("/owner @org/team", Role::Owner, "@org/team"),
        ("/owner @org/team because", Role::Owner, "@org/team because"),
        ("/owner アリス", Role::Owner, "アリス"),
        ("/owner -x", Role::Owner, "-x"),
        ("/owner is on holiday", Role::Owner, "is on holiday"),
        (
            "/commander none of us is free",
            Role::Commander,
            "none of us is free",
        ),
        ("/owner @bob.smith", Role::Owner, "@bob.smith"),
        ("/owner @bob@example.com", Role::Owner, "@bob@example.com"),
        ("/owner bob=1", Role::Owner, "bob=1"),
        (
            "/owner @a234567890123456789012345678901234567890",
            Role::Owner,
            "@a234567890123456789012345678901234567890",
        ),
    ] {
        let typed_name = rest.to_owned();
        assert_eq!(
            one(typed),
            Err(Refusal::BadNominee {
                role,
                typed: typed_name
            }),
            "{typed}"
        );
    }
}
