//! The same time of day on a later day.

use super::*;

#[test]
fn days_off_are_stepped_over_and_the_time_of_day_stays() {
    let tokyo = calendar(Tokyo, &["2026-11-23"]);
    for (from, within, later) in [
        // Friday 18:00 before a three-day weekend.
        ("2026-11-20T09:00:00Z", business(0), "2026-11-20T09:00:00Z"),
        ("2026-11-20T09:00:00Z", business(1), "2026-11-24T09:00:00Z"),
        ("2026-11-20T16:30:00Z", business(1), "2026-11-23T16:30:00Z"),
        (
            "2026-11-20T09:00:00Z",
            within(7, DayUnit::Calendar),
            "2026-11-27T09:00:00Z",
        ),
    ] {
        assert_eq!(
            tokyo.later(instant(from), within),
            instant(later),
            "{from} {within:?}"
        );
    }
}

#[test]
fn clocks_that_are_put_back_change_nothing_for_people() {
    let berlin = calendar(Berlin, &[]);
    let friday = instant("2026-10-23T08:00:00Z");
    assert_eq!(berlin.later(friday, business(1)), instant("2026-10-26T09:00:00Z"));
}
