//! What a unit costs that is delivered in a month, and one that is left.

use super::Readings;
use super::number::{Fraction, larger, whole};
use super::order::Tranche;
use super::policy::{Measure, Policy};
use super::ranking::Places;
use super::scenario::Scenario;

/// The costs of a tranche.
pub(super) struct Cost<'a> {
    tranche: &'a Tranche,
    places: &'a Places,
    policy: &'a Policy,
    months: i64,
    /// What a unit counts for.
    pub(super) worth: Fraction,
    /// The first month of the backlog that counts.
    first: i64,
}

impl<'a> Cost<'a> {
    /// Those of a tranche.
    ///
    /// OPEN: `1/Q`, so that orders count alike, might be of the tranche or of the order. Read
    /// so: of the order ("its share of its order").
    pub(super) fn new(
        scenario: &Scenario,
        policy: &'a Policy,
        tranche: &'a Tranche,
        places: &'a Places,
        readings: Readings,
    ) -> Self {
        let months = scenario.calendar.months;
        Self {
            tranche,
            places,
            policy,
            months,
            worth: match policy.measure {
                Measure::Units => whole(1),
                Measure::Value => scenario.products[tranche.product].value.clone(),
                Measure::Orders => whole(1) / &tranche.ordered,
            },
            first: if readings.past_counts { tranche.due.month } else { tranche.due.month.max(0) },
        }
    }

    /// The month of the horizon that stands for a month.
    ///
    /// OPEN: weights and tiers of months before the horizon. Read so: those of its first
    /// month (a change before it "holds from the beginning"), but with the true ageing.
    fn inside(&self, month: i64) -> usize {
        month.clamp(0, self.months - 1) as usize
    }

    /// The weight of a month, grown by waiting.
    ///
    /// OPEN: nobody has waited before the due month, so ageing never lessens a weight.
    fn weight(&self, month: i64) -> Fraction {
        let waited = whole((month - self.tranche.due.month).max(0));
        &self.places.weight[self.inside(month)] * (whole(1) + &self.policy.ageing * waited)
    }

    /// What the months before one cost, on the level of a tier.
    fn until(&self, end: i64, tier: usize) -> Fraction {
        let mut sum = Fraction::ZERO;
        for month in self.first..end {
            if self.places.tier[self.inside(month)] == tier {
                sum += self.weight(month);
            }
        }
        sum * &self.worth
    }

    /// What a unit costs a tier's backlog that is delivered in a month.
    pub(super) fn delivered(&self, month: i64, tier: usize) -> Fraction {
        self.until(month, tier)
    }

    /// What a unit costs a tier's backlog that is left: the months until nobody is there any
    /// more, then the tail with weight and tier of the last of them.
    pub(super) fn left(&self, tier: usize) -> Fraction {
        let end = self.tranche.end(self.months);
        let sum = self.until(end, tier);
        let by_value = self.policy.lost_by_value && self.tranche.lost(self.months);
        if by_value || self.places.tier[self.inside(end - 1)] != tier {
            return sum;
        }
        // Of the tail only the months from the due one on count.
        // Of one that left before the first month it is the whole tail.
        let before_due = whole((self.tranche.due.month - end).max(0));
        let tail = larger(Fraction::ZERO, &self.policy.tail - before_due);
        sum + self.weight(end - 1) * tail * &self.worth
    }

    /// What a unit costs that is left, on the level of lost value of a tier: its worth, once,
    /// in the tier of the last month in which its customer was there.
    pub(super) fn lost(&self, tier: usize) -> Fraction {
        let last = self.inside(self.tranche.end(self.months) - 1);
        if self.tranche.lost(self.months) && self.places.tier[last] == tier {
            self.worth.clone()
        } else {
            Fraction::ZERO
        }
    }

    /// The tier and the weight with which a tranche counts among those on time: those of its
    /// due month, clamped to the horizon, without ageing.
    pub(super) fn at_due(&self) -> (usize, &Fraction) {
        let month = self.inside(self.tranche.due.month);
        (self.places.tier[month], &self.places.weight[month])
    }
}
