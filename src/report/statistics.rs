//! Median, 90th percentile and mean of lengths of time.
//!
//! The median of an even number of values is the mean of the two in the middle. The percentile is the *nearest rank*: the
//! least value that is not exceeded by at least 90 of 100 values. So it is always a value that occurred, and of fewer than ten
//! values it is the greatest.

use serde::{Deserialize, Serialize};

/// From how many values on the 90th percentile tells more than the greatest of them.
const ENOUGH: usize = 10;

/// How values spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// How many values there are.
    pub n: usize,
    /// The value in the middle, in seconds; absent without any.
    pub median_seconds: Option<i64>,
    /// The 90th percentile by nearest rank, in seconds.
    pub p90_seconds: Option<i64>,
    /// The arithmetic mean, in seconds.
    pub mean_seconds: Option<i64>,
    /// There are fewer than ten values, so that the 90th percentile is the greatest of them.
    pub p90_is_greatest: bool,
}

impl Spread {
    /// The spread of values in seconds, in any order.
    pub fn of(values: impl IntoIterator<Item = i64>) -> Self {
        let mut values: Vec<i64> = values.into_iter().collect();
        values.sort_unstable();
        Self {
            n: values.len(),
            median_seconds: median(&values),
            p90_seconds: percentile(&values, 90),
            mean_seconds: mean(&values),
            p90_is_greatest: (1..ENOUGH).contains(&values.len()),
        }
    }
}

/// The median of sorted values; half a second is rounded up.
fn median(sorted: &[i64]) -> Option<i64> {
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    mean(&[sorted[middle - 1], upper])
}

/// The least of the sorted values that is not exceeded by at least `percent` of 100.
fn percentile(sorted: &[i64], percent: usize) -> Option<i64> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

/// The mean; half a second is rounded up.
fn mean(values: &[i64]) -> Option<i64> {
    let count = i128::try_from(values.len()).ok().filter(|count| *count > 0)?;
    let sum: i128 = values.iter().map(|value| i128::from(*value)).sum();
    i64::try_from((2 * sum + count).div_euclid(2 * count)).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn values_computed_by_hand() {
        for (values, median, p90, mean) in [
            (vec![], None, None, None),
            (vec![7], Some(7), Some(7), Some(7)),
            (vec![10, 1], Some(6), Some(10), Some(6)),
            (vec![3, 1, 2], Some(2), Some(3), Some(2)),
            // The ninth of ten, the tenth of eleven, the eighteenth of twenty.
            ((1..=10).collect(), Some(6), Some(9), Some(6)),
            ((1..=11).collect(), Some(6), Some(10), Some(6)),
            ((1..=20).collect(), Some(11), Some(18), Some(11)),
            (vec![0, 0, 0, 0, 100], Some(0), Some(100), Some(20)),
            (vec![-3, -2], Some(-2), Some(-2), Some(-2)),
        ] {
            let spread = Spread::of(values.clone());
            assert_eq!(
                (spread.median_seconds, spread.p90_seconds, spread.mean_seconds),
                (median, p90, mean),
                "{values:?}"
            );
            assert_eq!(spread.n, values.len());
            assert_eq!(
                spread.p90_is_greatest,
                (1..10).contains(&values.len()),
                "{values:?}"
            );
        }
    }

    #[test]
    fn sums_beyond_64_bits_do_no_harm() {
        let spread = Spread::of([i64::MAX, i64::MAX, i64::MAX]);
        assert_eq!(spread.mean_seconds, Some(i64::MAX));
        assert_eq!(Spread::of([i64::MIN, i64::MIN]).median_seconds, Some(i64::MIN));
    }

    proptest! {
        #[test]
        fn a_spread_does_not_depend_on_the_order(values in prop::collection::vec(0_i64..1_000_000, 0..60)) {
            let mut reversed = values.clone();
            reversed.reverse();
            prop_assert_eq!(Spread::of(values), Spread::of(reversed));
        }

        #[test]
        fn everything_lies_between_the_least_and_the_greatest(
            values in prop::collection::vec(0_i64..1_000_000, 1..60),
        ) {
            let spread = Spread::of(values.clone());
            let (least, greatest) = (*values.iter().min().unwrap(), *values.iter().max().unwrap());
            for figure in [spread.median_seconds, spread.p90_seconds, spread.mean_seconds] {
                let figure = figure.unwrap();
                prop_assert!((least..=greatest).contains(&figure));
            }
            prop_assert!(spread.median_seconds <= spread.p90_seconds);
        }

        #[test]
        fn nine_of_ten_values_are_not_above_the_percentile(
            values in prop::collection::vec(0_i64..1_000, 1..200),
        ) {
            let p90 = Spread::of(values.clone()).p90_seconds.unwrap();
            prop_assert!(values.contains(&p90));
            let within = values.iter().filter(|value| **value <= p90).count();
            prop_assert!(within * 10 >= values.len() * 9);
            // A smaller value of the sample would not do.
            let below = values.iter().filter(|value| **value < p90).count();
            prop_assert!(below * 10 < values.len() * 9);
        }

        #[test]
        fn a_value_added_to_all_is_added_to_every_figure(
            values in prop::collection::vec(0_i64..1_000, 1..50), shift in 0_i64..1_000,
        ) {
            let (before, after) = (
                Spread::of(values.clone()),
                Spread::of(values.iter().map(|value| value + shift)),
            );
            prop_assert_eq!(after.median_seconds, before.median_seconds.map(|value| value + shift));
            prop_assert_eq!(after.p90_seconds, before.p90_seconds.map(|value| value + shift));
            prop_assert_eq!(after.mean_seconds, before.mean_seconds.map(|value| value + shift));
        }
    }
}
