//! What rows and extra columns add to the bounds.

use super::face::Decided;
use super::feasibility::Rest;
use super::proof::Proof;
use crate::double_double::DoubleDouble;
use crate::model::{ExtraId, Point};
use crate::tolerance::DUST;

/// The cheapest value of `reduced · x` for a column within its bounds.
fn cheapest(state: Decided, reduced: DoubleDouble, zero: f64, bounds: (f64, f64)) -> DoubleDouble {
    let at = |bound: f64| if bound == 0.0 { DoubleDouble::ZERO } else { reduced.times(bound) };
    let (lower, upper) = bounds;
    match state {
        Decided::Open if reduced.high() < 0.0 => {
            // Without an upper bound a cost of nothing stays one.
            if upper.is_infinite() && -reduced.high() <= zero { at(lower) } else { at(upper) }
        }
        Decided::Upper => at(upper),
        Decided::Open | Decided::Lower => at(lower),
    }
}

/// What the levels so far have decided about a row or extra column: at which bound it stays,
/// since which level, and what leaving the bound costs there.
#[derive(Debug, Clone, Copy)]
struct Fixed {
    state: Decided,
    level: usize,
    costs: f64,
}

impl Fixed {
    const OPEN: Self = Self { state: Decided::Open, level: 0, costs: 0.0 };

    fn decide(&mut self, level: usize, reduced: f64, zero: f64, upper: f64) {
        // Where there is no upper bound nothing can stay at it.
        let somewhere = reduced > 0.0 || upper.is_finite();
        if self.state == Decided::Open && somewhere && reduced.abs() > zero {
            let state = if reduced > 0.0 { Decided::Lower } else { Decided::Upper };
            *self = Self { state, level, costs: reduced.abs() };
        }
    }

    /// By how much this level would gain if the column left its bound.
    fn gain(self, reduced: f64) -> f64 {
        match self.state {
            Decided::Open => 0.0,
            Decided::Lower => (-reduced).max(0.0),
            Decided::Upper => reduced.max(0.0),
        }
    }
}

impl Proof<'_> {
    pub(super) fn rows(&mut self, rest: &Rest) {
        let model = self.model;
        let mut fixed = vec![Fixed::OPEN; model.rows()];
        // Where all prices are zero there is nothing to add, and nothing is decided.
        let mut priced: Vec<usize> = (0..model.levels().len()).collect();
        priced.retain(|&index| !self.prices[index].is_empty());
        for index in priced {
            // Backwards, so that a stock's price is pushed to at least the next one's.
            for (row, fixed) in fixed.iter_mut().enumerate().rev() {
                let prices = &mut self.prices[index];
                if !prices[row].high().is_finite() {
                    prices[row] = DoubleDouble::ZERO;
                }
                let next = model.carried_into(row).map_or(DoubleDouble::ZERO, |next| prices[next]);
                let upper = model.logical_upper(row);
                if fixed.state == Decided::Open && upper.is_infinite() {
                    prices[row] = prices[row].max(next);
                }
                let (price, reduced) = (prices[row], prices[row] - next);
                self.bounds[index] += -price.times(model.rhs(row));
                let off = (rest.above(row, 0.0), rest.below(row, upper));
                self.settle(index, fixed, (reduced, price.high(), next.high()), (0.0, upper), off);
            }
        }
    }

    pub(super) fn extras(&mut self, point: &Point) {
        for (position, extra) in self.model.extras().iter().enumerate() {
            let (lower, upper) = (extra.lower(), extra.upper());
            let value = point.extras.get(position).copied().unwrap_or(lower);
            let dust = DUST * value.abs().max(1.0);
            let off = |distance: f64| if distance > dust { distance } else { 0.0 };
            let mut fixed = Fixed::OPEN;
            for (index, level) in self.model.levels().iter().enumerate() {
                let (cost, mut charge) =
                    (level.extra(ExtraId(position as u32)), DoubleDouble::ZERO);
                if self.prices[index].is_empty() && cost == 0.0 {
                    continue;
                }
                for (row, entry) in extra.entries() {
                    let price = self.prices[index].get(row).copied();
                    charge += price.unwrap_or(DoubleDouble::ZERO).times(entry);
                }
                let reduced = (charge + cost.into(), cost, charge.high());
                let off = (off(value - lower), off(upper - value));
                self.settle(index, &mut fixed, reduced, (lower, upper), off);
            }
        }
    }

    /// Adds to a level what a column costs at least, given its reduced cost and the two costs
    /// that it compares, its bounds, and by how much the point is off each; then the level may
    /// fix it.
    fn settle(
        &mut self,
        index: usize,
        fixed: &mut Fixed,
        (reduced, a, b): (DoubleDouble, f64, f64),
        (lower, upper): (f64, f64),
        (above, below): (f64, f64),
    ) {
        let noise = self.noise[index];
        let zero = noise.zero(a, b);
        self.bounds[index] += cheapest(fixed.state, reduced, zero, (lower, upper));
        let reduced = reduced.high();
        let gain = fixed.gain(reduced);
        if gain > 0.0 {
            self.leaks.add(index, fixed.level, gain / fixed.costs);
        }
        fixed.decide(index, reduced, zero, upper);
        let paid = noise.paid(reduced, a, b);
        if fixed.state != Decided::Lower && paid < 0.0 && upper.is_finite() {
            self.misfit[index] -= paid * below;
        } else if fixed.state != Decided::Upper && paid > 0.0 {
            self.misfit[index] += paid * above;
        }
    }
}
