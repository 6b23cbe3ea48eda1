//! How many days of a month are worked.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::horizon::{Horizon, number};
use crate::scenario::Calendar;

/// The working days of each month: those listed, or Monday to Friday without the holidays.
pub(in crate::check) fn workdays(calendar: Option<&Calendar>, horizon: &Horizon) -> Vec<f64> {
    let mut listed: BTreeMap<i64, u32> = BTreeMap::new();
    let mut off: BTreeSet<(i64, i64)> = BTreeSet::new();
    if let Some(calendar) = calendar {
        listed.extend(calendar.listed().iter().map(|entry| (number(entry.month), entry.days)));
        let days = calendar.holidays().iter();
        off.extend(days.map(|date| (number(date.month()), i64::from(date.day()))));
    }
    let days = |index: usize| {
        let month = horizon.number(index);
        listed.get(&month).copied().map_or_else(|| worked(month, &off), f64::from)
    };
    (0..horizon.months).map(days).collect()
}

fn worked(month: i64, off: &BTreeSet<(i64, i64)>) -> f64 {
    let first = days_before(month);
    let days = days_before(month + 1) - first;
    let worked = (1..=days).filter(|day| {
        // Day 0 of the count below is a Saturday.
        let weekend = matches!((first + day - 1).rem_euclid(7), 0 | 1);
        !weekend && !off.contains(&(month, *day))
    });
    worked.count() as f64
}

/// Days before the first of a month, counted from the first of March of the year 0. Years
/// that begin in March have the leap day at their end, where it moves no other.
fn days_before(month: i64) -> i64 {
    let (year, since_march) = ((month - 2).div_euclid(12), (month - 2).rem_euclid(12));
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 31, 30, 31, 30, 31 days from March on, and again, and again.
    let days = (153 * since_march + 2) / 5;
    // The first of March of the year 0 was a Wednesday: four days after a Saturday.
    365 * year + leap_days + days + 4
}

#[cfg(test)]
mod tests {
    use super::workdays;
    use crate::check::horizon::Horizon;
    use crate::scenario::{Calendar, Month};

    /// From printed calendars.
    #[test]
    fn weekdays_are_those_of_the_almanac() {
        for (year, month, expected) in [
            (2021, 2, 20.0),
            (2024, 2, 21.0),
            (2026, 8, 21.0),
            (2026, 12, 23.0),
            (2000, 2, 21.0),
            (1900, 2, 20.0),
            (2023, 1, 22.0),
        ] {
            let horizon = Horizon { start: Month::new(year, month).unwrap(), months: 1 };
            assert_eq!(workdays(None, &horizon), [expected], "{year}-{month}");
        }
    }

    #[test]
    fn holidays_and_lists_count() {
        let start = Month::new(2026, 12).unwrap();
        let calendar = Calendar::new()
            .holiday("2026-12-25".parse().unwrap())
            .holiday("2026-12-26".parse().unwrap())
            .working_days(Month::new(2027, 1).unwrap(), 3);
        assert_eq!(workdays(Some(&calendar), &Horizon { start, months: 2 }), [22.0, 3.0]);
    }
}
