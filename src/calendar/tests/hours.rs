//! When people may be reminded.

use super::*;

#[test]
fn people_are_reminded_while_they_work() {
    let utc = calendar(UTC, &["2026-11-23"]);
    for (at, expected) in [
        ("2026-11-20T09:59:59Z", "2026-11-20T10:00:00Z"),
        ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"),
        ("2026-11-20T17:59:59Z", "2026-11-20T17:59:59Z"),
        ("2026-11-20T18:00:00Z", "2026-11-24T10:00:00Z"),
        ("2026-11-22T12:00:00Z", "2026-11-24T10:00:00Z"),
    ] {
        assert_eq!(utc.next_working_instant(instant(at)), instant(expected), "{at}");
    }
}

proptest! {
    #[test]
    fn a_working_instant_is_its_own_next(calendar in calendars(), minute in 0_i64..500_000) {
        let at = instant("2026-01-01T00:00:00Z") + TimeDelta::minutes(minute);
        let next = calendar.next_working_instant(at);
        prop_assert!(next >= at);
        prop_assert_eq!(calendar.next_working_instant(next), next);
    }
}
