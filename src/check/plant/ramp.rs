//! What a ramp gives in a month.

use crate::check::horizon::{Horizon, number};
use crate::scenario::{Edit, Per, Ramp, RatePoint, Shape};

/// What a ramp gives in each month, as it would have been some months earlier; rates per
/// working day times the days of the month itself.
pub(super) fn amounts(ramp: &Ramp, later: i64, horizon: &Horizon, days: &[f64]) -> Vec<f64> {
    let amount = |index: usize| {
        let rate = edited(ramp, horizon.number(index) - later);
        match ramp.per() {
            Per::Month => rate,
            Per::WorkingDay => rate * days[index],
        }
    };
    (0..horizon.months).map(amount).collect()
}

/// The rate of a month after all edits. Each edit changes the result of those before it: seen
/// from the last one, a slip says which earlier month shows now, an outage what is left of it.
fn edited(ramp: &Ramp, month: i64) -> f64 {
    let (mut shown, mut left) = (month, 1.0);
    for edit in ramp.edits().iter().rev() {
        match *edit {
            Edit::Outage { from, to, remaining } => {
                if number(from) <= shown && shown <= number(to) {
                    left *= remaining;
                }
            }
            Edit::Slip { from, months } => {
                let stop = number(from);
                if shown > stop {
                    // Held for so many months, then that much later.
                    shown = stop + (shown - stop - i64::from(months)).max(0);
                }
            }
        }
    }
    left * drawn(ramp, shown)
}

/// The rate of a month as the points say.
fn drawn(ramp: &Ramp, month: i64) -> f64 {
    if let Some(rate) = ramp.flat_rate() {
        return rate;
    }
    let points = ramp.points();
    let last = points.iter().rposition(|point| number(point.month) <= month);
    // Before the first point there is nothing.
    let Some(last) = last else { return 0.0 };
    let here = points[last];
    match (ramp.shape(), points.get(last + 1)) {
        (Shape::Linear, Some(next)) => straight(here, *next, month),
        (Shape::Flat | Shape::Steps | Shape::Linear, _) => here.rate,
    }
}

fn straight(here: RatePoint, next: RatePoint, month: i64) -> f64 {
    let (begin, end) = (number(here.month), number(next.month));
    let done = (month - begin) as f64 / (end - begin) as f64;
    here.rate + done * (next.rate - here.rate)
}

#[cfg(test)]
mod tests {
    use super::amounts;
    use crate::check::horizon::Horizon;
    use crate::scenario::{Edit, Month, Ramp};

    fn month(number: u8) -> Month {
        Month::new(2026, number).unwrap()
    }

    fn rates(ramp: &Ramp, months: usize) -> Vec<f64> {
        let horizon = Horizon { start: month(1), months };
        amounts(ramp, 0, &horizon, &vec![20.0; months])
    }

    #[test]
    fn ramps_begin_at_their_first_point_and_stay_at_their_last() {
        let points = [(month(2), 10.0), (month(4), 30.0)];
        assert_eq!(rates(&Ramp::linear(points), 5), [0.0, 10.0, 20.0, 30.0, 30.0]);
        assert_eq!(rates(&Ramp::steps(points), 5), [0.0, 10.0, 10.0, 30.0, 30.0]);
        assert_eq!(rates(&Ramp::flat(2.0).per_working_day(), 1), [40.0]);
    }

    /// The rate of March holds through April and May, then the ramp goes on. The outage is of
    /// the calendar if it comes after the slip, and moves with it if it comes before.
    #[test]
    fn slips_and_outages_follow_one_another() {
        let ramp = Ramp::linear([(month(1), 10.0), (month(7), 70.0)]);
        let slip = Edit::Slip { from: month(3), months: 2 };
        let outage = Edit::Outage { from: month(4), to: month(4), remaining: 0.5 };
        let slipped = [10.0, 20.0, 30.0, 30.0, 30.0, 40.0, 50.0];
        assert_eq!(rates(&ramp.clone().edit(slip), 7), slipped);
        let after = [10.0, 20.0, 30.0, 15.0, 30.0, 40.0, 50.0];
        assert_eq!(rates(&ramp.clone().edit(slip).edit(outage), 7), after);
        let before = [10.0, 20.0, 30.0, 30.0, 30.0, 20.0, 50.0];
        assert_eq!(rates(&ramp.edit(outage).edit(slip), 7), before);
    }
}
