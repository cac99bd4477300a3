//! What action items amount to.

use super::made::{action, at, record, report, setting};
use crate::{
    domain::{action::Priority, severity::Severity},
    report::{ActionState, Items, OfPriority},
};

#[test]
fn action_items_are_sorted_by_priority_and_age() {
    let mut one = record(1, Severity::Sev2, "2026-11-01T00:00:00Z", 5, 60);
    let done = ActionState::Done {
        at: at("2026-11-20T00:00:00Z"),
    };
    let declined = ActionState::Declined {
        at: at("2026-11-20T00:00:00Z"),
    };
    one.actions = vec![
        action(None, None, None, ActionState::Unknown),
        action(
            Some(1),
            Some("2026-11-29"),
            Some("2026-11-02T00:00:00Z"),
            ActionState::Open,
        ),
        action(
            Some(1),
            Some("2026-11-30"),
            Some("2026-11-29T00:00:00Z"),
            ActionState::Open,
        ),
        action(Some(0), Some("2026-11-10"), Some("2026-11-10T00:00:00Z"), done),
        action(Some(1), None, None, declined),
        action(Some(0), Some("2026-11-10"), None, ActionState::Unknown),
    ];
    let actions = report(&[one], &setting()).actions;
    let items = |counts: [usize; 7]| Items {
        opened: counts[0],
        open: counts[1],
        overdue: counts[2],
        done: counts[3],
        declined: counts[4],
        unknown: counts[5],
        unknown_past_due: counts[6],
    };
    let row = |priority: Option<u8>, counts| OfPriority {
        priority: priority.map(Priority),
        items: items(counts),
    };
    assert_eq!(
        actions.by_priority,
        [
            row(Some(0), [2, 0, 0, 1, 0, 1, 1]),
            row(Some(1), [3, 2, 1, 0, 1, 0, 0]),
            row(None, [1, 0, 0, 0, 0, 1, 0])
        ]
    );
    assert_eq!(actions.all, items([6, 2, 1, 1, 1, 2, 1]));
    let ages: Vec<usize> = actions.age_of_open.iter().map(|age| age.items).collect();
    assert_eq!(ages, [1, 1, 0, 0]);
    assert_eq!(actions.opened_to_done.median_seconds, Some(10 * 86_400));
}
